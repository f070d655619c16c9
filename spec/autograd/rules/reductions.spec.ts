import { prove } from './proof.js';

prove('reductions');
