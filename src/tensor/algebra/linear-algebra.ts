/**
 * Determinants, inverses, factors and the solution of linear systems.
 *
 * @module
 */
import type { Algebra } from '../algebra.js';
import { Products } from './products.js';

/** The matrix functions that are not made of others. */
export type LinearAlgebraPrimitives<Self> = Readonly<Record<never, Self>>;

/** Determinants, inverses, factors and the solution of linear systems. */
export abstract class LinearAlgebra<Self extends Algebra<Self>> extends Products<Self> {}
