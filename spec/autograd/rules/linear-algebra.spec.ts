import { prove } from './proof.js';

prove('linearAlgebra');
