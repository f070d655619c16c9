/**
 * Norms: as defined, without overflow, beside mpmath's values.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensor } from '../../src/index.js';
import { anyLines } from '../properties/arbitraries.js';
import { expectElements, pairwise, rounder, ulpsBetween } from '../properties/bits.js';
import { foldOver, need } from '../properties/indices.js';

type Values = readonly number[];

const sizes = (values: Values): number[] => values.map((value) => Math.abs(value));

const definitions: readonly (readonly [p: number, fold: (values: Values) => number])[] = [
  [0, (values) => values.filter((value) => value !== 0).length],
  [1, (values) => pairwise(sizes(values))],
  [Infinity, (values) => sizes(values).reduce((a, b) => Math.max(a, b), 0)],
  [
    -Infinity,
    (values) => (values.length === 0 ? 0 : sizes(values).reduce((a, b) => Math.min(a, b), Infinity)),
  ],
];

describe.each(['float32', 'float64'] as const)('%s', (dtype) => {
  const round = rounder(dtype);

  it.each(definitions)('the norm for p = %d is its definition, rounded once', (p, fold) => {
    const law = fc.property(anyLines(dtype), fc.boolean(), ({ x, dim }, keepDim) => {
      expectElements(
        x.tensor.norm(p, dim, { keepDim }),
        foldOver(x, [dim], keepDim, (values) => round(fold(values))),
      );
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('the norm for p = 2 is the root of the squares added pairwise, where they neither overflow nor vanish', () => {
    const element = fc
      .double({ min: -1e3, max: 1e3, noNaN: true })
      .map((x) => round(Math.abs(x) < 1e-3 ? 1 : x));
    const law = fc.property(anyLines(dtype, { maxSize: 7 }, element), ({ x, dim }) => {
      const fold = (values: Values): number =>
        round(Math.sqrt(pairwise(values.map((value) => value * value))));
      expectElements(x.tensor.norm(2, dim), foldOver(x, [dim], false, fold));
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('a norm scales as its argument does', () => {
    const list = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 50 });
    const factor = fc.constantFrom(
      ...(dtype === 'float32' ? [2 ** -120, 2 ** 110] : [2 ** -1000, 2 ** 1000]),
    );
    const law = fc.property(list, factor, fc.constantFrom(2, 3, 0.5, -1, -2.5, 1.5), (values, scale, p) => {
      const found = tensor(
        values.map((value) => value * scale),
        { dtype },
      )
        .norm(p)
        .item();
      const truth = tensor(values, { dtype: 'float64' }).norm(p).item() * scale;
      expect(ulpsBetween(found, round(truth), dtype)).toBeLessThanOrEqual(dtype === 'float32' ? 1 : 4);
    });
    fc.assert(law, { numRuns: 300 });
  });
});

describe('mpmath 1.2.1 says of [3, −4, ½]', () => {
  it.each([
    [3, 4.5],
    [1.5, 5.683552954088727],
    [0.5, 19.706120097804877],
    [-1, 0.3870967741935484],
    [-2.5, 0.4966663875811733],
    [100, 4.000000000000012],
  ])('the norm for p = %d is %d', (p, truth) => {
    const found = tensor([3, -4, 0.5], { dtype: 'float64' }).norm(p).item();
    expect(ulpsBetween(found, truth, 'float64')).toBeLessThanOrEqual(2);
  });
});

describe('special values are as in PyTorch', () => {
  it.each([
    [2, [NaN, 1], NaN],
    [2, [Infinity, NaN], NaN],
    [2, [-Infinity, 1], Infinity],
    [0.5, [Infinity, 1], Infinity],
    [-1, [Infinity, 1], 1],
    [-1, [Infinity, -Infinity], Infinity],
    [-1, [0, 2], 0],
    [-2, [NaN, 0], NaN],
    [3, [0, -0], 0],
    [0, [NaN, 0, Infinity], 2],
    [Infinity, [NaN, 1], NaN],
    [-Infinity, [Infinity, -1], 1],
  ])('for p = %d of %j', (p, values, truth) => {
    expect(tensor(values, { dtype: 'float64' }).norm(p).item()).toBe(truth);
  });

  it.each([2, 1, 0, Infinity, -Infinity, 0.5, -1, 3])('for p = %d of nothing: 0', (p) => {
    expect(tensor([]).norm(p).item()).toBe(0);
    expect(
      tensor([], { shape: [2, 0] })
        .norm(p, 1)
        .toArray(),
    ).toEqual([0, 0]);
    expect(need(tensor([], { shape: [2, 0] }).norm(p, 0).shape[0])).toBe(0);
  });
});
