/**
 * The loss curve in the terminal.
 *
 * @module
 */
import plot, { type Settings } from 'simple-ascii-chart';
import { log } from '../kernels/elementary.js';
import { short } from './format.js';

/** Losses by epoch, and what the legend calls them. */
export interface Curve {
  readonly name: string;
  readonly losses: readonly number[];
}

type Point = [epoch: number, logarithm: number];

const HEIGHT = 15;

/**
 * Two curves on a logarithmic scale: one drawn as a line, one as dots, so that they can be told apart without
 * colour. What a logarithm cannot show is left out, and a note says so.
 */
export function lossChart(line: Curve, dots: Curve, columns: number, color: boolean): string {
  const [linePoints, dotPoints] = [toPoints(line.losses), toPoints(dots.losses)];
  const all = [...linePoints, ...dotPoints];
  if (all.length === 0) return 'No loss is finite and above 0: there is no curve to draw.\n';
  const epochs = Math.max(1, ...all.map(([epoch]) => epoch));
  const [low, high] = logRange(all.map(([, logarithm]) => logarithm));
  const settings: Settings = {
    title: 'Loss by epoch (logarithmic scale)',
    xLabel: 'epoch',
    yLabel: 'loss',
    width: plotWidth(epochs, columns - 12),
    height: HEIGHT,
    yRange: [low, high],
    customXAxisTicks: epochTicks(epochs),
    customYAxisTicks: lossTicks(low, high),
    formatter: (value, { axis }) => (axis === 'x' ? value : lossLabel(value)),
    points: dotPoints.map(([x, y]) => ({ x, y, ...(color ? { color: 'ansiRed' } : {}) })),
    symbols: { point: '●', chart: { area: '━' } },
    legend: { position: 'bottom', series: [line.name], points: [dots.name] },
    ...(color ? { color: 'ansiCyan' } : {}),
  };
  const drawn = plot([linePoints.length > 0 ? linePoints : dotPoints], settings);
  const lines = drawn.split('\n').map((text) => text.trimEnd());
  const hidden = all.length < line.losses.length + dots.losses.length;
  const note = hidden ? ['Losses that are not finite, or 0, are not drawn.'] : [];
  return [...lines.filter((text) => text !== ''), ...note, ''].join('\n');
}

function toPoints(losses: readonly number[]): Point[] {
  return losses.flatMap((loss, epoch): Point[] =>
    loss > 0 && loss < Infinity ? [[epoch, log(loss) / Math.LN10]] : [],
  );
}

/** From the least to the greatest; a little around them where they are the same. */
function logRange(values: readonly number[]): [low: number, high: number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high > low ? [low, high] : [low - 0.5, high + 0.5];
}

/** A whole number of characters for each epoch, where there is room for that. */
function plotWidth(epochs: number, most: number): number {
  const each = Math.floor((most - 1) / epochs);
  return each > 0 ? each * epochs + 1 : most;
}

/** About five epochs, evenly spaced by 1, 2 or 5 times a power of ten. */
function epochTicks(last: number): number[] {
  let [step, next] = [1, 2];
  while (last / step > 8)
    [step, next] = [next, next % 3 === 2 && String(next).startsWith('2') ? next * 2.5 : next * 2];
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
}

/** The powers of ten within the range, at most six; its ends where there are not two. */
function lossTicks(low: number, high: number): number[] {
  const [first, last] = [Math.ceil(low), Math.floor(high)];
  if (last <= first) return [low, high];
  const step = Math.ceil((last - first + 1) / 6);
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
}

function lossLabel(logarithm: number): string {
  const digits = Number.isInteger(logarithm) ? 1 : 3;
  return short(Number((10 ** logarithm).toPrecision(digits)));
}
