import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensor, where, type FloatDtype, type Tensor } from '../../src/index.js';
import { anyTensor, broadcastTensors } from '../properties/arbitraries.js';
import { expectElements, rounder } from '../properties/bits.js';
import { broadcastElement, broadcastShape, fromIndex } from '../properties/indices.js';

const DTYPES: readonly FloatDtype[] = ['float32', 'float64'];

/** The larger by the order in which −0 lies below 0; NaN if either is. */
const larger = (a: number, b: number): number =>
  Number.isNaN(a) || Number.isNaN(b) ? NaN : a > b || (a === b && !Object.is(a, -0)) ? a : b;

const ARITHMETIC = {
  add: (a: number, b: number) => a + b,
  sub: (a: number, b: number) => a - b,
  mul: (a: number, b: number) => a * b,
  div: (a: number, b: number) => a / b,
  fmod: (a: number, b: number) => a % b,
  remainder: (a: number, b: number) => {
    const rest = a % b;
    return rest !== 0 && rest > 0 !== b > 0 ? rest + b : rest;
  },
  maximum: larger,
  minimum: (a: number, b: number) => -larger(-a, -b),
};

/** The nearest whole number, by what is left above the one below. */
function halfToEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  const up = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
  return up ? (below === -1 ? -0 : below + 1) : x === Infinity ? x : below;
}

const RELATIONS = {
  eq: (a: number, b: number) => a === b,
  ne: (a: number, b: number) => a !== b,
  lt: (a: number, b: number) => a < b,
  le: (a: number, b: number) => a <= b,
  gt: (a: number, b: number) => a > b,
  ge: (a: number, b: number) => a >= b,
};

