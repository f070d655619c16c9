/**
 * How far the elementary functions are from the true values: by mpmath at arguments that are hard, by a series
 * in whole numbers at random ones.
 */
import { readFileSync } from 'node:fs';
import sincos from '@stdlib/math-base-special-sincos';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensor, type Tensor } from '../../src/index.js';
import * as elementary from '../../src/kernels/elementary.js';
import { elements } from '../properties/arbitraries.js';
import { exactly, expectSameBits, magnitude, ulpsBetween } from '../properties/bits.js';
import { numbers, type Written } from '../properties/fixtures.js';
import { need } from '../properties/indices.js';
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

/** Numbers next to ±`centre`, on the side of 0, and at any distance from it. */
const within = (centre: number, width: number): fc.Arbitrary<number> =>
  fc
    .tuple(fc.double({ min: 2 ** -53, max: width, noNaN: true }), fc.integer({ min: 0, max: 40 }))
    .map(([distance, exponent]) => centre * (1 - distance * 2 ** -exponent))
    .filter((x) => notTiny(x) && Math.abs(x) < Math.abs(centre));

/** Whether a number is large enough for what the oracle holds of it. */
const notTiny = (x: number): boolean => Math.abs(x) > 2 ** -70;

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
      fc.double({ min: -1 + 2 ** -50, max: 1, noNaN: true }).filter(notTiny),
    ),
  ],
  sin: [elementary.sin, truth.sin, fc.oneof(logarithmic(2 ** 4), near(Math.PI), near(2 * Math.PI))],
  cos: [elementary.cos, truth.cos, fc.oneof(logarithmic(2 ** 4), near(Math.PI / 2), near(Math.PI * 1.5))],
  tanh: [
    elementary.tanh,
    truth.tanh,
    fc.oneof(logarithmic(2 ** 5), fc.double({ min: -30, max: 30, noNaN: true }).filter(notTiny)),
  ],
  sigmoid: [
    elementary.sigmoid,
    truth.sigmoid,
    fc.oneof(exponents, fc.double({ min: -50, max: 50, noNaN: true })),
  ],
  expm1: [
    elementary.expm1,
    truth.expm1,
    fc.oneof(logarithmic(2 ** 8), fc.double({ min: -50, max: 50, noNaN: true }).filter(notTiny)),
  ],
  exp2: [
    elementary.exp2,
    truth.exp2,
    fc.oneof(logarithmic(2 ** 8), fc.double({ min: -500, max: 1023, noNaN: true })),
  ],
  log2: [elementary.log2, truth.log2, fc.oneof(logarithmic(2 ** 500, true), near(1), near(0.5))],
  log10: [elementary.log10, truth.log10, fc.oneof(logarithmic(2 ** 500, true), near(1), near(10))],
  tan: [elementary.tan, truth.tan, fc.oneof(logarithmic(2 ** 4), near(Math.PI), near(Math.PI / 2))],
  asin: [elementary.asin, truth.asin, fc.oneof(logarithmic(1), within(1, 1), within(-1, 1))],
  acos: [elementary.acos, truth.acos, fc.oneof(logarithmic(1), within(1, 1), within(-1, 1))],
  atan: [
    elementary.atan,
    truth.atan,
    fc.oneof(logarithmic(2 ** 60), fc.double({ min: -3, max: 3, noNaN: true }).filter(notTiny)),
  ],
  sinh: [
    elementary.sinh,
    truth.sinh,
    fc.oneof(logarithmic(2 ** 8), fc.double({ min: -3, max: 3, noNaN: true }).filter(notTiny)),
  ],
  cosh: [
    elementary.cosh,
    truth.cosh,
    fc.oneof(logarithmic(2 ** 8), fc.double({ min: -3, max: 3, noNaN: true })),
  ],
  asinh: [
    elementary.asinh,
    truth.asinh,
    fc.oneof(logarithmic(2 ** 60), fc.double({ min: -3, max: 3, noNaN: true }).filter(notTiny)),
  ],
  acosh: [
    elementary.acosh,
    truth.acosh,
    fc
      .oneof(logarithmic(2 ** 60, true), near(1), fc.double({ min: 1, max: 3, noNaN: true }))
      .filter((x) => x > 1),
  ],
  atanh: [elementary.atanh, truth.atanh, fc.oneof(logarithmic(1), within(1, 1), within(-1, 1))],
  erf: [
    elementary.erf,
    truth.erf,
    fc.oneof(logarithmic(2 ** 3), fc.double({ min: -3, max: 3, noNaN: true }).filter(notTiny)),
  ],
  erfc: [
    elementary.erfc,
    truth.erfc,
    fc.oneof(logarithmic(2 ** 3), fc.double({ min: -3, max: 15, noNaN: true })),
  ],
  softplus: [
    elementary.softplus,
    truth.softplus,
    fc.oneof(logarithmic(2 ** 7), fc.double({ min: -50, max: 50, noNaN: true })),
  ],
} as const;

