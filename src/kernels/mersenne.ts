/**
 * Many uniform numbers from the Mersenne Twister.
 *
 * @module
 */
import { mersenneFromState } from 'pure-rand/generator/mersenne';
import type { Data } from './types.js';

/**
 * Fills storage from `from` to `to` with numbers of [0, 1): in float32 the low 24 bits of one output times 2⁻²⁴, in
 * float64 the low 53 bits of two, of which the first is the high word, times 2⁻⁵³.
 *
 * @param data - float32 or float64
 * @param state - of MT19937, as `pure-rand` saves it: the index of the word that comes next, and the 624 words
 * @returns the state after them
 */
export function uniform(state: readonly number[], data: Data, from: number, to: number): readonly number[] {
  const engine = mersenneFromState(state);
  if (data instanceof Float32Array) for (let i = from; i < to; i++) data[i] = float32From(engine);
  else for (let i = from; i < to; i++) data[i] = float64From(engine);
  return engine.getState();
}

/** What gives 32 bits at a time, as an integer of either sign. */
export interface Bits {
  next(): number;
}

/** A multiple of 2⁻²⁴ in [0, 1). */
export function float32From(engine: Bits): number {
  return (engine.next() & 0xffffff) * 2 ** -24;
}

/** A multiple of 2⁻⁵³ in [0, 1). */
export function float64From(engine: Bits): number {
  const high = engine.next() & 0x1fffff;
  return (high * 2 ** 32 + (engine.next() >>> 0)) * 2 ** -53;
}
