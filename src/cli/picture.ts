/**
 * What all pictures share.
 *
 * @module
 */

/** A text within an element of SVG. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
