/**
 * One training step of a program, looked at.
 *
 * @module
 */
import type { Config, GraphReport } from '../experiments/experiment.js';
import { programs, type ProgramName } from '../experiments/index.js';
import { programNames } from './options.js';
import { pick, UsageError } from './usage.js';

/** The programs that record a graph. */
export const graphPrograms = [
  'autograd',
  'module',
  'module-manual',
] as const satisfies readonly ProgramName[];

/** Reads the name of a program that records a graph. */
export function graphProgram(path: string): (text: string) => ProgramName {
  return (text) => {
    const found = graphPrograms.find((name) => name === text);
    if (found !== undefined) return found;
    if (programNames.some((name) => name === text)) {
      throw new UsageError(
        `${path}: program is ${text}, whose gradient is written by hand: it has no graph; ` +
          `accepted are ${graphPrograms.join(', ')}`,
      );
    }
    return pick(path, 'program', text, graphPrograms);
  };
}

/** Trains a program up to the last epoch of its settings, and looks at the graph there, before the walk back. */
export function lookAtLastEpoch<Seen>(
  name: ProgramName,
  config: Config,
  look: (report: GraphReport) => Seen,
): Seen {
  let seen: { readonly value: Seen } | undefined;
  programs[name]({
    ...config,
    onGraph(report) {
      if (report.epoch === config.epochs - 1) seen = { value: look(report) };
    },
  });
  if (seen === undefined) throw new Error(`${name} showed no graph`);
  return seen.value;
}
