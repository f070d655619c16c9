/**
 * Reading the fixtures: what PyTorch says.
 */
import { readFileSync } from 'node:fs';
import type { Dtype, FloatDtype } from '../../src/index.js';

/** A number as the fixtures write it: what is not finite is text. */
export type Written = number | 'NaN' | 'Infinity' | '-Infinity';

/** A tensor of a fixture; the dtype is the case's where none is given. */
export interface WrittenTensor {
  readonly shape: readonly number[];
  readonly values: readonly Written[];
  readonly dtype?: Dtype;
}

/** One case of operations.json, without its gradients. */
export interface OperationCase {
  readonly name: string;
  readonly op: string;
  readonly dtype: FloatDtype;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly inputs: readonly WrittenTensor[];
  readonly output: WrittenTensor & { readonly dtype: Dtype };
}

/** One call of draws.json. */
export type Draw = { readonly shape: readonly number[]; readonly values: readonly Written[] } & (
  | { readonly kind: 'rand' | 'randn'; readonly dtype: FloatDtype }
  | { readonly kind: 'uniform'; readonly dtype: FloatDtype; readonly low: number; readonly high: number }
  | {
      readonly kind: 'randint';
      readonly dtype: 'int32' | 'int64';
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: 'randperm'; readonly dtype: 'int32'; readonly n: number }
  | { readonly kind: 'bernoulli'; readonly dtype: Dtype; readonly p: number }
  | { readonly kind: 'bernoulliTensor'; readonly dtype: FloatDtype; readonly probs: readonly number[] }
);

/** draws.json */
export interface Draws {
  readonly sequences: readonly { readonly seed: number; readonly calls: readonly Draw[] }[];
  readonly mersenne: readonly {
    readonly seed: number;
    readonly from: number;
    readonly outputs: readonly number[];
  }[];
}

/** One tensor of printing.json. */
export interface Print {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly values: readonly Written[];
  readonly text: string;
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8'));

export const readOperations = (): readonly OperationCase[] =>
  (read('operations.json') as { readonly cases: readonly OperationCase[] }).cases;

export const readDraws = (): Draws => read('draws.json') as Draws;

export const readPrints = (): readonly Print[] =>
  (read('printing.json') as { readonly prints: readonly Print[] }).prints;

/** The numbers that are written. */
export function numbers(values: readonly Written[]): number[] {
  return values.map(Number);
}
