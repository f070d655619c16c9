/**
 * One result per element: the loops under every pointwise operation, and the scalar functions they apply.
 * Each function computes in float64; storing into a Float32Array rounds the result once. For + − × ÷ √ of
 * float32 values that one rounding is the correctly rounded float32 result (float64 has more than twice the
 * precision, so rounding twice changes nothing).
 *
 * @module
 */
import { exp, pow } from './elementary.js';
import { eachRun, sizeOf } from './layout.js';
import { allocate, type Data, type Dtype, type View } from './types.js';

/** A function of one element. */
export type Unary = (x: number) => number;

/** A function of two elements. */
export type Binary = (a: number, b: number) => number;

/** A relation of two elements. */
export type Relation = (a: number, b: number) => boolean;

/** f(x) for every element, row-major. */
export function map(f: Unary, x: View, dtype: Dtype): Data {
  const out = allocate(dtype, sizeOf(x.shape));
  const { data } = x;
  eachRun([x], (place, length, [start], [stride]) => {
    for (let i = 0; i < length; i++) out[place + i] = f(data[start + i * stride]);
  });
  return out;
}

/** f(a, b) for every pair of elements of two views of one shape, row-major. */
export function combine(f: Binary, a: View, b: View, dtype: Dtype): Data {
  const out = allocate(dtype, sizeOf(a.shape));
  const left = a.data;
  const right = b.data;
  eachRun([a, b], (place, length, [startA, startB], [strideA, strideB]) => {
    for (let i = 0; i < length; i++) {
      out[place + i] = f(left[startA + i * strideA], right[startB + i * strideB]);
    }
  });
  return out;
}

/** Whether `holds(a, b)`, as bytes of 0 and 1. */
export function compare(holds: Relation, a: View, b: View): Data {
  const out = allocate('bool', sizeOf(a.shape));
  const left = a.data;
  const right = b.data;
  eachRun([a, b], (place, length, [startA, startB], [strideA, strideB]) => {
    for (let i = 0; i < length; i++) {
      out[place + i] = holds(left[startA + i * strideA], right[startB + i * strideB]) ? 1 : 0;
    }
  });
  return out;
}

/** `a` where the condition holds, else `b`; three views of one shape. */
export function select(condition: View, a: View, b: View, dtype: Dtype): Data {
  const out = allocate(dtype, sizeOf(condition.shape));
  const test = condition.data;
  const left = a.data;
  const right = b.data;
  eachRun([condition, a, b], (place, length, [startC, startA, startB], [strideC, strideA, strideB]) => {
    for (let i = 0; i < length; i++) {
      out[place + i] =
        test[startC + i * strideC] !== 0 ? left[startA + i * strideA] : right[startB + i * strideB];
    }
  });
  return out;
}

/** a + b */
export const add: Binary = (a, b) => a + b;
/** a − b */
export const sub: Binary = (a, b) => a - b;
/** a · b */
export const mul: Binary = (a, b) => a * b;
/** a / b */
export const div: Binary = (a, b) => a / b;
/** The larger; NaN if either is. `Math.max` is exact, and specified to the sign of zero. */
export const maximum: Binary = (a, b) => Math.max(a, b);
/** The smaller; NaN if either is. */
export const minimum: Binary = (a, b) => Math.min(a, b);

/** a = b */
export const eq: Relation = (a, b) => a === b;
/** a ≠ b */
export const ne: Relation = (a, b) => a !== b;
/** a < b */
export const lt: Relation = (a, b) => a < b;
/** a ≤ b */
export const le: Relation = (a, b) => a <= b;
/** a > b */
export const gt: Relation = (a, b) => a > b;
/** a ≥ b */
export const ge: Relation = (a, b) => a >= b;

/** −x */
export const neg: Unary = (x) => -x;

/** max(x, 0); NaN stays NaN. */
export const relu: Unary = (x) => Math.max(x, 0);

/** min(max(x, low), high); NaN stays NaN. */
export const clampTo =
  (low: number, high: number): Unary =>
  (x) =>
    Math.min(Math.max(x, low), high);

/** 1 / (1 + e⁻ˣ), from the side on which the exponential cannot overflow. */
export const sigmoid: Unary = (x) => {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
};

/**
 * xⁿ. The exponents 1, 2, −1 and ½ are one exact or correctly rounded IEEE operation each. As in PyTorch,
 * n = ±½ is the square root with its special values: NaN at −∞, and the sign of −0 kept.
 */
export function power(exponent: number): Unary {
  switch (exponent) {
    case 0.5:
      return Math.sqrt;
    case -0.5:
      return (x) => 1 / Math.sqrt(x);
    case 1:
      return (x) => x;
    case 2:
      return (x) => x * x;
    case -1:
      return (x) => 1 / x;
    default:
      return (x) => pow(x, exponent);
  }
}
