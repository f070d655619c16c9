/**
 * How matrix functions are computed on tensors: in float64, matrix by matrix, rounded to the dtype once.
 *
 * @module
 */
import { ArgumentError } from '../../errors.js';
import { choleskyInPlace } from '../../kernels/cholesky.js';
import { completePivots } from '../../kernels/complete-pivots.js';
import { broadcastTo, contiguousStrides, gather, sizeOf } from '../../kernels/layout.js';
import {
  determinantOf,
  factor,
  firstSingular,
  logOf,
  solveFactored,
  valueOf,
  type Determinant,
  type Factors,
} from '../../kernels/lu.js';
import { substitute } from '../../kernels/triangular.js';
import type { Data, Dtype, Shape } from '../../kernels/types.js';
import type { LinearAlgebraPrimitives } from '../algebra/linear-algebra.js';
import { broadcastShapes } from '../check.js';
import { fromData, viewOf, type Tensor } from '../tensor.js';
import { broadcast } from './support.js';

/** The elements in row-major order, as doubles of their own. */
function doubles(x: Tensor): Float64Array {
  return new Float64Array(gather(viewOf(x), x.dtype));
}

function rounded(values: Float64Array, shape: Shape, dtype: Dtype): Tensor {
  const data: Data = dtype === 'float32' ? new Float32Array(values) : values;
  return fromData(data, Object.freeze([...shape]), dtype);
}

/** The dims before the matrix. */
const batchOf = (x: Tensor): Shape => x.shape.slice(0, -2);

const factorsOf = (x: Tensor): Factors => factor(doubles(x), sizeOf(batchOf(x)), x.size(-1));

/** The error for one matrix of a batch. */
function refusal(operation: string, x: Tensor, at: number, what: string): ArgumentError {
  const batch = batchOf(x);
  const strides = contiguousStrides(batch);
  const index = batch.map((size, dim) => Math.floor(at / (strides[dim] ?? 1)) % size);
  return new ArgumentError(
    `${operation}: the matrix${index.length === 0 ? '' : ` at [${index.join(', ')}]`} ${what}`,
  );
}

/** The factors, none with a pivot of 0. */
function regularFactors(operation: string, x: Tensor): Factors {
  const factors = factorsOf(x);
  const at = firstSingular(factors);
  if (at < 0) return factors;
  throw refusal(operation, x, at, 'is singular: a pivot is exactly 0; accepted is an invertible matrix');
}

/** A function of the determinant of each matrix. */
const ofDeterminant =
  (f: (determinant: Determinant) => number) =>
  (x: Tensor): Tensor => {
    const factors = factorsOf(x);
    const values = Float64Array.from({ length: factors.count }, (_, at) => f(determinantOf(factors, at)));
    return rounded(values, batchOf(x), x.dtype);
  };

function inverse(x: Tensor): Tensor {
  const factors = regularFactors('inverse', x);
  const { count, n } = factors;
  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  const out = new Float64Array(count * n * n);
  for (let at = 0; at < count; at++) solveFactored(factors, at, identity, 0, out, at * n * n, n);
  return rounded(out, x.shape, x.dtype);
}

/** For each index of the whole batch, which matrix of the smaller batch that broadcasts to it is meant. */
function places(batch: Shape, whole: Shape): Data {
  const own = Int32Array.from({ length: sizeOf(batch) }, (_, i) => i);
  const view = { data: own, shape: batch, strides: contiguousStrides(batch), offset: 0 };
  return gather(broadcastTo(view, whole), 'int32');
}

/** B over the whole batch of A and B, as doubles of their own. */
function rightSides(
  a: Tensor,
  b: Tensor,
): { readonly data: Float64Array; readonly shape: Shape; readonly matrices: Data } {
  const batch = broadcastShapes('solve', batchOf(a), batchOf(b));
  const shape = [...batch, b.size(-2), b.size(-1)];
  const data = new Float64Array(gather(broadcast(b, shape), b.dtype));
  return { data, shape, matrices: places(batchOf(a), batch) };
}

function solve(a: Tensor, b: Tensor): Tensor {
  const factors = regularFactors('solve', a);
  const { data, shape, matrices } = rightSides(a, b);
  const m = b.size(-1);
  const out = new Float64Array(data.length);
  matrices.forEach((matrix, i) => {
    const at = i * factors.n * m;
    solveFactored(factors, matrix, data, at, out, at, m);
  });
  return rounded(out, shape, b.dtype);
}

function cholesky(x: Tensor): Tensor {
  const data = doubles(x);
  const at = choleskyInPlace(data, sizeOf(batchOf(x)), x.size(-1));
  if (at >= 0) throw refusal('cholesky', x, at, 'is not positive definite; accepted is one that is');
  return rounded(data, x.shape, x.dtype);
}

/** How small a last pivot is beside the one before for the matrix to count as nearly singular. */
const NEARLY = 2 ** -16;

/** Up to this many pivots may be missing for a matrix to have its derivatives of every order. */
const FEW = 8;

/** Changes of single elements that make matrices invertible. */
export interface Lift {
  /** What is added to the matrices. */
  readonly all: Tensor;
  /** The same, but for the matrices in which more than a few pivots are missing. */
  readonly ofFew: Tensor;
  /** How many pivots are missing in one of those at most. */
  readonly pivots: number;
}

/**
 * For each matrix that is singular, or nearly so, one element for each pivot that is missing: added to the matrix, they
 * put a pivot in its place that is as large as the last there is. `null` if no matrix needs any.
 */
export function liftOf(x: Tensor): Lift | null {
  const n = x.size(-1);
  const data = doubles(x);
  const all = new Float64Array(data.length);
  const ofFew = new Float64Array(data.length);
  let pivots = 0;
  let needed = false;
  for (let start = 0; start < data.length; start += n * n) {
    const { sizes, rows, columns } = completePivots(data, start, n);
    const size = (k: number): number => sizes[k] ?? 1;
    const zeros = sizes.reduce((count, one) => (one === 0 ? count + 1 : count), 0);
    const missing = zeros === 0 && n > 1 && size(n - 1) < NEARLY * size(n - 2) ? 1 : zeros;
    if (missing > 0) needed = true;
    if (missing <= FEW) pivots = Math.max(pivots, missing);
    for (let k = n - missing; k < n; k++) {
      const place = start + (rows[k] ?? 0) * n + (columns[k] ?? 0);
      const element = size(n - missing - 1);
      all[place] = element;
      if (missing <= FEW) ofFew[place] = element;
    }
  }
  if (!needed) return null;
  return { all: rounded(all, x.shape, x.dtype), ofFew: rounded(ofFew, x.shape, x.dtype), pivots };
}

/** The matrix functions on tensors. */
export const linearAlgebraPrimitives: LinearAlgebraPrimitives<Tensor> = {
  // 0 has one sign: that of −0 would be the parity of the rows' order.
  det: ofDeterminant((determinant) => valueOf(determinant) + 0),
  logAbsDet: ofDeterminant(logOf),
  detSign: ofDeterminant(({ mantissa }) => Math.sign(mantissa) + 0),
  inverse,
  solve,
  cholesky,
  solveTriangular: (a, b, triangle) => {
    const { data, shape, matrices } = rightSides(a, b);
    const elements = doubles(a);
    const [n, m] = [b.size(-2), b.size(-1)];
    matrices.forEach((matrix, i) => {
      substitute(elements, matrix * n * n, n, triangle, data, i * n * m, m);
    });
    return rounded(data, shape, b.dtype);
  },
};
