import fc, { type Arbitrary } from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Generator, rand, type FloatDtype } from '../../src/index.js';
import { BLOCK, boxMuller } from '../../src/kernels/box-muller.js';
import { kernels, type Kernels } from '../../src/kernels/index.js';
import { contiguousStrides } from '../../src/kernels/layout.js';
import { uniform } from '../../src/kernels/mersenne.js';
import * as plain from '../../src/kernels/pointwise.js';
import { allocate } from '../../src/kernels/storage.js';
import type { Data, Dtype, View } from '../../src/kernels/types.js';
import { decode, machine } from '../../src/kernels/wasm/machine.js';
import { exp } from '../../src/kernels/wasm/pointwise.js';
import { elements } from '../properties/arbitraries.js';
import { expectSameBits } from '../properties/bits.js';

const DTYPES: readonly FloatDtype[] = ['float32', 'float64'];

const ELEMENTARY = { exp: plain.exp, log: plain.log, sigmoid: plain.sigmoid, tanh: plain.tanh };

const UNARY = { neg: plain.neg, abs: plain.abs, sqrt: plain.sqrt, square: plain.square, ...ELEMENTARY };

const ARITHMETIC = {
  add: plain.add,
  sub: plain.sub,
  mul: plain.mul,
  div: plain.div,
  maximum: plain.maximum,
  minimum: plain.minimum,
};

const RELATIONS = {
  eq: plain.eq,
  ne: plain.ne,
  lt: plain.lt,
  le: plain.le,
  gt: plain.gt,
  ge: plain.ge,
};

/** Lengths about where vectors begin to serve, where a vector is not full, and where a second chunk begins. */
const lengths: Arbitrary<number> = fc.oneof(
  { arbitrary: fc.integer({ min: 28, max: 40 }), weight: 4 },
  { arbitrary: fc.integer({ min: 500, max: 600 }), weight: 8 },
  { arbitrary: fc.integer({ min: 8185, max: 8200 }), weight: 1 },
);

/** As many elements as wanted: a few dozen, again and again in other orders, so that many pairs meet. */
const storage = (dtype: Dtype, length: number): Arbitrary<Data> =>
  fc
    .tuple(fc.array(elements(dtype), { minLength: 40, maxLength: 40 }), fc.integer({ min: 1, max: 1000 }))
    .map(([pool, stride]) =>
      allocate(dtype, length).map((_, i) => pool[(i * stride + Math.floor(i / 40)) % 40] ?? 0),
    );

/** A view of one or two rows of that length, whose elements are neighbours, or repeat, or are two apart. */
const views = (dtype: Dtype, rows: number, length: number): Arbitrary<View> =>
  fc
    .record({
      data: storage(dtype, 2 * rows * length + 3),
      step: fc.constantFrom(1, 1, 1, 0, 2),
      down: fc.constantFrom(length, length + 1, 0),
      offset: fc.nat(3),
    })
    .map(({ data, step, down, offset }) => ({ data, shape: [rows, length], strides: [down, step], offset }));

/**
 * Numbers of ordinary size; of any; and close to where an elementary function takes another path: to the multiples of
 * ln 2 and their halves, to the limits of the exponential, of tanh and of the logistic function, and, by the first 20
 * bits of their mantissas, to √2·2ᵏ and the other bounds of the logarithm.
 */
function argumentsOf(dtype: FloatDtype): Arbitrary<number> {
  const bounds = fc.oneof(
    fc.integer({ min: -2200, max: 2100 }).map((halves) => (halves * Math.LN2) / 2),
    fc.constantFrom(
      0.625,
      22,
      45,
      709.782712893384,
      -745.133219101941,
      -708.3964185322641,
      88.7228,
      -103.9721,
    ),
    fc
      .tuple(fc.constantFrom(0, 0x6a09c, 0x6147a, 0x6b851), fc.integer({ min: -1074, max: 1023 }))
      .map(([word, k]) => (1 + word * 2 ** -20) * 2 ** k),
  );
  const close = fc
    .tuple(bounds, fc.integer({ min: -5, max: 5 }), fc.integer({ min: 20, max: 52 }), fc.constantFrom(1, -1))
    .map(([bound, times, power, sign]) => sign * bound * (1 + times * 2 ** -power));
  const ordinary = fc.double({ min: -50, max: 50, noNaN: true });
  return fc.oneof(ordinary, ordinary, close, close, close, elements(dtype));
}

