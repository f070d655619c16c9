/**
 * Module: a function with parameters, and optionally a backward derived by hand.
 */
import { describe, expect, test } from 'vitest';
import type { Function } from '../../src/index.js';
import {
  ArgumentError,
  AutogradError,
  DtypeError,
  Generator,
  grad,
  gradcheck,
  gradgradcheck,
  Module,
  noGrad,
  Parameter,
  randn,
  tensor,
  Variable,
  where,
  type Gradients,
  type Tensor,
} from '../../src/index.js';
import { flat, float64, gradOf, leaf } from '../autograd/support.js';
import { need } from '../properties/indices.js';

class Linear extends Module {
  readonly weight: Parameter;
  readonly bias: Parameter;
  /** Not learned: a constant of the layer. */
  readonly scale = new Variable(float64(2));

  constructor(weight: Tensor, bias: Tensor) {
    super();
    this.weight = new Parameter(weight);
    this.bias = new Parameter(bias);
  }

  forward(x: Variable): Variable {
    return x.mm(this.weight).add(this.bias).mul(this.scale);
  }
}

/** A Linear layer with its backward derived by hand. */
class HandLinear extends Linear {
  override backward(gradOutput: Variable, inputs: readonly Variable[]): Gradients {
    const x = need(inputs[0]);
    const ofSum = gradOutput.mul(2);
    return [ofSum.mm(this.weight.t()), x.t().mm(ofSum), ofSum.sum(0)];
  }
}

const generator = new Generator(3);
const draw = (...shape: number[]): Tensor => randn(shape, { generator, dtype: 'float64' });
const [WEIGHT, BIAS, X] = [draw(3, 2), draw(2), draw(4, 3)];

describe('the parameters of a Module', () => {
  class Net extends Module {
    readonly name = 'net';
    readonly first = new Linear(WEIGHT, BIAS);
    readonly blocks = [new Linear(WEIGHT, BIAS), [new Parameter(float64(1)), null, 'text']] as const;
    readonly last = new Parameter(float64([1, 2]));
    readonly shared = this.first;
    readonly tied = this.last;

    forward(x: Variable): Variable {
      return x;
    }
  }

  test('are named by the paths to them, nested and in arrays, in the order of definition, each once', () => {
    const net = new Net();
    expect(net.namedParameters().map(([name]) => name)).toEqual([
      'first.weight',
      'first.bias',
      'blocks.0.weight',
      'blocks.0.bias',
      'blocks.1.0',
      'last',
    ]);
    expect(net.parameters()).toEqual(net.namedParameters().map(([, parameter]) => parameter));
    expect(net.parameters()[0]).toBe(net.first.weight);
    expect(new Set(net.parameters()).size).toBe(6);
  });

  test('are Parameters only: a Variable or a Tensor in a property is not learned', () => {
    expect(new Linear(WEIGHT, BIAS).namedParameters().map(([name]) => name)).toEqual(['weight', 'bias']);
  });

  test('are found in a Module that holds itself', () => {
    class Loop extends Module {
      readonly self = this;
      readonly list: unknown[] = [this];
      readonly weight = new Parameter(float64(1));
      forward(x: Variable): Variable {
        return x;
      }
    }
    const loop = new Loop();
    loop.list.push(loop.list);
    expect(loop.namedParameters().map(([name]) => name)).toEqual(['weight']);
  });

  test('are leaves that need a gradient, and of a float dtype', () => {
    const parameter = new Parameter(tensor([1, 2]));
    expect([parameter.requiresGrad, parameter.isLeaf, parameter instanceof Variable]).toEqual([
      true,
      true,
      true,
    ]);
    expect(() => new Parameter(tensor([1, 2], { dtype: 'int32' }))).toThrow(DtypeError);
  });

  test('get their gradients from backward, and zeroGrad forgets them all', () => {
    const net = new Linear(WEIGHT, BIAS);
    net.call(new Variable(X)).sum().backward();
    expect(gradOf(net.bias)).toEqual([8, 8]);
    net.zeroGrad();
    expect(net.parameters().map(({ grad: gradient }) => gradient)).toEqual([null, null]);
  });
});

