/**
 * Random programs, up to 40 operations each: their value against another interpreter, their first and second
 * derivatives against finite differences and identities, their bits from run to run; and that they are of every kind,
 * and shrink.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tensor } from '../../src/index.js';
import {
  ArgumentError,
  checkAdjoint,
  checkSymmetry,
  Function,
  grad,
  gradcheck,
  gradgradcheck,
  Variable,
  type Algebra,
  type Gradients,
} from '../../src/index.js';
import { Program, programOperations, programs, type ProgramOperation } from '../../src/testing/index.js';
import { need } from '../properties/indices.js';

/** The places of the operands of each value; an input has none. */
const operandsOf = ({ inputs, steps }: Program): readonly (readonly number[])[] => [
  ...inputs.map(() => []),
  ...steps.map(({ operands }) => operands),
];

/** The places of the values that the result depends on. */
function live(program: Program): ReadonlySet<number> {
  const operands = operandsOf(program);
  const found = new Set<number>();
  const visit = (place: number): void => {
    if (found.has(place)) return;
    found.add(place);
    need(operands[place]).forEach(visit);
  };
  visit(operands.length - 1);
  return found;
}

/**
 * Another interpreter: from the result backwards, on Tensors, each value when it is first asked for. There is no graph,
 * another order, and what leads nowhere is never computed.
 */
function onDemand({ inputs, steps }: Program): Tensor {
  const known = new Map<number, Tensor>(inputs.map((x, i) => [i, x]));
  const value = (place: number): Tensor => {
    const found = known.get(place);
    if (found !== undefined) return found;
    const { operation, operands, variant } = need(steps[place - inputs.length]);
    const [a, b] = operands.map(value);
    const made = operation.apply(need(a), b ?? need(a), variant);
    known.set(place, made);
    return made;
  };
  return value(inputs.length + steps.length - 1);
}

const leavesOf = (program: Program): Variable[] =>
  program.inputs.map((x) => new Variable(x, { requiresGrad: true }));

/** The gradients of the sum of the result's squares, and the gradients of the sum of those: all that is in the graph. */
function derivatives(program: Program, leaves: readonly Variable[]): (Tensor | undefined)[] {
  const result = program.run(...leaves);
  if (!result.requiresGrad) return [];
  const options = { allowUnused: true, createGraph: true };
  const first = grad(result.square().sum(), leaves, options);
  const sum = first.reduce<Variable | null>(
    (all, one) => (one === null ? all : (all?.add(one.sum()) ?? one.sum())),
    null,
  );
  const second = sum?.requiresGrad === true ? grad(sum, leaves, { allowUnused: true }) : [];
  return [...first, ...second].map((one) => one?.data);
}

