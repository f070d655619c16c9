/**
 * The elementary functions, from one deterministic implementation built of IEEE + − × ÷ √ and bit operations.
 * The engine's own `Math.exp`, `Math.log`, … differ in the last bits between engines and even between releases
 * of one, so nothing in the library calls them. Results are float64; a float32 tensor rounds them once.
 *
 * @module
 */
export { default as cos } from '@stdlib/math-base-special-cos';
export { default as exp } from '@stdlib/math-base-special-exp';
export { default as log } from '@stdlib/math-base-special-ln';
export { default as log1p } from '@stdlib/math-base-special-log1p';
export { default as pow } from '@stdlib/math-base-special-pow';
export { default as sin } from '@stdlib/math-base-special-sin';
export { default as tanh } from '@stdlib/math-base-special-tanh';
