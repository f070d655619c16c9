import { prove } from './proof.js';

prove('pointwise');
