import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ShapeError, tensor, zeros, type FloatDtype, type Tensor } from '../../src/index.js';
import { anyLines, anyTensor, type Sample } from '../properties/arbitraries.js';
import { expectElements, pairwise, rounder } from '../properties/bits.js';
import { foldOver } from '../properties/indices.js';

type Fold = (values: readonly number[]) => number;

const FOLDS: Record<'amax' | 'amin', Fold> = {
  amax: (values) => values.reduce((a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : a > b ? a : b)),
  amin: (values) => values.reduce((a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : a < b ? a : b)),
};

/** A tensor and some of its dims, named from the front or from the end, in any order. */
const reductions = (dtype: FloatDtype): fc.Arbitrary<{ x: Sample; dims: number[]; keepDim: boolean }> =>
  anyTensor(dtype, { minRank: 1, maxRank: 4 }).chain((x) =>
    fc.record({
      x: fc.constant(x),
      dims: fc
        .shuffledSubarray(
          x.shape.map((_, dim) => dim),
          { minLength: 1 },
        )
        .chain((dims) => fc.tuple(...dims.map((dim) => fc.constantFrom(dim, dim - x.shape.length)))),
      keepDim: fc.boolean(),
    }),
  );

const fromFront = (dims: readonly number[], rank: number): number[] =>
  dims.map((dim) => (dim < 0 ? dim + rank : dim));

/** The sign of a zero among zeros is the fold's own matter. */
const unsigned = (x: Tensor): number[] => Array.from(x.toTypedArray(), (value) => (value === 0 ? 0 : value));

describe.each(['float32', 'float64'] as const)('%s', (dtype) => {
  const round = rounder(dtype);

  it('sum over any set of dims folds, index by index, what lies along them', () => {
    const law = fc.property(reductions(dtype), ({ x, dims, keepDim }) => {
      const expected = foldOver(x, fromFront(dims, x.shape.length), keepDim, (values) =>
        round(pairwise(values)),
      );
      expectElements(x.tensor.sum(dims, { keepDim }), expected);
    });
    fc.assert(law, { numRuns: 500 });
  });

  it('mean is the sum divided by the number of elements added', () => {
    const law = fc.property(reductions(dtype), ({ x, dims, keepDim }) => {
      const fold: Fold = (values) => round(round(pairwise(values)) / values.length);
      expectElements(
        x.tensor.mean(dims, { keepDim }),
        foldOver(x, fromFront(dims, x.shape.length), keepDim, fold),
      );
    });
    fc.assert(law, { numRuns: 300 });
  });

  it.each(['amax', 'amin'] as const)(
    '%s over any set of dims is the extreme element, NaN if any is NaN',
    (name) => {
      const law = fc.property(reductions(dtype), ({ x, dims, keepDim }) => {
        const front = fromFront(dims, x.shape.length);
        fc.pre(front.every((dim) => x.shape[dim] !== 0));
        const actual = x.tensor[name](dims, { keepDim });
        const expected = foldOver(x, front, keepDim, FOLDS[name]);
        expect(actual.shape).toEqual(expected.shape);
        expect(unsigned(actual)).toEqual(expected.values.map((value) => (value === 0 ? 0 : value)));
      });
      fc.assert(law, { numRuns: 500 });
    },
  );

  it('prod multiplies from the first to the last in float64 and rounds once', () => {
    const law = fc.property(anyLines(dtype), fc.boolean(), ({ x, dim }, keepDim) => {
      const fold: Fold = (values) => round(values.reduce((product, value) => product * value, 1));
      expectElements(x.tensor.prod(dim, { keepDim }), foldOver(x, [dim], keepDim, fold));
      expectElements(x.tensor.prod(), { shape: [], values: [fold(x.values)] });
    });
    fc.assert(law, { numRuns: 500 });
  });

  it.each(['any', 'all'] as const)('%s over any set of dims asks whether elements are not 0', (name) => {
    const law = fc.property(reductions(dtype), ({ x, dims, keepDim }) => {
      const asks = name === 'any' ? 'some' : 'every';
      const fold: Fold = (values) => Number(values[asks]((value) => value !== 0));
      const actual = x.tensor[name](dims, { keepDim });
      expect(actual.dtype).toBe('bool');
      expectElements(actual, foldOver(x, fromFront(dims, x.shape.length), keepDim, fold));
    });
    fc.assert(law, { numRuns: 300 });
  });

  it.each(['argmax', 'argmin'] as const)(
    '%s is the first index of the extreme element, or of NaN; of all in row-major order',
    (name) => {
      const extreme = FOLDS[name === 'argmax' ? 'amax' : 'amin'];
      // Equal, not the same: the zeros are one, and NaN is found too.
      const fold: Fold = (values) =>
        values.findIndex((value) => value === extreme(values) || Number.isNaN(value));
      const law = fc.property(anyLines(dtype), fc.boolean(), ({ x, dim }, keepDim) => {
        fc.pre(x.shape[dim] !== 0);
        const actual = x.tensor[name](dim, { keepDim });
        expect(actual.dtype).toBe('int32');
        expectElements(actual, foldOver(x, [dim], keepDim, fold));
        if (x.values.length === 0) return;
        expectElements(x.tensor[name](), { shape: [], values: [fold(x.values)] });
        expect(x.tensor[name](undefined, { keepDim: true }).shape).toEqual(x.shape.map(() => 1));
      });
      fc.assert(law, { numRuns: 300 });
    },
  );

  it.each(['max', 'min'] as const)('%s along a dim reads the element at that index', (name) => {
    const law = fc.property(anyLines(dtype), fc.boolean(), ({ x, dim }, keepDim) => {
      fc.pre(x.shape[dim] !== 0);
      const { values, indices } = x.tensor[name](dim, { keepDim });
      expect(indices.equal(x.tensor[name === 'max' ? 'argmax' : 'argmin'](dim, { keepDim }))).toBe(true);
      const extreme = FOLDS[name === 'max' ? 'amax' : 'amin'];
      const fold: Fold = (list) =>
        list.find((value) => value === extreme(list) || Number.isNaN(value)) ?? NaN;
      expectElements(values, foldOver(x, [dim], keepDim, fold));
    });
    fc.assert(law, { numRuns: 300 });
  });

  it.each(['sum', 'mean', 'amax', 'amin'] as const)('%s without a dim reduces over all of them', (name) => {
    const law = fc.property(anyTensor(dtype), (x) => {
      fc.pre(name === 'sum' || name === 'mean' || x.values.length > 0);
      const flat = x.tensor.reshape([-1]);
      if (x.values.length > 0) expect(x.tensor[name]().equal(flat[name](0))).toBe(true);
      expect(x.tensor[name](undefined, { keepDim: true }).shape).toEqual(x.shape.map(() => 1));
    });
    fc.assert(law, { numRuns: 100 });
  });
});

