import { compareWithPyTorch } from './traces.js';

compareWithPyTorch('published', 34);
compareWithPyTorch('manual', 34);
