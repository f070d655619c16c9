/**
 * The matrix product in WebAssembly has the bits of the textbook triple loop and of the plain fallback, wherever its
 * operands lie and whatever they hold; and where an engine has no WebAssembly, nothing but speed changes.
 */
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mmInto as plain } from '../../src/kernels/mm.js';
import { allocate } from '../../src/kernels/storage.js';
import type { Data, FloatDtype, View } from '../../src/kernels/types.js';
import { mm, mmInto } from '../../src/kernels/wasm/mm.js';
import { rounder } from '../properties/bits.js';
import { need } from '../properties/indices.js';

/** Numbers in [0, 1): mulberry32. Arrays of 10⁶ elements are too long to be drawn by fast-check. */
function uniforms(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;

const below = (n: number, random: Random): number => Math.floor(random() * n);
const pick = <T>(from: readonly T[], random: Random): T => need(from[below(from.length, random)]);

const SPECIALS = {
  float32: [
    NaN,
    Infinity,
    -Infinity,
    0,
    -0,
    2 ** -149,
    -(2 ** -149),
    2 ** -126,
    3.4e38,
    -3.4e38,
    1e20,
    1e-25,
  ],
  float64: [NaN, Infinity, -Infinity, 0, -0, 5e-324, -5e-324, 2 ** -1022, 1.7e308, -1.7e308, 1e160, 1e-165],
};

/** What an operand holds. */
const CONTENTS: Readonly<Record<string, (random: Random, dtype: FloatDtype) => number>> = {
  'numbers in (−1, 1)': (random) => 2 * random() - 1,
  'numbers of all scales': (random) => (random() - 0.5) * 2 ** (below(60, random) - 30),
  'numbers with denormal products': (random, dtype) =>
    (random() - 0.5) * 2 ** (dtype === 'float32' ? -60 - below(40, random) : -500 - below(80, random)),
  'zeros of either sign, and units': (random) => pick([0, -0, 1, -1], random),
  'a special value here and there': (random, dtype) =>
    random() < 0.01 ? pick(SPECIALS[dtype], random) : random() - 0.5,
  'special values': (random, dtype) => pick(SPECIALS[dtype], random),
};

/** The strides of a matrix, and so how it lies in storage. */
const LAYOUTS: Readonly<
  Record<string, (rows: number, columns: number, gap: number) => readonly [number, number]>
> = {
  contiguous: (_, columns) => [columns, 1],
  transposed: (rows) => [1, rows],
  narrowed: (_, columns, gap) => [columns + gap, 1],
  'transposed and narrowed': (rows, _, gap) => [1, rows + gap],
  'a repeated row': () => [0, 1],
  'a repeated column': () => [1, 0],
  'a repeated element': () => [0, 0],
  'every other element': (_, columns, gap) => [2 * columns + gap, 2],
  'every third row of a transpose': (rows, _, gap) => [3, 3 * rows + gap],
  'strides without meaning where the size is 1': (rows, columns, gap) => [
    rows === 1 ? gap : columns,
    columns === 1 ? gap : 1,
  ],
};

const layouts = Object.keys(LAYOUTS);
const contents = Object.keys(CONTENTS);

/** Which matrix an operand is, but for its shape. */
interface Operand {
  readonly layout: string;
  readonly content: string;
  /** Of its elements, of the gap between its lines and of its place in storage. */
  readonly seed: number;
}

/** The operand as a view of storage that holds NaN wherever the view does not look. */
function view(rows: number, columns: number, dtype: FloatDtype, { layout, content, seed }: Operand): View {
  const random = uniforms(seed);
  const strides = need(LAYOUTS[layout])(rows, columns, below(6, random));
  const offset = pick([0, 0, below(9, random)], random);
  const reach = Math.max(0, rows - 1) * strides[0] + Math.max(0, columns - 1) * strides[1];
  const data = allocate(dtype, offset + reach + 1 + pick([0, 0, 5], random)).fill(NaN);
  const element = need(CONTENTS[content]);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) data[offset + i * strides[0] + j * strides[1]] = element(random, dtype);
  }
  return { data, shape: [rows, columns], strides, offset };
}

/** The textbook: c[i, j] = Σₚ a[i, p]·b[p, j], from p = 0 on, each product and each sum rounded. */
function textbook(a: View, b: View, out: Data, at: number): void {
  const [m = NaN, k = NaN] = a.shape;
  const [, n = NaN] = b.shape;
  const [aDown = NaN, aAcross = NaN] = a.strides;
  const [bDown = NaN, bAcross = NaN] = b.strides;
  const round = rounder(out instanceof Float32Array ? 'float32' : 'float64');
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) {
        const x = a.data[a.offset + i * aDown + p * aAcross] ?? NaN;
        const y = b.data[b.offset + p * bDown + j * bAcross] ?? NaN;
        sum = round(sum + round(x * y));
      }
      out[at + i * n + j] = sum;
    }
  }
}

/** What surrounds the result in the storage it is written to. */
const UNTOUCHED = 42;

