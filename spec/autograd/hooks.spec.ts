/**
 * Hooks and retained gradients: looking at a gradient on its way.
 */
import { describe, expect, test } from 'vitest';
import {
  ArgumentError,
  AutogradError,
  Function,
  grad,
  tensor,
  Variable,
  type Gradients,
  type Hook,
  type Tensor,
  type Two,
} from '../../src/index.js';
import { need } from '../properties/indices.js';
import { float64, gradOf, leaf } from './support.js';

describe('a hook', () => {
  test('sees the complete gradient, once per walk, where several ways meet', () => {
    const x = leaf(3);
    const y = x.mul(2);
    const seen: number[] = [];
    y.registerHook((gradient) => void seen.push(gradient.item()));
    const z = y.mul(y).add(y.mul(5)).add(y);
    z.backward();
    expect(seen).toEqual([2 * 6 + 5 + 1]);
    z.backward();
    expect(seen).toEqual([18, 18]);
  });

  test('on a leaf sees its complete gradient, not what was accumulated before', () => {
    const x = leaf([1, 2]);
    const seen: unknown[] = [];
    x.registerHook((gradient) => void seen.push(gradient.toArray()));
    for (let i = 0; i < 2; i++) x.mul(x).add(x).sum().backward();
    expect(seen).toEqual([
      [3, 5],
      [3, 5],
    ]);
    expect(gradOf(x)).toEqual([6, 10]);
  });

  test('on the output sees the gradient the walk starts from', () => {
    const y = leaf([1, 2]).mul(2);
    const seen: unknown[] = [];
    y.registerHook((gradient) => void seen.push(gradient.toArray()));
    y.backward(float64([3, 4]));
    expect(seen).toEqual([[3, 4]]);
  });

  test('replaces the gradient by what it returns, for all that lies behind', () => {
    const x = leaf([1, 2]);
    const y = x.mul(3);
    y.registerHook((gradient) => gradient.mul(10));
    y.sum().backward();
    expect(gradOf(x)).toEqual([30, 30]);
  });

  test.each([undefined, null])('leaves it by returning nothing: %s', (nothing) => {
    const x = leaf([1, 2]);
    x.registerHook(() => nothing as undefined);
    x.sum().backward();
    expect(gradOf(x)).toEqual([1, 1]);
  });

  test('sees what the hooks registered before it made', () => {
    const x = leaf(1);
    const log: string[] = [];
    x.registerHook((gradient) => {
      log.push(`add to ${gradient.item()}`);
      return gradient.add(1);
    });
    x.registerHook((gradient) => {
      log.push(`double ${gradient.item()}`);
      return gradient.mul(2);
    });
    x.mul(3).backward();
    expect(log).toEqual(['add to 3', 'double 4']);
    expect(gradOf(x)).toBe(8);
  });

  test('is not called again once removed; removing twice does no harm', () => {
    const x = leaf(1);
    let calls = 0;
    const count = (): undefined => {
      calls++;
    };
    const handle = x.registerHook(count);
    x.backward();
    handle.remove();
    handle.remove();
    x.backward();
    expect(calls).toBe(1);
  });

  test('registered twice is called twice, and removed one at a time', () => {
    const x = leaf(1);
    const double: Hook = (gradient) => gradient.mul(2);
    const first = x.registerHook(double);
    x.registerHook(double);
    x.backward();
    expect(gradOf(x)).toBe(4);
    first.remove();
    x.zeroGrad();
    x.backward();
    expect(gradOf(x)).toBe(2);
  });

  test('is not called where no gradient arrives', () => {
    const [x, y] = [leaf(1), leaf(2)];
    const dead = x.exp();
    dead.registerHook(() => {
      throw new Error('called');
    });
    x.mul(y).backward();
    expect(gradOf(y)).toBe(1);
  });

  test('is not called where a rule returns no gradient', () => {
    class Stop extends Function<Two> {
      forward(a: Tensor, b: Tensor): Tensor {
        return a.add(b);
      }
      backward(gradient: Variable): Gradients {
        return [null, gradient];
      }
    }
    const [x, y] = [leaf(1), leaf(2)];
    const stopped = x.exp();
    stopped.retainGrad();
    stopped.registerHook(() => {
      throw new Error('called');
    });
    new Stop().apply(stopped, y).backward();
    expect([x.grad, stopped.grad, gradOf(y)]).toEqual([null, null, 1]);
  });

  test('is not called by grad() on a leaf that is not asked for', () => {
    const [x, other] = [leaf(2), leaf(3)];
    other.registerHook(() => {
      throw new Error('called');
    });
    expect(grad(x.mul(other), x)[0].item()).toBe(3);
  });

  test('counts for grad() too', () => {
    const x = leaf(2);
    const y = x.mul(3);
    y.registerHook((gradient) => gradient.mul(10));
    expect(grad(y.mul(5), x)[0].item()).toBe(150);
    expect(grad(y.mul(5), y)[0].item()).toBe(50);
  });

  test('is recorded with createGraph: second derivatives go through it', () => {
    const x = leaf(3);
    const y = x.pow(2);
    const handle = y.registerHook((gradient) => gradient.mul(y)); // d/dx becomes y·2x = 2x³
    const [first] = grad(y, x, { createGraph: true });
    expect(first.item()).toBe(2 * 27);
    handle.remove(); // the second walk meets y again
    expect(grad(first, x)[0].item()).toBe(6 * 9);
  });

  test('is not recorded without createGraph', () => {
    const x = leaf(3);
    const recorded: boolean[] = [];
    x.registerHook((gradient) => {
      const scaled = gradient.mul(x);
      recorded.push(scaled.requiresGrad);
      return scaled;
    });
    x.backward();
    expect([recorded, gradOf(x)]).toEqual([[false], 3]);
  });

  test.each([
    ['a number', () => 3, /returned 3;/],
    ['a Tensor', () => float64([1, 2]), /returned a Tensor;/],
    ['another shape', () => new Variable(float64([1])), /returned a Variable of float64 \[1\];/],
    ['another dtype', () => new Variable(tensor([1, 2])), /returned a Variable of float32 \[2\];/],
  ])('that returns %s is an error naming both', (_, hook, message) => {
    const x = leaf([1, 2]);
    // A hook written without types may return anything.
    x.registerHook(hook as () => never);
    const walk = (): void => x.mul(2).sum().backward();
    expect(walk).toThrow(AutogradError);
    expect(walk).toThrow(message);
    expect(walk).toThrow(/^registerHook: .*accepted is nothing, or a Variable of float64 \[2\]$/);
    expect(x.grad).toBeNull();
  });

  test('that throws leaves recording as it was, and the graph can be walked again', () => {
    const x = leaf(2);
    const y = x.pow(2);
    const handle = y.registerHook(() => {
      throw new RangeError('stop');
    });
    expect(() => y.backward()).toThrow(RangeError);
    handle.remove();
    expect(x.mul(2).requiresGrad).toBe(true);
    y.backward();
    expect(gradOf(x)).toBe(4);
  });

  test('on a Variable that needs no gradient, or that is no function, is an error', () => {
    expect(() => new Variable(float64(1)).registerHook(() => undefined)).toThrow(AutogradError);
    expect(() => new Variable(float64(1)).registerHook(() => undefined)).toThrow(
      /^registerHook: the Variable needs no gradient/,
    );
    expect(() => leaf(1).registerHook(5 as never)).toThrow(ArgumentError);
    expect(() => leaf(1).registerHook(5 as never)).toThrow(
      /^registerHook: hook is 5; accepted is a function/,
    );
  });
});

