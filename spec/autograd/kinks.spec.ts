/**
 * What each rule gives where there is no derivative: one table, PyTorch's conventions.
 */
import { describe, expect, test } from 'vitest';
import { grad, type NestedArray, type Variable } from '../../src/index.js';
import { need } from '../properties/indices.js';
import { gradOf, leaf } from './support.js';

type Convention = readonly [
  law: string,
  fn: (x: Variable) => Variable,
  at: NestedArray,
  gradient: NestedArray,
];

/** Each piece is linear. */
const linear: readonly Convention[] = [
  ['relu′(0) = 0', (x) => x.relu(), [0, -0], [0, 0]],
  ['|·|′(0) = 0', (x) => x.abs(), [0, -0], [0, 0]],
  ['clamp passes the gradient at min', (x) => x.clamp({ min: -1 }), [-1.5, -1, -0.5], [0, 1, 1]],
  ['clamp passes the gradient at max', (x) => x.clamp({ max: 1 }), [0.5, 1, 1.5], [1, 1, 0]],
  ['clamp passes it at both bounds', (x) => x.clamp({ min: -1, max: 1 }), [-1, 1], [1, 1]],
  ['clamp with min = max passes it there', (x) => x.clamp({ min: 2, max: 2 }), [1, 2, 3], [0, 1, 0]],
  ['clamp with min > max is constant', (x) => x.clamp({ min: 1, max: -1 }), [-1, 0, 1], [0, 0, 0]],
  ['max over all shares ties evenly', (x) => x.max(), [3, 1, 3, 3], [1 / 3, 0, 1 / 3, 1 / 3]],
  ['min over all shares ties evenly', (x) => x.min(), [1, 3, 1], [0.5, 0, 0.5]],
  [
    'amax along a dim shares ties within each row',
    (x) => x.amax(1),
    [
      [2, 2],
      [1, 2],
    ],
    [
      [0.5, 0.5],
      [0, 1],
    ],
  ],
  ['max counts −0 and 0 as a tie', (x) => x.max(), [0, -0], [0.5, 0.5]],
  ['leakyRelu′(0) is the slope', (x) => x.leakyRelu({ negativeSlope: 0.5 }), [-1, 0, 1], [0.5, 0.5, 1]],
  ['hardtanh stops it at both bounds', (x) => x.hardtanh(), [-1, 0, 1], [0, 1, 0]],
  ['hardsigmoid stops it at both kinks', (x) => x.hardsigmoid().mul(6), [-3, 0, 3], [0, 1, 0]],
  ['threshold stops it at the threshold', (x) => x.threshold(1, 5), [0, 1, 2], [0, 0, 1]],
  ['frac′ = 1, at the steps too', (x) => x.frac(), [-1, 0, 0.5, 2], [1, 1, 1, 1]],
  ['fmod′ = 1, at the steps too', (x) => x.fmod(2), [-2, 0, 3, 4], [1, 1, 1, 1]],
  ['remainder′ = 1, at the steps too', (x) => x.remainder(2), [-2, 0, 3, 4], [1, 1, 1, 1]],
  ['nanToNum stops it at what it replaces', (x) => x.nanToNum(), [NaN, -Infinity, 1, Infinity], [0, 0, 1, 0]],
];

const conventions: readonly Convention[] = [
  ...linear,
  ['sign′ = 0, at the step too', (x) => x.sign(), [-1, 0, 1], [0, 0, 0]],
  ['⌊x⌋′ = 0, at the steps too', (x) => x.floor(), [0, 0.5, 1], [0, 0, 0]],
  ['⌈x⌉′ = 0, at the steps too', (x) => x.ceil(), [0, 0.5, 1], [0, 0, 0]],
  ['round′ = 0, at the steps too', (x) => x.round(), [0, 0.5, 1], [0, 0, 0]],
  ['trunc′ = 0, at the steps too', (x) => x.trunc(), [0, 0.5, 1], [0, 0, 0]],
  ['elu′(0) = α', (x) => x.elu({ alpha: 2 }), [0, -0, 1], [2, 2, 1]],
  ['celu′(0) = 1', (x) => x.celu({ alpha: 2 }), [0, -0, 1], [1, 1, 1]],
  [
    'hardswish′ at a kink is that of the middle piece',
    (x) => x.hardswish(),
    [-4, -3, 3, 4],
    [0, -0.5, 1.5, 1],
  ],
  [
    'softplus′ at the threshold is that of the curve',
    (x) => x.softplus({ threshold: 0 }),
    [-0, 0, 1],
    [0.5, 0.5, 1],
  ],
  ['max along a dim gives all to the first that ties', (x) => x.max(0).values, [1, 3, 3], [0, 1, 0]],
  ['min along a dim gives all to the first that ties', (x) => x.min(0).values, [1, 0, 0], [0, 1, 0]],
  ['median of all shares ties evenly', (x) => x.median(), [3, 1, 1, 5], [0, 0.5, 0.5, 0]],
  [
    'median along a dim gives all to the first that ties',
    (x) => x.median(0).values,
    [3, 1, 1, 5],
    [0, 1, 0, 0],
  ],
  ['cummax gives to the last that ties', (x) => x.cummax(0).values, [1, 1, 0], [1, 2, 0]],
  ['cummin gives to the last that ties', (x) => x.cummin(0).values, [1, 1, 2], [1, 2, 0]],
  ['topk takes the first that tie', (x) => x.topk(2).values, [1, 2, 1, 1], [1, 1, 0, 0]],
  ['norm is flat at 0, for p = 2', (x) => x.norm(), [0, 0], [0, 0]],
  ['norm is flat at 0, for p = 3', (x) => x.norm(3), [0, 0], [0, 0]],
  ['norm is flat at 0, for p = ½', (x) => x.norm(0.5), [0, 0], [0, 0]],
  ['norm gives nothing to an element that is 0, for p = 3', (x) => x.norm(3), [2, 0], [1, 0]],
  ['norm gives nothing to an element that is 0, for p = ½', (x) => x.norm(0.5), [2, 0], [1, 0]],
  ['norm is flat at 0, for p = 1', (x) => x.norm(1), [0, 2], [0, 1]],
  ['norm for p = ∞ shares ties evenly', (x) => x.norm(Infinity), [2, -2, 1], [0.5, -0.5, 0]],
  ['norm for p = −∞ shares ties evenly', (x) => x.norm(-Infinity), [2, -1, 1], [0, -0.5, 0.5]],
  ['norm for p < 0 is flat at 0', (x) => x.norm(-1), [2, 0], [0, 0]],
  ['std is flat where all are equal', (x) => x.std(), [2, 2, 2], [0, 0, 0]],
  ['logsumexp at ∞ gives all to it', (x) => x.logsumexp(0), [1, Infinity], [0, 1]],
  ['logsumexp at ∞ shares ties evenly', (x) => x.logsumexp(0), [Infinity, 1, Infinity], [0.5, 0, 0.5]],
  ['logsumexp at −∞ shares evenly', (x) => x.logsumexp(0), [-Infinity, -Infinity], [0.5, 0.5]],
  ['sqrt′(0) = Infinity', (x) => x.sqrt(), [0], [Infinity]],
  ['(x⁰)′ = 0, at 0 too', (x) => x.pow(0), [0, 2], [0, 0]],
  ['(x¹)′ = 1, at 0 too', (x) => x.pow(1), [0, 2], [1, 1]],
  ['(x²)′ = 2x, at 0 too', (x) => x.pow(2), [0, 2], [0, 4]],
];

