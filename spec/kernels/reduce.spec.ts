import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FloatDtype, Tensor } from '../../src/index.js';
import { anyTensor, type Sample } from '../properties/arbitraries.js';
import { expectElements, rounder } from '../properties/bits.js';
import { elementAt, fromIndex, indicesOf, need, type Elements } from '../properties/indices.js';

type Fold = (values: readonly number[]) => number;

function pairwise(values: readonly number[]): number {
  if (values.length <= 32) return values.reduce((sum, x) => sum + x, 0);
  const half = Math.floor(values.length / 2);
  return pairwise(values.slice(0, half)) + pairwise(values.slice(half));
}

const FOLDS: Record<'amax' | 'amin', Fold> = {
  amax: (values) => values.reduce((a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : a > b ? a : b)),
  amin: (values) => values.reduce((a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : a < b ? a : b)),
};

/** For each index of the dims that are kept, the elements along the others in row-major order, folded. */
function foldOver(x: Elements, dims: readonly number[], keepDim: boolean, fold: Fold): Elements {
  const kept = x.shape.map((size, dim) => (dims.includes(dim) ? 1 : size));
  const folded = x.shape.map((size, dim) => (dims.includes(dim) ? size : 1));
  const whole = fromIndex(kept, (at) =>
    fold(
      Array.from(indicesOf(folded), (along) =>
        elementAt(
          x,
          at.map((i, dim) => i + need(along[dim])),
        ),
      ),
    ),
  );
  const shape = keepDim ? kept : kept.filter((_, dim) => !dims.includes(dim));
  return { shape, values: whole.values };
}

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
