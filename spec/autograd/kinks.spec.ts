/**
 * What each rule gives where there is no derivative: one table, PyTorch's conventions.
 */
import { describe, expect, test } from 'vitest';
import { grad, type NestedArray, type Variable } from '../../src/index.js';
import { gradOf, leaf } from './support.js';

const conventions: readonly (readonly [
  law: string,
  fn: (x: Variable) => Variable,
  at: NestedArray,
  gradient: NestedArray,
])[] = [
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

  test('a comparison is a constant', () => {
    const x = leaf([1, 2]);
    for (const name of ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const) {
      const compared = x[name](1.5);
      expect([compared.requiresGrad, compared.gradFn, compared.dtype]).toEqual([false, null, 'bool']);
    }
  });

  test('the gradient of a piecewise linear function does not depend on the point', () => {
    for (const [law, fn, at] of conventions.slice(0, 11)) {
      const x = leaf(at);
      const weight = leaf(1);
      const [first] = grad(fn(x).sum().mul(weight), x, { createGraph: true });
      const [second, ofWeight] = grad(first.sum(), [x, weight], { allowUnused: true });
      expect([law, second]).toEqual([law, null]);
      expect(ofWeight).not.toBeNull();
    }
  });
});
