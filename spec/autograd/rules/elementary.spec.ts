import { prove } from './proof.js';

prove('elementary');