/** Views of one shape. */
const operands = (...dtypes: readonly Dtype[]): Arbitrary<readonly View[]> =>
  fc
    .tuple(fc.integer({ min: 1, max: 2 }), lengths)
    .chain(([rows, length]) => fc.tuple(...dtypes.map((dtype) => views(dtype, rows, length))));

const vector = (data: Data, shape: readonly number[] = [data.length]): View => ({
  data,
  shape,
  strides: contiguousStrides(shape),
  offset: 0,
});

it('this engine has the vectors of WebAssembly', () => {
  expect(machine()).not.toBeNull();
});

describe.each(DTYPES)('%s', (dtype) => {
  const unused = vector(allocate(dtype, 0));
  const test0 = vector(allocate('bool', 0));

  it.each(Object.entries(UNARY))('%s has the bits of its loop', (_, f) => {
    const law = fc.property(operands(dtype), ([x = unused]) => {
      expectSameBits(kernels.map(f, x, dtype), plain.map(f, x, dtype));
    });
    fc.assert(law, { numRuns: 30 });
  });

  it.each(Object.entries(ELEMENTARY))(
    '%s has the bits of its loop at all scales, and next to its special cases',
    (_, f) => {
      const law = fc.property(fc.array(argumentsOf(dtype), { minLength: 600, maxLength: 600 }), (values) => {
        const x = vector(allocate(dtype, values.length).map((_, i) => values[i] ?? NaN));
        expectSameBits(kernels.map(f, x, dtype), plain.map(f, x, dtype));
      });
      fc.assert(law, { numRuns: 100 });
    },
  );

  it('a run of exponentials may be written over itself, chunk by chunk', () => {
    const law = fc.property(storage(dtype, 8200), (data) => {
      const expected = plain.map(plain.exp, vector(data), dtype);
      exp(data, 0, data.length, data, 0, 1);
      expectSameBits(data, expected);
    });
    fc.assert(law, { numRuns: 10 });
  });

  it.each(Object.entries(ARITHMETIC))('%s has the bits of its loop', (_, f) => {
    const law = fc.property(operands(dtype, dtype), ([a = unused, b = unused]) => {
      expectSameBits(kernels.combine(f, a, b, dtype), plain.combine(f, a, b, dtype));
    });
    fc.assert(law, { numRuns: 60 });
  });

  it('a + α·b has the bits of its loop', () => {
    const law = fc.property(
      operands(dtype, dtype),
      elements('float64'),
      ([a = unused, b = unused], alpha) => {
        expectSameBits(
          kernels.addScaled(a, b, alpha, dtype),
          plain.combine(plain.addScaled(alpha, dtype), a, b, dtype),
        );
      },
    );
    fc.assert(law, { numRuns: 60 });
  });

  it.each(Object.entries(RELATIONS))('%s has the truth values of its loop', (_, f) => {
    const law = fc.property(operands(dtype, dtype), ([a = unused, b = unused]) => {
      expectSameBits(kernels.combine(f, a, b, 'bool'), plain.combine(f, a, b, 'bool'));
    });
    fc.assert(law, { numRuns: 60 });
  });

  it('a choice has the bits of its loop', () => {
    const law = fc.property(operands('bool', dtype, dtype), ([test = test0, a = unused, b = unused]) => {
      expectSameBits(kernels.select(test, a, b, dtype), plain.select(test, a, b, dtype));
    });
    fc.assert(law, { numRuns: 60 });
  });

  it('long runs are computed in WebAssembly', () => {
    const wasm = machine();
    const memory = wasm?.[dtype] ?? allocate(dtype, 0);
    const found = (data: Data): void => {
      const of = data instanceof Uint8Array ? (wasm?.bytes ?? data) : memory;
      const at = (wasm?.D ?? 0) / data.BYTES_PER_ELEMENT;
      expectSameBits(of.subarray(at, at + data.length), data);
    };
    const law = fc.property(storage(dtype, 600), storage(dtype, 600), storage('bool', 600), (a, b, test) => {
      const [x, y] = [vector(a), vector(b)];
      for (const f of Object.values(UNARY)) found(kernels.map(f, x, dtype));
      for (const f of Object.values(ARITHMETIC)) found(kernels.combine(f, x, y, dtype));
      found(kernels.addScaled(x, y, -0.3, dtype));
      for (const f of Object.values(RELATIONS)) found(kernels.combine(f, x, y, 'bool'));
      found(kernels.select(vector(test), x, y, dtype));
    });
    fc.assert(law, { numRuns: 10 });
  });
});

