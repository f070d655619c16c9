/**
 * The identities that hold to rounding: ⟨v, J·u⟩ = ⟨Jᵀ·v, u⟩, and the symmetry of second derivatives; for every
 * operation, at every case of its list.
 */
import { describe, expect, test } from 'vitest';
import {
  ArgumentError,
  checkAdjoint,
  checkSymmetry,
  DtypeError,
  Function,
  Generator,
  gradcheck,
  tensor,
  Variable,
  where,
  type Gradients,
  type Tensor,
  type Two,
} from '../../src/index.js';
import { ruleNames } from '../../src/verify/ledger.js';
import { Bilinear, Linear } from '../../src/autograd/rules/kinds.js';
import { operationCases, type RuleCase } from '../../src/verify/cases/index.js';
import { sample } from '../../src/verify/sample.js';
import { float64, leaf } from '../autograd/support.js';

const table: Readonly<Record<string, readonly RuleCase[]>> = operationCases;

/** An operation alone, and in a graph that uses its output twice and its inputs again. */
const uses: readonly [string, (given: RuleCase) => RuleCase['apply']][] = [
  ['alone', ({ apply }) => apply],
  [
    'used twice',
    ({ apply }) =>
      (...inputs) => {
        const y = apply(...inputs);
        return y
          .mul(y)
          .add(y)
          .sum()
          .add(apply(...inputs).sum());
      },
  ],
];

describe.each(ruleNames)('%s', (name) => {
  test('obeys the adjoint identity to rounding', () => {
    for (const given of table[name] ?? []) {
      for (const [use, of] of uses) {
        const path = `${name} / ${given.label} / ${use}`;
        const inputs = sample(given.domain, given.shapes, new Generator(1).fork(path));
        const { ok, message } = checkAdjoint(of(given), inputs, { tolerance: 1e-13 });
        expect(ok, `${path}: ${message}`).toBe(true);
      }
    }
  });

  test('has a symmetric Hessian, to rounding', () => {
    for (const given of table[name] ?? []) {
      const path = `${name} / ${given.label}`;
      const inputs = sample(given.domain, given.shapes, new Generator(2).fork(path));
      const { ok, message } = checkSymmetry(given.apply, inputs, { tolerance: 1e-12 });
      expect(ok, `${path}: ${message}`).toBe(true);
    }
  });
});

const A = float64([
  [0.5, -1.25],
  [1.5, 0.25],
]);
const B = float64([
  [-0.75, 1],
  [0.5, 2],
]);

/** A product with what is planted in one half of its backward. */
class Product extends Bilinear {
  constructor(readonly wrong: (gradient: Variable) => Variable) {
    super();
  }
  forward(a: Tensor, b: Tensor): Tensor {
    return a.mm(b);
  }
  left(gradient: Variable, b: Variable): Variable {
    return this.wrong(gradient.mm(b.t()));
  }
  right(a: Variable, gradient: Variable): Variable {
    return a.t().mm(gradient);
  }
}

/** A sum over rows, with what is planted in its adjoint. */
class Rows extends Linear {
  constructor(readonly wrong: (gradient: Variable) => Variable) {
    super();
  }
  forward(x: Tensor): Tensor {
    return x.sum(1);
  }
  adjoint(gradient: Variable): Variable {
    const [x] = this.inputs;
    return this.wrong(gradient.unsqueeze(1).expand(x.shape));
  }
}

/** exp, twice as steep in both halves, or without a tangent of its own. */
class Steep extends Function {
  forward(x: Tensor): Tensor {
    return x.exp();
  }
  backward(gradient: Variable): Gradients {
    return [gradient.mul(this.output).mul(2)];
  }
}

