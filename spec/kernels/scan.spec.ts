/**
 * Running reductions: index by index, each is the fold of all elements up to its place.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensor, type Tensor } from '../../src/index.js';
import { anyLines, shapes, tensors } from '../properties/arbitraries.js';
import { expectElements, rounder } from '../properties/bits.js';
import { alongLines, fromIndex, elementAt, need } from '../properties/indices.js';

type Line = (values: readonly number[]) => readonly number[];

/** The fold of the first 1, 2, … elements. */
const running =
  (fold: (values: readonly number[]) => number): Line =>
  (values) =>
    values.map((_, i) => fold(values.slice(0, i + 1)));

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const product = (values: readonly number[]): number => values.reduce((a, b) => a * b, 1);

describe.each(['float32', 'float64'] as const)('%s', (dtype) => {
  const round = rounder(dtype);

  it.each([
    ['cumsum', sum],
    ['cumprod', product],
  ] as const)('%s runs in float64 from first to last and is rounded at each place', (name, fold) => {
    const law = fc.property(anyLines(dtype, { maxSize: 7 }), ({ x, dim }) => {
      const line: Line = (values) => running(fold)(values).map(round);
      expectElements(x.tensor[name](dim), alongLines(x, dim, need(x.shape[dim]), line));
    });
    fc.assert(law, { numRuns: 500 });
  });

  it.each([
    ['cumsum', sum],
    ['cumprod', product],
  ] as const)('%s in reverse, which its gradient runs in, is that of the line turned round', (name, fold) => {
    const law = fc.property(anyLines(dtype), ({ x, dim }) => {
      const line: Line = (values) =>
        running(fold)([...values].reverse())
          .map(round)
          .reverse();
      const actual = x.tensor.primitives[name](x.tensor, dim, true);
      expectElements(actual, alongLines(x, dim, need(x.shape[dim]), line));
    });
    fc.assert(law, { numRuns: 300 });
  });

  it.each([
    ['cummax', (a: number, b: number) => a >= b],
    ['cummin', (a: number, b: number) => a <= b],
  ] as const)('%s is the extreme element so far, the last of those that tie or are NaN', (name, wins) => {
    const best: Line = running((values) =>
      values.reduce(
        (chosen, value, i) =>
          Number.isNaN(value) || (!Number.isNaN(values[chosen]) && wins(value, need(values[chosen])))
            ? i
            : chosen,
        0,
      ),
    );
    const law = fc.property(anyLines(dtype, { maxSize: 7 }), ({ x, dim }) => {
      const { values, indices } = x.tensor[name](dim);
      const length = need(x.shape[dim]);
      expect(indices.dtype).toBe('int32');
      expectElements(indices, alongLines(x, dim, length, best));
      expectElements(
        values,
        alongLines(x, dim, length, (line) => best(line).map((i) => need(line[i]))),
      );
    });
    fc.assert(law, { numRuns: 500 });
  });

  it('the recurrence is hₖ = bₖ + aₖ·hₖ₋₁, or backwards, in float64 and rounded at each place', () => {
    const operands = shapes({ minRank: 1 }).chain((shape) =>
      fc.tuple(tensors(shape, dtype), tensors(shape, dtype), fc.nat(shape.length - 1), fc.boolean()),
    );
    const law = fc.property(operands, ([a, b, dim, reverse]) => {
      const last = need(a.shape[dim]) - 1;
      const at = (index: readonly number[]): number => {
        const k = need(index[dim]);
        const before = index.map((i, other) => (other === dim ? (reverse ? i + 1 : i - 1) : i));
        const h = k === (reverse ? last : 0) ? 0 : at(before);
        return elementAt(b, index) + elementAt(a, index) * h;
      };
      const expected = fromIndex(a.shape, (index) => round(at(index)));
      expectElements(a.tensor.primitives.recurrence(a.tensor, b.tensor, dim, reverse), expected);
    });
    fc.assert(law, { numRuns: 300 });
  });
});

describe('of int32 and bool', () => {
  it.each(['cumsum', 'cumprod'] as const)('%s is int32 and exact', (name) => {
    const law = fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 12 }), (values) => {
      const fold = name === 'cumsum' ? sum : product;
      const whole = tensor(values, { dtype: 'int32' })[name](0);
      expect(whole.dtype).toBe('int32');
      expect(Array.from(whole.toTypedArray())).toEqual(running(fold)(values).map((value) => value + 0));
      const truths = values.map((value) => Number(value > 0));
      expect(Array.from(tensor(truths, { dtype: 'bool' })[name](0).toTypedArray())).toEqual(
        running(fold)(truths),
      );
    });
    fc.assert(law);
  });
});

it('a scalar is a line of one element', () => {
  const x = tensor(3);
  for (const dim of [0, -1]) {
    for (const name of ['cumsum', 'cumprod'] as const) expect(x[name](dim).toArray()).toBe(3);
    for (const name of ['cummax', 'cummin'] as const) {
      const { values, indices }: { values: Tensor; indices: Tensor } = x[name](dim);
      expect([values.toArray(), indices.toArray()]).toEqual([3, 0]);
    }
  }
});
