import { rm } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';
import { commandLine, noExternal, slimStdlib, target } from './tsup.cli.config.js';

const library = { index: 'src/index.ts', ledger: 'src/verify/ledger.ts', testing: 'src/testing/index.ts' };

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

// Several builds write to dist side by side, so none may clean it for itself.
await rm('dist', { recursive: true, force: true });

export default defineConfig([
  { ...shared, format: 'esm', entry: library },
  { ...shared, format: 'cjs', entry: library },
  ...commandLine,
]);
