/**
 * The settings of a run: what each may be, and how it is read from text.
 *
 * @module
 */
import type { Config, FloatDtype, ProgramName } from '../../../src/index.js';

/** The programs in the order in which they are offered. */
export const programNames = [
  'published',
  'manual',
  'autograd',
  'module',
  'module-manual',
] as const satisfies readonly ProgramName[];

export const dtypes = ['float32', 'float64'] as const satisfies readonly FloatDtype[];

/** The settings that are whole numbers, with the range that a browser can bear. */
export const ranges = {
  seed: { least: 0, most: 2 ** 32 - 1, default: 0 },
  epochs: { least: 1, most: 1000, default: 20 },
  batch: { least: 1, most: 2000, default: 100 },
  inputs: { least: 1, most: 5000, default: 1000 },
  hidden: { least: 1, most: 2000, default: 100 },
  outputs: { least: 1, most: 1000, default: 10 },
} as const;

export type NumberName = keyof typeof ranges | 'learningRate';

export const numberNames = [
  ...(['seed', 'learningRate', 'epochs', 'batch', 'inputs', 'hidden', 'outputs'] as const),
] satisfies readonly NumberName[];

/** The fields as they are written. */
export type Draft = Readonly<Record<NumberName, string>> & {
  readonly program: ProgramName;
  readonly dtype: FloatDtype;
};

export const defaults: Draft = {
  program: 'autograd',
  dtype: 'float32',
  seed: '0',
  learningRate: '1e-6',
  epochs: '20',
  batch: '100',
  inputs: '1000',
  hidden: '100',
  outputs: '10',
};

/** The number that a field holds; `null` for text that is none, or out of its range. */
export function numberOf(name: NumberName, text: string): number | null {
  const trimmed = text.trim();
  if (name === 'learningRate') {
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return null;
    const rate = Number(trimmed);
    return Number.isFinite(rate) ? rate : null;
  }
  const { least, most } = ranges[name];
  if (!/^\d{1,10}$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return value >= least && value <= most ? value : null;
}

/** The fields that hold no acceptable number. */
export function faults(draft: Draft): readonly NumberName[] {
  return numberNames.filter((name) => numberOf(name, draft[name]) === null);
}

/** The settings as the library takes them; `null` while a field is wrong. */
export function configOf(draft: Draft): Config | null {
  if (faults(draft).length > 0) return null;
  const value = (name: NumberName): number => numberOf(name, draft[name]) ?? NaN;
  return {
    seed: value('seed'),
    epochs: value('epochs'),
    learningRate: value('learningRate'),
    batch: value('batch'),
    inputs: value('inputs'),
    hidden: value('hidden'),
    outputs: value('outputs'),
    dtype: draft.dtype,
  };
}
