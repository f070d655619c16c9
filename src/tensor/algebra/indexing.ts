/**
 * Elements chosen, moved and repeated by their indices. All of it is made of two primitives, each the adjoint of the
 * other: `pick` reads elements by their places, `place` adds elements up at their places.
 *
 * @module
 */
import type { Shape } from '../../kernels/types.js';
import type { Algebra } from '../algebra.js';
import { Layout } from './layout.js';

/** The two ways between elements and their places. */
export interface IndexingPrimitives<Self> {
  /**
   * A tensor of the given shape whose element i, in row-major order, is the element of x at `places[i]`, counted
   * row-major too; 0 where the place is −1.
   */
  pick(x: Self, places: Int32Array, shape: Shape): Self;
  /**
   * A tensor of the given shape that starts from 0, to which the element i of x is added at `places[i]`, for
   * ascending i, in float64, rounded to the dtype once at the end; what has the place −1 is left out.
   */
  place(x: Self, places: Int32Array, shape: Shape): Self;
}

/** Elements chosen, moved and repeated by their indices. */
export abstract class Indexing<Self extends Algebra<Self>> extends Layout<Self> {}