function resultOf(multiply: typeof mmInto, a: View, b: View, dtype: FloatDtype, at: number): Data {
  const size = need(a.shape[0]) * need(b.shape[1]);
  const out = allocate(dtype, at + size + 3).fill(UNTOUCHED);
  out.fill(0, at, at + size);
  multiply(a, b, out, at);
  return out;
}

/** Fails at the first element with other bits, of a million perhaps; every NaN is every other. */
function expectSameBits(actual: Data, expected: Data): void {
  const at = expected.findIndex((value, i) => !Object.is(value, actual[i]));
  if (at >= 0) expect({ at, value: actual[at] }).toEqual({ at, value: expected[at] });
  expect(actual).toHaveLength(expected.length);
}

/** The law: four ways to one product, which write nothing but the product. */
function expectOneProduct(a: View, b: View, dtype: FloatDtype, at = 0): void {
  const before = [a, b].map(({ data }) => data.slice());
  const expected = resultOf(textbook, a, b, dtype, at);
  expectSameBits(resultOf(mmInto, a, b, dtype, at), expected);
  expectSameBits(mm(a, b), expected.slice(at, -3));
  expectSameBits(resultOf(plain, a, b, dtype, at), expected);
  [a, b].forEach(({ data }, i) => expectSameBits(data, need(before[i])));
}

const operands: fc.Arbitrary<Operand> = fc.record({
  layout: fc.constantFrom(...layouts),
  content: fc.constantFrom(...contents),
  seed: fc.integer(),
});

const size = fc.oneof(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 2, max: 12 }), fc.nat(1));

/** Shapes at, before and behind the end of whatever the product is cut into. */
const EDGES: readonly (readonly [string, readonly (readonly [m: number, k: number, n: number])[]])[] = [
  [
    'tiles of 5 rows and of 8 or 4 columns',
    [1, 4, 5, 6, 10, 11].flatMap((m) =>
      [1, 3, 4, 5, 7, 8, 9, 16, 17].map((n) => [m, 1 + ((m * n) % 7), n] as const),
    ),
  ],
  ['bands 256 deep', [1, 2, 255, 256, 257, 511, 512, 513].map((k) => [6, k, 9] as const)],
  ['strips of 160 rows', [159, 160, 161, 319, 320, 321].map((m) => [m, 5, 9] as const)],
  ['strips of 160 rows in bands 256 deep', [[161, 257, 9]]],
  ['blocks of 1024 rows', [1023, 1024, 1025, 2050].map((m) => [m, 3, 9] as const)],
  ['blocks of 4096 bytes of columns', [511, 512, 513, 1023, 1024, 1025, 2049].map((n) => [6, 3, n] as const)],
  ['blocks 4096 bytes deep', [511, 512, 513, 1023, 1024, 1025, 2049].map((k) => [6, k, 9] as const)],
  [
    'blocks in all directions',
    [
      [2050, 3, 1030],
      [1030, 1030, 3],
      [3, 1030, 1030],
    ],
  ],
  [
    'nothing, or one line',
    [
      [0, 5, 5],
      [5, 0, 5],
      [5, 5, 0],
      [0, 0, 0],
      [1, 1, 1],
      [1, 5000, 1],
      [5000, 1, 1],
      [1, 1, 5000],
    ],
  ],
];

const PAIRS = [
  ['contiguous', 'contiguous'],
  ['transposed', 'transposed'],
  ['narrowed', 'transposed and narrowed'],
  ['every third row of a transpose', 'a repeated column'],
] as const;

const DTYPES = ['float32', 'float64'] as const;

describe.each(DTYPES)('%s: WebAssembly, the fallback and the textbook have the same bits', (dtype) => {
  it('for any shapes, layouts and elements, anywhere in the storage of the result', () => {
    const law = fc.property(size, size, size, operands, operands, fc.nat(4), (m, k, n, left, right, at) => {
      expectOneProduct(view(m, k, dtype, left), view(k, n, dtype, right), dtype, at);
    });
    fc.assert(law, { numRuns: 1000 });
  });

  it.each(layouts)('for the left operand as %s, and any right one', (layout) => {
    contents.forEach((content, seed) => {
      for (const other of layouts) {
        const left = view(11, 13, dtype, { layout, content, seed });
        expectOneProduct(left, view(13, 17, dtype, { layout: other, content, seed: ~seed }), dtype);
      }
    });
  });

  it.each(EDGES)('at the edges of %s', (_, shapes) => {
    const content = 'a special value here and there';
    shapes.forEach(([m, k, n], seed) => {
      // Where there is much to add, one pair of layouts will do.
      for (const [layout, other] of m * k * n > 1e6 ? PAIRS.slice(seed, seed + 1) : PAIRS) {
        const left = view(m, k, dtype, { layout, content, seed });
        expectOneProduct(left, view(k, n, dtype, { layout: other, content, seed: ~seed }), dtype, seed % 3);
      }
    });
  });

  it('for the beginning of storage that is larger than all of the memory', () => {
    const b = view(3, 9, dtype, { layout: 'contiguous', content: 'numbers in (−1, 1)', seed: 1 });
    const a = { data: allocate(dtype, 2 ** 23).fill(1.5, 0, 6), shape: [2, 3], strides: [3, 1], offset: 0 };
    expectSameBits(resultOf(mmInto, a, b, dtype, 0), resultOf(textbook, a, b, dtype, 0));
  });

  it('for a matrix and its own transpose', () => {
    const law = fc.property(size, size, operands, (m, k, operand) => {
      const a = view(m, k, dtype, operand);
      const transposed = { ...a, shape: [k, m], strides: [...a.strides].reverse() };
      expectOneProduct(a, transposed, dtype);
    });
    fc.assert(law);
  });

  it('after products that left NaN all over the memory', () => {
    const law = fc.property(size, size, size, operands, operands, (m, k, n, left, right) => {
      const ones = { data: allocate(dtype, 1).fill(1), shape: [m, k], strides: [0, 0], offset: 0 };
      const earlier = mm(ones, { ...ones, shape: [k, n] });
      const nans = { data: allocate(dtype, 1).fill(NaN), shape: [64, 64], strides: [0, 0], offset: 0 };
      mm(nans, nans);
      // A result is a copy: it outlives the memory.
      expectSameBits(earlier, allocate(dtype, m * n).fill(k));
      expectOneProduct(view(m, k, dtype, left), view(k, n, dtype, right), dtype);
    });
    fc.assert(law);
  });
});

