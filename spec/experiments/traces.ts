/**
 * PyTorch's losses of the tutorial's programs, and the test that ours are the same.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { programs, type Config, type ProgramName } from '../../src/index.js';

interface Trace {
  readonly program: ProgramName;
  readonly config: Config;
  readonly losses: readonly (number | 'NaN' | 'Infinity' | '-Infinity')[];
}

const file = readFileSync(new URL('../../fixtures/programs.json', import.meta.url), 'utf8');
const { traces } = JSON.parse(file) as { readonly traces: readonly Trace[] };

/** How far a loss may be from PyTorch's, whose BLAS moves float32 ones by 4e-6 and float64 ones by 2e-15. */
const RELATIVE = { float32: 5e-6, float64: 1e-13 };

const titleOf = ({ config }: Trace): string => {
  const { seed, dtype, batch, inputs, hidden, outputs, learningRate } = config;
  return `seed ${seed}, ${dtype}, ${batch}×${inputs}×${hidden}×${outputs}, lr ${learningRate}`;
};

/** Runs every trace of a program. */
export function compareWithPyTorch(program: ProgramName, least: number): void {
  const own = traces.filter((trace) => trace.program === program);
  describe(`the losses of ${program} are those of PyTorch, in every epoch`, () => {
    test.each(own.map((trace) => ({ title: titleOf(trace), trace })))('$title', ({ trace }) => {
      const { config } = trace;
      const expected = trace.losses.map(Number);
      const { losses } = programs[program](config);
      expect(losses).toHaveLength(expected.length);
      // What the tutorial prints. Of other seeds a loss may lie where 1e-6 decides how the fifth digit is rounded.
      const printed = (list: readonly number[]): string[] => list.map((loss) => loss.toPrecision(5));
      if (config.seed === 0) expect(printed(losses)).toEqual(printed(expected));
      expected.forEach((theirs, epoch) => {
        const ours = losses[epoch] ?? NaN;
        const same = Object.is(ours, theirs);
        const error = same ? 0 : Math.abs(ours / theirs - 1);
        // An infinite or undefined loss must be the same: Infinity/Infinity is NaN, which is not small.
        expect(error, `epoch ${epoch}: ${ours}, PyTorch ${theirs}`).toBeLessThanOrEqual(
          RELATIVE[config.dtype],
        );
      });
    });

    test(`of at least ${least} runs`, () => {
      expect(own.length).toBeGreaterThanOrEqual(least);
    });
  });
}
