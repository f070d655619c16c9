import { rm } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';

const library = { index: 'src/index.ts', testing: 'src/testing/index.ts' };

const shared: Options = {
  target: 'es2022',
  platform: 'neutral',
  sourcemap: true,
  treeshake: true,
  // One shared chunk makes `Tensor` one class, whichever entry it is reached through, in either module system.
  splitting: true,
  // Their bits are part of the library's promise, so no other version of them may arrive at install time.
  // `npm run licenses` reproduces their licences in THIRD_PARTY_LICENSES.txt.
  noExternal: [/^@stdlib\//, /^@noble\/hashes/],
  dts: {
    entry: library,
    // One program makes all the declarations and so holds the kernels too: see tsconfig.kernels.json.
    compilerOptions: { noUncheckedIndexedAccess: false },
  },
};

// Two builds write to dist side by side, so neither may clean it for itself.
await rm('dist', { recursive: true, force: true });

export default defineConfig([
  { ...shared, format: 'esm', entry: { ...library, cli: 'src/cli/main.ts' } },
  { ...shared, format: 'cjs', entry: library },
]);
