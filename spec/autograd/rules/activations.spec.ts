import { prove } from './proof.js';

prove('activations');
