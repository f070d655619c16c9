import { prove } from './proof.js';

prove('functional');
