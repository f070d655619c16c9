/**
 * Elementary functions and their first and second derivatives near 0, near poles, at the ends of the range and at
 * ±Infinity, in both dtypes, beside the true values.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { grad, tensor, Variable, type FloatDtype } from '../../src/index.js';
import { numbers, type Written } from '../properties/fixtures.js';
import { need } from '../properties/indices.js';

/** slopes.json: see its provenance for what a record holds. */
const fixtures = JSON.parse(
  readFileSync(new URL('../../fixtures/slopes.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly (readonly Written[])[]>>;

const ONE = [
  ...['expm1', 'exp2', 'log1p', 'log2', 'log10', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan'],
  ...['sinh', 'cosh', 'asinh', 'acosh', 'atanh', 'erf', 'erfc'],
] as readonly OneName[];
type OneName =
  | ('expm1' | 'exp2' | 'log1p' | 'log2' | 'log10' | 'sin' | 'cos' | 'tan' | 'asin' | 'acos' | 'atan')
  | ('sinh' | 'cosh' | 'asinh' | 'acosh' | 'atanh' | 'erf' | 'erfc');

const TWO = ['atan2', 'hypot', 'logaddexp', 'xlogy'] as const;

const DTYPES = ['float32', 'float64'] as const;
const EPSILON = { float32: 2 ** -23, float64: 2 ** -52 };
const SMALLEST = { float32: 2 ** -149, float64: 5e-324 };

/**
 * How many roundings of the last place are allowed. Where a derivative is an exponential, a rounding of its exponent is a
 * relative error as large as the exponent.
 */
const ALLOWED = 3;
const exponentOf: Readonly<Record<string, (...x: readonly number[]) => number>> = {
  erf: (x = NaN) => x * x,
  erfc: (x = NaN) => x * x,
  logaddexp: (a = NaN, b = NaN) => a - b,
};

interface Point {
  readonly at: readonly number[];
  readonly truth: readonly number[];
}

/** The records of a fixture, of which each starts with `arity` arguments. */
function points(name: string, arity: number): readonly Point[] {
  return need(fixtures[name])
    .map(numbers)
    .map((record) => ({ at: record.slice(0, arity), truth: record.slice(arity) }));
}

const leaf = (values: readonly number[], dtype: FloatDtype): Variable =>
  new Variable(tensor([...values], { dtype }), { requiresGrad: true });

/** The derivatives of each element of the output by the elements of the inputs in its place. */
function derivatives(y: Variable, inputs: readonly Variable[]): readonly Variable[] {
  const found = grad(y.sum(), [...inputs], { createGraph: true, allowUnused: true });
  return found.map((one, i) => one ?? need(inputs[i]).mul(0));
}

function expectTruth(
  name: string,
  dtype: FloatDtype,
  given: readonly Point[],
  all: readonly Variable[],
): void {
  const wrong = given.flatMap(({ at, truth }, i) => {
    const exponent = Math.abs(exponentOf[name]?.(...at) ?? 0);
    const relative = (ALLOWED + (Number.isFinite(exponent) ? exponent : 0)) * EPSILON[dtype];
    return truth.flatMap((exact, order) => {
      const expected = dtype === 'float32' ? Math.fround(exact) : exact;
      const actual = need(need(all[order]).toTypedArray()[i]);
      const close =
        Object.is(actual + 0, expected + 0) ||
        Math.abs(actual - expected) <= relative * Math.abs(expected) + ALLOWED * SMALLEST[dtype];
      return close ? [] : [`${name}(${at.join()}), order ${order}: ${actual} where ${expected} is true`];
    });
  });
  expect(wrong).toEqual([]);
}

describe.each(DTYPES)('value, first and second derivative are the true ones, rounded, in %s', (dtype) => {
  test.each(ONE)('of %s', (name) => {
    const given = points(name, 1);
    const x = leaf(
      given.map(({ at }) => need(at[0])),
      dtype,
    );
    const y = x[name]();
    const [first] = derivatives(y, [x]);
    const [second] = derivatives(need(first), [x]);
    expectTruth(name, dtype, given, [y, need(first), need(second)]);
  });

  test.each(TWO)('of %s', (name) => {
    const given = points(name, 2);
    const [a, b] = [0, 1].map((place) =>
      leaf(
        given.map(({ at }) => need(at[place])),
        dtype,
      ),
    ) as [Variable, Variable];
    const y = a[name](b);
    const [left, right] = derivatives(y, [a, b]) as [Variable, Variable];
    const [leftByA, leftByB] = derivatives(left, [a, b]) as [Variable, Variable];
    const [rightByA, rightByB] = derivatives(right, [a, b]) as [Variable, Variable];
    expectTruth(name, dtype, given, [y, left, right, leftByA, leftByB, rightByB]);
    expectTruth(
      name,
      dtype,
      given.map(({ at, truth }) => ({ at, truth: [need(truth[4])] })),
      [rightByA],
    );
  });
});
