/**
 * Every operation on arguments of the wrong rank, shape, dtype, dim, index or kind, with NaN and with nothing in them:
 * it gives a result, or an error of the library that names the operation; never one from inside.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as gradus from '../../src/index.js';
import { Generator, GradusError, tensor, Tensor, Variable, type Dtype } from '../../src/index.js';

const shapes: readonly (readonly number[])[] = [
  [],
  [0],
  [1],
  [3],
  [2, 2],
  [2, 3],
  [0, 3],
  [3, 0],
  [2, 1, 3],
  [1, 2, 2, 2],
];
const contents: readonly (readonly number[])[] = [
  [1, 2, 0, -1],
  [0.5, -2.5, 3],
  [NaN, Infinity, -Infinity, -0],
  [1e30, -1e-30],
];

/** A tensor of any dtype, whose elements are those of a list again and again. */
const tensors: fc.Arbitrary<Tensor> = fc
  .tuple(
    fc.constantFrom(...shapes),
    fc.constantFrom(...contents),
    fc.constantFrom<Dtype>('float32', 'float64', 'int32', 'bool'),
  )
  .map(([shape, content, dtype]) => {
    const size = shape.reduce((product, one) => product * one, 1);
    const values = Float64Array.from({ length: size }, (_, i) => content[i % content.length] ?? 0);
    const whole = values.map((value) => (Number.isFinite(value) ? Math.trunc(value) % 4 : 0));
    return tensor(
      dtype === 'int32' ? whole : dtype === 'bool' ? whole.map((value) => Math.abs(value) % 2) : values,
      {
        shape,
        dtype,
      },
    );
  });

const numbers = fc.constantFrom(-4, -2, -1, -0, 0, 0.5, 1, 2, 3, 7, NaN, Infinity, -Infinity);

const oddities = fc.constantFrom<unknown>(
  undefined,
  null,
  true,
  'mean',
  'float64',
  '',
  3n,
  Symbol('odd'),
  {},
  { keepDim: true },
  { keepDim: 1 },
  { dim: 0 },
  { min: 0 },
  { unknown: 1 },
  { reduction: 'sum' },
  { start: 1 },
  [],
  [[]],
  new Date(0),
  () => 1,
);

const lists = fc.oneof(
  fc.array(fc.integer({ min: -3, max: 4 }), { maxLength: 4 }),
  fc.array(tensors, { maxLength: 3 }),
  fc.array(fc.oneof(numbers, oddities), { maxLength: 3 }),
);

const variables = tensors.map(
  (x) => new Variable(x, { requiresGrad: x.dtype === 'float32' || x.dtype === 'float64' }),
);

const anything = fc.oneof(
  { arbitrary: tensors, weight: 4 },
  { arbitrary: variables, weight: 1 },
  { arbitrary: numbers, weight: 4 },
  { arbitrary: lists, weight: 2 },
  { arbitrary: oddities, weight: 2 },
);

const args = fc.array(anything, { maxLength: 4 });

/** A result, or the library's own error, which begins with the name of the operation. */
function expectAnswer(name: string, call: () => unknown): void {
  try {
    call();
  } catch (error) {
    if (!(error instanceof GradusError)) throw error;
    expect(error.message.startsWith(name), `${name} threw: ${error.message}`).toBe(true);
  }
}

function methodsOf(start: object): readonly string[] {
  const names = new Set<string>();
  for (let at = start; at !== Object.prototype; at = Object.getPrototypeOf(at) as object) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (name !== 'constructor' && typeof value === 'function') names.add(name);
    }
  }
  return [...names];
}

type Loose = Readonly<Record<string, (...given: unknown[]) => unknown>>;

/** `lift` is told the name of the operation it is called for. */
const methods = methodsOf(Tensor.prototype).filter((name) => name !== 'lift');

/** The functions among the exports; a class is none. */
const functions = Object.entries(gradus).filter(
  ([, value]) => typeof value === 'function' && !/^class\b/.test(Function.prototype.toString.call(value)),
);

describe('a method of a tensor', () => {
  it.each(methods)('%s', (name) => {
    fc.assert(
      fc.property(tensors, args, (x, given) =>
        expectAnswer(name, () => (x as unknown as Loose)[name]?.call(x, ...given)),
      ),
      { numRuns: 300 },
    );
  });
});

describe('a method of a Variable', () => {
  it.each(methods.filter((name) => name in Variable.prototype))('%s', (name) => {
    fc.assert(
      fc.property(variables, args, (x, given) =>
        expectAnswer(name, () => (x as unknown as Loose)[name]?.call(x, ...given)),
      ),
      { numRuns: 100 },
    );
  });
});

describe('a function', () => {
  it.each(functions)('%s', (name, value) => {
    const call = value as (...given: unknown[]) => unknown;
    const generated = fc.oneof(
      args,
      args.map((given) => [...given, { generator: new Generator(0) }]),
    );
    fc.assert(
      fc.property(generated, (given) => expectAnswer(name, () => call(...given))),
      { numRuns: 300 },
    );
  });
});
