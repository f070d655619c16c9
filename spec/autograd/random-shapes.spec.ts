/**
 * Every rule over random shapes: rank 0 to 3, empty, size-1 axes, broadcasting; its operands as transposed views,
 * the same Variable twice, its output used twice, dead branches beside it. First and second order.
 */
import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Elu, LeakyRelu, Mish, Silu, Softplus, Softsign } from '../../src/autograd/rules/activations.js';
import { Add, Div, Lerp, Mul, Neg, Sub } from '../../src/autograd/rules/arithmetic.js';
import { Exp, Log, Sigmoid, Sqrt, Tanh } from '../../src/autograd/rules/elementary.js';
import {
  Erf,
  Erfc,
  Exp2,
  Expm1,
  Log10,
  Log1p,
  Log2,
  LogAddExp,
  XLogY,
} from '../../src/autograd/rules/exponentials.js';
import { Acosh, Asinh, Atanh, Cosh, Sinh } from '../../src/autograd/rules/hyperbolic.js';
import type { RuleName } from '../../src/autograd/rules/index.js';
import { Clone, Concat, Expand, Narrow, Permute, Reshape, To } from '../../src/autograd/rules/layout.js';
import { Abs, Clamp, Maximum, Minimum, Relu, Where } from '../../src/autograd/rules/piecewise.js';
import { Pow, Power, Rsqrt } from '../../src/autograd/rules/powers.js';
import { Matmul, Mm } from '../../src/autograd/rules/products.js';
import { LogSumExp, Softmax } from '../../src/autograd/rules/probabilities.js';
import { Amax, Amin, Center, Norm, Prod, Sum, Var } from '../../src/autograd/rules/reductions.js';
import { Cumprod, Cumsum, Recurrence } from '../../src/autograd/rules/scans.js';
import { Floor, Fmod, Remainder } from '../../src/autograd/rules/steps.js';
import { Acos, Asin, Atan, Atan2, Cos, Hypot, Sin, Tan } from '../../src/autograd/rules/trigonometric.js';
import {
  bernoulli,
  Generator,
  gradcheck,
  gradgradcheck,
  type Domain,
  type Function,
  type Tensor,
  type Variable,
} from '../../src/index.js';
import { sample } from '../../src/verify/sample.js';
import { broadcastShapes, shapes, sizes, type ShapeLimits } from '../properties/arbitraries.js';
import { need } from '../properties/indices.js';

type Shape = readonly number[];

/** A rule and the shapes of its operands. */
interface Application {
  readonly shapes: readonly Shape[];
  readonly make: () => Function<readonly Variable[]>;
  /** A condition in front of the operands, of a shape. */
  readonly condition?: Shape;
  /** For finite differences. */
  readonly step?: number;
  /** What was drawn for the rule itself. */
  readonly attributes?: unknown;
}

const LIMITS: ShapeLimits = { maxRank: 3, maxSize: 3 };
const anyShape = shapes(LIMITS);
const full = sizes(3).filter((size) => size > 0);
const dimsOf = (shape: Shape): number[] => shape.map((_, dim) => dim);

const one = (make: () => Function): Arbitrary<Application> =>
  anyShape.map((shape) => ({ shapes: [shape], make }));

/** Shapes that broadcast, or twice the same: that is the Variable given twice. */
const two = (make: () => Function<readonly Variable[]>): Arbitrary<Application> =>
  fc
    .oneof(
      { arbitrary: broadcastShapes(2, LIMITS), weight: 3 },
      { arbitrary: anyShape.map((shape) => [shape, shape]), weight: 1 },
    )
    .map((pair) => ({ shapes: pair, make }));

const reduction = (
  Rule: new (dims: readonly number[], keepDim: boolean) => Function,
  shape: Arbitrary<number[]> = anyShape,
): Arbitrary<Application> =>
  shape
    .chain((chosen) =>
      fc.tuple(
        fc.constant(chosen),
        fc.subarray(dimsOf(chosen), { minLength: Math.min(1, chosen.length) }),
        fc.boolean(),
      ),
    )
    .map(([chosen, dims, keepDim]) => ({
      shapes: [chosen],
      make: () => new Rule(dims, keepDim),
      attributes: { dims, keepDim },
    }));

