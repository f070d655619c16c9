import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensor, type Tensor } from '../../src/index.js';
import * as elementary from '../../src/kernels/elementary.js';
import { elements } from '../properties/arbitraries.js';
import { expectSameBits } from '../properties/bits.js';
import * as truth from '../properties/transcendental.js';

/** Numbers of every magnitude from 2⁻⁷⁰ up, of either sign unless told. */
const logarithmic = (largest: number, positive = false): fc.Arbitrary<number> =>
  fc
    .tuple(
      fc.double({ min: 0.5, max: 1, noNaN: true }),
      fc.integer({ min: -70, max: Math.log2(largest) }),
      fc.boolean(),
    )
    .map(([mantissa, exponent, minus]) => (minus && !positive ? -1 : 1) * mantissa * 2 ** exponent);

const near = (centre: number): fc.Arbitrary<number> =>
  fc.integer({ min: -1000, max: 1000 }).map((steps) => centre * (1 + steps * 2 ** -52));

/** Where an exponential neither over- nor underflows. */
const exponents = fc.oneof(logarithmic(2 ** 8), fc.double({ min: -300, max: 700, noNaN: true }));

const FUNCTIONS = {
  exp: [elementary.exp, truth.exp, exponents],
  log: [elementary.log, truth.log, fc.oneof(logarithmic(2 ** 500, true), near(1), near(0.5))],
  log1p: [
    elementary.log1p,
    truth.log1p,
    fc.oneof(
      logarithmic(2 ** 60, true),
      fc.double({ min: -1 + 2 ** -50, max: 1, noNaN: true }).filter((x) => Math.abs(x) > 2 ** -70),
    ),
  ],
  sin: [elementary.sin, truth.sin, fc.oneof(logarithmic(2 ** 4), near(Math.PI), near(2 * Math.PI))],
  cos: [elementary.cos, truth.cos, fc.oneof(logarithmic(2 ** 4), near(Math.PI / 2), near(Math.PI * 1.5))],
  tanh: [
    elementary.tanh,
    truth.tanh,
    fc.oneof(
      logarithmic(2 ** 5),
      fc.double({ min: -30, max: 30, noNaN: true }).filter((x) => Math.abs(x) > 2 ** -70),
    ),
  ],
} as const;

describe('an elementary function is within one unit in the last place of the true value', () => {
  it.each(Object.entries(FUNCTIONS))('%s', (_, [f, oracle, domain]) => {
    const law = fc.property(domain, (x) => {
      expect(truth.ulpError(f(x), oracle(truth.fixed(x)))).toBeLessThan(1);
    });
    fc.assert(law, { numRuns: 300 });
  });

  it('pow', () => {
    const exponent = fc.oneof(
      fc.double({ min: -30, max: 30, noNaN: true }),
      fc.integer({ min: -30, max: 30 }),
    );
    const base = fc.oneof(fc.double({ min: 2 ** -10, max: 2 ** 10, noNaN: true }), near(1));
    const law = fc.property(base, exponent, (x, y) => {
      const power = truth.pow(truth.fixed(x), truth.fixed(y));
      expect(truth.ulpError(elementary.pow(x, y), power)).toBeLessThan(1);
    });
    fc.assert(law, { numRuns: 300 });
  });

  it('sigmoid, made of an exponential, a sum and a quotient, within three', () => {
    const law = fc.property(exponents, (x) => {
      expect(truth.ulpError(elementary.sigmoid(x), truth.sigmoid(truth.fixed(x)))).toBeLessThan(3);
    });
    fc.assert(law, { numRuns: 300 });
  });
});

describe('float32 results are the float64 result rounded once', () => {
  const ELEMENTARY: Record<string, (x: Tensor) => Tensor> = {
    exp: (x) => x.exp(),
    log: (x) => x.log(),
    sqrt: (x) => x.sqrt(),
    tanh: (x) => x.tanh(),
    sigmoid: (x) => x.sigmoid(),
    'pow(0.5)': (x) => x.pow(0.5),
    'pow(3)': (x) => x.pow(3),
    'pow(−2.5)': (x) => x.pow(-2.5),
  };

  it.each(Object.entries(ELEMENTARY))('%s', (_, f) => {
    const law = fc.property(fc.array(elements('float32'), { maxLength: 20 }), (values) => {
      const wide = f(tensor(values, { dtype: 'float64' })).toTypedArray();
      expectSameBits(f(tensor(values)).toTypedArray(), Float32Array.from(wide));
    });
    fc.assert(law);
  });
});

