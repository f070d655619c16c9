/**
 * The backward walk: what reaches the leaves, in which order it is added, and what is left as it was.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ArgumentError,
  AutogradError,
  DtypeError,
  Function,
  grad,
  onesLike,
  ShapeError,
  tensor,
  Variable,
  type Gradients,
  type Tensor,
  type Three,
} from '../../src/index.js';
import { need } from '../properties/indices.js';
import { instructions, run } from './programs.js';
import { flat, float64, gradOf, leaf } from './support.js';

describe('backward accumulates into the leaves', () => {
  test('the gradients of two calls add up', () => {
    const x = leaf([1, 2]);
    x.mul(3).sum().backward();
    x.pow(2).sum().backward();
    expect(gradOf(x)).toEqual([3 + 2, 3 + 4]);
  });

  test('backward twice on one graph gives twice the gradient', () => {
    const x = leaf([1, 2, 3]);
    const y = x.pow(3).sum();
    y.backward();
    expect(gradOf(x)).toEqual([3, 12, 27]);
    y.backward();
    expect(gradOf(x)).toEqual([6, 24, 54]);
  });

  test('zeroGrad forgets what was accumulated', () => {
    const x = leaf([1, 2]);
    x.sum().backward();
    x.zeroGrad();
    expect(x.grad).toBeNull();
    x.sum().backward();
    expect(gradOf(x)).toEqual([1, 1]);
  });

  test('backward on a leaf gives it the gradient it starts from', () => {
    const x = leaf(5);
    x.backward();
    expect(gradOf(x)).toBe(1);
  });

  test('gradOutput weights the elements, given as a Tensor or as a Variable', () => {
    for (const gradOutput of [float64([1, 10]), new Variable(float64([1, 10]))]) {
      const x = leaf([1, 2]);
      x.mul(x).backward(gradOutput);
      expect(gradOf(x)).toEqual([2, 40]);
    }
  });

  test('a one-element vector is no scalar and needs a gradOutput', () => {
    const x = leaf([3]);
    expect(() => x.mul(2).backward()).toThrow(AutogradError);
    x.mul(2).backward(float64([1]));
    expect(gradOf(x)).toEqual([2]);
  });

  test('an empty output gives zeros to what it depends on', () => {
    const x = leaf([1, 2]);
    x.narrow(0, 2, 0).backward(tensor([], { dtype: 'float64' }));
    expect(gradOf(x)).toEqual([0, 0]);
  });

  test('only leaves that need a gradient get one', () => {
    const [x, constant] = [leaf([1, 2]), new Variable(float64([3, 4]))];
    const y = x.mul(constant);
    y.sum().backward();
    expect([x.grad === null, constant.grad, y.grad]).toEqual([false, null, null]);
  });

  test('a gradient has the shape and dtype of its leaf', () => {
    for (const dtype of ['float32', 'float64'] as const) {
      const x = leaf([[1], [2]], dtype);
      x.add(tensor([1, 2, 3], { dtype }))
        .sum()
        .backward();
      expect([x.grad?.shape, x.grad?.dtype]).toEqual([[2, 1], dtype]);
      expect(gradOf(x)).toEqual([[3], [3]]);
    }
  });

  test('without createGraph a gradient is a constant of its own', () => {
    const [x, y] = [leaf([1, 2]), leaf([3, 4])];
    const given = leaf([5, 6]);
    x.add(y).backward(given);
    expect([x.grad?.requiresGrad, x.grad?.gradFn]).toEqual([false, null]);
    // Neither the other leaf's gradient nor the caller's own Variable.
    expect(x.grad).not.toBe(y.grad);
    expect(x.grad).not.toBe(given);
    const alone = leaf([1, 2]);
    alone.backward(given);
    expect(alone.grad).not.toBe(given);
    expect(alone.grad?.requiresGrad).toBe(false);
  });

  test('with createGraph the gradient can be differentiated', () => {
    const x = leaf(3);
    x.pow(3).backward(undefined, { createGraph: true });
    const first = need(x.grad ?? undefined);
    expect([first.item(), first.requiresGrad]).toEqual([27, true]);
    x.zeroGrad();
    first.backward();
    expect(gradOf(x)).toBe(18);
  });
});

describe('every way from the output to a leaf counts once', () => {
  test('the same Variable as both operands', () => {
    const x = leaf([2, 3]);
    x.mul(x).sum().backward();
    expect(gradOf(x)).toEqual([4, 6]);
  });

  test('x − x has the gradient 0', () => {
    const x = leaf([2, 3]);
    x.sub(x).sum().backward();
    expect(gradOf(x)).toEqual([0, 0]);
  });

  test('a diamond: y = x², z = y·y + 3y', () => {
    const x = leaf(2);
    const y = x.pow(2);
    y.mul(y).add(y.mul(3)).backward();
    expect(gradOf(x)).toBe((2 * 4 + 3) * 4);
  });

  test('a ladder of diamonds has 2ⁿ ways and n nodes', () => {
    const x = leaf(1);
    let y = x;
    for (let i = 0; i < 60; i++) y = y.add(y);
    y.backward();
    expect(gradOf(x)).toBe(2 ** 60);
  });

  test('an output used by others too counts once: z = y·y beside dead branches', () => {
    const x = leaf([1, 2]);
    const y = x.mul(2);
    const unused = [y.mul(3), y.exp(), y.sum().add(x.sum())];
    y.add(1).sum().backward();
    expect(gradOf(x)).toEqual([2, 2]);
    expect(unused.map(({ grad: gradient }) => gradient)).toEqual([null, null, null]);
  });

  test('consumers made after the output, or later differentiated alone, change nothing', () => {
    const x = leaf([1, 2]);
    const z = x.pow(2).sum();
    x.exp().sum();
    z.mul(5);
    z.backward();
    expect(gradOf(x)).toEqual([2, 4]);
  });
});

/** Says when it is visited. */
class Traced extends Function<readonly Variable[]> {
  constructor(readonly visited: number[]) {
    super();
  }

