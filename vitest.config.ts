import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Specs that need a browser: `npm run test:browser`. */
const inBrowser = ['spec/playground/page.spec.ts'];

/** Specs that replace modules and functions with vitest's `vi`, or write globals: each needs a process of its own. */
const changingTheirProcess = readdirSync(join(import.meta.dirname, 'spec'), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((name) => name.endsWith('.spec.ts') && !name.includes('node_modules'))
  .map((name) => `spec/${name.replaceAll('\\', '/')}`)
  .filter((path) => /import \{[^}]*\bvi\b[^}]*\} from 'vitest'|globalThis/.test(readFileSync(path, 'utf8')));

export default defineConfig({
  test: {
    setupFiles: ['spec/setup.ts'],
    // Properties over whole graphs take seconds on a slow machine; a time limit is there to end a hang.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['spec/**/*.spec.ts'],
          exclude: [...changingTheirProcess, ...inBrowser, '**/node_modules/**'],
          // The library has no state that a result depends on; to load it anew for each file took 100 s of one core.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'isolated', include: changingTheirProcess } },
      { extends: true, test: { name: 'browser', include: inBrowser } },
    ],
  },
});
