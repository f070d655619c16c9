/**
 * How the command line is built: for the package by tsup.config.ts, which builds the library alike, and for its spec.
 */
import type { Plugin } from 'esbuild';
import type { Options } from 'tsup';

export const target = 'es2022';

// Their bits are part of the library's promise, so no other version of them may arrive at install time.
// `npm run licenses` reproduces their licences in THIRD_PARTY_LICENSES.txt.
export const noExternal = [/^@stdlib\//, /^@noble\/hashes/];

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

export const slimStdlib: Plugin = {
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

// The command line apart from the library: nothing imports it, so what counts is how soon it starts. It is one file,
// in which a module that is imported where it is needed is run only then.
const cli: Options = {
  target,
  platform: 'neutral',
  splitting: false,
  noExternal,
  esbuildPlugins: [slimStdlib],
};

// What draws loss curves is a file of its own, read only where one is drawn. It holds the libraries it is made of: some
// forty packages would be installed otherwise, by everyone. Its source map is for `npm run licenses`, and is not packed.
const curves: Options = {
  ...cli,
  platform: 'node',
  noExternal: [/.*/],
  external: ['canvas'],
  minify: true,
  sourcemap: true,
  esbuildOptions: (options) => void (options.sourcemap = 'external'),
};

/** In the bundle, what draws stands beside the command line. */
const curvesBeside: Plugin = {
  name: 'curves-beside',
  setup: (build) => {
    build.onResolve({ filter: /^\.\/curves\.js$/ }, () => ({ path: './curves.cjs', external: true }));
  },
};

export const commandLine: readonly Options[] = [
  { ...cli, format: 'esm', entry: { cli: 'src/cli/bin.ts' } },
  {
    ...cli,
    format: 'cjs',
    entry: { 'cli/main': 'src/cli/main.ts' },
    esbuildPlugins: [slimStdlib, curvesBeside],
  },
  { ...curves, format: 'cjs', entry: { 'cli/curves': 'src/cli/curves.ts' } },
];
