/**
 * vjp, jvp, jacobian, hessian, hvp: against Jacobians measured element by element, and formulas of the textbook.
 */
import { describe, expect, test } from 'vitest';
import {
  ArgumentError,
  AutogradError,
  DtypeError,
  Function,
  grad,
  GradusError,
  hessian,
  hvp,
  isGradEnabled,
  jacobian,
  jvp,
  noGrad,
  numericalJacobian,
  ShapeError,
  tensor,
  Variable,
  vjp,
  type Gradients,
  type Tensor,
} from '../../src/index.js';
import { elementOf } from '../../src/autograd/functional/point.js';
import { pullBack } from '../../src/autograd/pull.js';
import { pushForward } from '../../src/autograd/push.js';
import { need } from '../properties/indices.js';
import { flat, float64, leaf } from './support.js';

const A = float64([
  [0.5, -1.25, 2],
  [1.5, 0.25, -0.75],
]);
const B = float64([[0.5], [-1], [0.75]]);
const U = float64([
  [1, -0.5, 0.25],
  [-2, 0.75, 1.5],
]);
const V = float64([[0.5], [1.25], [-1]]);

/** Two outputs of two inputs, with broadcasting, a product, and a leaf used twice. */
const both = (a: Variable, b: Variable): [Variable, Variable] => [
  a.mm(b).tanh(),
  a.mul(b.t()).add(a.square()).sum(0),
];

/** One number of two inputs. */
const energy = (a: Variable, b: Variable): Variable => a.mm(b).tanh().square().sum().add(a.exp().mean());

const close = { rtol: 1e-8, atol: 1e-8 };
const exact = { rtol: 1e-13, atol: 1e-13 };

/** All blocks of a Jacobian as one matrix: a row for each element of the outputs, a column for each of the inputs. */
function matrixOf(blocks: readonly (readonly Variable[])[], outputs: readonly number[]): number[][] {
  return blocks.flatMap((row, k) =>
    Array.from({ length: need(outputs[k]) }, (_, element) =>
      row.flatMap((block) => {
        const size = block.numel() / need(outputs[k]);
        return flat(block).slice(element * size, (element + 1) * size);
      }),
    ),
  );
}

const measured = (fn: (a: Variable, b: Variable) => Variable | Variable[]): Tensor[] =>
  numericalJacobian(fn, [A, B]);

describe('against a Jacobian measured element by element', () => {
  const [ofA, ofB] = measured(both).map((block) => block.toArray() as number[][]);
  const J = need(ofA).map((row, k) => [...row, ...need(need(ofB)[k])]);

  test.each(['reverse-mode', 'forward-mode'] as const)('jacobian, %s', (strategy) => {
    const blocks = jacobian(both, [A, B], { strategy });
    expect(blocks.map((row) => row.map(({ shape }) => shape))).toEqual([
      [
        [2, 1, 2, 3],
        [2, 1, 3, 1],
      ],
      [
        [3, 2, 3],
        [3, 3, 1],
      ],
    ]);
    expect(float64(matrixOf(blocks, [2, 3])).allClose(float64(J), close)).toBe(true);
  });

  test('vjp is Jᵀ·v', () => {
    const v = [float64([[0.5], [-1]]), float64([1, 2, -0.25])] as const;
    const { output, vjp: pulled } = vjp(both, [A, B], [...v]);
    expect(output.map(flat)).toEqual(both(new Variable(A), new Variable(B)).map(flat));
    expect(pulled.map(({ shape }) => shape)).toEqual([A.shape, B.shape]);
    const weights = v.flatMap(flat);
    const expected = need(J[0]).map((_, j) =>
      J.reduce((sum, row, k) => sum + need(row[j]) * need(weights[k]), 0),
    );
    expect(float64(pulled.flatMap(flat)).allClose(float64(expected), close)).toBe(true);
  });

  test('jvp is J·v', () => {
    const { output, jvp: pushed } = jvp(both, [A, B], [U, V]);
    expect(output.map(flat)).toEqual(both(new Variable(A), new Variable(B)).map(flat));
    expect(pushed.map(({ shape }) => shape)).toEqual([[2, 1], [3]]);
    const along = [...flat(U), ...flat(V)];
    const expected = J.map((row) => row.reduce((sum, slope, j) => sum + slope * need(along[j]), 0));
    expect(float64(pushed.flatMap(flat)).allClose(float64(expected), close)).toBe(true);
  });

  test('hessian is the Jacobian of the gradient', () => {
    const gradient = (a: Variable, b: Variable): Variable[] =>
      grad(energy(a, b), [a, b], { createGraph: true });
    const numeric = measured(gradient).map((block) => block.toArray() as number[][]);
    const expected = need(numeric[0]).map((row, k) => [...row, ...need(need(numeric[1])[k])]);
    const blocks = hessian(energy, [A, B]);
    expect(blocks.map((row) => row.map(({ shape }) => shape))).toEqual([
      [
        [2, 3, 2, 3],
        [2, 3, 3, 1],
      ],
      [
        [3, 1, 2, 3],
        [3, 1, 3, 1],
      ],
    ]);
    const H = matrixOf(blocks, [6, 3]);
    expect(float64(H).allClose(float64(expected), close)).toBe(true);
    const { output, hvp: curvature } = hvp(energy, [A, B], [U, V]);
    expect(output.item()).toBe(energy(new Variable(A), new Variable(B)).item());
    const along = [...flat(U), ...flat(V)];
    const product = H.map((row) => row.reduce((sum, second, j) => sum + second * need(along[j]), 0));
    expect(float64(curvature.flatMap(flat)).allClose(float64(product), exact)).toBe(true);
  });
});

