/**
 * PyTorch 1.13's gradients and second gradients: every fixture case, special values and kinks among them.
 */
import { describe, expect, test } from 'vitest';
import { grad, tensor, Variable, zerosLike, type FloatDtype } from '../../src/index.js';
import { need } from '../properties/indices.js';
import { deliberateDifferences, type DeliberateDifference } from './deliberate-differences.js';
import {
  applyCase,
  differentiatedCases,
  leavesOf,
  numbersOf,
  tensorOf,
  type FixtureCase,
} from './fixtures.js';
import { flat } from './support.js';

type Of = DeliberateDifference['of'];

/** One gradient: ours and PyTorch's. */
interface Compared {
  readonly of: Of;
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

/** The gradients where there are any, else zeros: the fixtures have no null for an unused input. */
function orZeros(gradients: readonly (Variable | null)[], like: readonly Variable[]): (readonly number[])[] {
  return gradients.map((gradient, i) => flat(gradient ?? zerosLike(need(like[i]))));
}

/** The list without the places of inputs that are not differentiated. */
const present = <T>(list: readonly (T | null)[]): T[] => list.filter((one): one is T => one !== null);

/** All gradients of a case, first and second. */
function gradientsOf(given: FixtureCase): Compared[] {
  const leaves = leavesOf(given);
  const wanted = leaves.filter(({ requiresGrad }) => requiresGrad);
  const gradOutput = new Variable(tensorOf(given.gradOutput, given.dtype), { requiresGrad: true });
  const first: readonly (Variable | null)[] = grad(applyCase(given, leaves), wanted, {
    gradOutputs: gradOutput,
    createGraph: true,
    allowUnused: true,
  });
  const firsts = orZeros(first, wanted).map((ours, i) => ({
    of: `gradients[${i}]` as const,
    ours,
    theirs: numbersOf(need(present(given.gradients)[i])),
  }));
  if (given.second === undefined) return firsts;

  // s = Σᵢ (gᵢ · vᵢ).sum(), and its gradients for each input, then for gradOutput
  const weights = present(given.second.v).map((v, i) =>
    tensor(numbersOf(v), { dtype: 'float64', shape: need(wanted[i]).shape }),
  );
  const s = first
    .map((gradient, i) => (gradient?.requiresGrad === true ? gradient.mul(need(weights[i])).sum() : null))
    .reduce((sum, term) => (sum !== null && term !== null ? sum.add(term) : (sum ?? term)), null);
  const all = [...wanted, gradOutput];
  const second = s === null ? all.map(() => null) : grad(s, all, { allowUnused: true });
  const expected = present(given.second.gradients).map(numbersOf);
  const seconds = orZeros(second, all).map((ours, i) => ({
    of: `second.gradients[${i}]` as const,
    ours,
    theirs: need(expected[i]),
  }));
  return [...firsts, ...seconds];
}

const RELATIVE = { float64: 1e-10, float32: 1e-6 };

/** A subnormal number does not hold ten digits: a few of its units are allowed. */
const SMALLEST = { float64: 4 * 2 ** -1074, float32: 4 * 2 ** -149 };

/** The elements that differ. The sign of a zero is not compared: fixtures/README.md says why. */
function differing({ ours, theirs }: Compared, dtype: FloatDtype, special: boolean): number[] {
  if (ours.length !== theirs.length) return [-1];
  // float32: a gradient that is a sum may cancel, and is then right to the rounding of its terms. Special
  // values span the whole range and are not added, so there each element counts alone.
  const largest = special || dtype === 'float64' ? 0 : Math.max(0, ...theirs.map(Math.abs));
  return theirs.flatMap((b, i) => {
    const a = ours[i] ?? NaN;
    const scale = Math.max(Math.abs(a), Math.abs(b), largest);
    const close = Math.abs(a - b) <= RELATIVE[dtype] * scale + SMALLEST[dtype];
    // Infinity − Infinity is NaN, which is not close; an infinite scale makes all else seem so.
    const same = Object.is(a, b) || a === b || (Number.isFinite(scale) && close);
    return same ? [] : [i];
  });
}

const isSpecial = (name: string): boolean => name.includes('special');

/** Elements of a gradient of a case where a difference is deliberate. */
function excused(name: string, { of, ours }: Compared): ReadonlySet<number> {
  const listed = deliberateDifferences.filter(
    (difference) => difference.cases.includes(name) && difference.of === of,
  );
  return new Set(listed.flatMap(({ elements }) => elements ?? ours.map((_, i) => i)));
}

const operations = [...new Set(differentiatedCases.map(({ op, dtype }) => `${op} ${dtype}`))];

describe('gradients equal those of PyTorch 1.13', () => {
  test.each(operations)('%s: first and second gradients of every fixture case', (operation) => {
    const cases = differentiatedCases.filter(({ op, dtype }) => `${op} ${dtype}` === operation);
    const wrong = cases.flatMap((given) =>
      gradientsOf(given).flatMap((compared) => {
        const allowed = excused(given.name, compared);
        const found = differing(compared, given.dtype, isSpecial(given.name)).filter((i) => !allowed.has(i));
        return found.map(
          (i) => `${given.name} ${compared.of}[${i}]: ${compared.ours[i]}, PyTorch ${compared.theirs[i]}`,
        );
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('the fixtures hold first gradients in both dtypes and second gradients in float64', () => {
    const count = (dtype: FloatDtype): number =>
      differentiatedCases.filter((one) => one.dtype === dtype).length;
    expect(count('float64')).toBeGreaterThan(600);
    expect(count('float32')).toBe(count('float64'));
    expect(
      differentiatedCases.every(({ dtype, second }) => (second !== undefined) === (dtype === 'float64')),
    ).toBe(true);
  });
});

describe('a deliberate difference from PyTorch is still there', () => {
  const listed = deliberateDifferences.flatMap(({ cases, ...difference }) =>
    cases.map((name) => ({ name, ...difference })),
  );
  test.each(listed)('$name $of', ({ name, of, elements, ours }) => {
    const given = need(differentiatedCases.find((one) => one.name === name));
    const compared = need(gradientsOf(given).find((one) => one.of === of));
    const places = elements ?? compared.ours.map((_, i) => i);
    expect(differing(compared, given.dtype, isSpecial(name))).toEqual(places);
    const expected = places.map((_, k) => (typeof ours === 'number' ? ours : need(ours[k])));
    const found = places.map((i) => need(compared.ours[i]));
    const both = { of, ours: found, theirs: expected };
    expect(differing(both, given.dtype, true)).toEqual([]);
  });
});
