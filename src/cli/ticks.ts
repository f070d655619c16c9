/**
 * Where the ticks of an axis are.
 *
 * @module
 */

/** At most nine epochs from 0 on, evenly spaced by 1, 2 or 5 times a power of ten. */
export function epochTicks(last: number): number[] {
  let unit = 1;
  while (last > 8 * 5 * unit) unit *= 10;
  const step = [1, 2, 5].map((times) => times * unit).find((size) => last <= 8 * size) ?? 5 * unit;
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
}

/** Round numbers within a range, for a logarithmic axis: powers of ten, and 2 and 5 times them where few of those fit. */
export function logarithmicTicks(low: number, high: number): number[] {
  const decades = Math.log10(high) - Math.log10(low);
  const [mantissas, step] = decades > 3 ? [[1], Math.ceil(decades / 9)] : [[1, 2, 5], 1];
  const ticks: number[] = [];
  const last = Math.floor(Math.log10(high));
  for (let power = Math.ceil(Math.floor(Math.log10(low)) / step) * step; power <= last; power += step) {
    for (const mantissa of mantissas) ticks.push(Number(`${mantissa}e${power}`));
  }
  const within = ticks.filter((tick) => tick >= low && tick <= high);
  return within.length > 1 ? within : [low, high];
}
