/**
 * One result per element: the loops under every pointwise operation.
 *
 * A kernel here is a loop over one run of elements that lie evenly spaced in storage; `map`, `combine` and
 * `select` cut operands of any strides into such runs. The cheap operations are written out as loops of their
 * own: a function called for each element would cost more than the arithmetic, since an engine inlines only
 * what a loop always calls.
 *
 * Everything is computed in float64, and storing into a Float32Array rounds the result once. For + − × ÷ √ of
 * float32 values that one rounding gives the correctly rounded float32 result: float64 has more than twice the
 * precision, so rounding twice changes nothing.
 *
 * @module
 */
import * as elementary from './elementary.js';
import { eachRun, sizeOf } from './layout.js';
import { reciprocalSquareRoot } from './power.js';
import { allocate } from './storage.js';
import type { Data, Dtype, View } from './types.js';

/** Writes f(x) to `out[at … at + n)` for the elements `x[i]`, `x[i + di]`, …. */
export type Unary = (out: Data, at: number, n: number, x: Data, i: number, di: number) => void;

/** Writes f(a, b) to `out[at … at + n)` for the elements `a[i]`, `a[i + di]`, … and `b[j]`, `b[j + dj]`, …. */
export type Binary = (
  out: Data,
  at: number,
  n: number,
  a: Data,
  i: number,
  di: number,
  b: Data,
  j: number,
  dj: number,
) => void;

/** Writes `a` where the condition holds, else `b`; each is a run with its start and step. */
export type Choice = (
  out: Data,
  at: number,
  n: number,
  test: Data,
  c: number,
  dc: number,
  a: Data,
  i: number,
  di: number,
  b: Data,
  j: number,
  dj: number,
) => void;

/** f(x) for every element, row-major. */
export function map(f: Unary, x: View, dtype: Dtype): Data {
  const out = allocate(dtype, sizeOf(x.shape));
  eachRun([x], (place, length, starts, strides) => {
    f(out, place, length, x.data, starts[0], strides[0]);
  });
  return out;
}

/** f(a, b) for every pair of elements of two views of one shape, row-major. */
export function combine(f: Binary, a: View, b: View, dtype: Dtype): Data {
  const out = allocate(dtype, sizeOf(a.shape));
  eachRun([a, b], (place, length, starts, strides) => {
    f(out, place, length, a.data, starts[0], strides[0], b.data, starts[1], strides[1]);
  });
  return out;
}

/** `a` where the condition holds, else `b`; three views of one shape. */
export function select(condition: View, a: View, b: View, dtype: Dtype, f: Choice = choose): Data {
  const out = allocate(dtype, sizeOf(condition.shape));
  eachRun([condition, a, b], (place, length, [c, i, j], [dc, di, dj]) => {
    f(out, place, length, condition.data, c, dc, a.data, i, di, b.data, j, dj);
  });
  return out;
}

/** a + w·(b − a) for every triple of elements of three views of one shape, from the end that is nearer. */
export function lerp(a: View, b: View, weight: View, dtype: Dtype): Data {
  const out = allocate(dtype, sizeOf(a.shape));
  eachRun([a, b, weight], (place, length, [i, j, c], [di, dj, dc]) => {
    for (let k = place; k < place + length; k++, i += di, j += dj, c += dc) {
      const from = a.data[i];
      const to = b.data[j];
      const w = weight.data[c];
      out[k] = Math.abs(w) < 0.5 ? from + w * (to - from) : to - (to - from) * (1 - w);
    }
  });
  return out;
}

/** The loop of a function whose own cost hides that of calling it. */
export function each(f: (x: number) => number): Unary {
  return (out, at, n, x, i, di) => {
    for (let k = at; k < at + n; k++, i += di) out[k] = f(x[i]);
  };
}

/** The same for a function of two elements. */
export function eachPair(f: (a: number, b: number) => number): Binary {
  return (out, at, n, a, i, di, b, j, dj) => {
    for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = f(a[i], b[j]);
  };
}

