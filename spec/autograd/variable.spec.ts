/**
 * Variable: a leaf and its value, and how it stands in the graph.
 */
import { describe, expect, test } from 'vitest';
import {
  ArgumentError,
  AutogradError,
  DtypeError,
  Function,
  grad,
  ShapeError,
  tensor,
  Variable,
  type Gradients,
  type Tensor,
} from '../../src/index.js';
import { float64, gradOf, leaf } from './support.js';

describe('a Variable', () => {
  test('is a leaf when it is made, and knows the Function that made it otherwise', () => {
    const x = leaf([1, 2]);
    expect([x.isLeaf, x.gradFn, x.requiresGrad, x.grad]).toEqual([true, null, true, null]);
    const y = x.exp();
    expect([y.isLeaf, y.gradFn?.name, y.requiresGrad]).toEqual([false, 'Exp', true]);
    expect(y.gradFn?.output).toBe(y);
    expect(y.gradFn?.inputs).toEqual([x]);
  });

  test('needs no gradient unless asked, and nor does what is made of such', () => {
    const x = new Variable(float64([1, 2]));
    const y = x.mul(2).exp();
    expect([x.requiresGrad, y.requiresGrad, y.isLeaf, y.gradFn]).toEqual([false, false, true, null]);
  });

  test('needs a gradient if one of its operands does', () => {
    const constant = new Variable(float64(1));
    expect([constant.add(leaf(1)).requiresGrad, leaf(1).add(constant).requiresGrad]).toEqual([true, true]);
  });

  test('takes a Tensor or a number as a constant', () => {
    const x = leaf([1, 2]);
    x.mul(float64([3, 4]))
      .mul(2)
      .sum()
      .backward();
    expect(gradOf(x)).toEqual([6, 8]);
  });

  test('in int32 or bool carries no gradient', () => {
    const x = leaf([1.5, -2]);
    for (const dtype of ['int32', 'bool'] as const) {
      const converted = x.to(dtype);
      expect([converted.requiresGrad, converted.gradFn]).toEqual([false, null]);
      expect(() => new Variable(converted.data, { requiresGrad: true })).toThrow(DtypeError);
      expect(() => new Variable(converted.data, { requiresGrad: true })).toThrow(
        `Variable: dtype is ${dtype}; only float32 and float64 can need a gradient`,
      );
      expect(new Variable(converted.data).dtype).toBe(dtype);
    }
  });

  test('of anything but a Tensor is an error', () => {
    for (const [data, said] of [
      [[1, 2], 'an array'],
      [3, '3'],
      [leaf(1), 'a Variable'],
    ] as const) {
      expect(() => new Variable(data as never)).toThrow(ArgumentError);
      expect(() => new Variable(data as never)).toThrow(`Variable: data is ${said}; accepted is a Tensor`);
    }
  });

  test('prints its value and its place in the graph', () => {
    const x = leaf([1, 2], 'float32');
    expect([String(x), String(x.mul(2)), String(x.detach())]).toEqual([
      'variable([1., 2.], requiresGrad=true)',
      'variable([2., 4.], gradFn=Mul)',
      'variable([1., 2.])',
    ]);
  });
});

describe('detach', () => {
  test('keeps the value and lets no gradient through', () => {
    const x = leaf([1, 2]);
    const cut = x.mul(3).detach();
    expect([cut.requiresGrad, cut.isLeaf]).toEqual([false, true]);
    expect(cut.toArray()).toEqual([3, 6]);
    x.mul(cut).sum().backward(); // as if the factor were a constant
    expect(gradOf(x)).toEqual([3, 6]);
  });

  test('is the only way through that is cut', () => {
    const x = leaf(2);
    x.detach().mul(10).add(x).backward();
    expect(gradOf(x)).toBe(1);
  });
});

describe('the data of a leaf', () => {
  test('may be assigned, and operations from then on use it', () => {
    const w = leaf([1, 2]);
    w.data = float64([3, 4]);
    expect(w.toArray()).toEqual([3, 4]);
    w.pow(2).sum().backward();
    expect(gradOf(w)).toEqual([6, 8]);
  });

  test('w.data = w.data.sub(grad·lr) is a step of gradient descent', () => {
    const w = leaf(1);
    for (let i = 0; i < 3; i++) {
      w.pow(2).backward();
      w.data = w.data.sub(float64(w.grad?.item() ?? NaN).mul(0.25));
      w.zeroGrad();
    }
    expect(w.item()).toBe(0.125);
  });

  test('assigned between forward and backward does not change the gradient', () => {
    const [x, w] = [leaf([1, 2]), leaf([3, 4])];
    const loss = x.mul(w).pow(2).sum();
    w.data = float64([100, 100]);
    x.data = float64([-7, -7]);
    loss.backward();
    expect([gradOf(x), gradOf(w)]).toEqual([
      [2 * 1 * 9, 2 * 2 * 16],
      [2 * 3 * 1, 2 * 4 * 4],
    ]);
  });

  test('assigned in between does not change second derivatives either, nor keep them from the leaf', () => {
    const x = leaf(3);
    const y = x.pow(3);
    x.data = float64(100);
    const [first] = grad(y, x, { createGraph: true });
    expect(first.item()).toBe(27);
    x.data = float64(-5);
    const [second] = grad(first, x, { createGraph: true });
    expect(second.item()).toBe(18);
    expect(grad(second, x)[0].item()).toBe(6);
  });

  test('assigned in between leaves a rule the input it saw, needing a gradient where it does', () => {
    const seen: unknown[] = [];
    class Square extends Function {
      forward(x: Tensor): Tensor {
        return x.mul(x);
      }
      backward(gradient: Variable): Gradients {
        const [x] = this.inputs;
        seen.push([x.toArray(), x.requiresGrad, this.needsInputGrad]);
        return [gradient.mul(x).mul(2)];
      }
    }
    const x = leaf(3);
    const y = new Square().apply(x);
    y.backward();
    x.data = float64(50);
    y.backward();
    expect(seen).toEqual([
      [3, true, [true]],
      [3, true, [true]],
    ]);
    expect(gradOf(x)).toBe(12);
  });

  test('assigned its own value again changes nothing', () => {
    const x = leaf(3);
    const y = x.pow(2);
    x.data = float64(3);
    y.backward();
    expect(gradOf(x)).toBe(6);
  });

  test.each([
    [
      'of a Variable that an operation made',
      () => (leaf([1, 2]).mul(2).data = float64([1, 2])),
      AutogradError,
      /^Variable\.data: assigned on the output of Mul; only a leaf takes a new value: detach\(\) first/,
    ],
    [
      'in another shape',
      () => (leaf([1, 2]).data = float64([[1, 2]])),
      ShapeError,
      /^Variable\.data: assigned shape \[1, 2\]; accepted is \[2\]/,
    ],
    [
      'in another dtype',
      () => (leaf([1, 2]).data = tensor([1, 2])),
      DtypeError,
      /^Variable\.data: assigned dtype float32; accepted is float64/,
    ],
    [
      'as anything but a Tensor',
      () => (leaf([1, 2]).data = leaf([1, 2]) as never),
      ArgumentError,
      /^Variable\.data: assigned a Variable; accepted is a Tensor/,
    ],
  ])('assigned %s is an error', (_, misuse, kind, message) => {
    expect(misuse).toThrow(kind);
    expect(misuse).toThrow(message);
  });
});
