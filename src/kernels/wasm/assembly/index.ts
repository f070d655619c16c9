/**
 * What the engine compiles: one module with one memory. This is AssemblyScript: TypeScript's syntax, compiled to
 * WebAssembly.
 */
export { A, B, C, D, MAX_ROWS, MAX_BYTES } from './memory';
export * from './mm';
export * from './pointwise';
export * from './box-muller';
