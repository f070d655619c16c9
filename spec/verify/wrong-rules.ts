/**
 * A corpus of wrong rules, every one of which the checker must reject: slips of the pen, forgotten cases, and the
 * bugs measured in published packages. Each says which law, or which error of the engine, must catch it.
 */
import {
  concat,
  Function,
  tensor,
  Variable,
  where,
  type DifferentiableFunction,
  type Gradients,
  type Law,
  type Tensor,
} from '../../src/index.js';
import { viewOf } from '../../src/tensor/tensor.js';
import { need } from '../properties/indices.js';

/** Who rejects a wrong rule. */
export type Caught =
  /** gradcheck, by exactly these laws. */
  | { readonly first: readonly Law[] }
  /** gradcheck passes; gradgradcheck rejects, by exactly these laws. */
  | { readonly second: readonly Law[] }
  /** The walk itself. */
  | { readonly error: string };

/** A rule with a mistake in it. */
export interface WrongRule {
  readonly mistake: string;
  readonly fn: DifferentiableFunction;
  readonly inputs: readonly Tensor[];
  readonly caught: Caught;
}

type Inputs = readonly [a: Variable, b: Variable, ...Variable[]];
type Backward = (gradient: Variable, inputs: Inputs, output: Variable) => unknown;

/** A rule given by its two halves. */
class Planted extends Function<readonly Variable[]> {
  constructor(
    readonly value: (...inputs: Tensor[]) => Tensor,
    readonly derivative: Backward,
  ) {
    super();
  }

  forward(...inputs: readonly Tensor[]): Tensor {
    return this.value(...inputs);
  }

  backward(gradient: Variable): Gradients {
    const [a, b, ...more] = this.inputs;
    // A rule with one operand reads only the first.
    return this.derivative(gradient, [need(a), b ?? need(a), ...more], this.output) as Gradients;
  }
}

const rule =
  (value: (...inputs: Tensor[]) => Tensor, derivative: Backward): ((...inputs: Variable[]) => Variable) =>
  (...inputs) =>
    new Planted(value, derivative).apply(...inputs);

/** A rule with a state of its own, made once for the whole check. */
function stateful(
  value: (x: Tensor) => Tensor,
  make: () => (gradient: Variable, x: Variable) => Variable,
): DifferentiableFunction {
  const derivative = make();
  return rule(
    (x) => value(need(x)),
    (gradient, [x]) => [derivative(gradient, x)],
  );
}

const f64 = (data: number | readonly number[] | readonly (readonly number[])[]): Tensor =>
  tensor(data, { dtype: 'float64' });

const POINT = f64([0.4, -1.3, 1.7]);
const POSITIVE = f64([0.4, 1.3, 2.7]);
const MATRIX = f64([
  [0.4, -1.3],
  [1.7, 0.6],
]);
const OTHER = f64([
  [-0.8, 0.9],
  [1.1, -1.5],
]);
const WIDE = f64([
  [0.4, -1.3, 1.7],
  [0.6, -0.2, 1.1],
]);

const JACOBIAN = { first: ['jacobian'] } as const;

const unary =
  (name: 'exp' | 'log' | 'sqrt' | 'tanh' | 'sigmoid' | 'relu' | 'abs' | 'neg') =>
  (x: Tensor): Tensor =>
    x[name]();

/** The sum of all elements from each on, along a dim. */
const reverseCumsum = (x: Variable, dim: number): Variable =>
  x.sum(dim, { keepDim: true }).sub(x.cumsum(dim)).add(x);

