import { prove } from './proof.js';

prove('products');
