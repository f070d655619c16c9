/**
 * The table of conventions: the slopes are what is measured, the gradient is what the table says, and so is PyTorch's.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { grad, gradcheck, noGrad, tensor, Variable } from '../../src/index.js';
import { conventions, noConvention, type Convention } from '../../src/verify/ledger.js';
import { operationCases, type RuleCase } from '../../src/verify/cases/index.js';
import { numbers, type Written } from '../properties/fixtures.js';
import { need } from '../properties/indices.js';

interface Answer {
  readonly operation: string;
  readonly at: string;
  readonly torch: string;
  readonly inputs: readonly {
    readonly shape: readonly number[];
    readonly data: readonly (Written | '-0')[];
  }[];
  readonly gradient: readonly Written[];
}

const { rows: answers } = JSON.parse(
  readFileSync(new URL('../../fixtures/conventions.json', import.meta.url), 'utf8'),
) as { rows: readonly Answer[] };

const titled = conventions.map((row) => [`${row.operation} at ${row.at}`, row] as const);

/** The sum of the output where the first element of the first input has moved. */
function moved({ apply, inputs }: Convention, by: number): number {
  const [first, ...rest] = inputs;
  const data = Float64Array.from(need(first).toTypedArray());
  data[0] = need(data[0]) + by;
  const point = [tensor(data, { shape: need(first).shape }), ...rest];
  return noGrad(() =>
    apply(...point.map((x) => new Variable(x)))
      .sum()
      .item(),
  );
}

/** The slope on one side, from that side alone, so that a jump does not matter: its error is of the size of h. */
const slope = (row: Convention, h: number): number => (moved(row, 2 * h) - moved(row, h)) / h;

describe('the row of', () => {
  test.each(titled)('%s has the slopes that are measured', (_, row) => {
    row.slopes.forEach((said, i) => {
      const side = i === 0 ? -1 : 1;
      const [wide, close] = [slope(row, side * 2 ** -12), slope(row, side * 2 ** -24)];
      if (said === null) expect(close).toBeNaN();
      else if (Number.isFinite(said)) expect(Math.abs(close - said)).toBeLessThan(1e-3);
      else {
        expect(close / wide).toBeGreaterThan(2);
        expect(Math.sign(close)).toBe(Math.sign(said));
      }
    });
  });

  test.each(titled)('%s has the gradient that is given', (_, { apply, inputs, ours }) => {
    const leaves = inputs.map((x) => new Variable(x, { requiresGrad: true }));
    const [gradient] = grad(apply(...leaves).sum(), need(leaves[0]))[0].toTypedArray();
    expect(need(gradient) + 0).toBe(ours);
  });

  test.each(titled)('%s has PyTorch’s answer', (name, { operation, at, torch, inputs, pytorch }) => {
    const answer = answers.find((one) => one.operation === operation && one.at === at && one.torch === torch);
    if (answer === undefined) throw new Error(`${name}: run npm run fixtures:conventions`);
    const asked = answer.inputs.map(({ data }) => data.map(Number));
    expect(asked).toEqual(inputs.map((x) => Array.from(x.toTypedArray())));
    expect(need(numbers(answer.gradient)[0]) + 0).toBe(pytorch);
  });

  test.each(titled)('%s gives a reason if and only if PyTorch differs', (_, { ours, pytorch, reason }) => {
    expect(reason !== undefined && reason.length > 20).toBe(!Object.is(ours, pytorch));
  });

  test.each(titled)('%s says what gradcheck says', (_, { apply, inputs, slopes, ours }) => {
    const report = gradcheck((...leaves) => apply(...leaves).sum(), inputs);
    const [left, right] = slopes;
    if (left === null || right === null) {
      expect(report.verdict).not.toBe('fail');
      return;
    }
    const place = (kink: { place: { input: number; index: readonly number[] } }): boolean =>
      kink.place.input === 0 && kink.place.index.every((i) => i === 0);
    const kink = report.kinks.find(place);
    if (kink === undefined) {
      // A derivative like any other.
      expect([left, left]).toEqual([right, ours]);
      expect(
        report.failures.filter((failure) => failure.place !== undefined && place({ place: failure.place })),
      ).toEqual([]);
      return;
    }
    expect(Number(kink.left.toPrecision(7)) + 0).toBe(left);
    expect(Number(kink.right.toPrecision(7)) + 0).toBe(right);
    expect(kink.between).toBe(Math.min(left, right) <= ours && ours <= Math.max(left, right));
  });
});

describe('the table', () => {
  test('holds each row once', () => {
    expect(new Set(titled.map(([name]) => name)).size).toBe(titled.length);
  });

  test('is what PyTorch was asked: no answer is left over', () => {
    expect(answers.map(({ operation, at }) => `${operation} at ${at}`)).toEqual(titled.map(([name]) => name));
  });

  const table: Readonly<Record<string, readonly RuleCase[]>> = operationCases;
  const kept = Object.entries(table).flatMap(([name, cases]) =>
    cases.some(({ domain }) =>
      domain.some(({ distinct, except = [] }) => distinct === true || except.some(Number.isFinite)),
    )
      ? [name]
      : [],
  );
  const said = new Set<string>([
    ...conventions.map(({ operation }) => operation),
    ...Object.keys(noConvention),
  ]);

  test('says something of every operation whose cases keep away from a point or from ties', () => {
    expect(kept.filter((name) => !said.has(name))).toEqual([]);
  });

  test('is of operations whose cases keep away from there, or end before', () => {
    const elsewhere = ['sqrt', 'fmod', 'remainder', 'logaddexp', 'xlogy'];
    expect([...said].filter((name) => !kept.includes(name))).toEqual(elsewhere);
  });

  test('parts from PyTorch where docs/checking.md says so, for the reason given there', () => {
    const page = readFileSync(new URL('../../docs/checking.md', import.meta.url), 'utf8');
    const [, , ...rows] =
      need(page.split('<!-- conventions -->')[1])
        .trim()
        .split('\n\n')[0]
        ?.split('\n')
        .map((line) =>
          line
            .split('|')
            .slice(1, -1)
            .map((cell) => cell.trim()),
        ) ?? [];
    const differing = conventions.filter(({ reason }) => reason !== undefined);
    expect(rows).toEqual(
      differing.map(({ operation, at, ours, pytorch, reason }) => [
        ...[`\`${operation}\``, at, String(ours), String(pytorch), reason],
      ]),
    );
  });
});
