/**
 * Every proven operation beside PyTorch: value, first and second gradients of each case that says what it is in
 * PyTorch's words, in float64.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Generator, grad, tensor, Variable, type Tensor } from '../../src/index.js';
import { ruleNames } from '../../src/verify/ledger.js';
import { operationCases, type RuleCase } from '../../src/verify/cases/index.js';
import { sample } from '../../src/verify/sample.js';
import { numbers, type Written } from '../properties/fixtures.js';
import { need } from '../properties/indices.js';
import { notInPytorch, unlikePytorch } from './oracle-differences.js';

interface Array {
  readonly shape: readonly number[];
  readonly data: readonly Written[];
}

interface Answer {
  readonly name: string;
  readonly label: string;
  readonly torch: string;
  readonly inputs: readonly Array[];
  readonly values: readonly Array[];
  readonly gradients: readonly Array[];
  readonly second: readonly Array[] | null;
}

const { cases: answers } = JSON.parse(
  readFileSync(new URL('../../fixtures/oracle.json', import.meta.url), 'utf8'),
) as { cases: readonly Answer[] };

const table: Readonly<Record<string, readonly RuleCase[]>> = operationCases;

const TOLERANCE = 1e-10;

const read = ({ shape, data }: Array): Tensor => tensor(Float64Array.from(numbers(data)), { shape });

/** The weights of `oracle.py`. */
function weights(shape: readonly number[], salt: number): Tensor {
  const n = shape.reduce((product, size) => product * size, 1);
  const values = Array.from({ length: n }, (_, i) => (((i + 1 + salt) * 0.6180339887498949) % 1) * 1.8 - 0.9);
  return tensor(Float64Array.from(values), { shape });
}

function derivative(
  outputs: readonly Variable[],
  inputs: readonly Variable[],
  salt: number,
): readonly (Variable | null)[] {
  const kept = outputs
    .map((y, i) => [y, weights(y.shape, salt + 7 * i)] as const)
    .filter(([y]) => y.requiresGrad);
  if (kept.length === 0) return inputs.map(() => null);
  return grad(
    kept.map(([y]) => y),
    [...inputs],
    { gradOutputs: kept.map(([, weight]) => weight), createGraph: true, allowUnused: true },
  );
}

/** Within 1e-10, relative to the largest number of the answer or 1. */
function expectClose(actual: Variable | null, expected: Array, what: string): void {
  const values = numbers(expected.data);
  const mine = actual === null ? values.map(() => 0) : Array.from(actual.toTypedArray());
  if (actual !== null) expect(actual.shape, what).toEqual(expected.shape);
  const scale = values.reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 1);
  values.forEach((x, i) => {
    const y = need(mine[i]);
    const close = Object.is(x, y) || x === y || Math.abs(x - y) <= TOLERANCE * scale;
    if (!close) expect.fail(`${what}, element ${i}: ${y} where PyTorch has ${x}`);
  });
}

test('PyTorch was asked at points of each case’s domain', () => {
  for (const { name, label, inputs } of answers) {
    const given = table[name]?.find((one) => one.label === label);
    // The points of fixtures/requests.mjs; JSON has no −0.
    const generator = new Generator(0).fork(`oracle ${name} ${label}`);
    const points = given && sample(given.domain, given.shapes, generator);
    expect(
      points?.map((point) => Array.from(point.toTypedArray(), (x) => x + 0)),
      `${name} / ${label}: run npm run fixtures:oracle`,
    ).toEqual(inputs.map(({ data }) => numbers(data)));
  }
});

describe('PyTorch agrees on', () => {
  test.each(ruleNames)('%s', (name) => {
    const asked = need(table[name]).filter(({ torch }) => torch !== undefined);
    if (Object.hasOwn(notInPytorch, name)) expect(asked).toEqual([]);
    else expect(asked.length, 'some case says what it is in PyTorch').toBeGreaterThan(0);
    for (const given of asked) {
      const path = `${name} / ${given.label}`;
      const answer = answers.find(
        (one) => one.name === name && one.label === given.label && one.torch === given.torch,
      );
      if (answer === undefined) {
        throw new Error(`${path}: fixtures/oracle.json is older than the cases; run npm run fixtures:oracle`);
      }
      if (Object.hasOwn(unlikePytorch, path)) continue;
      const inputs = answer.inputs.map((x) => new Variable(read(x), { requiresGrad: true }));
      const output = given.apply(...inputs);
      expectClose(output, need(answer.values[0]), `${path}: value`);
      const first = derivative([output], inputs, 0);
      first.forEach((gradient, i) => {
        expectClose(gradient, need(answer.gradients[i]), `${path}: gradient ${i}`);
      });
      if (answer.second === null) continue;
      const again = derivative(
        first.map((gradient, i) => gradient ?? new Variable(read(need(answer.gradients[i])))),
        inputs,
        100,
      );
      again.forEach((gradient, i) => {
        expectClose(gradient, need(answer.second?.[i]), `${path}: second gradient ${i}`);
      });
    }
  });
});
