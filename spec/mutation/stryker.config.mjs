/**
 * Mutants of src/autograd, each tried by the specs that reach it: `npm run mutate`.
 */
export default {
  mutate: ['src/autograd/**/*.ts'],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'spec/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // What did not change since the last run is not tried again.
  incremental: true,
  incrementalFile: 'spec/mutation/.cache/incremental.json',
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: 'spec/mutation/.cache/report.json' },
  tempDirName: 'spec/mutation/.cache/sandbox',
  // The specs need neither the pages nor the benchmark.
  ignorePatterns: ['docs/api', 'dist', 'spec/bench', 'spec/mutation/node_modules', 'spec/mutation/.cache'],
  timeoutMS: 20_000,
  allowConsoleColors: false,
};
