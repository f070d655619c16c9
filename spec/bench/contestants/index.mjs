/**
 * The contestants, by id. One that is added here takes part in every measurement whose task it has.
 *
 * @typedef {object} Dtyped
 * @property {'float32' | 'float64'} [dtype]
 *
 * @typedef {() => unknown} Run What is timed: one call is the whole work. A promise it returns is awaited. Its
 * property `work` says how much work a call does, where that is not what the case says.
 *
 * @typedef {object} Contestant
 * @property {string} title
 * @property {string} color For the chart.
 * @property {string} [note] What a reader of the numbers should know.
 * @property {string[]} [packages] Of spec/bench/package.json: what its programs import, and what is bundled.
 * @property {() => Promise<Record<string, (params: any) => Run | undefined>>} [load] Imports it, and returns its
 * tasks: each prepares the case its parameters describe, or returns undefined for one it does not offer.
 * @property {string[]} [command] The program that takes the place of worker.mjs, where `load` is not JavaScript.
 * @property {() => string} version Throws where the contestant is not installed.
 */
import * as bare from './bare.mjs';
import * as gradus from './gradus.mjs';
import * as jaxJs from './jax-js.mjs';
import * as jsPytorch from './js-pytorch.mjs';
import * as pytorch from './pytorch.mjs';
import * as tfjsCpu from './tfjs-cpu.mjs';
import * as tfjsWasm from './tfjs-wasm.mjs';

/** @type {Record<string, Contestant>} */
export const contestants = {
  gradus,
  bare,
  pytorch,
  'jax-js': jaxJs,
  'tfjs-wasm': tfjsWasm,
  'tfjs-cpu': tfjsCpu,
  'js-pytorch': jsPytorch,
};
