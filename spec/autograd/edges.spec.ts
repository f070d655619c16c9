/**
 * Pointwise operations, activations and logical operations where samples of a smooth domain do not go: at kinks, at 0, far
 * out, at infinities and NaN. Value, first and second derivative, in float64 and float32: beside PyTorch where there are kinks,
 * beside the true values where there are none.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { grad, tensor, Variable, type FloatDtype } from '../../src/index.js';
import { rounder } from '../properties/bits.js';
import { numbers, type Written } from '../properties/fixtures.js';
import { need } from '../properties/indices.js';

type Column = readonly Written[];

interface Answer<First = Column> {
  readonly name: string;
  readonly dtype: FloatDtype;
  readonly value: Column;
  readonly first: First | null;
}

interface Answers extends Answer {
  readonly second: Column | null;
}

interface Edges {
  readonly points: Column;
  readonly few: Column;
  readonly kinked: readonly Answers[];
  readonly smooth: readonly Answers[];
  readonly pairs: readonly Answer<readonly Column[]>[];
}

const edges = JSON.parse(
  readFileSync(new URL('../../fixtures/edges.json', import.meta.url), 'utf8'),
) as Edges;

/** How each operation of the file is written in Gradus. */
const OF_ONE: Readonly<Record<string, (x: Variable) => Variable>> = {
  rsqrt: (x) => x.rsqrt(),
  reciprocal: (x) => x.reciprocal(),
  sign: (x) => x.sign(),
  floor: (x) => x.floor(),
  ceil: (x) => x.ceil(),
  round: (x) => x.round(),
  'round to 1 decimal': (x) => x.round({ decimals: 1 }),
  'round to -1 decimals': (x) => x.round({ decimals: -1 }),
  trunc: (x) => x.trunc(),
  frac: (x) => x.frac(),
  nanToNum: (x) => x.nanToNum(),
  'nanToNum to 1, 2, 3': (x) => x.nanToNum({ nan: 1, posinf: 2, neginf: 3 }),
  softplus: (x) => x.softplus(),
  'softplus of beta 2, threshold 3': (x) => x.softplus({ beta: 2, threshold: 3 }),
  leakyRelu: (x) => x.leakyRelu(),
  'leakyRelu of slope -0.5': (x) => x.leakyRelu({ negativeSlope: -0.5 }),
  elu: (x) => x.elu(),
  'elu of alpha 2': (x) => x.elu({ alpha: 2 }),
  selu: (x) => x.selu(),
  celu: (x) => x.celu(),
  'celu of alpha 2': (x) => x.celu({ alpha: 2 }),
  hardtanh: (x) => x.hardtanh(),
  'hardtanh from -2 to 3': (x) => x.hardtanh({ minVal: -2, maxVal: 3 }),
  hardsigmoid: (x) => x.hardsigmoid(),
  hardswish: (x) => x.hardswish(),
  'threshold 0.5': (x) => x.threshold(0.5, 7),
  isnan: (x) => x.isnan(),
  isinf: (x) => x.isinf(),
  isfinite: (x) => x.isfinite(),
  logicalNot: (x) => x.logicalNot(),
  sigmoid: (x) => x.sigmoid(),
  logSigmoid: (x) => x.logSigmoid(),
  'softplus of threshold Infinity': (x) => x.softplus({ threshold: Infinity }),
  silu: (x) => x.silu(),
  gelu: (x) => x.gelu(),
  'gelu by tanh': (x) => x.gelu({ approximate: 'tanh' }),
  mish: (x) => x.mish(),
  softsign: (x) => x.softsign(),
};

const OF_TWO: Readonly<Record<string, (a: Variable, b: Variable) => Variable>> = {
  pow: (a, b) => a.pow(b),
  fmod: (a, b) => a.fmod(b),
  remainder: (a, b) => a.remainder(b),
  isclose: (a, b) => a.isclose(b, { rtol: 0.1, atol: 0.25 }),
  'isclose with equalNan': (a, b) => a.isclose(b, { equalNan: true }),
  logicalAnd: (a, b) => a.logicalAnd(b),
  logicalOr: (a, b) => a.logicalOr(b),
  logicalXor: (a, b) => a.logicalXor(b),
};

/** What stands here in the place of PyTorch's numbers: `operation: order` and point. */
type Differences = Readonly<Record<string, Readonly<Record<string, number>>>>;

// At NaN a gradient that no multiplication has touched passes, as it does for relu. In PyTorch it is NaN, 0 or 1: its vector
// code and what is left over for a plain loop disagree.
const atNaN = (first: number): Record<string, number> => ({ NaN: first });
const SELU_SCALE = 1.0507009873554805;

const UNLIKE_PYTORCH: Differences = {
  // PyTorch takes 1 from eˣ.
  'elu: value': { '-1e-30': -1e-30 },
  'elu of alpha 2: value': { '-1e-30': -2e-30 },
  'selu: value': { '-1e-30': -1.758099340847377e-30 },
  'celu: value': { '-1e-30': -1e-30 },
  'celu of alpha 2: value': { '-1e-30': -1e-30 },
  'elu: first': atNaN(1),
  'elu of alpha 2: first': atNaN(1),
  'selu: first': atNaN(SELU_SCALE),
  'celu: first': atNaN(1),
  'celu of alpha 2: first': atNaN(1),
  'elu: second': atNaN(0),
  'elu of alpha 2: second': atNaN(0),
  'selu: second': atNaN(0),
  'celu: second': atNaN(0),
  'celu of alpha 2: second': atNaN(0),
  'hardtanh: first': atNaN(1),
  'hardtanh from -2 to 3: first': atNaN(1),
  'hardsigmoid: first': atNaN(1 / 6),
  // The second derivative at a kink is that of the piece which the first one is of; PyTorch has 0.
  'softplus: second': { 20: Math.exp(-20) / (1 + Math.exp(-20)) ** 2 },
  'softplus of beta 2, threshold 3: second': { 1.5: (2 * Math.exp(-3)) / (1 + Math.exp(-3)) ** 2 },
  // The limit at −Infinity. At 3 PyTorch's plain loop has 3/2 too, and its vector code 1.
  'hardswish: value': { '-Infinity': 0 },
  'hardswish: first': { 3: 3 / 2 },
  'hardswish: second': { 3: 1 / 3, '-3': 1 / 3, NaN: 1 / 3 },
};

