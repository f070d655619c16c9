/**
 * The list of rules is whole: what is on it is proven in the folder `rules`, family by family.
 */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { differentiable } from '../../src/autograd/rules/index.js';
import { Generator, Variable } from '../../src/index.js';
import { checkRule, ruleNames } from '../../src/verify/ledger.js';
import { caseFamilies, constants, operationCases } from '../../src/verify/cases/index.js';
import { sample } from '../../src/verify/sample.js';
import { leaf } from './support.js';

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

  test('is proven: every family has its file', () => {
    for (const family of Object.keys(caseFamilies)) {
      const file = family.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      expect([family, existsSync(new URL(`rules/${file}.spec.ts`, import.meta.url))]).toEqual([family, true]);
    }
    expect(Object.values(caseFamilies).flatMap((cases) => Object.keys(cases))).toEqual(ruleNames);
  });

  test('the cases of each rule tell themselves apart', () => {
    for (const name of ruleNames) {
      const labels = operationCases[name].map(({ label }) => label);
      expect([name, new Set(labels).size]).toEqual([name, labels.length]);
    }
  });

  test('the points of a conversion differ, and are exact in float32', () => {
    for (const { domain } of operationCases.to) {
      const [point] = sample(domain, [[16]], new Generator(0));
      const values = Array.from(point?.toTypedArray() ?? []);
      expect(values.map(Math.fround)).toEqual(values);
      expect(new Set(values).size).toBeGreaterThan(8);
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