/** The largest number below 1 that is drawn. */
const unit = (dtype: FloatDtype): number => (dtype === 'float32' ? 2 ** -24 : 2 ** -53);

/** Numbers as they are drawn, many of them close to where a function has a special case. */
const uniforms = (dtype: FloatDtype): Arbitrary<number> => {
  const steps = 1 / unit(dtype);
  const close = fc
    .tuple(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 53 }), fc.integer({ min: -9, max: 9 }))
    .map(([eighths, power, times]) => eighths / 16 + times * 2 ** -power);
  const any = fc.double({ min: 0, max: 1, noNaN: true });
  const ends = fc.integer({ min: 1, max: 53 }).map((power) => 1 - 2 ** -power);
  // Where the logarithm takes another path: by the first 20 bits of the mantissa of 1 − u.
  const paths = fc
    .tuple(
      fc.constantFrom(0, 1, 0xffffd, 0xffffe, 0x6147a, 0x6147b, 0x6a09b, 0x6a09c, 0x6b851, 0x6b852),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20 })),
    )
    .map(([word, rest, power]) => 1 - (1 + (word + rest) * 2 ** -20) * 2 ** -power);
  return fc
    .oneof(any, close, ends, paths)
    .map((u) => Math.min(Math.max(Math.round(u * steps), 0), steps - 1) / steps);
};

/** A generator of numbers all over [0, 1), fast: multiples of the golden section. */
function spread(dtype: FloatDtype, length: number, start: number): Data {
  const steps = 1 / unit(dtype);
  return allocate(dtype, length).map((_, i) => {
    const u = ((i + start) * 0.6180339887498949) % 1;
    return Math.floor(u * steps) / steps;
  });
}

describe.each(DTYPES)('Box and Muller’s transform in %s', (dtype) => {
  const sameAsLoop = (data: Data, from: number, to: number): void => {
    const expected = data.slice();
    boxMuller(expected, from, to);
    const actual = data.slice();
    kernels.boxMuller(actual, from, to);
    expectSameBits(actual, expected);
  };

  it('has the bits of the scalar functions next to their special cases', () => {
    const law = fc.property(
      fc.array(uniforms(dtype), { minLength: 8 * BLOCK, maxLength: 8 * BLOCK }),
      (us) => {
        sameAsLoop(
          allocate(dtype, us.length).map((_, i) => us[i] ?? 0),
          0,
          us.length,
        );
      },
    );
    fc.assert(law, { numRuns: 300 });
  });

  it('has the bits of the scalar functions all over [0, 1), and touches whole blocks only', () => {
    const law = fc.property(
      fc.integer({ min: 0, max: 10_000 }),
      fc.nat(40),
      fc.nat(1e6),
      (length, from, start) => {
        sameAsLoop(spread(dtype, from + length + 5, start), from, from + length);
      },
    );
    fc.assert(law, { numRuns: 50 });
  });

  it('is computed in WebAssembly', () => {
    const data = spread(dtype, 2 * BLOCK, 1);
    kernels.boxMuller(data, 0, data.length);
    const at = (machine()?.A ?? 0) / data.BYTES_PER_ELEMENT;
    expectSameBits(machine()?.[dtype].subarray(at, at + data.length) ?? [], data);
  });
});

