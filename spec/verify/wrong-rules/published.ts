/**
 * Wrong results that were measured in published programs, planted as rules: one or more for each.
 */
import { concat, Generator, rand, tensor, where, type Variable } from '../../../src/index.js';
import {
  CUBE,
  f64,
  JACOBIAN,
  MATRIX,
  planted,
  POINT,
  POSITIVE,
  rule,
  SECOND,
  stateful,
  WIDE,
  type WrongRule,
} from './wrong-rule.js';

/** A wrong rule that somebody published. */
export interface PublishedRule extends WrongRule {
  readonly program: string;
  /** What it gets wrong. */
  readonly finding: string;
}

const by =
  (program: string, finding: string) =>
  (...rules: readonly WrongRule[]): readonly PublishedRule[] =>
    rules.map((one) => ({ ...one, program, finding, mistake: `${program}: ${one.mistake}` }));

/** Where a row of a matrix is masked, as attention masks what it must not see. */
const MASK = f64([
  [0, 0],
  [-Infinity, -Infinity],
]);

const jsPytorch = 'js-pytorch 0.7.2';
const jaxJs = 'jax-js 0.1.25';
const tfjs = 'tfjs 4.22';
const hips = 'HIPS autograd';

const ofJsPytorch = [
  by(
    jsPytorch,
    'the gradient of pow(3)',
  )(
    planted(
      'pow(3) has the gradient of pow(2)',
      (x) => x.pow(3),
      (g, [x]) => [g.mul(x.mul(2))],
      [f64([1, 2, 3])],
    ),
  ),
  by(
    jsPytorch,
    'the gradient of sum(1)',
  )(
    planted(
      'the gradient of sum(1) along the wrong axis',
      (x) => x.sum(1),
      (g, [x]) => [g.unsqueeze(0).expand(x.shape)],
      [MATRIX],
    ),
  ),
  by(
    jsPytorch,
    'a consumer that is not used',
  )({
    mistake: 'a node waits for the gradient of a consumer that is not used, and passes nothing on',
    wrong: (x) => {
      // Two consumers, and the gradient of one: it waits for the other, which never comes.
      const y = rule(
        (v) => v.mul(2),
        (g) => [g.mul(0)],
      )(x);
      const z = y.add(1);
      y.mul(3);
      return z;
    },
    right: (x) => {
      const y = x.mul(2);
      const z = y.add(1);
      y.mul(3);
      return z;
    },
    inputs: [POINT],
    caught: JACOBIAN,
  }),
  by(
    jsPytorch,
    'backward twice',
  )(
    stateful(
      'what one walk left on the node is added to in the next',
      (x) => x.exp(),
      () => {
        let stale: Variable | undefined;
        return (g, x) => {
          const fresh = g.mul(x.exp());
          stale = stale === undefined ? fresh : stale.add(fresh);
          return stale;
        };
      },
      [POINT],
      { first: ['jacobian', 'same bits twice', 'linearity', 'zero to zero'] },
    ),
  ),
  by(
    jsPytorch,
    'sum(1, keepdim)',
  )(
    planted(
      'sum(1, keepDim) has the gradient 3',
      (x) => x.sum(1, { keepDim: true }),
      (g, [x]) => [g.expand(x.shape).mul(x.size(1))],
      [WIDE],
    ),
  ),
  by(jsPytorch, 'softmax of large numbers')(
    {
      mistake: 'softmax([1000, 1001]) without the largest subtracted is NaN',
      wrong: (x) => x.exp().div(x.exp().sum()),
      right: (x) => x.softmax(0),
      inputs: [f64([1000, 1001])],
      caught: { verdict: 'uninformative' },
    },
    planted(
      'the gradient of softmax from exponentials that overflow',
      (x) => x.softmax(0),
      (g, [x]) => {
        const y = x.exp().div(x.exp().sum());
        return [y.mul(g.sub(g.mul(y).sum()))];
      },
      [f64([1000, 1001])],
    ),
  ),
  by(
    jsPytorch,
    'transpose(0, 2)',
  )(
    planted(
      'transpose(0, 2) swaps 0 and 1 on the way back',
      (x) => x.transpose(0, 2),
      (g) => [g.transpose(0, 1)],
      [CUBE],
    ),
  ),
];

