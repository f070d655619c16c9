/**
 * SVG as a tree, as far as specs look at it. (The types of linkedom need those of the DOM, which are not here.)
 */
import { DOMParser } from 'linkedom';

/** An element of a picture. */
export interface SvgElement {
  readonly textContent: string;
  readonly tagName: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): SvgElement | null;
  querySelectorAll(selector: string): Iterable<SvgElement>;
}

/** The whole picture. */
export function parseSvg(text: string): SvgElement {
  const parser = new DOMParser() as { parseFromString(text: string, type: string): SvgElement };
  return parser.parseFromString(text, 'image/svg+xml');
}
