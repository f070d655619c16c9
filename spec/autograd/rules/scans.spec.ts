import { prove } from './proof.js';

prove('scans');
