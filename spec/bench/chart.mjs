/** The results as one picture, in SVG: readable on light and dark, and without telling colours apart. */
import { digits } from './report.mjs';

const WIDTH = 960;
const GAP = 16;
const symbols = ['circle', 'times', 'square', 'triangle', 'diamond', 'star', 'wye'];

const style = `
  .chart { color: #1f2328; }
  .chart .paper { fill: #ffffff; }
  @media (prefers-color-scheme: dark) {
    .chart { color: #e6edf3; }
    .chart .paper { fill: #0d1117; }
  }
  .chart text { white-space: pre; }
`;

/** Draws what there is of the results, with lines of text below. */
export async function draw(results, measures, contestants, captions) {
  const Plot = await import('@observablehq/plot');
  const { parseHTML } = await import('linkedom');
  const { document } = parseHTML('<html><body></body></html>');

  const ids = Object.keys(contestants);
  const titles = ids.map((id) => contestants[id].title);
  const mark = { stroke: 'title', symbol: 'title', strokeWidth: 2, r: 4 };

  /** The measured rows of a measurement, gradus last: on top. */
  const rowsOf = (name) =>
    (results[name] ?? [])
      .filter(({ median }) => median !== undefined)
      .map((row) => ({ ...row, title: contestants[row.contestant].title }))
      .sort((a, b) => ids.indexOf(b.contestant) - ids.indexOf(a.contestant));

  const panel = (columns, heading, { marks, ...options }) =>
    Plot.plot({
      document,
      width: (WIDTH - (columns + 1) * GAP) / columns,
      marginTop: 30,
      marginBottom: 40,
      marginRight: 12,
      inset: 8,
      color: { domain: titles, range: ids.map((id) => contestants[id].color) },
      symbol: { domain: titles, range: ids.map((_, i) => symbols[i % symbols.length]) },
      ...options,
      marks: [
        ...marks,
        Plot.text([heading], {
          text: String,
          frameAnchor: 'top-left',
          dx: 8 - (options.marginLeft ?? 0),
          dy: -20,
          fontWeight: 'bold',
        }),
      ],
    });

  /** One number of each contestant. */
  function ranking(name, heading, label, x) {
    const rows = rowsOf(name).filter((row) => row.case === measures[name].cases[0].name);
    if (rows.length === 0) return undefined;
    const domain = [Math.min(...rows.map(x)) / 1.3, Math.max(...rows.map(x)) * 4];
    return panel(3, heading, {
      height: 78 + 24 * rows.length,
      marginLeft: 116,
      x: { type: 'log', domain, label, grid: true, ticks: ticksOf(domain), tickFormat: digits },
      y: { label: null, domain: titles.filter((title) => rows.some((row) => row.title === title)) },
      marks: [
        Plot.dot(rows, { x, y: 'title', ...mark }),
        Plot.text(rows, { x, y: 'title', text: (row) => digits(x(row)), dx: 10, textAnchor: 'start' }),
      ],
    });
  }

  /** The rate of the matrix product against its size. */
  function products(dtype) {
    const rows = rowsOf('mm')
      .map((row) => ({ ...row, size: Number(row.case.split(' ')[0]) }))
      .filter((row) => row.case.endsWith(dtype) && Number.isFinite(row.size));
    if (rows.length === 0) return undefined;
    const ticks = ticksOf(rows.map(({ rate }) => rate));
    const sizes = new Set(rows.map(({ size }) => size));
    return panel(2, `Matrix product, ${dtype}: GFLOP/s (more is better)`, {
      height: 300,
      marginLeft: 48,
      x: { type: 'log', base: 2, label: 'n, of n×n times n×n', ticks: [...sizes], tickFormat: String },
      y: { type: 'log', label: null, grid: true, ticks, tickFormat: digits },
      marks: [
        Plot.line(rows, { x: 'size', y: 'rate', stroke: 'title', strokeWidth: 1.5 }),
        Plot.dot(rows, { x: 'size', y: 'rate', ...mark }),
      ],
    });
  }

  /** Every operation on a million elements. */
  function operations(dtype) {
    const rows = [...rowsOf('pointwise'), ...rowsOf('reductions')]
      .filter((row) => row.case.endsWith(dtype))
      .map((row) => ({ ...row, operation: row.case.split(' ')[0] }));
    if (rows.length === 0) return undefined;
    const names = ['pointwise', 'reductions'].flatMap((name) =>
      measures[name].cases.map((given) => given.params.name),
    );
    const domain = [...new Set(names)].filter((name) => rows.some(({ operation }) => operation === name));
    const ticks = ticksOf(rows.map(({ median }) => median));
    return panel(2, `10⁶ elements, ${dtype}`, {
      height: 78 + 20 * domain.length,
      marginLeft: 60,
      x: { type: 'log', label: 'ms (less is better)', grid: true, ticks, tickFormat: digits },
      y: { label: null, domain, grid: true },
      marks: [Plot.dot(rows, { x: 'median', y: 'operation', ...mark })],
    });
  }

  const place = (_, i) => titles.slice(0, i).reduce((sum, title) => sum + title.length + 6, 1);
  const legend = Plot.plot({
    document,
    width: WIDTH - 2 * GAP,
    height: 24,
    margin: 0,
    x: { axis: null, domain: [0, place(undefined, titles.length)] },
    color: { domain: titles, range: ids.map((id) => contestants[id].color) },
    symbol: { domain: titles, range: ids.map((_, i) => symbols[i % symbols.length]) },
    marks: [
      Plot.dot(titles, { x: place, stroke: String, symbol: String, strokeWidth: 2, r: 4 }),
      Plot.text(titles, { x: place, text: String, dx: 10, textAnchor: 'start' }),
    ],
  });

  const lines = [
    [legend],
    [
      ranking('job', 'The job, in one process', 'ms (less is better)', ({ median }) => median),
      ranking('process', 'The job, as a process', 's (less is better)', ({ median }) => median / 1000),
      ranking('process', 'Memory of that process', 'MB (less is better)', ({ peak }) => peak / 1e6),
    ],
    [products('float32'), products('float64')],
    [operations('float32'), operations('float64')],
  ];
  return compose(lines, captions);
}

