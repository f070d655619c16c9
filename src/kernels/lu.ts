/**
 * The factors L·U of a matrix with its rows in another order, and what they tell: the determinant, the inverse, the
 * solution of linear systems. All in float64, in one fixed order.
 *
 * Source: Golub and Van Loan, Matrix Computations, 4th ed., §3.4.
 *
 * @module
 */
import { log } from './elementary.js';
import { substitute } from './triangular.js';

/** The factors of a batch of [n, n] matrices, one behind the other. */
export interface Factors {
  /** U on and above the diagonal, L below it; the diagonal of L, which is all ones, is not stored. */
  readonly lu: Float64Array;
  /** For each row of L·U, the row of the matrix it is. */
  readonly order: Int32Array;
  /** 1 where an even number of rows was swapped, −1 where an odd one. */
  readonly parity: Float64Array;
  /** How many matrices there are, and their size. */
  readonly count: number;
  readonly n: number;
}

/**
 * Factors `count` matrices of [n, n], in place.
 *
 * Column by column, the row whose element is largest in size (of several, the first; NaN counts as largest) is swapped
 * to the diagonal, and multiples of it are subtracted from the rows below. So element (i, j) ends as
 * aᵢⱼ − Σₖ lᵢₖ·uₖⱼ for ascending k < min(i, j), each product and each difference rounded.
 */
export function factor(matrices: Float64Array, count: number, n: number): Factors {
  const order = new Int32Array(count * n);
  const parity = new Float64Array(count).fill(1);
  for (let at = 0; at < count; at++) {
    const start = at * n * n;
    const rows = order.subarray(at * n, (at + 1) * n);
    for (let i = 0; i < n; i++) rows[i] = i;
    for (let k = 0; k < n; k++) {
      const best = largestBelow(matrices, start, n, k);
      if (best !== k) {
        swapRows(matrices, start, n, best, k);
        [rows[best], rows[k]] = [rows[k], rows[best]];
        parity[at] = -parity[at];
      }
      eliminate(matrices, start, n, k);
    }
  }
  return { lu: matrices, order, parity, count, n };
}

/** The row, from k on, with the largest element in column k. */
function largestBelow(a: Float64Array, start: number, n: number, k: number): number {
  let best = k;
  let most = Math.abs(a[start + k * n + k]);
  for (let i = k + 1; i < n; i++) {
    const size = Math.abs(a[start + i * n + k]);
    if (size > most || (Number.isNaN(size) && !Number.isNaN(most))) {
      best = i;
      most = size;
    }
  }
  return best;
}

function swapRows(a: Float64Array, start: number, n: number, first: number, second: number): void {
  const [one, other] = [start + first * n, start + second * n];
  for (let j = 0; j < n; j++) {
    const kept = a[one + j];
    a[one + j] = a[other + j];
    a[other + j] = kept;
  }
}

/** Subtracts multiples of row k from those below, whose elements in column k then hold the factors. */
function eliminate(a: Float64Array, start: number, n: number, k: number): void {
  const line = start + k * n;
  const pivot = a[line + k];
  for (let i = k + 1; i < n; i++) {
    const row = start + i * n;
    // Under a pivot of 0 there are only zeros.
    const multiple = pivot === 0 ? a[row + k] : a[row + k] / pivot;
    a[row + k] = multiple;
    for (let j = k + 1; j < n; j++) a[row + j] -= multiple * a[line + j];
  }
}

/** The first matrix of the batch with a pivot that is exactly 0, or −1. */
export function firstSingular({ lu, count, n }: Factors): number {
  for (let at = 0; at < count; at++) {
    for (let k = 0; k < n; k++) if (lu[(at * n + k) * n + k] === 0) return at;
  }
  return -1;
}

/** A determinant as mantissa · 2^exponent, so that it is held where a double cannot. */
export interface Determinant {
  readonly mantissa: number;
  readonly exponent: number;
}

/** What mantissas are scaled by: exact, and small enough that a product of two scaled numbers is held. */
const SCALE = 2 ** 128;

/** A number as mantissa · 2^exponent, |mantissa| within 2⁻¹²⁸ and 2¹²⁸: exact. */
function scaled(mantissa: number, exponent: number): Determinant {
  while (Math.abs(mantissa) >= SCALE && Math.abs(mantissa) !== Infinity) {
    mantissa /= SCALE;
    exponent += 128;
  }
  while (Math.abs(mantissa) < 1 / SCALE && mantissa !== 0) {
    mantissa *= SCALE;
    exponent -= 128;
  }
  return { mantissa, exponent };
}

/** The determinant of one matrix of the batch: its parity times its pivots, multiplied from the first to the last. */
export function determinantOf({ lu, parity, n }: Factors, at: number): Determinant {
  let product: Determinant = { mantissa: parity[at], exponent: 0 };
  for (let k = 0; k < n; k++) {
    const pivot = scaled(lu[(at * n + k) * n + k], product.exponent);
    product = scaled(product.mantissa * pivot.mantissa, pivot.exponent);
  }
  return product;
}

/** The determinant as one double: ±Infinity or 0 where it is beyond. */
export function valueOf({ mantissa, exponent }: Determinant): number {
  let value = mantissa;
  for (let e = exponent; e > 0; e -= 128) value *= SCALE;
  for (let e = exponent; e < 0; e += 128) value /= SCALE;
  return value;
}

/** 2⁻¹⁰²² */
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** ln |det|: −Infinity for 0. */
export function logOf(determinant: Determinant): number {
  const { mantissa, exponent } = determinant;
  const value = Math.abs(valueOf(determinant));
  // In two parts only where one double does not hold it: they may cancel.
  const held = value >= SMALLEST_NORMAL && value < Infinity;
  return held ? log(value) : log(Math.abs(mantissa)) + exponent * Math.LN2;
}

/**
 * Solves A·X = B for one matrix A of the batch. B is [n, m] and lies in `b` from `from` on; X goes to `x` from `at` on.
 * Its rows in the order of the factors, then L by forward and U by backward substitution.
 */
export function solveFactored(
  { lu, order, n }: Factors,
  matrix: number,
  b: Float64Array,
  from: number,
  x: Float64Array,
  at: number,
  m: number,
): void {
  for (let i = 0; i < n; i++) {
    const given = from + order[matrix * n + i] * m;
    const row = at + i * m;
    for (let j = 0; j < m; j++) x[row + j] = b[given + j];
  }
  const start = matrix * n * n;
  substitute(lu, start, n, { upper: false, unit: true }, x, at, m);
  substitute(lu, start, n, { upper: true, unit: false }, x, at, m);
}
