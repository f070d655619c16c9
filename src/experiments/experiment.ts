/**
 * What the programs share: their settings, and the record of a run.
 *
 * @module
 */
import type { Variable } from '../autograd/variable.js';
import { digest } from '../digest.js';
import { ArgumentError, describe } from '../errors.js';
import type { FloatDtype } from '../kernels/types.js';
import { checkFloatDtype, checkInteger } from '../tensor/check.js';
import type { Tensor } from '../tensor/tensor.js';
import { version } from '../version.js';

/** The settings of a run. The defaults are the tutorial's. */
export interface Config {
  /** Fixes every number drawn: an integer from 0 to 2³²−1. Default 0. */
  readonly seed: number;
  /** How often all weights are updated. Default 20. */
  readonly epochs: number;
  /** The step of gradient descent. Default 1e-6. */
  readonly learningRate: number;
  /** How many examples there are. Default 100. */
  readonly batch: number;
  /** The size of an example. Default 1000. */
  readonly inputs: number;
  /** The number of hidden units. Default 100. */
  readonly hidden: number;
  /** The size of a prediction. Default 10. */
  readonly outputs: number;
  /** The dtype of everything. Default `float32`. */
  readonly dtype: FloatDtype;
}

/** What is told after each epoch's forward pass. */
export interface EpochReport {
  /** From 0. */
  readonly epoch: number;
  /** The sum of squared errors before this epoch's update. */
  readonly loss: number;
}

/** The graph of one epoch, as it is before the walk back. */
export interface GraphReport {
  /** From 0. */
  readonly epoch: number;
  /** Where the walk back starts. */
  readonly loss: Variable;
  /** What the Variables are called in the program; a part of them is not in the graph. */
  readonly names: Readonly<Record<string, Variable>>;
}

/** The settings that differ from the defaults, and listeners. */
export interface ExperimentOptions extends Partial<Config> {
  /** Called in each epoch, as soon as its loss is known. */
  readonly onEpoch?: (report: EpochReport) => void;
  /**
   * Called in each epoch of a program that records a graph (`autograd`, `module`, `module-manual`), after `onEpoch` and
   * before `loss.backward()`: to draw the graph, or to explain the walk.
   */
  readonly onGraph?: (report: GraphReport) => void;
}

/** One of something for each of the model's two weights. */
export interface Weights<Of> {
  /** For the weight of the first layer. */
  readonly w1: Of;
  /** For the weight of the second layer. */
  readonly w2: Of;
}

/** The whole outcome of a run; frozen. */
export interface ExperimentRecord {
  /** Which program ran. */
  readonly program: string;
  /** With which settings. */
  readonly config: Config;
  /** The loss of each epoch. */
  readonly losses: readonly number[];
  /** The weights after the last update. */
  readonly parameters: Weights<Tensor>;
  /** SHA-256, in hexadecimal, of each parameter (in its dtype), little-endian. Found when first asked for. */
  readonly parameterDigests: Weights<string>;
  /** SHA-256, in hexadecimal, of w1, w2 (in their dtype) and the losses (in float64), little-endian. Found likewise. */
  readonly digest: string;
  /** The version of the library. */
  readonly version: string;
}

const DEFAULTS: Config = {
  seed: 0,
  epochs: 20,
  learningRate: 1e-6,
  batch: 100,
  inputs: 1000,
  hidden: 100,
  outputs: 10,
  dtype: 'float32',
};

const MOST = 2 ** 31 - 1;

/** A run in progress: its settings, and where it writes down what happens. */
export interface Run extends Config {
  /** Writes down the loss of an epoch, and tells the listener. */
  readonly log: (epoch: number, loss: number) => void;
  /** Shows the listener the graph of an epoch. */
  readonly show: (epoch: number, loss: Variable, names: GraphReport['names']) => void;
  /** The record, when the run is over. */
  readonly finish: (parameters: Weights<Tensor>) => ExperimentRecord;
}

/** The settings alone: those given, if they are in their ranges, and the defaults of the others. */
export function settle(program: string, settings: Partial<Config>): Config {
  const unknown = Object.keys(settings).find((key) => !Object.hasOwn(DEFAULTS, key));
  if (unknown !== undefined) {
    throw new ArgumentError(
      `${program}: unknown option ${unknown}; accepted are ${Object.keys(DEFAULTS).join(', ')} and onEpoch`,
    );
  }
  const entries: readonly (readonly [string, unknown])[] = Object.entries(settings);
  const given = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  return checkConfig(program, { ...DEFAULTS, ...given });
}

/** Begins a run: checks the settings, and fills in the defaults. */
export function begin(program: string, options: ExperimentOptions): Run {
  const { onEpoch, onGraph, ...settings } = options;
  const config = settle(program, settings);
  const losses: number[] = [];
  return {
    ...config,
    log(epoch, loss) {
      losses.push(loss);
      onEpoch?.({ epoch, loss });
    },
    show(epoch, loss, names) {
      onGraph?.({ epoch, loss, names });
    },
    finish({ w1, w2 }) {
      // A digest takes as long as several epochs, and most runs are never asked for theirs. Nothing it is of
      // can change, so it does not matter when it is found.
      const parameterDigests = once(() => Object.freeze({ w1: digestOf([w1]), w2: digestOf([w2]) }));
      const whole = once(() => digestOf([w1, w2], losses));
      return Object.freeze({
        program,
        config,
        losses: Object.freeze(losses),
        parameters: Object.freeze({ w1, w2 }),
        get parameterDigests() {
          return parameterDigests();
        },
        get digest() {
          return whole();
        },
        version,
      });
    },
  };
}

function digestOf(parameters: readonly Tensor[], losses: readonly number[] = []): string {
  const hash = digest();
  for (const parameter of parameters) hash.numbers(parameter.toTypedArray() as Float32Array | Float64Array);
  return hash.numbers(Float64Array.from(losses)).hex();
}

/** A function that finds its value at the first call, and then keeps it. */
function once<Value>(find: () => Value): () => Value {
  let found: { readonly value: Value } | undefined;
  return () => (found ??= { value: find() }).value;
}

function checkConfig(program: string, config: Config): Config {
  checkInteger(program, 'seed', config.seed, 0, 2 ** 32 - 1);
  for (const size of ['epochs', 'batch', 'inputs', 'hidden', 'outputs'] as const) {
    checkInteger(program, size, config[size], 1, MOST);
  }
  if (!Number.isFinite(config.learningRate)) {
    throw new ArgumentError(
      `${program}: learningRate is ${describe(config.learningRate)}; accepted is a finite number`,
    );
  }
  checkFloatDtype(program, config.dtype);
  return Object.freeze(config);
}
