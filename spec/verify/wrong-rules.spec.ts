/**
 * The checker is checked: every wrong rule of the corpus is rejected, by the law or the error it breaks.
 */
import { describe, expect, test } from 'vitest';
import { AutogradError, gradcheck, gradgradcheck, type GradcheckReport, type Law } from '../../src/index.js';
import { wrongRules, type WrongRule } from './wrong-rules.js';

const brokenLaws = ({ failures }: GradcheckReport): Law[] => [...new Set(failures.map(({ law }) => law))];

/** Fails unless the wrong rule is rejected in the way it says. */
function expectRejected({ fn, inputs, caught }: WrongRule): void {
  if ('error' in caught) {
    expect(() => gradcheck(fn, inputs)).toThrow(AutogradError);
    expect(() => gradcheck(fn, inputs)).toThrow(caught.error);
    return;
  }
  const first = gradcheck(fn, inputs);
  if ('first' in caught) {
    expect(first.verdict).toBe('fail');
    expect(brokenLaws(first)).toEqual(caught.first);
    return;
  }
  expect(first.verdict, first.message).toBe('pass');
  const second = gradgradcheck(fn, inputs);
  expect(second.verdict).toBe('fail');
  expect(brokenLaws(second)).toEqual(caught.second);
}

const by = ({ caught }: WrongRule): string => {
  if ('error' in caught) return 'an error of the engine';
  return 'first' in caught ? caught.first.join(', ') : `${caught.second.join(', ')} of second order`;
};

describe('a wrong rule is rejected', () => {
  test.each(wrongRules.map((wrong) => ({ ...wrong, by: by(wrong) })))('$mistake: by $by', expectRejected);

  test('whatever the seed of the gradients drawn', () => {
    for (const { mistake, fn, inputs, caught } of wrongRules) {
      if ('error' in caught) continue;
      const check = 'first' in caught ? gradcheck : gradgradcheck;
      for (let seed = 1; seed <= 8; seed++) {
        expect([mistake, seed, check(fn, inputs, { seed }).verdict]).toEqual([mistake, seed, 'fail']);
      }
    }
  });

  test('and there are at least thirty, of every kind', () => {
    expect(wrongRules.length).toBeGreaterThanOrEqual(30);
    expect(new Set(wrongRules.map(({ mistake }) => mistake)).size).toBe(wrongRules.length);
    const laws: Law[] = ['jacobian', 'same bits twice', 'inputs untouched', 'linearity', 'zero to zero'];
    const all = wrongRules.map(by).join(' | ');
    for (const kind of [...laws, 'an error of the engine', 'of second order']) expect(all).toContain(kind);
  });
});