const slips: readonly WrongRule[] = [
  {
    mistake: 'exp: 1.001 times too large',
    fn: rule(unary('exp'), (g, _, y) => [g.mul(y).mul(1.001)]),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'tanh: 1 + 3·10⁻⁷ times too large',
    fn: rule(unary('tanh'), (g, _, y) => [g.mul(y.square().neg().add(1)).mul(1 + 3e-7)]),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'neg: the sign forgotten',
    fn: rule(unary('neg'), (g) => [g]),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'sub: the sign of the second operand forgotten',
    fn: rule(
      (a, b) => need(a).sub(need(b)),
      (g) => [g, g],
    ),
    inputs: [POINT, POSITIVE],
    caught: JACOBIAN,
  },
  {
    mistake: 'sub: arguments swapped',
    fn: rule(
      (a, b) => need(a).sub(need(b)),
      (g) => [g.neg(), g],
    ),
    inputs: [POINT, POSITIVE],
    caught: JACOBIAN,
  },
  {
    mistake: 'mul: each operand gets its own value instead of the other’s',
    fn: rule(
      (a, b) => need(a).mul(need(b)),
      (g, [a, b]) => [g.mul(a), g.mul(b)],
    ),
    inputs: [POINT, POSITIVE],
    caught: JACOBIAN,
  },
  {
    mistake: 'div: −a/b instead of −a/b²',
    fn: rule(
      (a, b) => need(a).div(need(b)),
      (g, [, b], y) => [g.div(b), g.mul(y).neg()],
    ),
    inputs: [POINT, POSITIVE],
    caught: JACOBIAN,
  },
  {
    mistake: 'log: times x instead of divided by it',
    fn: rule(unary('log'), (g, [x]) => [g.mul(x)]),
    inputs: [POSITIVE],
    caught: JACOBIAN,
  },
  {
    mistake: 'sqrt: the factor 2 forgotten',
    fn: rule(unary('sqrt'), (g, _, y) => [g.div(y)]),
    inputs: [POSITIVE],
    caught: JACOBIAN,
  },
  {
    mistake: 'tanh: the square forgotten',
    fn: rule(unary('tanh'), (g, _, y) => [g.mul(y.neg().add(1))]),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'sigmoid: y(1 + y)',
    fn: rule(unary('sigmoid'), (g, _, y) => [g.mul(y).mul(y.add(1))]),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'pow: the factor n forgotten',
    fn: rule(
      (x) => need(x).pow(3),
      (g, [x]) => [g.mul(x.pow(2))],
    ),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'pow: n·xⁿ',
    fn: rule(
      (x) => need(x).pow(3),
      (g, [x]) => [g.mul(x.pow(3).mul(3))],
    ),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'abs: 1 everywhere',
    fn: rule(unary('abs'), (g) => [g]),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'relu: the mask the wrong way round',
    fn: rule(unary('relu'), (g, [x]) => [where(x.gt(0), 0, g)]),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'clamp: nothing is masked',
    fn: rule(
      (x) => need(x).clamp({ min: 0 }),
      (g) => [g],
    ),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'a gradient of zeros',
    fn: rule(unary('exp'), (g) => [g.mul(0)]),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'mul: no gradient for the second operand',
    fn: rule(
      (a, b) => need(a).mul(need(b)),
      (g, [, b]) => [g.mul(b), null],
    ),
    inputs: [POINT, POSITIVE],
    caught: JACOBIAN,
  },
  {
    mistake: 'a factor detached',
    fn: (x) => need(x).mul(need(x).detach()),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'maximum: the gradient goes to the smaller',
    fn: rule(
      (a, b) => need(a).maximum(need(b)),
      (g, [a, b]) => [where(a.lt(b), g, 0), where(b.lt(a), g, 0)],
    ),
    inputs: [POINT, f64([0.9, -2, 1])],
    caught: JACOBIAN,
  },
  {
    mistake: 'where: both operands get the whole gradient',
    fn: (a, b) =>
      rule(
        (c, x, y) => where(need(c), need(x), need(y)),
        (g) => [null, g, g],
      )(new Variable(tensor([true, false, true])), need(a), need(b)),
    inputs: [POINT, POSITIVE],
    caught: JACOBIAN,
  },
];