/** Functions of two arguments, as above; of each argument a domain. */
const FUNCTIONS_OF_TWO = {
  pow: [
    elementary.pow,
    truth.pow,
    fc.oneof(fc.double({ min: 2 ** -10, max: 2 ** 10, noNaN: true }), near(1)),
    fc.oneof(
      fc.double({ min: -30, max: 30, noNaN: true }),
      fc.integer({ min: -30, max: 30 }),
      fc.constantFrom(-0.5, 3, 4),
    ),
  ],
  atan2: [elementary.atan2, truth.atan2, logarithmic(2 ** 20), logarithmic(2 ** 20)],
  hypot: [elementary.hypot, truth.hypot, logarithmic(2 ** 60), logarithmic(2 ** 60)],
  logaddexp: [
    elementary.logaddexp,
    truth.logaddexp,
    // Where the result is at least ln 2, so that the larger and what it lacks do not cancel.
    fc.oneof(logarithmic(2 ** 8, true), fc.double({ min: 0, max: 50, noNaN: true })),
    fc.oneof(logarithmic(2 ** 8, true), fc.double({ min: 0, max: 50, noNaN: true })),
  ],
  xlogy: [
    elementary.xlogy,
    truth.xlogy,
    logarithmic(2 ** 10),
    fc.oneof(logarithmic(2 ** 200, true), near(1)),
  ],
} as const;

/** elementary.json: see its provenance for what a record holds. */
const fixtures = JSON.parse(
  readFileSync(new URL('../../fixtures/elementary.json', import.meta.url), 'utf8'),
) as Readonly<Record<Name | NameOfTwo, readonly (readonly Written[])[]>> & {
  readonly float32: Readonly<Record<Name, readonly (readonly Written[])[]>>;
};

type Name = keyof typeof FUNCTIONS;
type NameOfTwo = keyof typeof FUNCTIONS_OF_TWO;

const sineAndCosine = (x: number): Float64Array => {
  const pair = new Float64Array(2);
  sincos.assign(x, pair, 1, 0);
  return pair;
};

/**
 * A function, its fixture, and its largest error, rounded up: of these, and of 3·10⁵ random arguments in each
 * of its parts.
 */
const ACCURACY: readonly (readonly [string, (...x: number[]) => number, Name | NameOfTwo, number])[] = [
  ['exp', elementary.exp, 'exp', 0.88],
  ['log', elementary.log, 'log', 0.88],
  ['log1p', elementary.log1p, 'log1p', 0.83],
  ['sin', elementary.sin, 'sin', 0.78],
  ['cos', elementary.cos, 'cos', 0.76],
  ['tanh', elementary.tanh, 'tanh', 0.88],
  ['sigmoid', elementary.sigmoid, 'sigmoid', 0.86],
  ['pow', elementary.pow, 'pow', 0.85],
  ['expm1', elementary.expm1, 'expm1', 0.85],
  ['exp2', elementary.exp2, 'exp2', 0.88],
  ['log2', elementary.log2, 'log2', 0.83],
  ['log10', elementary.log10, 'log10', 0.71],
  ['tan', elementary.tan, 'tan', 0.89],
  ['asin', elementary.asin, 'asin', 0.82],
  ['acos', elementary.acos, 'acos', 0.84],
  ['atan', elementary.atan, 'atan', 0.8],
  ['sinh', elementary.sinh, 'sinh', 0.7],
  ['cosh', elementary.cosh, 'cosh', 0.7],
  ['asinh', elementary.asinh, 'asinh', 0.83],
  ['acosh', elementary.acosh, 'acosh', 0.82],
  ['atanh', elementary.atanh, 'atanh', 0.83],
  ['erf', elementary.erf, 'erf', 0.94],
  ['erfc', elementary.erfc, 'erfc', 0.9],
  ['softplus', elementary.softplus, 'softplus', 0.87],
  ['atan2', elementary.atan2, 'atan2', 0.8],
  ['hypot', elementary.hypot, 'hypot', 0.73],
  ['logaddexp', elementary.logaddexp, 'logaddexp', 0.7],
  ['xlogy', elementary.xlogy, 'xlogy', 0.7],
  ['the sine of both', (x) => need(sineAndCosine(x)[0]), 'sin', 0.78],
  ['the cosine of both', (x) => need(sineAndCosine(x)[1]), 'cos', 0.76],
];