describe('formulas of the textbook', () => {
  const M = float64([
    [1, 2],
    [3, 5],
  ]);
  const x = float64([0.5, -2]);

  test('the Jacobian of M·x is M, bit for bit, in both modes', () => {
    const product = (v: Variable): Variable => v.mul(M).sum(1);
    for (const strategy of ['reverse-mode', 'forward-mode'] as const) {
      expect(jacobian(product, x, { strategy }).toArray()).toEqual(M.toArray());
    }
    expect(jvp(product, x, float64([1, 10])).jvp.toArray()).toEqual([21, 53]);
    expect(vjp(product, x, float64([1, 10])).vjp.toArray()).toEqual([31, 52]);
  });

  test('the Hessian of xᵀ·M·x is M + Mᵀ', () => {
    const form = (v: Variable): Variable => v.unsqueeze(0).mm(new Variable(M)).mul(v).sum();
    expect(hessian(form, x).toArray()).toEqual([
      [2, 5],
      [5, 10],
    ]);
    expect(hvp(form, x, float64([1, 10])).hvp.toArray()).toEqual([52, 105]);
  });

  test('the Hessian of Rosenbrock’s function at (1, 1) is [[802, −400], [−400, 200]]', () => {
    const rosenbrock = (a: Variable, b: Variable): Variable =>
      a.neg().add(1).square().add(b.sub(a.square()).square().mul(100));
    const H = hessian(rosenbrock, [float64(1), float64(1)]);
    expect(H.map((row) => row.map((entry) => entry.item()))).toEqual([
      [802, -400],
      [-400, 200],
    ]);
  });

  test('d/dt of a curve is its velocity: (t², t³) at 2 is (4, 12)', () => {
    const { output, jvp: velocity } = jvp((t) => [t.square(), t.pow(3)], float64(2));
    expect([output.map((y) => y.item()), velocity.map((y) => y.item())]).toEqual([
      [4, 8],
      [4, 12],
    ]);
  });

  test('float32 is differentiated in float32', () => {
    const at = tensor([1, 2]);
    const square = (v: Variable): Variable => v.square();
    const results = [jacobian(square, at), vjp(square, at, at).vjp, jvp(square, at, at).jvp];
    for (const { dtype } of results) expect(dtype).toBe('float32');
    expect(hessian((v) => v.square().sum(), at).dtype).toBe('float32');
  });

  test('through float32 and back the tangent is rounded as the value is', () => {
    const third = jvp((v) => v.to('float32').to('float64'), float64(1), float64(1 / 3)).jvp;
    expect(third.item()).toBe(Math.fround(1 / 3));
  });

  test('the identity is differentiated too: fn may return its input', () => {
    const v = float64([3, 4]);
    expect([vjp((a) => a, x, v).vjp, jvp((a) => a, x, v).jvp].map(flat)).toEqual([
      [3, 4],
      [3, 4],
    ]);
    expect(jvp((a) => a, leaf([1, 2]), v, { createGraph: true }).jvp.toArray()).toEqual([3, 4]);
  });

  test('empty inputs and outputs have empty Jacobians', () => {
    const empty = tensor([], { dtype: 'float64' });
    for (const strategy of ['reverse-mode', 'forward-mode'] as const) {
      expect(jacobian((a) => a.exp(), empty, { strategy }).shape).toEqual([0, 0]);
      expect(jacobian((a) => a.sum(), empty, { strategy }).shape).toEqual([0]);
      expect(jacobian((a) => a.narrow(0, 0, 0), x, { strategy }).shape).toEqual([0, 2]);
      expect(jacobian((a) => a.narrow(0, 0, 0), x, { strategy }).dtype).toBe('float64');
    }
  });

  test('at infinity a constant factor is not multiplied by a tangent of 0: J·v and Jᵀ·v agree', () => {
    const scaled = (a: Variable): Variable => a.mul(float64([Infinity, 2]));
    expect(jvp(scaled, x, float64([1, 1])).jvp.toArray()).toEqual([Infinity, 2]);
    const constant = (b: Variable): Variable => new Variable(float64([Infinity, 2])).mul(b);
    expect(jvp(constant, x, float64([1, 1])).jvp.toArray()).toEqual([Infinity, 2]);
  });

  test.each<[string, (at: Variable) => Variable, number, number]>([
    ['x·3 at ∞', (a) => a.mul(float64(3)), Infinity, 3],
    ['3·x at ∞', (a) => new Variable(float64(3)).mul(a), Infinity, 3],
    ['x¹ at ∞, where the slope by the exponent is ∞', (a) => a.pow(float64(1)), Infinity, 1],
    ['0ˣ at ½, where the slope by the base is ∞', (b) => new Variable(float64(0)).pow(b), 0.5, 0],
  ])('an operand that does not move adds nothing to the tangent: %s', (_, fn, at, slope) => {
    expect(jvp(fn, float64(at), float64(1)).jvp.item()).toBe(slope);
  });
});