/** a where the condition is not 0, else b */
export const choose: Choice = (out, at, n, test, c, dc, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, c += dc, i += di, j += dj) out[k] = test[c] !== 0 ? a[i] : b[j];
};

/** a + b */
export const add: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] + b[j];
};

/** a − b */
export const sub: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] - b[j];
};

/** a + α·b, of which each is rounded to the dtype */
export function addScaled(alpha: number, dtype: Dtype): Binary {
  if (dtype !== 'float32') {
    return (out, at, n, a, i, di, b, j, dj) => {
      for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] + alpha * b[j];
    };
  }
  const factor = Math.fround(alpha);
  return (out, at, n, a, i, di, b, j, dj) => {
    for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] + Math.fround(factor * b[j]);
  };
}

/** a · b */
export const mul: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] * b[j];
};

/** a / b */
export const div: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] / b[j];
};

/** a % b, with the sign of a: exact. */
export const fmod: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] % b[j];
};

/** The larger; NaN if either is. `Math.max` is exact, and specified to the sign of zero. */
export const maximum: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = Math.max(a[i], b[j]);
};

/** The smaller; NaN if either is. */
export const minimum: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = Math.min(a[i], b[j]);
};

/** a = b, as 1 or 0 */
export const eq: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] === b[j] ? 1 : 0;
};

/** a ≠ b, as 1 or 0 */
export const ne: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] !== b[j] ? 1 : 0;
};

/** a < b, as 1 or 0 */
export const lt: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] < b[j] ? 1 : 0;
};

/** a ≤ b, as 1 or 0 */
export const le: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] <= b[j] ? 1 : 0;
};

/** a > b, as 1 or 0 */
export const gt: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] > b[j] ? 1 : 0;
};

/** a ≥ b, as 1 or 0 */
export const ge: Binary = (out, at, n, a, i, di, b, j, dj) => {
  for (let k = at; k < at + n; k++, i += di, j += dj) out[k] = a[i] >= b[j] ? 1 : 0;
};

/** −x */
export const neg: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) out[k] = -x[i];
};

/** |x| */
export const abs: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) out[k] = Math.abs(x[i]);
};

/** √x */
export const sqrt: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) out[k] = Math.sqrt(x[i]);
};

/** 1 above 0, −1 below, else 0, NaN included. */
export const sign: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) out[k] = x[i] > 0 ? 1 : x[i] < 0 ? -1 : 0;
};

/** ⌊x⌋ */
export const floor: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) out[k] = Math.floor(x[i]);
};

/** ⌈x⌉ */
export const ceil: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) out[k] = Math.ceil(x[i]);
};

/** The nearest whole number, the even one of two. */
export const round: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) out[k] = elementary.roundHalfEven(x[i]);
};

/** x without its fraction. */
export const trunc: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) out[k] = Math.trunc(x[i]);
};

/** 1/√x */
export const rsqrt: Unary = each(reciprocalSquareRoot);

/** x · x */
export const square: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) out[k] = x[i] * x[i];
};

/** eˣ */
export const exp: Unary = each(elementary.exp);

/** ln x */
export const log: Unary = each(elementary.log);

/** 1/(1 + e⁻ˣ) */
export const sigmoid: Unary = each(elementary.sigmoid);

/** tanh x */
export const tanh: Unary = each(elementary.tanh);

const identity: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) out[k] = x[i];
};

/**
 * xⁿ. The exponents 1, 2, −1 and ½ are one exact or correctly rounded IEEE operation each. As in PyTorch,
 * n = ±½ is the square root with its special values: NaN at −∞, and the sign of −0 kept.
 */
export function power(exponent: number): Unary {
  switch (exponent) {
    case 0.5:
      return sqrt;
    case -0.5:
      return rsqrt;
    case 1:
      return identity;
    case 2:
      return square;
    case -1:
      return each((x) => 1 / x);
    default:
      return each((x) => elementary.pow(x, exponent));
  }
}