/** `count` finite float32, as evenly spread over their bits as they are over the exponents. */
function spreadFloat32(count: number): readonly number[] {
  const bits = Uint32Array.from({ length: count }, (_, i) => (i / count) * 2 ** 32 + (i % 4096));
  return Array.from(new Float32Array(bits.buffer)).filter(Number.isFinite);
}

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** Whether a double is within 4 units in its last place of the midpoint of two float32. */
function isNearMidpoint(y: number): boolean {
  if (Math.abs(y) < 2 ** -126)
    return Math.abs(Math.abs(y - Math.fround(y)) - 2 ** -150) < 2 ** -50 * Math.abs(y);
  double[0] = y;
  // Of its 53 bits, a float32 has the first 24: at a midpoint, what follows is 1 and 28 times 0.
  return Math.abs((need(words[0]) % 2 ** 29) - 2 ** 28) <= 4;
}

/** The space between a double and the next, as a count of 2⁻¹⁰⁷⁴. */
function step(x: number): bigint {
  return 1n << BigInt(Math.max(exactly(Math.abs(x)).toString(2).length - 53, 0));
}

/** The distance from the true value in units of its last place, for a fixture's `rounded` and `error`. */
function errorOf(actual: number, rounded: number, error: number): number {
  if (!Number.isFinite(actual) || !Number.isFinite(rounded)) return actual === rounded ? 0 : Infinity;
  const size = exactly(Math.abs(rounded));
  const bits = size.toString(2).length;
  // Below a power of two, the units are half as long.
  const shorter = bits > 53 && size === 1n << BigInt(bits - 1) && error * rounded < 0;
  const unit = 1n << BigInt(Math.max(bits - 53, 0) - (shorter ? 1 : 0));
  const units = ((exactly(actual) - exactly(rounded)) << 40n) / unit;
  return Math.abs(Number(units) / 2 ** 40 - error);
}

