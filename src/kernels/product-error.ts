/**
 * What a product loses when it is rounded.
 *
 * @module
 */

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
