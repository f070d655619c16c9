/**
 * The one door to the numbers: everything the tensor layer asks of the machine. Another backend would fill the
 * same record, and has to give the same bits.
 *
 * @module
 */

import { combine, map, select, type Binary, type Unary } from './pointwise.js';
import { reduce, type Fold } from './reduce.js';
import type { Data, Dtype, View } from './types.js';
import { mm } from './wasm/mm.js';

/** The kernels. Results are row-major, in new storage; operands are only read. */
export interface Kernels {
  /** f(x), element by element. */
  map(f: Unary, x: View, dtype: Dtype): Data;
  /** f(a, b), element by element; one shape. */
  combine(f: Binary, a: View, b: View, dtype: Dtype): Data;
  /** `a` where the condition holds, else `b`; one shape. */
  select(condition: View, a: View, b: View, dtype: Dtype): Data;
  /** A fold over dims. */
  reduce(fold: Fold, x: View, dims: readonly number[], dtype: Dtype): Data;
  /** The matrix product of two 2-D views, written into zeros. */
  mm(a: View, b: View, out: Data, at: number): void;
}

/** The kernels in use: plain TypeScript, but for the matrix product where the engine has WebAssembly. */
export const kernels: Kernels = { map, combine, select, reduce, mm };