describe('an elementary function is within one unit in the last place of the true value', () => {
  it.each(ACCURACY)('%s, at arguments that are hard', (_, f, name, bound) => {
    const errors = fixtures[name].map((record) => {
      const [error = NaN, rounded = NaN, ...x] = numbers(record).reverse();
      return { x: x.reverse(), error: errorOf(f(...x), rounded, error) };
    });
    const worst = errors.reduce((a, b) => (b.error <= a.error ? a : b));
    expect(worst.error, `at ${worst.x.join()}`).toBeLessThan(bound);
  });

  it.each([3, 4, -0.5])(
    'x to the power of %d, rounded once but for a thousandth of a unit, if normal',
    (n) => {
      const errors = fixtures.pow.map(numbers).map(([x = NaN, y = NaN, rounded = NaN, error = NaN]) => {
        if (y !== n || rounded < 2 ** -1022) return 0;
        return errorOf(elementary.pow(x, y), rounded, error);
      });
      expect(Math.max(...errors)).toBeLessThan(0.501);
    },
  );

  it.each(Object.entries(FUNCTIONS))('%s, at random arguments', (_, [f, oracle, domain]) => {
    const law = fc.property(domain, (x) => {
      expect(truth.ulpError(f(x), oracle(truth.fixed(x)))).toBeLessThan(1);
    });
    fc.assert(law, { numRuns: 1000 });
  });

  it.each(Object.entries(FUNCTIONS_OF_TWO))('%s, at random arguments', (_, [f, oracle, first, second]) => {
    const law = fc.property(first, second, (x, y) => {
      expect(truth.ulpError(f(x, y), oracle(truth.fixed(x), truth.fixed(y)))).toBeLessThan(1);
    });
    fc.assert(law, { numRuns: 1000 });
  });

  it('ln(eᵃ + eᵇ) is within 2⁻⁵⁶ where the larger and what it lacks cancel', () => {
    const law = fc.property(fc.double({ min: -1, max: -1e-9, noNaN: true }), near(1), (a, factor) => {
      const b = factor * Math.log1p(-Math.exp(a)); // where the result is 0, nearly
      const error = truth.logaddexp(truth.fixed(a), truth.fixed(b)) - truth.fixed(elementary.logaddexp(a, b));
      expect(magnitude(error)).toBeLessThan(truth.fixed(2 ** -56));
    });
    fc.assert(law, { numRuns: 1000 });
  });

  it('the two results of one reduction, which draws use, are the sine and the cosine, bit for bit', () => {
    const law = fc.property(fc.oneof(FUNCTIONS.sin[2], fc.double()), (x) => {
      fc.pre(!Object.is(x, -0)); // whose sine it gives as 0; an angle of a draw is not negative
      expectSameBits(sineAndCosine(x), [elementary.sin(x), elementary.cos(x)]);
    });
    fc.assert(law, { numRuns: 1000 });
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
    ...Object.fromEntries(
      (
        [
          ...([
            'expm1',
            'exp2',
            'log1p',
            'log2',
            'log10',
            'sin',
            'cos',
            'tan',
            'asin',
            'acos',
            'atan',
          ] as const),
          ...(['sinh', 'cosh', 'asinh', 'acosh', 'atanh', 'erf', 'erfc'] as const),
        ] as const
      ).map((name) => [name, (x: Tensor) => x[name]()]),
    ),
    'atan2(0.75)': (x) => x.atan2(0.75),
    'hypot(0.75)': (x) => x.hypot(0.75),
    'logaddexp(0.75)': (x) => x.logaddexp(0.75),
    'xlogy(0.75)': (x) => x.xlogy(0.75),
  };

  it.each(Object.entries(ELEMENTARY))('%s', (_, f) => {
    const law = fc.property(fc.array(elements('float32'), { maxLength: 20 }), (values) => {
      const wide = f(tensor(values, { dtype: 'float64' })).toTypedArray();
      expectSameBits(f(tensor(values)).toTypedArray(), Float32Array.from(wide));
    });
    fc.assert(law);
  });
});

/** How many float32 arguments give another float32 than the nearest: of all there are. */
const NOT_NEAREST: Readonly<Record<Name, number>> = {
  exp: 0,
  log: 5,
  log1p: 9,
  sin: 1,
  cos: 2,
  tanh: 0,
  sigmoid: 76,
  expm1: 0,
  exp2: 2,
  log2: 0,
  log10: 1,
  tan: 0,
  asin: 0,
  acos: 2,
  atan: 1,
  sinh: 1,
  cosh: 0,
  asinh: 3,
  acosh: 2,
  atanh: 0,
  erf: 0,
  erfc: 1,
  softplus: 1,
};

const NAMES = Object.keys(FUNCTIONS) as Name[];

describe('a float32 result is the one nearest to the true value but for a counted handful', () => {
  const single = (name: Name, x: number): number => Math.fround(FUNCTIONS[name][0](x));

  it.each(NAMES)('%s, at the arguments where that is hardest', (name) => {
    const cases = fixtures.float32[name].map(numbers).map(([x = NaN, nearest = NaN]) => ({ x, nearest }));
    const others = cases.filter(({ x, nearest }) => single(name, x) !== nearest);
    expect(others).toHaveLength(NOT_NEAREST[name]);
    for (const { x, nearest } of others) expect(ulpsBetween(single(name, x), nearest, 'float32')).toBe(1);
    // Two oracles, which share nothing, agree.
    const oracle = FUNCTIONS[name][1];
    for (const { x, nearest } of cases) {
      if (Math.abs(x) > 2 ** -40 && Math.abs(x) < 2 ** 40) {
        expect(truth.nearestFloat32(oracle(truth.fixed(x)))).toBe(nearest);
      }
    }
  });

  it.each(NAMES)('%s, at a quarter of a million arguments spread over all of them', (name) => {
    const known = new Set(fixtures.float32[name].map(([x]) => Number(x)));
    const [f, oracle] = FUNCTIONS[name];
    const found = spreadFloat32(2 ** 18).filter((x) => {
      const y = f(x);
      // Elsewhere an error of one unit cannot move the result to another float32.
      if (!isNearMidpoint(y)) return false;
      return Math.fround(y) !== truth.nearestFloat32(oracle(truth.fixed(x))) && !known.has(x);
    });
    expect(found).toEqual([]);
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

it('x^½ is √x, and x^−½ is 1/√x rounded once, with its special values', () => {
  const law = fc.property(elements('float64'), (x) => {
    const [half, minusHalf] = [0.5, -0.5].map((n) => tensor(x, { dtype: 'float64' }).pow(n).item());
    expect(half).toBe(Math.sqrt(x));
    const quotient = 1 / Math.sqrt(x);
    if (quotient > 0 && quotient < Infinity) {
      // For d = x^−½, the root is exact: x·d² is 1.
      const [m, d] = [exactly(x), exactly(need(minusHalf))];
      const [below, above] = [2n * d - step(need(minusHalf)), 2n * d + step(need(minusHalf))];
      const four = 4n << (3n * 1074n);
      expect(m * below * below < four && m * above * above > four).toBe(true);
    } else expect(minusHalf).toBe(quotient);
  });
  fc.assert(law, { numRuns: 500 });
});

describe('special values are those of IEEE 754-2019, section 9.2.1', () => {
  const CASES: readonly (readonly [string, number, number])[] = [
    ['exp(−∞)', elementary.exp(-Infinity), 0],
    ['exp(∞)', elementary.exp(Infinity), Infinity],
    ['exp(0)', elementary.exp(0), 1],
    ['exp(710)', elementary.exp(710), Infinity],
    ['exp(−745.1)', elementary.exp(-745.1), 5e-324],
    ['exp(−745)', elementary.exp(-745), 5e-324],
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
    ['pow(2, −1074)', elementary.pow(2, -1074), 5e-324],
    ['pow(2, −1074.9)', elementary.pow(2, -1074.9), 5e-324],
    ['pow(2, −1075)', elementary.pow(2, -1075), 0],
    ['pow(∞, 3)', elementary.pow(Infinity, 3), Infinity],
    ['pow(−∞, 4)', elementary.pow(-Infinity, 4), Infinity],
    ['pow(−0, 4)', elementary.pow(-0, 4), 0],
    ['pow(∞, −0.5)', elementary.pow(Infinity, -0.5), 0],
    ['pow(0, −0.5)', elementary.pow(0, -0.5), Infinity],
    ['pow(NaN, 3)', elementary.pow(NaN, 3), NaN],
    ['pow(NaN, −0.5)', elementary.pow(NaN, -0.5), NaN],
    ['pow(2, ∞)', elementary.pow(2, Infinity), Infinity],
    ['pow(0.5, ∞)', elementary.pow(0.5, Infinity), 0],
    ['sigmoid(−∞)', elementary.sigmoid(-Infinity), 0],
    ['sigmoid(−745)', elementary.sigmoid(-745), 5e-324],
    ['sigmoid(∞)', elementary.sigmoid(Infinity), 1],
    ['pow(−0, −1/3)', elementary.pow(-0, -1 / 3), Infinity],
    ['pow(−∞, 1/3)', elementary.pow(-Infinity, 1 / 3), Infinity],
    ['pow(−∞, −3)', elementary.pow(-Infinity, -3), -0],
    ['pow(−1, ∞)', elementary.pow(-1, Infinity), 1],
    ['pow(−1, 2⁵³ + 2)', elementary.pow(-1, 2 ** 53 + 2), 1],
    ['pow(−1, 2⁵³ − 1)', elementary.pow(-1, 2 ** 53 - 1), -1],
    ['pow(NaN, 0)', elementary.pow(NaN, 0), 1],
    ['pow(∞, 0)', elementary.pow(Infinity, -0), 1],
    ['expm1(−0)', elementary.expm1(-0), -0],
    ['expm1(−∞)', elementary.expm1(-Infinity), -1],
    ['expm1(∞)', elementary.expm1(Infinity), Infinity],
    ['exp2(−∞)', elementary.exp2(-Infinity), 0],
    ['exp2(∞)', elementary.exp2(Infinity), Infinity],
    ['exp2(1024)', elementary.exp2(1024), Infinity],
    ['exp2(−1074)', elementary.exp2(-1074), 5e-324],
    ['exp2(−1075)', elementary.exp2(-1075), 0],
    ['log2(0)', elementary.log2(0), -Infinity],
    ['log2(−0)', elementary.log2(-0), -Infinity],
    ['log2(−1)', elementary.log2(-1), NaN],
    ['log2(∞)', elementary.log2(Infinity), Infinity],
    ['log10(−0)', elementary.log10(-0), -Infinity],
    ['log10(−1)', elementary.log10(-1), NaN],
    ['log10(1)', elementary.log10(1), 0],
    ['log10(∞)', elementary.log10(Infinity), Infinity],
    ['tan(−0)', elementary.tan(-0), -0],
    ['tan(∞)', elementary.tan(Infinity), NaN],
    ['asin(−0)', elementary.asin(-0), -0],
    ['asin(1)', elementary.asin(1), Math.PI / 2],
    ['asin(−1)', elementary.asin(-1), -Math.PI / 2],
    ['asin(1 + 2⁻⁵²)', elementary.asin(1 + 2 ** -52), NaN],
    ['acos(1)', elementary.acos(1), 0],
    ['acos(0)', elementary.acos(0), Math.PI / 2],
    ['acos(−1)', elementary.acos(-1), Math.PI],
    ['acos(−∞)', elementary.acos(-Infinity), NaN],
    ['atan(−0)', elementary.atan(-0), -0],
    ['atan(∞)', elementary.atan(Infinity), Math.PI / 2],
    ['atan(−∞)', elementary.atan(-Infinity), -Math.PI / 2],
    ['sinh(−0)', elementary.sinh(-0), -0],
    ['sinh(−∞)', elementary.sinh(-Infinity), -Infinity],
    ['cosh(−0)', elementary.cosh(-0), 1],
    ['cosh(−∞)', elementary.cosh(-Infinity), Infinity],
    ['asinh(−0)', elementary.asinh(-0), -0],
    ['asinh(−∞)', elementary.asinh(-Infinity), -Infinity],
    ['acosh(1)', elementary.acosh(1), 0],
    ['acosh(1 − 2⁻⁵³)', elementary.acosh(1 - 2 ** -53), NaN],
    ['acosh(∞)', elementary.acosh(Infinity), Infinity],
    ['atanh(−0)', elementary.atanh(-0), -0],
    ['atanh(1)', elementary.atanh(1), Infinity],
    ['atanh(−1)', elementary.atanh(-1), -Infinity],
    ['atanh(1.5)', elementary.atanh(1.5), NaN],
    ['erf(−0)', elementary.erf(-0), -0],
    ['erf(−∞)', elementary.erf(-Infinity), -1],
    ['erfc(−0)', elementary.erfc(-0), 1],
    ['erfc(∞)', elementary.erfc(Infinity), 0],
    ['erfc(−∞)', elementary.erfc(-Infinity), 2],
    ['softplus(−∞)', elementary.softplus(-Infinity), 0],
    ['softplus(∞)', elementary.softplus(Infinity), Infinity],
    ['atan2(0, 0)', elementary.atan2(0, 0), 0],
    ['atan2(−0, 0)', elementary.atan2(-0, 0), -0],
    ['atan2(0, −0)', elementary.atan2(0, -0), Math.PI],
    ['atan2(−0, −0)', elementary.atan2(-0, -0), -Math.PI],
    ['atan2(−0, 1)', elementary.atan2(-0, 1), -0],
    ['atan2(0, −1)', elementary.atan2(0, -1), Math.PI],
    ['atan2(−1, 0)', elementary.atan2(-1, 0), -Math.PI / 2],
    ['atan2(1, −0)', elementary.atan2(1, -0), Math.PI / 2],
    ['atan2(1, ∞)', elementary.atan2(1, Infinity), 0],
    ['atan2(−1, −∞)', elementary.atan2(-1, -Infinity), -Math.PI],
    ['atan2(∞, 1)', elementary.atan2(Infinity, 1), Math.PI / 2],
    ['atan2(∞, ∞)', elementary.atan2(Infinity, Infinity), Math.PI / 4],
    ['atan2(−∞, −∞)', elementary.atan2(-Infinity, -Infinity), (-3 * Math.PI) / 4],
    ['atan2(NaN, 1)', elementary.atan2(NaN, 1), NaN],
    ['atan2(1, NaN)', elementary.atan2(1, NaN), NaN],
    ['hypot(0, −0)', elementary.hypot(0, -0), 0],
    ['hypot(−3, 4)', elementary.hypot(-3, 4), 5],
    ['hypot(NaN, −∞)', elementary.hypot(NaN, -Infinity), Infinity],
    ['hypot(NaN, 1)', elementary.hypot(NaN, 1), NaN],
    ['logaddexp(−∞, −∞)', elementary.logaddexp(-Infinity, -Infinity), -Infinity],
    ['logaddexp(−∞, 3)', elementary.logaddexp(-Infinity, 3), 3],
    ['logaddexp(∞, ∞)', elementary.logaddexp(Infinity, Infinity), Infinity],
    ['logaddexp(∞, −∞)', elementary.logaddexp(Infinity, -Infinity), Infinity],
    ['logaddexp(NaN, ∞)', elementary.logaddexp(NaN, Infinity), NaN],
    ['xlogy(0, 0)', elementary.xlogy(0, 0), 0],
    ['xlogy(0, ∞)', elementary.xlogy(0, Infinity), 0],
    ['xlogy(0, −1)', elementary.xlogy(0, -1), 0],
    ['xlogy(0, NaN)', elementary.xlogy(0, NaN), NaN],
    ['xlogy(2, 0)', elementary.xlogy(2, 0), -Infinity],
    ['xlogy(2, −1)', elementary.xlogy(2, -1), NaN],
    ['xlogy(−2, ∞)', elementary.xlogy(-2, Infinity), -Infinity],
    ['xlogy(∞, 1)', elementary.xlogy(Infinity, 1), NaN],
  ];

  it.each(CASES)('%s', (_, actual, expected) => {
    expect(actual).toBe(expected);
  });

  it.each(Object.entries(FUNCTIONS))('%s(NaN) is NaN', (_, [f]) => {
    expect(f(NaN)).toBeNaN();
  });
});

describe('what is exact is given exactly', () => {
  it('2ⁿ and log₂ 2ⁿ for whole n', () => {
    for (let n = -1074; n < 1024; n++) {
      expect(elementary.log2(elementary.exp2(n))).toBe(n);
      expect(elementary.exp2(n)).toBe(elementary.pow(2, n));
    }
  });

  it('log₁₀ 10ⁿ for the powers that are doubles', () => {
    for (let n = 0; n <= 22; n++) expect(elementary.log10(Number(`1e${n}`))).toBe(n);
  });

  it('√(x² + y²) for whole numbers of which it is one', () => {
    const law = fc.property(fc.integer({ min: 1, max: 4000 }), fc.integer({ min: 1, max: 4000 }), (m, n) => {
      const scale = 2 ** (m % 100);
      expect(elementary.hypot(scale * (m * m - n * n), scale * 2 * m * n)).toBe(scale * (m * m + n * n));
    });
    fc.assert(law);
  });
});

describe('symmetries hold bit for bit', () => {
  const any = elements('float64');

  it.each(['tan', 'asin', 'atan', 'sinh', 'asinh', 'atanh', 'erf', 'tanh', 'sin'] as const)(
    '%s, which is odd',
    (name) => {
      const f = FUNCTIONS[name][0];
      const law = fc.property(fc.oneof(any, FUNCTIONS[name][2]), (x) => {
        expect(f(-x)).toBe(-f(x));
      });
      fc.assert(law);
    },
  );

  it.each(['cosh', 'cos'] as const)('%s, which is even', (name) => {
    const f = FUNCTIONS[name][0];
    const law = fc.property(fc.oneof(any, FUNCTIONS[name][2]), (x) => {
      expect(f(-x)).toBe(f(x));
    });
    fc.assert(law);
  });

  it.each(['hypot', 'logaddexp'] as const)('%s, whose arguments may change places', (name) => {
    const law = fc.property(any, any, (x, y) => {
      expect(elementary[name](x, y)).toBe(elementary[name](y, x));
    });
    fc.assert(law);
  });
});
