/**
 * Derivatives by finite differences, against closed forms.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ArgumentError,
  DtypeError,
  gradcheck,
  numericalJacobian,
  tensor,
  Variable,
  type DifferentiableFunction,
} from '../../src/index.js';
import { flat, float64, leaf } from '../autograd/support.js';
import { need } from '../properties/indices.js';

const derivatives: readonly (readonly [string, (x: Variable) => Variable, (x: number) => number])[] = [
  ['exp', (x) => x.exp(), Math.exp],
  ['log', (x) => x.log(), (x) => 1 / x],
  ['sqrt', (x) => x.sqrt(), (x) => 1 / (2 * Math.sqrt(x))],
  ['tanh', (x) => x.tanh(), (x) => 1 - Math.tanh(x) ** 2],
  ['sigmoid', (x) => x.sigmoid(), (x) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2],
  ['pow 3', (x) => x.pow(3), (x) => 3 * x ** 2],
  ['pow −2', (x) => x.pow(-2), (x) => -2 * x ** -3],
  ['x·exp x', (x) => x.mul(x.exp()), (x) => (1 + x) * Math.exp(x)],
];

describe('numericalJacobian', () => {
  test.each(derivatives)('reaches 1e-9 relative for %s', (_, fn, derivative) => {
    fc.assert(
      fc.property(fc.double({ min: 0.25, max: 4, noNaN: true }), (x) => {
        const [jacobian] = numericalJacobian(fn, [float64(x)]);
        const expected = derivative(x);
        expect(Math.abs(need(jacobian).item() / expected - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  test('has a row for each element of the outputs and a column for each of the input', () => {
    const a = float64([
      [1, 2],
      [3, 4],
    ]);
    const b = float64([[5], [6]]);
    const [ofA, ofB] = numericalJacobian((x, y) => x.mm(y), [a, b]);
    // y₀ = a₀₀b₀ + a₀₁b₁, y₁ = a₁₀b₀ + a₁₁b₁
    const truth = [
      float64([
        [5, 6, 0, 0],
        [0, 0, 5, 6],
      ]),
      float64([
        [1, 2],
        [3, 4],
      ]),
    ];
    expect(need(ofA).allClose(need(truth[0]), { rtol: 1e-9, atol: 1e-9 })).toBe(true);
    expect(need(ofB).allClose(need(truth[1]), { rtol: 1e-9, atol: 1e-9 })).toBe(true);
  });

  test('takes several outputs one behind the other', () => {
    const [jacobian] = numericalJacobian((x) => [x.mul(2), x.sum()], [float64([1, 2])]);
    expect(need(jacobian).shape).toEqual([3, 2]);
    expect(
      need(jacobian).allClose(
        float64([
          [2, 0],
          [0, 2],
          [1, 1],
        ]),
        { rtol: 1e-9, atol: 1e-9 },
      ),
    ).toBe(true);
  });

  test('is empty where an input or the output is', () => {
    const empty = tensor([], { dtype: 'float64' });
    expect(numericalJacobian((x) => x.sum(), [empty]).map(({ shape }) => shape)).toEqual([[1, 0]]);
    expect(numericalJacobian((x) => x.narrow(0, 0, 0), [float64([1, 2])]).map(({ shape }) => shape)).toEqual([
      [0, 2],
    ]);
  });

  test('takes int32, bool and Variables that need no gradient as constants', () => {
    const [only, ...rest] = numericalJacobian(
      (x, c, k) => x.mul(c.to('float64')).mul(k),
      [float64([1, 2]), tensor([3, 4], { dtype: 'int32' }), new Variable(float64([5, 6]))],
    );
    expect(rest).toEqual([]);
    expect(
      need(only).allClose(
        float64([
          [15, 0],
          [0, 24],
        ]),
        { rtol: 1e-9, atol: 1e-9 },
      ),
    ).toBe(true);
  });

  test('shrinks its step at the edge of a domain: log and sqrt at 1e-9', () => {
    for (const [fn, truth] of [
      [(x: Variable) => x.log(), 1e9],
      [(x: Variable) => x.sqrt(), 0.5 / Math.sqrt(1e-9)],
    ] as const) {
      const found = need(numericalJacobian(fn, [float64(1e-9)])[0]).item();
      expect(Math.abs(found / truth - 1)).toBeLessThan(1e-7);
      expect(gradcheck(fn, [float64(1e-9)]).verdict).toBe('pass');
    }
  });

  test('shrinks its step next to a kink: |x| and relu at ±1e-5', () => {
    for (const x of [1e-5, -1e-5]) {
      expect(gradcheck((v) => v.abs(), [float64(x)]).verdict).toBe('pass');
      expect(gradcheck((v) => v.relu(), [float64(x)]).verdict).toBe('pass');
      expect(need(numericalJacobian((v) => v.abs(), [float64(x)])[0]).item()).toBeCloseTo(Math.sign(x), 9);
    }
  });

  test('shrinks its step next to a kink away from 0: clamp at 1 ± 1e-5', () => {
    for (const x of [1 + 1e-5, 1 - 1e-5]) {
      expect(gradcheck((v) => v.clamp({ min: 1 }), [float64(x)]).verdict).toBe('pass');
    }
  });

  test('scales its step with |x|: x² at 1e8', () => {
    const found = need(numericalJacobian((x) => x.pow(2), [float64(1e8)])[0]).item();
    expect(Math.abs(found / 2e8 - 1)).toBeLessThan(1e-9);
  });

  test('uses the step it is given, relative to |x| beyond 1: x ± h and x ± 2h', () => {
    for (const [at, step] of [
      [1, 2 ** -10],
      [8, 2 ** -10],
      [0.25, 2 ** -7],
    ] as const) {
      const seen: number[] = [];
      const cube = (x: Variable): Variable => {
        seen.push(x.item());
        return x.pow(3);
      };
      numericalJacobian(cube, [float64(at)], { step });
      const h = step * Math.max(1, at);
      expect([...new Set(seen)].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2].map((k) => at + k * h));
    }
  });

  test('is exact for a quartic at 0, where the stencil rounds nothing: its error is that of the fifth derivative', () => {
    const quartic = (x: Variable): Variable => x.pow(4).add(x.pow(3)).add(x.mul(5));
    expect(need(numericalJacobian(quartic, [float64(0)], { step: 2 ** -9 })[0]).item()).toBe(5);
    // For x⁵ the error is −h⁴·5!/30 exactly.
    expect(need(numericalJacobian((x) => x.pow(5).add(x), [float64(0)], { step: 2 ** -9 })[0]).item()).toBe(
      1 - (2 ** -36 * 120) / 30,
    );
  });

  test('leaves its inputs as they were', () => {
    const x = leaf([1, 2]);
    numericalJacobian((v) => v.exp(), [x]);
    expect([flat(x), x.grad]).toEqual([[1, 2], null]);
  });

  const square: DifferentiableFunction = (x) => x.pow(2);
  test.each([
    [
      'float32',
      () => numericalJacobian(square, [tensor([1, 2])]),
      DtypeError,
      /^numericalJacobian: input 0 is float32, in which differences say little; accepted is float64: \.to\('float64'\)/,
    ],
    [
      'a float32 output',
      () => numericalJacobian((x) => x.to('float32'), [float64([1])]),
      DtypeError,
      /output 0 of fn is float32; accepted is float64/,
    ],
    [
      'an output that is no Variable',
      () => numericalJacobian((x) => x.data as never, [float64([1])]),
      ArgumentError,
      /output 0 of fn is a Tensor; accepted is a Variable/,
    ],
    [
      'an input that is no Tensor',
      () => numericalJacobian(square, [3 as never]),
      ArgumentError,
      /^numericalJacobian: input 0 is 3; accepted is a Tensor or a Variable/,
    ],
    [
      'inputs that are no array',
      () => numericalJacobian(square, float64(1) as never),
      ArgumentError,
      /^numericalJacobian: inputs is a Tensor; accepted is an array of Tensors/,
    ],
    [
      'no function',
      () => numericalJacobian(5 as never, [float64(1)]),
      ArgumentError,
      /^numericalJacobian: fn is 5; accepted is a function of Variables/,
    ],
  ])('refuses %s', (_, misuse, kind, message) => {
    expect(misuse).toThrow(kind);
    expect(misuse).toThrow(message);
  });
});
