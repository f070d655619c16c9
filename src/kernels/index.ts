/**
 * The one door to the numbers: everything the tensor layer asks of the machine. Another backend would fill the
 * same record, and has to give the same bits.
 *
 * @module
 */

import { along, type Lines } from './along.js';
import { lerp, type Binary, type Unary } from './pointwise.js';
import { reduce, type Fold } from './reduce.js';
import { recurrence } from './scan.js';
import type { Data, Dtype, Shape, View } from './types.js';
import { boxMuller } from './wasm/box-muller.js';
import { uniform } from './wasm/mersenne.js';
import { mm, mmInto } from './wasm/mm.js';
import { addScaled, combine, map, select } from './wasm/pointwise.js';

/** The kernels. Results are row-major, in new storage; operands are only read. */
export interface Kernels {
  /** f(x), element by element. */
  map(f: Unary, x: View, dtype: Dtype): Data;
  /** f(a, b), element by element; one shape. */
  combine(f: Binary, a: View, b: View, dtype: Dtype): Data;
  /** a + α·b, element by element; one shape. */
  addScaled(a: View, b: View, alpha: number, dtype: Dtype): Data;
  /** `a` where the condition holds, else `b`; one shape. */
  select(condition: View, a: View, b: View, dtype: Dtype): Data;
  /** a + weight·(b − a), element by element; one shape. */
  lerp(a: View, b: View, weight: View, dtype: Dtype): Data;
  /** A fold over dims. */
  reduce(fold: Fold, x: View, dims: readonly number[], dtype: Dtype): Data;
  /** Line by line along dims; `shape` where the lines change their length, along one dim. */
  along(lines: Lines, x: View, dims: readonly number[], dtype: Dtype, shape?: Shape): Data;
  /** hₖ = bₖ + aₖ·hₖ₋₁ along a dim, or backwards; one shape. */
  recurrence(a: View, b: View, dim: number, reverse: boolean, dtype: Dtype): Data;
  /** The matrix product of two 2-D views. */
  mm(a: View, b: View): Data;
  /** The same, written into zeros. */
  mmInto(a: View, b: View, out: Data, at: number): void;
  /** Numbers of [0, 1) from the Mersenne Twister in that state, from `from` to `to`. Returns the state after them. */
  uniform(state: readonly number[], data: Data, from: number, to: number): readonly number[];
  /** Uniform numbers from `from` to `to` into normal ones, in whole blocks of 16, in place. */
  boxMuller(data: Data, from: number, to: number): void;
}

/** The kernels in use: vectors of WebAssembly where the engine has them and they pay, else plain TypeScript. */
export const kernels: Kernels = {
  map,
  combine,
  addScaled,
  select,
  lerp,
  reduce,
  along,
  recurrence,
  mm,
  mmInto,
  uniform,
  boxMuller,
};
