/**
 * The elementary functions, from one deterministic implementation built of IEEE + − × ÷ √ and bit operations.
 * The engine's own `Math.exp`, `Math.log`, … differ in the last bits between engines and even between releases
 * of one, so nothing in the library calls them. Results are float64; a float32 tensor rounds them once.
 *
 * @module
 */
import exp from '@stdlib/math-base-special-exp';
import powerOf from '@stdlib/math-base-special-pow';

export { log } from './logarithm.js';
export { default as cos } from '@stdlib/math-base-special-cos';
export { default as exp } from '@stdlib/math-base-special-exp';
export { default as log1p } from '@stdlib/math-base-special-log1p';
export { default as sin } from '@stdlib/math-base-special-sin';
export { default as tanh } from '@stdlib/math-base-special-tanh';

/**
 * xʸ, with the special values of IEEE 754-2019, section 9.2.1. Only |x| goes to the package: it takes every
 * y ≥ 2⁵³ for odd, and −0 and −∞ for finite numbers under a fractional y.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  const size = powerOf(Math.abs(x), y);
  if (!(x < 0 || Object.is(x, -0))) return size;
  // An infinite y counts as even, as every large one is.
  const fractional = y % 1 !== 0 && Math.abs(y) !== Infinity;
  if (fractional) return x === 0 || x === -Infinity ? size : NaN;
  return Math.abs(y % 2) === 1 ? -size : size;
}

/** 1 / (1 + e⁻ˣ), from the side on which the exponential cannot overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}
