/**
 * The Mersenne Twister in WebAssembly, with the bits of `kernels/mersenne.ts`.
 *
 * @module
 */
import { uniform as plain } from '../mersenne.js';
import type { Data } from '../types.js';
import { machine } from './machine.js';

/** How many numbers are drawn in the memory of WebAssembly at a time: they stay in the caches. */
const CHUNK = 4096;

/** Fills storage with numbers of [0, 1); returns the state after them. */
export function uniform(state: readonly number[], data: Data, from: number, to: number): readonly number[] {
  const wasm = machine();
  if (wasm === null) return plain(state, data, from, to);
  const words = new Int32Array(wasm.bytes.buffer, wasm.STATE, state.length);
  words.set(state);
  const single = data instanceof Float32Array;
  const memory = single ? wasm.float32 : wasm.float64;
  const draw = single ? wasm.loops.uniform32 : wasm.loops.uniform64;
  const place = wasm.A / memory.BYTES_PER_ELEMENT;
  for (let at = from; at < to; at += CHUNK) {
    const count = Math.min(CHUNK, to - at);
    draw(count * memory.BYTES_PER_ELEMENT);
    data.set(memory.subarray(place, place + count), at);
  }
  return Array.from(words);
}
