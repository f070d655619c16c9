import { prove } from './proof.js';

prove('layout');
