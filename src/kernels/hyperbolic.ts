/**
 * The hyperbolic functions, their inverses, and the logistic function: made of the exponential and the
 * logarithm, with what these and every step lose by rounding.
 *
 * @module
 */
import tanhPackage from '@stdlib/math-base-special-tanh';
import { exp, expOver, expSum } from './exponential.js';
import { log, log1pOfSum } from './logarithm.js';
import { productError, rootError, sumError } from './rounding-error.js';

/**
 * whole − times/(1 + eˣ) for |x| ≤ 50 and `times` a power of two, within 1 unit in the last place unless the
 * difference cancels. The quotient keeps what it lost: together they are within 2⁻⁵⁵ of the true value,
 * relatively.
 */
function fromQuotient(x: number, whole: number, times: number): number {
  const { high, low } = expSum(x);
  const sum = 1 + high;
  const lostBySum = (high < 1 ? high - (sum - 1) : 1 - (sum - high)) + low;
  const quotient = 1 / sum;
  const product = quotient * sum;
  const rest = quotient * (1 - product - productError(quotient, sum, product) - quotient * lostBySum);
  const less = times * quotient;
  const value = whole - less;
  return value + (whole - value - less - times * rest);
}

/** 1/(1 + e⁻ˣ), within 1 unit in the last place. */
export function sigmoid(x: number): number {
  if (x < -45) return exp(x); // times 1 − eˣ, which is 1
  if (x > 45) return 1;
  return fromQuotient(-x, 0, -1);
}

/**
 * tanh x = 1 − 2/(1 + e²ˣ), within 1 unit in the last place. Where that would cancel, a quotient of polynomials
 * in x² (Cephes, by S. L. Moshier) is left to the package.
 */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (!(size >= 0.625)) return tanhPackage(x);
  if (size > 22) return Math.sign(x);
  return Math.sign(x) * fromQuotient(2 * size, 1, 2);
}

/** (eˣ + sign·e⁻ˣ)/2 for x > 0, within 1 unit in the last place where that does not cancel. */
function halfSum(x: number, sign: 1 | -1): number {
  // eˣ may be too large for a double where its half is not; and e⁻ˣ is too small to count.
  if (x > 22) return x > 711 ? Infinity : expOver(x, 0, 2);
  const { high, low } = expSum(x);
  const inverse = sign / high;
  const product = inverse * high;
  const lostByQuotient = (sign - product - productError(inverse, high, product) - inverse * low) / high;
  const sum = high + inverse;
  return 0.5 * (sum + (inverse - (sum - high) + (low + lostByQuotient)));
}

/** sinh x = (eˣ − e⁻ˣ)/2, within 1 unit in the last place. */
export function sinh(x: number): number {
  const size = Math.abs(x);
  if (size >= 0.625) return Math.sign(x) * halfSum(size, -1);
  // Its series, where the difference would cancel.
  const z = x * x;
  const tail = 1 / 362880 + z * (1 / 39916800 + z * (1 / 6227020800 + z / 1307674368000));
  return x + x * z * (1 / 6 + z * (1 / 120 + z * (1 / 5040 + z * tail)));
}

/** cosh x = (eˣ + e⁻ˣ)/2, within 1 unit in the last place. */
export function cosh(x: number): number {
  return halfSum(Math.abs(x), 1);
}

/**
 * ln 2x for large x: where 2x may overflow, by its root, whose own rounding is nothing beside so large a
 * logarithm.
 */
function logOfTwice(x: number): number {
  return x < 2 ** 900 ? log(2 * x) : 2 * log(Math.SQRT2 * Math.sqrt(x));
}

/**
 * asinh x = ln(x + √(x² + 1)), within 1 unit in the last place: ln(1 + z) with z = x + (√(x² + 1) − 1), of
 * which every step keeps what it lost.
 */
export function asinh(x: number): number {
  const size = Math.abs(x);
  if (!(size >= 2 ** -28)) return x;
  if (size > 2 ** 28) return Math.sign(x) * logOfTwice(size);
  const square = x * x;
  const radicand = 1 + square;
  const lost = sumError(1, square, radicand) + productError(x, x, square);
  const root = Math.sqrt(radicand);
  const bend = root - 1;
  const z = size + bend;
  const rest = sumError(size, bend, z) + (root - bend - 1) + rootError(radicand, lost, root);
  return Math.sign(x) * log1pOfSum(z, rest);
}

/**
 * acosh x = ln(x + √(x² − 1)), within 1 unit in the last place, NaN below 1: ln(1 + z) with z = t + √(t² + 2t)
 * and t = x − 1, which is exact.
 */
export function acosh(x: number): number {
  if (!(x > 1)) return x === 1 ? 0 : NaN;
  if (x > 2 ** 28) return logOfTwice(x);
  const t = x - 1;
  const square = t * t;
  const radicand = 2 * t + square;
  const lost = sumError(2 * t, square, radicand) + productError(t, t, square);
  const root = Math.sqrt(radicand);
  const z = t + root;
  return log1pOfSum(z, sumError(t, root, z) + rootError(radicand, lost, root));
}

/**
 * atanh x = ½ ln((1 + x)/(1 − x)), within 1 unit in the last place, ±Infinity at ±1, NaN beyond: ½ ln(1 + z)
 * with z = 2|x|/(1 − |x|).
 */
export function atanh(x: number): number {
  const size = Math.abs(x);
  if (!(size >= 2 ** -28 && size < 1)) return size > 1 ? NaN : size === 1 ? x * Infinity : x;
  const divisor = 1 - size;
  const lostByDivisor = 1 - divisor - size;
  const z = (2 * size) / divisor;
  const product = z * divisor;
  const rest = (2 * size - product - productError(z, divisor, product) - z * lostByDivisor) / divisor;
  return 0.5 * Math.sign(x) * log1pOfSum(z, rest);
}
