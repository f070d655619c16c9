import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['spec/**/*.spec.ts'],
    setupFiles: ['spec/setup.ts'],
    // Properties over whole graphs take seconds on a slow machine; a time limit is there to end a hang.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A process for each file gives the long chains of the backward walk a heap of their own.
    pool: 'forks',
    maxWorkers: availableParallelism(),
  },
});
