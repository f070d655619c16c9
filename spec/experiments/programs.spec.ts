/**
 * The programs against each other: four derivations of one gradient, one stream of bits.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { programs } from '../../src/index.js';
import { allPrograms, configs, rightPrograms } from './configs.js';

const SMALL = { batch: 4, inputs: 5, hidden: 6, outputs: 3, learningRate: 1e-3 } as const;

/** As the tutorial prints it, to so many digits. */
const printed = (losses: readonly number[], digits: number): string[] =>
  losses.map((loss) => loss.toPrecision(digits));

describe('manual, autograd, module and module-manual', () => {
  test('give the same losses and the same weights, bit for bit', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const [first, ...others] = rightPrograms.map((name) => programs[name](config));
        for (const other of others) {
          expect(other.losses).toEqual(first?.losses);
          expect(other.digest).toBe(first?.digest);
          expect(first?.parameters.w1.equal(other.parameters.w1)).toBe(true);
          expect(first?.parameters.w2.equal(other.parameters.w2)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('do so to Infinity and NaN', () => {
    for (const dtype of ['float32', 'float64'] as const) {
      const records = rightPrograms.map((name) =>
        programs[name]({ ...SMALL, dtype, learningRate: 10, epochs: 20 }),
      );
      expect(new Set(records.map(({ digest }) => digest)).size).toBe(1);
      expect(records[0]?.losses.some(Number.isNaN)).toBe(true);
    }
  });

  test('random runs go there too, and elsewhere', () => {
    const losses = fc.sample(configs, 150).map((config) => programs.autograd(config).losses.at(-1));
    expect(losses.some((loss) => Number.isNaN(loss))).toBe(true);
    expect(losses.filter((loss) => Number.isFinite(loss)).length).toBeGreaterThan(75);
  });
});

describe('the tutorial', () => {
  test('seed 0: autograd prints PyTorch’s losses, and published its other ones from epoch 1 on', () => {
    // Measured under PyTorch 1.13.
    const autograd = programs.autograd({ seed: 0, epochs: 6 }).losses;
    const published = programs.published({ seed: 0, epochs: 6 }).losses;
    const theirs = [48420312, 88131760, 352313824, 854586560, 108476864, 26148336];
    const theirsPublished = [48420312, 85970384, 300055168, 689161280, 182545200, 18380712];
    expect(printed(autograd, 5)).toEqual(printed(theirs, 5));
    expect(printed(published, 5)).toEqual(printed(theirsPublished, 5));
  });
});

describe('published', () => {
  test('agrees with the others at epoch 0 and parts from them at epoch 1', () => {
    const [published, autograd] = [programs.published, programs.autograd].map(
      (program) => program({ seed: 0, epochs: 2 }).losses,
    );
    expect(published?.[0]).toBe(autograd?.[0]);
    expect(published?.[1]).not.toBe(autograd?.[1]);
  });

  test('agrees at epoch 0 whatever the configuration', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const [published, autograd] = [programs.published, programs.autograd].map(
          (program) => program({ ...config, epochs: 1 }).losses,
        );
        expect(published).toEqual(autograd);
      }),
    );
  });
});

describe('every program', () => {
  test.each(allPrograms)('%s gives the same bits twice', (name) => {
    expect(programs[name](SMALL)).toEqual(programs[name](SMALL));
    expect(programs[name](SMALL).digest).toBe(programs[name](SMALL).digest);
  });

  test.each(allPrograms)('%s gives other bits for another seed, dtype or learning rate', (name) => {
    const others = [
      {},
      { seed: 1 },
      { seed: 2 ** 32 - 1 },
      { dtype: 'float64' },
      { learningRate: 1e-4 },
    ] as const;
    const digests = others.map((other) => programs[name]({ ...SMALL, ...other }).digest);
    expect(new Set(digests).size).toBe(others.length);
  });

  test.each(allPrograms)('%s begins with fewer epochs as it does with more', (name) => {
    const long = programs[name]({ ...SMALL, epochs: 9 }).losses;
    expect(programs[name]({ ...SMALL, epochs: 4 }).losses).toEqual(long.slice(0, 4));
  });

  test.each(allPrograms)('%s with a learning rate of 0 stands still', (name) => {
    const { losses } = programs[name]({ ...SMALL, learningRate: 0, epochs: 5 });
    expect(new Set(losses).size).toBe(1);
  });

  test.each(rightPrograms)('%s learns: with a small step the loss falls in each epoch', (name) => {
    const { losses } = programs[name]({ ...SMALL, dtype: 'float64', learningRate: 1e-4, epochs: 30 });
    losses.slice(1).forEach((loss, i) => expect(loss).toBeLessThan(losses[i] ?? NaN));
  });
});
