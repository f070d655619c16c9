/**
 * The values of options: the one place where their text is checked.
 *
 * @module
 */
import { totalmem } from 'node:os';
import { Option, type Command } from 'commander';
import { settle, type Config } from '../experiments/experiment.js';
import { programs, type ProgramName } from '../experiments/index.js';
import { short } from './format.js';
import { pick, refuse, UsageError } from './usage.js';

/** The names of the programs, in the order of the table. */
export const programNames = Object.keys(programs) as readonly ProgramName[];

/** Reads a plain decimal integer within bounds. */
export function integer(command: string, flag: string, low: number, high: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= low && value <= high) return value;
    return refuse(command, flag, text, `accepted is an integer from ${low} to ${high}`);
  };
}

/** Reads a finite decimal number, as `0.01` or `1e-6`. */
export function finiteNumber(command: string, flag: string): (text: string) => number {
  return (text) => {
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
    if (Number.isFinite(value)) return value;
    return refuse(command, flag, text, 'accepted is a finite number, as 0.01 or 1e-6');
  };
}

/** Reads one of a few names. */
export function oneOf<Name extends string>(
  command: string,
  flag: string,
  names: readonly Name[],
): (text: string) => Name {
  return (text) => pick(command, flag, text, names);
}

/** The `--seed` of any command. */
export function seedOption(command: string, what: string): Option {
  return new Option('--seed <integer>', what)
    .default(0)
    .argParser(integer(command, '--seed', 0, 2 ** 32 - 1));
}

/** The settings of a program as commander gives them. */
export interface ProgramOptions extends Omit<Config, 'learningRate'> {
  readonly lr: number;
}

/** Gives a command the settings of a program, with the library's own defaults. */
export function addProgramOptions(command: Command, path: string): void {
  addSettings(command, path, sizeOption(path, '--epochs', 'how often all weights are updated', 'epochs'));
}

/** Gives a command that looks at one epoch which one it is, and the settings of a program. */
export function addEpochOptions(command: Command, path: string): void {
  const epoch = new Option('--epoch <integer>', 'which epoch, the first being 0')
    .default(0)
    .argParser(integer(path, '--epoch', 0, MOST - 1));
  addSettings(command, path, epoch);
}

const MOST = 2 ** 31 - 1;

function sizeOption(path: string, flag: string, what: string, setting: Size): Option {
  return new Option(`${flag} <integer>`, what)
    .default(settle(path, {})[setting])
    .argParser(integer(path, flag, 1, MOST));
}

type Size = 'epochs' | 'batch' | 'inputs' | 'hidden' | 'outputs';

function addSettings(command: Command, path: string, epochs: Option): void {
  const defaults = settle(path, {});
  command
    .addOption(seedOption(path, 'fixes every number drawn'))
    .addOption(epochs)
    .addOption(
      new Option('--lr <number>', 'learning rate: the step of gradient descent')
        .default(defaults.learningRate, short(defaults.learningRate))
        .argParser(finiteNumber(path, '--lr')),
    )
    .addOption(sizeOption(path, '--batch', 'number of examples', 'batch'))
    .addOption(sizeOption(path, '--inputs', 'size of an example', 'inputs'))
    .addOption(sizeOption(path, '--hidden', 'number of hidden units', 'hidden'))
    .addOption(sizeOption(path, '--outputs', 'size of a prediction', 'outputs'))
    .addOption(
      new Option('--dtype <name>', 'float32 or float64')
        .default(defaults.dtype)
        .argParser(oneOf(path, '--dtype', ['float32', 'float64'] as const)),
    );
}

/** The settings of one epoch, as commander gives them. */
export interface EpochOptions extends Omit<ProgramOptions, 'epochs'> {
  readonly epoch: number;
}

/** The settings of a run that ends with the epoch to look at, if this machine can hold them. */
export function toConfigOfEpoch(path: string, { epoch, ...options }: EpochOptions): Config {
  return toConfig(path, { ...options, epochs: epoch + 1 });
}

/** The settings as the library takes them, if this machine can hold them. */
export function toConfig(path: string, options: ProgramOptions, memory?: number): Config {
  const { seed, epochs, lr: learningRate, batch, inputs, hidden, outputs, dtype } = options;
  const config = { seed, epochs, learningRate, batch, inputs, hidden, outputs, dtype };
  refuseTooLarge(path, '--', config, memory);
  return config;
}

/**
 * Refuses sizes this machine cannot hold.
 *
 * @param dashes - what stands before the name of a size where it was given
 */
export function refuseTooLarge(
  path: string,
  dashes: '--' | '',
  { batch, inputs, hidden, outputs, dtype }: Config,
  memory?: number,
): void {
  const bytes = dtype === 'float32' ? 4 : 8;
  // The data, the weights, the hidden layer and the predictions: all of them live at once in every program.
  const least = bytes * (batch + hidden) * (inputs + outputs) + bytes * batch * (hidden + outputs);
  // To ask a machine what it has takes milliseconds; so little, any has.
  if (memory === undefined && least < 2 ** 26) return;
  const most = memory ?? memoryOfMachine();
  if (least <= most) return;
  const sizes = Object.entries({ batch, inputs, hidden, outputs });
  throw new UsageError(
    `${path}: ${sizes.map(([name, size]) => `${dashes}${name} ${size}`).join(', ')} need at least ` +
      `${gigabytes(least)} of memory; this machine has ${gigabytes(most)}`,
  );
}

function memoryOfMachine(): number {
  // 0, or a very large number, where no limit is set
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
