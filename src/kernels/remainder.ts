/**
 * What is left when a number is divided by another, and rounding to whole numbers.
 *
 * @module
 */

/**
 * The remainder of a/b with the quotient rounded down: it has the sign of b, as in Python. Rounded once; NaN where b is 0 or
 * a is infinite.
 */
export function remainder(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

/** The whole number nearest to x; the even one of two that are equally near. The sign of zero is that of x. */
export function roundHalfEven(x: number): number {
  const size = Math.abs(x);
  if (!(size < 2 ** 52)) return x;
  // From 2⁵² to 2⁵³ doubles are the whole numbers, so this sum is rounded to one.
  const whole = size + 2 ** 52 - 2 ** 52;
  return x < 0 || Object.is(x, -0) ? -whole : whole;
}
