/**
 * The gradients derived by hand, taken from the first step of the programs themselves, against automatic ones and
 * against finite differences; and the published one, refuted.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  grad,
  gradcheck,
  gradgradcheck,
  ManualModel,
  Model,
  numericalJacobian,
  programs,
  Variable,
  type Algebra,
  type Config,
  type ProgramName,
  type Tensor,
} from '../../src/index.js';
import { flat, float64, leaf } from '../autograd/support.js';
import { need } from '../properties/indices.js';
import { configs, drawn, rightPrograms } from './configs.js';

/** L = Σ (clamp(x·w1, 0)·w2 − y)², on either carrier. */
function lossOf<T extends Algebra<T>>(x: T, y: T, w1: T, w2: T): T {
  return x.mm(w1).clamp({ min: 0 }).mm(w2).sub(y).pow(2).sum();
}

/** ∂L/∂w1 and ∂L/∂w2 by walking back. */
function automatic({ x, y, w1, w2 }: ReturnType<typeof drawn>): readonly [Tensor, Tensor] {
  const [v1, v2] = [w1, w2].map((w) => new Variable(w, { requiresGrad: true })) as [Variable, Variable];
  const [of1, of2] = grad(lossOf(new Variable(x), new Variable(y), v1, v2), [v1, v2]);
  return [of1.data, of2.data];
}

/** A power of two so large that w − lr·g is −lr·g but for the last bits: the program's own gradient shows. */
const HUGE = 2 ** 60;

/** The gradients that a program steps along in its first epoch. */
function stepOf(program: ProgramName, config: Config): readonly [Tensor, Tensor] {
  const { w1, w2 } = programs[program]({ ...config, epochs: 1, learningRate: HUGE }).parameters;
  return [w1.neg().div(HUGE), w2.neg().div(HUGE)];
}

const small = configs.map((config): Config => ({ ...config, dtype: 'float64' }));

const close = (a: Tensor, b: Tensor, relative: number): boolean => {
  const largest = Math.max(...flat(b).map(Math.abs));
  // 2⁻⁵⁶: what the weight itself adds to a step of 2⁶⁰.
  return flat(a).every((value, i) => Math.abs(value - need(flat(b)[i])) <= relative * largest + 2 ** -56);
};