const ofJaxJs = [
  by(jaxJs, 'pow at 0')(
    planted(
      'pow(x, 2) through exp(2 ln x) is NaN at 0',
      (x) => x.pow(2),
      (g, [x]) => [g.mul(x.log().mul(2).exp().mul(2).div(x))],
      [f64([0, 1])],
    ),
    planted(
      'pow(x, 1) through y/x is NaN at 0',
      (x) => x.pow(1),
      (g, [x], y) => [g.mul(y).div(x)],
      [f64([0, 1])],
    ),
  ),
  by(
    jaxJs,
    'prod with a 0',
  )(
    planted(
      'prod by y/x, which is 0/0 where an element is 0',
      (x) => x.prod(),
      (g, [x], y) => [g.mul(y).div(x)],
      [f64([2, 0, 4])],
    ),
  ),
  by(
    jaxJs,
    'cumprod with a 0',
  )(
    planted(
      'cumprod by y/x, which is 0/0 where an element is 0',
      (x) => x.cumprod(0),
      (g, [x], y) => {
        const weighted = g.mul(y);
        const rest = weighted.sum(0, { keepDim: true }).sub(weighted.cumsum(0)).add(weighted);
        return [rest.div(x)];
      },
      [f64([2, 0, 3])],
    ),
  ),
  by(jaxJs, 'sigmoid, silu and softplus far from 0')(
    planted(
      'sigmoid by e⁻ˣ/(1 + e⁻ˣ)² is NaN far below 0',
      (x) => x.sigmoid(),
      (g, [x]) => [g.mul(x.neg().exp()).div(x.neg().exp().add(1).square())],
      [f64([-800, 0.5])],
    ),
    planted(
      'silu by the same is NaN far below 0',
      (x) => x.silu(),
      (g, [x]) => {
        const e = x.neg().exp();
        return [g.mul(e.add(1).add(x.mul(e)).div(e.add(1).square()))];
      },
      [f64([-800, 0.5])],
    ),
    {
      mistake: 'softplus(1000) as ln(1 + eˣ) is Infinity',
      wrong: (x) => x.exp().add(1).log(),
      right: (x) => x.softplus(),
      inputs: [f64([1000, 0.5])],
      caught: JACOBIAN,
    },
    planted(
      'the gradient of softplus as eˣ/(1 + eˣ) is NaN far above 0',
      (x) => x.softplus(),
      (g, [x]) => [g.mul(x.exp()).div(x.exp().add(1))],
      [f64([1000, 0.5])],
    ),
  ),
  by(
    jaxJs,
    'logsumexp of infinities',
  )({
    mistake: 'the gradient of logsumexp of a row of −∞, from −∞ − (−∞), is NaN',
    wrong: (x) => {
      const y = rule(
        (v) => v.logsumexp(1),
        (g, [v], sum) => [g.unsqueeze(1).mul(v.sub(sum.unsqueeze(1)).exp())],
      )(x.add(MASK));
      return where(y.isinf(), 0, y);
    },
    right: (x) => {
      const y = x.add(MASK).logsumexp(1);
      return where(y.isinf(), 0, y);
    },
    inputs: [MATRIX],
    caught: JACOBIAN,
  }),
  by(jaxJs, 'an index that counts from the end, or lies beyond it')(
    planted(
      'index −1 gives its gradient to element 0',
      (x) => x.narrow(0, -1, 1),
      (g) => [concat<Variable>([g, f64([0, 0])])],
      [POINT],
    ),
    planted(
      'index 7 of 3 reads element 0, and its gradient is lost',
      (x) => x.narrow(0, 0, 1),
      (_, [x]) => [x.mul(0)],
      [POINT],
    ),
  ),
  by(
    jaxJs,
    'float64 that is float32 inside',
  )(
    planted(
      'the gradient of 3ˣ through float32',
      (x) => x.mul(Math.log(3)).exp(),
      (g, _, y) => [
        g.mul(
          y
            .mul(Math.log(3))
            .to('float32')
            .to('float64')
            .mul(1 - 3.1e-7),
        ),
      ],
      [f64(2)],
    ),
  ),
  by(
    jaxJs,
    'a sum in float32 that loses digits',
  )(
    planted(
      'the gradient of a sum, of which every addend but the first is lost next to what was added before',
      (x) => x.sum(),
      (g, [x]) => [g.reshape([1]).pad([0, x.numel() - 1])],
      [POSITIVE],
    ),
  ),
];

