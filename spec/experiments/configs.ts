/**
 * Small runs of the programs, and what they draw.
 */
import fc, { type Arbitrary } from 'fast-check';
import { Generator, randn, type Config, type ProgramName, type Tensor } from '../../src/index.js';

/** The programs whose gradient is right. */
export const rightPrograms = [
  'manual',
  'autograd',
  'module',
  'module-manual',
] as const satisfies ProgramName[];

/** All of them. */
export const allPrograms = ['published', ...rightPrograms] as const satisfies ProgramName[];

/** Runs of small networks; with a large learning rate they diverge to Infinity and NaN. */
export const configs: Arbitrary<Config> = fc.record({
  seed: fc.nat(2 ** 32 - 1),
  epochs: fc.integer({ min: 1, max: 8 }),
  learningRate: fc.constantFrom(0, 1e-4, 1e-2, 1, -0.5, 1e6),
  batch: fc.integer({ min: 1, max: 6 }),
  inputs: fc.integer({ min: 1, max: 6 }),
  hidden: fc.integer({ min: 1, max: 6 }),
  outputs: fc.integer({ min: 1, max: 6 }),
  dtype: fc.constantFrom('float32', 'float64'),
});

/** What a run draws, in the tutorial's order. */
export interface Drawn {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly w1: Tensor;
  readonly w2: Tensor;
}

/** The data and the first weights of a run. */
export function drawn({ seed, batch, inputs, hidden, outputs, dtype }: Config): Drawn {
  const generator = new Generator(seed);
  const draw = (rows: number, columns: number): Tensor => randn([rows, columns], { generator, dtype });
  return {
    x: draw(batch, inputs),
    y: draw(batch, outputs),
    w1: draw(inputs, hidden),
    w2: draw(hidden, outputs),
  };
}
