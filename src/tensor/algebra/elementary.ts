/**
 * The elementary functions: exponentials, logarithms, trigonometric and hyperbolic functions, and the error function.
 *
 * @module
 */
import type { Algebra } from '../algebra.js';
import { Pointwise } from './pointwise.js';

/** The elementary functions, none of which is made of others. */
export type ElementaryPrimitives<Self> = Readonly<Record<never, Self>>;

/** The elementary functions: exponentials, logarithms, trigonometric and hyperbolic functions, and the error function. */
export abstract class Elementary<Self extends Algebra<Self>> extends Pointwise<Self> {}
