import { prove } from './proof.js';

prove('indexing');
