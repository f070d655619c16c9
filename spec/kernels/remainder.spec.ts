/**
 * Remainders, and rounding to whole numbers, against the same in exact whole numbers of 2⁻¹⁰⁷⁴.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remainder, roundHalfEven } from '../../src/kernels/elementary.js';
import { elements } from '../properties/arbitraries.js';
import { exactly, magnitude } from '../properties/bits.js';

const finite = fc
  .oneof(
    elements('float64'),
    fc.double({ min: -100, max: 100, noNaN: true }),
    fc.integer({ min: -9, max: 9 }),
  )
  .filter(Number.isFinite);
const divisor = finite.filter((x) => x !== 0);

describe('the remainder of a division', () => {
  it('is a less the multiple of b below it, rounded once', () => {
    const law = fc.property(finite, divisor, (a, b) => {
      const rest = exactly(a) % exactly(b);
      const floored = rest !== 0n && rest < 0n !== b < 0 ? rest + exactly(b) : rest;
      const actual = remainder(a, b);
      // Not farther than half of the space to the next double.
      const unit = 1n << BigInt(Math.max(magnitude(floored).toString(2).length - 53, 0));
      expect(2n * magnitude(exactly(actual) - floored)).toBeLessThanOrEqual(unit);
      if (floored !== 0n) expect(Math.sign(actual) * Math.sign(b)).toBeGreaterThanOrEqual(0);
    });
    fc.assert(law, { numRuns: 1000 });
  });

  it.each([
    [5, Infinity, 5],
    [-5, Infinity, Infinity],
    [5, -Infinity, -Infinity],
    [-5, -Infinity, -5],
    [Infinity, 3, NaN],
    [3, 0, NaN],
    [NaN, 3, NaN],
    [3, NaN, NaN],
    [-0, 3, -0],
    [0, -3, 0],
    [-6, 3, -0],
    [7, -3, -2],
    [-7, 3, 2],
  ])('of %d by %d is %d', (a, b, expected) => {
    expect(remainder(a, b)).toBe(expected);
  });
});

describe('rounding to a whole number', () => {
  it('gives the nearest, and of two the even one', () => {
    const half = fc.integer({ min: -(2 ** 50), max: 2 ** 50 }).map((n) => n / 2);
    const law = fc.property(fc.oneof(finite, half), (x) => {
      const whole = roundHalfEven(x);
      expect(Number.isInteger(whole)).toBe(true);
      const distance = Math.abs(whole - x); // exact, since the two are near each other or equal
      expect(distance <= 0.5 && (distance < 0.5 || whole % 2 === 0)).toBe(true);
      expect(Object.is(whole, 0)).toBe(whole === 0 && !(x < 0 || Object.is(x, -0)));
    });
    fc.assert(law, { numRuns: 1000 });
  });

  it.each([
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [-0.5, -0],
    [-1.5, -2],
    [0.49999999999999994, 0],
    [2 ** 52 - 0.5, 2 ** 52],
    [2 ** 52 + 1, 2 ** 52 + 1],
    [-(2 ** 53) - 2, -(2 ** 53) - 2],
    [-0, -0],
    [Infinity, Infinity],
    [-Infinity, -Infinity],
    [NaN, NaN],
  ])('of %d is %d', (x, expected) => {
    expect(roundHalfEven(x)).toBe(expected);
  });
});
