/**
 * The length of a vector.
 *
 * @module
 */
import { productError, rootError, sumError } from './rounding-error.js';

/**
 * √(x² + y²), within 1 unit in the last place: Infinity if either is infinite, even beside NaN. A factor keeps
 * the squares away from the ends of the range, and what they and their sum lost by rounding is added back to
 * the root.
 */
export function hypot(x: number, y: number): number {
  const width = Math.abs(x);
  const height = Math.abs(y);
  if (width === Infinity || height === Infinity) return Infinity;
  const longer = Math.max(width, height);
  const shorter = Math.min(width, height);
  if (!(shorter > longer * 2 ** -54)) return longer + shorter;
  if (longer > 2 ** 480) return length(longer * 2 ** -600, shorter * 2 ** -600) * 2 ** 600;
  if (longer < 2 ** -400) return length(longer * 2 ** 600, shorter * 2 ** 600) * 2 ** -600;
  return length(longer, shorter);
}

/** The same where no square overflows or is subnormal. */
function length(x: number, y: number): number {
  const square = x * x;
  const other = y * y;
  const sum = square + other;
  const lost = sumError(square, other, sum) + productError(x, x, square) + productError(y, y, other);
  const root = Math.sqrt(sum);
  return root + rootError(sum, lost, root);
}
