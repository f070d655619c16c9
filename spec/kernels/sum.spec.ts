import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { full, tensor } from '../../src/index.js';
import { elements, tensors } from '../properties/arbitraries.js';
import { exactly, expectElements, magnitude, pairwise } from '../properties/bits.js';

const total = (values: readonly number[]): bigint => values.reduce((sum, x) => sum + exactly(x), 0n);

/** Lists in which rounding matters: magnitudes apart, and much that cancels. */
const rounding = fc.oneof(
  fc.array(fc.double({ min: -1e200, max: 1e200, noNaN: true }), { maxLength: 300 }),
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 300, size: 'max' }),
  fc
    .tuple(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), fc.integer({ min: 0, max: 40_000 }))
    .map(([x, n]) => Array<number>(n).fill(x)),
);

describe('sum', () => {
  it('is the textbook recursive definition, bit for bit', () => {
    const list = fc.array(elements('float64'), { maxLength: 300, size: 'max' });
    const law = fc.property(fc.oneof(list, rounding), (values) => {
      expectElements(tensor(values, { dtype: 'float64' }).sum(), { shape: [], values: [pairwise(values)] });
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('is within (32 + ⌈log₂ n⌉)·u·Σ|x| of the exact sum, u = 2⁻⁵³', () => {
    const law = fc.property(rounding, (values) => {
      const n = values.length;
      const sum = tensor(values, { dtype: 'float64' }).sum().item();
      const k = BigInt(32 + Math.ceil(Math.log2(Math.max(n, 1))));
      // γₖ = k·u / (1 − k·u) is the bound with all its orders; times 2⁵³ − k both sides are whole numbers.
      const error = magnitude(exactly(sum) - total(values)) * (2n ** 53n - k);
      expect(error <= k * total(values.map(Math.abs))).toBe(true);
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('of a million equal elements keeps the bound, where adding one after the other does not', () => {
    const values = Array<number>(1_000_000).fill(0.1);
    const exact = total(values);
    const units = (sum: number): number =>
      Number((magnitude(exactly(sum) - exact) * 2n ** 53n * 100n) / exact) / 100;
    expect(units(full([1_000_000], 0.1, { dtype: 'float64' }).sum().item())).toBeLessThan(52);
    expect(units(values.reduce((sum, x) => sum + x, 0))).toBeGreaterThan(10_000);
  });

  it('in float32 is the float64 sum of the elements rounded once', () => {
    const list = fc.array(elements('float32'), { maxLength: 200, size: 'max' });
    const law = fc.property(list, (values) => {
      expectElements(tensor(values).sum(), { shape: [], values: [Math.fround(pairwise(values))] });
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('in float32 of a million times 0.1 is 100000, not 100958.3', () => {
    expect(full([1_000_000], 0.1).sum().item()).toBe(100000);
  });

  it('has the same bits whatever the layout: it adds in row-major order of what is shown', () => {
    const shape = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }));
    const element = fc.double({ min: -1, max: 1, noNaN: true });
    const law = fc.property(
      shape.chain((found) => tensors(found, 'float64', element)),
      (x) => {
        expectElements(x.tensor.sum(), { shape: [], values: [pairwise(x.values)] });
        expect(x.tensor.t().sum().equal(x.tensor.t().clone().sum())).toBe(true);
        expect(x.tensor.sum(0).equal(x.tensor.t().clone().sum(1))).toBe(true);
      },
    );
    fc.assert(law, { numRuns: 300 });
  });

  it('of nothing is 0, and NaN and infinities propagate as IEEE says', () => {
    expect(tensor([]).sum().item()).toBe(0);
    expect(tensor([Infinity, 1]).sum().item()).toBe(Infinity);
    expect(tensor([Infinity, -Infinity]).sum().item()).toBeNaN();
    expect(tensor([NaN, 1]).sum().item()).toBeNaN();
  });

  it.each(['int32', 'bool'] as const)('of %s is int32 and exact', (dtype) => {
    const element = dtype === 'bool' ? fc.nat(1) : fc.integer({ min: -1_000_000, max: 1_000_000 });
    const law = fc.property(fc.array(element, { maxLength: 200 }), (values) => {
      const sum = tensor(values, { dtype }).sum();
      expect(sum.dtype).toBe('int32');
      expect(sum.item()).toBe(values.reduce((a, b) => a + b, 0));
    });
    fc.assert(law);
  });
});