const UNLIKE_TRUTH: Differences = {
  // |·|′(NaN) is 0.
  'softsign: second': atNaN(0),
};

/** How close, relatively: in float32 each operation of a derivative is rounded. */
const TOLERANCE = { float64: 1e-11, float32: 4e-6 };

/** What cancels where it is small: its error is relative to this at least. */
const FLOOR: Readonly<Record<string, number>> = { 'sigmoid: second': 0.01, 'mish: second': 0.01 };

const points = numbers(edges.points);
const few = numbers(edges.few);
const pairs = few.flatMap((a) => few.map((b) => [a, b] as const));

const leaf = (values: readonly number[], dtype: FloatDtype): Variable =>
  new Variable(tensor([...values], { dtype }), { requiresGrad: true });

const flat = (x: Variable): readonly number[] => Array.from(x.toTypedArray());

/** The derivative of each element by its own element of an input; zeros where it does not depend on it. */
function derivatives(y: Variable, inputs: readonly Variable[]): readonly Variable[] {
  const found = y.requiresGrad
    ? grad(y.sum(), [...inputs], { createGraph: true, allowUnused: true })
    : inputs.map(() => null);
  return found.map((gradient) => gradient ?? new Variable(tensor(new Float64Array(y.numel()))));
}

interface Comparison {
  readonly dtype: FloatDtype;
  /** The points, as text. */
  readonly at: readonly string[];
  /** What else is right. */
  readonly wide?: Column;
  /** The size that an error is relative to, at least. The last digits of the smallest numbers are few. */
  readonly floor?: number;
  /** What stands here in the place of the expected, and differs from it. */
  readonly unlike?: Readonly<Record<string, number>>;
}

/** Lists where numbers are not the expected ones. */
function differing(
  actual: readonly number[],
  expected: Column,
  { dtype, at, wide = expected, floor = 1e-30, unlike = {} }: Comparison,
): readonly string[] {
  const round = rounder(dtype);
  const isClose = (x: number, y: number): boolean =>
    Object.is(x, y) || x === y || Math.abs(x - y) <= TOLERANCE[dtype] * Math.max(Math.abs(x), floor);
  return numbers(expected).flatMap((x, i) => {
    const [y, point, exact] = [need(actual[i]), need(at[i]), round(Number(need(wide[i])))];
    const own = unlike[point];
    if (own !== undefined) {
      const stale = isClose(x, y) ? [`at ${point}: no difference any more`] : [];
      return isClose(round(own), y) ? stale : [`at ${point}: ${y} instead of ${own}`];
    }
    return isClose(x, y) || isClose(exact, y) ? [] : [`at ${point}: ${y} instead of ${x}`];
  });
}

/** Compares an operation of one operand with what is known of it; in float32, with the rounded float64 answers too. */
function compareAll(known: readonly Answers[], unlike: Differences): void {
  describe.each(known)('$name, $dtype', ({ name, dtype, ...answer }) => {
    const x = leaf(points, dtype);
    const y = need(OF_ONE[name])(x);
    const wide = need(known.find((one) => one.name === name && one.dtype === 'float64'));
    const at = points.map(String);

    test.each(['value', 'first', 'second'] as const)('%s', (order) => {
      const expected = answer[order];
      if (expected === null) return;
      const [first] = derivatives(y, [x]);
      const [second] = derivatives(need(first), [x]);
      const actual = need({ value: y, first, second }[order]);
      const what = `${name}: ${order}`;
      const found = differing(flat(actual), expected, {
        ...{ dtype, at, wide: wide[order] ?? expected },
        ...{ floor: FLOOR[what] ?? 1e-30, unlike: unlike[what] ?? {} },
      });
      expect(found).toEqual([]);
    });
  });
}

describe('as in PyTorch, kinks included:', () => {
  compareAll(edges.kinked, UNLIKE_PYTORCH);
});

describe('to the last digits, and with the limits at infinities:', () => {
  compareAll(edges.smooth, UNLIKE_TRUTH);
});

describe('as in PyTorch, every edge against every other:', () => {
  describe.each(edges.pairs)('$name, $dtype', ({ name, dtype, value, first }) => {
    const a = leaf(
      pairs.map(([one]) => one),
      dtype,
    );
    const b = leaf(
      pairs.map(([, other]) => other),
      dtype,
    );
    const y = need(OF_TWO[name])(a, b);
    const comparison = { dtype, at: pairs.map(String) };

    test('value', () => {
      expect(differing(flat(y), value, comparison)).toEqual([]);
    });

    if (first === null) return; // Of truth values there are none.
    test('derivatives', () => {
      const [byA, byB] = derivatives(y, [a, b]).map(flat);
      expect(differing(need(byA), need(first[0]), comparison)).toEqual([]);
      // Where there is no remainder there is no quotient, which is the derivative by b: PyTorch divides nevertheless.
      const division = name === 'fmod' || name === 'remainder';
      const expected = need(first[1]).map((x, i) => (division && value[i] === 'NaN' ? 'NaN' : x));
      expect(differing(need(byB), expected, comparison)).toEqual([]);
    });
  });
});
