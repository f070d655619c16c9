/**
 * Lists of losses: read from JSON, and compared.
 *
 * @module
 */

/** The losses as numbers: JSON has none that are not finite, so they are written as strings. */
export function toLosses(value: unknown, epochs: number): readonly number[] | null {
  if (!Array.isArray(value) || value.length !== epochs) return null;
  const losses: number[] = [];
  for (const loss of value as unknown[]) {
    if (typeof loss === 'number') losses.push(loss);
    else if (loss === 'NaN' || loss === 'Infinity' || loss === '-Infinity') losses.push(Number(loss));
    else return null;
  }
  return losses;
}

/** The first epoch whose losses differ in any bit, or −1. */
export function partsAt(a: readonly number[], b: readonly number[]): number {
  return a.findIndex((loss, epoch) => !Object.is(loss, b[epoch]));
}
