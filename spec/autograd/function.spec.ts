/**
 * Function: rules of one's own, and what the engine asks of them.
 */
import { describe, expect, test } from 'vitest';
import {
  ArgumentError,
  AutogradError,
  Function,
  grad,
  gradcheck,
  gradgradcheck,
  noGrad,
  ShapeError,
  Variable,
  zeros,
  type Gradients,
  type Tensor,
  type Two,
} from '../../src/index.js';
import { interval } from '../../src/autograd/domain.js';
import { float64, gradOf, leaf } from './support.js';

/** y = a·b², in the form in which rules are written. */
class Weighted extends Function<Two> {
  forward(a: Tensor, b: Tensor): Tensor {
    return a.mul(b).mul(b);
  }

  backward(gradient: Variable): Gradients {
    const [a, b] = this.inputs;
    return [gradient.mul(b).mul(b), gradient.mul(a).mul(b).mul(2)];
  }
}

/** A sum of as many operands as there are, which computes each gradient where it is needed. */
class Total extends Function<readonly Variable[]> {
  constructor(readonly computed: number[] = []) {
    super();
  }

  forward(...inputs: readonly Tensor[]): Tensor {
    return inputs.reduce((sum, x) => sum.add(x));
  }

  backward(gradient: Variable): Gradients {
    return this.whereNeeded(
      ...[0, 1].map((i) => () => {
        this.computed.push(i);
        return gradient;
      }),
    );
  }
}

/** A rule whose backward returns whatever it is given. */
class Returning extends Function<Two> {
  constructor(readonly returned: (gradient: Variable) => unknown) {
    super();
  }

  forward(a: Tensor, b: Tensor): Tensor {
    return a.add(b);
  }

  backward(gradient: Variable): Gradients {
    return this.returned(gradient) as Gradients;
  }
}

