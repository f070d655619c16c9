/**
 * The natural logarithm, for draws by the million: FDLIBM's method, bit for bit, without the detour through
 * memory that replacing a word of a double costs in JavaScript. And ln(1 + x), with what 1 + x loses by
 * rounding.
 *
 * Source: K. C. Ng, FDLIBM `e_log.c` and `s_log1p.c`, Sun Microsystems, 1993: "Permission to use, copy, modify,
 * and distribute this software is freely granted, provided that this notice is preserved."
 *
 * @module
 */

import { productError, sumError, type Sum } from './rounding-error.js';

/** ln 2 in two parts: the first has so few bits that its multiples up to 2¹¹ are exact. */
export const LN2_HIGH = 6.9314718036912381649e-1;
export const LN2_LOW = 1.90821492927058770002e-10;

/** ln 2 as a double, and what it lacks. */
export const LN2 = 0.6931471805599453;
export const LN2_REST = 2.3190468138462996e-17;

/** The coefficients of Remez' polynomial in z = s² for (log(1 + f) − f + f²/2 − …)/s, within 2⁻⁵⁸·⁴⁵. */
const [L1, L2, L3, L4, L5, L6, L7]: readonly number[] = [
  6.66666666666673513e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
  1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1,
];

const SQRT2 = 1.4142135623730951;
const SQRT_HALF = 0.7071067811865476;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_54 = 2 ** 54;

/** One double, and its two words; the high one is at index `HIGH`, whatever the order of bytes. */
const double: Float64Array = new Float64Array([1]);
const words: Int32Array = new Int32Array(double.buffer);
const HIGH: number = words[0] === 0 ? 1 : 0;

/** 2⁻ᵏ at index k + 1023, for k from −1023 to 1024. */
const POWERS: Float64Array = powers();

function powers(): Float64Array {
  const table = new Float64Array(2048);
  table[1023] = 1;
  for (let i = 1022; i >= 0; i--) table[i] = 2 * table[i + 1];
  for (let i = 1024; i < 2048; i++) table[i] = table[i - 1] / 2;
  return table;
}

/**
 * ln x, within 1 unit in the last place: −Infinity at ±0, NaN below.
 *
 * x = 2ᵏ·(1 + f) with √½ < 1 + f < √2, and with s = f/(2 + f): ln(1 + f) = 2s + ⅔s³ + … = f − s·(f − R), where
 * R is a polynomial in s². For f > 0.4 or so, the like with f²/2 taken out is more accurate.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let k = 0;
  if (x < SMALLEST_NORMAL) {
    x *= TWO_54;
    k = -54;
  }
  double[0] = x;
  const high = words[HIGH];
  const mantissa = high & 0xfffff;
  const above = ((mantissa + 0x95f64) >> 20) & 1; // 1 + f would be above √2: halve it
  const exponent = (high >> 20) - 1023 + above;
  k += exponent;
  const f = x * POWERS[exponent + 1023] - 1;
  if ((0xfffff & (2 + mantissa)) < 3) {
    // |f| < 2⁻²⁰: three terms of the series are enough
    const rest = f * f * (0.5 - 0.3333333333333333 * f);
    return k === 0 ? f - rest : k * LN2_HIGH - (rest - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (L2 + w * (L4 + w * L6));
  const odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  const R = odd + even;
  if (((mantissa - 0x6147a) | (0x6b851 - mantissa)) > 0) {
    const half = 0.5 * f * f;
    const rest = s * (half + R);
    return k === 0 ? f - (half - rest) : k * LN2_HIGH - (half - (rest + k * LN2_LOW) - f);
  }
  const rest = s * (f - R);
  return k === 0 ? f - rest : k * LN2_HIGH - (rest - k * LN2_LOW - f);
}

/**
 * ln(u + rest) as the sum of two doubles, within 2⁻⁵⁷, relatively; for 0 < u < ∞, and `rest` small beside it.
 */
export function logSum(u: number, rest = 0): Sum {
  const subnormal = u < SMALLEST_NORMAL;
  const x = subnormal ? u * TWO_54 : u;
  double[0] = x;
  const above = (words[HIGH] & 0xfffff) < 0x6a09e ? 0 : 1;
  const exponent = (words[HIGH] >> 20) - 1023 + above;
  const k = subnormal ? exponent - 54 : exponent;
  const f = x * POWERS[exponent + 1023] - 1;
  const s = f / (2 + f);
  const z = s * s;
  const R = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))));
  const square = f * f;
  const half = 0.5 * square;
  const sum = k * LN2_HIGH + f;
  const lostBySum = k === 0 ? 0 : f - (sum - k * LN2_HIGH);
  const high = sum - half;
  const lost = sumError(sum, -half, high) - 0.5 * productError(f, f, square) + lostBySum;
  return { high, low: lost + (s * (half + R) + (k * LN2_LOW + rest / u)) };
}

/**
 * ln(1 + x), within 1 unit in the last place: −Infinity at −1, NaN below.
 */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === 0 || x === Infinity) return x;
  return log1pOfSum(x, 0);
}

/**
 * ln(1 + x + rest) for −1 < x < ∞, x ≠ 0, within 1 unit in the last place; `rest` is what x lost when it was
 * rounded.
 *
 * With u = 1 + x rounded to 2ᵏ·(1 + f), and c = (1 + x − u + rest)/u, it is k ln 2 + ln(1 + f) + c; ln(1 + f)
 * as above. FDLIBM forgets c where k is 0, just below x = √½ − 1, and is off by 1.9 units there.
 */
export function log1pOfSum(x: number, rest: number): number {
  let k = 0;
  let f = x;
  let c = 0;
  if (!(x > SQRT_HALF - 1 && x < SQRT2 - 1)) {
    const u = 1 + x;
    double[0] = u;
    const high = words[HIGH];
    const above = (high & 0xfffff) < 0x6a09e ? 0 : 1; // 1 + f would be above √2: halve it
    k = (high >> 20) - 1023 + above;
    f = u * POWERS[k + 1023] - 1;
    c = ((x >= 1 ? 1 - (u - x) : x - (u - 1)) + rest) / u;
  } else if (rest !== 0) c = rest / (1 + x);
  const half = 0.5 * f * f;
  const low = k * LN2_LOW + c;
  if (k !== 0 && f > -(2 ** -20) && f < 2 ** -20) {
    return k * LN2_HIGH - (half * (1 - 0.6666666666666666 * f) - low - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const R = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))));
  return k * LN2_HIGH - (half - (s * (half + R) + low) - f);
}