it('a scalar takes dim 0 and −1 and has nothing to reduce', () => {
  const law = fc.property(anyTensor('float64', { maxRank: 0 }), ({ tensor: x }) => {
    for (const name of ['sum', 'mean', 'amax', 'amin'] as const) {
      for (const dim of [0, -1, [], undefined]) expect(unsigned(x[name](dim))).toEqual(unsigned(x));
    }
  });
  fc.assert(law);
});

describe.each(['int32', 'bool'] as const)('%s', (dtype) => {
  const element = dtype === 'bool' ? fc.nat(1) : fc.integer({ min: -4, max: 4 });

  it('prod is int32 and exact', () => {
    const law = fc.property(fc.array(element, { maxLength: 12 }), (values) => {
      const product = tensor(values, { dtype }).prod();
      expect(product.dtype).toBe('int32');
      expect(product.item()).toBe(values.reduce((a, b) => a * b, 1) + 0);
    });
    fc.assert(law);
  });
});

it('a product that int32 cannot hold is an error, unless one factor is 0', () => {
  const large = Array<number>(40).fill(2 ** 30);
  expect(() => tensor(large, { dtype: 'int32' }).prod()).toThrow('prod: ');
  expect(() => tensor(large, { dtype: 'int32' }).cumprod(0)).toThrow('cumprod: ');
  expect(() => tensor([2 ** 30, 2 ** 30], { dtype: 'int32' }).cumsum(0)).toThrow('cumsum: ');
  expect(
    tensor([...large, 0], { dtype: 'int32' })
      .prod()
      .item(),
  ).toBe(0);
});

it('of nothing: the product is 1, no element is true, all are; there is no largest', () => {
  const none = zeros([2, 0]);
  expect(none.prod().item()).toBe(1);
  expect(none.prod(1).toArray()).toEqual([1, 1]);
  expect(none.any().item()).toBe(0);
  expect(none.all(1).toArray()).toEqual([true, true]);
  expect(none.norm(Infinity, 1).toArray()).toEqual([0, 0]);
  expect(none.norm(-1).item()).toBe(0);
  expect(none.logsumexp(1).toArray()).toEqual([-Infinity, -Infinity]);
  expect(none.mean().item()).toBeNaN();
  expect(none.var().item()).toBeNaN();
  expect(none.std(1, { correction: 0 }).toArray()).toEqual([NaN, NaN]);
  expect(none.median().item()).toBeNaN();
  for (const name of ['amax', 'amin', 'max', 'min', 'argmax', 'argmin'] as const) {
    expect(() => none[name]()).toThrow(`${name}: shape is [2, 0]; there is no element to choose from`);
    expect(() => none[name](1)).toThrow(ShapeError);
  }
  expect(() => none.median(1)).toThrow(ShapeError);
  for (const name of ['argmax', 'argmin', 'amax', 'prod'] as const) expect(none[name](0).shape).toEqual([0]);
  for (const name of ['max', 'min', 'median'] as const) {
    expect(none[name](0).values.shape).toEqual([0]);
    expect(none[name](0, { keepDim: true }).indices.shape).toEqual([1, 0]);
  }
});
