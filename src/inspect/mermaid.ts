/**
 * A graph as a flowchart of Mermaid, which many places that show Markdown draw.
 *
 * @module
 */
import type { Variable } from '../autograd/variable.js';
import { visible } from './dot.js';
import { linesOf, partsOf, type GraphOptions, type GraphValue } from './graph.js';

/** The colours of text, area and border hold on a light page and on a dark one. */
const STYLES = [
  'classDef leaf fill:#d9ecfa,stroke:#0072b2,stroke-width:2px,color:#1f2328',
  'classDef constant fill:#f2f2f2,stroke:#767676,color:#1f2328',
  'classDef value fill:#fafafa,stroke:#c8c8c8,color:#1f2328',
  'classDef output fill:#fdecd2,stroke:#b35900,stroke-width:2px,color:#1f2328',
  'classDef function fill:#ffffff,stroke:#1f2328,color:#1f2328',
];

/**
 * The graph of a Variable as a Mermaid flowchart, for a fenced block `mermaid` of Markdown. It says what {@link toDot}
 * says.
 *
 * @param variable - the end of the graph; a Variable without a graph is one box
 * @throws `ArgumentError` where `variable` or one of the names is no Variable
 *
 * @example
 * ```ts
 * import { tensor, toMermaid, Variable } from 'gradus';
 * const w = new Variable(tensor([[1, 2]]), { requiresGrad: true });
 * const flowchart = toMermaid(w.tanh().sum(), { names: { w } });
 * flowchart.split('\n')[0]; // => 'flowchart TD'
 * flowchart.includes('v0["w<br/>float32 [1, 2]"]:::leaf'); // => true
 * ```
 */
export function toMermaid(variable: Variable, options: GraphOptions = {}): string {
  const lines = partsOf('toMermaid', variable, options).flatMap((part) => {
    if (part.kind === 'value') return [valueLine(part)];
    const { id, node, inputs, output } = part;
    return [
      `${id}(["${escaped(node.name)}"]):::function`,
      ...inputs.map((input, place) => `${input.id} -->${inputs.length > 1 ? `|${place}|` : ''} ${id}`),
      `${id} --> ${output.id}`,
    ];
  });
  return [
    'flowchart TD',
    ...lines.map((line) => `  ${line}`),
    ...STYLES.map((style) => `  ${style}`),
    '',
  ].join('\n');
}

function valueLine(value: GraphValue): string {
  const label = linesOf(value).map(escaped).join('<br/>');
  const boxed = value.role === 'leaf' || value.role === 'constant' ? `["${label}"]` : `("${label}")`;
  return `${value.id}${boxed}:::${value.role}`;
}

/** A text inside a quoted label: whatever could mean something there, to Mermaid, Markdown or HTML, is a number. */
function escaped(text: string): string {
  return visible(text)
    .replace(/[^\w\s,.=[\]\u0080-\u{10ffff}-]/gu, (character) => `#${character.codePointAt(0)};`)
    .replaceAll('\n', '<br/>');
}
