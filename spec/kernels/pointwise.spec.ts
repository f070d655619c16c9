import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { where, type FloatDtype, type Tensor } from '../../src/index.js';
import { anyTensor, broadcastTensors } from '../properties/arbitraries.js';
import { expectElements, rounder } from '../properties/bits.js';
import { broadcastElement, broadcastShape, fromIndex } from '../properties/indices.js';

const DTYPES: readonly FloatDtype[] = ['float32', 'float64'];

/** The larger by the order in which −0 lies below 0; NaN if either is. */
const larger = (a: number, b: number): number =>
  Number.isNaN(a) || Number.isNaN(b) ? NaN : a > b || (a === b && !Object.is(a, -0)) ? a : b;

const ARITHMETIC = {
  add: (a: number, b: number) => a + b,
  sub: (a: number, b: number) => a - b,
  mul: (a: number, b: number) => a * b,
  div: (a: number, b: number) => a / b,
  maximum: larger,
  minimum: (a: number, b: number) => -larger(-a, -b),
};

const RELATIONS = {
  eq: (a: number, b: number) => a === b,
  ne: (a: number, b: number) => a !== b,
  lt: (a: number, b: number) => a < b,
  le: (a: number, b: number) => a <= b,
  gt: (a: number, b: number) => a > b,
  ge: (a: number, b: number) => a >= b,
};

describe.each(DTYPES)('%s', (dtype) => {
  const round = rounder(dtype);

  it.each(Object.entries(ARITHMETIC))('%s of broadcast views is the formula at every index', (name, f) => {
    const law = fc.property(broadcastTensors([dtype, dtype]), ([a, b]) => {
      if (a === undefined || b === undefined) throw new RangeError();
      const shape = broadcastShape(a.shape, b.shape);
      const expected = fromIndex(shape, (i) => round(f(broadcastElement(a, i), broadcastElement(b, i))));
      expectElements(a.tensor[name as keyof typeof ARITHMETIC](b.tensor), expected);
    });
    fc.assert(law, { numRuns: 200 });
  });

  it.each(Object.entries(ARITHMETIC))('%s with a number takes the number in the dtype', (name, f) => {
    const law = fc.property(anyTensor(dtype), fc.double(), (a, b) => {
      const expected = fromIndex(a.shape, (i) => round(f(broadcastElement(a, i), round(b))));
      expectElements(a.tensor[name as keyof typeof ARITHMETIC](b), expected);
    });
    fc.assert(law);
  });

  it.each(Object.entries(RELATIONS))(
    '%s of broadcast views is the relation at every index',
    (name, holds) => {
      const law = fc.property(broadcastTensors([dtype, dtype]), ([a, b]) => {
        if (a === undefined || b === undefined) throw new RangeError();
        const shape = broadcastShape(a.shape, b.shape);
        const expected = fromIndex(shape, (i) =>
          Number(holds(broadcastElement(a, i), broadcastElement(b, i))),
        );
        const actual = a.tensor[name as keyof typeof RELATIONS](b.tensor);
        expect(actual.dtype).toBe('bool');
        expectElements(actual, expected);
      });
      fc.assert(law, { numRuns: 200 });
    },
  );

  it('where takes a where the condition holds, else b, over three broadcast views', () => {
    const law = fc.property(broadcastTensors(['bool', dtype, dtype]), ([test, a, b]) => {
      if (test === undefined || a === undefined || b === undefined) throw new RangeError();
      const expected = fromIndex(broadcastShape(test.shape, a.shape, b.shape), (i) =>
        broadcastElement(broadcastElement(test, i) === 1 ? a : b, i),
      );
      expectElements(where(test.tensor, a.tensor, b.tensor), expected);
    });
    fc.assert(law, { numRuns: 300 });
  });

  const EXACT: Record<string, [(x: Tensor) => Tensor, (x: number) => number]> = {
    neg: [(x) => x.neg(), (x) => -x],
    abs: [(x) => x.abs(), (x) => (x > 0 ? x : 0 - x)],
    sqrt: [(x) => x.sqrt(), Math.sqrt],
    square: [(x) => x.square(), (x) => x * x],
    relu: [(x) => x.relu(), (x) => (Number.isNaN(x) || x > 0 ? x : 0)],
    'pow(0)': [(x) => x.pow(0), () => 1],
    'pow(1)': [(x) => x.pow(1), (x) => x],
    'pow(2)': [(x) => x.pow(2), (x) => x * x],
    'pow(−1)': [(x) => x.pow(-1), (x) => 1 / x],
    'clamp({ min: −1 })': [(x) => x.clamp({ min: -1 }), (x) => (x < -1 ? -1 : x)],
    'clamp({ max: 2 })': [(x) => x.clamp({ max: 2 }), (x) => (x > 2 ? 2 : x)],
    'clamp({ min: −1, max: 2 })': [(x) => x.clamp({ min: -1, max: 2 }), (x) => (x < -1 ? -1 : x > 2 ? 2 : x)],
    'clamp with min > max': [(x) => x.clamp({ min: 2, max: -1 }), (x) => (Number.isNaN(x) ? x : -1)],
  };

  it.each(Object.entries(EXACT))('%s is its formula, rounded once, at every index', (_, [run, f]) => {
    const law = fc.property(anyTensor(dtype), (x) => {
      expectElements(run(x.tensor), { shape: x.shape, values: x.values.map((value) => round(f(value))) });
    });
    fc.assert(law, { numRuns: 200 });
  });
});

describe.each(['int32', 'bool'] as const)('%s', (dtype) => {
  it.each(Object.entries(RELATIONS))(
    '%s of broadcast views is the relation at every index',
    (name, holds) => {
      const law = fc.property(broadcastTensors([dtype, dtype]), ([a, b]) => {
        if (a === undefined || b === undefined) throw new RangeError();
        const shape = broadcastShape(a.shape, b.shape);
        const expected = fromIndex(shape, (i) =>
          Number(holds(broadcastElement(a, i), broadcastElement(b, i))),
        );
        expectElements(a.tensor[name as keyof typeof RELATIONS](b.tensor), expected);
      });
      fc.assert(law);
    },
  );
});