it('a power of a negative number has the sign of the exponent’s parity', () => {
  const base = fc.double({ min: -(2 ** 10), max: -(2 ** -10), noNaN: true });
  const law = fc.property(base, fc.integer({ min: -50, max: 50 }), (x, n) => {
    expect(elementary.pow(x, n)).toBe((n % 2 === 0 ? 1 : -1) * elementary.pow(-x, n));
    expect(elementary.pow(x, n + 0.5)).toBeNaN();
  });
  fc.assert(law);
});

it('x^½ is √x and x^−½ is 1/√x, special values included', () => {
  const law = fc.property(elements('float64'), (x) => {
    const [half, minusHalf] = [0.5, -0.5].map((n) => tensor(x, { dtype: 'float64' }).pow(n).item());
    expect([half, minusHalf]).toEqual([Math.sqrt(x), 1 / Math.sqrt(x)]);
  });
  fc.assert(law);
});

describe('special values are those of IEEE 754-2019, section 9.2.1', () => {
  const CASES: readonly (readonly [string, number, number])[] = [
    ['exp(−∞)', elementary.exp(-Infinity), 0],
    ['exp(∞)', elementary.exp(Infinity), Infinity],
    ['exp(0)', elementary.exp(0), 1],
    ['exp(710)', elementary.exp(710), Infinity],
    ['exp(−746)', elementary.exp(-746), 0],
    ['log(0)', elementary.log(0), -Infinity],
    ['log(−0)', elementary.log(-0), -Infinity],
    ['log(−1)', elementary.log(-1), NaN],
    ['log(1)', elementary.log(1), 0],
    ['log(∞)', elementary.log(Infinity), Infinity],
    ['log1p(−1)', elementary.log1p(-1), -Infinity],
    ['log1p(−0)', elementary.log1p(-0), -0],
    ['tanh(−0)', elementary.tanh(-0), -0],
    ['tanh(∞)', elementary.tanh(Infinity), 1],
    ['tanh(−∞)', elementary.tanh(-Infinity), -1],
    ['sin(−0)', elementary.sin(-0), -0],
    ['sin(∞)', elementary.sin(Infinity), NaN],
    ['cos(∞)', elementary.cos(-Infinity), NaN],
    ['pow(0, −1)', elementary.pow(0, -1), Infinity],
    ['pow(−0, −3)', elementary.pow(-0, -3), -Infinity],
    ['pow(−0, 3)', elementary.pow(-0, 3), -0],
    ['pow(−0, 0.5)', elementary.pow(-0, 0.5), 0],
    ['pow(−∞, 0.5)', elementary.pow(-Infinity, 0.5), Infinity],
    ['pow(−∞, 3)', elementary.pow(-Infinity, 3), -Infinity],
    ['pow(−8, 1/3)', elementary.pow(-8, 1 / 3), NaN],
    ['pow(2, ∞)', elementary.pow(2, Infinity), Infinity],
    ['pow(0.5, ∞)', elementary.pow(0.5, Infinity), 0],
    ['sigmoid(−∞)', elementary.sigmoid(-Infinity), 0],
    ['sigmoid(∞)', elementary.sigmoid(Infinity), 1],
    ['pow(−0, −1/3)', elementary.pow(-0, -1 / 3), Infinity],
    ['pow(−∞, 1/3)', elementary.pow(-Infinity, 1 / 3), Infinity],
    ['pow(−∞, −3)', elementary.pow(-Infinity, -3), -0],
    ['pow(−1, ∞)', elementary.pow(-1, Infinity), 1],
    ['pow(−1, 2⁵³ + 2)', elementary.pow(-1, 2 ** 53 + 2), 1],
    ['pow(−1, 2⁵³ − 1)', elementary.pow(-1, 2 ** 53 - 1), -1],
    ['pow(NaN, 0)', elementary.pow(NaN, 0), 1],
    ['pow(∞, 0)', elementary.pow(Infinity, -0), 1],
  ];

  it.each(CASES)('%s', (_, actual, expected) => {
    expect(actual).toBe(expected);
  });

  it.each(Object.entries(FUNCTIONS))('%s(NaN) is NaN', (_, [f]) => {
    expect(f(NaN)).toBeNaN();
  });
});
