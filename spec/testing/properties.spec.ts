/**
 * The ready properties of gradus/testing: each holds for what is right, and fails on a planted bug, with a message that
 * says where and a counterexample that is small.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tensor, Variable } from '../../src/index.js';
import {
  Function,
  tensor,
  where,
  type DifferentiableFunction,
  type Domain,
  type Gradients,
} from '../../src/index.js';
import { viewOf } from '../../src/tensor/tensor.js';
import {
  adjointIdentity,
  gradcheckProperty,
  inputsUntouched,
  linearityOfVjp,
  sameBitsTwice,
  symmetricHessian,
} from '../../src/testing/index.js';
import { need } from '../properties/indices.js';

type Backward = (gradient: Variable, inputs: readonly [Variable, Variable], output: Variable) => Variable[];

/** A rule given by its halves. */
class Planted extends Function<readonly Variable[]> {
  constructor(
    readonly value: (a: Tensor, b: Tensor) => Tensor,
    readonly derivative: Backward,
  ) {
    super();
  }
  forward(...[a, b]: readonly Tensor[]): Tensor {
    return this.value(need(a), b ?? need(a));
  }
  backward(gradient: Variable): Gradients {
    const [a, b] = this.inputs;
    return this.derivative(gradient, [need(a), b ?? need(a)], this.output);
  }
}

const planted =
  (value: (a: Tensor, b: Tensor) => Tensor, derivative: Backward): DifferentiableFunction =>
  (...inputs) =>
    new Planted(value, derivative).apply(...inputs);

const one: Domain = [{ low: -2, high: 2 }];
const two: Domain = [...one, ...one];

/** What a property says when it fails, and the point it fails at in the end. */
function failure<Args extends [readonly Tensor[], ...unknown[]]>(
  property: fc.IPropertyWithHooks<Args>,
): { message: string; point: readonly Tensor[] } {
  const { failed, counterexample, errorInstance } = fc.check(property, { numRuns: 50 });
  expect(failed).toBe(true);
  return {
    message: errorInstance instanceof Error ? errorInstance.message : '',
    point: need(counterexample?.[0]),
  };
}

/** The elements of a point. */
const size = (point: readonly Tensor[]): number => point.reduce((sum, x) => sum + x.numel(), 0);

/** Right, with two inputs, several outputs, kinks and broadcasting. */
const right: DifferentiableFunction = (a, b) => [a.mul(b).tanh(), a.relu().sum(), b.sub(a).exp()];

describe('every property holds for a function that is right', () => {
  test.each([
    ['gradcheckProperty', gradcheckProperty(right, two)],
    ['gradcheckProperty of the first order', gradcheckProperty(right, two, { order: 1 })],
    ['linearityOfVjp', linearityOfVjp(right, two)],
    ['symmetricHessian', symmetricHessian(right, two)],
    ['adjointIdentity', adjointIdentity(right, two)],
    ['sameBitsTwice', sameBitsTwice(right, two)],
    ['inputsUntouched', inputsUntouched(right, two)],
  ])('%s', (_, property) => {
    fc.assert(property as fc.IPropertyWithHooks<[readonly Tensor[]]>, { numRuns: 15 });
  });

  test('in the shapes that are asked for', () => {
    const seen = new Set<string>();
    const product: DifferentiableFunction = (a, b) => {
      seen.add(`${a.shape.join()} ${b.shape.join()}`);
      return a.mm(b);
    };
    const shapes = [
      [2, 3],
      [3, 1],
    ];
    fc.assert(linearityOfVjp(product, two, { shapes }), { numRuns: 5 });
    fc.assert(gradcheckProperty(product, two, { shapes: fc.constant(shapes) }), { numRuns: 2 });
    expect(seen).toEqual(new Set(['2,3 3,1']));
  });
});

describe('gradcheckProperty', () => {
  test('fails on a factor of 1.001, with the report of gradcheck at one element', () => {
    const wrong = planted(
      (x) => x.exp(),
      (gradient, _, y) => [gradient.mul(y).mul(1.001)],
    );
    const { message, point } = failure(gradcheckProperty(wrong, one));
    expect(message).toContain('broken law: jacobian at input 0');
    expect(message).toContain('again: gradcheck(');
    expect(size(point)).toBe(1);
  });

  test('fails on a second order that is wrong, unless only the first is asked for', () => {
    const wrong = planted(
      (x) => x.exp(),
      (gradient, _, y) => [gradient.mul(y.data)],
    );
    expect(failure(gradcheckProperty(wrong, one)).message).toContain('gradgradcheck of fn: fail');
    fc.assert(gradcheckProperty(wrong, one, { order: 1 }), { numRuns: 20 });
  });

  test.each<[string, DifferentiableFunction, Domain]>([
    ['is a kink', (x) => x.relu(), [{ low: 0, high: 0 }]],
    ['is lost in rounding', (x) => x.add(1e14).log(), one],
    ['is undefined', (x) => x.log(), [{ low: -2, high: -1 }]],
  ])('fails in a domain in which everything %s: any function would pass', (_, fn, domain) => {
    const { message } = failure(gradcheckProperty(fn, domain, { shapes: [[2]] }));
    expect(message).toMatch(
      /^gradcheckProperty: the first 20 points of the domain and more tell nothing of the function, so that/,
    );
  });

  test('does not count points at kinks', () => {
    let atKink = 0;
    const counted: DifferentiableFunction = (x) => {
      if (x.toTypedArray().includes(0)) atKink++;
      return x.abs();
    };
    fc.assert(gradcheckProperty(counted, [{ low: -1, high: 1, grid: 1 / 4 }], { shapes: [[]] }), {
      numRuns: 50,
    });
    expect(atKink).toBeGreaterThan(0);
  });

  test('hands its options to gradcheck', () => {
    const wrong = planted(
      (x) => x.exp(),
      (gradient, _, y) => [gradient.mul(y).mul(1.001)],
    );
    fc.assert(gradcheckProperty(wrong, one, { tolerance: 0.01, order: 1 }), { numRuns: 20 });
    expect(failure(gradcheckProperty(wrong, one, { name: 'mine' })).message).toContain(
      'gradcheck of mine: fail',
    );
  });
});

