/**
 * How the command line is built: for the package by tsup.config.ts, and for its spec.
 */
import type { Options } from 'tsup';

export const target = 'es2022';

// Their bits are part of the library's promise, so no other version of them may arrive at install time.
// `npm run licenses` reproduces their licences in THIRD_PARTY_LICENSES.txt.
export const noExternal = [/^@stdlib\//, /^@noble\/hashes/];

// The command line apart from the library: nothing imports it, so what counts is how soon it starts. It is one file,
// in which a module that is imported where it is needed is run only then.
const cli: Options = { target, platform: 'neutral', splitting: false, noExternal };

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
const curvesBeside: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'curves-beside',
  setup: (build) => {
    build.onResolve({ filter: /^\.\/curves\.js$/ }, () => ({ path: './curves.cjs', external: true }));
  },
};

export const commandLine: readonly Options[] = [
  { ...cli, format: 'esm', entry: { cli: 'src/cli/bin.ts' } },
  { ...cli, format: 'cjs', entry: { 'cli/main': 'src/cli/main.ts' }, esbuildPlugins: [curvesBeside] },
  { ...curves, format: 'cjs', entry: { 'cli/curves': 'src/cli/curves.ts' } },
];
