/**
 * The checker is checked: every wrong rule of the corpus is rejected, by the law or the error it breaks; and the same
 * function without the mistake passes at the same point.
 */
import { describe, expect, test } from 'vitest';
import {
  AutogradError,
  gradcheck,
  gradgradcheck,
  type GradcheckReport,
  type Law,
} from '../../../src/index.js';
import { published, wrongRules, type WrongRule } from './index.js';

const brokenLaws = ({ failures }: GradcheckReport): Law[] => [...new Set(failures.map(({ law }) => law))];

/** Fails unless the wrong rule is rejected in the way it says. */
function expectRejected({ wrong, inputs, caught }: WrongRule): void {
  if ('error' in caught) {
    expect(() => gradcheck(wrong, inputs)).toThrow(AutogradError);
    expect(() => gradcheck(wrong, inputs)).toThrow(caught.error);
    return;
  }
  const first = gradcheck(wrong, inputs);
  if ('verdict' in caught) {
    expect(first.verdict, first.message).toBe(caught.verdict);
    expect(first.ok).toBe(false);
    return;
  }
  if ('first' in caught) {
    expect(first.verdict).toBe('fail');
    expect(brokenLaws(first)).toEqual(caught.first);
    return;
  }
  expect(first.verdict, first.message).toBe('pass');
  const second = gradgradcheck(wrong, inputs);
  expect(second.verdict).toBe('fail');
  expect(brokenLaws(second)).toEqual(caught.second);
}

const by = ({ caught }: WrongRule): string => {
  if ('error' in caught) return 'an error of the engine';
  if ('verdict' in caught) return `the verdict ${caught.verdict}`;
  return 'first' in caught ? caught.first.join(', ') : `${caught.second.join(', ')} of second order`;
};

const all = Object.values(wrongRules).flat();

describe.each(Object.entries(wrongRules))('wrong: %s', (_, rules) => {
  test.each(rules.map((one) => [`${one.mistake} — by ${by(one)}`, one] as const))('%s', (_, one) => {
    expectRejected(one);
  });
});

describe('right: the same without the mistake passes', () => {
  test.each(all.map((one) => [one.mistake, one] as const))('not: %s', (_, { right, inputs }) => {
    for (const check of [gradcheck, gradgradcheck]) {
      const report = check(right, inputs);
      expect(report.verdict, report.message).toBe('pass');
    }
  });
});

test('a wrong rule is rejected whatever the seed of the gradients drawn', () => {
  for (const { mistake, wrong, inputs, caught } of all) {
    if ('error' in caught || 'verdict' in caught) continue;
    const check = 'first' in caught ? gradcheck : gradgradcheck;
    for (const seed of [1, 2, 3]) {
      expect([mistake, seed, check(wrong, inputs, { seed }).verdict]).toEqual([mistake, seed, 'fail']);
    }
  }
});

describe('the corpus', () => {
  test('has at least sixty rules, each told apart, of every kind', () => {
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(new Set(all.map(({ mistake }) => mistake)).size).toBe(all.length);
    const laws: Law[] = ['jacobian', 'same bits twice', 'inputs untouched', 'linearity', 'zero to zero'];
    const kinds = all.map(by).join(' | ');
    for (const kind of [...laws, 'an error of the engine', 'the verdict', 'of second order']) {
      expect(kinds).toContain(kind);
    }
  });

  test('has every finding in a published program', () => {
    const findings = new Set(published.map(({ program, finding }) => `${program}: ${finding}`));
    const counts: Record<string, number> = {};
    for (const finding of findings) {
      const program = finding.slice(0, finding.indexOf(':'));
      counts[program] = (counts[program] ?? 0) + 1;
    }
    expect(counts).toEqual({
      'js-pytorch 0.7.2': 7,
      'jax-js 0.1.25': 8,
      'tfjs 4.22': 5,
      'HIPS autograd': 2,
      minitorch: 1,
      'the tutorial': 1,
    });
  });
});