describe('the gradient of the first step', () => {
  test.each(rightPrograms)('of %s is the automatic one: the step is w − lr·g, bit for bit', (name) => {
    fc.assert(
      fc.property(configs, (config) => {
        const given = drawn(config);
        const [of1, of2] = automatic(given);
        const { w1, w2 } = programs[name]({ ...config, epochs: 1 }).parameters;
        expect(w1.equal(given.w1.sub(of1.mul(config.learningRate)))).toBe(true);
        expect(w2.equal(given.w2.sub(of2.mul(config.learningRate)))).toBe(true);
      }),
    );
  });

  test.each(rightPrograms)('of %s is what finite differences measure', (name) => {
    fc.assert(
      fc.property(small, (config) => {
        const given = drawn(config);
        const { x, y, w1, w2 } = given;
        // A hidden unit near its kink has no derivative to measure.
        fc.pre(flat(x.mm(w1)).every((h) => Math.abs(h) > 1e-2));
        const [of1, of2] = stepOf(name, config);
        const measured = numericalJacobian(
          (v1, v2) => lossOf(new Variable(x), new Variable(y), v1, v2),
          [w1, w2],
        ).map((jacobian, i) => jacobian.reshape(need([w1, w2][i]).shape));
        // Cancellation in the loss costs the differences some digits where a gradient is small beside it.
        const scale = lossOf(x, y, w1, w2).item();
        for (const [i, one] of [of1, of2].entries()) {
          const difference = flat(one.sub(need(measured[i]))).map(Math.abs);
          const size = Math.max(scale, ...flat(one).map(Math.abs));
          expect(Math.max(...difference)).toBeLessThanOrEqual(1e-8 * size);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('passes at the kink in every program: a unit whose input is exactly 0 is on', () => {
    const one = { batch: 1, inputs: 1, hidden: 1, outputs: 1, dtype: 'float64' } as const;
    const seeds = Array.from({ length: 60 }, (_, seed) => seed);
    // A learning rate that brings w1 to 0, so that x·w1 = 0 in the next epoch.
    const settings = seeds.flatMap((seed) => {
      const given = drawn({ ...one, seed, epochs: 1, learningRate: 1 });
      const learningRate = given.w1.item() / automatic(given)[0].item();
      if (!Number.isFinite(learningRate)) return [];
      const { w1 } = programs.autograd({ ...one, seed, epochs: 1, learningRate }).parameters;
      return w1.item() === 0 ? [{ ...one, seed, learningRate, epochs: 2 }] : [];
    });
    expect(settings.length).toBeGreaterThan(10);
    for (const config of settings) {
      const [first, ...others] = rightPrograms.map((name) => programs[name](config).parameters.w1.item());
      expect(first).not.toBe(0);
      expect(others).toEqual([first, first, first]);
    }
  });

  test('of manual masks by the sign of the hidden layer, which the published one does not', () => {
    // x·w1 = 1 is on, and ŷ = 1 < y: the gradient is negative, and the published program loses it.
    const [x, y, w1, w2] = [leaf([[1]]), leaf([[2]]), leaf([[1]]), leaf([[1]])];
    const [of1] = grad(lossOf(x, y, w1, w2), w1);
    expect(of1.item()).toBe(-2);
    expect(publishedGradient(x.data, y.data, w1.data, w2.data).item()).toBe(0);
  });
});

/** ∂L/∂w1 as published: it clips the gradient of the hidden layer by its own sign. */
function publishedGradient(x: Tensor, y: Tensor, w1: Tensor, w2: Tensor): Tensor {
  const h1 = x.mm(w1).clamp({ min: 0 });
  const gradYPred = h1.mm(w2).sub(y).mul(2);
  const gradH = gradYPred.mm(w2.t()).clamp({ min: 0 });
  return x.t().mm(gradH);
}

describe('the published gradient is refuted', () => {
  test('by a property, whose shrunk counterexample is one unit that is on and whose output is too low', () => {
    const size = fc.integer({ min: 1, max: 3 });
    const nine = (max: number) => {
      const entry = fc.integer({ min: 1, max });
      return fc.tuple(entry, entry, entry, entry, entry, entry, entry, entry, entry);
    };
    const matrix = (values: readonly number[], rows: number, columns: number): Tensor =>
      float64(values.slice(0, rows * columns)).reshape([rows, columns]);
    const equalsFiniteDifferences = fc.property(
      fc.record({ batch: size, inputs: size, hidden: size, outputs: size }),
      fc.record({ x: nine(3), y: nine(60), w1: nine(3), w2: nine(3) }),
      ({ batch, inputs, hidden, outputs }, values) => {
        const [x, y] = [matrix(values.x, batch, inputs), matrix(values.y, batch, outputs)];
        const [w1, w2] = [matrix(values.w1, inputs, hidden), matrix(values.w2, hidden, outputs)];
        const [measured] = numericalJacobian(
          (v) => lossOf(new Variable(x), new Variable(y), v, new Variable(w2)),
          [w1],
        );
        return close(publishedGradient(x, y, w1, w2), need(measured).reshape(w1.shape), 1e-6);
      },
    );
    const { failed, counterexample } = fc.check(equalsFiniteDifferences);
    expect(failed).toBe(true);
    const [sizes, { x, y, w1, w2 }] = need(counterexample ?? undefined);
    // Every size is 1, and every number is the least there is but for the target y. It cannot be less than 2: the
    // prediction is x·w1·w2 = 1, and with y = 1 the error is 0 and so are both gradients. With y = 2 the gradient
    // of the hidden layer is 2(1 − 2)·1 = −2, and the published program clips it to 0.
    expect(sizes).toEqual({ batch: 1, inputs: 1, hidden: 1, outputs: 1 });
    expect([x[0], y[0], w1[0], w2[0]]).toEqual([1, 2, 1, 1]);
  });

  test('by the program itself: of twenty runs of one unit some take a first step that is not along the gradient', () => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    const agrees = (config: Config): boolean =>
      close(stepOf('published', config)[0], automatic(drawn(config))[0], 1e-12);
    const alwaysAgrees = fc.property(small, (config) => seeds.every((seed) => agrees({ ...config, seed })));
    const { failed, counterexample } = fc.check(alwaysAgrees);
    expect(failed).toBe(true);
    const [config] = need(counterexample ?? undefined);
    expect(config).toMatchObject({ batch: 1, inputs: 1, hidden: 1, outputs: 1 });
    for (const seed of seeds) {
      // One unit: the clip is wrong where it is on and its gradient negative, or off and its gradient positive.
      const { x, y, w1, w2 } = drawn({ ...config, seed });
      const h = x.item() * w1.item();
      const gradH = 2 * (Math.max(h, 0) * w2.item() - y.item()) * w2.item();
      expect([seed, agrees({ ...config, seed })]).toEqual([seed, h >= 0 !== gradH < 0]);
    }
  });

  test('in w1 only: the gradient of w2 is right', () => {
    fc.assert(
      fc.property(small, (config) => {
        expect(close(stepOf('published', config)[1], automatic(drawn(config))[1], 1e-12)).toBe(true);
      }),
    );
  });

  test('by gradcheck, where a Module has it for its backward', () => {
    class PublishedModel extends Model {
      override backward(gradOutput: Variable, [input, w1, w2]: readonly Variable[]): (Variable | null)[] {
        const [x, a, b] = [need(input), need(w1), need(w2)];
        const gradH = gradOutput.mm(b.t()).clamp({ min: 0 });
        return [null, x.t().mm(gradH), x.mm(a).clamp({ min: 0 }).t().mm(gradOutput)];
      }
    }
    fc.assert(
      fc.property(small, (config) => {
        const { x, w1, w2 } = drawn(config);
        const call = (model: Model) => (a: Variable, b: Variable) => model.call(new Variable(x), a, b);
        fc.pre(flat(x.mm(w1)).every((h) => Math.abs(h) > 1e-2));
        expect(gradcheck(call(new PublishedModel()) as never, [w1, w2]).verdict).toBe('fail');
        expect(gradcheck(call(new ManualModel()) as never, [w1, w2]).verdict).toBe('pass');
      }),
      { numRuns: 20 },
    );
  });
});

describe('ManualModel', () => {
  test('is right to first and second order, for the input too', () => {
    fc.assert(
      fc.property(small, (config) => {
        const { x, w1, w2 } = drawn({
          ...config,
          batch: Math.min(config.batch, 3),
          inputs: Math.min(config.inputs, 3),
          hidden: Math.min(config.hidden, 3),
          outputs: Math.min(config.outputs, 2),
        });
        fc.pre(flat(x.mm(w1)).every((h) => Math.abs(h) > 1e-2));
        for (const check of [gradcheck, gradgradcheck]) {
          const report = check((a, b, c) => new ManualModel().call(need(a), need(b), need(c)), [x, w1, w2]);
          expect(report.verdict, report.message).toBe('pass');
        }
      }),
      { numRuns: 10 },
    );
  });

  test('passes the gradient at the kink as clamp does: h = 0 counts as on', () => {
    const at = (model: Model): unknown => {
      const [x, w1, w2] = [leaf([[0, 1]]), leaf([[1], [0]]), leaf([[3]])];
      model.call(x, w1, w2).sum().backward();
      return [x, w1, w2].map(({ grad: gradient }) => gradient?.toArray());
    };
    expect(at(new ManualModel())).toEqual(at(new Model()));
    expect(at(new ManualModel())).toEqual([[[3, 0]], [[0], [3]], [[0]]]);
  });

  test('keeps the gradient of an input whose data was assigned since', () => {
    const [x, w1, w2] = [leaf([[1, 2]]), leaf([[1], [1]]), leaf([[3]])];
    const loss = new ManualModel().call(x, w1, w2).sum();
    x.data = float64([[-5, -5]]);
    loss.backward();
    expect(x.grad?.toArray()).toEqual([[3, 3]]);
    expect(w1.grad?.toArray()).toEqual([[3], [6]]);
  });
});
