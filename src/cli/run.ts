/**
 * `gradus run`: trains one program, and prints its losses as the tutorial does.
 *
 * @module
 */
import type { Config } from '../experiments/experiment.js';
import { programs, type ProgramName } from '../experiments/index.js';
import { epochLine, toJson } from './format.js';
import type { Output } from './output.js';

/** The names of the programs, in the order of the table. */
export const programNames = Object.keys(programs) as readonly ProgramName[];

/** Runs a program: a line as each epoch's loss is known, or one JSON record at the end. */
export function run(name: ProgramName, config: Config, json: boolean, output: Output): void {
  const { program, losses, digest, version, ...record } = programs[name]({
    ...config,
    ...(json ? {} : { onEpoch: ({ epoch, loss }) => output.write(`${epochLine(epoch, loss)}\n`) }),
  });
  if (json) output.write(`${toJson({ program, config: record.config, losses, digest, version })}\n`);
}
