/**
 * The error function and its complement, by FDLIBM's quotients of polynomials.
 *
 * Source: FDLIBM `s_erf.c`, Sun Microsystems, 1993: "Permission to use, copy, modify, and distribute this
 * software is freely granted, provided that this notice is preserved."
 *
 * @module
 */
import { expOver } from './exponential.js';
import { productError, sumError } from './rounding-error.js';

/** A quotient of two polynomials: the coefficients of each, from the constant up. */
interface Quotient {
  readonly over: readonly number[];
  readonly under: readonly number[];
}

/** erf(x)/x − 1 in x², for |x| < 0.84375, within 2⁻⁵⁷·⁹. */
// prettier-ignore
const NEAR_ZERO: Quotient = {
  over: [
    0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442,
    -2.3763016656650163e-5,
  ],
  under: [
    1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164,
    -3.960228278775368e-6,
  ],
};

/** erf(x) − ERF_ONE in |x| − 1, for 0.84375 ≤ |x| < 1.25, within 2⁻⁵⁹. */
// prettier-ignore
const NEAR_ONE: Quotient = {
  over: [
    -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175,
    -0.11089469428239668, 0.035478304325618236, -0.002166375594868791,
  ],
  under: [
    1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
    0.011984499846799107,
  ],
};

/** erf(1), with the first 24 bits only, so that its difference from 1 and 2 is exact. */
const ERF_ONE = 8.45062911510467529297e-1;

/**
 * ln(erfc x) + x² on an interval: a line in t = x − centre and a polynomial in t, which is so small that its
 * rounding does not count.
 */
interface NearlyLine {
  readonly centre: number;
  readonly start: number;
  readonly slope: number;
  readonly bend: readonly number[];
}

/**
 * For 0.46875 ≤ x < 1.25, within 2⁻⁶³, and for 1.25 ≤ x < 2.875, within 2⁻⁶⁴: interpolated at Chebyshev's
 * nodes, as `fixtures/elementary.py --erfc` prints it.
 */
// prettier-ignore
const LOWER: NearlyLine = {
  centre: 0.859375, start: -0.7421875, slope: -0.6875,
  bend: [
    -0.014340975636807016, 0.0018251838451053995, 0.1756732281123632, -0.047609012852736,
    0.011491566734598216, -0.0021625092425077326, 0.00019403186220165217, 6.430298627974907e-5,
    -4.1077028069782474e-5, 1.2431518247856037e-5, -1.9549688679733897e-6, -2.3039077271302768e-7,
    2.833164336336036e-7, -1.0765364951830815e-7, 2.1398700255334514e-8,
  ],
};

// prettier-ignore
const UPPER: NearlyLine = {
  centre: 2.0625, start: -1.36328125, slope: -0.421875,
  bend: [
    -0.02750118272645947, 0.013055820129216841, 0.07324388060139986, -0.015600388664657619,
    0.0033496349917456055, -0.0006833299163182081, 0.0001264674421848936, -1.9706497480387408e-5,
    2.038504311840026e-6, 1.0709041265433286e-7, -1.3685843123804188e-7, 4.80821481874643e-8,
    -1.2024694896610964e-8, 2.2840941542393087e-9, -2.773244576218966e-10, -1.023393034897904e-11,
    1.9980299095092596e-11, -8.804701798569835e-12, 2.121928752356614e-12,
  ],
};

/** ln(x·erfc x) + x² + 0.5625 in 1/x², for 1/0.35 ≤ x < 27.25, within 2⁻⁶¹·⁵. */
// prettier-ignore
const TAIL: Quotient = {
  over: [
    -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
    -1025.0951316110772, -483.5191916086514,
  ],
  under: [
    1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
    474.52854120695537, -22.44095244658582,
  ],
};

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
  return sum;
}

function quotient({ over, under }: Quotient, x: number): number {
  return polynomial(over, x) / polynomial(under, x);
}

/** erf x = 2/√π ∫₀ˣ e^(−t²) dt, within 1 unit in the last place. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) return x + x * quotient(NEAR_ZERO, x * x);
  if (size < 1.25) return Math.sign(x) * (ERF_ONE + quotient(NEAR_ONE, size - 1));
  if (size < 6) return Math.sign(x) * (1 - tail(size));
  return Math.sign(x);
}

/** 1 − erf x = 2/√π ∫ₓ^∞ e^(−t²) dt, within 1 unit in the last place. */
export function erfc(x: number): number {
  if (x < 0.46875) {
    if (x > -0.84375) {
      const more = x * quotient(NEAR_ZERO, x * x);
      return x < 0.25 ? 1 - (x + more) : 0.5 - (x - 0.5 + more);
    }
    if (x > -1.25) return 1 + ERF_ONE + quotient(NEAR_ONE, -x - 1);
    return x > -6 ? 2 - tail(-x) : 2;
  }
  return x >= 27.25 ? 0 : tail(x);
}

/** erfc x for 0.46875 ≤ x < 27.25. */
function tail(x: number): number {
  if (x < 2.875) return nearLine(x, x < 1.25 ? LOWER : UPPER);
  const R = quotient(TAIL, 1 / (x * x));
  const sum = R - 0.5625;
  return gaussian(x, sum, sumError(R, -0.5625, sum), x);
}

function nearLine(x: number, { centre, start, slope, bend }: NearlyLine): number {
  const t = x - centre; // exact
  const rise = slope * t;
  const line = start + rise;
  const more = polynomial(bend, t);
  const R = line + more;
  const rest = productError(slope, t, rise) + sumError(start, rise, line) + sumError(line, more, R);
  return gaussian(x, R, rest, 1);
}

/** e^(−x² + R + rest)/divisor; the square and the exponent keep what they lose. */
function gaussian(x: number, R: number, rest: number, divisor: number): number {
  const square = x * x;
  const exponent = R - square;
  return expOver(exponent, sumError(R, -square, exponent) + (rest - productError(x, x, square)), divisor);
}
