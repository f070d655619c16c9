/**
 * PyTorch's gradients of every operation, as `fixtures/operations.json` states them.
 */
import { readFileSync } from 'node:fs';
import {
  concat,
  stack,
  tensor,
  Variable,
  where,
  type Dtype,
  type FloatDtype,
  type Tensor,
} from '../../src/index.js';
import { need } from '../properties/indices.js';

type Written = number | 'NaN' | 'Infinity' | '-Infinity';

interface Described {
  readonly shape: readonly number[];
  readonly values: readonly Written[];
  readonly dtype?: Dtype;
}

/** A case as the file has it. */
interface FixtureRecord {
  readonly name: string;
  readonly op: string;
  readonly dtype: FloatDtype;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly inputs: readonly Described[];
  readonly output: Described;
  readonly gradOutput?: Described;
  readonly gradients?: readonly (readonly Written[] | null)[];
  readonly second?: {
    readonly v: readonly (readonly Written[] | null)[];
    readonly gradients: readonly (readonly Written[] | null)[];
  };
}

/** A case that PyTorch differentiates. */
export type FixtureCase = FixtureRecord & Required<Pick<FixtureRecord, 'gradOutput' | 'gradients'>>;

const file = readFileSync(new URL('../../fixtures/operations.json', import.meta.url), 'utf8');
const { cases } = JSON.parse(file) as { readonly cases: readonly FixtureRecord[] };

/** All cases with gradients. */
export const differentiatedCases: readonly FixtureCase[] = cases.filter(
  (record): record is FixtureCase => record.gradients !== undefined && record.gradOutput !== undefined,
);

/** A number as the file writes it. */
export const numberOf = (value: unknown): number => Number(value);

/** Numbers as the file writes them. */
export const numbersOf = (values: readonly Written[]): number[] => values.map(numberOf);

/** A tensor of the file. */
export function tensorOf({ shape, values, dtype }: Described, other: FloatDtype): Tensor {
  return tensor(numbersOf(values), { dtype: dtype ?? other, shape });
}

type Attributes = Readonly<Record<string, unknown>>;
type Apply = (inputs: readonly Variable[], attributes: Attributes) => Variable;

const first = (inputs: readonly Variable[]): Variable => need(inputs[0]);
const bounds = (attributes: Attributes): { min?: number; max?: number } =>
  Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, numberOf(value)]));
const dims = ({ dim }: Attributes): number | number[] | undefined =>
  (dim as number | number[] | null) ?? undefined;

const unary = (
  name: 'neg' | 'abs' | 'square' | 'exp' | 'log' | 'sqrt' | 'tanh' | 'sigmoid' | 'relu' | 'clone' | 't',
): Apply => {
  return (inputs) => first(inputs)[name]();
};
const binary = (name: 'add' | 'sub' | 'mul' | 'div' | 'maximum' | 'minimum'): Apply => {
  return ([a, b], { other }) => need(a)[name](b ?? numberOf(other));
};
const reduction = (name: 'sum' | 'mean' | 'amax' | 'amin'): Apply => {
  return (inputs, attributes) =>
    first(inputs)[name](dims(attributes), { keepDim: attributes['keepDim'] === true });
};

/** How each operation of the file is written in Gradus. */
const operations: Readonly<Record<string, Apply>> = {
  neg: unary('neg'),
  abs: unary('abs'),
  square: unary('square'),
  exp: unary('exp'),
  log: unary('log'),
  sqrt: unary('sqrt'),
  tanh: unary('tanh'),
  sigmoid: unary('sigmoid'),
  relu: unary('relu'),
  clone: unary('clone'),
  t: unary('t'),
  add: binary('add'),
  sub: binary('sub'),
  mul: binary('mul'),
  div: binary('div'),
  maximum: binary('maximum'),
  minimum: binary('minimum'),
  sum: reduction('sum'),
  mean: reduction('mean'),
  max: reduction('amax'),
  min: reduction('amin'),
  pow: (inputs, { exponent }) => first(inputs).pow(numberOf(exponent)),
  clamp: (inputs, attributes) => first(inputs).clamp(bounds(attributes)),
  where: ([condition, a, b]) => where(need(condition), need(a), need(b)),
  mm: ([a, b]) => need(a).mm(need(b)),
  matmul: ([a, b]) => need(a).matmul(need(b)),
  transpose: (inputs, { dim0, dim1 }) => first(inputs).transpose(numberOf(dim0), numberOf(dim1)),
  permute: (inputs, attributes) => first(inputs).permute(attributes['dims'] as number[]),
  reshape: (inputs, { shape }) => first(inputs).reshape(shape as number[]),
  expand: (inputs, { shape }) => first(inputs).expand(shape as number[]),
  squeeze: (inputs, attributes) => first(inputs).squeeze(dims(attributes) as number | undefined),
  unsqueeze: (inputs, { dim }) => first(inputs).unsqueeze(numberOf(dim)),
  narrow: (inputs, { dim, start, length }) =>
    first(inputs).narrow(numberOf(dim), numberOf(start), numberOf(length)),
  concat: (inputs, { dim }) => concat(inputs, numberOf(dim)),
  stack: (inputs, { dim }) => stack(inputs, numberOf(dim)),
};

/** The operation of a case, applied. */
export function applyCase({ op, attributes }: FixtureCase, inputs: readonly Variable[]): Variable {
  return need(operations[op])(inputs, attributes);
}

/** The leaves of a case; a condition needs no gradient. */
export function leavesOf({ inputs, dtype }: FixtureCase): Variable[] {
  return inputs.map((input) => {
    const data = tensorOf(input, dtype);
    return new Variable(data, { requiresGrad: data.dtype === dtype });
  });
}
