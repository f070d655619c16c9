import { compareWithPyTorch } from './traces.js';

compareWithPyTorch('autograd', 34);
compareWithPyTorch('module', 19);
