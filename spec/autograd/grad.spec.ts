/**
 * grad(): gradients as a function.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ArgumentError, AutogradError, grad, ShapeError, tensor, Variable } from '../../src/index.js';
import { float64, leaf } from './support.js';

describe('grad', () => {
  test('gives the gradient for each input, and accumulates on no leaf', () => {
    const [x, y] = [leaf([1, 2]), leaf([3, 4])];
    const [ofX, ofY] = grad(x.mul(y).sum(), [x, y]);
    expect([ofX.toArray(), ofY.toArray()]).toEqual([
      [3, 4],
      [1, 2],
    ]);
    expect([x.grad, y.grad]).toEqual([null, null]);
  });

  test('leaves a gradient that is there already', () => {
    const x = leaf(2);
    x.pow(2).backward();
    grad(x.pow(3), x);
    expect(x.grad?.item()).toBe(4);
  });

  test('of several outputs is that of their sum', () => {
    const x = leaf(3);
    expect(grad([x.pow(2), x.mul(5), x.pow(2)], x)[0].item()).toBe(6 + 5 + 6);
  });

  test('of one output given twice is twice its gradient', () => {
    const x = leaf(3);
    const y = x.pow(2);
    expect(grad([y, y], x)[0].item()).toBe(12);
  });

  test('weights each output with its gradOutput; undefined stands for a scalar’s 1', () => {
    const x = leaf([1, 2]);
    const [gradient] = grad([x.mul(2), x.sum(), x.mul(3).sum()], x, {
      gradOutputs: [float64([1, 10]), undefined, new Variable(float64(100))],
    });
    expect(gradient.toArray()).toEqual([2 + 1 + 300, 20 + 1 + 300]);
  });

  test('takes one gradOutput without an array', () => {
    const x = leaf([1, 2]);
    expect(grad(x.mul(2), x, { gradOutputs: float64([1, 10]) })[0].toArray()).toEqual([2, 20]);
  });

  test('of an output that lies behind another output adds both ways', () => {
    const x = leaf(3);
    const y = x.pow(2);
    expect(grad([y.mul(2), y], x)[0].item()).toBe(3 * 6);
  });

  test('with regard to a Variable in the middle, and to a leaf behind it, in one walk', () => {
    const x = leaf(2);
    const y = x.pow(2);
    const [ofY, ofX] = grad(y.pow(3), [y, x]);
    expect([ofY.item(), ofX.item()]).toEqual([3 * 16, 6 * 32]);
  });

  test('with regard to the output itself is the gradient it starts from', () => {
    const y = leaf([1, 2]).mul(2);
    expect(grad(y, y, { gradOutputs: float64([5, 6]) })[0].toArray()).toEqual([5, 6]);
  });

  test('gives an input asked for twice its gradient twice', () => {
    const x = leaf(2);
    expect(grad(x.pow(2), [x, x]).map((one) => one.item())).toEqual([4, 4]);
  });

  test('gives null for an unused input with allowUnused, and is an error without', () => {
    const [x, unused] = [leaf(2), leaf(3)];
    const gradients = grad(x.pow(2), [x, unused], { allowUnused: true });
    expect(gradients.map((one) => one?.item() ?? null)).toEqual([4, null]);
    expect(() => grad(x.pow(2), [x, unused])).toThrow(AutogradError);
    expect(() => grad(x.pow(2), [x, unused])).toThrow(
      /^grad: no output depends on input 1; pass \{ allowUnused: true \}/,
    );
  });

  test('is a constant unless createGraph is set', () => {
    const x = leaf(2);
    expect(grad(x.pow(2), x)[0].requiresGrad).toBe(false);
    expect(grad(x.pow(2), x, { createGraph: true })[0].requiresGrad).toBe(true);
  });

  test('of gradients of gradients: the n-th derivative of xᵏ is k·(k − 1)⋯(k − n + 1)·xᵏ⁻ⁿ', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: -3, max: 3 }),
        (k, n, at) => {
          const x = leaf(at);
          let derivative = x.pow(k);
          let factor = 1;
          for (let i = 0; i < n; i++) {
            factor *= k - i;
            if (i < k) [derivative] = grad(derivative, x, { createGraph: true });
          }
          // Beyond the k-th, the derivative of a constant is 0; the graph says that x is not in it any more, or 0.
          if (n > k) return;
          expect(derivative.item() + 0).toBe(factor * at ** (k - n) + 0);
        },
      ),
    );
  });

  test('to third order on x⁵ at 2: 80, 160, 240', () => {
    const x = leaf(2);
    const [first] = grad(x.pow(5), x, { createGraph: true });
    const [second] = grad(first, x, { createGraph: true });
    const [third] = grad(second, x);
    expect([first.item(), second.item(), third.item()]).toEqual([80, 160, 240]);
  });

  test('differentiates with regard to gradOutput: the gradient is linear in it', () => {
    const x = leaf([1, 2]);
    const v = leaf([3, 4]);
    const [gradient] = grad(x.pow(2), x, { gradOutputs: v, createGraph: true });
    expect(grad(gradient.sum(), v)[0].toArray()).toEqual([2, 4]);
  });

  test('mixed second derivatives agree: ∂²/∂x∂y = ∂²/∂y∂x', () => {
    const [x, y] = [leaf(0.7), leaf(-0.3)];
    const f = x.mul(y).exp().mul(x.tanh());
    const [ofX, ofY] = grad(f, [x, y], { createGraph: true });
    const [xy, yx] = [grad(ofX, y)[0].item(), grad(ofY, x)[0].item()];
    expect(Math.abs(xy - yx)).toBeLessThan(1e-15);
  });
});

describe('misuse of grad is an error that names what came', () => {
  const x = leaf([1, 2]);
  test.each([
    [
      'an input that needs no gradient',
      () => grad(x.sum(), new Variable(float64(1))),
      AutogradError,
      /^grad: input 0 needs no gradient; make it with \{ requiresGrad: true \}/,
    ],
    [
      'an output that needs no gradient',
      () => grad(new Variable(float64(1)), x),
      AutogradError,
      /^grad: the output needs no gradient/,
    ],
    [
      'an output that is no scalar, without a gradOutput',
      () => grad(x.mul(2), x),
      AutogradError,
      /^grad: the output has shape \[2\] and no gradOutput is given/,
    ],
    [
      'too few gradOutputs',
      () => grad([x.sum(), x.sum()], x, { gradOutputs: [float64(1)] }),
      ArgumentError,
      /^grad: 1 gradOutputs for 2 outputs; accepted is one for each/,
    ],
    [
      'a gradOutput of another shape',
      () => grad(x.mul(2), x, { gradOutputs: float64([[1, 2]]) }),
      ShapeError,
      /^grad: gradOutput has shape \[1, 2\]; accepted is the output's, \[2\]/,
    ],
    ['no outputs', () => grad([], x), ArgumentError, /^grad: outputs is empty; accepted is a Variable/],
    ['no inputs', () => grad(x.sum(), []), ArgumentError, /^grad: inputs is empty; accepted is a Variable/],
    [
      'a Tensor as an input',
      () => grad(x.sum(), tensor([1, 2]) as never),
      ArgumentError,
      /^grad: inputs is a Tensor; accepted is a Variable or an array of them/,
    ],
  ])('%s', (_, misuse, kind, message) => {
    expect(misuse).toThrow(kind);
    expect(misuse).toThrow(message);
  });
});
