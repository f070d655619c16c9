/**
 * `gradus replay`: runs a saved record again, and tells whether every bit is the same.
 *
 * @module
 */
import type { Command } from 'commander';
import type { ExperimentRecord } from '../experiments/experiment.js';
import { programs } from '../experiments/index.js';
import { example, type Context } from './context.js';
import { toJson } from './format.js';
import { partsAt } from './losses.js';
import { refuseTooLarge } from './options.js';
import { readRecord, type SavedRecord } from './record.js';

/** What the command takes, and does. */
export function define(command: Command, { path, output, fail }: Context): void {
  command
    .description(
      'Runs a saved record again. Says identical where every loss, every parameter and the digest have the ' +
        'same bits; otherwise names the first epoch and the parameters that differ, and exits 1.',
    )
    .argument('<record>', 'a file that gradus run --json or --out wrote; - for stdin')
    .option('--json', 'print what was found as JSON, and nothing else')
    .addHelpText('after', example('gradus replay record.json', 'gradus run manual --json | gradus replay -'))
    .action((file: string, { json = false }: { json?: boolean }) => {
      const saved = readRecord(path, file);
      refuseTooLarge(path, '', saved.config);
      const now = programs[saved.program](saved.config);
      const found = replayOf(saved, now);
      output.write(json ? `${toJson(found)}\n` : report(found, saved, now));
      if (!found.identical) fail();
    });
}

/** What a replay found. */
export interface Replay {
  readonly program: SavedRecord['program'];
  /** Whether all that the record holds of the run's numbers is the same. */
  readonly identical: boolean;
  /** The first epoch whose losses differ in any bit; `null` where none does. */
  readonly firstEpoch: number | null;
  /** The parameters that differ after the last epoch. */
  readonly parameters: readonly string[];
  /** Whether the digests are the same. */
  readonly sameDigest: boolean;
  /** The version of the library that wrote the record, and of the one that runs now. */
  readonly versions: { readonly record: string; readonly now: string };
}

/** Compares a saved record with its run of now; of losses, NaN equals NaN. */
export function replayOf(saved: SavedRecord, now: ExperimentRecord): Replay {
  const epoch = partsAt(now.losses, saved.losses);
  const names = ['w1', 'w2'] as const;
  const parameters = names.filter((name) => now.parameterDigests[name] !== saved.parameters[name]);
  const sameDigest = now.digest === saved.digest;
  return {
    program: saved.program,
    identical: epoch < 0 && parameters.length === 0 && sameDigest,
    firstEpoch: epoch < 0 ? null : epoch,
    parameters,
    sameDigest,
    versions: { record: saved.version, now: now.version },
  };
}

function report(found: Replay, saved: SavedRecord, now: ExperimentRecord): string {
  const { identical, firstEpoch, parameters, versions } = found;
  const lines = [identical ? 'identical' : 'different'];
  if (firstEpoch !== null) {
    const [then, here] = [saved.losses[firstEpoch], now.losses[firstEpoch]];
    lines.push(
      `The losses part at epoch ${firstEpoch}: ${String(then)} in the record, ${String(here)} here.`,
    );
  }
  if (parameters.length > 0)
    lines.push(`After the last epoch ${parameters.join(' and ')} differ from the record.`);
  if (!identical && firstEpoch === null && parameters.length === 0) {
    lines.push("Only the digest differs: the record's is not of its own losses and parameters.");
  }
  if (versions.record !== versions.now) {
    lines.push(`The record is of gradus ${versions.record}, this is gradus ${versions.now}.`);
  }
  return `${lines.join('\n')}\n`;
}
