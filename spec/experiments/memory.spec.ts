/**
 * A run holds the memory of one epoch, however many there are.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { programs } from '../../src/index.js';
import { allPrograms } from './configs.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** The bytes in use when everything that can be collected has been. */
function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** An epoch makes a dozen tensors and nodes: some 10 kB, were they kept. */
const EPOCHS = 2000;
const GROWTH = 1_000_000;

test.each(allPrograms)('%s holds no more at epoch 2000 than at epoch 20', (name) => {
  const bytes = new Map<number, number>();
  const options = { batch: 2, inputs: 3, hidden: 2, outputs: 1, epochs: EPOCHS, learningRate: 1e-4 };
  programs[name](options); // compiled code is there before it is measured
  programs[name]({
    ...options,
    onEpoch({ epoch }) {
      if (epoch === 19 || epoch === EPOCHS - 1) bytes.set(epoch, held());
    },
  });
  const [early = NaN, late = NaN] = [bytes.get(19), bytes.get(EPOCHS - 1)];
  expect(late - early).toBeLessThan(GROWTH);
});

test('the measure sees what is kept: 2000 epochs of a graph that grows hold far more', () => {
  const kept: unknown[] = [];
  const before = held();
  for (let i = 0; i < EPOCHS; i++) {
    programs.autograd({
      batch: 2,
      inputs: 3,
      hidden: 2,
      outputs: 1,
      epochs: 1,
      onEpoch: (report) => kept.push(report),
    });
    kept.push(new Float64Array(1024));
  }
  expect(held() - before).toBeGreaterThan(10 * GROWTH);
  expect(kept.length).toBe(2 * EPOCHS);
});
