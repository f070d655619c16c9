/**
 * Loss curves: what is drawn is what the losses are.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { lossCurves } from '../../src/cli/curves.js';
import { parseSvg } from '../inspect/svg.js';
import { gradus, small } from './capture.js';

const folder = mkdtempSync(join(tmpdir(), 'gradus-curves-'));
afterAll(() => rmSync(folder, { recursive: true }));

const draw = (...curves: readonly (readonly number[])[]) => {
  const text = lossCurves(
    'Loss',
    'seed 0',
    curves.map((losses, i) => ({ name: `curve <${i}> & more`, losses })),
  );
  const svg = parseSvg(text);
  const [plot] = [...svg.querySelectorAll('g')].filter(
    (group) => group.querySelector('[aria-label="dot"]') !== null,
  );
  /** The places of the markers of a curve, from its group of dots; those of the legend come last. */
  const dots = (i: number): { x: number; y: number }[] => {
    const [group] = [...(plot?.querySelectorAll(`g[aria-label="dot"].curve-${i}`) ?? [])];
    // A marker is a circle, or a path that is moved to its place.
    const circles = [...(group?.querySelectorAll('circle') ?? [])].map((circle) => {
      return { x: Number(circle.getAttribute('cx')), y: Number(circle.getAttribute('cy')) };
    });
    const paths = [...(group?.querySelectorAll('path') ?? [])].map((path) => {
      const [, x, y] = /translate\(([^,]+),([^)]+)\)/.exec(path.getAttribute('transform') ?? '') ?? [];
      return { x: Number(x), y: Number(y) };
    });
    return [...circles, ...paths];
  };
  return { text, svg, dots };
};

describe('lossCurves', () => {
  it('puts each loss in its place: epochs evenly, losses by their logarithm', () => {
    const { dots } = draw([1, 10, 1000, 100]);
    const [a, b, c, d] = dots(0);
    const each = (b?.x ?? 0) - (a?.x ?? 0);
    expect(each).toBeGreaterThan(0);
    expect((c?.x ?? 0) - (b?.x ?? 0)).toBeCloseTo(each, 2);
    const decade = (a?.y ?? 0) - (b?.y ?? 0);
    expect(decade).toBeGreaterThan(0);
    expect((b?.y ?? 0) - (c?.y ?? 0)).toBeCloseTo(2 * decade, 2);
    expect((d?.y ?? 0) - (c?.y ?? 0)).toBeCloseTo(decade, 2);
  });

  it('names axes and curves, and shows colours on light and dark', () => {
    const { svg, text } = draw([1, 10], [1, 20]);
    const words = [...svg.querySelectorAll('text')].map(({ textContent }) => textContent);
    for (const word of [
      'Loss',
      'seed 0',
      'epoch',
      'loss (logarithmic scale)',
      'curve <0> & more',
      'curve <1> & more',
    ]) {
      expect(words).toContain(word);
    }
    expect(text).toContain('prefers-color-scheme: dark');
  });

  it('tells five curves apart by dashes and by markers, without colour', () => {
    const { svg } = draw([1, 2], [2, 3], [3, 4], [4, 5], [5, 6]);
    const looks = [0, 1, 2, 3, 4].map((i) => {
      const line = svg.querySelector(`g[aria-label="line"].curve-${i}`);
      const marker = svg.querySelector(`g[aria-label="dot"].curve-${i} path`);
      return { dashes: line?.getAttribute('stroke-dasharray') ?? 'none', marker: marker?.getAttribute('d') };
    });
    expect(new Set(looks.map(({ dashes }) => dashes)).size).toBe(5);
    expect(new Set(looks.map(({ marker }) => marker)).size).toBe(5);
  });

  it('draws any losses, and says what it leaves out', () => {
    const loss = fc.oneof(
      fc.double(),
      fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
      fc.constantFrom(NaN, 0, Infinity),
    );
    fc.assert(
      fc.property(fc.array(loss, { minLength: 1, maxLength: 60 }), (losses) => {
        const { text, dots } = draw(losses);
        const shown = losses.filter((value) => value > 0 && value < Infinity);
        expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
        // Up to 40 epochs each has a marker. Where nothing is drawn, that of the legend is the only one.
        if (losses.length <= 40) expect(dots(0)).toHaveLength(Math.max(1, shown.length));
        for (const { x, y } of dots(0)) {
          expect(x >= 0 && x <= 720).toBe(true);
          expect(y >= 0 && y <= 360).toBe(true);
        }
        expect(text.includes('are not drawn')).toBe(shown.length > 0 && shown.length < losses.length);
        expect(text.includes('there is no curve to draw')).toBe(shown.length === 0);
      }),
      { numRuns: 60 },
    );
  });

  it('escapes names', () => {
    expect(draw([1]).text).toContain('curve &lt;0&gt; &amp; more');
  });
});

describe('--plot', () => {
  it('draws the run, and prints what the run prints without it', async () => {
    const file = join(folder, 'loss.svg');
    const plain = await gradus('run', 'manual', ...small);
    expect(await gradus('run', 'manual', ...small, '--plot', file)).toEqual(plain);
    const words = [...parseSvg(readFileSync(file, 'utf8')).querySelectorAll('text')].map(
      ({ textContent }) => textContent,
    );
    expect(words).toContain('Loss of manual by epoch');
    expect(words).toContain(
      'Seed 0, 3 epochs, learning rate 1e-6, 3 examples, 5 inputs, 7 hidden units, 2 outputs, float32',
    );
  });

  it('draws programs that agree in every bit as one curve', async () => {
    const file = join(folder, 'losses.svg');
    const { code, err } = await gradus('compare', '--epochs', '4', '--plot', file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const svg = parseSvg(readFileSync(file, 'utf8'));
    const words = [...svg.querySelectorAll('text')].map(({ textContent }) => textContent);
    expect(words).toContain('published');
    expect(words).toContain('manual, autograd, module, module-manual: the same in every bit');
  });

  it.each(['run manual', 'compare'])(
    'of gradus %s refuses what is no .svg, and a folder that is not there',
    async (line) => {
      const [command = '', ...rest] = line.split(' ');
      expect(await gradus(command, ...rest, '--plot', 'loss.png')).toEqual({
        ...{ code: 2, out: '' },
        err: `gradus ${command}: --plot is loss.png; accepted is a name that ends in .svg\n`,
      });
      const missing = await gradus(command, ...rest, '--plot', join(folder, 'none', 'loss.svg'));
      expect(missing).toMatchObject({ code: 1, out: '' });
      expect(missing.err).toMatch(/^gradus: cannot write .+: ENOENT/);
      expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([]);
    },
  );
});
