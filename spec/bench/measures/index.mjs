/**
 * The measurements, by the name that --only takes, in the order of the report.
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {object} [params] What the contestants' task is given.
 * @property {number} [work] How much there is to do, in the unit of the measurement's rate.
 *
 * @typedef {object} Measure
 * @property {string} title
 * @property {Case[]} cases
 * @property {(measure: Measure, context: object) => Promise<object[]>} run
 * @property {string} [task] The contestants' task, for `takeTurns`.
 * @property {number} [patience] How many times as long as others it warms up and stays at it, for `takeTurns`.
 * @property {{ unit: string, per: number }} [rate] Shown in place of a time: work / time, in units of `per` a second.
 * @property {'ms' | 'bytes'} [unit] Of the samples; ms if not said.
 * @property {string} about What is measured, for the documentation.
 * @property {(at: (name: string, contestant: string) => object | undefined) => object[]} [targets] Each with its
 * title, the value (undefined where it was not measured), and `atMost` or `atLeast`.
 */
import gradcheck from './gradcheck.mjs';
import importTime from './import.mjs';
import job from './job.mjs';
import mm from './mm.mjs';
import { networks, pointwise, reductions } from './operations.mjs';
import processJob from './process.mjs';
import randn from './randn.mjs';
import size from './size.mjs';
import walk from './walk.mjs';

/** @type {Record<string, Measure>} */
export const measures = {
  job,
  process: processJob,
  mm,
  pointwise,
  reductions,
  networks,
  randn,
  walk,
  gradcheck,
  import: importTime,
  size,
};
