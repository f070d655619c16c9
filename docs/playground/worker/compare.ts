/**
 * The published gradient beside the corrected one.
 *
 * @module
 */
import fc from 'fast-check';
import {
  gradcheck,
  programs,
  type Config,
  type DifferentiableFunction,
  type Tensor,
} from '../../../src/index.js';
import { points } from '../../../src/testing/index.js';
import type { Comparison, Disagreement, HiddenGradients, NamedValue, Refutation } from '../protocol.js';
import { whole } from './glance.js';
import { draw, PublishedModel, publishedGradH, step } from './network.js';

/** Both programs, and what they make of the hidden layer's gradient at the first step. */
export function compare(config: Config): Comparison {
  const published = programs.published(config).losses;
  const corrected = programs.manual(config).losses;
  const parts = published.findIndex((loss, epoch) => !Object.is(loss, corrected[epoch]));
  return { published, corrected, parts: parts < 0 ? null : parts, hidden: hiddenGradients(config) };
}

/** The picture shows at most so many rows and columns. */
const MAPPED = 100;

/** The gradients of the hidden layer at the first step, element by element. */
export function hiddenGradients(config: Config): HiddenGradients {
  const { values } = step('autograd', draw(config));
  const [h, r] = [values.get('h'), values.get('r')];
  if (!h?.grad || !r?.grad) throw new Error('the step leaves no gradient of the hidden layer');
  const [incoming, corrected] = [r.grad.data, h.grad.data];
  const published = publishedGradH(incoming);
  const [rows = 0, columns = 0] = h.shape;
  const at = [h.data, incoming, published, corrected].map((x) => x.toTypedArray());
  const counts = [0, 0, 0, 0] as [number, number, number, number];
  const map = { rows: Math.min(rows, MAPPED), columns: Math.min(columns, MAPPED) };
  const kinds = new Uint8Array(map.rows * map.columns);
  let largest: Disagreement | null = null;
  for (let i = 0; i < rows * columns; i++) {
    const [unit, from, clipped, masked] = at.map((values) => values[i] ?? NaN) as [
      number,
      number,
      number,
      number,
    ];
    const [row, column] = [Math.floor(i / columns), i % columns];
    const kind = unit >= 0 ? (Object.is(clipped + 0, masked + 0) ? 0 : 1) : clipped !== masked ? 2 : 3;
    counts[kind]++;
    if (row < map.rows && column < map.columns) kinds[row * map.columns + column] = kind;
    const gap = Math.abs(clipped - masked);
    if (gap > (largest === null ? 0 : Math.abs(largest.published - largest.corrected))) {
      largest = { row, column, h: unit, incoming: from, published: clipped, corrected: masked };
    }
  }
  const [both, lost, leaked, neither] = counts;
  return { rows, columns, counts: { both, lost, leaked, neither }, largest, map: { ...map, kinds } };
}

/** The loss of the network whose backward is the published one. */
const publishedLoss: DifferentiableFunction = (x, w1, w2, y) =>
  new PublishedModel().call(x, w1, w2).sub(y).pow(2).sum();

const NAMES = ['x', 'w1', 'w2', 'y'];

const named = (point: readonly Tensor[]): readonly NamedValue[] =>
  point.map((x, i) => whole(NAMES[i] ?? String(i), x));

/** A property test refutes the published gradient, and shrinks what it found. */
export function refute({ seed }: { readonly seed: number }): Refutation {
  const size = fc.integer({ min: 1, max: 3 });
  const shapes = fc
    .record({ batch: size, inputs: size, hidden: size, outputs: size })
    .map(({ batch, inputs, hidden, outputs }) => [
      [batch, inputs],
      [inputs, hidden],
      [hidden, outputs],
      [batch, outputs],
    ]);
  // Whole numbers from 1 up, which read well; every unit is on, and none is near its kink.
  const few = { low: 1, high: 3, grid: 1 };
  const many = { low: 1, high: 60, grid: 1 };
  const property = fc.property(
    points([few, few, few, many], shapes),
    (point) => gradcheck(publishedLoss, point).verdict !== 'fail',
  );
  const { counterexample, failures, numShrinks, numRuns } = fc.check(property, {
    seed: seed | 0,
    verbose: true,
  });
  const [shrunk] = counterexample ?? [];
  if (shrunk === undefined) throw new Error('no counterexample was found');
  const [found = shrunk] = failures[0] ?? [];
  const report = gradcheck(publishedLoss, shrunk, { name: 'published' });
  return { seed, tried: numRuns, shrinks: numShrinks, found: named(found), shrunk: named(shrunk), report };
}
