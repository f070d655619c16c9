/**
 * Questions about elements, answered 1 or 0: the loops under logical operations. An element is true unless it is 0;
 * NaN is true. Operands may be of any dtypes.
 *
 * @module
 */
import type { Binary, Unary } from './pointwise.js';

/** x is NaN */
export const isNaN: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) out[k] = x[i] !== x[i] ? 1 : 0;
};

/** x = ±∞ */
export const isInfinite: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) out[k] = x[i] === Infinity || x[i] === -Infinity ? 1 : 0;
};

/** x is neither NaN nor ±∞ */
export const isFinite: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) out[k] = x[i] > -Infinity && x[i] < Infinity ? 1 : 0;
};

/** not x */
export const not: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) out[k] = x[i] === 0 ? 1 : 0;
};

/** a and b */
export const and: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] !== 0 && b[j] !== 0 ? 1 : 0;
};

/** a or b */
export const or: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] !== 0 || b[j] !== 0 ? 1 : 0;
};

/** Either a or b, and not both. */
export const xor: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = (a[i] !== 0) !== (b[j] !== 0) ? 1 : 0;
};

/** a = b, or both are finite and |a − b| ≤ atol + rtol·|b|; or, if wanted, both are NaN. */
export function close(rtol: number, atol: number, equalNan: boolean): Binary {
  return (out, at, n, a, i, di, b, j, dj) => {
    for (let k = at; k < at + n; k++, i += di, j += dj) {
      const x = a[i];
      const y = b[j];
      const gap = Math.abs(x - y);
      const near = gap < Infinity && gap <= atol + Math.abs(rtol * y);
      out[k] = x === y || near || (equalNan && x !== x && y !== y) ? 1 : 0;
    }
  };
}
