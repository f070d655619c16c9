/**
 * The verdicts of gradcheck and gradgradcheck, and the report that says why.
 */
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import {
  ArgumentError,
  DtypeError,
  Function,
  gradcheck,
  gradgradcheck,
  tensor,
  Variable,
  zerosLike,
  type GradcheckReport,
  type Gradients,
  type Tensor,
} from '../../src/index.js';
import { checkRule, ruleNames } from '../../src/verify/ledger.js';
import { need } from '../properties/indices.js';
import { float64, leaf } from '../autograd/support.js';

/** exp with the derivative 1.001·eˣ. */
class SlightlyWrongExp extends Function {
  forward(x: Tensor): Tensor {
    return x.exp();
  }
  backward(gradient: Variable): Gradients {
    return [gradient.mul(this.output).mul(1.001)];
  }
}

/** A function with no gradient at all. */
class Zero extends Function {
  constructor(readonly value: (x: Tensor) => Tensor) {
    super();
  }
  forward(x: Tensor): Tensor {
    return this.value(x);
  }
  backward(_gradient: Variable): Gradients {
    const [x] = this.inputs;
    return [new Variable(zerosLike(x))];
  }
}

const slightlyWrong = (x: Variable): Variable => new SlightlyWrongExp().apply(x);

describe('the verdict', () => {
  test('is pass where every derivative agrees, with the number compared and the worst error', () => {
    const report = gradcheck((a, b) => a.mul(b).tanh(), [float64([0.5, -1.5]), float64([[1], [2], [3]])]);
    expect(report).toMatchObject({
      verdict: 'pass',
      ok: true,
      order: 1,
      tolerance: 1e-7,
      failures: [],
      kinks: [],
    });
    // 6 outputs by 2 and by 3 inputs
    expect(report.entries).toBe(30);
    expect(report.worstError).toBeLessThan(1e-9);
  });

  test('is fail for a derivative that is 0.1 % off, in the first order', () => {
    const report = gradcheck(slightlyWrong, [float64([0, 1])]);
    expect(report).toMatchObject({ verdict: 'fail', ok: false });
    expect(report.failures).toHaveLength(2);
    expect(report.failures[0]).toMatchObject({
      law: 'jacobian',
      place: { input: 0, index: [0], output: 0, outputIndex: [0] },
      analytic: 1.001,
    });
    expect(Math.abs(need(report.failures[0]?.numeric) - 1)).toBeLessThan(1e-9);
    expect(Math.abs(need(report.failures[0]?.error) - 0.001 / 1.001)).toBeLessThan(1e-9);
    expect(Math.abs(report.worstError - 0.001 / 1.001)).toBeLessThan(1e-9);
  });

  test('is fail down to a relative error of 2e-7', () => {
    const off = (factor: number): GradcheckReport =>
      gradcheck(
        (x) =>
          x
            .exp()
            .mul(factor)
            .add(
              x
                .exp()
                .detach()
                .mul(1 - factor),
            ),
        [float64([0.5, 1])],
      );
    expect(off(1 + 2e-7).verdict).toBe('fail');
    expect(off(1 + 5e-8).verdict).toBe('pass');
  });

  test('is fail where a derivative is NaN and the function is not', () => {
    class NaNSlope extends Zero {
      override backward(gradient: Variable): Gradients {
        return [gradient.mul(NaN)];
      }
    }
    const report = gradcheck((x) => new NaNSlope((v) => v.exp()).apply(x), [float64([1])]);
    expect([report.verdict, report.worstError]).toEqual(['fail', Infinity]);
  });

  test('is kink where the one-sided slopes differ, with the slopes and whether the convention lies between', () => {
    const report = gradcheck((x) => x.relu(), [float64([0, 1])]);
    expect(report).toMatchObject({ verdict: 'kink', ok: false, failures: [] });
    expect(report.kinks).toHaveLength(1);
    const kink = need(report.kinks[0]);
    expect(kink).toMatchObject({ place: { input: 0, index: [0], output: 0, outputIndex: [0] } });
    expect([kink.left, kink.right, kink.analytic, kink.between]).toEqual([0, 1, 0, true]);
  });

  test.each([
    ['abs', (x: Variable) => x.abs(), -1, 1, 0],
    ['clamp at min', (x: Variable) => x.clamp({ min: 0 }), 0, 1, 1],
    ['clamp at max', (x: Variable) => x.clamp({ max: 0 }), 1, 0, 1],
    ['maximum with a constant', (x: Variable) => x.maximum(0), 0, 1, 0.5],
  ])('at the kink of %s shows both slopes and the convention', (_, fn, left, right, analytic) => {
    const [kink] = gradcheck(fn, [float64(0)]).kinks;
    expect(kink?.left).toBeCloseTo(left, 9);
    expect(kink?.right).toBeCloseTo(right, 9);
    expect([kink?.analytic, kink?.between]).toEqual([analytic, true]);
  });

  test('says that no subgradient lies outside of the slopes', () => {
    class TooSteep extends Zero {
      override backward(gradient: Variable): Gradients {
        return [gradient.mul(2)];
      }
    }
    const report = gradcheck((x) => new TooSteep((v) => v.relu()).apply(x), [float64(0)]);
    expect(report.verdict).toBe('kink');
    expect(report.kinks[0]).toMatchObject({ analytic: 2, between: false });
    expect(report.message).toContain('does not lie between');
  });

  test('a wrong derivative beside a kink is a fail', () => {
    const report = gradcheck((x) => [x.relu(), slightlyWrong(x)], [float64([0])]);
    expect([report.verdict, report.kinks.length, report.failures.length]).toEqual(['fail', 1, 1]);
  });

  test('is uninformative where the derivative is lost in rounding: a zero gradient would pass too', () => {
    const lost = (x: Tensor): Tensor => x.add(1e12).log();
    const right = gradcheck((x) => x.add(1e12).log(), [float64([0.5])]);
    const zero = gradcheck((x) => new Zero(lost).apply(x), [float64([0.5])]);
    expect([right.verdict, zero.verdict, right.uninformative]).toEqual(['uninformative', 'pass', [0]]);
  });

  test('minitorch’s log(x + 100000) is informative here: the right gradient passes, a zero one fails', () => {
    expect(gradcheck((x) => x.add(100_000).log(), [float64([0.5])]).verdict).toBe('pass');
    const zero = gradcheck((x) => new Zero((v) => v.add(100_000).log()).apply(x), [float64([0.5])]);
    expect(zero.verdict).toBe('fail');
  });

  test('is uninformative where the function is not finite', () => {
    for (const fn of [(x: Variable) => x.log(), (x: Variable) => x.sqrt(), (x: Variable) => x.pow(0.5)]) {
      expect(gradcheck(fn, [float64([-1])]).verdict).toBe('uninformative');
    }
    expect(gradgradcheck((x) => x.sqrt(), [float64([-1])]).verdict).toBe('uninformative');
    expect(gradcheck((x) => x.div(0), [float64([1])]).verdict).toBe('uninformative');
    // One element at which it is finite must not hide another at which it is not.
    expect(gradcheck((x) => x.log(), [float64([-1, 1])]).verdict).toBe('uninformative');
  });

  test('is pass for a constant: its derivative is 0 and measured to be', () => {
    expect(gradcheck((x) => x.detach().mul(2), [float64([1, 2])]).verdict).toBe('fail'); // detach hides it
    expect(gradcheck((x) => x.pow(0), [float64([1, 2])]).verdict).toBe('pass');
    expect(gradcheck(() => new Variable(float64(3)), [float64([1, 2])]).verdict).toBe('pass');
  });

  test('is pass with nothing to compare where an input is empty', () => {
    expect(gradcheck((x) => x.exp(), [tensor([], { dtype: 'float64' })])).toMatchObject({
      verdict: 'pass',
      entries: 0,
    });
  });

  test('of the second order is fail for a rule that is right first and wrong then', () => {
    // The derivative of the first derivative goes through a constant.
    class FirstOnly extends Function {
      forward(x: Tensor): Tensor {
        return x.exp();
      }
      backward(gradient: Variable): Gradients {
        return [gradient.mul(this.output.data)];
      }
    }
    const fn = (x: Variable): Variable => new FirstOnly().apply(x);
    expect(gradcheck(fn, [float64([0, 1])]).verdict).toBe('pass');
    expect(gradgradcheck(fn, [float64([0, 1])])).toMatchObject({ verdict: 'fail', order: 2 });
  });

  test('takes Variables: one that needs no gradient is a constant', () => {
    const report = gradcheck((x, c) => x.mul(c), [leaf([1, 2]), new Variable(float64([3, 4]))]);
    expect(report).toMatchObject({ verdict: 'pass', entries: 4 });
  });

  test('leaves the gradients of the Variables it is given alone', () => {
    const x = leaf([1, 2]);
    gradcheck((v) => v.exp(), [x]);
    gradgradcheck((v) => v.exp(), [x]);
    expect(x.grad).toBeNull();
  });

  test('holds to the tolerance it is given', () => {
    expect(gradcheck(slightlyWrong, [float64([0, 1])], { tolerance: 0.01 }).verdict).toBe('pass');
    for (const tolerance of [0, 1, -1, NaN]) {
      expect(() => gradcheck(slightlyWrong, [float64(1)], { tolerance })).toThrow(ArgumentError);
      expect(() => gradcheck(slightlyWrong, [float64(1)], { tolerance })).toThrow(
        `gradcheck: tolerance is ${tolerance}; accepted is a number between 0 and 1`,
      );
    }
  });

  test.each([
    ['gradcheck', gradcheck],
    ['gradgradcheck', gradgradcheck],
  ] as const)('%s refuses float32, and says what to do', (name, check) => {
    const misuse = (): unknown => check((x) => x.exp(), [tensor([1, 2])]);
    expect(misuse).toThrow(DtypeError);
    expect(misuse).toThrow(
      `${name}: input 0 is float32, in which differences say little; accepted is float64: .to('float64')`,
    );
  });
});

