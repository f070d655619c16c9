import { describe, expect, it } from 'vitest';
import { partsAt, toLosses } from '../../src/cli/losses.js';

describe('partsAt', () => {
  it('finds the first epoch that differs in any bit', () => {
    expect(partsAt([1, 2, 3], [1, 2, 3])).toBe(-1);
    expect(partsAt([1, 2, 3], [1, 2 + 2 ** -51, 4])).toBe(1);
    expect(partsAt([NaN, 1], [NaN, 1])).toBe(-1);
    expect(partsAt([0], [-0])).toBe(0);
  });
});

describe('toLosses', () => {
  it('reads numbers, and the texts of those that JSON has not', () => {
    expect(toLosses([1.5, 'NaN', 'Infinity', '-Infinity'], 4)).toEqual([1.5, NaN, Infinity, -Infinity]);
  });

  it.each([[[1]], [[1, 2, 3]], [[1, '2']], [[1, 'nan']], [[1, null]], [[1, [2]]], [{ length: 2 }], ['12']])(
    'refuses %j as two losses',
    (value) => expect(toLosses(value, 2)).toBeNull(),
  );
});