describe.each(DTYPES)('%s', (dtype) => {
  const round = rounder(dtype);
  const most = dtype === 'float32' ? 2 ** 128 - 2 ** 104 : Number.MAX_VALUE;

  it.each(Object.entries(ARITHMETIC))('%s of broadcast views is the formula at every index', (name, f) => {
    const law = fc.property(broadcastTensors([dtype, dtype]), ([a, b]) => {
      if (a === undefined || b === undefined) throw new RangeError();
      const shape = broadcastShape(a.shape, b.shape);
      const expected = fromIndex(shape, (i) => round(f(broadcastElement(a, i), broadcastElement(b, i))));
      expectElements(a.tensor[name as keyof typeof ARITHMETIC](b.tensor), expected);
    });
    fc.assert(law, { numRuns: 200 });
  });

  it.each(['add', 'sub'] as const)('%s with alpha has the bits of a product, then a sum', (name) => {
    const law = fc.property(broadcastTensors([dtype, dtype]), fc.double(), ([a, b], alpha) => {
      if (a === undefined || b === undefined) throw new RangeError();
      const shape = broadcastShape(a.shape, b.shape);
      const expected = fromIndex(shape, (i) => {
        const product = round(round(alpha) * broadcastElement(b, i));
        return round(ARITHMETIC[name](broadcastElement(a, i), product));
      });
      expectElements(a.tensor[name](b.tensor, { alpha }), expected);
    });
    fc.assert(law, { numRuns: 200 });
  });

  it.each(Object.entries(ARITHMETIC))('%s with a number takes the number in the dtype', (name, f) => {
    const law = fc.property(anyTensor(dtype), fc.double(), (a, b) => {
      const expected = fromIndex(a.shape, (i) => round(f(broadcastElement(a, i), round(b))));
      expectElements(a.tensor[name as keyof typeof ARITHMETIC](b), expected);
    });
    fc.assert(law);
  });

  it.each(Object.entries(RELATIONS))(
    '%s of broadcast views is the relation at every index',
    (name, holds) => {
      const law = fc.property(broadcastTensors([dtype, dtype]), ([a, b]) => {
        if (a === undefined || b === undefined) throw new RangeError();
        const shape = broadcastShape(a.shape, b.shape);
        const expected = fromIndex(shape, (i) =>
          Number(holds(broadcastElement(a, i), broadcastElement(b, i))),
        );
        const actual = a.tensor[name as keyof typeof RELATIONS](b.tensor);
        expect(actual.dtype).toBe('bool');
        expectElements(actual, expected);
      });
      fc.assert(law, { numRuns: 200 });
    },
  );

  it('where takes a where the condition holds, else b, over three broadcast views', () => {
    const law = fc.property(broadcastTensors(['bool', dtype, dtype]), ([test, a, b]) => {
      if (test === undefined || a === undefined || b === undefined) throw new RangeError();
      const expected = fromIndex(broadcastShape(test.shape, a.shape, b.shape), (i) =>
        broadcastElement(broadcastElement(test, i) === 1 ? a : b, i),
      );
      expectElements(where(test.tensor, a.tensor, b.tensor), expected);
    });
    fc.assert(law, { numRuns: 300 });
  });

  it('lerp over three broadcast views is a + w·(b − a) at every index, from the end that is nearer', () => {
    const law = fc.property(broadcastTensors([dtype, dtype, dtype]), ([a, b, w]) => {
      if (a === undefined || b === undefined || w === undefined) throw new RangeError();
      const expected = fromIndex(broadcastShape(a.shape, b.shape, w.shape), (i) => {
        const [from, to, by] = [broadcastElement(a, i), broadcastElement(b, i), broadcastElement(w, i)];
        return round(Math.abs(by) < 0.5 ? from + by * (to - from) : to - (to - from) * (1 - by));
      });
      expectElements(a.tensor.lerp(b.tensor, w.tensor), expected);
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('maskedFill takes the value where the mask holds, over broadcast views', () => {
    const law = fc.property(broadcastTensors([dtype, 'bool']), fc.double(), ([x, mask], value) => {
      if (x === undefined || mask === undefined) throw new RangeError();
      const expected = fromIndex(broadcastShape(x.shape, mask.shape), (i) =>
        broadcastElement(mask, i) === 1 ? round(value) : broadcastElement(x, i),
      );
      expectElements(x.tensor.maskedFill(mask.tensor, value), expected);
      expectElements(x.tensor.maskedFill(mask.tensor, tensor(value, { dtype })), expected);
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('a tensor of exponents that are all one number gives what the number gives', () => {
    const law = fc.property(anyTensor(dtype), fc.constantFrom(0, 1, 2, 3, -1, -2, 1.5, -0.3), (x, n) => {
      expectElements(x.tensor.pow(tensor(n, { dtype })), {
        ...x,
        values: Array.from(x.tensor.pow(round(n)).toTypedArray()),
      });
    });
    fc.assert(law, { numRuns: 200 });
  });

  const EXACT: Record<string, [(x: Tensor) => Tensor, (x: number) => number]> = {
    neg: [(x) => x.neg(), (x) => -x],
    abs: [(x) => x.abs(), (x) => (x > 0 ? x : 0 - x)],
    sqrt: [(x) => x.sqrt(), Math.sqrt],
    square: [(x) => x.square(), (x) => x * x],
    relu: [(x) => x.relu(), (x) => (Number.isNaN(x) || x > 0 ? x : 0)],
    reciprocal: [(x) => x.reciprocal(), (x) => 1 / x],
    sign: [(x) => x.sign(), (x) => Number(x > 0) - Number(x < 0)],
    floor: [(x) => x.floor(), Math.floor],
    ceil: [(x) => x.ceil(), Math.ceil],
    round: [(x) => x.round(), halfToEven],
    'round to −1 decimals': [(x) => x.round({ decimals: -1 }), (x) => round(halfToEven(round(x / 10)) * 10)],
    trunc: [(x) => x.trunc(), Math.trunc],
    frac: [(x) => x.frac(), (x) => x - Math.trunc(x)],
    'nanToNum()': [(x) => x.nanToNum(), (x) => (Number.isNaN(x) ? 0 : Math.max(-most, Math.min(most, x)))],
    'nanToNum with all three': [
      (x) => x.nanToNum({ nan: 1, posinf: NaN, neginf: Infinity }),
      (x) => (Number.isNaN(x) ? 1 : x === Infinity ? NaN : x === -Infinity ? Infinity : x),
    ],
    leakyRelu: [(x) => x.leakyRelu({ negativeSlope: -0.5 }), (x) => (x > 0 ? x : -0.5 * x)],
    hardtanh: [(x) => x.hardtanh({ minVal: -1, maxVal: 2 }), (x) => (x <= -1 ? -1 : x >= 2 ? 2 : x)],
    threshold: [(x) => x.threshold(1, NaN), (x) => (x <= 1 ? NaN : x)],
    'pow(0)': [(x) => x.pow(0), () => 1],
    'pow(1)': [(x) => x.pow(1), (x) => x],
    'pow(2)': [(x) => x.pow(2), (x) => x * x],
    'pow(−1)': [(x) => x.pow(-1), (x) => 1 / x],
    'clamp({ min: −1 })': [(x) => x.clamp({ min: -1 }), (x) => (x < -1 ? -1 : x)],
    'clamp({ max: 2 })': [(x) => x.clamp({ max: 2 }), (x) => (x > 2 ? 2 : x)],
    'clamp({ min: −1, max: 2 })': [(x) => x.clamp({ min: -1, max: 2 }), (x) => (x < -1 ? -1 : x > 2 ? 2 : x)],
    'clamp with min > max': [(x) => x.clamp({ min: 2, max: -1 }), (x) => (Number.isNaN(x) ? x : -1)],
  };

  it.each(Object.entries(EXACT))('%s is its formula, rounded once, at every index', (_, [run, f]) => {
    const law = fc.property(anyTensor(dtype), (x) => {
      expectElements(run(x.tensor), { shape: x.shape, values: x.values.map((value) => round(f(value))) });
    });
    fc.assert(law, { numRuns: 200 });
  });
});

describe.each(['int32', 'bool'] as const)('%s', (dtype) => {
  it.each(Object.entries(RELATIONS))(
    '%s of broadcast views is the relation at every index',
    (name, holds) => {
      const law = fc.property(broadcastTensors([dtype, dtype]), ([a, b]) => {
        if (a === undefined || b === undefined) throw new RangeError();
        const shape = broadcastShape(a.shape, b.shape);
        const expected = fromIndex(shape, (i) =>
          Number(holds(broadcastElement(a, i), broadcastElement(b, i))),
        );
        expectElements(a.tensor[name as keyof typeof RELATIONS](b.tensor), expected);
      });
      fc.assert(law);
    },
  );
});