  forward(...inputs: readonly Tensor[]): Tensor {
    return inputs.reduce((sum, x) => sum.add(x));
  }

  backward(gradient: Variable): Gradients {
    this.visited.push(this.order);
    return this.inputs.map(() => gradient);
  }
}

/** Weights each of three inputs. */
class Weighted extends Function<Three> {
  constructor(readonly weights: readonly number[]) {
    super();
  }

  forward(a: Tensor): Tensor {
    return a.mul(0);
  }

  backward(gradient: Variable): Gradients {
    return this.weights.map((weight) => gradient.mul(weight));
  }
}

describe('the order of the walk', () => {
  const edges = fc.array(fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 20,
  });

  test('nodes are visited once each, in descending order of creation', () => {
    fc.assert(
      fc.property(edges, (graph) => {
        const visited: number[] = [];
        const made = [leaf(1), leaf(2)];
        for (const parents of graph) {
          made.push(new Traced(visited).apply(...parents.map((i) => need(made[i % made.length]))));
        }
        const output = need(made.at(-1));
        output.backward();
        const behind = new Set<number>();
        const open = [output];
        for (let one = open.pop(); one !== undefined; one = open.pop()) {
          if (one.gradFn === null || behind.has(one.gradFn.order)) continue;
          behind.add(one.gradFn.order);
          open.push(...one.gradFn.parents);
        }
        expect(visited).toEqual([...behind].sort((a, b) => b - a));
      }),
    );
  });

  test('only nodes that lead to what is asked for are visited', () => {
    const visited: number[] = [];
    const [x, y] = [leaf(1), leaf(2)];
    const ofX = new Traced(visited).apply(x);
    const ofY = new Traced(visited).apply(new Traced(visited).apply(y));
    const both = new Traced(visited).apply(ofX, ofY);
    grad(both, x);
    expect(visited).toEqual([both.gradFn?.order, ofX.gradFn?.order]);
  });

  test('gradients that meet are added in that order: (−10¹⁶ + 1) + 10¹⁶ = 0', () => {
    const x = leaf(1);
    const [a, b, c] = [x.mul(1e16), x.mul(1), x.mul(-1e16)];
    a.add(b).add(c).backward();
    // The youngest comes first, and −10¹⁶ + 1 rounds to −10¹⁶. In the order b, a, c or a, c, b it would be 1.
    expect(gradOf(x)).toBe(0);
    const z = leaf(1);
    const [first, second, third] = [z.mul(1), z.mul(1e16), z.mul(-1e16)];
    first.add(second).add(third).backward();
    expect(gradOf(z)).toBe(1);
  });

  test('the gradients of one rule for one Variable are added in the order of its inputs', () => {
    for (const [weights, sum] of [
      [[1e16, 1, -1e16], 0],
      [[1e16, -1e16, 1], 1],
    ] as const) {
      const x = leaf(1);
      new Weighted(weights).apply(x, x, x).backward();
      expect(gradOf(x)).toBe(sum);
    }
  });
});

