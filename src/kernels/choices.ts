/**
 * One of several, chosen by its number.
 *
 * @module
 */

/**
 * Of data laid out as [samples, choices, positions], the place of the choice that each [sample, position] makes, in
 * row-major order; −1 where it is `ignored`.
 */
export function choicePlaces(
  chosen: ArrayLike<number>,
  choices: number,
  positions: number,
  ignored: number,
): Int32Array {
  const places = new Int32Array(chosen.length);
  for (let i = 0; i < places.length; i++) {
    const sample = Math.floor(i / positions);
    const choice = chosen[i];
    places[i] = choice === ignored ? -1 : (sample * choices + choice) * positions + (i % positions);
  }
  return places;
}
