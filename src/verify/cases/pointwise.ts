/**
 * What pointwise operations are checked on.
 *
 * @module
 */
import { Add, Div, Mul, Neg, Sub } from '../../autograd/rules/arithmetic.js';
import { Exp, Log, Pow, Sigmoid, Sqrt, Tanh } from '../../autograd/rules/elementary.js';
import { Abs, Clamp, Maximum, Minimum, Relu, Where } from '../../autograd/rules/piecewise.js';
import type { Shape } from '../../kernels/types.js';
import type { Carrier } from '../../tensor/algebra/carrier.js';
import type { Pointwise } from '../../tensor/algebra/pointwise.js';
import { arange } from '../../tensor/creation.js';
import type { Tensor } from '../../tensor/tensor.js';
import {
  appliedToOne,
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

/** The comparisons. */
type Constant = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

/** The operations that have a derivative. */
type Differentiable = Exclude<Own<Pointwise<Tensor>, Carrier<Tensor>>, Constant> | 'where';

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
  pow: [-2, -1, -0.5, 0, 0.5, 1, 2, 2.5, 3].flatMap((n) =>
    pointwise(() => new Pow(n), `exponent ${n}`, `torch.pow(x0, ${n})`),
  ),
  clamp: [
    ...pointwise(() => new Clamp(0, Infinity), 'min 0', 'torch.clamp(x0, min=0)'),
    ...pointwise(() => new Clamp(-Infinity, 0.5), 'max 0.5', 'torch.clamp(x0, max=0.5)'),
    ...pointwise(() => new Clamp(-1, 1), 'min -1 max 1', 'torch.clamp(x0, -1, 1)'),
  ],
  add: pairwise(() => new Add(), 'torch.add(x0, x1)'),
  sub: pairwise(() => new Sub(), 'torch.sub(x0, x1)'),
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
