/**
 * How numbers are shown.
 *
 * @module
 */
import { fixed4, short } from '../../../src/cli/format.js';

/** A loss as the programs print it; in powers of ten where four decimals would show nothing of it. */
export function lossText(loss: number): string {
  const size = Math.abs(loss);
  if (Number.isFinite(loss) && size !== 0 && (size < 0.01 || size >= 1e15)) return loss.toExponential(6);
  return fixed4(loss).replace('-', '−');
}

/** A number in a few digits. */
export function brief(value: number, digits = 5): string {
  if (!Number.isFinite(value)) return fixed4(value).replace('-', '−');
  return short(Number(value.toPrecision(digits))).replaceAll('-', '−');
}

/** A shape in brackets. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

/** A count with its thousands set apart, as the language does it. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}
