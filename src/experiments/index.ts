/**
 * The table of programs.
 *
 * @module
 */
import { autograd } from './autograd.js';
import type { ExperimentOptions, ExperimentRecord } from './experiment.js';
import { manual } from './manual.js';
import { module, moduleManual } from './module.js';
import { published } from './published.js';

/** The name of a program, as the command line takes it. */
export type ProgramName = 'published' | 'manual' | 'autograd' | 'module' | 'module-manual';

/**
 * The tutorial's network trained five ways: with the gradient as published, with the corrected one, by walking
 * back, as a Module, and as a Module with its backward overridden. All but the first give the same bits.
 *
 * @example
 * ```ts
 * import { programs } from 'gradus';
 * const small = { batch: 3, inputs: 5, hidden: 7, outputs: 2, learningRate: 1e-3 };
 * programs.module(small).digest === programs['module-manual'](small).digest; // => true
 * ```
 */
export const programs: Readonly<Record<ProgramName, (options?: ExperimentOptions) => ExperimentRecord>> = {
  published,
  manual,
  autograd,
  module,
  'module-manual': moduleManual,
};
