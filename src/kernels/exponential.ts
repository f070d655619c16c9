/**
 * The exponentials, and what is made of them: FDLIBM's method, so that the part of eˣ which one double cannot
 * hold is at hand where a sum or a quotient needs it.
 *
 * Source: FDLIBM `e_exp.c`, Sun Microsystems, 1993 and 2004: "Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved."
 *
 * @module
 */
import expm1Package from '@stdlib/math-base-special-expm1';
import { LN2, LN2_HIGH, LN2_LOW, LN2_REST } from './logarithm.js';
import { productError, type Sum } from './rounding-error.js';

const LOG2_E = 1.442695040888963387;

/** The coefficients of Remez' polynomial in r² for r·(eʳ + 1)/(eʳ − 1) − 2, within 2⁻⁵⁹. */
const [P1, P2, P3, P4, P5]: readonly number[] = [
  1.66666666666666019037e-1, -2.77777777770155933842e-3, 6.61375632143793436117e-5, -1.6533902205465251539e-6,
  4.13813679705723846039e-8,
];

/** Above the first, eˣ is more than the largest double; below the second, less than half of the smallest. */
const OVERFLOW = 7.09782712893383973096e2;
const UNDERFLOW = -7.4513321910194110842e2;

/** 2ᵏ at index k + 540, for k from −540 to 540. */
const POWERS: Float64Array = powers();

function powers(): Float64Array {
  const table = new Float64Array(1081);
  table[540] = 1;
  for (let i = 541; i < 1081; i++) table[i] = 2 * table[i - 1];
  for (let i = 539; i >= 0; i--) table[i] = table[i + 1] / 2;
  return table;
}

/** y·2ᵏ, rounded once where it is subnormal. */
function scale(y: number, k: number): number {
  const half = k >> 1;
  return y * POWERS[half + 540] * POWERS[k - half + 540];
}

/** The whole multiple of ln 2 nearest to x, as its count. */
function multipleOfLn2(x: number): number {
  return Math.trunc(LOG2_E * x + (x < 0 ? -0.5 : 0.5));
}

/**
 * eˣ, within 1 unit in the last place.
 *
 * x = k·ln 2 + r with |r| ≤ ½ ln 2, and eʳ = 1 + r + r·c/(2 − c), where c = r − (r²/6 − r⁴/360 + …) is a
 * polynomial.
 */
export function exp(x: number): number {
  if (!(x <= OVERFLOW)) return x > 0 ? Infinity : NaN;
  if (x < UNDERFLOW) return 0;
  const k = multipleOfLn2(x);
  return scale(exponential(x - k * LN2_HIGH, k * LN2_LOW), k);
}

/** e to the power of high − low, which is at most ½ ln 2 or so. */
function exponential(high: number, low: number): number {
  return 1 - (low - curve(high - low) - high);
}

/** eʳ − 1 − r */
function curve(r: number): number {
  const square = r * r;
  const c = r - square * (P1 + square * (P2 + square * (P3 + square * (P4 + square * P5))));
  return (r * c) / (2 - c);
}

/** 2ˣ, within 1 unit in the last place: with k the whole number nearest to x, 2ᵏ·e^((x − k)·ln 2). */
export function exp2(x: number): number {
  if (!(x < 1024)) return x > 0 ? Infinity : NaN;
  if (x < -1075) return 0;
  const k = Math.round(x);
  const f = x - k;
  const high = f * LN2;
  return scale(exponential(high, -(productError(f, LN2, high) + f * LN2_REST)), k);
}

/** eˣ − 1, within 1 unit in the last place. For large x, the package gives Infinity too early. */
export function expm1(x: number): number {
  return x > 40 ? exp(x) : expm1Package(x);
}

/** (value + lost)·2ᵏ, a number that one double cannot hold. */
interface Wide {
  readonly value: number;
  readonly lost: number;
  readonly k: number;
}

/**
 * e to the power of x + rest, within 2⁻⁵⁶ of the true value, relatively; `rest` is what x lost when it was
 * rounded. Every sum keeps what its rounding lost.
 */
function wideExp(x: number, rest: number): Wide {
  const k = multipleOfLn2(x);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW - rest;
  const bend = curve(high - low) - low;
  const lessOne = high + bend;
  const value = 1 + lessOne;
  return { value, lost: lessOne - (value - 1) + (bend - (lessOne - high)), k };
}

/** The same as the sum of two doubles, where it is neither too large nor too small for them. */
export function expSum(x: number, rest = 0): Sum {
  const { value, lost, k } = wideExp(x, rest);
  return { high: scale(value, k), low: scale(lost, k) };
}

/** e to the power of x + rest, divided by a number, rounded once. */
export function expOver(x: number, rest: number, divisor: number): number {
  const { value, lost, k } = wideExp(x, rest);
  const quotient = value / divisor;
  const product = quotient * divisor;
  const remainder = value - product - productError(quotient, divisor, product) + lost;
  return scale(quotient + remainder / divisor, k);
}
