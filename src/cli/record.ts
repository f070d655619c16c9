/**
 * The record of a run as JSON: what `gradus run … --json` prints and `gradus replay` reads.
 *
 * @module
 */
import { GradusError } from '../errors.js';
import { settle, type Config, type ExperimentRecord } from '../experiments/experiment.js';
import type { ProgramName } from '../experiments/index.js';
import { toJson } from './format.js';
import { isObject, readJson, type Complain } from './json.js';
import { toLosses } from './losses.js';
import { programNames } from './options.js';
import { hint, quote, UsageError } from './usage.js';

/** A record as JSON holds it: the weights themselves are left out, and their digests stand for them. */
export interface SavedRecord {
  readonly program: ProgramName;
  readonly config: Config;
  /** Those that are not finite are the strings `"NaN"`, `"Infinity"` and `"-Infinity"` in JSON. */
  readonly losses: readonly number[];
  /** `parameterDigests` of the record. */
  readonly parameters: ExperimentRecord['parameterDigests'];
  readonly digest: string;
  readonly version: string;
}

/** A record as one line of JSON. */
export function recordLine(record: ExperimentRecord): string {
  const { program, config, losses, parameterDigests: parameters, digest, version } = record;
  return `${toJson({ program, config, losses, parameters, digest, version })}\n`;
}

/** Reads a record, and refuses one in which anything is missing, more than there should be, or of a wrong kind. */
export function readRecord(command: string, path: string): SavedRecord {
  const file = path === '-' ? 'the record on stdin' : quote(path);
  const content = readJson(path, (what) => {
    throw new UsageError(`${command}: ${file} ${what}`);
  });
  const complain: Complain = (what) => {
    throw new UsageError(
      `${command}: ${file} is no record: ${what}; accepted is what gradus run --json prints`,
    );
  };
  if (!isObject(content)) return complain('it is not an object');
  const named = content['program'];
  const program = programNames.find((name) => name === named);
  if (program === undefined) {
    if (typeof named !== 'string') return complain('program is not a name');
    return complain(
      `program is ${quote(named)}, which is none of ${programNames.join(', ')}${hint(named, programNames)}`,
    );
  }
  const config = toConfig(content['config'], complain);
  const losses = toLosses(content['losses'], config.epochs);
  if (losses === null) return complain(`losses is not a list of ${config.epochs} numbers`);
  const parameters = content['parameters'];
  if (!isObject(parameters)) return complain('parameters is not { w1, w2 }');
  const { version } = content;
  if (typeof version !== 'string' || version === '') return complain('version is not a text');
  return {
    program,
    config,
    losses,
    parameters: {
      w1: toDigest('parameters.w1', parameters['w1'], complain),
      w2: toDigest('parameters.w2', parameters['w2'], complain),
    },
    digest: toDigest('digest', content['digest'], complain),
    version,
  };
}

/** All settings: the library's defaults are not filled in, since they may be others one day. */
function toConfig(value: unknown, complain: Complain): Config {
  if (!isObject(value)) return complain('config is not an object');
  const names = Object.keys(settle('config', {}));
  const missing = names.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return complain(`config has no ${missing}`);
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown !== undefined) return complain(`config has ${quote(unknown)}, which is no setting`);
  try {
    return settle('config', value);
  } catch (error) {
    if (error instanceof GradusError) return complain(error.message);
    throw error;
  }
}

function toDigest(name: string, value: unknown, complain: Complain): string {
  if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) return value;
  return complain(`${name} is not a SHA-256 in hexadecimal`);
}
