/**
 * `gradus run`: trains one program, and prints its losses as the tutorial does.
 *
 * @module
 */
import type { Command } from 'commander';
import type { Config } from '../experiments/experiment.js';
import { programs, type ProgramName } from '../experiments/index.js';
import { example, type Context } from './context.js';
import { findTarget, writeWhole, type Target } from './file.js';
import { epochLine } from './format.js';
import { addProgramOptions, oneOf, programNames, toConfig, type ProgramOptions } from './options.js';
import type { Output } from './output.js';
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
    .addHelpText('after', example('gradus run manual --seed 1 --epochs 5'))
    .action((name: ProgramName, options: ProgramOptions & { json?: boolean; out?: string }) => {
      const config = toConfig(path, options);
      const { json = false, out } = options;
      run(name, config, json, out === undefined ? null : findTarget(out), output);
    });
}

/** Runs a program: a line as each epoch's loss is known, or one JSON record at the end. */
export function run(
  name: ProgramName,
  config: Config,
  json: boolean,
  target: Target | null,
  output: Output,
): void {
  const record = programs[name]({
    ...config,
    ...(json ? {} : { onEpoch: ({ epoch, loss }) => output.write(`${epochLine(epoch, loss)}\n`) }),
  });
  if (target !== null) writeWhole(target, recordLine(record));
  if (json) output.write(recordLine(record));
}
