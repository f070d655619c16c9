import { prove } from './proof.js';

prove('probabilities');
