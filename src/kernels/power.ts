/**
 * Powers: the package's, which are within 0.85 units in the last place, but for the exponents that it multiplies out.
 *
 * @module
 */
import powerOf from '@stdlib/math-base-special-pow';
import { productError } from './rounding-error.js';

/**
 * xʸ, with the special values of IEEE 754-2019, section 9.2.1. Only |x| goes to the package: it takes every
 * y ≥ 2⁵³ for odd, and −0 and −∞ for finite numbers under a fractional y.
 */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  const size = powerOfSize(Math.abs(x), y);
  if (!(x < 0 || Object.is(x, -0))) return size;
  // An infinite y counts as even, as every large one is.
  const fractional = y % 1 !== 0 && Math.abs(y) !== Infinity;
  if (fractional) return x === 0 || x === -Infinity ? size : NaN;
  return Math.abs(y % 2) === 1 ? -size : size;
}

/** xʸ for x ≥ 0. */
function powerOfSize(x: number, y: number): number {
  if (y === 3 || y === 4) return thirdOrFourth(x, y);
  if (y === -0.5) return reciprocalSquareRoot(x);
  const power = powerOf(x, y);
  if (power > 0 || x === 0 || x === Infinity) return power;
  // The package gives 0 below the smallest double, not only below half of it.
  const half = powerOf(x, y / 2) * 2 ** 537;
  return half * half > 0.5 ? 2 ** -537 * 2 ** -537 : power;
}

/**
 * x³ or x⁴ for x ≥ 0. Multiplied out, they would be off by up to 1.9 units in the last place; so what each product
 * lost is added back. A factor keeps that away from the ends of the range.
 */
function thirdOrFourth(x: number, n: 3 | 4): number {
  const small = x < 2 ** -200;
  const large = x > 2 ** 200;
  const scaled = small ? x * 2 ** 150 : large ? x * 2 ** -150 : x;
  const square = scaled * scaled;
  const lost = productError(scaled, scaled, square);
  const factor = n === 3 ? scaled : square;
  const power = square * factor;
  if (!(power < Infinity)) return power;
  const sum = power + (productError(square, factor, power) + (n - 2) * lost * factor);
  const unit = n === 3 ? 2 ** 450 : 2 ** 600;
  return small ? sum / unit : large ? sum * unit : sum;
}

/**
 * 1/√x, by one step of Newton's from the quotient, which would be off by up to 1.5 units in the last place. As the
 * quotient does, it gives −Infinity at −0, and NaN below.
 */
export function reciprocalSquareRoot(x: number): number {
  const small = x < 2 ** -500;
  const large = x > 2 ** 500;
  const scaled = small ? x * 2 ** 600 : large ? x * 2 ** -600 : x;
  const root = 1 / Math.sqrt(scaled);
  if (!(root > 0 && root < Infinity)) return root;
  const square = root * root;
  const product = scaled * square; // 1, nearly
  const lost = productError(scaled, square, product) + scaled * productError(root, root, square);
  const better = root + 0.5 * root * (1 - product - lost);
  return small ? better * 2 ** 300 : large ? better * 2 ** -300 : better;
}
