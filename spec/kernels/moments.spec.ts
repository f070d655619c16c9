/**
 * Variances, beside the exact ones: every double is a whole number of 2⁻¹⁰⁷⁴, so that fractions of such numbers say what
 * the variance is without any rounding.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grad, tensor, Variable, type FloatDtype } from '../../src/index.js';
import { anyLines } from '../properties/arbitraries.js';
import { exactly, magnitude, rounder, ulpsBetween } from '../properties/bits.js';
import { foldOver, need } from '../properties/indices.js';

type Values = readonly number[];

const total = (values: readonly bigint[]): bigint => values.reduce((sum, x) => sum + x, 0n);

/** The quotient of two whole numbers as a double: 80 bits of it, rounded once more. */
function quotient(a: bigint, b: bigint): number {
  if (a === 0n) return 0;
  const shift = BigInt(Math.max(0, 80 + b.toString(2).length - magnitude(a).toString(2).length));
  return Number((a << shift) / b) / 2 ** Number(shift);
}

/** n²·Σ (x − mean)² = n·(n·Σ x² − (Σ x)²), in units of 2⁻²¹⁴⁸. */
function exactVariance(values: Values, correction: number): number {
  const n = BigInt(values.length);
  const divisor = values.length - correction;
  if (values.length === 0 || divisor <= 0) return NaN;
  // Elements are multiples of 2⁻⁶⁰: smaller numbers to work with.
  const whole = values.map((x) => exactly(x) >> 1014n);
  const squares = n * total(whole.map((x) => x * x)) - total(whole) ** 2n;
  return quotient(squares, (n * BigInt(divisor)) << 120n);
}

/** Multiples of 2⁻²⁰ near an offset that is large beside them. */
const clustered = (dtype: FloatDtype): fc.Arbitrary<number[]> =>
  fc
    .tuple(
      fc.constantFrom(0, 1, 1000, dtype === 'float64' ? 2 ** 30 : 2 ** 12),
      fc.array(fc.integer({ min: -(2 ** 20), max: 2 ** 20 }), { minLength: 2, maxLength: 80 }),
    )
    .map(([offset, parts]) => parts.map((part) => rounder(dtype)(offset + part / 2 ** 20)));

describe.each(['float32', 'float64'] as const)('%s', (dtype) => {
  const most = dtype === 'float32' ? 1 : 40;

  it('var is the exact variance, however large the mean is', () => {
    const law = fc.property(clustered(dtype), fc.constantFrom(0, 1), (values, correction) => {
      const found = tensor(values, { dtype }).var(0, { correction }).item();
      expect(
        ulpsBetween(found, rounder(dtype)(exactVariance(values, correction)), dtype),
      ).toBeLessThanOrEqual(most);
    });
    fc.assert(law, { numRuns: 300 });
  });

  it('std is the root of the exact variance', () => {
    const law = fc.property(clustered(dtype), (values) => {
      const found = tensor(values, { dtype }).std().item();
      const truth = rounder(dtype)(Math.sqrt(exactVariance(values, 1)));
      expect(ulpsBetween(found, truth, dtype)).toBeLessThanOrEqual(most);
    });
    fc.assert(law, { numRuns: 300 });
  });

  it('the gradient of var is 2·(x − mean)/(n − 1) in every digit, where x − mean in the dtype would lose them', () => {
    const law = fc.property(clustered(dtype), (values) => {
      const x = new Variable(tensor(values, { dtype }), { requiresGrad: true });
      const [found] = grad(x.var(), x);
      const n = BigInt(values.length);
      const whole = values.map((value) => exactly(value) >> 1014n);
      whole.forEach((value, i) => {
        const truth = quotient(2n * (n * value - total(whole)), (n * (n - 1n)) << 60n);
        const error = Math.abs(need(found.toTypedArray()[i]) - truth);
        expect(error).toBeLessThanOrEqual(Math.abs(truth) * (dtype === 'float32' ? 2 ** -22 : 2 ** -45));
      });
    });
    fc.assert(law, { numRuns: 100 });
  });

  it('over dims it is that of the elements along them', () => {
    const element = fc.integer({ min: -8, max: 8 });
    const law = fc.property(anyLines(dtype, {}, element), fc.boolean(), ({ x, dim }, keepDim) => {
      const { shape, values } = foldOver(x, [dim], keepDim, (line) => exactVariance(line, 1));
      const found = x.tensor.var(dim, { keepDim });
      expect(found.shape).toEqual(shape);
      Array.from(found.toTypedArray()).forEach((value, i) => {
        expect(ulpsBetween(value, rounder(dtype)(need(values[i])), dtype)).toBeLessThanOrEqual(4);
      });
    });
    fc.assert(law, { numRuns: 200 });
  });
});

describe('the divisor', () => {
  const x = tensor([1, 2]);

  it.each([
    [0, 0.25],
    [1, 0.5],
    [0.5, 1 / 3],
    [-1, 1 / 6],
    [2, Infinity],
    [3, Infinity],
  ])('with correction %d: var([1, 2]) is %d, as in PyTorch', (correction, truth) => {
    expect(x.var(0, { correction }).item()).toBe(Math.fround(truth));
  });

  it('of one element is 0: NaN; without correction the variance is 0', () => {
    expect(tensor(3).var().item()).toBeNaN();
    expect(tensor([3]).std().item()).toBeNaN();
    expect(tensor([3]).var(0, { correction: 0 }).item()).toBe(0);
    expect(tensor(3).std(0, { correction: 0 }).item()).toBe(0);
  });
});

describe('std is not spoilt by squares', () => {
  it.each([
    ['that overflow', 1e200],
    ['that vanish', 1e-200],
    ['that lose digits', 1e-158],
  ])('%s', (_, size) => {
    const found = tensor([3 * size, -3 * size, 0], { dtype: 'float64' })
      .std()
      .item();
    expect(ulpsBetween(found, 3 * size, 'float64')).toBeLessThanOrEqual(2);
  });

  it('in float32, where the variance itself is Infinity', () => {
    expect(tensor([1e30, -1e30]).var().item()).toBe(Infinity);
    expect(tensor([1e30, -1e30]).std().item()).toBe(Math.fround(Math.SQRT2 * Math.fround(1e30)));
  });

  it('and what is not finite gives NaN', () => {
    for (const odd of [Infinity, -Infinity, NaN]) {
      expect(tensor([1, odd]).std().item()).toBeNaN();
      expect(tensor([1, odd]).var().item()).toBeNaN();
    }
  });
});
