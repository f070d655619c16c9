import { rm } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { defineConfig, type Options } from 'tsup';

const library = { index: 'src/index.ts', ledger: 'src/verify/ledger.ts', testing: 'src/testing/index.ts' };

const target = 'es2022';

// Their bits are part of the library's promise, so no other version of them may arrive at install time.
// `npm run licenses` reproduces their licences in THIRD_PARTY_LICENSES.txt.
const noExternal = [/^@stdlib\//, /^@noble\/hashes/];

/**
 * What @stdlib asks of engines that ES2022 has answered: its packages for it find out at run time whether there are
 * typed arrays, and bring a printf. None of them computes; the digests say that no bit changes without them.
 */
const answered: Readonly<Record<string, string>> = {
  '@stdlib/array-float64': 'Float64Array',
  '@stdlib/array-uint32': 'Uint32Array',
  '@stdlib/array-uint16': 'Uint16Array',
  '@stdlib/array-uint8': 'Uint8Array',
  '@stdlib/assert-is-little-endian': 'new Uint8Array(Uint16Array.of(1).buffer)[0] === 1',
  '@stdlib/utils-define-nonenumerable-read-only-property':
    '(object, key, value) => Object.defineProperty(object, key, { value })',
};

const slimStdlib: Plugin = {
  name: 'slim-stdlib',
  setup(build) {
    build.onResolve({ filter: /^@stdlib\// }, ({ path }) =>
      path in answered ? { path, namespace: 'answered' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'answered' }, ({ path }) => ({
      contents: `module.exports = ${answered[path] ?? ''};`,
    }));
  },
};

const shared: Options = {
  target,
  platform: 'neutral',
  sourcemap: true,
  treeshake: true,
  // One shared chunk makes `Tensor` one class, whichever entry it is reached through, in either module system.
  splitting: true,
  noExternal,
  esbuildPlugins: [slimStdlib],
  dts: {
    entry: library,
    // One program makes all the declarations and so holds the kernels too: see tsconfig.kernels.json.
    compilerOptions: { noUncheckedIndexedAccess: false },
  },
};

// The command line apart from the library: nothing imports it, so what counts is how soon it starts. It is one file,
// in which a module that is imported where it is needed is run only then.
const cli: Options = {
  target,
  platform: 'neutral',
  splitting: false,
  noExternal,
  esbuildPlugins: [slimStdlib],
};

// Several builds write to dist side by side, so none may clean it for itself.
await rm('dist', { recursive: true, force: true });

export default defineConfig([
  { ...shared, format: 'esm', entry: library },
  { ...shared, format: 'cjs', entry: library },
  { ...cli, format: 'esm', entry: { cli: 'src/cli/bin.ts' } },
  { ...cli, format: 'cjs', entry: { 'cli/main': 'src/cli/main.ts' } },
]);
