/**
 * `gradus run`: trains one program, and prints its losses as the tutorial does.
 *
 * @module
 */
import type { Command } from 'commander';
import type { Config, ExperimentRecord } from '../experiments/experiment.js';
import { programs, type ProgramName } from '../experiments/index.js';
import { example, type Context } from './context.js';
import { findTarget, writeWhole, type Target } from './file.js';
import { epochLine } from './format.js';
import { addProgramOptions, oneOf, programNames, toConfig, type ProgramOptions } from './options.js';
import type { Output } from './output.js';
import { plotter } from './plot.js';
import { recordLine } from './record.js';
import { refuse } from './usage.js';

/** What the command takes, and does. */
export function define(command: Command, { path, output }: Context): void {
  command
    .description('Trains a two-layer network by one of five programs, and prints the loss of each epoch.')
    .argument('<program>', `one of ${programNames.join(', ')}`, oneOf(path, 'program', programNames));
  addProgramOptions(command, path);
  command
    .option('--json', 'print one JSON record, and nothing else')
    .option('--out <file>', 'write that record to a file, once the run is over', (file) =>
      file === '-' || file === ''
        ? refuse(path, '--out', file, 'accepted is the name of a file; --json prints the record')
        : file,
    )
    .option('--plot <file>', 'draw the loss curve in a file, whose name ends in .svg, once the run is over')
    .addHelpText(
      'after',
      example('gradus run manual --seed 1 --epochs 5', 'gradus run manual --plot loss.svg'),
    )
    .action(async (name: ProgramName, options: RunOptions) => {
      const config = toConfig(path, options);
      const { json = false, out, plot: file } = options;
      const target = out === undefined ? null : findTarget(out);
      const plot = file === undefined ? null : await plotter(path, file);
      const { losses } = run(name, config, json, target, output);
      plot?.(`Loss of ${name} by epoch`, config, [{ name, losses }]);
    });
}

interface RunOptions extends ProgramOptions {
  readonly json?: boolean;
  readonly out?: string;
  readonly plot?: string;
}

/** Runs a program: a line as each epoch's loss is known, or one JSON record at the end. Returns the record. */
export function run(
  name: ProgramName,
  config: Config,
  json: boolean,
  target: Target | null,
  output: Output,
): ExperimentRecord {
  const record = programs[name]({
    ...config,
    ...(json ? {} : { onEpoch: ({ epoch, loss }) => output.write(`${epochLine(epoch, loss)}\n`) }),
  });
  if (target !== null) writeWhole(target, recordLine(record));
  if (json) output.write(recordLine(record));
  return record;
}
