/**
 * The derivatives of the determinant where it is 0, against their definition in whole numbers.
 */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { grad, tensor, Variable } from '../../src/index.js';
import { exactDerivative, ofRank, type Rows } from '../properties/determinants.js';
import { need } from '../properties/indices.js';
import { flat, leaf } from './support.js';

/** A matrix of whole numbers of [n, n], of rank r or less. */
const ranked = (n: number, r: number): fc.Arbitrary<Rows> => {
  const numbers = (rows: number, columns: number): fc.Arbitrary<Rows> =>
    fc.array(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    });
  return fc
    .tuple(numbers(n, r), numbers(r, n))
    .map(([left, right]) => (r === 0 ? left.map(() => Array<number>(n).fill(0)) : ofRank(left, right)));
};

/** Every element of a matrix of [n, n]. */
const elements = (n: number): (readonly [number, number])[] =>
  Array.from({ length: n * n }, (_, at) => [Math.floor(at / n), at % n] as const);

/** Within rounding of what is exact, relative to the largest of a derivative or 1. */
function expectNear(actual: readonly number[], expected: readonly number[], tolerance = 1e-9): void {
  const scale = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  expect(actual.length).toBe(expected.length);
  const off = actual.map((x, i) => Math.abs(x - need(expected[i])) / scale);
  expect(Math.max(0, ...off), `${actual.join()} where it is ${expected.join()}`).toBeLessThan(tolerance);
}

const taken = ([gradient]: readonly (Variable | null)[]): Variable => {
  if (gradient === null || gradient === undefined) throw new TypeError('there is no gradient');
  return gradient;
};

const first = (x: Variable): Variable => taken(grad(x.det(), [x], { createGraph: true }));

const at = (x: Variable, [i, j]: readonly [number, number]): Variable =>
  x.narrow(0, i, 1).narrow(1, j, 1).reshape([]);

/** Sizes and ranks: up to 4 the cofactors come from the minors, from 5 on from the inverse. */
const RANKS = [1, 2, 3, 4, 5, 6].flatMap((n) => Array.from({ length: n + 1 }, (_, r) => [n, r] as const));

describe('the determinant of whole numbers', () => {
  test.each(RANKS)('of [n, n], n = %i, of rank %i has the cofactors as its gradient', (n, r) => {
    const law = fc.property(ranked(n, r), (rows) => {
      const x = leaf(rows);
      const cofactors = elements(n).map((element) => exactDerivative(rows, [element]));
      expectNear(flat(first(x)), cofactors);
    });
    fc.assert(law, { numRuns: 10 });
  });

  test.each(RANKS)('of [n, n], n = %i, of rank %i has the right second derivatives', (n, r) => {
    const law = fc.property(ranked(n, r), fc.constantFrom(...elements(n)), (rows, one) => {
      const x = leaf(rows);
      const [second] = grad(at(first(x), one), [x], { allowUnused: true });
      const exact = elements(n).map((other) => exactDerivative(rows, [one, other]));
      expectNear(second === null ? exact.map(() => 0) : flat(second), exact);
    });
    fc.assert(law, { numRuns: 10 });
  });

  test.each(RANKS)('of [n, n], n = %i, of rank %i has the right third derivatives', (n, r) => {
    const pair = fc.tuple(fc.constantFrom(...elements(n)), fc.constantFrom(...elements(n)));
    const law = fc.property(ranked(n, r), pair, (rows, [one, other]) => {
      const x = leaf(rows);
      const [second] = grad(at(first(x), one), [x], { allowUnused: true, createGraph: true });
      const entry = second === null || second === undefined ? null : at(second, other);
      const [third] = entry?.requiresGrad === true ? grad(entry, [x], { allowUnused: true }) : [null];
      const exact = elements(n).map((last) => exactDerivative(rows, [one, other, last]));
      expectNear(third === null ? exact.map(() => 0) : flat(third), exact);
    });
    fc.assert(law, { numRuns: 10 });
  });
});