describe('the caller’s own Variables', () => {
  test('keep their gradient, and what is returned is constant', () => {
    const [a, v] = [leaf([1, 2]), leaf([3, 4])];
    const cube = (x: Variable): Variable => x.pow(3);
    const [back, forth, product] = [vjp(cube, a, v), jvp(cube, a, v), hvp((x) => cube(x).sum(), a, v)];
    const results: readonly Variable[] = [
      ...[back.output, back.vjp, forth.output, forth.jvp, product.output, product.hvp],
      ...[jacobian(cube, a), hessian((x) => cube(x).sum(), a)],
    ];
    for (const result of results) expect([result.requiresGrad, result.isLeaf]).toEqual([false, true]);
    expect([a.grad, v.grad]).toEqual([null, null]);
  });

  test('are differentiated further with createGraph, and so are the vectors', () => {
    const [a, v] = [leaf([1, 2]), leaf([3, 4])];
    const options = { createGraph: true };
    const cube = (x: Variable): Variable => x.pow(3);
    // 3x²·v: by x it is 6x·v, by v it is 3x².
    for (const product of [vjp(cube, a, v, options).vjp, jvp(cube, a, v, options).jvp]) {
      const [ofX, ofV] = grad(product.sum(), [a, v]);
      expect([ofX.toArray(), ofV.toArray()]).toEqual([
        [18, 48],
        [3, 12],
      ]);
    }
    // 6x·v: by x it is 6v, by v it is 6x.
    const curvature = hvp((x) => cube(x).sum(), a, v, options).hvp;
    const [ofX, ofV] = grad(curvature.sum(), [a, v]);
    expect([ofX.toArray(), ofV.toArray()]).toEqual([
      [18, 24],
      [6, 12],
    ]);
    // The third derivative of x³ is 6, on the diagonal of the diagonal.
    const third = jacobian((x) => hessian((y) => cube(y).sum(), x, options), a);
    expect(third.shape).toEqual([2, 2, 2]);
    expect(flat(third)).toEqual([6, 0, 0, 0, 0, 0, 0, 6]);
    expect(grad(jacobian(cube, a, options).sum(), a)[0].toArray()).toEqual([6, 12]);
  });

  test('are differentiated where they need no gradient themselves', () => {
    const a = new Variable(float64([1, 2]));
    for (const createGraph of [false, true]) {
      const options = { createGraph };
      expect(vjp((x) => x.square(), a, a, options).vjp.toArray()).toEqual([2, 8]);
      expect(jacobian((x) => x.square(), a, options).toArray()).toEqual([
        [2, 0],
        [0, 4],
      ]);
    }
  });

  test('stand behind leaves of fn’s own, which it may assign: the derivative is that at the point', () => {
    const [a, v] = [leaf([1, 2]), float64([3, 4])];
    const cube = (x: Variable): Variable => {
      const y = x.pow(3).sum();
      x.data = float64([100, 100]);
      return y;
    };
    expect(vjp(cube, a).vjp.toArray()).toEqual([3, 12]);
    expect(hvp(cube, a, v).hvp.toArray()).toEqual([18, 48]);
    expect(a.toArray()).toEqual([1, 2]);
  });

  test('are found by the graph of the output with createGraph', () => {
    const a = leaf(2);
    const { output } = vjp((x) => x.pow(3), a, undefined, { createGraph: true });
    expect(grad(output, a)[0].item()).toBe(12);
  });

  test('do not matter to noGrad around the call', () => {
    expect(noGrad(() => jacobian((x) => x.pow(3), leaf(2)).item())).toBe(12);
    expect(noGrad(() => hvp((x) => x.pow(3), leaf(2)).hvp.item())).toBe(12);
  });

  test('both ways to J·v, the forward walk and two backward ones, agree', () => {
    const forward = jvp(both, [A, B], [U, V]).jvp;
    const twice = jvp(both, [A, B], [U, V], { createGraph: true }).jvp;
    forward.forEach((tangent, k) => expect(tangent.data.allClose(need(twice[k]).data, exact)).toBe(true));
    const [forwardH, twiceH] = [false, true].map(
      (createGraph) => hvp(energy, [A, B], [U, V], { createGraph }).hvp,
    );
    need(forwardH).forEach((one, i) =>
      expect(one.data.allClose(need(need(twiceH)[i]).data, exact)).toBe(true),
    );
  });
});

