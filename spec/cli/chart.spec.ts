import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossChart } from '../../src/cli/chart.js';
import { widthOf } from '../../src/inspect/table.js';

const ESCAPE = String.fromCharCode(27);

const draw = (line: readonly number[], dots: readonly number[], color = false, columns = 80) =>
  lossChart({ name: 'autograd', losses: line }, { name: 'published', losses: dots }, columns, color);

/** Where the dots are: [row, column], from the top left. */
const dotsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => /[│┤]/.test(line))
    .flatMap((line, row) =>
      Array.from(line).flatMap((character, column) => (character === '●' ? [[row, column]] : [])),
    );

describe('lossChart', () => {
  it('draws any losses within the width, without escape codes', () => {
    const losses = fc.array(
      fc.oneof(
        fc.double(),
        fc.double({ min: 0.01, max: 1e9, noNaN: true }),
        fc.constantFrom(NaN, Infinity, 0),
      ),
      { minLength: 1, maxLength: 120 },
    );
    fc.assert(
      fc.property(losses, losses, fc.constantFrom(60, 80), (line, dots, columns) => {
        const text = draw(line, dots, false, columns);
        expect(widthOf(text)).toBeLessThanOrEqual(columns);
        expect(text).not.toMatch(/nan|infinity|undefined/i);
        expect(text).not.toContain(ESCAPE);
        expect(text.endsWith('\n')).toBe(true);
      }),
    );
  });

  it('puts a greater loss higher, and a later one further right, on a logarithmic scale', () => {
    const dots = dotsOf(draw([1, 1, 1], [1, 10, 100]));
    const [third, second, first] = dots.map(([row = NaN, column = NaN]) => ({ row, column }));

    expect(dots).toHaveLength(3);
    expect((first?.row ?? 0) - (second?.row ?? 0)).toBe((second?.row ?? 0) - (third?.row ?? 0));
    expect((second?.column ?? 0) - (first?.column ?? 0)).toBe((third?.column ?? 0) - (second?.column ?? 0));
    expect(first?.column).toBeLessThan(third?.column ?? 0);
  });

  it('spans both curves, also where the line ends first', () => {
    const columns = (line: readonly number[]) => dotsOf(draw(line, [1, 10, 100])).map(([, column]) => column);
    expect(columns([1, NaN, NaN])).toEqual(columns([1, 1, 1]));
    expect(columns([NaN, 1, NaN])).toEqual(columns([1, 1, 1]));
  });

  it('names axes and curves', () => {
    const text = draw([1e6, 1e7, 1e8], [1e6, 1e7, 1e7]);
    for (const part of ['━ autograd', '● published', 'epoch', '1e6┤', '1e7┤', '1e8'])
      expect(text).toContain(part);
  });

  it('writes the labels of its ticks in full', () => {
    expect(draw([15.8, 15.8], [15.8, 15.8])).toMatch(/^l +15\.8┤/m);
    expect(draw([Number.MAX_VALUE], [Number.MAX_VALUE])).toContain('1.797');
    expect(draw([2, 3.25], [2, 2.5])).toMatch(/^ +3\.25┤[^]*^ +2┤/m);
  });

  it('says what it leaves out', () => {
    expect(draw([1, NaN], [1, 2])).toContain('not finite, or 0, are not drawn');
    expect(draw([1, 3], [1, 2])).not.toContain('not drawn');
    expect(draw([NaN], [0])).toBe('No loss is finite and above 0: there is no curve to draw.\n');
  });

  it('colours only where it may', () => {
    const colored = draw([1, 2], [1, 3], true);
    expect(colored).toContain(`${ESCAPE}[31m●`);
    expect(colored.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '')).toBe(draw([1, 2], [1, 3], false));
  });
});
