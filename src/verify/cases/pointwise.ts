/**
 * What pointwise operations are checked on.
 *
 * @module
 */
import { interval } from '../../autograd/domain.js';
import { Add, AddScaled, Div, Lerp, Mul, Neg, Sub } from '../../autograd/rules/arithmetic.js';
import { Exp, Log, Sigmoid, Sqrt, Tanh } from '../../autograd/rules/elementary.js';
import { Abs, Clamp, Maximum, Minimum, Relu, Where } from '../../autograd/rules/piecewise.js';
import { Pow, Power, Rsqrt } from '../../autograd/rules/powers.js';
import { Ceil, Floor, Fmod, Remainder, Round, Sign, Trunc } from '../../autograd/rules/steps.js';
import type { Variable } from '../../autograd/variable.js';
import type { Shape } from '../../kernels/types.js';
import type { Carrier } from '../../tensor/algebra/carrier.js';
import type { Pointwise } from '../../tensor/algebra/pointwise.js';
import { arange } from '../../tensor/creation.js';
import { pow } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import {
  applied,
  appliedToOne,
  appliedToTwo,
  cases,
  PAIRS,
  pairwise,
  pointwise,
  truthValues,
  type NotDifferentiable,
  type Own,
  type RuleCase,
} from './case.js';

/** Alternately true and false. */
function alternating(shape: Shape): Tensor {
  const numel = shape.reduce((product, size) => product * size, 1);
  const numbers = arange(numel, { dtype: 'float64' });
  const halves = numbers.div(2).to('int32').to('float64').mul(2);
  return numbers.eq(halves).reshape(shape);
}

/** `where` by a condition of the given shape. */
const choosing = (condition: Shape, shapes: readonly [Shape, Shape]): RuleCase => ({
  ...cases(() => new Where(), shapes, `condition [${condition.join(', ')}]`),
  apply: (a, b) => new Where().apply(alternating(condition), a, b),
});

const alternatingInTorch = (shape: Shape): string =>
  `(torch.arange(${shape.reduce((product, size) => product * size, 1)}) % 2 == 0).reshape([${shape.join(', ')}])`;

/** A remainder for operands of either sign, where the quotient is between whole numbers. */
const dividing = (apply: RuleCase['apply'], torch: string): RuleCase[] =>
  (
    [
      [-5.625, 2],
      [5.125, -2.5],
      [-5.625, -2.5],
    ] as const
  ).map(([dividend, divisor]) =>
    applied(apply, [[2, 3], [3]], {
      label: `from ${dividend} by ${divisor}`,
      domain: [
        { low: dividend, high: dividend + 0.5 },
        { low: divisor, high: divisor + 0.5 },
      ],
      torch,
    }),
  );

/** The comparisons. */
type Constant = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

/** The operations that have a derivative. */
type Differentiable = Exclude<Own<Pointwise<Tensor>, Carrier<Tensor>>, Constant> | 'where' | 'addScaled';

