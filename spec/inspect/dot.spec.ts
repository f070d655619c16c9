/**
 * DOT is read by Graphviz itself: what it draws is what the graph is.
 */
import { instance } from '@viz-js/viz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ArgumentError, tensor, toDot, Variable, zeros } from '../../src/index.js';
import { leaf } from '../autograd/support.js';
import { byText, edgesOf, graphs, hostile, variablesOf } from './graphs.js';
import { parseSvg } from './svg.js';

const viz = await instance();

/** The picture as Graphviz draws it. Whatever it complains of fails the test, but that it has to guess a width. */
function drawn(dot: string) {
  const result = viz.render(dot, { format: 'svg' });
  expect(result.errors.filter(({ message }) => !message.includes('no value for width of non-ASCII'))).toEqual(
    [],
  );
  if (result.status !== 'success') throw new Error('Graphviz gave up');
  const document = parseSvg(result.output);
  const groups = (kind: string) =>
    [...document.querySelectorAll(`g.${kind}`)].map((group) => ({
      kind: group.getAttribute('class')?.replace(`${kind} `, ''),
      id: group.querySelector('title')?.textContent ?? '',
      lines: [...group.querySelectorAll('text')].map(({ textContent }) => textContent),
    }));
  const nodes = groups('node');
  const text = (id = ''): string => nodes.find((node) => node.id === id)?.lines.join('\n') ?? 'missing';
  const edges = groups('edge').map(({ id, lines }) => {
    const [tail, head] = id.split('->');
    return `${text(tail)} -${lines.join('')}> ${text(head)}`;
  });
  return { nodes, edges: edges.sort(byText) };
}

const sizes = (variable: Variable): string => `float64 [${variable.shape.join(', ')}]`;

/** A text as it can be seen: lines with nothing but spaces are the same, and so are all control characters. */
const seen = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\u2400-\u241f\ufffd\p{Cc}]/gu, (character) => (character === '\n' ? character : '·'))
    .replaceAll(/[ \u00a0]/g, ' ')
    .replaceAll(/^ *$/gm, '');

describe('toDot', () => {
  test('has every value and every function once, and every edge', () => {
    fc.assert(
      fc.property(graphs, (output) => {
        const variables = [...variablesOf(output)];
        // A name of their own, so that edges can be told apart.
        const names = Object.fromEntries(variables.map((variable, i) => [`n${i}`, variable]));
        const title = (variable: Variable): string => {
          const value = variable.ndim === 0 ? ` = ${String(variable.item())}` : '';
          return `n${variables.indexOf(variable)}\n${sizes(variable)}${value}`;
        };
        const { nodes, edges } = drawn(toDot(output, { names }));
        const functions = variables.filter(({ gradFn }) => gradFn !== null).length;
        expect(nodes).toHaveLength(variables.length + functions);
        expect(edges).toEqual(edgesOf(output, title));
      }),
      { numRuns: 30 },
    );
  });

  test('tells leaves, constants, functions, values and the output apart', () => {
    const w = leaf([1, 2]);
    const { nodes } = drawn(toDot(w.mul(3).sum(), { names: { w } }));
    expect(nodes.map(({ kind, lines }) => [kind, ...lines].join('; ')).sort(byText)).toEqual([
      'constant; constant; float64 [] = 3',
      'function; Mul',
      'function; Sum',
      'leaf; w; float64 [2]',
      'output; float64 [] = 9',
      'value; float64 [2]',
    ]);
  });

  test('shows gradients where there are any', () => {
    const [w, b] = [leaf([1, 2]), leaf(0)];
    const y = w.mul(3);
    y.retainGrad();
    const loss = y.add(b).sum();
    const before = drawn(toDot(loss, { names: { w, b, y } })).nodes.flatMap(({ lines }) => lines);
    expect(before.filter((line) => line.startsWith('grad'))).toEqual([]);
    loss.backward();
    const lines = drawn(toDot(loss, { names: { w, b, y } })).nodes.map(({ lines }) => lines.join('; '));
    expect(lines).toContain('w; float64 [2]; grad [2]');
    expect(lines).toContain('b; float64 [] = 0; grad [] = 2');
    expect(lines).toContain('y; float64 [2]; grad [2]');
    expect(lines.filter((line) => line.includes('grad'))).toHaveLength(3);
  });

  test('calls leaves without a name by number, and a Variable with two names by the first', () => {
    const [a, b, c] = [leaf(1), leaf(2), leaf(3)];
    const { nodes } = drawn(toDot(a.mul(b).mul(c), { names: { b, again: b } }));
    expect(nodes.filter(({ kind }) => kind === 'leaf').map(({ lines }) => lines[0])).toEqual([
      'leaf 1',
      'b',
      'leaf 2',
    ]);
  });

  test('draws any name as it is, but for control characters, which become visible', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const [a, b] = [leaf([1]), leaf([2])];
        const { nodes } = drawn(
          toDot(a.mul(b), {
            names: Object.fromEntries([
              [one, a],
              [other, b],
            ]),
          }),
        );
        const titles = nodes
          .filter(({ kind }) => kind === 'leaf')
          .map(({ lines }) => lines.slice(0, -1).join('\n'));
        // Graphviz draws them in any order.
        const expected = one === other ? [one, 'leaf 1'] : [one, other];
        expect(titles.map(seen).sort(byText)).toEqual(expected.map(seen).sort(byText));
      }),
    );
  });

  test('is the same text each time the same program runs', () => {
    const text = () => {
      const w = leaf([1, 2]);
      return toDot(w.mul(w).add(w).sum(), { names: { w } });
    };
    const first = text();
    leaf(1).mul(2);
    expect(text()).toBe(first);
  });

  test('of a Variable without a graph is one node', () => {
    expect(drawn(toDot(leaf([1])))).toMatchObject({
      nodes: [{ kind: 'leaf', lines: ['leaf 1', 'float64 [1]'] }],
      edges: [],
    });
    expect(drawn(toDot(new Variable(zeros([2, 0])))).nodes).toMatchObject([
      { kind: 'constant', lines: ['constant', 'float32 [2, 0]'] },
    ]);
  });

  test('writes a number in the fewest digits that give it back, and a whole one in full', () => {
    const line = (value: number) => drawn(toDot(new Variable(tensor(value)))).nodes[0]?.lines[1];
    expect(line(0.1)).toBe('float32 [] = 0.1');
    expect(line(48420312)).toBe('float32 [] = 48420312');
    expect(line(NaN)).toBe('float32 [] = NaN');
    fc.assert(
      fc.property(fc.float(), (value) => {
        const shown = Number(line(value)?.split(' = ')[1]);
        expect(Object.is(Math.fround(shown), value) || shown === value).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('refuses what is no Variable', () => {
    expect(() => toDot(tensor(1) as never)).toThrow(
      new ArgumentError('toDot: variable is a Tensor; accepted is a Variable'),
    );
    // @ts-expect-error a name for something else
    expect(() => toDot(leaf(1), { names: { w: 1 } })).toThrow(
      'toDot: names["w"] is 1; accepted is a Variable',
    );
    // @ts-expect-error a list has no names
    expect(() => toDot(leaf(1), { names: [leaf(1)] })).toThrow(
      'toDot: names is an array; accepted is an object',
    );
  });

  test('draws a chain of 100 000 functions', () => {
    let y = leaf(1);
    for (let i = 0; i < 100_000; i++) y = y.neg();
    const dot = toDot(y);
    expect(dot.match(/label="Neg"/g)).toHaveLength(100_000);
    expect(dot).toContain('f99999 -> v100000;');
  });
});
