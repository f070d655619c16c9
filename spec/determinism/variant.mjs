/**
 * The few lines of JavaScript that load the library and the harness in an engine, each way.
 */

/** How the library is loaded: as which kind of module, and with WebAssembly or without. */
export const variants = ['esm', 'cjs'].flatMap((format) =>
  [true, false].map((wasm) => ({ format, wasm, title: `${format}${wasm ? '' : ', no WebAssembly'}` })),
);

/** Comes first: takes WebAssembly away, or counts what is instantiated, so that nobody takes it for used. */
export function prelude({ wasm }) {
  if (!wasm) return `delete globalThis.WebAssembly; var instantiated = 0;`;
  return `var instantiated = 0;
    if (typeof WebAssembly === 'object') {
      const { Instance, instantiate } = WebAssembly;
      const construct = (target, args, made) => (instantiated++, Reflect.construct(target, args, made));
      WebAssembly.Instance = new Proxy(Instance, { construct });
      WebAssembly.instantiate = (...args) => (instantiated++, instantiate(...args));
    }`;
}

/** An expression: what one run reports, as JSON. */
export function report({ wasm }, math) {
  return `JSON.stringify({
    digests: harness.digests(library),
    math: ${math ? 'harness.mathResults()' : 'null'},
    instantiated,
    wasm: typeof WebAssembly === 'object' === ${wasm},
  })`;
}
