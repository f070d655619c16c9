import { prove } from './proof.js';

prove('ordering');
