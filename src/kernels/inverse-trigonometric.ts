/**
 * The inverse trigonometric functions: all of them the angle of a vector, found by one function.
 *
 * Source of the polynomial: FDLIBM `s_atan.c`, Sun Microsystems, 1993: "Permission to use, copy, modify, and
 * distribute this software is freely granted, provided that this notice is preserved."
 *
 * @module
 */
import { productError, rootError, sumError } from './rounding-error.js';

/** The coefficients of Remez' polynomial in t² for (1 − atan(t)/t)/t², up to t = 7/16. */
const [A0, A1, A2, A3, A4, A5, A6, A7, A8, A9, A10]: readonly number[] = [
  3.33333333333329318027e-1, -1.99999999998764832476e-1, 1.42857142725034663711e-1, -1.1111110405462355788e-1,
  9.09088713343650656196e-2, -7.69187620504482999495e-2, 6.66107313738753120669e-2,
  -5.83357013379057348645e-2, 4.97687799461593236017e-2, -3.6531572744216915527e-2, 1.62858201153657823623e-2,
];

/** π and the like: a double, and what it lacks. */
const PI = 3.141592653589793;
const PI_REST = 1.2246467991473532e-16;

const THREE_QUARTERS_PI = 2.356194490192345;
const THREE_QUARTERS_PI_REST = 9.184850993605148e-17;

/** √2 − 1 = tan(π/8) */
const TAN_EIGHTH_PI = 0.41421356237309503;

/**
 * The angle of the vector (x + xRest, y + yRest) with y ≥ 0, from 0 to π, within 1 unit in the last place; the
 * rests are small beside x and y, and these are neither both 0 nor near the ends of the range of doubles.
 *
 * The vector is turned by a multiple of ¼π, so that its angle is at most ⅛π. Its slope and the sum of the two
 * angles keep what they lost by rounding.
 */
function angle(y: number, yRest: number, x: number, xRest: number): number {
  const width = Math.abs(x);
  if (y < TAN_EIGHTH_PI * width) {
    return x > 0 ? turned(y, yRest, x, xRest, 0, 0) : turned(-y, -yRest, -x, -xRest, PI, PI_REST);
  }
  if (width < TAN_EIGHTH_PI * y) return turned(-x, -xRest, y, yRest, PI / 2, PI_REST / 2);
  const sum = x + y;
  const sumRest = sumError(x, y, sum) + (xRest + yRest);
  const difference = y - x;
  const differenceRest = sumError(y, -x, difference) + (yRest - xRest);
  return x > 0
    ? turned(difference, differenceRest, sum, sumRest, PI / 4, PI_REST / 4)
    : turned(-sum, -sumRest, difference, differenceRest, THREE_QUARTERS_PI, THREE_QUARTERS_PI_REST);
}

/** turn + turnRest + atan((y + yRest)/(x + xRest)), where the slope is at most tan ⅛π. */
function turned(y: number, yRest: number, x: number, xRest: number, turn: number, turnRest: number): number {
  const t = y / x;
  const product = t * x;
  const tRest = (y - product - productError(t, x, product) + (yRest - t * xRest)) / x;
  const z = t * t;
  const w = z * z;
  const even = z * (A0 + w * (A2 + w * (A4 + w * (A6 + w * (A8 + w * A10)))));
  const odd = w * (A1 + w * (A3 + w * (A5 + w * (A7 + w * A9))));
  const bend = tRest - t * (even + odd);
  const sum = turn + t;
  return sum + (t - (sum - turn) + (turnRest + bend));
}

/**
 * The angle of the vector (x, y), from −π to π, within 1 unit in the last place. As IEEE 754-2019 has it, the
 * signs of zeros count: the angle of (−0, 0) is π.
 */
export function atan2(y: number, x: number): number {
  if (Number.isNaN(y) || Number.isNaN(x)) return NaN;
  const right = x > 0 || Object.is(x, 0);
  const height = Math.abs(y);
  const width = Math.abs(x);
  const sign = y > 0 || Object.is(y, 0) ? 1 : -1;
  const slope = height / width;
  // Also where both are 0, or both are infinite.
  if (!(slope > 2 ** -60 && slope < 2 ** 60)) return sign * extremeAngle(height, width, right);
  const large = height > 2 ** 900 || width > 2 ** 900;
  const small = height < 2 ** -800 || width < 2 ** -800;
  const unit = large ? 2 ** -200 : small ? 2 ** 200 : 1;
  return sign * angle(height * unit, 0, x * unit, 0);
}

/** The angle of a vector along an axis, nearly or exactly, or of one whose height and width are infinite. */
function extremeAngle(height: number, width: number, right: boolean): number {
  if (height === Infinity && width === Infinity) return right ? PI / 4 : THREE_QUARTERS_PI;
  if (height > width) return PI / 2;
  if (!right) return PI;
  return width === 0 ? 0 : height / width;
}

/** The angle whose tangent is x, from −½π to ½π, within 1 unit in the last place. */
export function atan(x: number): number {
  const size = Math.abs(x);
  if (!(size > 2 ** -28)) return x;
  return Math.sign(x) * (size > 2 ** 60 ? PI / 2 : angle(size, 0, 1, 0));
}

/** The angle whose sine is x, from −½π to ½π, within 1 unit in the last place; NaN where |x| > 1. */
export function asin(x: number): number {
  const size = Math.abs(x);
  if (!(size >= 2 ** -27 && size < 1)) return size > 1 ? NaN : size === 1 ? (x * PI) / 2 : x;
  const { radicand, lost } = oneMinusSquare(size);
  const root = Math.sqrt(radicand);
  return Math.sign(x) * angle(size, 0, root, rootError(radicand, lost, root));
}

/** The angle whose cosine is x, from 0 to π, within 1 unit in the last place; NaN where |x| > 1. */
export function acos(x: number): number {
  const size = Math.abs(x);
  if (!(size < 1)) return x === 1 ? 0 : x === -1 ? PI : NaN;
  const { radicand, lost } = oneMinusSquare(size);
  const root = Math.sqrt(radicand);
  return angle(root, rootError(radicand, lost, root), x, 0);
}

/** 1 − x² = (1 − x)·(1 + x) for 0 ≤ x < 1, and what it lost. */
function oneMinusSquare(x: number): { readonly radicand: number; readonly lost: number } {
  const difference = 1 - x;
  const sum = 1 + x;
  const radicand = difference * sum;
  const differenceRest = 1 - difference - x;
  const sumRest = 1 - sum + x;
  return {
    radicand,
    lost: productError(difference, sum, radicand) + (difference * sumRest + sum * differenceRest),
  };
}
