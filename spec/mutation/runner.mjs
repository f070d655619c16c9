/**
 * A test runner for Stryker: runs the tests of the bundle one after another in this process. The bundle is evaluated
 * anew for each mutant, so that nothing a mutant does outlives it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Script } from 'node:vm';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { collector } from './test-api.mjs';

class BundleRunner {
  #script;
  #require = createRequire(import.meta.url);
  /** What the mutants look at. */
  #state = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    // The working directory is the sandbox.
    const filename = join(process.cwd(), 'spec/mutation/suite.cjs');
    const source = readFileSync(filename, 'utf8');
    this.#script = new Script(`(function (require) {${source}\n})`, { filename });
  }

  async dryRun() {
    this.#state.activeMutant = undefined;
    this.#state.mutantCoverage = { static: {}, perTest: {} };
    return { ...(await this.#run({})), mutantCoverage: this.#state.mutantCoverage };
  }

  async mutantRun({ activeMutant, mutantActivation, testFilter, hitLimit }) {
    Object.assign(this.#state, { hitCount: 0, hitLimit, activeMutant: undefined });
    const activate = () => (this.#state.activeMutant = activeMutant.id);
    if (mutantActivation === 'static') activate();
    const result = await this.#run({ wanted: testFilter && new Set(testFilter), loaded: activate });
    return toMutantRunResult(determineHitLimitReached(this.#state.hitCount, hitLimit) ?? result);
  }

  /** Runs the tests up to the first that fails. */
  async #run({ wanted, loaded }) {
    const { tests, api } = collector();
    const results = [];
    const attempt = async (name, run) => {
      const start = performance.now();
      const failureMessage = await outcome(run);
      const status = failureMessage === undefined ? 0 : 1;
      results.push({ id: name, name, timeSpentMs: performance.now() - start, status, failureMessage });
      return status === 0;
    };
    const load = () =>
      this.#script.runInThisContext()((name) => (name === 'vitest' ? api : this.#require(name)));
    const failedToLoad = await outcome(load);
    if (failedToLoad !== undefined) {
      return {
        status: 'complete',
        tests: [{ id: 'load', name: 'load', timeSpentMs: 0, status: 1, failureMessage: failedToLoad }],
      };
    }
    loaded?.();
    for (const { name, run } of tests) {
      if (wanted !== undefined && !wanted.has(name)) continue;
      this.#state.currentTestId = name;
      const passed = await attempt(name, run);
      this.#state.currentTestId = undefined;
      if (!passed) break;
    }
    return { status: 'complete', tests: results };
  }
}

/** What a function threw, as text; undefined where it did not. */
async function outcome(run) {
  try {
    await run();
    return undefined;
  } catch (error) {
    return String(error?.stack ?? error);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'bundle', BundleRunner)];