describe('an input that does not matter', () => {
  const c = new Variable(float64([1, 2]));

  test('has zeros for its derivative', () => {
    expect(flat(vjp(() => c, A, float64([1, 1])).vjp)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(flat(jvp(() => c, A, U).jvp)).toEqual([0, 0]);
    expect(jvp(() => c, A, U, { createGraph: true }).jvp.toArray()).toEqual([0, 0]);
    const [[aa, ab], [ba, bb]] = jacobian((a, b) => [a.sum(), b.sum()], [A, B]);
    expect([aa.sum(), ab.sum(), ba.sum(), bb.sum()].map((one) => one.item())).toEqual([6, 0, 0, 3]);
    expect(flat(hessian((a) => a.sum(), B))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('is refused with strict', () => {
    const strict = { strict: true };
    const first = (a: Variable, _b: Variable): Variable => a.sum();
    expect(() => vjp(first, [A, B], undefined, strict)).toThrow(AutogradError);
    expect(() => vjp(first, [A, B], undefined, strict)).toThrow(
      /^vjp: no output depends on input 1; leave out \{ strict: true \} to get zeros for it/,
    );
    expect(() => jvp((a) => [a, c], A, U, strict)).toThrow(/^jvp: output 1 depends on no input/);
    expect(() => jvp((a) => [a, leaf(1).exp()], A, U, strict)).toThrow(/^jvp: output 1 depends on no/);
    expect(() => jacobian(first, [A, B], strict)).toThrow(/^jacobian: no output depends on input 1/);
    expect(() => hessian((a) => a.sum(), A, strict)).toThrow(/^hessian: no output depends on input 0/);
    expect(vjp(first, [A, B]).vjp.map(({ shape }) => shape)).toEqual([A.shape, B.shape]);
  });
});

/** x³ as a rule of one's own, that leaves the graph in its backward. */
class Detached extends Function {
  forward(x: Tensor): Tensor {
    return x.pow(3);
  }
  backward(gradient: Variable): Gradients {
    const [x] = this.inputs;
    return [new Variable(gradient.data.mul(x.data.square()).mul(3))];
  }
}

/** 2·x with both halves, which says when one of them is used. */
class Counted extends Function {
  constructor(readonly used: string[]) {
    super();
  }
  forward(x: Tensor): Tensor {
    return x.mul(2);
  }
  override jvp(tangent: Tensor): Tensor {
    this.used.push(`jvp, recording ${isGradEnabled()}`);
    return tangent.mul(2);
  }
  backward(gradient: Variable): Gradients {
    this.used.push('backward');
    return [gradient.mul(2)];
  }
}

describe('a Jacobian of two rows and three columns', () => {
  const columns = (strategy: 'reverse-mode' | 'forward-mode'): string[] => {
    const used: string[] = [];
    const shortened = (x: Variable): Variable => new Counted(used).apply(x).narrow(0, 0, 2);
    expect(jacobian(shortened, float64([1, 2, 3]), { strategy }).toArray()).toEqual([
      [2, 0, 0],
      [0, 2, 0],
    ]);
    return used;
  };

  test('takes two backward walks in reverse mode', () => {
    expect(columns('reverse-mode')).toEqual(['backward', 'backward']);
  });

  test('takes three forward walks in forward mode, which record nothing', () => {
    const walk = 'jvp, recording false';
    expect(columns('forward-mode')).toEqual([walk, walk, walk]);
  });
});

describe('a rule without a tangent of its own is transposed', () => {
  const at = float64([
    [1, -2, 3],
    [-4, 5, -6],
  ]);
  const along = float64([
    [1, 2, 3],
    [4, 5, 6],
  ]);

  test('where it has one operand', () => {
    expect(jvp((x) => x.relu(), at, along).jvp.toArray()).toEqual([
      [1, 0, 3],
      [0, 5, 0],
    ]);
  });

  test('where one operand is broadcast, and one or both move', () => {
    const row = float64([0, 10, 0]);
    const larger = (x: Variable, y: Variable): Variable => x.maximum(y);
    expect(jvp(larger, [at, row], [along, float64([100, 200, 300])]).jvp.toArray()).toEqual([
      [1, 200, 3],
      [100, 200, 300],
    ]);
    expect(jvp((x) => x.maximum(row), at, along).jvp.toArray()).toEqual([
      [1, 0, 3],
      [0, 0, 0],
    ]);
    expect(jvp((y) => y.maximum(at), row, float64([100, 200, 300])).jvp.toArray()).toEqual([
      [0, 200, 0],
      [100, 200, 300],
    ]);
    // The other operand needs a gradient but does not move.
    expect(jvp((x) => x.maximum(leaf([0, 10, 0])), at, along).jvp.toArray()).toEqual([
      [1, 0, 3],
      [0, 0, 0],
    ]);
  });

  test('and its gradient may be a constant where it is 0, and nowhere else', () => {
    const detached = (x: Variable): Variable => new Detached().apply(x);
    expect(jvp(detached, float64([0, 0]), float64([1, 1])).jvp.toArray()).toEqual([0, 0]);
    expect(() => jvp(detached, float64([0, 1]), float64([1, 1]))).toThrow(/^Detached: its backward leaves/);
  });

  test('and it may give no gradient at all', () => {
    class None extends Detached {
      override backward(): Gradients {
        return [null];
      }
    }
    expect(jvp((x) => new None().apply(x), at, along).jvp.toArray()).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });
});

describe('pullBack', () => {
  const one = new Variable(float64(1));

  test('gives null for an input that needs no gradient, or that no output depends on', () => {
    const [x, constant, unused] = [leaf(3), new Variable(float64(2)), leaf(1)];
    const found = pullBack([x.mul(constant), constant], [constant, x, unused], [one, one], false);
    expect(found.map((gradient) => gradient?.item() ?? null)).toEqual([null, 2, null]);
    expect(pullBack([x.mul(constant)], [constant], [one], false)).toEqual([null]);
    expect(pullBack([constant], [x], [one], false)).toEqual([null]);
  });
});

describe('pushForward', () => {
  test('takes the tangent of a Variable in the middle as it is given', () => {
    const x = leaf(1);
    const y = x.mul(2);
    const given = new Map([
      [x, float64(1)],
      [y, float64(10)],
    ]);
    expect(pushForward([y.mul(3), x.mul(5)], given).map((tangent) => tangent?.item())).toEqual([30, 5]);
  });

  test('says of what does not move that it does not', () => {
    expect(pushForward([leaf(1).exp()], new Map([[leaf(2), float64(1)]]))).toEqual([null]);
  });
});

/** x³ with a tangent of the wrong form. */
class Returning extends Function {
  constructor(readonly tangent: unknown) {
    super();
  }
  forward(x: Tensor): Tensor {
    return x.pow(3);
  }
  override jvp(): Tensor {
    return this.tangent as Tensor;
  }
  backward(gradient: Variable): Gradients {
    const [x] = this.inputs;
    return [gradient.mul(x.square()).mul(3)];
  }
}

test('an element that is not there is an error of its own, not undefined', () => {
  expect(elementOf([7], 0)).toBe(7);
  expect(() => elementOf([7], 1)).toThrow(GradusError);
  expect(() => elementOf([7], 1)).toThrow(/^there is no element 1 among 1$/);
});

describe('misuse is an error that names what came', () => {
  const square = (a: Variable): Variable => a.square();
  test.each([
    [
      'no function',
      () => vjp(3 as never, A),
      ArgumentError,
      /^vjp: fn is 3; accepted is a function of Variables/,
    ],
    [
      'an input that is no Tensor',
      () => jvp(square, 3 as never),
      ArgumentError,
      /^jvp: inputs is 3; accepted is a Tensor or a Variable, or an array of them/,
    ],
    [
      'one among several',
      () => jacobian(both, [A, null as never]),
      ArgumentError,
      /^jacobian: inputs\[1\] is null/,
    ],
    ['no input', () => hessian(energy as never, []), ArgumentError, /^hessian: inputs is empty/],
    [
      'an input of int32',
      () => hvp(square, tensor([1, 2], { dtype: 'int32' })),
      DtypeError,
      /^hvp: inputs is int32; accepted are float32 and float64: fn can hold constants of its own/,
    ],
    [
      'an output that is no Variable',
      () => vjp((a) => a.data as never, A),
      ArgumentError,
      /^vjp: the output of fn is a Tensor; accepted is a Variable/,
    ],
    [
      'an output of bool',
      () => vjp((a) => [a, a.gt(0)], A),
      DtypeError,
      /^vjp: the output 1 of fn is bool; accepted are float32 and float64/,
    ],
    ['no outputs', () => vjp(() => [], A), ArgumentError, /^vjp: fn returned no outputs/],
    [
      'a missing v',
      () => vjp(square, A),
      ArgumentError,
      /^vjp: v is missing; it can be where there is one output of a single element, else accepted is one of shape \[2, 3\]/,
    ],
    [
      'a missing list',
      () => jvp(both, [A, B]),
      ArgumentError,
      /^jvp: v is missing; .* accepted is a list of 2/,
    ],
    [
      'a v of another shape',
      () => vjp(square, A, B),
      ShapeError,
      /^vjp: v has shape \[3, 1\]; accepted is the output's, \[2, 3\]/,
    ],
    [
      'a v of another dtype',
      () => jvp(square, A, U.to('float32')),
      DtypeError,
      /^jvp: v is float32; accepted is the input's, float64/,
    ],
    [
      'a missing v for two inputs of a single element',
      () => jvp((a, b) => a.mul(b), [float64(1), float64(2)]),
      ArgumentError,
      /^jvp: v is missing; it can be where there is one input of a single element, .* accepted is a list of 2$/,
    ],
    [
      'a v of another shape than the input',
      () => hvp((a) => a.sum(), A, B),
      ShapeError,
      /^hvp: v has shape \[3, 1\]; accepted is the input's, \[2, 3\]$/,
    ],
    [
      'too few',
      () => jvp(both, [A, B], [U] as never),
      ArgumentError,
      /^jvp: v is a list of 1; accepted is one for each input: 2/,
    ],
    [
      'one for a list',
      () => jvp(both, [A, B], U as never),
      ArgumentError,
      /^jvp: v is a Tensor; accepted is one for/,
    ],
    [
      'a v that is none',
      () => jvp(both, [A, B], [U, 1 as never]),
      ArgumentError,
      /^jvp: v\[1\] is 1; accepted/,
    ],
    [
      'a function without a single result',
      () => hessian(square, A),
      ShapeError,
      /^hessian: fn returned an output of shape \[2, 3\]; accepted is a single element/,
    ],
    [
      'a function with a list of results',
      () => hvp((a) => [a.sum()] as never, A, U),
      ShapeError,
      /^hvp: fn returned a list of 1; accepted is a single element/,
    ],
    [
      'an unknown option',
      () => jacobian(square, A, { vectorize: true } as never),
      ArgumentError,
      /^jacobian: options has vectorize; accepted are createGraph, strict, strategy/,
    ],
    [
      'an option that is no flag',
      () => vjp(square, A, A, { strict: 1 as never }),
      ArgumentError,
      /^vjp: strict is 1; accepted are true and false/,
    ],
    [
      'options that are none',
      () => vjp(square, A, A, true as never),
      ArgumentError,
      /^vjp: options is true; accepted is an object, as \{ createGraph: true \}$/,
    ],
    [
      'an unknown option where there is no strategy',
      () => vjp(square, A, A, { strategy: 'reverse-mode' } as never),
      ArgumentError,
      /^vjp: options has strategy; accepted are createGraph, strict$/,
    ],
    [
      'a createGraph that is no flag',
      () => vjp(square, A, A, { createGraph: 1 as never }),
      ArgumentError,
      /^vjp: createGraph is 1; accepted are true and false/,
    ],
    [
      'an unknown strategy',
      () => jacobian(square, A, { strategy: 'sideways' as never }),
      ArgumentError,
      /^jacobian: strategy is "sideways"; accepted are 'reverse-mode' and 'forward-mode'/,
    ],
    [
      'forward mode that is recorded',
      () => jacobian(square, A, { strategy: 'forward-mode', createGraph: true }),
      ArgumentError,
      /^jacobian: createGraph is true in forward mode, which records nothing/,
    ],
    [
      'a backward that leaves the graph',
      () => jvp((a) => new Detached().apply(a), A, U),
      AutogradError,
      /^Detached: its backward leaves the graph, so that no tangent can be had of it; write it in differentiable/,
    ],
    [
      'a tangent that is none',
      () => jvp((a) => new Returning(null).apply(a), A, U),
      AutogradError,
      /^Returning: jvp returned null; accepted is float64 \[2, 3\]/,
    ],
    [
      'a tangent of another dtype',
      () => jvp((a) => new Returning(U.to('float32')).apply(a), A, U),
      AutogradError,
      /^Returning: jvp returned float32 of shape \[2, 3\]; accepted is float64 \[2, 3\]/,
    ],
    [
      'a tangent of another shape',
      () => jvp((a) => new Returning(B).apply(a), A, U),
      AutogradError,
      /^Returning: jvp returned float64 of shape \[3, 1\]; accepted is float64 \[2, 3\]/,
    ],
  ])('%s', (_, misuse, kind, message) => {
    expect(misuse).toThrow(kind);
    expect(misuse).toThrow(message);
  });
});
