/**
 * A graph in DOT, the language of Graphviz.
 *
 * @module
 */
import type { Variable } from '../autograd/variable.js';
import { formulaOf } from './formula-of.js';
import { linesOf, partsOf, type GraphOptions, type GraphPart } from './graph.js';

/** How the parts are told apart: by their form as by their colour. Graphviz gives each the class for a style sheet. */
const LOOKS = {
  leaf: 'shape=box, style="filled", penwidth=2, fillcolor="#d9ecfa", color="#0072b2"',
  constant: 'shape=box, style="filled", fillcolor="#f2f2f2", color="#767676"',
  value: 'shape=plain, fontcolor="#444444"',
  output: 'shape=box, style="filled,rounded", penwidth=2, fillcolor="#fdecd2", color="#b35900"',
  function: 'shape=ellipse, style="filled", fillcolor="#ffffff", color="#1f2328"',
} as const;

/**
 * The graph of a Variable in DOT: what it was made of, from the leaves down to it. Leaves are boxes, functions
 * ellipses, and what functions made stands between them, with dtypes and shapes, and with the shape of the gradient
 * where there is one. Constants are drawn thinly.
 *
 * Looking changes nothing. The same program gives the same text each time. A function of several inputs has their
 * places on its edges.
 *
 * @param variable - the end of the graph; a Variable without a graph is one box
 * @returns the text, for Graphviz' `dot -Tsvg`; `gradus graph` draws it by itself
 * @throws `ArgumentError` where `variable` or one of the names is no Variable
 *
 * @example
 * ```ts
 * import { tensor, toDot, Variable } from 'gradus';
 * const w = new Variable(tensor([[1, 2]]), { requiresGrad: true });
 * const dot = toDot(w.tanh().sum(), { names: { w } });
 * dot.split('\n')[0]; // => 'digraph gradus {'
 * dot.includes('label="w\\nfloat32 [1, 2]"'); // => true
 * ```
 */
export function toDot(variable: Variable, options: GraphOptions = {}): string {
  const parts = partsOf('toDot', variable, options);
  const kinds = Object.entries(LOOKS).flatMap(([kind, look]) => {
    const nodes = parts
      .filter((part) => (part.kind === 'value' ? part.role : part.kind) === kind)
      .map(nodeLine);
    return nodes.length === 0 ? [] : ['  {', `    node [class="${kind}", ${look}];`, ...nodes, '  }'];
  });
  const edges = parts.flatMap((part) => {
    if (part.kind === 'value') return [];
    const { id, inputs, output } = part;
    const places = inputs.map(({ id: from }, place) => {
      return `  ${from} -> ${id}${inputs.length > 1 ? ` [label="${place}"]` : ''};`;
    });
    return [...places, `  ${id} -> ${output.id};`];
  });
  return [
    'digraph gradus {',
    '  graph [rankdir=TB, ordering=in, bgcolor="transparent", pad=0.15, nodesep=0.35, ranksep=0.3];',
    '  node [fontname="Helvetica", fontsize=11, fontcolor="#1f2328", height=0.3, margin="0.12,0.06"];',
    '  edge [fontname="Helvetica", fontsize=9, fontcolor="#57606a", color="#57606a", arrowsize=0.7];',
    ...kinds,
    ...edges,
    '}',
    '',
  ].join('\n');
}

function nodeLine(part: GraphPart): string {
  if (part.kind === 'value') return `    ${part.id} [label="${linesOf(part).map(escaped).join('\\n')}"];`;
  const { id, node } = part;
  const tip = formulaOf(node)?.formula ?? node.name;
  return `    ${id} [label="${escaped(node.name)}", tooltip="${escaped(tip)}"];`;
}

/**
 * A text inside a quoted label: `"` would end it, `\` begins what Graphviz replaces, and `&` an entity of HTML. A line
 * break stays one, with a space in a line that has nothing, which some builds of Graphviz cannot draw. Other control
 * characters, of which a zero would end the whole graph, are made visible.
 */
function escaped(text: string): string {
  return visible(text)
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('&', '&amp;')
    .replaceAll(/^$/gm, ' ')
    .replaceAll('\n', '\\n');
}

/** Control characters as Unicode's pictures of them, but for the line break. */
export function visible(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
      .replace(/[\u0000-\u0009\u000b-\u001f]/g, (character) =>
        String.fromCharCode(0x2400 + character.charCodeAt(0)),
      )
      .replace(/[\u007f-\u009f]/g, '\ufffd')
  );
}
