/**
 * `gradus graph` and `gradus explain`: one training step, looked at.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { explainBackward, programs, Variable, type GraphReport } from '../../src/index.js';
import { parseSvg } from '../inspect/svg.js';
import { gradus } from './capture.js';

const folder = mkdtempSync(join(tmpdir(), 'gradus-graph-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sizes = { batch: 3, inputs: 5, hidden: 7, outputs: 2 };
const small = Object.entries(sizes).flatMap(([name, size]) => [`--${name}`, String(size)]);

describe('onGraph', () => {
  it.each(['autograd', 'module', 'module-manual'] as const)(
    'shows each graph of %s before the walk back',
    (name) => {
      const losses: number[] = [];
      const { losses: recorded, digest } = programs[name]({
        ...{ ...sizes, epochs: 3 },
        onGraph({ epoch, loss, names }: GraphReport) {
          expect(epoch).toBe(losses.length);
          expect(names['loss']).toBe(loss);
          expect(Object.keys(names)).toEqual(['x', 'y', 'w1', 'w2', 'yPred', 'loss']);
          for (const variable of Object.values(names)) expect(variable.grad).toBe(null);
          losses.push(loss.item());
        },
      });
      expect(losses).toEqual(recorded);
      expect(digest).toBe(programs[name]({ ...sizes, epochs: 3 }).digest);
    },
  );
});

describe('gradus graph', () => {
  it('writes the picture of the step with its names, shapes and gradients', async () => {
    const file = join(folder, 'graph.svg');
    expect(await gradus('graph', 'autograd', ...small, '--out', file)).toEqual({ code: 0, out: '', err: '' });
    const text = readFileSync(file, 'utf8');
    const svg = parseSvg(text);
    expect(svg.querySelector('title')?.textContent).toBe('The graph of autograd at epoch 0');
    const lines = [...svg.querySelectorAll('g.leaf')].map((leaf) =>
      [...leaf.querySelectorAll('text')].map(({ textContent }) => textContent).join('; '),
    );
    expect(lines).toEqual(['w1; float32 [5, 7]; grad [5, 7]', 'w2; float32 [7, 2]; grad [7, 2]']);
    const functions = [...svg.querySelectorAll('g.function')].map(
      (one) => one.querySelector('title')?.textContent,
    );
    expect(functions).toContain('Y = A·B for matrices');
    expect([...svg.querySelectorAll('g.function')]).toHaveLength(6);
    expect(text).toContain('prefers-color-scheme: dark');
  });

  it.each([
    ['dot', 'graph.dot', /^digraph gradus \{\n/],
    ['mermaid', 'graph.mmd', /^flowchart TD\n/],
    ['svg', 'graph.SVG', /^<svg /],
  ])('writes to a file what it prints in the format %s', async (format, name, start) => {
    const file = join(folder, name);
    const { code, out } = await gradus('graph', 'module', ...small, '--format', format);
    expect(code).toBe(0);
    expect(out).toMatch(start);
    await gradus('graph', 'module', ...small, '--out', file);
    expect(readFileSync(file, 'utf8')).toBe(out);
  });

  it('prints DOT where nothing is said, and the same text every time', async () => {
    const [first, second] = [
      await gradus('graph', 'autograd', ...small),
      await gradus('graph', 'autograd', ...small),
    ];
    expect(first.out).toMatch(/^digraph/);
    expect(second.out).toBe(first.out);
  });

  it('shows the loss of the epoch that is asked for', async () => {
    const { losses } = programs.module({ ...sizes, epochs: 3 });
    const { out } = await gradus('graph', 'module', ...small, '--epoch', '2');
    const shown = Number(/loss\\nfloat32 \[\] = (\S+)\\n/.exec(out)?.[1]);
    expect(Math.fround(shown)).toBe(losses[2]);
  });

  it.each<[readonly string[], string]>([
    [['graph'], 'gradus graph: program is missing; accepted is one of autograd, module, module-manual'],
    [
      ['graph', 'modul'],
      'gradus graph: program is modul; accepted are autograd, module, module-manual; did you mean module?',
    ],
    [
      ['explain', 'manual'],
      'gradus explain: program is manual, whose gradient is written by hand: it has no graph; accepted are autograd, module, module-manual',
    ],
    [
      ['graph', 'autograd', '--out', 'graph.png'],
      'gradus graph: --out is graph.png; accepted is a name that ends in .dot, .mmd, .svg',
    ],
    [
      ['graph', 'autograd', '--out', ''],
      'gradus graph: --out is ""; accepted is a name that ends in .dot, .mmd, .svg',
    ],
    [
      ['graph', 'autograd', '--format', 'png'],
      'gradus graph: --format is png; accepted are dot, mermaid, svg',
    ],
    [
      ['graph', 'autograd', '--format', 'dot', '--out', 'graph.svg'],
      'gradus graph: --format is dot, but --out ends in .svg; leave one of them out',
    ],
    [
      ['explain', 'autograd', '--epoch', '-1'],
      'gradus explain: --epoch is -1; accepted is an integer from 0 to 2147483646',
    ],
    [
      ['explain', 'autograd', '--epoch', '2147483647'],
      'gradus explain: --epoch is 2147483647; accepted is an integer from 0 to 2147483646',
    ],
  ])('%j exits 2 with one line', async (args, line) => {
    expect(await gradus(...args)).toEqual({ code: 2, out: '', err: `${line}\n` });
  });

  it('refuses a folder that is not there, before training', async () => {
    const { code, out, err } = await gradus('graph', 'autograd', '--out', join(folder, 'none', 'graph.svg'));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^gradus: cannot write .+: ENOENT/);
    expect(existsSync(join(folder, 'none'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([]);
  });
});

describe('gradus explain', () => {
  it('prints what explainBackward prints for the epoch', async () => {
    let text = '';
    programs.autograd({
      ...{ ...sizes, epochs: 2 },
      onGraph: ({ epoch, loss, names }) => {
        if (epoch === 1) text = explainBackward(loss, { names }).toString();
      },
    });
    expect(text).toContain('Clamp');
    expect(await gradus('explain', 'autograd', ...small, '--epoch', '1')).toEqual({
      code: 0,
      out: text,
      err: '',
    });
  });

  it('gives the norms of the gradients that the program descends by', async () => {
    const { out } = await gradus('explain', 'module', ...small, '--json', '--dtype', 'float64');
    const { steps, leaves } = JSON.parse(out) as {
      steps: { name: string }[];
      leaves: { name: string; gradient: { shape: number[]; norm: number; value?: unknown } }[];
    };
    expect(steps.map(({ name }) => name)).toEqual(['Sum', 'Pow', 'Sub', 'Mm', 'Clamp', 'Mm']);
    // One step of descent by 1: what the weights lose is the gradient.
    const weights: Record<string, Variable> = {};
    const config = { ...sizes, epochs: 1, learningRate: 1, dtype: 'float64' } as const;
    const { parameters } = programs.module({
      ...config,
      onGraph: ({ names: { w1, w2 } }) =>
        Object.entries({ w1, w2 }).forEach(([name, w]) => {
          if (w !== undefined) weights[name] = new Variable(w.data);
        }),
    });
    for (const { name, gradient } of leaves) {
      const [before, after] = [weights[name]?.data, name === 'w1' ? parameters.w1 : parameters.w2];
      const norm = before?.sub(after).norm().item() ?? NaN;
      expect(gradient.norm / norm).toBeCloseTo(1, 12);
      expect(gradient.shape).toEqual(after.shape);
      expect(gradient.value).toBe(undefined);
    }
    expect(leaves).toHaveLength(2);
  });
});