/** A rule that keeps the shape, over any dims. */
const linewise = (make: (dims: readonly number[]) => Function): Arbitrary<Application> =>
  anyShape
    .chain((shape) =>
      fc.tuple(fc.constant(shape), fc.subarray(dimsOf(shape), { minLength: Math.min(1, shape.length) })),
    )
    .map(([shape, dims]) => ({ shapes: [shape], make: () => make(dims), attributes: dims }));

/** A rule along one dim, with a choice beside it, of one operand or of several of one shape. */
const along = (
  make: (dim: number, choice: boolean) => Function<readonly Variable[]>,
  operands = 1,
): Arbitrary<Application> =>
  shapes({ ...LIMITS, minRank: 1 })
    .chain((shape) => fc.tuple(fc.constant(shape), fc.nat(shape.length - 1), fc.boolean()))
    .map(([shape, dim, choice]) => ({
      shapes: Array.from({ length: operands }, () => shape),
      make: () => make(dim, choice),
      attributes: { dim, choice },
    }));

/** Arbitrary applications of the rules that take any shape; those that ask for more have their cases alone. */
const applications: Partial<Record<RuleName, Arbitrary<Application>>> = {
  neg: one(() => new Neg()),
  abs: one(() => new Abs()),
  exp: one(() => new Exp()),
  log: one(() => new Log()),
  sqrt: one(() => new Sqrt()),
  tanh: one(() => new Tanh()),
  sigmoid: one(() => new Sigmoid()),
  expm1: one(() => new Expm1()),
  exp2: one(() => new Exp2()),
  log1p: one(() => new Log1p()),
  log2: one(() => new Log2()),
  log10: one(() => new Log10()),
  erf: one(() => new Erf()),
  erfc: one(() => new Erfc()),
  sin: one(() => new Sin()),
  cos: one(() => new Cos()),
  tan: one(() => new Tan()),
  asin: one(() => new Asin()),
  acos: one(() => new Acos()),
  atan: one(() => new Atan()),
  sinh: one(() => new Sinh()),
  cosh: one(() => new Cosh()),
  asinh: one(() => new Asinh()),
  acosh: one(() => new Acosh()),
  atanh: one(() => new Atanh()),
  atan2: two(() => new Atan2()),
  hypot: two(() => new Hypot()),
  logaddexp: two(() => new LogAddExp()),
  xlogy: two(() => new XLogY()),
  relu: one(() => new Relu()),
  rsqrt: one(() => new Rsqrt()),
  floor: one(() => new Floor()),
  leakyRelu: one(() => new LeakyRelu(0.2)),
  elu: one(() => new Elu(2, 3, 0.5)),
  softplus: one(() => new Softplus(2, 3)),
  silu: one(() => new Silu()),
  mish: one(() => new Mish()),
  softsign: one(() => new Softsign()),
  pow: fc.oneof(
    fc
      .tuple(anyShape, fc.constantFrom(-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 4))
      .map(([shape, n]) => ({ shapes: [shape], make: () => new Pow(n), attributes: n })),
    broadcastShapes(2, LIMITS).map((pair) => ({ shapes: pair, make: () => new Power() })),
  ),
  clamp: fc
    .tuple(anyShape, fc.constantFrom(-Infinity, -1, 0, 0.5), fc.constantFrom(Infinity, 1, 0.5, -0.5))
    .map(([shape, low, high]) => ({
      shapes: [shape],
      make: () => new Clamp(low, high),
      attributes: [low, high],
    })),
  add: two(() => new Add()),
  sub: two(() => new Sub()),
  mul: two(() => new Mul()),
  div: two(() => new Div()),
  fmod: two(() => new Fmod()),
  remainder: two(() => new Remainder()),
  lerp: broadcastShapes(3, LIMITS)
    .filter((all) => new Set(all.map(String)).size > 1)
    .map((all) => ({ shapes: all, make: () => new Lerp() })),
  maximum: broadcastShapes(2, LIMITS).map((pair) => ({ shapes: pair, make: () => new Maximum() })),
  minimum: broadcastShapes(2, LIMITS).map((pair) => ({ shapes: pair, make: () => new Minimum() })),
  where: broadcastShapes(3, LIMITS).map(([condition, ...pair]) => ({
    shapes: pair,
    make: () => new Where(),
    condition: need(condition),
  })),
  sum: reduction(Sum),
  amax: reduction(Amax, fc.array(full, { maxLength: 3 })),
  amin: reduction(Amin, fc.array(full, { maxLength: 3 })),
  logsumexp: reduction(LogSumExp, fc.array(full, { maxLength: 3 })),
  var: reduction(
    class extends Var {
      constructor(dims: readonly number[], keepDim: boolean) {
        super(dims, 0, keepDim);
      }
    },
    fc.array(full, { maxLength: 3 }),
  ),
  norm: reduction(
    class extends Norm {
      constructor(dims: readonly number[], keepDim: boolean) {
        super(3, dims, keepDim);
      }
    },
  ),
  softmax: linewise((dims) => new Softmax(dims)),
  center: linewise((dims) => new Center(dims)),
  prod: along((dim, keepDim) => new Prod(dim, keepDim)),
  cumsum: along((dim, reverse) => new Cumsum(dim, reverse)),
  cumprod: along((dim, reverse) => new Cumprod(dim, reverse)),
  recurrence: along((dim, reverse) => new Recurrence(dim, reverse), 2),
  mm: fc
    .oneof(
      fc.tuple(sizes(3), sizes(3), sizes(3)),
      sizes(3).map((n) => [n, n, n] as const),
    )
    .map(([m, k, n]) => ({
      shapes: [
        [m, k],
        [k, n],
      ],
      make: () => new Mm(),
    })),
  matmul: fc
    .tuple(broadcastShapes(2, { maxRank: 2, maxSize: 2 }), sizes(3), sizes(3), sizes(3))
    .map(([[a, b], m, k, n]) => ({
      shapes: [
        [...need(a), m, k],
        [...need(b), k, n],
      ],
      make: () => new Matmul(),
    })),
  permute: anyShape
    .chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        fc.shuffledSubarray(dimsOf(shape), { minLength: shape.length, maxLength: shape.length }),
      ),
    )
    .map(([shape, dims]) => ({ shapes: [shape], make: () => new Permute(dims), attributes: dims })),
  reshape: anyShape
    .chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        fc.constantFrom(
          [shape.reduce((product, size) => product * size, 1)],
          [...shape].reverse(),
          [1, ...shape],
          [...shape, 1],
          shape.filter((size) => size !== 1),
        ),
      ),
    )
    .map(([shape, to]) => ({ shapes: [shape], make: () => new Reshape(to), attributes: to })),
  expand: anyShape
    .chain((to) =>
      fc.tuple(
        fc.constant(to),
        fc.nat(to.length),
        fc.array(fc.boolean(), { minLength: to.length, maxLength: to.length }),
      ),
    )
    .map(([to, lead, ones]) => ({
      shapes: [to.map((size, dim) => (ones[dim] === true ? 1 : size)).slice(lead)],
      make: () => new Expand(to),
      attributes: to,
    })),
  narrow: shapes({ ...LIMITS, minRank: 1 })
    .chain((shape) => fc.tuple(fc.constant(shape), fc.nat(shape.length - 1), fc.nat(3), fc.nat(3)))
    .map(([shape, dim, from, wanted]) => {
      const size = need(shape[dim]);
      const start = Math.min(from, size);
      const length = Math.min(wanted, size - start);
      return {
        shapes: [shape],
        make: () => new Narrow(dim, start, length),
        attributes: { dim, start, length },
      };
    }),
  concat: shapes({ ...LIMITS, minRank: 1 })
    .chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        fc.nat(shape.length - 1),
        fc.array(sizes(3), { minLength: 1, maxLength: 3 }),
      ),
    )
    .map(([shape, along, lengths]) => ({
      shapes: lengths.map((length) => shape.map((size, dim) => (dim === along ? length : size))),
      make: () => new Concat(along),
      attributes: along,
    })),
  clone: one(() => new Clone()),
  // Through float32, which is exact on the grid of the rule's domain with a step on it.
  to: anyShape.map((shape) => ({
    shapes: [shape],
    make: () => new To('float64'),
    step: 1 / 4,
    attributes: 'to',
  })),
};

