/**
 * The natural exponential, and what is made of it: its own FDLIBM method, so that the part of eˣ which one double
 * cannot hold is at hand where a quotient needs it.
 *
 * Source: FDLIBM `e_exp.c`, Sun Microsystems, 1993 and 2004: "Permission to use, copy, modify, and distribute this
 * software is freely granted, provided that this notice is preserved."
 *
 * @module
 */
import tanhPackage from '@stdlib/math-base-special-tanh';
import { LN2_HIGH, LN2_LOW } from './logarithm.js';
import { productError } from './product-error.js';

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
 * x = k·ln 2 + r with |r| ≤ ½ ln 2, and eʳ = 1 + r + r·c/(2 − c), where c = r − (r²/6 − r⁴/360 + …) is a polynomial.
 */
export function exp(x: number): number {
  if (!(x <= OVERFLOW)) return x > 0 ? Infinity : NaN;
  if (x < UNDERFLOW) return 0;
  const k = multipleOfLn2(x);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  return scale(1 - (low - curve(high - low) - high), k);
}

/** eʳ − 1 − r */
function curve(r: number): number {
  const square = r * r;
  const c = r - square * (P1 + square * (P2 + square * (P3 + square * (P4 + square * P5))));
  return (r * c) / (2 - c);
}

/** What `oneOverOnePlusExp` found beyond the double it returned. */
let rest = 0;

/**
 * 1/(1 + eˣ) for |x| ≤ 50, as a double and a `rest`. Every sum keeps what its rounding lost, and so does the
 * quotient: together they are within 2⁻⁵⁵ of the true value, relatively.
 */
function oneOverOnePlusExp(x: number): number {
  const k = multipleOfLn2(x);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const bend = curve(high - low) - low;
  const lessOne = high + bend;
  const y = 1 + lessOne;
  const lost = lessOne - (y - 1) + (bend - (lessOne - high));
  const e = scale(y, k);
  const sum = 1 + e;
  const lostBySum = (e < 1 ? e - (sum - 1) : 1 - (sum - e)) + scale(lost, k);
  const quotient = 1 / sum;
  const product = quotient * sum;
  rest = quotient * (1 - product - productError(quotient, sum, product) - quotient * lostBySum);
  return quotient;
}

/** 1/(1 + e⁻ˣ), within 1 unit in the last place. */
export function sigmoid(x: number): number {
  if (x < -45) return exp(x); // times 1 − eˣ, which is 1
  if (x > 45) return 1;
  return oneOverOnePlusExp(-x) + rest;
}

/**
 * tanh x = 1 − 2/(1 + e²ˣ), within 1 unit in the last place. Where that would cancel, a quotient of polynomials in
 * x² (Cephes, by S. L. Moshier) is left to the package.
 */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (!(size >= 0.625)) return tanhPackage(x);
  if (size > 22) return Math.sign(x);
  const less = 2 * oneOverOnePlusExp(2 * size);
  const value = 1 - less;
  return Math.sign(x) * (value + (1 - value - less - 2 * rest));
}