describe('a program', () => {
  test('has the value that another interpreter gives, bit for bit', () => {
    fc.assert(
      fc.property(programs(), (program) => {
        const value = onDemand(program);
        expect(program.run(...program.inputs).equal(value)).toBe(true);
        expect(program.run(...leavesOf(program)).data.equal(value)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('has the gradient that finite differences measure', () => {
    let told = 0;
    fc.assert(
      fc.property(programs(), ({ run, inputs }) => {
        const { verdict, message } = gradcheck(run, inputs);
        expect(['pass', 'uninformative'], message).toContain(verdict);
        if (verdict === 'pass') told++;
      }),
      { numRuns: 40 },
    );
    expect(told).toBeGreaterThanOrEqual(36);
  });

  test('has the second derivatives that finite differences measure', () => {
    let told = 0;
    fc.assert(
      fc.property(programs({ maxSteps: 12, maxInputs: 2, maxElements: 6 }), ({ run, inputs }) => {
        const { verdict, message } = gradgradcheck(run, inputs);
        expect(['pass', 'uninformative'], message).toContain(verdict);
        if (verdict === 'pass') told++;
      }),
      { numRuns: 25 },
    );
    expect(told).toBeGreaterThanOrEqual(22);
  });

  test('obeys the adjoint identity, which proves the walk: fan-out, dead branches and broadcasting', () => {
    fc.assert(
      fc.property(programs(), ({ run, inputs }) => {
        const { ok, message } = checkAdjoint(run, inputs);
        expect(ok, message).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('has a symmetric Hessian', () => {
    fc.assert(
      fc.property(programs(), ({ run, inputs }) => {
        const { ok, message } = checkSymmetry(run, inputs);
        expect(ok, message).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('gives the same bits every time, and beside a branch that leads nowhere', () => {
    fc.assert(
      fc.property(programs(), (program) => {
        const once = derivatives(program, leavesOf(program));
        const leaves = leavesOf(program);
        // Made before, and beside: other nodes, other numbers of nodes, and consumers that are forgotten.
        for (const value of program.values(leaves)) value.mul(2).tanh();
        const again = derivatives(program, leaves);
        expect(again.map((x) => x !== undefined)).toEqual(once.map((x) => x !== undefined));
        once.forEach((x, i) => expect(x?.equal(need(again[i])) ?? true).toBe(true));
      }),
      { numRuns: 100 },
    );
  });

  test('stays within [−2, 2]', () => {
    fc.assert(
      fc.property(programs(), (program) => {
        for (const value of program.values(program.inputs)) {
          for (const element of value.toTypedArray()) expect(Math.abs(element)).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('among programs', () => {
  const drawn = fc.sample(programs(), 300);
  const some = (kind: (program: Program) => boolean): number => drawn.filter(kind).length;

  test('there are short ones, and ones of nearly 40 operations', () => {
    expect(some(({ steps }) => steps.length <= 2)).toBeGreaterThan(5);
    expect(some(({ steps }) => steps.length >= 30)).toBeGreaterThan(30);
    expect(Math.max(...drawn.map(({ steps }) => steps.length))).toBeGreaterThanOrEqual(37);
    expect(Math.max(...drawn.map(({ steps }) => steps.length))).toBeLessThanOrEqual(40);
  });

  test('every operation is used', () => {
    const used = new Set(drawn.flatMap(({ steps }) => steps.map(({ operation }) => operation.name)));
    expect([...used].sort()).toEqual(programOperations.map(({ name }) => name).sort());
  });

  test('there is fan-out: a value that is used more than once', () => {
    expect(
      some((program) => {
        const uses = operandsOf(program).flat();
        return new Set(uses).size < uses.length;
      }),
    ).toBeGreaterThan(150);
  });

  test('there are diamonds: ways that part at a value and meet again', () => {
    expect(
      some((program) => {
        const operands = operandsOf(program);
        const behind: Set<number>[] = [];
        operands.forEach((of) =>
          behind.push(new Set(of.flatMap((place) => [place, ...need(behind[place])]))),
        );
        return operands.some(([a, b]) => {
          if (a === undefined || b === undefined || a === b) return false;
          return [...need(behind[a])].some((place) => need(behind[b]).has(place));
        });
      }),
    ).toBeGreaterThan(100);
  });

  test('there are dead branches, and more that is alive', () => {
    expect(some((program) => live(program).size < operandsOf(program).length)).toBeGreaterThan(100);
    const alive = drawn.reduce((sum, program) => sum + live(program).size, 0);
    expect(alive / drawn.reduce((sum, program) => sum + operandsOf(program).length, 0)).toBeGreaterThan(0.4);
  });

  test('there are leaves that are used again, late, and leaves that are not used at all', () => {
    const late = ({ inputs, steps }: Program): boolean =>
      steps.slice(10).some(({ operands }) => operands.some((place) => place < inputs.length));
    expect(some(late)).toBeGreaterThan(100);
    expect(some((program) => program.inputs.some((_, i) => !live(program).has(i)))).toBeGreaterThan(30);
  });

  test('there are values of every rank to 3, and operands that broadcast', () => {
    const shapes = drawn.flatMap(({ steps }) => steps.map(({ shape }) => shape.length));
    expect(new Set(shapes)).toEqual(new Set([0, 1, 2, 3]));
    const broadcasts = ({ inputs, steps }: Program): boolean => {
      const all = [...inputs.map(({ shape }) => shape), ...steps.map(({ shape }) => shape)];
      return steps.some(
        ({ operation, operands: [a = 0, b = 0] }) =>
          ['add', 'sub', 'mul', 'div'].includes(operation.name) && String(all[a]) !== String(all[b]),
      );
    };
    expect(some(broadcasts)).toBeGreaterThan(100);
  });
});

/** tanh with a derivative that is off by a thousandth. */
class OffTanh extends Function {
  forward(x: Tensor): Tensor {
    return x.tanh();
  }
  backward(gradient: Variable): Gradients {
    return [gradient.mul(this.output.square().neg().add(1)).mul(1.001)];
  }
}

/** The same as an operation of programs: right on Tensors, wrong in the graph. */
const offTanh: ProgramOperation = {
  ...{ name: 'off', arity: 1, takes: () => true },
  apply: <T extends Algebra<T>>(x: T): T => {
    if (!(x instanceof Variable)) return x.tanh();
    // Here T is Variable.
    const wrong: unknown = new OffTanh().apply(x);
    return wrong as T;
  },
};

describe('a wrong operation among the others', () => {
  const operations = [...programOperations, offTanh];

  test('is found, and the program shrinks to it', () => {
    const { failed, counterexample } = fc.check(
      fc.property(
        programs({ operations, maxSteps: 10 }),
        ({ run, inputs }) => gradcheck(run, inputs).verdict !== 'fail',
      ),
      { numRuns: 200 },
    );
    expect(failed).toBe(true);
    const [program] = need(counterexample ?? undefined);
    expect(program.steps.map(({ operation }) => operation.name)).toEqual(['off']);
    expect(program.inputs).toHaveLength(1);
    expect(String(program)).toMatch(/^v0 = tensor\(.*\)\nv1 = off of v0 \(variant 0\): \[\]$/);
  });

  test('has the right value: only the derivative gives it away', () => {
    fc.assert(
      fc.property(programs({ operations }), (program) => {
        expect(program.run(...leavesOf(program)).data.equal(onDemand(program))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('programs', () => {
  test('keep to what they are asked for', () => {
    const few = programOperations.filter(({ name }) => ['tanh', 'mul'].includes(name));
    fc.assert(
      fc.property(
        programs({ operations: few, maxSteps: 5, maxInputs: 2, maxElements: 4 }),
        ({ inputs, steps }) => {
          expect(steps.length).toBeLessThanOrEqual(5);
          expect(inputs.length).toBeLessThanOrEqual(2);
          for (const { operation, shape } of steps) {
            expect(['tanh', 'mul']).toContain(operation.name);
            expect(shape.reduce((product, size) => product * size, 1)).toBeLessThanOrEqual(4);
          }
        },
      ),
    );
    expect(() => programs({ operations: [] })).toThrow(ArgumentError);
  });

  test('say what is missing when they are run', () => {
    const [program] = fc.sample(programs({ maxSteps: 1 }), 1);
    expect(() => need(program).run()).toThrow(ArgumentError);
    expect(() => new Program([], []).run()).toThrow('run: inputs is empty');
  });

  test('run on float32 too, where their operations do', () => {
    fc.assert(
      fc.property(programs(), ({ run, inputs }) => {
        expect(run(...inputs.map((x) => x.to('float32'))).dtype).toBe('float32');
      }),
      { numRuns: 20 },
    );
  });
});