describe('the determinant of nearly singular matrices', () => {
  it('has second derivatives that lose no more than rounding', () => {
    const law = fc.property(ranked(5, 4), fc.constantFrom(...elements(5)), (rows, one) => {
      const near = rows.map((row, i) => row.map((x, j) => (i === j ? x + 1e-9 : x)));
      const x = leaf(near);
      const exact = elements(5).map((other) => exactDerivative(near, [one, other]));
      expectNear(flat(taken(grad(at(first(x), one), [x]))), exact, 1e-10);
    });
    fc.assert(law, { numRuns: 20 });
  });
});

describe('the determinant of a matrix in which many pivots are missing', () => {
  /** The derivative of the determinant of t·I with regard to t, as often as told: n!/(n − order)!·tⁿ⁻ᵒʳᵈᵉʳ. */
  const derivative = (n: number, order: number, t: number): number => {
    const x = leaf(t);
    const identity = tensor(
      elements(n).map(([i, j]) => (i === j ? 1 : 0)),
      { shape: [n, n], dtype: 'float64' },
    );
    let y = x.mul(identity).det();
    for (let k = 0; k < order; k++) y = taken(grad(y, [x], { createGraph: true }));
    return y.item();
  };

  it.each([5, 6])('has its derivatives of every order: n = %i at 0', (n) => {
    const factorial = Array.from({ length: n }, (_, k) => k + 1).reduce((product, k) => product * k);
    for (let order = 1; order < n; order++) expectNear([derivative(n, order, 0)], [0]);
    expectNear([derivative(n, n, 0)], [factorial]);
  });

  it('has 0 for its first derivatives where more than eight are missing', () => {
    for (const order of [0, 1, 2, 3]) expect(derivative(12, order, 0) + 0).toBe(0);
  });
});

describe('the gradient of the determinant', () => {
  it('of a diagonal matrix is exact however its elements differ in size', () => {
    for (const diagonal of [
      [1, 1e-20, 1, 1, 1],
      [1e-150, 1e-150, 1, 1e100, 1e200],
      [1, 1e-9, 1e-12, 2, 4],
    ]) {
      const x = new Variable(tensor(diagonal, { dtype: 'float64' }).diag(), { requiresGrad: true });
      const gradient = flat(first(x).diagonal());
      diagonal.forEach((_, i) => {
        const rest = diagonal.reduce((product, one, j) => (j === i ? product : product * one), 1);
        expect(Math.abs(need(gradient[i]) / rest - 1)).toBeLessThan(1e-14);
      });
    }
  });

  it('of a batch treats each matrix by itself: regular, singular, and of low rank', () => {
    const regular = elements(5).map(([i, j]) => (i === j ? 3 : (i + 2 * j) % 3));
    const rows = (values: readonly number[]): Rows =>
      Array.from({ length: 5 }, (_, i) => values.slice(5 * i, 5 * i + 5));
    const singular = regular.map((x, place) => (place < 5 ? need(regular[place + 5]) : x));
    const low = elements(5).map(([i, j]) => (i + 1) * (j - 2));
    const all = [regular, singular, low];
    const x = leaf(all.map(rows));
    const [gradient] = grad(x.det().sum(), [x]);
    const exact = all.flatMap((values) => elements(5).map((one) => exactDerivative(rows(values), [one])));
    expectNear(flat(gradient), exact);
  });

  it('of 1, 2 and 3 rows that are whole numbers is exact', () => {
    for (const rows of [
      [[7]],
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 2],
        [2, 4],
      ],
      [
        [0, 0],
        [0, 0],
      ],
    ] as const) {
      const n = rows.length;
      expect(flat(first(leaf(rows))).map((x) => x + 0)).toEqual(
        elements(n).map((element) => exactDerivative(rows, [element]) + 0),
      );
    }
  });
});

describe('the logarithm of the determinant', () => {
  it('of a singular matrix has no derivative, and says so', () => {
    const { sign, logabsdet } = leaf([
      [1, 2],
      [2, 4],
    ]).slogdet();
    expect([sign.item(), logabsdet.item(), sign.requiresGrad]).toEqual([0, -Infinity, false]);
    expect(() => {
      logabsdet.backward();
    }).toThrow('slogdet: the logabsdet of a singular matrix has no derivative');
  });
});
