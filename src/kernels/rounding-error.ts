/**
 * What a sum or a product loses when it is rounded.
 *
 * @module
 */

/** A number as the sum of two doubles, of which the second is small beside the first: what this one lost. */
export interface Sum {
  readonly high: number;
  readonly low: number;
}

/** 2²⁷ + 1: multiplying by it splits a double into two halves whose products are exact. */
const SPLITTER = 134217729;

/**
 * a·b − product, exactly, where `product` is a·b rounded, and neither end of the range of doubles is near.
 *
 * Source: T. J. Dekker, "A floating-point technique for extending the available precision", Numerische
 * Mathematik 18, 1971.
 */
export function productError(a: number, b: number, product: number): number {
  const splitA = SPLITTER * a;
  const aHigh = splitA - (splitA - a);
  const aLow = a - aHigh;
  const splitB = SPLITTER * b;
  const bHigh = splitB - (splitB - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/**
 * a + b − sum, exactly, where `sum` is a + b rounded, whichever of them is larger.
 *
 * Source: D. E. Knuth, "The Art of Computer Programming", volume 2, section 4.2.2, theorem B.
 */
export function sumError(a: number, b: number, sum: number): number {
  const bRounded = sum - a;
  return a - (sum - bRounded) + (b - bRounded);
}

/**
 * √(high + low) − root for the root of `high`, rounded, where `low` is small beside `high`: what the root lost,
 * and what `low` adds to it.
 */
export function rootError(high: number, low: number, root: number): number {
  const square = root * root;
  return (high - square - productError(root, root, square) + low) / (2 * root);
}
