/**
 * Every rule, at every case of its list, in every use: the derivative is what finite differences measure.
 */
import { describe, expect, test } from 'vitest';
import { differentiable } from '../../src/autograd/rules/index.js';
import { checkRule, ruleNames, Variable } from '../../src/index.js';
import { constants, operationCases } from '../../src/verify/cases/index.js';
import { leaf } from './support.js';

const SEEDS = [0, 4294967295];

describe.each(ruleNames)('the rule of %s', (name) => {
  test.each(SEEDS)('is right to first and second order at every case, seed %i', (seed) => {
    const row = checkRule(name, { seed });
    expect(row.failures).toEqual([]);
    expect(row).toMatchObject({ name, ok: true, orders: [1, 2] });
    // Nothing was measured at a kink, and nothing was lost in rounding: every case tells a right rule from a wrong one.
    expect(row).toMatchObject({ kinks: 0, uninformative: 0 });
    expect(row.cases).toBeGreaterThanOrEqual(2 * operationCases[name].length);
    expect(row.worstError).toBeLessThan(1e-7);
  });
});

describe('the list of rules', () => {
  test('holds every primitive that is differentiable, and each has a case with elements', () => {
    const primitives = Object.keys(differentiable).filter((name) => !Object.hasOwn(constants, name));
    expect(ruleNames).toEqual(expect.arrayContaining(primitives));
    for (const name of ruleNames) {
      expect(operationCases[name].some(({ shapes }) => shapes.every((shape) => !shape.includes(0)))).toBe(
        true,
      );
    }
  });

  test('the cases of each rule tell themselves apart', () => {
    for (const name of ruleNames) {
      const labels = operationCases[name].map(({ label }) => label);
      expect([name, new Set(labels).size]).toEqual([name, labels.length]);
    }
  });

  test('a seed fixes the points: the same ledger row twice, another for another seed', () => {
    expect(checkRule('tanh', { seed: 3 })).toEqual(checkRule('tanh', { seed: 3 }));
    expect(checkRule('tanh', { seed: 3 }).worstError).not.toBe(checkRule('tanh', { seed: 4 }).worstError);
  });

  test('a Variable knows only these rules', () => {
    expect(leaf(1).primitives).toBe(differentiable);
    expect(new Variable(leaf(1).data).primitives).toBe(differentiable);
  });
});
