/**
 * Curves by epoch, drawn by uPlot.
 *
 * @module
 */
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { short } from '../../../src/cli/format.js';
import { lossText } from './numbers.js';
import { text } from './text.js';

/** A curve. */
export interface Curve {
  readonly name: string;
  readonly values: readonly number[];
  /** The custom property that holds its colour. */
  readonly colour: string;
  readonly dash?: number[];
}

const HEIGHT = 300;

export function Chart({
  label,
  curves,
  logarithmic,
  epochs,
}: {
  readonly label: string;
  readonly curves: readonly Curve[];
  readonly logarithmic: boolean;
  /** How far the axis of epochs reaches. */
  readonly epochs: number;
}): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const theme = useTheme();
  const readout = useSignal('');
  const { axisEpoch, axisLoss } = text.value.train;
  const data = dataOf(curves, logarithmic);
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const style = getComputedStyle(element);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const font = `13px ${style.fontFamily}`;
    const axis = {
      stroke: colour('--ink-soft'),
      grid: { stroke: colour('--grid'), width: 1 },
      ticks: { stroke: colour('--grid'), width: 1 },
      font,
      labelFont: font,
      labelGap: 4,
    };
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, points: { size: 9 } },
        scales: {
          x: { time: false, range: [0, Math.max(1, epochs - 1)] },
          // uPlot declares these numbers as a const enum, which has no value that one could import.
          // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
          y: { distr: logarithmic ? 3 : 1 },
        },
        axes: [
          { ...axis, label: axisEpoch, labelSize: 24, size: 34, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] },
          {
            ...axis,
            label: axisLoss,
            labelSize: 24,
            size: 56,
            values: (_, splits) =>
              splits.map((value: number | null) =>
                value === null ? '' : short(Number(value.toPrecision(6))),
              ),
          },
        ],
        series: [
          {},
          ...curves.map(({ name, colour: property, dash }) => ({
            label: name,
            stroke: colour(property),
            width: 2.5,
            ...(dash === undefined ? {} : { dash }),
            points: { show: epochs <= 60, size: 6, stroke: colour(property), fill: colour(property) },
          })),
        ],
        hooks: {
          setCursor: [
            ({ cursor: { idx } }) => {
              const told = curvesNow.current.flatMap(({ name, values }) => {
                const value = typeof idx === 'number' ? values[idx] : undefined;
                return value === undefined
                  ? []
                  : [name === '' ? lossText(value) : `${name} ${lossText(value)}`];
              });
              readout.value = told.length === 0 ? '' : `${axisEpoch} ${idx}: ${told.join(' · ')}`;
            },
          ],
        },
      },
      latest.current,
      element,
    );
    plot.current = chart;
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
      plot.current = null;
    };
    // Anew for what cannot be changed in place; the data can.
  }, [logarithmic, epochs, theme, axisEpoch, axisLoss, curves.map(({ name }) => name).join()]);

  const curvesNow = useRef(curves);
  curvesNow.current = curves;
  useEffect(() => plot.current?.setData(data), [data]);

  return (
    <div class="chart">
      <div ref={box} class="canvas" role="img" aria-label={label} />
      <p class="readout" aria-hidden="true">
        {readout.value === '' ? '\u00a0' : readout.value}
      </p>
    </div>
  );
}

/** What uPlot draws: a gap where a loss is not finite, or has no logarithm. */
function dataOf(curves: readonly Curve[], logarithmic: boolean): uPlot.AlignedData {
  const length = Math.max(0, ...curves.map(({ values }) => values.length));
  const epochs = Array.from({ length }, (_, epoch) => epoch);
  const drawable = (loss: number | undefined): number | null =>
    loss !== undefined && Number.isFinite(loss) && (!logarithmic || loss > 0) ? loss : null;
  return [epochs, ...curves.map(({ values }) => epochs.map((epoch) => drawable(values[epoch])))];
}

/** Changes when the colours do. */
function useTheme(): boolean {
  const dark = useSignal(matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => void (dark.value = query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return dark.value;
}
