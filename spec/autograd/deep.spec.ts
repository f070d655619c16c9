/**
 * Graphs that are deep, and wide: the walk needs no stack.
 */
import { expect, test } from 'vitest';
import { tensor } from '../../src/index.js';
import { leaf } from './support.js';

test('a chain of 1 000 000 operations is differentiated: (1 + 2⁻²⁰)ⁿ·x', () => {
  const factor = 1 + 2 ** -20;
  const n = 1_000_000;
  const x = leaf(0.5);
  let y = x;
  for (let i = 0; i < n; i++) y = y.mul(factor);
  y.backward();
  // Rounding may move the last place at each step: n·2⁻⁵³ in all.
  const power = Math.exp(n * Math.log1p(2 ** -20));
  expect(Math.abs(y.item() / (0.5 * power) - 1)).toBeLessThan(n * 2 ** -53);
  expect(Math.abs((x.grad?.item() ?? NaN) / power - 1)).toBeLessThan(n * 2 ** -53);
});

test('100 000 consumers of one Variable each add their gradient: Σ i = n(n + 1)/2', () => {
  const n = 100_000;
  const x = leaf(1);
  let sum = x.mul(0);
  for (let i = 1; i <= n; i++) sum = sum.add(x.mul(i));
  sum.backward();
  expect(x.grad?.item()).toBe((n * (n + 1)) / 2);
});

test('a leaf with 100 000 elements, each used once, gets each its own gradient', () => {
  const n = 100_000;
  const values = Float64Array.from({ length: n }, (_, i) => i);
  const x = leaf(Array.from(values));
  x.mul(tensor(values)).sum().backward();
  expect(x.grad?.data.equal(tensor(values))).toBe(true);
});