const USES = [
  'alone',
  'on transposed views',
  'with one Variable for all',
  'used twice',
  'beside dead branches',
] as const;
type Use = (typeof USES)[number];

/** The values in storage whose axes lie the other way round. */
function transposedStorage(x: Tensor): Tensor {
  const reversed = x.shape.map((_, dim) => x.ndim - 1 - dim);
  return x.permute(reversed).clone().permute(reversed);
}

/** The function to be checked and where. */
function prepared(
  application: Application,
  use: Use,
  seed: number,
): { fn: (...inputs: Variable[]) => Variable; inputs: Tensor[] } {
  const { make, condition, attributes } = application;
  const generator = new Generator(seed);
  const domain: Domain = make().domain;
  const truth = condition && [bernoulli(condition, { generator }).to('bool')];
  const apply = (...given: Variable[]): Variable => {
    const inputs = attributes === 'to' ? [new To('float32').apply(need(given[0]))] : given;
    return make().apply(...(truth ?? []), ...inputs);
  };
  const alike = new Set(application.shapes.map(String)).size === 1;
  const ties = domain.some(({ distinct }) => distinct === true);
  const inputs = sample(domain, application.shapes, generator);
  if (use === 'with one Variable for all' && alike && !ties) {
    // The last operand has the narrower domain: 0 is no divisor.
    return { fn: (x) => apply(...inputs.map(() => x)), inputs: inputs.slice(-1) };
  }
  const views = use === 'on transposed views' ? inputs.map(transposedStorage) : inputs;
  const fn = (...given: Variable[]): Variable => {
    const y = apply(...given);
    if (use === 'used twice') return y.mul(y).add(y);
    if (use === 'beside dead branches') {
      apply(...given).mul(3);
      y.tanh();
    }
    return y;
  };
  return { fn, inputs: views };
}