describe.each(DTYPES)('the Mersenne Twister’s uniform numbers in %s', (dtype) => {
  const word = fc.oneof(fc.integer(), fc.constantFrom(0, -1, 1, 2 ** 31 - 1, -(2 ** 31)));
  // Where four words at a time reach the place of the first mixed in, the last word, or the first.
  const index = fc.oneof(
    fc.nat(623),
    fc.integer({ min: 220, max: 230 }),
    fc.integer({ min: 616, max: 623 }),
    fc.nat(4),
  );
  const count = fc.oneof(fc.nat(700), fc.nat(9), fc.integer({ min: 4090, max: 4100 }));

  /** Both ways from one state, into the midst of storage. */
  const draw = (state: readonly number[], n: number, at: number): void => {
    const actual = spread(dtype, n + at + 3, 1);
    const expected = actual.slice();
    const after = kernels.uniform(state, actual, at, at + n);
    expect(after).toEqual(uniform(state, expected, at, at + n));
    expectSameBits(actual, expected);
  };

  it('have the bits of pure-rand’s, from any state, and leave its state', () => {
    const words = fc.array(word, { minLength: 624, maxLength: 624 });
    const law = fc.property(words, index, count, fc.nat(3), (state, next, n, at) => {
      draw([next, ...state], n, at);
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('are computed in WebAssembly', () => {
    const data = allocate(dtype, 8);
    kernels.uniform([0, ...allocate('int32', 624).fill(12345)], data, 0, 8);
    const at = (machine()?.A ?? 0) / data.BYTES_PER_ELEMENT;
    expectSameBits(machine()?.[dtype].subarray(at, at + 8) ?? [], data);
  });
});

describe('uniform numbers', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('are drawn by the kernel when there are many', () => {
    const kernel = vi.spyOn(kernels as { uniform: Kernels['uniform'] }, 'uniform');
    const generator = new Generator(0);
    rand([2999], { generator });
    expect(kernel).not.toHaveBeenCalled();
    rand([3000], { generator });
    expect(kernel).toHaveBeenCalledOnce();
  });
});

describe('the module', () => {
  it('is text of any length, two digits a byte', () => {
    const law = fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      const text = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      expect([...decode(text)]).toEqual([...bytes]);
    });
    fc.assert(law);
  });
});

describe('without WebAssembly', () => {
  let without: Kernels;
  let loops: typeof plain;

  beforeAll(async () => {
    vi.stubGlobal('WebAssembly', undefined);
    vi.resetModules();
    expect((await import('../../src/kernels/wasm/machine.js')).machine()).toBeNull();
    ({ kernels: without } = await import('../../src/kernels/index.js'));
    loops = await import('../../src/kernels/pointwise.js');
  });

  afterAll(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it.each(DTYPES)('every kernel gives the same bits in %s', (dtype) => {
    const sources = fc.tuple(storage(dtype, 900), storage(dtype, 900), storage('bool', 900));
    const law = fc.property(sources, ([a, b, test]) => {
      const [x, y] = [vector(a), vector(b)];
      for (const name of Object.keys(UNARY) as (keyof typeof UNARY)[])
        expectSameBits(without.map(loops[name], x, dtype), kernels.map(UNARY[name], x, dtype));
      for (const [name, f] of Object.entries(ARITHMETIC) as [keyof typeof ARITHMETIC, plain.Binary][])
        expectSameBits(without.combine(loops[name], x, y, dtype), kernels.combine(f, x, y, dtype));
      expectSameBits(without.addScaled(x, y, -0.3, dtype), kernels.addScaled(x, y, -0.3, dtype));
      for (const [name, f] of Object.entries(RELATIONS) as [keyof typeof RELATIONS, plain.Binary][])
        expectSameBits(without.combine(loops[name], x, y, 'bool'), kernels.combine(f, x, y, 'bool'));
      expectSameBits(without.select(vector(test), x, y, dtype), kernels.select(vector(test), x, y, dtype));
      const shape = [30, 30];
      const products = [without, kernels].map((these) => these.mm(vector(a, shape), vector(b, shape)));
      expectSameBits(products[0] ?? [], products[1] ?? a);
      const state = [7, ...allocate('int32', 624).map((_, i) => (i * 0x9e3779b9) | 0)];
      const uniforms = [without, kernels].map((these) => {
        const data = allocate(dtype, 900);
        return [...these.uniform(state, data, 0, 900), ...data];
      });
      expect(uniforms[0]).toEqual(uniforms[1]);
      const normals = [without, kernels].map((these) => {
        const data = spread(dtype, 900, 0);
        these.boxMuller(data, 0, data.length);
        return data;
      });
      expectSameBits(normals[0] ?? [], normals[1] ?? a);
    });
    fc.assert(law, { numRuns: 20 });
  });
});