const ofTfjs = [
  by(
    tfjs,
    'second derivatives of products',
  )(
    ...(['tanh', 'exp', 'sigmoid'] as const).map((name): WrongRule => {
      const slopes: Record<typeof name, (y: Variable) => Variable> = {
        tanh: (y) => y.square().neg().add(1),
        exp: (y) => y,
        sigmoid: (y) => y.mul(y.neg().add(1)),
      };
      const wrong = rule(
        (x) => x[name](),
        (g, _, y) => [g.mul(slopes[name](y.detach()))],
      );
      return {
        mistake: `the second derivative of x·${name} x`,
        wrong: (x) => x.mul(wrong(x)),
        right: (x) => x.mul(x[name]()),
        inputs: [f64(0.7)],
        caught: SECOND,
      };
    }),
  ),
  by(
    tfjs,
    'the gradient of cumsum(0)',
  )(
    planted(
      'the gradient of cumsum(0), transposed',
      (x) => x.cumsum(0),
      (g) => [g.flip(0).cumsum(0).flip(0).t()],
      [MATRIX],
    ),
  ),
  by(
    tfjs,
    'max with ties',
  )({
    mistake: 'max gives the whole gradient to every element that ties',
    wrong: (x) =>
      rule(
        (v) => v.max(),
        (g, [v], y) => [where(v.eq(y), g, 0)],
      )(x.expand([2])),
    right: (x) => x.expand([2]).max(),
    inputs: [f64(3)],
    caught: JACOBIAN,
  }),
  by(
    tfjs,
    'pow(x, 0) at 0',
  )(
    planted(
      'pow(x, 0) is NaN at 0',
      (x) => x.pow(0),
      (g, [x]) => [g.mul(x.pow(-1).mul(0))],
      [f64([0, 1])],
    ),
  ),
  by(
    tfjs,
    'a seed that is not honoured',
  )(
    stateful(
      'a mask that is drawn again on the way back',
      (x) => x.mul(f64([1, 0, 1])),
      () => {
        const generator = new Generator(0);
        return (g) => g.mul(rand(g.shape, { generator, dtype: 'float64' }).ge(0.5).to('float64'));
      },
      [POINT],
      { first: ['jacobian', 'same bits twice', 'linearity'] },
    ),
  ),
];

const ofOthers = [
  by(
    hips,
    'the scalar of where',
  )({
    mistake: 'the scalar of where gets a gradient that is not summed',
    wrong: (a) =>
      rule(
        (c, x, y) => where(c, x, y),
        (g, [c]) => [null, where(c, g, 0).narrow(0, 0, 1).squeeze(0), where(c, 0, g)],
      )(tensor([true, false, true]), a, POINT),
    right: (a) => where(tensor([true, false, true]), a, POINT),
    inputs: [f64(2)],
    caught: JACOBIAN,
  }),
  by(
    hips,
    'prod with a 0',
  )(
    planted(
      'prod by y/x, which is 0/0 at the element that is 0',
      (x) => x.prod(),
      (g, [x], y) => [g.mul(y).div(x)],
      [f64([0, 2, 3])],
    ),
  ),
  by(
    'minitorch',
    'a check far from where the function lives',
  )(
    planted(
      'a zero gradient for log(x + 100000)',
      (x) => x.add(100_000).log(),
      (g) => [g.mul(0)],
      [POSITIVE],
    ),
  ),
  by('the tutorial', 'the gradient of clamp(min=0)')(
    planted(
      'the gradient clipped at 0 instead of masked, where the unit is on',
      (x) => x.clamp({ min: 0 }),
      (g) => [g.clamp({ min: 0 })],
      [POSITIVE],
      // A gradient of 1 passes the clip: only its linearity gives it away.
      { first: ['linearity'] },
    ),
    planted(
      'the gradient clipped at 0 instead of masked, where the unit is off',
      (x) => x.clamp({ min: 0 }),
      (g) => [g.clamp({ min: 0 })],
      [f64([-0.4, -1.3, -2.7])],
      { first: ['jacobian', 'linearity'] },
    ),
  ),
];

export const published: readonly PublishedRule[] = [
  ...ofJsPytorch,
  ...ofJaxJs,
  ...ofTfjs,
  ...ofOthers,
].flat();
