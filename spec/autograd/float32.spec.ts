/**
 * A gradient in float32 is the gradient in float64, but for rounding.
 */
import { describe, expect, test } from 'vitest';
import { Generator, grad, uniform, Variable, type FloatDtype } from '../../src/index.js';
import { ruleNames } from '../../src/verify/ledger.js';
import { operationCases, type RuleCase } from '../../src/verify/cases/index.js';
import { sample } from '../../src/verify/sample.js';
import { need } from '../properties/indices.js';
import { flat } from './support.js';

/** Some roundings of 2⁻²⁴, each of a number no larger than the largest gradient of the input. */
const TOLERANCE = 16 * 2 ** -24;

/** The gradients of a case in a dtype, at the same point and from the same gradient. */
function gradients({ apply, domain, shapes }: RuleCase, dtype: FloatDtype): readonly (readonly number[])[] {
  const generator = new Generator(5);
  const inputs = sample(domain, shapes, generator).map(
    (x) => new Variable(x.to('float32').to(dtype), { requiresGrad: true }),
  );
  const y = apply(...inputs);
  const start = uniform(y.shape, { generator, dtype: 'float32', low: -1, high: 1 });
  return grad(y, inputs, { gradOutputs: start.to(y.dtype as FloatDtype) }).map(flat);
}

describe('float32 gradients equal float64 gradients to float32 rounding', () => {
  test.each(ruleNames)('%s', (name) => {
    for (const given of operationCases[name]) {
      const [narrow, wide] = [gradients(given, 'float32'), gradients(given, 'float64')];
      wide.forEach((expected, i) => {
        const actual = need(narrow[i]);
        const largest = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
        const worst = expected.reduce((most, x, j) => Math.max(most, Math.abs(x - (actual[j] ?? NaN))), 0);
        expect(actual.length).toBe(expected.length);
        expect(worst, `${given.label}, input ${i}`).toBeLessThanOrEqual(TOLERANCE * largest);
        expect(actual.every((x) => x === Math.fround(x))).toBe(true);
      });
    }
  });
});
