/**
 * One algebra, two carriers.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noGrad, Tensor, Variable } from '../../src/index.js';
import { instructions, run, stepNames } from './programs.js';
import { float64 } from './support.js';

const matrix = fc
  .array(fc.oneof(fc.double(), fc.integer({ min: -2, max: 2 })), { minLength: 4, maxLength: 4 })
  .map(([a = 0, b = 0, c = 0, d = 0]) =>
    float64([
      [a, b],
      [c, d],
    ]),
  );
const matrices = fc.array(matrix, { minLength: 2, maxLength: 2 });

describe('a program written against the algebra', () => {
  test('gives the same bits on Tensors, Variables, and Variables that need a gradient', () => {
    fc.assert(
      fc.property(instructions, matrices, (program, inputs) => {
        const value = run(program, inputs);
        expect(value).toBeInstanceOf(Tensor);
        const constants = inputs.map((x) => new Variable(x));
        const leaves = inputs.map((x) => new Variable(x, { requiresGrad: true }));
        const results = [run(program, constants), run(program, leaves), noGrad(() => run(program, leaves))];
        for (const result of results) {
          expect(result).toBeInstanceOf(Variable);
          expect(result.data.equal(value)).toBe(true);
          expect([result.shape, result.dtype, result.numel(), result.ndim]).toEqual([
            value.shape,
            value.dtype,
            value.numel(),
            value.ndim,
          ]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('may use every operation: 300 random programs hold each one', () => {
    const used = fc.sample(instructions, 300).flatMap((program) => program.map(({ operation }) => operation));
    expect(new Set(used).size).toBe(stepNames.length);
  });
});