/** The part of the global that the kernel uses, or a stand-in for it. */
interface Engine {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
}

const given = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;

/** A constructor that always throws. */
const failing = (error: Error): new () => never =>
  vi.fn(function () {
    throw error;
  });

const LACKING: readonly (readonly [string, Engine | undefined])[] = [
  ['without WebAssembly', undefined],
  ['without its vectors', { ...given, Module: failing(new Error('CompileError: invalid opcode 0xfd')) }],
  [
    'where a policy of the page forbids it',
    { Module: failing(new EvalError("'unsafe-eval'")), Instance: given.Instance },
  ],
  [
    'without memory for it',
    { Module: given.Module, Instance: failing(new RangeError('could not allocate memory')) },
  ],
];

describe('an engine', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.doUnmock('../../src/kernels/mm.js');
    vi.resetModules();
  });

  /** The kernel as a fresh module in an engine, and the fallback, which counts its calls. */
  async function load(
    engine: Engine | undefined,
  ): Promise<{ multiply: typeof mmInto; fallback: typeof plain }> {
    const fallback = vi.fn(plain);
    vi.stubGlobal('WebAssembly', engine);
    vi.resetModules();
    vi.doMock('../../src/kernels/mm.js', () => ({ mmInto: fallback }));
    const { mmInto: multiply } = await import('../../src/kernels/wasm/mm.js');
    return { multiply, fallback };
  }

  /** Small products in both dtypes: how many there were. */
  function expectProducts(multiply: typeof mmInto): number {
    let products = 0;
    for (const dtype of DTYPES) {
      contents.forEach((content, seed) => {
        const a = view(7, 5, dtype, { layout: 'contiguous', content, seed });
        const b = view(5, 9, dtype, { layout: 'transposed', content, seed: ~seed });
        expectSameBits(resultOf(multiply, a, b, dtype, 1), resultOf(textbook, a, b, dtype, 1));
        products++;
      });
    }
    return products;
  }

  it.each(LACKING)('%s takes the fallback, with the same bits', async (_, engine) => {
    const { multiply, fallback } = await load(engine);
    const products = expectProducts(multiply);
    expect(fallback).toHaveBeenCalledTimes(products);
  });

  it('that has WebAssembly uses it for every product, and compiles it once', async () => {
    const compiled: object[] = [];
    const called: string[] = [];
    class Instance {
      readonly exports: object;
      constructor(module: object) {
        compiled.push(module);
        const names = Object.entries(new given.Instance(module).exports).map(([name, value]) => {
          if (typeof value !== 'function') return [name, value] as const;
          const f = value as (...args: readonly unknown[]) => unknown;
          return [name, (...args: readonly unknown[]) => (called.push(name), f(...args))] as const;
        });
        this.exports = Object.fromEntries(names);
      }
    }
    const { multiply, fallback } = await load({ Module: given.Module, Instance });
    const products = expectProducts(multiply);
    expect(fallback).not.toHaveBeenCalled();
    expect(compiled).toHaveLength(1);
    for (const name of ['multiply32', 'multiply64']) {
      expect(called.filter((each) => each === name)).toHaveLength(products / 2);
    }
  });

  it('is asked to compile only when there is something to multiply', async () => {
    const Module = vi.fn(given.Module);
    const { multiply } = await load({ Module, Instance: given.Instance });
    for (const [m, k, n] of [
      [0, 3, 3],
      [3, 0, 3],
      [3, 3, 0],
    ] as const) {
      const operand = { layout: 'contiguous', content: 'special values', seed: 0 };
      multiply(view(m, k, 'float32', operand), view(k, n, 'float32', operand), new Float32Array(m * n), 0);
    }
    expect(Module).not.toHaveBeenCalled();
  });
});
