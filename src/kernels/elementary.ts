/**
 * The elementary functions, from one deterministic implementation built of IEEE + − × ÷ √ and bit operations.
 * The engine's own `Math.exp`, `Math.log`, … differ in the last bits between engines and even between releases
 * of one, so nothing in the library calls them. Results are float64, within one unit in the last place of the true
 * value; a float32 tensor rounds them once.
 *
 * @module
 */
export { exp, sigmoid, tanh } from './exponential.js';
export { log, log1p } from './logarithm.js';
export { pow } from './power.js';
export { default as cos } from '@stdlib/math-base-special-cos';
export { default as sin } from '@stdlib/math-base-special-sin';