/** Every Variable that an output was made of. */
function everything(output: Variable): Set<Variable> {
  const found = new Set<Variable>([output]);
  for (const one of found) one.gradFn?.parents.forEach((parent) => found.add(parent));
  return found;
}

const digestOf = (variables: Iterable<Variable>): string => {
  const hash = createHash('sha256');
  for (const { data } of variables) hash.update(new Uint8Array(data.toTypedArray().buffer));
  return hash.digest('hex');
};

const point = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 4, maxLength: 4 });
const points = fc.array(point, { minLength: 2, maxLength: 2 });

const matrices = (values: readonly (readonly number[])[]): Variable[] =>
  values.map(([a = 0, b = 0, c = 0, d = 0]) =>
    leaf([
      [a, b],
      [c, d],
    ]),
  );

describe('a walk over a random program', () => {
  test('changes no byte of any value in the graph, nor of gradOutput', () => {
    fc.assert(
      fc.property(instructions, points, fc.boolean(), (program, values, createGraph) => {
        const output = run(program, matrices(values));
        if (!output.requiresGrad) return;
        const gradOutput = new Variable(onesLike(output).div(2));
        const all = [...everything(output), gradOutput];
        const before = digestOf(all);
        output.backward(gradOutput, { createGraph });
        expect(digestOf(all)).toBe(before);
      }),
    );
  });

  test('gives the same bits when it is repeated, and when the program is', () => {
    fc.assert(
      fc.property(instructions, points, (program, values) => {
        const gradients = (): readonly (readonly number[])[] => {
          const leaves = matrices(values);
          const output = run(program, leaves);
          if (!output.requiresGrad) return [];
          const once = (): readonly (readonly number[])[] => {
            for (const x of leaves) x.zeroGrad();
            output.backward(onesLike(output));
            return leaves.map(({ grad: gradient }) => (gradient === null ? [] : flat(gradient)));
          };
          const first = once();
          expect(once()).toEqual(first);
          return first;
        };
        expect(gradients()).toEqual(gradients());
      }),
    );
  });

  test('gives what grad() gives', () => {
    fc.assert(
      fc.property(instructions, points, (program, values) => {
        const leaves = matrices(values);
        const output = run(program, leaves);
        if (!output.requiresGrad) return;
        const gradOutput = onesLike(output);
        const asked = grad(output, leaves, { gradOutputs: gradOutput, allowUnused: true });
        expect(leaves.map(({ grad: gradient }) => gradient)).toEqual([null, null]);
        output.backward(gradOutput);
        expect(leaves.map(({ grad: gradient }) => gradient?.toArray())).toEqual(
          asked.map((gradient) => gradient?.toArray()),
        );
      }),
    );
  });
});

describe('misuse of backward is an error before anything is computed', () => {
  const x = leaf([1, 2]);

  test.each([
    [
      'no gradOutput for an output that is no scalar',
      () => x.mul(2).backward(),
      AutogradError,
      /^backward: .* \[2\] and no gradOutput is given; accepted is a scalar, or a gradOutput of that shape$/,
    ],
    [
      'an output that needs no gradient',
      () => new Variable(float64(1)).backward(),
      AutogradError,
      /^backward: the output needs no gradient/,
    ],
    [
      'a gradOutput of another shape',
      () => x.mul(2).backward(float64([1, 2, 3])),
      ShapeError,
      /^backward: gradOutput has shape \[3\]; accepted is the output's, \[2\]/,
    ],
    [
      'a gradOutput that is none',
      () => x.mul(2).backward([1, 2] as never),
      ArgumentError,
      /^backward: gradOutput is an array; accepted is a Variable, a Tensor or a number$/,
    ],
    [
      'a gradOutput that would broadcast',
      () => x.mul(2).backward(float64([1])),
      ShapeError,
      /^backward: gradOutput has shape \[1\]/,
    ],
    [
      'a gradOutput of another dtype',
      () => x.mul(2).backward(tensor([1, 2])),
      DtypeError,
      /^backward: gradOutput is float32; accepted is the output's, float64/,
    ],
  ])('%s', (_, misuse, kind, message) => {
    expect(misuse).toThrow(kind);
    expect(misuse).toThrow(message);
    expect(x.grad).toBeNull();
  });
});
