/**
 * At a kink: gradcheck says so, gives both one-sided slopes, and whether the analytic value lies between them; to first
 * order and, where the gradient jumps, to second.
 */
import { describe, expect, test } from 'vitest';
import {
  Function,
  gradcheck,
  gradgradcheck,
  numericalJacobian,
  where,
  type Gradients,
  type Kink,
  type Tensor,
  type Variable,
} from '../../src/index.js';
import { float64 } from '../autograd/support.js';
import { need } from '../properties/indices.js';

type Unary = (x: Variable) => Variable;

const leaky: Unary = (x) => where(x.gt(0), x, x.mul(0.01));
const step: Unary = (x) => x.gt(0).to('float64');

/** A kink as numbers that can be compared: slopes rounded where they were measured. */
const seen = ({ left, right, analytic, between }: Kink): unknown => ({
  left: Number(left.toPrecision(9)) + 0,
  right: Number(right.toPrecision(9)) + 0,
  analytic: analytic + 0,
  between,
});

describe('the first order at a kink', () => {
  test.each<[string, Unary, at: number, left: number, right: number, analytic: number]>([
    ['relu', (x) => x.relu(), 0, 0, 1, 0],
    ['relu at −0', (x) => x.relu(), -0, 0, 1, 0],
    ['abs', (x) => x.abs(), 0, -1, 1, 0],
    ['clamp at min', (x) => x.clamp({ min: -1, max: 1 }), -1, 0, 1, 1],
    ['clamp at max', (x) => x.clamp({ min: -1, max: 1 }), 1, 1, 0, 1],
    ['a leaky function', leaky, 0, 0.01, 1, 0.01],
    ['maximum with a constant', (x) => x.maximum(0), 0, 0, 1, 0.5],
    ['minimum with a constant', (x) => x.minimum(0), 0, 1, 0, 0.5],
    ['maximum of x and −x', (x) => x.maximum(x.neg()), 0, -1, 1, 0],
    ['a kink in a curve', (x) => x.sub(1).abs().add(x.square()), 1, 1, 3, 2],
    ['a kink of 10⁻⁵', (x) => x.abs().mul(1e-5).add(x), 0, 0.99999, 1.00001, 1],
    ['a kink far from 0', (x) => x.sub(1e6).abs(), 1e6, -1, 1, 0],
    ['slopes without bound', (x) => x.abs().sqrt(), 0, -Infinity, Infinity, 0],
  ])('of %s', (_, fn, at, left, right, analytic) => {
    const report = gradcheck(fn, [float64(at)]);
    expect(report).toMatchObject({ verdict: 'kink', ok: false, failures: [], entries: 0 });
    expect(report.kinks.map(seen)).toEqual([{ left, right, analytic, between: true }]);
    expect(report.kinks.map(({ jump }) => jump)).toEqual([null]);
    expect(report.message).toContain(': kink\n  kink at input 0 index [], output 0 index []: slope ');
    expect(report.message).toContain(' lies between');
  });

  test('of ties in a maximum over several: one kink for each that ties, none for the rest', () => {
    const report = gradcheck((x) => x.max(), [float64([3, 1, 3])]);
    expect(report).toMatchObject({ verdict: 'kink', entries: 1 });
    expect(report.kinks.map(({ place }) => place.index)).toEqual([[0], [2]]);
    for (const kink of report.kinks)
      expect(seen(kink)).toEqual({ left: 0, right: 1, analytic: 0.5, between: true });
  });

  test('of ties in a minimum of two: one for each operand', () => {
    const report = gradcheck((x, y) => x.minimum(y), [float64([1, 2]), float64([1, 3])]);
    expect(report.kinks.map(({ place }) => [place.input, place.index])).toEqual([
      [0, [0]],
      [1, [0]],
    ]);
    for (const kink of report.kinks)
      expect(seen(kink)).toEqual({ left: 1, right: 0, analytic: 0.5, between: true });
  });

  test('of a function that jumps: its limits and its value, and the slope on either side', () => {
    const report = gradcheck((x) => step(x).add(x.mul(3)), [float64(0)]);
    expect(report.verdict).toBe('kink');
    expect(report.kinks.map(seen)).toEqual([{ left: 3, right: 3, analytic: 3, between: true }]);
    const [left = NaN, value = NaN, right = NaN] = report.kinks[0]?.jump ?? [];
    expect([left.toFixed(9), value, right.toFixed(9)]).toEqual(['0.000000000', 0, '1.000000000']);
    expect(report.message).toMatch(
      / {2}jump at input 0 index \[\], output 0 index \[\]: from \S+ to \S+, value 0; slope/,
    );
  });

  test('of a single point that stands out', () => {
    const [kink] = gradcheck((x) => x.eq(1).to('float64').mul(5), [float64(1)]).kinks;
    expect(need(kink).jump).toEqual([0, 5, 0]);
  });

  test('says that a vertical tangent is no kink of which 0 is a subgradient', () => {
    const root: Unary = (x) =>
      where(
        x.gt(0),
        x.abs().pow(1 / 3),
        x
          .abs()
          .pow(1 / 3)
          .neg(),
      );
    const [kink] = gradcheck(root, [float64(0)]).kinks;
    expect(kink).toMatchObject({ left: Infinity, right: Infinity, between: false });
  });
});

