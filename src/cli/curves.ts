/**
 * Loss curves as SVG.
 *
 * @module
 */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { greatest } from '../inspect/table.js';
import { least, short } from './format.js';
import { escapeText } from './picture.js';
import { epochTicks, logarithmicTicks } from './ticks.js';

/** Losses by epoch, and what the legend calls them. */
export interface Curve {
  readonly name: string;
  readonly losses: readonly number[];
}

/**
 * How curves are told apart, each by its colour, its dashes and its marker. The colours are of Okabe and Ito's palette,
 * which colour-blind readers can tell apart, darkened for a light page and lightened for a dark one where they need it.
 */
const LOOKS = [
  { light: '#0072b2', dark: '#56b4e9', dashes: 'none', symbol: 'circle' },
  { light: '#c25400', dark: '#e69f00', dashes: '7 4', symbol: 'times' },
  { light: '#007a5a', dark: '#2fc59b', dashes: '2 4', symbol: 'square' },
  { light: '#a8527f', dark: '#e29ac3', dashes: '9 3 2 3', symbol: 'triangle' },
  { light: '#5c5c5c', dark: '#c9c9c9', dashes: '4 2', symbol: 'diamond' },
] as const;

/** The size of the picture, but for what the legend adds; and of its parts. */
const [WIDTH, HEIGHT, GAP, LINE, LEFT] = [720, 360, 16, 20, 64];

const rules = (colour: 'light' | 'dark'): string =>
  LOOKS.map((look, i) => `.curve-${i} { stroke: ${look[colour]}; }`).join(' ');

const STYLE = `
  .losses { color: #1f2328; } .paper { fill: #ffffff; } ${rules('light')}
  @media (prefers-color-scheme: dark) {
    .losses { color: #e6edf3; } .paper { fill: #0d1117; } ${rules('dark')}
  }
`;

/** So many markers at most stand on a curve. */
const MARKERS = 40;

/** One loss; NaN where a logarithm cannot show it. */
interface Point {
  readonly epoch: number;
  readonly loss: number;
}

/**
 * Losses by epoch on a logarithmic scale, at most five curves, readable on light and dark and without telling colours
 * apart. What a logarithm cannot show is left out, and a note says so.
 *
 * @param title - what stands above
 * @param settings - what the runs have in common, below it
 */
export function lossCurves(title: string, settings: string, curves: readonly Curve[]): string {
  // The library draws into the document it is given. (Its types and linkedom's need those of the DOM, which are not here.)
  const { document } = parseHTML('<html><body></body></html>') as { readonly document: unknown };
  const draw = (options: object): string => {
    const drawn: unknown = Plot.plot({ document, ...options });
    return contentsOf(drawn as Drawn);
  };

  const points = curves.map(({ losses }) => losses.map(toPoint));
  const shown = points.flat().flatMap(({ loss }) => (Number.isNaN(loss) ? [] : [loss]));
  const last = greatest(curves.map(({ losses }) => losses.length - 1));
  const domain = shown.length === 0 ? ([1, 10] as const) : padded(least(shown), greatest(shown));

  const notes = [
    ...(shown.length === 0 ? ['No loss is finite and above 0: there is no curve to draw.'] : []),
    ...(shown.length > 0 && shown.length < points.flat().length
      ? ['Losses that are not finite, or 0, are not drawn.']
      : []),
  ];
  const plot = draw({
    width: WIDTH,
    height: HEIGHT,
    marginLeft: LEFT,
    marginBottom: 44,
    marginTop: 24,
    inset: 6,
    style: { fontSize: 12 },
    x: {
      label: 'epoch',
      labelAnchor: 'center',
      labelArrow: 'none',
      domain: [0, Math.max(last, 1)],
      ticks: epochTicks(last),
      tickFormat: String,
    },
    y: {
      type: 'log',
      label: 'loss (logarithmic scale)',
      labelAnchor: 'top',
      labelArrow: 'none',
      domain,
      grid: true,
      ticks: logarithmicTicks(...domain),
      tickFormat: (loss: number) => short(Number(loss.toPrecision(4))),
    },
    marks: points.flatMap((losses, i) => curve(losses, marked(losses), i)),
  });
  const legend = draw({
    width: WIDTH,
    height: LINE * curves.length,
    margin: 0,
    style: { fontSize: 12 },
    x: { axis: null, domain: [0, WIDTH], range: [0, WIDTH] },
    y: { axis: null, domain: [0, curves.length], range: [0, LINE * curves.length] },
    marks: curves.flatMap(({ name }, i) => {
      const [from, middle, to] = [0, 22, 44].map((x) => ({ epoch: x + LEFT, loss: i + 0.5 }));
      const text = { epoch: LEFT + 54, loss: i + 0.5, name };
      return [
        ...curve([from, to], [middle], i),
        Plot.text([text], { x: 'epoch', y: 'loss', text: 'name', textAnchor: 'start', fill: 'currentColor' }),
      ];
    }),
  });

  let top = GAP;
  const line = (text: string, more = ''): string => {
    top += LINE;
    return `<text x="${LEFT}" y="${top - 6}" text-anchor="start" fill="currentColor"${more}>${escapeText(text)}</text>`;
  };
  const space = (height: number): string => {
    top += height;
    return '';
  };
  const panel = (contents: string, height: number): string => {
    top += height;
    return `<g transform="translate(0,${top - height})" fill="currentColor">${contents}</g>`;
  };
  const parts = [
    line(title, ' font-size="15" font-weight="bold"'),
    line(settings),
    space(8),
    panel(plot, HEIGHT),
    space(6),
    panel(legend, LINE * curves.length),
    ...notes.map((note) => line(note)),
  ];
  const height = top + GAP;
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" class="losses" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" \
height="${height}" font-family="system-ui, sans-serif" font-size="12" text-anchor="middle">
<title>${escapeText(title)}</title>
<style>${STYLE}</style>
<rect class="paper" width="100%" height="100%" fill="#ffffff"/>
${parts.join('\n')}
</svg>
`;
}

/** What of a drawn element is used. */
interface Drawn {
  readonly innerHTML: string;
}

/** A picture inside a picture would bring sizes and styles of its own; its contents are all that is needed. */
function contentsOf({ innerHTML }: Drawn): string {
  return innerHTML.replace(/<style>.*?<\/style>/s, '');
}

function toPoint(loss: number, epoch: number): Point {
  return { epoch, loss: loss > 0 && loss < Infinity ? loss : NaN };
}

/** A range in which a curve can be seen, also where all losses are the same. */
function padded(low: number, high: number): readonly [number, number] {
  if (low < high) return [low, high];
  return [Math.max(low / 2, Number.MIN_VALUE), Math.min(high * 2, Number.MAX_VALUE)];
}

/** The points with a marker: some, evenly, and those that no line reaches. */
function marked(points: readonly Point[]): readonly Point[] {
  const step = Math.ceil(points.length / MARKERS);
  const missing = (i: number): boolean => Number.isNaN(points[i]?.loss ?? NaN);
  return points.filter((_, i) => !missing(i) && (i % step === 0 || (missing(i - 1) && missing(i + 1))));
}

function curve(line: readonly (Point | undefined)[], markers: readonly (Point | undefined)[], i: number) {
  const look = LOOKS[i % LOOKS.length] ?? LOOKS[0];
  const place = { x: 'epoch', y: 'loss', stroke: look.light, className: `curve-${i % LOOKS.length}` };
  return [
    Plot.line(line, { ...place, strokeWidth: 2, strokeDasharray: look.dashes }),
    Plot.dot(markers, { ...place, symbol: look.symbol, r: 4, strokeWidth: 2 }),
  ];
}
