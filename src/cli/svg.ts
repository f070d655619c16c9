/**
 * SVG of a graph, drawn by Graphviz.
 *
 * @module
 */
import { instance } from '@viz-js/viz';
import { escapeText } from './picture.js';

/** Colours on a dark page. On a light one they are those of the graph itself, which also hold in print. */
const STYLE = `
  .paper { fill: #ffffff; }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117; }
    .node text { fill: #e6edf3; }
    .leaf polygon { fill: #10344d; stroke: #56b4e9; }
    .constant polygon { fill: #21262d; stroke: #8b949e; }
    .output path { fill: #45300e; stroke: #e69f00; }
    .function ellipse { fill: #161b22; stroke: #c9d1d9; }
    .edge path { stroke: #8b949e; }
    .edge polygon { fill: #8b949e; stroke: #8b949e; }
    .edge text { fill: #aab2bb; }
  }
`;

/** Draws a graph given in DOT, readable on light and dark. */
export async function drawDot(dot: string, title: string): Promise<string> {
  const drawn = (await instance()).renderString(dot, { format: 'svg' });
  const [, tag = '', body = ''] = /<svg\b([^>]*)>(.*)<\/svg>/s.exec(drawn) ?? [];
  const contents = body
    .replaceAll(/<!--.*?-->\n?/gs, '')
    // The names of nodes mean nothing to a reader; what a function computes does.
    .replaceAll(/<title>[^<]*<\/title>\n?/g, '')
    .replaceAll(/<a xlink:title="([^"]*)">/g, '<a><title>$1</title>');
  return `<svg role="img"${tag.replaceAll(/\s+/g, ' ')}>
<title>${escapeText(title)}</title>
<style>${STYLE}</style>
<rect class="paper" width="100%" height="100%" fill="#ffffff"/>${contents}</svg>
`;
}
