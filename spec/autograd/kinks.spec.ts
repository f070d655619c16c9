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
    'max along a dim shares ties within each row',
    (x) => x.max(1),
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
