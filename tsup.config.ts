import { rm } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

const library = { index: 'src/index.ts', testing: 'src/testing/index.ts' };

const target = 'es2022';

// Their bits are part of the library's promise, so no other version of them may arrive at install time.
// `npm run licenses` reproduces their licences in THIRD_PARTY_LICENSES.txt.
const noExternal = [/^@stdlib\//, /^@noble\/hashes/];

const shared: Options = {
  target,
  platform: 'neutral',
  sourcemap: true,
  treeshake: true,
  // One shared chunk makes `Tensor` one class, whichever entry it is reached through, in either module system.
  splitting: true,
  noExternal,
  dts: {
    entry: library,
    // One program makes all the declarations and so holds the kernels too: see tsconfig.kernels.json.
    compilerOptions: { noUncheckedIndexedAccess: false },
  },
};

// The command line apart from the library: nothing imports it, so what counts is how soon it starts. It is one file,
// in which a module that is imported where it is needed is run only then.
const cli: Options = { target, platform: 'neutral', splitting: false, noExternal };

// What draws loss curves is a file of its own, read only where one is drawn. It holds the libraries it is made of: some
// forty packages would be installed otherwise, by everyone.
const curves: Options = { ...cli, platform: 'node', noExternal: [/.*/], external: ['canvas'], minify: true };

/** In the bundle, what draws stands beside the command line. */
const curvesBeside: Plugin = {
  name: 'curves-beside',
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/curves\.js$/ }, () => ({ path: './curves.cjs', external: true })),
};

// Several builds write to dist side by side, so none may clean it for itself.
await rm('dist', { recursive: true, force: true });

export default defineConfig([
  { ...shared, format: 'esm', entry: library },
  { ...shared, format: 'cjs', entry: library },
  { ...cli, format: 'esm', entry: { cli: 'src/cli/bin.ts' } },
  { ...cli, format: 'cjs', entry: { 'cli/main': 'src/cli/main.ts' }, esbuildPlugins: [curvesBeside] },
  { ...curves, format: 'cjs', entry: { 'cli/curves': 'src/cli/curves.ts' } },
]);