describe('the derivative is what finite differences measure, over random shapes', () => {
  test.each(Object.entries(applications))('%s', (name, application) => {
    fc.assert(
      fc.property(application, fc.constantFrom(...USES), fc.nat(2 ** 31), (drawn, use, seed) => {
        const { fn, inputs } = prepared(drawn, use, seed);
        const options = { name, seed, ...(drawn.step === undefined ? {} : { step: drawn.step }) };
        for (const check of [gradcheck, gradgradcheck]) {
          const report = check(fn, inputs, options);
          expect(report.verdict, report.message).toBe('pass');
        }
      }),
      { numRuns: 20 },
    );
  });

  test('every use, rank, empty and size-1 shape is among them', () => {
    const drawn = fc.sample(fc.tuple(need(applications.mul), fc.constantFrom(...USES)), 200);
    const all = drawn.flatMap(([{ shapes: pair }]) => pair);
    expect(new Set(drawn.map(([, use]) => use)).size).toBe(USES.length);
    expect(new Set(all.map(({ length }) => length))).toEqual(new Set([0, 1, 2, 3]));
    expect(all.some((shape) => shape.includes(0)) && all.some((shape) => shape.includes(1))).toBe(true);
    expect(
      drawn.some(
        ([
          {
            shapes: [a, b],
          },
        ]) => String(a) !== String(b),
      ),
    ).toBe(true);
    expect(
      drawn.some(
        ([
          {
            shapes: [a, b],
          },
        ]) => String(a) === String(b),
      ),
    ).toBe(true);
  });
});
