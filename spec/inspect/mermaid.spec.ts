/**
 * Mermaid is read by Mermaid's own parser, which needs a document to be there.
 */
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, test } from 'vitest';
import { toMermaid, type GraphOptions, type Variable } from '../../src/index.js';
import { leaf } from '../autograd/support.js';
import { byText, edgesOf, graphs, hostile, variablesOf } from './graphs.js';

interface Vertex {
  readonly id: string;
  readonly text: string;
  readonly type: string;
  readonly classes: readonly string[];
}

interface Edge {
  readonly start: string;
  readonly end: string;
  readonly text: string;
}

interface Flowchart {
  getVertices(): ReadonlyMap<string, Vertex>;
  getEdges(): readonly Edge[];
}

let parse: (text: string) => Promise<Flowchart>;

beforeAll(async () => {
  const page = parseHTML('<html><body></body></html>') as {
    readonly window: unknown;
    readonly document: unknown;
  };
  Object.assign(globalThis, { window: page.window, document: page.document });
  const { default: mermaid } = await import('mermaid');
  parse = async (text) => {
    await mermaid.parse(text);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else gives what was understood
    return (await mermaid.mermaidAPI.getDiagramFromText(text)).db as unknown as Flowchart;
  };
});

/** Mermaid keeps `#34;` as letters that mean nothing until it draws. */
const decoded = (text: string): string =>
  text
    .replaceAll('<br/>', '\n')
    .replaceAll(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)));

async function drawn(output: Variable, options?: GraphOptions) {
  const flowchart = await parse(toMermaid(output, options));
  const vertices = [...flowchart.getVertices().values()].map(({ id, text, type, classes }) => {
    return { id, type, classes, text: decoded(text) };
  });
  const text = (id: string): string => vertices.find((vertex) => vertex.id === id)?.text ?? 'missing';
  const edges = flowchart.getEdges().map((edge) => `${text(edge.start)} -${edge.text}> ${text(edge.end)}`);
  return { vertices, edges: edges.sort(byText) };
}

describe('toMermaid', () => {
  test('has every value and every function once, and every edge', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (output) => {
        const variables = [...variablesOf(output)];
        const names = Object.fromEntries(variables.map((variable, i) => [`n${i}`, variable]));
        const title = (variable: Variable): string => {
          const value = variable.ndim === 0 ? ` = ${String(variable.item())}` : '';
          return `n${variables.indexOf(variable)}\nfloat64 [${variable.shape.join(', ')}]${value}`;
        };
        const { vertices, edges } = await drawn(output, { names });
        const functions = variables.filter(({ gradFn }) => gradFn !== null).length;
        expect(vertices).toHaveLength(variables.length + functions);
        expect(edges).toEqual(edgesOf(output, title));
      }),
      { numRuns: 20 },
    );
  });

  test('tells leaves, constants, functions, values and the output apart', async () => {
    const w = leaf([1, 2]);
    const loss = w.mul(3).sum();
    loss.backward();
    const { vertices } = await drawn(loss, { names: { w } });
    expect(
      vertices.map(({ type, classes, text }) => `${classes.join()}; ${type}; ${text}`).sort(byText),
    ).toEqual([
      'constant; square; constant\nfloat64 [] = 3',
      'function; stadium; Mul',
      'function; stadium; Sum',
      'leaf; square; w\nfloat64 [2]\ngrad [2]',
      'output; round; float64 [] = 9',
      'value; round; float64 [2]',
    ]);
  });

  test('keeps any name, but for control characters, which become visible', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        const w = leaf([1]);
        const [one] = (await drawn(w, { names: Object.fromEntries([[name, w]]) })).vertices;
        const title = (one?.text ?? '').split('\n').slice(0, -1).join('\n');
        const same = (text: string): string =>
          text
            .replace(/\r\n?/g, '\n')
            .replace(/[\u2400-\u241f\ufffd\p{Cc}]/gu, (c) => (c === '\n' ? c : '·'));
        // Mermaid trims labels.
        expect(same(title).trim()).toBe(same(name).trim());
      }),
    );
  });

  test('of a Variable without a graph is one node', async () => {
    const { vertices, edges } = await drawn(leaf([1]));
    expect(vertices.map(({ text }) => text)).toEqual(['leaf 1\nfloat64 [1]']);
    expect(edges).toEqual([]);
  });

  test('writes a chain of 100 000 functions', () => {
    let y = leaf(1);
    for (let i = 0; i < 100_000; i++) y = y.neg();
    expect(toMermaid(y).match(/\["Neg"\]/g)).toHaveLength(100_000);
  });
});