describe('call', () => {
  test('gives what forward gives, and records its operations', () => {
    const net = new Linear(WEIGHT, BIAS);
    const called = net.call(new Variable(X));
    expect(called.data.equal(net.forward(new Variable(X)).data)).toBe(true);
    expect(called.gradFn?.name).toBe('Mul');
  });

  test('takes a Tensor as a constant', () => {
    const net = new Linear(WEIGHT, BIAS);
    const called = net.call(X);
    expect(called.data.equal(net.call(new Variable(X)).data)).toBe(true);
    const hand = new HandLinear(WEIGHT, BIAS).call(X);
    expect(hand.data.equal(called.data)).toBe(true);
  });

  test('refuses any other input, naming Module and place', () => {
    const net = new Linear(WEIGHT, BIAS);
    expect(() => net.call([1, 2] as never)).toThrow(ArgumentError);
    expect(() => net.call([1, 2] as never)).toThrow(
      'Linear.call: input 0 is an array; accepted is a Variable or a Tensor',
    );
  });

  test('refuses a forward that returns no Variable, with its own backward or without', () => {
    class Wrong extends Module {
      forward(x: Variable): Variable {
        return x.data as never;
      }
    }
    class WrongByHand extends Wrong {
      override backward(): Gradients {
        return [null];
      }
    }
    for (const net of [new Wrong(), new WrongByHand()]) {
      expect(() => net.call(leaf(1))).toThrow(AutogradError);
      expect(() => net.call(leaf(1))).toThrow(/forward returned a Tensor; accepted is a Variable/);
    }
  });

  test('records nothing in noGrad', () => {
    for (const net of [new Linear(WEIGHT, BIAS), new HandLinear(WEIGHT, BIAS)]) {
      expect(noGrad(() => net.call(leaf([[1, 2, 3]]))).requiresGrad).toBe(false);
    }
  });
});

