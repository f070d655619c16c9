/**
 * What is explained is what `backward` does: the same gradients, bit for bit, in the same order, and nothing is changed.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ArgumentError,
  AutogradError,
  explainBackward,
  Function,
  ManualModel,
  ones,
  tensor,
  Variable,
  type ExplainedGradient,
  type Explanation,
  type Gradients,
  type Tensor,
} from '../../src/index.js';
import { formulas } from '../../src/inspect/formulas.js';
import { flat, float64, leaf } from '../autograd/support.js';
import { expectSameBits } from '../properties/bits.js';
import { graphs, variablesOf } from './graphs.js';

const values = (gradient: ExplainedGradient | null | undefined) => gradient?.value.toArray();

/** Something that each walk does the same: the gradients that hooks see, in order. */
function seenByHooks(output: Variable, run: () => void): readonly Tensor[] {
  const seen: Tensor[] = [];
  const handles = [...variablesOf(output)]
    .filter(({ requiresGrad }) => requiresGrad)
    .map((variable) => variable.registerHook((gradient) => void seen.push(gradient.data)));
  run();
  for (const handle of handles) handle.remove();
  return seen;
}

describe('explainBackward', () => {
  test('has the gradients of backward, bit for bit and in its order', () => {
    fc.assert(
      fc.property(graphs, (output) => {
        const gradOutput = ones(output.shape, { dtype: 'float64' });
        let explanation: Explanation | undefined;
        const explained = seenByHooks(output, () => (explanation = explainBackward(output, { gradOutput })));
        for (const variable of variablesOf(output)) expect(variable.grad).toBe(null);
        const walked = seenByHooks(output, () => output.backward(gradOutput));

        expect(explained).toHaveLength(walked.length);
        walked.forEach((gradient, i) => expectSameBits(flat(gradient), flat(explained[i])));
        const told = [...(explanation?.steps ?? []), ...(explanation?.leaves ?? [])];
        expect(told).toHaveLength(walked.length);
        walked.forEach((gradient, i) => expectSameBits(flat(gradient), flat(told[i]?.gradient.value)));
        const leaves = [...variablesOf(output)].filter(({ grad }) => grad !== null);
        expect(explanation?.leaves).toHaveLength(leaves.length);
      }),
      { numRuns: 50 },
    );
  });

  test('names the dims that were stretched, and no dim of size 1 that was not', () => {
    const [first] = explainBackward(
      leaf([[2]])
        .mul(leaf([[1, 2, 3]]))
        .sum(),
    ).steps.slice(1);
    expect(first?.inputs.map(({ summed }) => summed)).toEqual([[1], []]);
  });

  test('adds up: what comes to a step is the sum of what was sent to it', () => {
    fc.assert(
      fc.property(graphs, (output) => {
        const { steps } = explainBackward(output, { gradOutput: ones(output.shape, { dtype: 'float64' }) });
        const last = new Map<number, { sum: ExplainedGradient | null; arrived: number }>();
        for (const { step, gradient, inputs } of steps) {
          const came = last.get(step);
          if (step > 1) expectSameBits(flat(came?.sum?.value), flat(gradient.value));
          for (const input of inputs) {
            if (input.constant || input.step === null) continue;
            expect(input.step).toBeGreaterThan(step);
            expect(input.arrived).toBe((last.get(input.step)?.arrived ?? 0) + 1);
            last.set(input.step, input);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test('tells of a step by hand: (m + b)·(2b), summed', () => {
    const m = leaf([
      [1, 2],
      [3, 4],
    ]);
    const b = leaf([10, 20]);
    const { steps, leaves } = explainBackward(m.add(b).mul(b.mul(2)).sum(), { names: { m, b } });
    expect(steps.map(({ step, name, formula }) => [step, name, formula])).toEqual([
      [1, 'Sum', 'y = Σ x over dims'],
      [2, 'Mul', 'y = a·b, element by element'],
      [3, 'Mul', 'y = a·b, element by element'],
      [4, 'Add', 'y = a + b'],
    ]);
    const [, outer, inner, add] = steps;
    // ∂/∂(m + b) = 2b, and ∂/∂(2b) is the column sums of m + b.
    expect(outer?.inputs.map(({ step, summed, gradient }) => [step, summed, values(gradient)])).toEqual([
      [
        4,
        [],
        [
          [20, 40],
          [20, 40],
        ],
      ],
      [3, [0], [24, 46]],
    ]);
    expect(values(outer?.inputs[1]?.returned)).toEqual([
      [11, 22],
      [13, 24],
    ]);
    expect(
      inner?.inputs.map(({ name, constant, arrived, gradient }) => [
        name,
        constant,
        arrived,
        values(gradient),
      ]),
    ).toEqual([
      ['b', false, 1, [48, 92]],
      [null, true, 0, undefined],
    ]);
    // b is used twice: 2·(column sums) and the column sums of 2b.
    expect(add?.inputs[1]).toMatchObject({ name: 'b', summed: [0], arrived: 2 });
    expect(values(add?.inputs[1]?.sum)).toEqual([48 + 40, 92 + 80]);
    expect(leaves.map(({ name, arrived, gradient }) => [name, arrived, values(gradient)])).toEqual([
      ['b', 2, [88, 172]],
      [
        'm',
        1,
        [
          [20, 40],
          [20, 40],
        ],
      ],
    ]);
  });

  test('prints a table of it', () => {
    const m = leaf([[3, 4]]);
    const b = leaf([0, 1]);
    const loss = m.add(b).mul(b).sum();
    loss.backward();
    expect(explainBackward(loss, { names: { m, b } }).toString()).toBe(
      `
                gradient                 gradient
step  function  in         norm  to      out        norm  formula, and what else happens
────  ────────  ────────  ─────  ──────  ────────  ─────  ${'─'.repeat(78)}
   1  Sum       []            1  step 2  [1, 2]    1.414  y = Σ x over dims
   2  Mul       [1, 2]    1.414  step 3  [1, 2]        1  y = a·b, element by element
                                 b       [2]       5.831  broadcast undone: [1, 2] summed over dim 0
   3  Add       [1, 2]        1  m       [1, 2]        1  y = a + b
                                 b       [2]           1  broadcast undone: [1, 2] summed over dim 0; added: the sum of 2 has norm 6.708
      b         [2]       6.708  b.grad                   the sum of 2; added to grad, of norm 6.708
      m         [1, 2]        1  m.grad                   added to grad, of norm 1

Sum: y = Σ x over dims. Linear: every element has the derivative 1, so each gets the gradient of the
sum it went into.

Mul: y = a·b, element by element. Bilinear, by the product rule: ∂y/∂a = b, ∂y/∂b = a.

Add: y = a + b. Linear: ∂y/∂a = 1, ∂y/∂b = 1.
`.slice(1),
    );
  });

  test('measures norms in float64, where float32 would overflow', () => {
    const x = new Variable(tensor([3e30, 4e30]), { requiresGrad: true });
    const { leaves } = explainBackward(x.mul(x).mul(0.5).sum());
    const [a, b] = [Math.fround(3e30), Math.fround(4e30)];
    expect(leaves[0]?.gradient.norm).toBe(Math.sqrt(a * a + b * b));
  });

  test('calls hooks as backward does, tells of them, and of gradients that are kept', () => {
    const x = leaf([1, 2]);
    const y = x.mul(3);
    y.retainGrad();
    y.registerHook((gradient) => gradient.mul(10));
    const { steps, leaves } = explainBackward(y.sum(), { names: { x, y } });
    expect(steps[1]).toMatchObject({ name: 'Mul', output: 'y', hooks: 1, kept: true });
    expect(values(steps[1]?.gradient)).toEqual([10, 10]);
    expect(values(leaves[0]?.gradient)).toEqual([30, 30]);
    expect([x.grad, y.grad]).toEqual([null, null]);
  });

  test('tells what a gradient would be added to', () => {
    const x = leaf([1, 2]);
    const y = x.mul(3).sum();
    expect(explainBackward(y).leaves[0]?.before).toBe(null);
    y.backward();
    const { leaves } = explainBackward(y);
    expect(values(leaves[0]?.before)).toEqual([3, 3]);
    expect(flat(x.grad)).toEqual([3, 3]);
  });

  test('of a leaf alone has no step', () => {
    const x = leaf(2);
    const { steps, leaves } = explainBackward(x);
    expect(steps).toEqual([]);
    expect(leaves.map(({ name, arrived }) => [name, arrived])).toEqual([['leaf 1', 1]]);
  });

  test('shows a rule that gives no gradient, and a branch that gets none', () => {
    class Stop extends Function {
      override readonly formula = 'y = x, and nothing back';
      forward(x: Tensor): Tensor {
        return x;
      }
      backward(): Gradients {
        return [null];
      }
    }
    const x = leaf([1]);
    const { steps, leaves } = explainBackward(new Stop().apply(x.mul(2)).add(x).sum());
    expect(steps.map(({ name }) => name)).toEqual(['Sum', 'Add', 'Stop']);
    expect(steps[2]).toMatchObject({ formula: 'y = x, and nothing back', derivation: null });
    expect(steps[2]?.inputs[0]).toMatchObject({ step: null, constant: false, gradient: null, arrived: 0 });
    expect(values(leaves[0]?.gradient)).toEqual([1]);
  });

  test('has no words for a rule of someone else, whatever it is called', () => {
    class Mul extends Function {
      forward(x: Tensor): Tensor {
        return x;
      }
      backward(grad: Variable): Gradients {
        return [grad];
      }
    }
    const { steps } = explainBackward(new Mul().apply(leaf(1)));
    expect(steps[0]).toMatchObject({ name: 'Mul', formula: null, derivation: null });
  });

  test('takes a Module with a hand-derived backward for one step', () => {
    const [x, w1, w2] = [leaf([[1, 2]]), leaf([[1], [1]]), leaf([[3]])];
    const { steps } = explainBackward(new ManualModel().call(x, w1, w2).sum());
    expect(steps.map(({ name, formula }) => [name, formula])).toEqual([
      ['Sum', 'y = Σ x over dims'],
      ['ManualModel', null],
    ]);
    expect(steps[1]?.inputs).toHaveLength(3);
  });

  test('refuses what backward refuses, in its own name', () => {
    expect(() => explainBackward(new Variable(tensor(1)))).toThrow(
      /^explainBackward: the output needs no gradient/,
    );
    expect(() => explainBackward(leaf([1]).mul(2))).toThrow(AutogradError);
    expect(() => explainBackward(leaf([1]).mul(2), { gradOutput: float64([1, 2]) })).toThrow(
      /^explainBackward: gradOutput has shape/,
    );
    expect(() => explainBackward(tensor(1) as never)).toThrow(
      new ArgumentError('explainBackward: loss is a Tensor; accepted is a Variable'),
    );
  });

  test('explains a chain of 100 000 functions', () => {
    let y = leaf(1);
    for (let i = 0; i < 100_000; i++) y = y.neg();
    const explanation = explainBackward(y);
    expect(explanation.steps).toHaveLength(100_000);
    expect(explanation.toString()).toContain('\n100000  Neg');
    // Some seconds, and many times that on a machine that is busy.
  }, 300_000);
});

describe('formulas', () => {
  test('are there for every class of a rule', () => {
    expect(formulas.size).toBeGreaterThan(90);
    for (const [rule, { formula, derivation }] of formulas) {
      expect(rule).toBeTypeOf('function');
      expect(formula).not.toBe('');
      expect(derivation).not.toBe('');
    }
  });
});