/** Panels side by side, line below line, as one picture. */
function compose(lines, captions) {
  const parts = [];
  let top = GAP;
  for (const panels of lines.map((line) => line.filter((panel) => panel !== undefined))) {
    if (panels.length === 0) continue;
    let left = GAP;
    for (const panel of panels) {
      // A picture inside a picture would bring sizes and styles of its own; its contents are all that is needed.
      const contents = panel.innerHTML.replace(/<style>.*?<\/style>/s, '');
      parts.push(`<g transform="translate(${left},${top})">${contents}</g>`);
      left += Number(panel.getAttribute('width')) + GAP;
    }
    top += Math.max(...panels.map((panel) => Number(panel.getAttribute('height')))) + GAP;
  }
  for (const caption of captions) {
    top += 14;
    parts.push(`<text x="${GAP}" y="${top}" text-anchor="start">${escape(caption)}</text>`);
  }
  const size = `viewBox="0 0 ${WIDTH} ${top + GAP}" width="${WIDTH}" height="${top + GAP}"`;
  const font = 'font-family="system-ui, sans-serif" font-size="11" text-anchor="middle" fill="currentColor"';
  return `<svg xmlns="http://www.w3.org/2000/svg" class="chart" ${size} ${font}>
<title>Gradus and its peers, measured</title>
<style>${style}</style>
<rect class="paper" width="100%" height="100%"/>
${parts.join('\n')}
</svg>
`;
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Round numbers on a logarithmic axis: powers of ten, and 2 and 5 times them where few of those fit. */
function ticksOf(values) {
  const from = Math.min(...values);
  const to = Math.max(...values);
  const steps = to / from > 200 ? [1] : [1, 2, 5];
  const ticks = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power++) {
    for (const step of steps) ticks.push(Number(`${step}e${power}`));
  }
  return ticks.filter((tick) => tick >= from && tick <= to);
}