/** |x|, with a convention of one's own at 0. */
class AbsWith extends Function {
  constructor(readonly atKink: number) {
    super();
  }
  forward(x: Tensor): Tensor {
    return x.abs();
  }
  backward(gradient: Variable): Gradients {
    const [x] = this.inputs;
    return [where(x.eq(0), gradient.mul(this.atKink), where(x.gt(0), gradient, gradient.neg()))];
  }
}

describe('the analytic value at a kink', () => {
  test.each([
    [-1, true],
    [-0.3, true],
    [0, true],
    [1, true],
    [1.001, false],
    [-1.001, false],
    [NaN, false],
    [Infinity, false],
  ])('%d lies between the slopes of |x|: %s', (value, between) => {
    const report = gradcheck((x) => new AbsWith(value).apply(x), [float64(0)]);
    expect(report.verdict).toBe('kink');
    expect(report.kinks.map((kink) => kink.between)).toEqual([between]);
    expect(report.message).toContain(between ? ' lies between' : ' does not lie between');
  });
});

describe('the second order at a kink of the first, where the gradient jumps', () => {
  test.each<[string, Unary, at: number]>([
    ['relu', (x) => x.relu(), 0],
    ['abs', (x) => x.abs(), 0],
    ['clamp', (x) => x.clamp({ max: 1 }), 1],
    ['a leaky function', leaky, 0],
    ['maximum with a constant', (x) => x.maximum(2), 2],
    ['minimum with a constant', (x) => x.minimum(2), 2],
  ])('of %s is 0 on either side', (_, fn, at) => {
    const report = gradgradcheck(fn, [float64(at)]);
    expect(report).toMatchObject({ verdict: 'kink', order: 2, failures: [] });
    const [kink] = report.kinks;
    expect(seen(need(kink))).toMatchObject({ analytic: 0, between: true });
    expect(Math.abs(need(kink).left) + Math.abs(need(kink).right)).toBeLessThan(1e-9);
    const [left = NaN, value = NaN, right = NaN] = kink?.jump ?? [];
    expect(left).not.toBe(right);
    expect((value - left) * (right - value)).toBeGreaterThanOrEqual(0);
  });

  test('of ties in a maximum: a jump for each pair that ties', () => {
    const report = gradgradcheck((x) => x.max(), [float64([3, 1, 3])]);
    expect(report).toMatchObject({ verdict: 'kink', failures: [] });
    expect(report.kinks.map(({ place }) => [place.index, place.outputIndex])).toEqual([
      [[0], [0]],
      [[0], [2]],
      [[2], [0]],
      [[2], [2]],
    ]);
    for (const { jump, between } of report.kinks) expect([jump !== null, between]).toEqual([true, true]);
  });

  test('of a kink in a curve is the curvature, where both sides have the same', () => {
    const report = gradgradcheck((x) => x.sub(1).abs().add(x.exp()), [float64(1)]);
    const { left, right, analytic, between } = need(report.kinks[0]);
    expect(between).toBe(true);
    expect([left / analytic, right / analytic].map((ratio) => ratio.toFixed(8))).toEqual([
      '1.00000000',
      '1.00000000',
    ]);
  });

  test.each<[string, Unary, left: number, right: number]>([
    ['relu²', (x) => x.relu().square(), 0, 2],
    ['x·|x|', (x) => x.mul(x.abs()), -2, 2],
  ])(
    'of %s, which has a gradient at 0: the first order passes, and the second is the kink',
    (_, fn, left, right) => {
      expect(gradcheck(fn, [float64(0)])).toMatchObject({ verdict: 'pass', entries: 1 });
      const report = gradgradcheck(fn, [float64(0)]);
      expect(report).toMatchObject({ verdict: 'kink', failures: [] });
      const kink = need(report.kinks[0]);
      expect([kink.jump, kink.analytic + 0, kink.between]).toEqual([null, 0, true]);
      // The gradient is weighted with a number that is drawn.
      const weight = (kink.right - kink.left) / (right - left);
      expect(Math.abs(weight)).toBeGreaterThan(0.5 - 1e-9);
      expect(kink.left / weight).toBeCloseTo(left, 9);
      expect(kink.right / weight).toBeCloseTo(right, 9);
    },
  );

  test('a wrong second derivative beside it is a fail', () => {
    const wrong: Unary = (x) => x.relu().add(x.exp().mul(x.detach()));
    expect(gradgradcheck(wrong, [float64([0, 1])]).verdict).toBe('fail');
  });
});

