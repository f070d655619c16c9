/**
 * Gradients of reductions and scans where the plain formula would overflow, vanish or divide by 0.
 */
import { describe, expect, test } from 'vitest';
import { arange, grad, hessian, tensor, type Variable } from '../../src/index.js';
import { flat, leaf } from './support.js';

/** The gradient of the sum of the outputs, and the gradient of a weighted sum of that. */
function both(fn: (x: Variable) => Variable, x: Variable): readonly [readonly number[], readonly number[]] {
  const [first] = grad(fn(x).sum(), x, { createGraph: true });
  const weights = arange(1, 1 + first.numel(), 1, { dtype: first.dtype });
  const [second] = grad(first, x, { gradOutputs: weights });
  return [flat(first.add(0)), flat(second.add(0))];
}

const close = (found: readonly number[], truth: readonly number[]): void => {
  expect(found.length).toBe(truth.length);
  truth.forEach((value, i) => {
    expect(Math.abs((found[i] ?? NaN) - value)).toBeLessThanOrEqual(4 * 2 ** -24 * Math.abs(value));
  });
};

describe('in float32, where parts leave its range and the whole does not', () => {
  test('prod: the products of the others', () => {
    const x = leaf([1e30, 1e30, 1e-30, 1e-30], 'float32');
    expect(x.prod().item()).toBeCloseTo(1);
    const [first] = grad(x.prod(), x, { createGraph: true });
    close(flat(first), [1e-30, 1e-30, 1e30, 1e30]);
    const [second] = grad(first.narrow(0, 0, 1).sum(), x);
    close(flat(second), [0, 1e-60, 1, 1].map(Math.fround));
  });

  test('cumprod', () => {
    const x = leaf([1e30, 1e30, 1e-30, 1e-30], 'float32');
    const [first] = grad(x.cumprod(0).narrow(0, 3, 1).sum(), x);
    close(flat(first), [1e-30, 1e-30, 1e30, 1e30]);
  });

  test.each([1e30, 1e-30, 1e-40])('norm and std of elements of size %d', (size) => {
    const x = leaf([3 * size, -4 * size], 'float32');
    close(
      flat(grad(x.norm(), x)[0]).map((value) => Math.round(value * 1000)),
      [600, -800],
    );
    close(
      flat(grad(x.std(), x)[0]).map((value) => Math.round(value * 1000)),
      [707, -707],
    );
  });

  test.each([1e4, -1e4, 1e38, -1e38, 0])('softmax and its relatives around %d', (size) => {
    const x = leaf([size, size, -Infinity], 'float32');
    for (const [fn, weights, truth] of [
      [(v: Variable) => v.logsumexp(0), 1, [0.5, 0.5, 0]],
      [(v: Variable) => v.softmax(0), [4, 0, 0], [1, -1, 0]],
      [(v: Variable) => v.logSoftmax(0), [4, 0, 0], [2, -2, 0]],
    ] as const) {
      const [found] = grad(fn(x), x, { gradOutputs: tensor(weights) });
      expect(flat(found.add(0))).toEqual(truth);
    }
  });
});

describe('logsumexp of a row that is infinite', () => {
  test('shares the gradient among the elements that equal it, row by row', () => {
    const rows = leaf([
      [Infinity, Infinity, 0],
      [-Infinity, -Infinity, -Infinity],
      [2, 2, 2],
    ]);
    const [gradient] = grad(rows.logsumexp(1).sum(), rows);
    const truth = tensor([1 / 2, 1 / 2, 0, ...Array<number>(6).fill(1 / 3)], { dtype: 'float64' });
    expect(gradient.data.flatten().allClose(truth, { rtol: 1e-14 })).toBe(true);
  });
});

describe('to second order', () => {
  test('the Hessian of the length of x is (I − x·xᵀ/‖x‖²)/‖x‖, where an element is 0 too', () => {
    const H = hessian((x) => x.norm(), tensor([3, 0, 4], { dtype: 'float64' }));
    const truth = tensor([16, 0, -12, 0, 25, 0, -12, 0, 9], { dtype: 'float64' }).div(125);
    expect(H.data.flatten().allClose(truth, { rtol: 1e-14, atol: 1e-17 })).toBe(true);
  });

  test('cumprod with zeros is exact', () => {
    // y = [a, ab, abc, abcd] at b = c = 0; ∂Σ/∂a = 1 + b + bc + bcd, ∂Σ/∂b = a + ac + acd, ∂Σ/∂c = ab + abd, ∂Σ/∂d = abc.
    const x = leaf([2, 0, 0, 5]);
    const [first] = grad(x.cumprod(0).sum(), x, { createGraph: true });
    expect(flat(first)).toEqual([1, 2, 0, 0]);
    const rows = [0, 1, 2, 3].map((i) =>
      flat(grad(first.narrow(0, i, 1).sum(), x, { createGraph: true })[0].add(0)),
    );
    expect(rows).toEqual([
      [0, 1, 0, 0],
      [1, 0, 12, 0],
      [0, 12, 0, 0],
      [0, 0, 0, 0],
    ]);
  });
});

describe('where all elements are 0', () => {
  test.each([
    ['norm', (x: Variable) => x.norm()],
    ['norm for p = 3', (x: Variable) => x.norm(3)],
    ['norm for p = 1.5', (x: Variable) => x.norm(1.5)],
    ['norm for p = ½', (x: Variable) => x.norm(0.5)],
    ['norm for p = −1', (x: Variable) => x.norm(-1)],
    ['std', (x: Variable) => x.std()],
  ])('%s is flat, to second order too', (_, fn) => {
    for (const dtype of ['float32', 'float64'] as const) {
      expect(both(fn, leaf([0, 0, 0], dtype))).toEqual([
        [0, 0, 0],
        [0, 0, 0],
      ]);
    }
  });
});

describe('indices', () => {
  test('are int32 constants of the graph, on the carrier they were asked of', () => {
    const x = leaf([3, 1, 2]);
    const found = [
      x.max(0).indices,
      x.min(0).indices,
      x.median(0).indices,
      x.sort().indices,
      x.topk(2).indices,
      x.cummax(0).indices,
      x.cummin(0).indices,
      x.argmax(),
      x.argmin(0),
      x.argsort(),
    ];
    for (const indices of found) {
      expect(indices).toBeInstanceOf(x.constructor);
      expect([indices.dtype, indices.requiresGrad]).toEqual(['int32', false]);
    }
    expect([x.any().dtype, x.all(0).dtype, x.any().requiresGrad]).toEqual(['bool', 'bool', false]);
  });

  test('the norm for p = 0 is a constant', () => {
    expect(leaf([1, 0]).norm(0).requiresGrad).toBe(false);
  });
});