describe('checkAdjoint', () => {
  const right = (gradient: Variable): Variable => gradient;

  test('says both sides, which are ⟨v, J·u⟩ and ⟨Jᵀ·v, u⟩, as data', () => {
    const report = checkAdjoint((a, b) => new Product(right).apply(a, b), [A, B]);
    expect(report).toMatchObject({ ok: true, tolerance: 1e-12, transposed: [] });
    expect(report.forward).toBeCloseTo(report.backward, 14);
    expect(report.forward).not.toBe(0);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    const other = checkAdjoint((a, b) => a.mm(b), [A, B], { seed: 1 });
    expect(other.forward).not.toBe(report.forward);
  });

  test('finds in a linear rule or a product what differences cannot: an error of 10⁻¹⁰', () => {
    const off = (gradient: Variable): Variable => gradient.mul(1 + 1e-10);
    const rows = (x: Variable): Variable => new Rows(off).apply(x);
    const product = (a: Variable, b: Variable): Variable => new Product(off).apply(a, b);
    expect([gradcheck(rows, [A]).verdict, gradcheck(product, [A, B]).verdict]).toEqual(['pass', 'pass']);
    for (const report of [checkAdjoint(rows, [A]), checkAdjoint(product, [A, B])]) {
      expect(report.ok).toBe(false);
      expect(report.defect).toBeGreaterThan(1e-12);
      expect(report.message).toMatch(
        /^adjoint identity, seed 0: broken: ⟨v, J·u⟩ = \S+, ⟨Jᵀ·v, u⟩ = \S+, defect/,
      );
    }
  });

  test('finds a transposition that is forgotten', () => {
    const wrong = (a: Variable, b: Variable): Variable => new Product((gradient) => gradient.t()).apply(a, b);
    expect(checkAdjoint(wrong, [A, B]).ok).toBe(false);
  });

  test('holds at kinks, where there is nothing to measure', () => {
    const at = float64([0, 1, 1]);
    for (const fn of [(x: Variable) => x.relu(), (x: Variable) => x.max(), (x: Variable) => x.maximum(1)]) {
      expect(checkAdjoint(fn, [at])).toMatchObject({ ok: true });
    }
  });

  test('does not find an f′ that is wrong in both halves, and names the rules that have one half only', () => {
    const report = checkAdjoint((x) => new Steep().apply(x).relu().mul(2), [A]);
    expect(report).toMatchObject({ ok: true, transposed: ['Relu', 'Steep'] });
  });

  test('takes constants and several outputs', () => {
    const mask = tensor([true, false]);
    const report = checkAdjoint(
      (a, b, c, d) => [where(d, a, b).mm(c), a.detach(), b.mul(0)],
      [A, B, new Variable(A), mask],
    );
    expect(report.ok).toBe(true);
    expect(checkAdjoint((a) => a.detach(), [A])).toMatchObject({
      ok: true,
      forward: 0,
      backward: 0,
      defect: 0,
    });
  });

  test('leaves the gradients of the Variables it is given alone', () => {
    const x = leaf([1, 2]);
    checkAdjoint((v) => v.exp(), [x]);
    checkSymmetry((v) => v.exp(), [x]);
    expect(x.grad).toBeNull();
  });

  test('is not ok where a side is NaN', () => {
    expect(checkAdjoint((x) => x.log(), [float64([0])]).ok).toBe(false);
  });
});

/** A field that is no gradient: a·b with the halves of two different functions. */
class Curl extends Function<Two> {
  forward(a: Tensor, b: Tensor): Tensor {
    return a.mul(b);
  }
  backward(gradient: Variable): Gradients {
    const [a, b] = this.inputs;
    return [gradient.mul(b), gradient.mul(a).mul(1 + 1e-9)];
  }
}

describe('checkSymmetry', () => {
  test('finds two halves that belong to no one function, and says where', () => {
    const [a, b] = [float64([[2, 3]]), float64([[5, 7]])];
    const report = checkSymmetry((x, y) => new Curl().apply(x, y), [a, b]);
    expect(report.ok).toBe(false);
    expect(report.defect).toBeCloseTo(1e-9, 12);
    const worst = report.worst;
    expect(worst?.inputs).toEqual([0, 1]);
    expect(worst?.indices[0]).toEqual(worst?.indices[1]);
    expect(report.message).toMatch(
      /^symmetric Hessian, seed 0: broken: defect 1\.00e-9, tolerance 1e-12\n {2}by input 0 index \[0, \d\], then input 1/,
    );
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test('holds bit for bit for a sum of squares, of several outputs too, and beside constants', () => {
    const report = checkSymmetry((x, c) => [x.square().sum(), x.mul(c)], [A, new Variable(B)]);
    expect(report).toMatchObject({ ok: true, defect: 0, worst: null });
  });

  test('of a function that is constant or linear is symmetric: its Hessian is 0', () => {
    expect(checkSymmetry((x) => x.detach(), [A]).ok).toBe(true);
    expect(checkSymmetry((x) => x.sum(0), [A]).ok).toBe(true);
  });

  test('is not ok where one of a pair is NaN', () => {
    class Half extends Curl {
      override backward(gradient: Variable): Gradients {
        const [a, b] = this.inputs;
        return [gradient.mul(b), gradient.mul(a).add(a.sub(a).div(0).detach())];
      }
    }
    const at = float64([1]);
    expect(checkSymmetry((x, y) => new Half().apply(x, y).square(), [at, at]).ok).toBe(false);
  });
});

describe('misuse', () => {
  test.each([
    ['checkAdjoint', checkAdjoint],
    ['checkSymmetry', checkSymmetry],
  ] as const)('of %s names what came', (name, check) => {
    expect(() => check((x) => x, [tensor([1])])).toThrow(DtypeError);
    expect(() => check((x) => x, [tensor([1])])).toThrow(`${name}: input 0 is float32`);
    expect(() => check(3 as never, [A])).toThrow(`${name}: fn is 3; accepted is a function of Variables`);
    expect(() => check((x) => x, A as never)).toThrow(ArgumentError);
    expect(() => check((x) => x, [A], { tolerance: -1 })).toThrow(`${name}: tolerance is -1; accepted`);
  });
});
