/**
 * The loss curve in the terminal.
 *
 * @module
 */
import { plot, type Settings } from 'simple-ascii-chart';
import { log } from '../kernels/elementary.js';
import { greatest } from '../inspect/table.js';
import type { Curve } from './curves.js';
import { least, short } from './format.js';
import { epochTicks } from './ticks.js';

type Point = [epoch: number, logarithm: number];

const HEIGHT = 15;

/** The library takes a column of spaces away, and with it the one between `loss` and its ticks. */
const HARD_SPACE = '\u00a0';

/**
 * Two curves on a logarithmic scale: one drawn as a line, one as dots, so that they can be told apart without
 * colour. What a logarithm cannot show is left out, and a note says so.
 */
export function lossChart(line: Curve, dots: Curve, columns: number, color: boolean): string {
  const [linePoints, dotPoints] = [toPoints(line.losses), toPoints(dots.losses)];
  const all = [...linePoints, ...dotPoints];
  if (all.length === 0) return 'No loss is finite and above 0: there is no curve to draw.\n';
  const epochs = all.map(([epoch]) => epoch);
  const [first, last] = [least(epochs), greatest(epochs)];
  const logarithms = all.map(([, logarithm]) => logarithm);
  const [low, high] = [least(logarithms), greatest(logarithms)];
  const losses = lossTicks(low, high);
  const labelWidth = greatest(losses.map((tick) => lossLabel(tick).length));
  const settings: Settings = {
    title: 'Loss by epoch (logarithmic scale)',
    xLabel: 'epoch',
    yLabel: 'loss',
    width: plotWidth(last - first, columns - labelWidth - 7),
    height: HEIGHT,
    // One loss alone stands in the middle.
    yRange: high > low ? [low, high] : [low - 1, high + 1],
    customXAxisTicks: epochTicks(last).filter((tick) => tick >= first),
    customYAxisTicks: losses,
    // The library makes room for the labels of the losses, not for those of the ticks: all are of one width here.
    formatter: (value, { axis }) =>
      axis === 'x'
        ? value
        : lossLabel(value)
            .slice(0, labelWidth)
            .padStart(labelWidth + 1, HARD_SPACE),
    points: dotPoints.map(([x, y]) => ({ x, y, ...(color ? { color: 'ansiRed' } : {}) })),
    symbols: { point: '●', chart: { area: '━' } },
    legend: { position: 'bottom', series: [line.name], points: [dots.name] },
    ...(color ? { color: 'ansiCyan' } : {}),
  };
  // The axes span the lines only: the outermost dots, each a line of one point, make them span the dots too.
  const ends = [dotPoints.slice(0, 1), dotPoints.slice(-1)];
  const drawn = plot(
    [linePoints, ...ends].filter((points) => points.length > 0),
    settings,
  );
  const lines = drawn
    .replaceAll(HARD_SPACE, ' ')
    .split('\n')
    .map((text) => text.trimEnd());
  const hidden = all.length < line.losses.length + dots.losses.length;
  const note = hidden ? ['Losses that are not finite, or 0, are not drawn.'] : [];
  return [...lines.filter((text) => text !== ''), ...note, ''].join('\n');
}

function toPoints(losses: readonly number[]): Point[] {
  return losses.flatMap((loss, epoch): Point[] =>
    loss > 0 && loss < Infinity ? [[epoch, log(loss) / Math.LN10]] : [],
  );
}

/** A whole number of characters for each epoch, where there is room for two or more. */
function plotWidth(epochs: number, most: number): number {
  const each = Math.floor((most - 1) / Math.max(epochs, 1));
  return each > 1 ? each * Math.max(epochs, 1) + 1 : most;
}

/** The powers of ten within the range, at most six; its ends where there are not two. */
function lossTicks(low: number, high: number): number[] {
  const [first, last] = [Math.ceil(low), Math.floor(high)];
  if (last <= first) return low === high ? [low] : [low, high];
  const step = Math.ceil((last - first + 1) / 6);
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
}

function lossLabel(logarithm: number): string {
  const loss = 10 ** logarithm;
  const rounded = Number(loss.toPrecision(Number.isInteger(logarithm) ? 1 : 3));
  return short(Number.isFinite(rounded) ? rounded : loss);
}
