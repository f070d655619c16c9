/**
 * What the engine compiles: one module with one memory. This is AssemblyScript: TypeScript's syntax, compiled to
 * WebAssembly.
 */
export { A, B, C, D, STATE, END, MAX_ROWS, MAX_BYTES } from './memory';
export * from './mm';
export * from './pointwise';
export { exp32, exp64, log32, log64, sigmoid32, sigmoid64, tanh32, tanh64 } from './elementary';
export * from './box-muller';
export * from './mersenne';