describe('retainGrad', () => {
  test('keeps the gradient of a Variable in the middle, and accumulates it', () => {
    const x = leaf([1, 2]);
    const y = x.mul(3);
    y.retainGrad();
    const z = y.pow(2).sum();
    z.backward();
    expect(gradOf(y)).toEqual([6, 12]);
    z.backward();
    expect(gradOf(y)).toEqual([12, 24]);
    expect(gradOf(x)).toEqual([36, 72]);
  });

  test('keeps what the hooks made of it', () => {
    const y = leaf(1).mul(3);
    y.retainGrad();
    y.registerHook((gradient) => gradient.mul(7));
    y.backward();
    expect(gradOf(y)).toBe(7);
  });

  test('does nothing for grad()', () => {
    const x = leaf(1);
    const y = x.mul(3);
    y.retainGrad();
    grad(y.pow(2), x);
    expect([x.grad, y.grad]).toEqual([null, null]);
  });

  test('with createGraph keeps a gradient that can be differentiated', () => {
    const x = leaf(2);
    const y = x.pow(2);
    y.retainGrad();
    y.pow(2).backward(undefined, { createGraph: true });
    expect(grad(need(y.grad ?? undefined), x)[0].item()).toBe(2 * 4);
  });

  test('changes nothing on a leaf, and is an error where no gradient is needed', () => {
    const x = leaf(2);
    x.retainGrad();
    x.pow(2).backward();
    expect(gradOf(x)).toBe(4);
    expect(() => new Variable(float64(1)).retainGrad()).toThrow(AutogradError);
    expect(() => new Variable(float64(1)).retainGrad()).toThrow(
      /^retainGrad: the Variable needs no gradient/,
    );
  });
});
