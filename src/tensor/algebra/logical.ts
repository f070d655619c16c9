/**
 * Questions about elements, and the logic of their answers: bool results, never differentiable.
 *
 * @module
 */
import type { Algebra } from '../algebra.js';
import { Activations } from './activations.js';

/** The logical operations that are not made of others. */
export type LogicalPrimitives<Self> = Readonly<Record<never, Self>>;

/** Questions about elements, and the logic of their answers: bool results, never differentiable. */
export abstract class Logical<Self extends Algebra<Self>> extends Activations<Self> {}
