/**
 * How small an error is found: the figures of docs/checking.md. And what the tolerances are for: functions that are right,
 * whose rounding would otherwise be taken for a mistake.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Generator, gradcheck, uniform, type GradcheckReport, type Variable } from '../../src/index.js';
import { need } from '../properties/indices.js';
import { mixed, smallErrors } from './small-errors.js';
import { f64, rule } from './wrong-rules/wrong-rule.js';

/** What is said of a function: the law it breaks, or the verdict. */
const said = ({ failures, verdict }: GradcheckReport): string => failures[0]?.law ?? verdict;

describe.each(smallErrors)('$what', ({ found, by, check }) => {
  test(`${found} is found: ${by}`, () => {
    expect(said(check(found))).toBe(by);
  });

  test('what is larger is found too', () => {
    for (const times of [10, 1e3, 1e5]) expect(['fail', 'kink']).toContain(check(times * found).verdict);
  });

  test('a hundredth of it is not, and without it all is right', () => {
    for (const size of [found / 100, 0]) {
      const { verdict, message } = check(size);
      expect(verdict, message).toBe('pass');
    }
  });
});

test('docs/checking.md has these figures', () => {
  const page = readFileSync(new URL('../../docs/checking.md', import.meta.url), 'utf8');
  const rows = need(page.split('<!-- small errors -->')[1])
    .split('\n\n')[1]
    ?.split('\n')
    .slice(2)
    .map((row) =>
      row
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  const written = (size: number): string => {
    const [factor = '', exponent = ''] = size.toExponential().split('e-');
    return `${factor} · 10⁻${Array.from(exponent, (digit) => digits[Number(digit)]).join('')}`;
  };
  expect(rows).toEqual(smallErrors.map(({ what, found, by }) => [what, written(found), `\`${by}\``]));
});

describe('what is allowed for rounding, where a gradient should be linear', () => {
  test('is what is seen of it: terms that cancel hide no gradient that is no sum, beside a value of 10⁶', () => {
    const nothing = (size: number): GradcheckReport =>
      gradcheck(
        (x, y) => [
          x
            .mul(0.1)
            .add(x.mul(0.7))
            .sub(mixed(size)(x.mul(0.8))),
          y.mul(1e6),
        ],
        [f64([1.3, 0.7]), f64([1, 2])],
      );
    expect(said(nothing(5e-12))).toBe('linearity');
    expect(said(nothing(0))).toBe('uninformative');
  });

  test('is no more than float64 rounds: a gradient that goes through float32 is found, where the value is 10⁵', () => {
    const float32 = rule(
      (x) => x.mul(1),
      (g) => [g.to('float32').to('float64')],
    );
    for (const size of [0, 1e5]) {
      const report = gradcheck((x) => float32(x.mul(1)).div(3).add(size), [f64([1.3, 0.7])]);
      expect(report.failures).toEqual([{ law: 'linearity' }]);
    }
  });
});

describe('of functions that are right', () => {
  test('a gradient that is what rounding leaves is not taken for one that is not linear', () => {
    for (const x of [0.3, 1.1, -1.7]) {
      const cancels = (v: Variable): Variable => v.mul(0.1).add(v.mul(0.7)).sub(v.mul(0.8));
      const { failures, message } = gradcheck(cancels, [f64([x, 0.6])]);
      expect(failures, message).toEqual([]);
    }
  });

  test('an output that is what rounding leaves, beside an ordinary one, has no kink and no wrong derivative', () => {
    const generator = new Generator(0);
    for (let i = 0; i < 40; i++) {
      const x = uniform([3], { generator, dtype: 'float64', low: -2, high: 2 });
      const { verdict, message } = gradcheck((v) => [v.logSoftmax(0).exp().sum().log(), v.sin()], [x]);
      expect(verdict, message).toBe('pass');
    }
  });

  test('where a derivative is lost in a huge value, that is said, whatever else is told', () => {
    const tripled = rule(
      (x) => x.sin(),
      (g, [x]) => [g.mul(x.cos()).mul(3)],
    );
    for (const f of [(x: Variable) => x.sin(), tripled]) {
      for (const told of [(x: Variable) => x.sin(), (x: Variable) => x.mul(1e12)]) {
        const both = (x: Variable): Variable[] => [f(x).add(1e12), told(x)];
        expect(gradcheck(both, [f64([1.3])]).verdict).toBe('uninformative');
      }
    }
  });

  test('a staircase, which rounding makes on the way, is taken for what it is: the limit that the page names', () => {
    const staircase = (size: number): string =>
      gradcheck((x) => x.sin().add(size).sub(size), [f64([1.3, 0.7])]).verdict;
    expect([1e4, 1e12].map(staircase)).toEqual(['pass', 'fail']);
  });
});
