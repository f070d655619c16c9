/**
 * The programs, at the tutorial's sizes and at odd ones, and what they print and record.
 */
import type { ExperimentOptions, ExperimentRecord } from '../../src/index.js';
import { hashOf } from './hash.js';
import type { Digests, Library } from './library.js';
import { numbersFor, specialCount } from './numbers.js';

const ODD = { seed: 1, epochs: 5, batch: 7, inputs: 13, hidden: 5, outputs: 3, learningRate: 1e-3 };

/** The runs of every program. One of them is trained to the end too. */
const RUNS: readonly (readonly [label: string, options: ExperimentOptions])[] = [
  ['3 epochs, float32', { epochs: 3 }],
  ['odd sizes, float32', { ...ODD, dtype: 'float32' }],
  ['odd sizes, float64', { ...ODD, dtype: 'float64' }],
];

/** Everything of a record but the version of the library: that changes without a change of numbers. */
function hashOfRecord({ parameters, version, ...record }: ExperimentRecord): string {
  const { w1, w2 } = parameters;
  const json = JSON.stringify({ ...record, parameters: { w1: w1.toArray(), w2: w2.toArray() } });
  return hashOf(typeof version, json, Float64Array.from(record.losses), w1, w2);
}

/** Every program. */
export function programDigests({ programs }: Library): Digests {
  const names = Object.keys(programs) as (keyof typeof programs)[];
  return Object.fromEntries([
    ...names.flatMap((name) =>
      RUNS.map(([label, options]) => [`${name}, ${label}`, hashOfRecord(programs[name](options))]),
    ),
    ['autograd, 20 epochs, float32', hashOfRecord(programs.autograd())],
  ]) as Digests;
}

/** How tensors and Variables are printed. */
export function printingDigests(library: Library): Digests {
  const { arange, full, tensor, uniform, Generator, Variable } = library;
  const generator = new Generator(5);
  const printed = Object.entries({
    fixed: uniform([4, 30], { generator, low: -10, high: 10 }),
    scientific: uniform([50], { generator, low: -1e-9, high: 1e-9, dtype: 'float64' }),
    wide: numbersFor(library, 'printing', 'float64').anySize([60]),
    special: numbersFor(library, 'printing', 'float32').special([specialCount('float32')], 0),
    whole: arange(-5, 200, 7),
    summarized: arange(30_000, { dtype: 'float64' }).div(7).reshape([20, 30, 50]),
    integers: arange(-20, 20, { dtype: 'int32' }).reshape([5, 8]),
    truth: arange(6).gt(2).reshape([2, 3]),
    scalar: tensor(0.1, { dtype: 'float64' }),
    empty: full([2, 0], 1),
  });
  const x = new Variable(tensor([1, 2, 3]), { requiresGrad: true });
  return {
    ...Object.fromEntries(printed.map(([name, value]) => [name, hashOf(value.toString())])),
    variable: hashOf(x.toString(), x.exp().toString(), x.detach().toString()),
  };
}
