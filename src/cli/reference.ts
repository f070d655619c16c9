/**
 * Losses from elsewhere, in the format of `fixtures/programs.json`.
 *
 * @module
 */
import type { Config } from '../experiments/experiment.js';
import type { ProgramName } from '../experiments/index.js';
import { isObject, readJson, type Complain } from './json.js';
import { toLosses } from './losses.js';
import { programNames } from './options.js';
import { quote, UsageError } from './usage.js';

/** What a program's losses are elsewhere. */
export interface Reference {
  /** Who computed them: `PyTorch 1.13.1`. */
  readonly label: string;
  readonly losses: ReadonlyMap<ProgramName, readonly number[]>;
}

/** Reads the traces of a file that were made with the given settings. */
export function readReference(command: string, path: string, config: Config): Reference {
  const complain: Complain = (what) => {
    throw new UsageError(`${command}: --reference ${quote(path)} ${what}`);
  };
  const content = readJson(path, complain);
  if (!isObject(content) || !Array.isArray(content['traces'])) {
    return complain('has no traces; accepted is JSON of the form of fixtures/programs.json');
  }
  const losses = new Map<ProgramName, readonly number[]>();
  for (const [i, trace] of (content['traces'] as unknown[]).entries()) {
    if (!isObject(trace) || !isObject(trace['config'])) {
      return complain(`is malformed: traces[${i}] is not { program, config, losses }`);
    }
    if (!sameConfig(trace['config'], config)) continue;
    const name = programNames.find((known) => known === trace['program']);
    if (name === undefined) {
      return complain(`is malformed: traces[${i}].program is none of ${programNames.join(', ')}`);
    }
    const numbers = toLosses(trace['losses'], config.epochs);
    if (numbers === null) {
      return complain(`is malformed: traces[${i}].losses is not a list of ${config.epochs} numbers`);
    }
    losses.set(name, numbers);
  }
  if (losses.size === 0) return complain(`has no trace with these settings: ${JSON.stringify(config)}`);
  return { label: labelOf(content['provenance']), losses };
}

function sameConfig(found: Readonly<Record<string, unknown>>, config: Config): boolean {
  return Object.entries(config).every(([key, value]) => Object.is(found[key], value));
}

function labelOf(provenance: unknown): string {
  const torch = isObject(provenance) ? provenance['torch'] : undefined;
  const release = typeof torch === 'string' ? /^\d[\d.]*/.exec(torch)?.[0] : undefined;
  return release === undefined ? 'PyTorch' : `PyTorch ${release}`;
}
