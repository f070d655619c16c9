/**
 * Sorting and choosing, beside the definition: a list of indices sorted by JavaScript's own stable sort with an order in
 * which NaN is greatest.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Generator, rand, randint, tensor, type Dtype, type Tensor } from '../../src/index.js';
import { anyLines } from '../properties/arbitraries.js';
import { expectElements } from '../properties/bits.js';
import { alongLines, need } from '../properties/indices.js';

/** Ascending; NaN last; the zeros are one. */
function order(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

const sorted = (values: readonly number[], descending: boolean): number[] =>
  values.map((_, i) => i).sort((i, j) => (descending ? -1 : 1) * order(need(values[i]), need(values[j])));

const elementsOf =
  (choice: (values: readonly number[]) => readonly number[]) =>
  (values: readonly number[]): readonly number[] =>
    choice(values).map((i) => need(values[i]));

const dtypes: readonly Dtype[] = ['float32', 'float64', 'int32', 'bool'];

describe.each(dtypes)('%s', (dtype) => {
  it.each([false, true])('sort, descending %s, is stable, with NaN as the greatest', (descending) => {
    const law = fc.property(anyLines(dtype, { maxRank: 3, maxSize: 9 }), ({ x, dim }) => {
      const { values, indices } = x.tensor.sort(dim, { descending });
      const length = need(x.shape[dim]);
      const choice = (line: readonly number[]): readonly number[] => sorted(line, descending);
      expect([values.dtype, indices.dtype]).toEqual([dtype, 'int32']);
      expectElements(indices, alongLines(x, dim, length, choice));
      expectElements(values, alongLines(x, dim, length, elementsOf(choice)));
      expect(x.tensor.argsort(dim, { descending }).equal(indices)).toBe(true);
    });
    fc.assert(law, { numRuns: 300 });
  });

  it.each([false, true])('topk, largest %s, is the beginning of the sorted line', (largest) => {
    const law = fc.property(anyLines(dtype, { maxRank: 3, maxSize: 9 }), fc.nat(9), ({ x, dim }, wanted) => {
      const k = Math.min(wanted, need(x.shape[dim]));
      const choice = (line: readonly number[]): readonly number[] => sorted(line, largest).slice(0, k);
      const { values, indices } = x.tensor.topk(k, dim, { largest });
      expectElements(indices, alongLines(x, dim, k, choice));
      expectElements(values, alongLines(x, dim, k, elementsOf(choice)));
      const unsorted = x.tensor.topk(k, dim, { largest, sorted: false });
      const ascending = (line: readonly number[]): readonly number[] =>
        [...choice(line)].sort((i, j) => i - j);
      expectElements(unsorted.indices, alongLines(x, dim, k, ascending));
      expectElements(unsorted.values, alongLines(x, dim, k, elementsOf(ascending)));
    });
    fc.assert(law, { numRuns: 300 });
  });

  it('median is the element at ⌊(n − 1)/2⌋ of the sorted line, at its first index; or the first NaN', () => {
    const middle = (line: readonly number[]): number => {
      const nan = line.findIndex((value) => Number.isNaN(value));
      const at = line[need(sorted(line, false)[Math.floor((line.length - 1) / 2)])];
      return nan >= 0 ? nan : line.findIndex((value) => value === at);
    };
    const law = fc.property(
      anyLines(dtype, { maxRank: 3, maxSize: 9 }),
      fc.boolean(),
      ({ x, dim }, keepDim) => {
        fc.pre(x.shape[dim] !== 0);
        const kept = x.tensor.median(dim, { keepDim: true });
        expectElements(
          kept.indices,
          alongLines(x, dim, 1, (line) => [middle(line)]),
        );
        expectElements(
          kept.values,
          alongLines(x, dim, 1, (line) => [need(line[middle(line)])]),
        );
        const found = x.tensor.median(dim, { keepDim });
        const shape = x.shape.filter((_, i) => keepDim || i !== dim);
        expect([found.values.shape, found.indices.shape]).toEqual(
          [shape, shape].map((one) => one.map((size, i) => (keepDim && i === dim ? 1 : size))),
        );
        if (x.values.length > 0) {
          expectElements(x.tensor.median(), { shape: [], values: [need(x.values[middle(x.values)])] });
        }
      },
    );
    fc.assert(law, { numRuns: 300 });
  });
});

describe('of many elements', () => {
  const generator = new Generator(0);
  const many: readonly (readonly [string, Tensor])[] = [
    ['random', rand([5000], { generator })],
    ['with ties', randint([5000], { high: 7, generator })],
    ['sorted', tensor(Float64Array.from({ length: 5000 }, (_, i) => i))],
    ['sorted the other way', tensor(Float64Array.from({ length: 5000 }, (_, i) => -i))],
    ['all alike', tensor(new Float64Array(5000).fill(1))],
    ['in hills', tensor(Float64Array.from({ length: 5000 }, (_, i) => Math.min(i, 5000 - i)))],
    ['a rush at the pivots', tensor(killer(5000))],
  ];

  it.each(many)('%s: sort, topk and median', (_, x) => {
    const values = Array.from(x.toTypedArray());
    for (const descending of [false, true]) {
      const expected = sorted(values, descending);
      expect(Array.from(x.argsort(0, { descending }).toTypedArray())).toEqual(expected);
      for (const k of [1, 17, 2500, 4999]) {
        const { indices } = x.topk(k, 0, { largest: descending });
        expect(Array.from(indices.toTypedArray())).toEqual(expected.slice(0, k));
      }
    }
    expect(x.median().item()).toBe(values[need(sorted(values, false)[2499])]);
  });
});

/** Numbers for which the median of the first, middle and last is never far from the end: each round drops two. */
function killer(n: number): Float64Array {
  const values = new Float64Array(n);
  // Played backwards: what FIND would swap to the ends is put there.
  const places = Array.from({ length: n }, (_, i) => i);
  let low = 0;
  let rank = 0;
  while (low < n - 2) {
    const mid = (low + n - 1) >> 1;
    values[need(places[low])] = rank++;
    values[need(places[mid])] = rank++;
    const [a, b] = [need(places[low + 1]), need(places[mid])];
    places[low + 1] = b;
    places[mid] = a;
    low += 2;
  }
  while (low < n) values[need(places[low++])] = rank++;
  return values;
}

it('a scalar is a line of one element', () => {
  const x = tensor(3);
  for (const dim of [0, -1]) {
    for (const found of [x.sort(dim), x.topk(1, dim), x.median(dim), x.max(dim), x.min(dim)]) {
      expect([found.values.toArray(), found.indices.toArray()]).toEqual([3, 0]);
    }
    for (const index of [x.argsort(dim), x.argmax(dim), x.argmin(dim)]) expect(index.toArray()).toBe(0);
  }
  expect(() => x.topk(0)).toThrow('topk: k is 0');
});