describe('a Function of one’s own', () => {
  test('is a rule like any other, to second order and over broadcasting', () => {
    const fn = (a: Variable, b: Variable): Variable => new Weighted().apply(a, b);
    const inputs = [float64([[0.5], [-1.25]]), float64([0.75, 1.5, -0.5])];
    expect(gradcheck(fn, inputs).message).toContain('pass');
    expect(gradgradcheck(fn, inputs).message).toContain('pass');
  });

  test('is the node: its instance is the gradFn, with its inputs and output', () => {
    const [a, b] = [leaf(2), leaf(3)];
    const node = new Weighted();
    const y = node.apply(a, b);
    expect(y.gradFn).toBe(node);
    expect([node.output, ...node.inputs]).toEqual([y, a, b]);
    expect([node.name, node.needsInputGrad]).toEqual(['Weighted', [true, true]]);
  });

  test('sees Tensors in forward and Variables in backward', () => {
    const seen: unknown[] = [];
    class Seeing extends Function {
      forward(x: Tensor): Tensor {
        seen.push(x.constructor.name);
        return x.neg();
      }
      backward(gradient: Variable): Gradients {
        seen.push(...[gradient, this.output, ...this.inputs].map((one) => one.constructor.name));
        return [gradient.neg()];
      }
    }
    new Seeing().apply(leaf(1)).backward();
    expect(seen).toEqual(['Tensor', 'Variable', 'Variable', 'Variable']);
  });

  test('knows which gradients are wanted, and a Tensor among its inputs is a constant', () => {
    const node = new Weighted();
    const y = node.apply(float64(2), leaf(3));
    expect(node.needsInputGrad).toEqual([false, true]);
    y.backward();
    expect(node.inputs.map(({ grad: gradient }) => gradient?.item() ?? null)).toEqual([null, 12]);
  });

  test('may return null for an input that has no gradient', () => {
    const [a, b] = [leaf(2), leaf(3)];
    new Returning((gradient) => [null, gradient]).apply(a, b).backward();
    expect([a.grad, gradOf(b)]).toEqual([null, 1]);
  });

  test('may leave undoing the broadcast to the engine', () => {
    const [a, b] = [leaf([[1], [2]]), leaf(5)];
    new Returning((gradient) => [gradient, gradient]).apply(a, b.expand([1, 3])).backward(
      float64([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    );
    expect([gradOf(a), gradOf(b)]).toEqual([[[6], [15]], 21]);
  });

  test('may leave undoing the broadcast to the engine, over new dims and stretched ones at once', () => {
    const a = leaf([[1], [2], [3]]);
    const b = new Variable(zeros([2, 3, 4], { dtype: 'float64' }));
    new Returning((gradient) => [gradient, null]).apply(a, b).sum().backward();
    expect(gradOf(a)).toEqual([[8], [8], [8]]);
  });

  test('is not recorded where nothing needs a gradient, or in noGrad', () => {
    expect(new Weighted().apply(new Variable(float64(1)), float64(2)).gradFn).toBeNull();
    expect(noGrad(() => new Weighted().apply(leaf(1), leaf(2))).gradFn).toBeNull();
  });

  test('holds on to its inputs only where it is recorded', () => {
    const node = new Weighted();
    expect([node.parents, node.inputs]).toEqual([[], []]);
    noGrad(() => node.apply(leaf(1), leaf(2)));
    expect([node.parents, node.inputs]).toEqual([[], []]);
  });

  test('computes only the gradients that are wanted', () => {
    const [constant, x] = [new Variable(float64(1)), leaf(2)];
    const node = new Total();
    node.apply(constant, x).backward();
    expect([node.computed, constant.grad, gradOf(x)]).toEqual([[1], null, 1]);
  });

  test('is sampled between −2 and 2 unless it says otherwise', () => {
    expect(new Weighted().domain).toEqual([{ low: -2, high: 2 }]);
    expect(interval(1, 3, { except: [2] })).toEqual([{ low: 1, high: 3, except: [2] }]);
  });

  test('with an int32 result carries no gradient', () => {
    class Truncate extends Function {
      forward(x: Tensor): Tensor {
        return x.to('int32');
      }
      backward(): Gradients {
        return [null];
      }
    }
    expect(new Truncate().apply(leaf([1.5])).requiresGrad).toBe(false);
  });

  test('numbers its nodes in the order in which they were made', () => {
    const [first, second] = [new Weighted(), new Weighted()];
    expect(first.order).toBe(0);
    second.apply(leaf(1), leaf(1));
    first.apply(leaf(1), leaf(1));
    expect(first.order).toBeGreaterThan(second.order);
  });
});

describe('a wrong Function is an error that names it', () => {
  const walk = (returned: (gradient: Variable) => unknown): (() => void) => {
    const [a, b] = [leaf([1, 2, 3]), leaf([[1], [2]])];
    const y = new Returning(returned).apply(a, b);
    return () => y.backward(y.data);
  };

  test.each([
    [
      'too few gradients',
      (gradient: Variable) => [gradient],
      'Returning: backward returned 1 gradients; accepted is an array of 2, one for each input',
    ],
    [
      'too many gradients',
      (gradient: Variable) => [gradient, gradient, gradient],
      'Returning: backward returned 3 gradients; accepted is an array of 2, one for each input',
    ],
    [
      'one gradient without an array',
      (gradient: Variable) => gradient,
      'Returning: backward returned a Variable; accepted is an array of 2, one for each input',
    ],
    [
      'nothing',
      () => undefined,
      'Returning: backward returned undefined; accepted is an array of 2, one for each input',
    ],
    [
      'undefined for an input',
      (gradient: Variable) => [gradient, undefined],
      'Returning: the gradient of input 1 is undefined; accepted is a Variable or null',
    ],
    [
      'a Tensor for an input',
      (gradient: Variable) => [gradient.data, gradient],
      'Returning: the gradient of input 0 is a Tensor; accepted is a Variable or null',
    ],
    [
      'a number for an input',
      (gradient: Variable) => [gradient, 2],
      'Returning: the gradient of input 1 is 2; accepted is a Variable or null',
    ],
    [
      'another shape',
      (gradient: Variable) => [gradient, gradient.sum(0)],
      "Returning: the gradient of input 1 has shape [3], which the input's shape [2, 1] does not broadcast to",
    ],
    [
      'a shape that broadcasts the other way',
      (gradient: Variable) => [gradient.sum(), gradient],
      "Returning: the gradient of input 0 has shape [], which the input's shape [3] does not broadcast to",
    ],
    [
      'another dtype',
      (gradient: Variable) => [gradient.to('float32'), gradient],
      'Returning: the gradient of input 0 is float32; the input is float64',
    ],
  ])('backward returns %s', (_, returned, message) => {
    expect(walk(returned)).toThrow(AutogradError);
    expect(walk(returned)).toThrow(message);
  });

  test('applied twice', () => {
    const node = new Weighted();
    node.apply(leaf(1), leaf(2));
    expect(() => node.apply(leaf(1), leaf(2))).toThrow(AutogradError);
    expect(() => node.apply(leaf(1), leaf(2))).toThrow(
      'Weighted: applied twice; make a new instance each time',
    );
  });

  test('applied to no Variable', () => {
    expect(() => new Weighted().apply(float64(1), float64(2))).toThrow(AutogradError);
    expect(() => new Weighted().apply(float64(1), float64(2))).toThrow(
      'Weighted: got a Tensor, a Tensor; accepted are Variables, at least one',
    );
  });

  test('applied to nothing', () => {
    expect(() => new Total().apply()).toThrow(AutogradError);
    expect(() => new Total().apply()).toThrow(/^Total: got no inputs; accepted are Variables, at least one$/);
  });

  test('applied to what is no operand', () => {
    expect(() => new Total().apply(leaf(1), 'x' as never)).toThrow(ArgumentError);
    expect(() => new Total().apply(leaf(1), 'x' as never)).toThrow(
      /^Total: input 1 is "x"; accepted is a Variable, a Tensor or a number$/,
    );
  });

  test('with a gradient for an input that is not there', () => {
    const y = new Total().apply(leaf(1));
    expect(() => y.backward()).toThrow(/^Total: backward returned 2 gradients; accepted is an array of 1/);
  });

  test('forward returns no Tensor', () => {
    class Wrong extends Function {
      forward(): Tensor {
        return leaf(1) as never;
      }
      backward(): Gradients {
        return [null];
      }
    }
    expect(() => new Wrong().apply(leaf(1))).toThrow(AutogradError);
    expect(() => new Wrong().apply(leaf(1))).toThrow(
      'Wrong: forward returned a Variable; accepted is a Tensor',
    );
  });

  test('output read before it is applied', () => {
    expect(() => new Weighted().output).toThrow(AutogradError);
    expect(() => new Weighted().output).toThrow('Weighted: output is read before the rule is applied');
  });

  test('a forward that throws can be applied again, to what fits', () => {
    const node = new Weighted();
    expect(() => node.apply(leaf([1, 2]), leaf([1, 2, 3]))).toThrow(ShapeError);
    expect(grad(node.apply(leaf(2), leaf(3)), node.inputs[0])[0].item()).toBe(9);
  });
});
