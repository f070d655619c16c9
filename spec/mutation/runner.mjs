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
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
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
    const coverage = { static: {}, perTest: {} };
    Object.assign(this.#state, { activeMutant: undefined, mutantCoverage: coverage });
    const result = await this.#run();
    // Stryker tries what is executed while the bundle loads by all tests. If some of them reach it later too, they will
    // do: the mutant is there from the beginning anyhow.
    const reached = new Set(Object.values(coverage.perTest).flatMap(Object.keys));
    coverage.static = Object.fromEntries(Object.entries(coverage.static).filter(([id]) => !reached.has(id)));
    return { ...result, mutantCoverage: coverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    Object.assign(this.#state, { activeMutant: activeMutant.id, hitCount: undefined, hitLimit });
    const result = await this.#run(testFilter && new Set(testFilter));
    return toMutantRunResult(determineHitLimitReached(this.#state.hitCount, hitLimit) ?? result);
  }

  /** Runs the tests up to the first that fails: those that are wanted, or all. */
  async #run(wanted) {
    const { tests, api } = collector();
    const results = [];
    const attempt = async (name, run) => {
      const start = performance.now();
      const failureMessage = await outcome(run);
      const status = failureMessage === undefined ? TestStatus.Success : TestStatus.Failed;
      results.push({ id: name, name, timeSpentMs: performance.now() - start, status, failureMessage });
      return status === TestStatus.Success;
    };
    const load = () =>
      this.#script.runInThisContext()((name) => (name === 'vitest' ? api : this.#require(name)));
    if (!(await attempt('load', load))) return { status: DryRunStatus.Complete, tests: results };
    // From here on the mutant counts how often it is reached, which finds loops without an end.
    this.#state.hitCount = 0;
    for (const { name, run } of tests) {
      if (wanted !== undefined && !wanted.has(name)) continue;
      this.#state.currentTestId = name;
      const passed = await attempt(name, run);
      this.#state.currentTestId = undefined;
      if (!passed) break;
    }
    return { status: DryRunStatus.Complete, tests: results };
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

/** Says what survives when it does. */
class SurvivorReporter {
  onMutantTested({ fileName, location, status, mutatorName, replacement }) {
    if (status === 'Killed') return;
    console.error(`${status}: ${fileName}:${location.start.line} ${mutatorName} ${replacement}`);
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'bundle', BundleRunner),
  declareClassPlugin(PluginKind.Reporter, 'survivors', SurvivorReporter),
];