describe('a Module with a backward of its own', () => {
  const byHand = (x: Variable): Variable => new HandLinear(WEIGHT, BIAS).call(x);

  test('is one node of the graph, named after it, of its inputs and then its parameters', () => {
    const net = new HandLinear(WEIGHT, BIAS);
    const x = leaf([[1, 2, 3]]);
    const node = net.call(x).gradFn;
    expect(node?.name).toBe('HandLinear');
    expect(node?.inputs).toEqual([x, net.weight, net.bias]);
  });

  test('computes the same value as without', () => {
    expect(byHand(new Variable(X)).data.equal(new Linear(WEIGHT, BIAS).call(new Variable(X)).data)).toBe(
      true,
    );
  });

  test('passes gradcheck and gradgradcheck, for inputs and parameters', () => {
    // The parameters become inputs, so that they are checked too.
    class Given extends Module {
      forward(x: Variable, weight: Variable, bias: Variable): Variable {
        return x.mm(weight).add(bias);
      }
      override backward(gradOutput: Variable, [x, weight]: readonly Variable[]): Gradients {
        return [gradOutput.mm(need(weight).t()), need(x).t().mm(gradOutput), gradOutput.sum(0)];
      }
    }
    const fn = (...inputs: [Variable, Variable, Variable]): Variable => new Given().call(...inputs);
    for (const check of [gradcheck, gradgradcheck]) {
      expect(check(fn as never, [X, WEIGHT, BIAS]).verdict).toBe('pass');
      expect(check(byHand as never, [X]).verdict).toBe('pass');
    }
  });

  test('gives its gradients to inputs and parameters, as automatic differentiation does', () => {
    const results = [new Linear(WEIGHT, BIAS), new HandLinear(WEIGHT, BIAS)].map((net) => {
      const x = new Variable(X, { requiresGrad: true });
      net.call(x).pow(2).sum().backward();
      return [x, ...net.parameters()].map(({ grad: gradient }) => flat(gradient));
    });
    expect(results[1]).toEqual(results[0]);
  });

  test('really replaces the automatic rule: a wrong one is followed, and rejected by gradcheck', () => {
    class Clipped extends Module {
      forward(x: Variable): Variable {
        return x.clamp({ min: 0 });
      }
      override backward(gradOutput: Variable): Gradients {
        return [gradOutput.clamp({ min: 0 })];
      }
    }
    class Masked extends Clipped {
      override backward(gradOutput: Variable, [x]: readonly Variable[] = []): Gradients {
        return [where(need(x).ge(0), gradOutput, 0)];
      }
    }
    const x = leaf([0.5, -1]);
    new Clipped().call(x).backward(float64([-3, 4]));
    expect(gradOf(x)).toEqual([0, 4]);
    expect(gradcheck((v: Variable) => new Clipped().call(v), [float64([0.5, 1])]).verdict).toBe('fail');
    expect(gradcheck((v: Variable) => new Clipped().call(v), [float64([-0.5, -1])]).verdict).toBe('fail');
    expect(gradcheck((v: Variable) => new Masked().call(v), [float64([0.5, -1])]).verdict).toBe('pass');
  });

  test('is given the gradient, what call was given, and what forward returned', () => {
    const seen: unknown[] = [];
    class Seeing extends Module {
      readonly factor = new Parameter(float64(3));
      forward(a: Variable, b: Variable): Variable {
        return a.mul(b).mul(this.factor);
      }
      override backward(gradOutput: Variable, inputs: readonly Variable[], output: Variable): Gradients {
        seen.push(
          gradOutput.item(),
          inputs.map((one) => one.item()),
          output.item(),
        );
        return [null, null, output.mul(gradOutput)];
      }
    }
    const net = new Seeing();
    net.call(leaf(2), leaf(5)).mul(7).backward();
    expect(seen).toEqual([7, [2, 5], 30]);
    expect(gradOf(net.factor)).toBe(210);
  });

  test('does not record what forward does inside', () => {
    let inner: Function<readonly Variable[]> | null | undefined;
    class Inside extends Module {
      readonly zero = new Parameter(float64(0));
      forward(x: Variable): Variable {
        const y = x.add(this.zero).exp();
        inner = y.gradFn;
        return y;
      }
      override backward(gradOutput: Variable, _: readonly Variable[], output: Variable): Gradients {
        return [gradOutput.mul(output), null];
      }
    }
    const x = leaf(1);
    const inside = new Inside();
    const y = inside.call(x);
    expect(inner).toBeNull();
    expect(y.gradFn?.parents).toEqual([x, inside.zero]);
    expect(grad(grad(y, x, { createGraph: true })[0], x)[0].item()).toBe(y.item());
  });

  test('may be called twice, by several inputs, and inside another Module', () => {
    class Outer extends Module {
      readonly inner = new HandLinear(WEIGHT, BIAS);
      forward(x: Variable): Variable {
        return this.inner.call(x).add(this.inner.call(x.mul(2)));
      }
    }
    const check = gradcheck((x: Variable) => new Outer().call(x), [X]);
    expect(check.verdict).toBe('pass');
    expect(new Outer().namedParameters().map(([name]) => name)).toEqual(['inner.weight', 'inner.bias']);
  });

  test('that returns too few gradients is an error that says how many of what', () => {
    class TooFew extends HandLinear {
      override backward(gradOutput: Variable): Gradients {
        return [gradOutput.mm(this.weight.t())];
      }
    }
    const walk = (): void => new TooFew(WEIGHT, BIAS).call(new Variable(X)).sum().backward();
    expect(walk).toThrow(AutogradError);
    expect(walk).toThrow(
      'TooFew: backward returned 1 gradients; accepted is an array of 3: one for each of 1 inputs, ' +
        'then one for each of 2 parameters',
    );
  });

  test('that returns a gradient of the wrong shape is an error that names it', () => {
    class Untransposed extends HandLinear {
      override backward(gradOutput: Variable, [x]: readonly Variable[] = []): Gradients {
        return [null, gradOutput.t().mm(need(x)), gradOutput.sum(0)];
      }
    }
    const walk = (): void => new Untransposed(WEIGHT, BIAS).call(new Variable(X)).sum().backward();
    expect(walk).toThrow(
      "Untransposed: the gradient of input 1 has shape [2, 3], which the input's shape [3, 2] does not broadcast to",
    );
  });

  test('cannot be walked once a parameter was assigned: it would see another value than forward did', () => {
    const net = new HandLinear(WEIGHT, BIAS);
    const loss = net.call(new Variable(X)).sum();
    loss.backward();
    net.weight.data = WEIGHT.mul(2);
    expect(() => loss.backward()).toThrow(AutogradError);
    expect(() => loss.backward()).toThrow(
      /^HandLinear: a parameter was assigned between call and backward.*call again after the update$/,
    );
    net.zeroGrad();
    net.call(new Variable(X)).sum().backward();
    expect(gradOf(net.bias)).toEqual([8, 8]);
  });

  test('sees the input that call was given, though its data was assigned since', () => {
    const x = leaf([[1, 2, 3]]);
    const net = new HandLinear(WEIGHT, BIAS);
    const loss = net.call(x).sum();
    x.data = float64([[100, 100, 100]]);
    loss.backward();
    expect(gradOf(net.weight)).toEqual([
      [2, 2],
      [4, 4],
      [6, 6],
    ]);
    expect(x.grad?.data.equal(WEIGHT.sum(1).mul(2).reshape([1, 3]))).toBe(true);
  });
});