/** What pointwise operations are checked on. */
export const pointwiseCases: Readonly<Record<Differentiable, readonly RuleCase[]>> = {
  neg: pointwise(() => new Neg(), undefined, 'torch.neg(x0)'),
  abs: pointwise(() => new Abs(), undefined, 'torch.abs(x0)'),
  exp: pointwise(() => new Exp(), undefined, 'torch.exp(x0)'),
  log: pointwise(() => new Log(), undefined, 'torch.log(x0)'),
  sqrt: pointwise(() => new Sqrt(), undefined, 'torch.sqrt(x0)'),
  tanh: pointwise(() => new Tanh(), undefined, 'torch.tanh(x0)'),
  sigmoid: pointwise(() => new Sigmoid(), undefined, 'torch.sigmoid(x0)'),
  relu: pointwise(() => new Relu(), undefined, 'torch.relu(x0)'),
  pow: [
    ...[-2, -1, -0.5, 0, 0.5, 1, 2, 2.5, 3].flatMap((n) =>
      pointwise(() => new Pow(n), `exponent ${n}`, `torch.pow(x0, ${n})`),
    ),
    ...pairwise(() => new Power(), 'torch.pow(x0, x1)'),
    applied((a, b) => a.pow(b), [[2, 3], [3]], {
      label: 'negative exponents',
      domain: [
        { low: 0.25, high: 2 },
        { low: -2, high: -0.25 },
      ],
      torch: 'torch.pow(x0, x1)',
    }),
    applied((x) => pow<Variable>(3, x), [[2, 3]], { label: 'base 3', torch: 'torch.pow(3.0, x0)' }),
  ],
  clamp: [
    ...pointwise(() => new Clamp(0, Infinity), 'min 0', 'torch.clamp(x0, min=0)'),
    ...pointwise(() => new Clamp(-Infinity, 0.5), 'max 0.5', 'torch.clamp(x0, max=0.5)'),
    ...pointwise(() => new Clamp(-1, 1), 'min -1 max 1', 'torch.clamp(x0, -1, 1)'),
  ],
  add: [
    ...pairwise(() => new Add(), 'torch.add(x0, x1)'),
    ...appliedToTwo((a, b) => a.add(b, { alpha: -0.75 }), {
      label: 'alpha −0.75',
      torch: 'torch.add(x0, x1, alpha=-0.75)',
    }),
  ],
  sub: [
    ...pairwise(() => new Sub(), 'torch.sub(x0, x1)'),
    ...appliedToTwo((a, b) => a.sub(b, { alpha: 2.5 }), {
      label: 'alpha 2.5',
      torch: 'torch.sub(x0, x1, alpha=2.5)',
    }),
  ],
  addScaled: pairwise(() => new AddScaled(-0.75), 'torch.add(x0, x1, alpha=-0.75)'),
  mul: pairwise(() => new Mul(), 'torch.mul(x0, x1)'),
  div: pairwise(() => new Div(), 'torch.div(x0, x1)'),
  maximum: pairwise(() => new Maximum(), 'torch.maximum(x0, x1)'),
  minimum: pairwise(() => new Minimum(), 'torch.minimum(x0, x1)'),
  where: [
    ...PAIRS.map((shapes) => choosing([], shapes)),
    ...([[2, 3], [3], [2, 1]] as const).map((condition) => choosing(condition, [[2, 3], [3]])),
    choosing([2, 2], [[], []]),
    choosing([0, 3], [[0, 3], [3]]),
  ],
  square: appliedToOne((x) => x.square(), { torch: 'torch.square(x0)' }),
  rsqrt: pointwise(() => new Rsqrt(), undefined, 'torch.rsqrt(x0)'),
  reciprocal: appliedToOne((x) => x.reciprocal(), {
    domain: interval(-2, 2, { except: [0] }),
    torch: 'torch.reciprocal(x0)',
  }),
  sign: pointwise(() => new Sign(), undefined, 'torch.sign(x0)'),
  floor: pointwise(() => new Floor(), undefined, 'torch.floor(x0)'),
  ceil: pointwise(() => new Ceil(), undefined, 'torch.ceil(x0)'),
  round: [
    ...pointwise(() => new Round(), undefined, 'torch.round(x0)'),
    // Samples on the multiples of 1/10 keep away from the steps in the middle between them.
    applied((x) => x.round({ decimals: 1 }), [[2, 3]], {
      label: 'decimals 1',
      domain: interval(-2, 2, { grid: 0.1 }),
      torch: 'torch.round(x0, decimals=1)',
    }),
    applied((x) => x.round({ decimals: -1 }), [[2, 3]], {
      label: 'decimals -1',
      domain: interval(-12, 12, { except: [-5, 5] }),
      torch: 'torch.round(x0, decimals=-1)',
    }),
  ],
  trunc: pointwise(() => new Trunc(), undefined, 'torch.trunc(x0)'),
  frac: appliedToOne((x) => x.frac(), {
    domain: interval(-2, 2, { except: [-2, -1, 0, 1, 2] }),
    torch: 'torch.frac(x0)',
  }),
  fmod: [
    ...pairwise(() => new Fmod(), 'torch.fmod(x0, x1)'),
    ...dividing((a, b) => a.fmod(b), 'torch.fmod(x0, x1)'),
  ],
  remainder: [
    ...pairwise(() => new Remainder(), 'torch.remainder(x0, x1)'),
    ...dividing((a, b) => a.remainder(b), 'torch.remainder(x0, x1)'),
  ],
  lerp: [
    ...// Of unlike shapes: between x and itself there is nothing to tell a right rule from a wrong one.
    (
      [
        [[], [], [1]],
        [[3], [3], []],
        [
          [2, 1],
          [1, 3],
          [2, 3],
        ],
        [[0, 3], [3], []],
      ] as const
    ).map((shapes) => cases(() => new Lerp(), shapes, undefined, 'torch.lerp(x0, x1, x2)')),
    ...[-0.5, 0.25, 0.75].map((weight) =>
      applied((a, b) => a.lerp(b, weight), [[2, 3], [3]], {
        label: `weight ${weight}`,
        torch: `torch.lerp(x0, x1, ${weight})`,
      }),
    ),
  ],
  maskedFill: [
    ...([[], [3], [2, 3], [0, 3]] as const).map((shape) =>
      applied((x) => x.maskedFill(alternating(shape), 0.5), [shape], {
        torch: `torch.masked_fill(x0, ${alternatingInTorch(shape)}, 0.5)`,
      }),
    ),
    applied((x) => x.maskedFill(alternating([3]), 0.5), [[2, 1]], {
      label: 'mask [3]',
      torch: `torch.masked_fill(x0, ${alternatingInTorch([3])}, 0.5)`,
    }),
    applied((x, value) => x.maskedFill(alternating([2, 3]), value), [[2, 3], []], {
      torch: `torch.masked_fill(x0, ${alternatingInTorch([2, 3])}, x1)`,
    }),
  ],
  nanToNum: appliedToOne((x) => x.nanToNum(), { torch: 'torch.nan_to_num(x0)' }),
};

/** The pointwise operations without a derivative. */
export const pointwiseConstants: Readonly<Record<Constant, NotDifferentiable>> = {
  eq: truthValues,
  ne: truthValues,
  lt: truthValues,
  le: truthValues,
  gt: truthValues,
  ge: truthValues,
};