describe('the report', () => {
  const options = { name: 'slightlyWrong', seed: 7, path: '3:1:0', step: 2 ** -10, tolerance: 1e-6 };
  const report = gradcheck(slightlyWrong, [float64([[0.25, -1.5]])], options);

  test('is frozen data', () => {
    expect(Object.isFrozen(report)).toBe(true);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(report).toMatchObject({ name: 'slightlyWrong', order: 1, entries: 4, tolerance: 1e-6 });
  });

  test('says name, seed, path, place, shapes, analytic, numeric, error, step and tolerance', () => {
    const { analytic, numeric, step } = need(report.failures[0]);
    for (const part of [
      'gradcheck of slightlyWrong, seed 7, path "3:1:0": fail',
      'broken law: jacobian at input 0 index [0, 0], output 0 index [0, 0]',
      `analytic ${analytic}, numeric ${numeric}, error 9.99e-4, tolerance 0.000001, step ${step?.toExponential(2)}`,
      'shapes [1, 2] → [1, 2]',
    ]) {
      expect(report.message).toContain(part);
    }
  });

  test('names the function by its own name unless told another', () => {
    expect(gradcheck(slightlyWrong, [float64(1)]).message).toMatch(/^gradcheck of slightlyWrong: fail/);
    expect(gradcheck((x) => x.exp(), [float64(1)]).message).toMatch(/^gradcheck of fn: pass/);
  });

  test('shows three failures and counts the rest', () => {
    const { message } = gradcheck(slightlyWrong, [float64([0, 1, 2, 3, 4])]);
    expect(message.match(/broken law/g)).toHaveLength(3);
    expect(message).toContain('… and 2 more');
  });

  /** Evaluates the last line of a message. */
  function again(message: string, name: string, fn: unknown): GradcheckReport {
    const line = need(message.split('\n').find((text) => text.trim().startsWith('again: ')));
    const code = line.trim().slice('again: '.length);
    return runInNewContext(code, { gradcheck, gradgradcheck, tensor, [name]: fn }) as GradcheckReport;
  }

  test('has a line that, pasted, gives the same findings', () => {
    const repeated = again(report.message, 'slightlyWrong', slightlyWrong);
    expect(repeated.failures).toEqual(report.failures);
    expect(repeated).toMatchObject({ verdict: 'fail', entries: 4, tolerance: 1e-6 });
  });

  test('has such a line for the second order too, with the seed of the gradients drawn', () => {
    const wrongTwice = (x: Variable, y: Variable): Variable => x.exp().mul(y.pow(3)).mul(x.detach());
    for (const seed of [0, 9]) {
      const first = gradgradcheck(wrongTwice, [float64([0.5, -0]), float64([[1], [2]])], {
        name: 'wrongTwice',
        seed,
      });
      expect(first.verdict).toBe('fail');
      expect(again(first.message, 'wrongTwice', wrongTwice)).toEqual(first);
    }
  });

  test('has such a line for −0, NaN, Infinity, scalars, empty and constant inputs', () => {
    const fn = (...inputs: Variable[]): Variable[] => inputs.map((x) => x.to('float64').exp().detach());
    const points: readonly (readonly Tensor[])[] = [
      [float64([0.5, -0])],
      [float64([0.5, NaN, Infinity, -Infinity])],
      [float64(1)],
      [float64(1), tensor([], { shape: [2, 0], dtype: 'float64' })],
      [float64(1), tensor([[1, 2]], { dtype: 'int32' }), tensor([true, false])],
    ];
    for (const inputs of points) {
      const first = gradcheck(fn, inputs, { name: 'fn' });
      expect(first.verdict).toBe('fail');
      expect(again(first.message, 'fn', fn)).toEqual(first);
    }
    expect(gradcheck(fn, [float64([0.5, -0])], { name: 'fn' }).message).toContain(
      'gradcheck(fn, [tensor([0.5,-0]',
    );
  });
});

describe('checkRule', () => {
  test('knows every rule by name', () => {
    expect(ruleNames).toContain('mm');
    expect(new Set(ruleNames).size).toBe(ruleNames.length);
  });

  test('reports as data: a row for the ledger', () => {
    const row = checkRule('sigmoid');
    expect(row).toMatchObject({ name: 'sigmoid', orders: [1, 2], ok: true, failures: [] });
    expect(JSON.parse(JSON.stringify(row))).toEqual(row);
  });
});
