import { prove } from './proof.js';

prove('rearranging');
