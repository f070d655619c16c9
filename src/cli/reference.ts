/**
 * Losses from elsewhere, in the format of `fixtures/programs.json`.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import type { Config } from '../experiments/experiment.js';
import type { ProgramName } from '../experiments/index.js';
import { programNames } from './run.js';
import { quote, UsageError } from './usage.js';

/** What a program's losses are elsewhere. */
export interface Reference {
  /** Who computed them: `PyTorch 1.13.1`. */
  readonly label: string;
  readonly losses: ReadonlyMap<ProgramName, readonly number[]>;
}

/** Reads the traces of a file that were made with the given settings. */
export function readReference(command: string, path: string, config: Config): Reference {
  const complain = (what: string): never => {
    throw new UsageError(`${command}: --reference ${quote(path)} ${what}`);
  };
  const content = parse(readText(path, complain), complain);
  if (!isRecord(content) || !Array.isArray(content['traces'])) {
    return complain('has no traces; accepted is JSON of the form of fixtures/programs.json');
  }
  const losses = new Map<ProgramName, readonly number[]>();
  for (const [i, trace] of (content['traces'] as unknown[]).entries()) {
    if (!isRecord(trace) || !isRecord(trace['config'])) {
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

type Complain = (what: string) => never;

function readText(path: string, complain: Complain): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return complain(`cannot be read: ${(error as Error).message}`);
  }
}

function parse(text: string, complain: Complain): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return complain('is not JSON');
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sameConfig(found: Readonly<Record<string, unknown>>, config: Config): boolean {
  return Object.entries(config).every(([key, value]) => Object.is(found[key], value));
}

/** The losses as numbers: JSON has none that are not finite, so they are written as strings. */
function toLosses(value: unknown, epochs: number): readonly number[] | null {
  if (!Array.isArray(value) || value.length !== epochs) return null;
  const losses: number[] = [];
  for (const loss of value as unknown[]) {
    if (typeof loss === 'number') losses.push(loss);
    else if (loss === 'NaN' || loss === 'Infinity' || loss === '-Infinity') losses.push(Number(loss));
    else return null;
  }
  return losses;
}

function labelOf(provenance: unknown): string {
  const torch = isRecord(provenance) ? provenance['torch'] : undefined;
  const release = typeof torch === 'string' ? /^\d[\d.]*/.exec(torch)?.[0] : undefined;
  return release === undefined ? 'PyTorch' : `PyTorch ${release}`;
}