describe('near a kink, and where only the curvature jumps, there is a derivative', () => {
  const functions: [string, Unary][] = [
    ['relu', (x) => x.relu()],
    ['abs', (x) => x.abs()],
    ['leaky', leaky],
    ['clamp', (x) => x.clamp({ min: 0 })],
    ['relu²', (x) => x.relu().square()],
    ['a step', (x) => step(x).add(x)],
    ['|x|·eˣ', (x) => x.abs().mul(x.exp())],
  ];
  test.each(functions)('%s at ±10⁻³, ±10⁻⁵ and ±10⁻⁸', (_, fn) => {
    for (const size of [1e-3, 1e-5, 1e-8]) {
      for (const x of [size, -size]) {
        const report = gradcheck(fn, [float64(x)]);
        expect(report.verdict, report.message).toBe('pass');
      }
    }
  });

  test.each(functions)('%s shifted to 1, at 1 ± 10⁻⁵', (_, fn) => {
    for (const x of [1 + 1e-5, 1 - 1e-5]) {
      const report = gradcheck((v) => fn(v.sub(1)), [float64(x)]);
      expect(report.verdict, report.message).toBe('pass');
    }
  });

  test.each<[string, Unary, number]>([
    ['relu²', (x) => x.relu().square(), 0],
    ['x·|x| + 5x', (x) => x.mul(x.abs()).add(x.mul(5)), 5],
    ['x²·sign x', (x) => where(x.gt(0), x.square(), x.square().neg()), 0],
    // Its own curvature hides that of relu² at first sight.
    ['100·x² + relu²', (x) => x.square().mul(100).add(x.relu().square()), 0],
  ])('%s at 0 has the slope to 10⁻¹², and a wrong one fails', (name, fn, slope) => {
    expect(gradcheck(fn, [float64(0)])).toMatchObject({ verdict: 'pass', entries: 1 });
    const off: Unary = (x) => fn(x).add(x.mul(1e-3)).sub(x.detach().mul(1e-3));
    expect(gradcheck(off, [float64(0)])).toMatchObject({ verdict: 'fail' });
    if (name.startsWith('100')) return;
    expect(need(numericalJacobian(fn, [float64(0)])[0]).item()).toBeCloseTo(slope, 12);
  });
});

describe('where the function is not finite', () => {
  test.each<[string, Unary, number]>([
    ['a pole', (x) => x.pow(-1), 0],
    ['the edge of a domain', (x) => x.sqrt(), 0],
    ['beyond it', (x) => x.log(), -1],
  ])('%s is uninformative, not a kink and not a fail', (_, fn, at) => {
    expect(gradcheck(fn, [float64(at)])).toMatchObject({ verdict: 'uninformative', kinks: [], failures: [] });
    expect(need(numericalJacobian(fn, [float64(at)])[0]).item()).toBeNaN();
  });
});