describe('linearityOfVjp', () => {
  test('fails on a gradient that is clipped at 0, as the tutorial clips it', () => {
    const clipped = planted(
      (x) => x.relu(),
      (gradient) => [gradient.clamp({ min: 0 })],
    );
    const { message, point } = failure(linearityOfVjp(clipped, one));
    expect(message).toMatch(/^linearity of vjp: at input 0 index \[.*\], vjp\(\S+·u \+ \S+·v\) is \S+; /);
    expect(size(point)).toBe(1);
  });

  test('fails on a constant that is added to the gradient', () => {
    const shifted = planted(
      (x) => x.exp(),
      (gradient, _, y) => [gradient.mul(y).add(1e-6)],
    );
    expect(failure(linearityOfVjp(shifted, one)).message).toContain('linearity of vjp: at input 0');
  });
});

describe('symmetricHessian', () => {
  test('fails on two halves of a product that belong to no one function', () => {
    const curl = planted(
      (a, b) => a.mul(b),
      (gradient, [a, b]) => [gradient.mul(b), gradient.mul(a).mul(1 + 1e-10)],
    );
    const { message, point } = failure(symmetricHessian(curl, two));
    expect(message).toMatch(
      /^symmetric Hessian, seed \d+: broken: defect \S+, tolerance 1e-12\n {2}by input 0 index/,
    );
    expect(size(point)).toBe(2);
  });
});

describe('adjointIdentity', () => {
  test('fails on a derivative that leaves the graph for a part of the way', () => {
    const detached = planted(
      (x) => x.pow(3),
      (gradient, [x]) => [gradient.mul(x.square()).mul(2).add(gradient.detach().mul(x.square()))],
    );
    const { message, point } = failure(adjointIdentity(detached, one));
    expect(message).toMatch(/^adjoint identity, seed \d+: broken: ⟨v, J·u⟩ = /);
    expect(size(point)).toBe(1);
  });
});

describe('sameBitsTwice', () => {
  test('fails on a function with a state of its own', () => {
    let calls = 0;
    const counting: DifferentiableFunction = (x) => x.add(++calls);
    expect(failure(sameBitsTwice(counting, one)).message).toMatch(
      /^same bits twice: output 0 was tensor\(.*\); when called again it is tensor\(/,
    );
  });

  test('fails on a backward with a state of its own', () => {
    let calls = 0;
    const counting = planted(
      (x) => x.exp(),
      (gradient, _, y) => [gradient.mul(y).add(++calls * 1e-12)],
    );
    expect(failure(sameBitsTwice(counting, one)).message).toContain('gradient of input 0 was');
  });

  test('tells 0 from −0', () => {
    let calls = 0;
    const signed: DifferentiableFunction = (x) => x.mul(0).add(calls++ % 2 === 0 ? 0 : -0);
    expect(failure(sameBitsTwice(signed, [{ low: -2, high: -1 }])).message).toContain('when called again');
  });
});

describe('inputsUntouched', () => {
  test('fails on a rule that writes to its input', () => {
    const writing = planted(
      (x) => {
        const y = x.exp();
        viewOf(x).data.fill(0);
        return y;
      },
      (gradient, _, y) => [gradient.mul(y)],
    );
    const { message } = failure(inputsUntouched(writing, [{ low: 1, high: 2 }]));
    expect(message).toMatch(
      /^inputs untouched: of input 0, the bytes were tensor\(.*; now they are tensor\(/,
    );
  });

  test('fails on a function that assigns the data of its Variable', () => {
    const assigning: DifferentiableFunction = (x) => {
      const y = x.exp();
      x.data = x.data.mul(2);
      return y;
    };
    expect(failure(inputsUntouched(assigning, one)).message).toContain('the Variable’s data was assigned');
  });

  test('fails on a function that walks back itself, and leaves a gradient', () => {
    const walking: DifferentiableFunction = (x) => {
      x.exp().sum().backward();
      return x.exp();
    };
    expect(failure(inputsUntouched(walking, one)).message).toContain(
      'the Variable’s grad was written: variable(',
    );
  });
});

describe('a property', () => {
  test('draws the same points for the same seed', () => {
    const seen = (seed: number): number[][] => {
      const all: number[][] = [];
      const watched: DifferentiableFunction = (x) => {
        all.push(Array.from(x.toTypedArray()));
        return where(x.gt(0), x, tensor(0, { dtype: 'float64' }));
      };
      fc.assert(linearityOfVjp(watched, one), { seed, numRuns: 10 });
      return all;
    };
    expect(seen(1)).toEqual(seen(1));
    expect(seen(1)).not.toEqual(seen(2));
  });

  test('prints the tensors of its counterexample', () => {
    const { counterexample } = fc.check(gradcheckProperty((x) => x.detach().exp(), one));
    expect(fc.stringify(counterexample)).toContain('tensor(');
  });
});