describe('the subgradient at a kink is the convention', () => {
  test.each(conventions)('%s', (_, fn, at, gradient) => {
    const x = leaf(at);
    fn(x).sum().backward();
    expect(x.grad?.add(0).toArray()).toEqual(gradient);
  });

  test.each([
    ['maximum', [3, 1, 2], [3, 2, 1], [0.5, 0, 1], [0.5, 1, 0]],
    ['minimum', [3, 1, 2], [3, 2, 1], [0.5, 1, 0], [0.5, 0, 1]],
  ] as const)('%s gives half to each operand where they tie', (name, a, b, ofA, ofB) => {
    const [x, y] = [leaf(a), leaf(b)];
    x[name](y).sum().backward();
    expect([gradOf(x), gradOf(y)]).toEqual([ofA, ofB]);
  });

  test('maximum of a Variable with itself passes the whole gradient', () => {
    const x = leaf([1, 2]);
    x.maximum(x).sum().backward();
    expect(gradOf(x)).toEqual([1, 1]);
  });

  test('a remainder by the quotient that it has, though a/b rounds up to the next', () => {
    // 0.3 and 0.1 are doubles whose quotient is a little less than 3, and rounds to 3.
    for (const name of ['fmod', 'remainder'] as const) {
      const [a, b] = [leaf(0.3), leaf(0.1)];
      const rest = a[name](b);
      rest.backward();
      expect([name, rest.item(), gradOf(b)]).toEqual([name, 0.3 % 0.1, -2]);
    }
  });

  test('a power by its exponent is 0 at base 0 where it is not negative', () => {
    const [a, b] = [leaf([0, 0, 0, -0]), leaf([0, 1, 0.5, 3])];
    a.pow(b).sum().backward();
    expect(gradOf(b)).toEqual([0, 0, 0, 0]);
    expect(gradOf(a)).toEqual([0, 1, Infinity, 0]);
  });

  test('the second derivatives of a power are finite at base 0 where it is smooth', () => {
    const [a, b] = [leaf([0, 0, 0, 0]), leaf([0, 1, 2, 3])];
    const first = grad(a.pow(b).sum(), [a, b], { createGraph: true });
    const ofA = grad(need(first[0]).sum(), [a, b], { allowUnused: true });
    const ofB = grad(need(first[1]).sum(), [a, b], { allowUnused: true });
    // a⁰ and a¹ have no bend, and a² has 2. By base and exponent: at a¹ the derivative 1 + ln a has no limit.
    expect(ofA[0]?.toArray()).toEqual([0, 0, 2, 0]);
    expect([ofA[1], ofB[0]].map((mixed) => mixed?.narrow(0, 2, 2).toArray())).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(ofB[1]?.toArray()).toEqual([0, 0, 0, 0]);
  });

  test('a comparison is a constant', () => {
    const x = leaf([1, 2]);
    for (const name of ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const) {
      const compared = x[name](1.5);
      expect([compared.requiresGrad, compared.gradFn, compared.dtype]).toEqual([false, null, 'bool']);
    }
  });

  test('the gradient of a piecewise linear function does not depend on the point', () => {
    for (const [law, fn, at] of linear) {
      const x = leaf(at);
      const weight = leaf(1);
      const [first] = grad(fn(x).sum().mul(weight), x, { createGraph: true });
      const [second, ofWeight] = grad(first.sum(), [x, weight], { allowUnused: true });
      expect([law, second]).toEqual([law, null]);
      expect(ofWeight).not.toBeNull();
    }
  });
});