const shapes: readonly WrongRule[] = [
  {
    mistake: 'mm: the factors not transposed',
    fn: rule(
      (a, b) => need(a).mm(need(b)),
      (g, [a, b]) => [g.mm(b), a.mm(g)],
    ),
    inputs: [MATRIX, OTHER],
    caught: JACOBIAN,
  },
  {
    mistake: 'mm: the factors in the wrong order',
    fn: rule(
      (a, b) => need(a).mm(need(b)),
      (g, [a, b]) => [b.t().mm(g), g.mm(a.t())],
    ),
    inputs: [MATRIX, OTHER],
    caught: JACOBIAN,
  },
  {
    mistake: 'un-broadcast forgotten: the first copy’s gradient stands for all',
    fn: rule(
      (a, b) => need(a).mul(need(b)),
      (g, [a, b]) => [g.mul(b), g.mul(a).narrow(0, 0, 1).squeeze(0)],
    ),
    inputs: [WIDE, POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'un-broadcast by the mean instead of the sum',
    fn: rule(
      (a, b) => need(a).add(need(b)),
      (g) => [g, g.mean(0)],
    ),
    inputs: [WIDE, POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'expand: the gradient of the first copy instead of the sum of all',
    fn: rule(
      (x) => need(x).expand([4, 3]),
      (g) => [g.narrow(0, 0, 1).squeeze(0)],
    ),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'mean: divided by the number of all elements instead of those added',
    fn: rule(
      (x) => need(x).mean(1),
      (g, [x]) => [g.unsqueeze(1).div(x.numel()).expand(x.shape)],
    ),
    inputs: [WIDE],
    caught: JACOBIAN,
  },
  {
    mistake: 'min: the rule of max',
    fn: rule(
      (x) => need(x).min(),
      (g, [x]) => [where(x.eq(x.max()), g, 0)],
    ),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'permute: the permutation again instead of its inverse',
    fn: rule(
      (x) => need(x).permute([1, 2, 0]),
      (g) => [g.permute([1, 2, 0])],
    ),
    inputs: [f64([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]).reshape([2, 2, 2])],
    caught: JACOBIAN,
  },
  {
    mistake: 'narrow: the gradient put back at the front',
    fn: rule(
      (x) => need(x).narrow(0, 1, 2),
      (g) => [concat<Variable>([g, f64([0])])],
    ),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'concat: the parts in the wrong order',
    fn: rule(
      (a, b) => concat([need(a), need(b)]),
      (g) => [g.narrow(0, 3, 3), g.narrow(0, 0, 3)],
    ),
    inputs: [POINT, POSITIVE],
    caught: JACOBIAN,
  },
  {
    mistake: 'reshape: the gradient transposed on the way',
    fn: rule(
      (x) => need(x).reshape([4]),
      (g) => [g.reshape([2, 2]).t()],
    ),
    inputs: [MATRIX],
    caught: JACOBIAN,
  },
  {
    mistake: 'sum(1): the reduced dim not put back',
    fn: rule(
      (x) => need(x).sum(1),
      (g) => [g],
    ),
    inputs: [WIDE],
    caught: {
      error:
        "Planted: the gradient of input 0 has shape [2], which the input's shape [2, 3] does not broadcast to",
    },
  },
  {
    mistake: 'concat: the whole gradient to each',
    fn: rule(
      (a, b) => concat([need(a), need(b)]),
      (g) => [g, g],
    ),
    inputs: [POINT, POSITIVE],
    caught: {
      error:
        "Planted: the gradient of input 0 has shape [6], which the input's shape [3] does not broadcast to",
    },
  },
  {
    mistake: 'add: too few gradients',
    fn: rule(
      (a, b) => need(a).add(need(b)),
      (g) => [g],
    ),
    inputs: [POINT, POSITIVE],
    caught: { error: 'Planted: backward returned 1 gradients; accepted is an array of 2' },
  },
  {
    mistake: 'to: the gradient not converted back',
    fn: (x) =>
      rule(
        (v) => need(v).to('float32'),
        (g) => [g],
      )(need(x)).to('float64'),
    inputs: [f64([0.5, -1.25])],
    caught: { error: 'Planted: the gradient of input 0 is float32; the input is float64' },
  },
  {
    mistake: 'exp: a Tensor instead of a Variable, which no second derivative can pass',
    fn: rule(unary('exp'), (g, _, y) => [g.data.mul(y.data)]),
    inputs: [POINT],
    caught: { error: 'Planted: the gradient of input 0 is a Tensor; accepted is a Variable or null' },
  },
];

const secondOrder: readonly WrongRule[] = [
  {
    mistake: 'exp: right first; its output is a constant to the second derivative',
    fn: rule(unary('exp'), (g, _, y) => [g.mul(y.data)]),
    inputs: [POINT],
    caught: { second: ['jacobian'] },
  },
  {
    mistake: 'pow: right first; its input is a constant to the second derivative',
    fn: rule(
      (x) => need(x).pow(3),
      (g, [x]) => [g.mul(x.detach().pow(2).mul(3))],
    ),
    inputs: [POINT],
    caught: { second: ['jacobian'] },
  },
  {
    mistake: 'mul: right first; gradOutput is a constant to the second derivative',
    fn: rule(
      (a, b) => need(a).mul(need(b)),
      (g, [a, b]) => [g.detach().mul(b), g.detach().mul(a)],
    ),
    inputs: [POINT, POSITIVE],
    caught: { second: ['jacobian'] },
  },
  {
    mistake: 'mm: right first; one factor is a constant to the second derivative',
    fn: rule(
      (a, b) => need(a).mm(need(b)),
      (g, [a, b]) => [g.mm(b.data.t()), a.t().mm(g)],
    ),
    inputs: [MATRIX, OTHER],
    caught: { second: ['jacobian'] },
  },
  ...(['tanh', 'exp', 'sigmoid'] as const).map((name): WrongRule => {
    const slopes: Record<typeof name, (y: Tensor) => Tensor> = {
      tanh: (y) => y.square().neg().add(1),
      exp: (y) => y,
      sigmoid: (y) => y.mul(y.neg().add(1)),
    };
    const wrong = rule(unary(name), (g, _, y) => [g.mul(slopes[name](y.data))]);
    return {
      mistake: `tfjs 4.22: the second derivative of x·${name} x`,
      fn: (x) => need(x).mul(wrong(need(x))),
      inputs: [f64(0.7)],
      caught: { second: ['jacobian'] },
    };
  }),
];

const measured: readonly WrongRule[] = [
  {
    mistake: 'the tutorial: the gradient clipped at 0 instead of masked, where the unit is on',
    fn: rule(
      (x) => need(x).clamp({ min: 0 }),
      (g) => [g.clamp({ min: 0 })],
    ),
    inputs: [POSITIVE],
    // A gradient of 1 passes the clip: only its linearity gives it away.
    caught: { first: ['linearity'] },
  },
  {
    mistake: 'the tutorial: the gradient clipped at 0 instead of masked, where the unit is off',
    fn: rule(
      (x) => need(x).clamp({ min: 0 }),
      (g) => [g.clamp({ min: 0 })],
    ),
    inputs: [f64([-0.4, -1.3, -2.7])],
    caught: { first: ['jacobian', 'linearity'] },
  },
  {
    mistake: 'js-pytorch 0.7.2: pow(3) has the gradient of pow(2)',
    fn: rule(
      (x) => need(x).pow(3),
      (g, [x]) => [g.mul(x.mul(2))],
    ),
    inputs: [f64([1, 2, 3])],
    caught: JACOBIAN,
  },
  {
    mistake: 'js-pytorch: the gradient of sum(1) along the wrong axis',
    fn: rule(
      (x) => need(x).sum(1),
      (g, [x]) => [g.unsqueeze(0).expand(x.shape)],
    ),
    inputs: [MATRIX],
    caught: JACOBIAN,
  },
  {
    mistake: 'js-pytorch: sum(1, keepDim) has the gradient 3',
    fn: rule(
      (x) => need(x).sum(1, { keepDim: true }),
      (g, [x]) => [g.expand(x.shape).mul(x.size(1))],
    ),
    inputs: [WIDE],
    caught: JACOBIAN,
  },
  {
    mistake: 'js-pytorch: what one walk left on the node is added to in the next',
    fn: stateful(unary('exp'), () => {
      let stale: Variable | undefined;
      return (g, x) => {
        const fresh = g.mul(x.exp());
        stale = stale === undefined ? fresh : stale.add(fresh);
        return stale;
      };
    }),
    inputs: [POINT],
    caught: { first: ['jacobian', 'same bits twice', 'linearity', 'zero to zero'] },
  },
  {
    mistake: 'js-pytorch: transpose(0, 2) swaps 0 and 1 on the way back',
    fn: rule(
      (x) => need(x).transpose(0, 2),
      (g) => [g.transpose(0, 1)],
    ),
    inputs: [f64([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]).reshape([2, 2, 2])],
    caught: JACOBIAN,
  },
  {
    mistake: 'jax-js 0.1.25: pow(x, 2) through exp(2 ln x) is NaN at 0',
    fn: rule(
      (x) => need(x).pow(2),
      (g, [x]) => [g.mul(x.log().mul(2).exp().mul(2).div(x))],
    ),
    inputs: [f64([0, 1])],
    caught: JACOBIAN,
  },
  {
    mistake: 'jax-js: sigmoid by e⁻ˣ/(1 + e⁻ˣ)² is NaN far below 0',
    fn: rule(unary('sigmoid'), (g, [x]) => [g.mul(x.neg().exp()).div(x.neg().exp().add(1).square())]),
    inputs: [f64([-800, 0.5])],
    caught: JACOBIAN,
  },
  {
    mistake: 'jax-js: a float64 gradient that went through float32',
    fn: rule(
      (x) => need(x).mul(Math.log(3)).exp(),
      (g, _, y) => [
        g.mul(
          y
            .mul(Math.log(3))
            .to('float32')
            .to('float64')
            .mul(1 - 3.1e-7),
        ),
      ],
    ),
    inputs: [f64(2)],
    caught: JACOBIAN,
  },
  {
    mistake: 'tfjs: max gives the whole gradient to every element that ties',
    fn: (x) =>
      rule(
        (v) => need(v).max(),
        (g, [v], y) => [where(v.eq(y), g, 0)],
      )(x.expand([2])),
    inputs: [f64(3)],
    caught: JACOBIAN,
  },
  {
    mistake: 'maximum gives the whole gradient to both operands where they tie',
    fn: (x) =>
      rule(
        (a, b) => need(a).maximum(need(b)),
        (g, [a, b]) => [where(a.ge(b), g, 0), where(b.ge(a), g, 0)],
      )(x, x),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'tfjs: pow(x, 0) is NaN at 0',
    fn: rule(
      (x) => need(x).pow(0),
      (g, [x]) => [g.mul(x.pow(-1).mul(0))],
    ),
    inputs: [f64([0, 1])],
    caught: JACOBIAN,
  },
  {
    mistake: 'HIPS autograd: the scalar of where gets a gradient that is not summed',
    fn: (a) =>
      rule(
        (c, x, y) => where(need(c), need(x), need(y)),
        (g, [c]) => [null, where(c, g, 0).narrow(0, 0, 1).squeeze(0), where(c, 0, g)],
      )(new Variable(tensor([true, false, true])), a, new Variable(POINT)),
    inputs: [f64(2)],
    caught: JACOBIAN,
  },
  {
    mistake: 'jax-js: prod by y/x, which is 0/0 where an element is 0',
    fn: rule(
      (x) => need(x).prod(),
      (g, [x], y) => [g.mul(y).div(x)],
    ),
    inputs: [f64([2, 0, 4])],
    caught: JACOBIAN,
  },
  {
    mistake: 'jax-js: cumprod by y/x, which is 0/0 where an element is 0',
    fn: rule(
      (x) => need(x).cumprod(0),
      (g, [x], y) => [reverseCumsum(g.mul(y), 0).div(x)],
    ),
    inputs: [f64([2, 0, 3])],
    caught: JACOBIAN,
  },
  {
    mistake: 'prod: the product of the others taken for a constant',
    fn: rule(
      (x) => need(x).prod(),
      (g, [x], y) => [g.mul(y.div(x).detach())],
    ),
    inputs: [POINT],
    caught: { second: ['jacobian'] },
  },
  {
    mistake: 'tfjs: cumsum’s gradient runs back along another dim',
    fn: rule(
      (x) => need(x).cumsum(0),
      (g) => [reverseCumsum(g, 1)],
    ),
    inputs: [MATRIX],
    caught: JACOBIAN,
  },
  {
    mistake: 'softmax: the gradients added up without their weights',
    fn: rule(
      (x) => need(x).softmax(0),
      (g, _, y) => [y.mul(g.sub(g.sum()))],
    ),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'sort: the gradient stays where the sorted elements are',
    fn: rule(
      (x) => need(x).sort().values,
      (g) => [g],
    ),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  {
    mistake: 'minitorch: a zero gradient for log(x + 100000)',
    fn: rule(
      (x) => need(x).add(100_000).log(),
      (g) => [g.mul(0)],
    ),
    inputs: [POSITIVE],
    caught: JACOBIAN,
  },
];

const laws: readonly WrongRule[] = [
  {
    mistake: 'noise far below the tolerance, another in each walk',
    fn: stateful(unary('exp'), () => {
      let walks = 0;
      return (g, x) => g.mul(x.exp()).mul(1 + ++walks * 2 ** -50);
    }),
    inputs: [POINT],
    caught: { first: ['same bits twice'] },
  },
  {
    mistake: 'the inputs overwritten in the walk',
    fn: rule(unary('exp'), (g, [x], y) => {
      const gradient = g.mul(y);
      const { data } = viewOf(x.data);
      data[0] = need(data[0]) + 2 ** -50;
      return [gradient];
    }),
    inputs: [tensor([0.4, -1.3], { dtype: 'float64' })],
    caught: { first: ['inputs untouched'] },
  },
  {
    mistake: 'a gradient of the second degree in gradOutput, right for 1',
    fn: rule(unary('exp'), (g, _, y) => [g.mul(g.abs()).mul(y)]),
    inputs: [POINT],
    caught: { first: ['linearity'] },
  },
  {
    mistake: 'a gradient scaled by its largest element and back, which is 0/0 for zeros',
    fn: rule(unary('exp'), (g, _, y) => {
      const largest = g.abs().max();
      return [g.div(largest).mul(y).mul(largest)];
    }),
    inputs: [f64(0.4)],
    caught: { first: ['zero to zero'] },
  },
  {
    mistake: 'a gradient that does not see gradOutput',
    fn: rule(unary('exp'), (_, __, y) => [y.detach()]),
    inputs: [f64(0.4)],
    // 1 is the gradient that the Jacobian starts from, and a constant is affine: zeros give it away.
    caught: { first: ['zero to zero'] },
  },
];

/** All of them. */
export const wrongRules: readonly WrongRule[] = [...slips, ...shapes, ...secondOrder, ...measured, ...laws];
