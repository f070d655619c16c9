/**
 * The elementary functions, from one deterministic implementation built of IEEE + − × ÷ √ and bit operations.
 * The engine's own `Math.exp`, `Math.log`, … differ in the last bits between engines and even between releases
 * of one, so nothing in the library calls them. Results are float64, within one unit in the last place of the true
 * value; a float32 tensor rounds them once.
 *
 * @module
 */
export { erf, erfc } from './error-function.js';
export { exp, exp2, expm1 } from './exponential.js';
export { acosh, asinh, atanh, cosh, sigmoid, sinh, tanh } from './hyperbolic.js';
export { hypot } from './hypot.js';
export { acos, asin, atan, atan2 } from './inverse-trigonometric.js';
export { log, log1p } from './logarithm.js';
export { pow } from './power.js';
export { remainder, roundHalfEven } from './remainder.js';
export { logaddexp, softplus, xlogy } from './softplus.js';
export { default as cos } from '@stdlib/math-base-special-cos';
export { default as log10 } from '@stdlib/math-base-special-log10';
export { default as log2 } from '@stdlib/math-base-special-log2';
export { default as sin } from '@stdlib/math-base-special-sin';
export { default as tan } from '@stdlib/math-base-special-tan';
