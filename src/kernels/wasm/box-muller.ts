/**
 * Box and Muller's transform in WebAssembly, with the bits of `kernels/box-muller.ts`.
 *
 * @module
 */
import { BLOCK, boxMuller as plain } from '../box-muller.js';
import type { Data } from '../types.js';
import { machine } from './machine.js';

/** How many numbers go into the memory of WebAssembly at a time: whole blocks that stay in the caches. */
const CHUNK: number = 256 * BLOCK;

/** Turns whole blocks of numbers spread evenly over [0, 1) into standard normal ones, in place. */
export function boxMuller(data: Data, from: number, to: number): void {
  const wasm = machine();
  if (wasm === null) {
    plain(data, from, to);
    return;
  }
  const single = data instanceof Float32Array;
  const memory = single ? wasm.float32 : wasm.float64;
  const run = single ? wasm.loops.boxMuller32 : wasm.loops.boxMuller64;
  const place = wasm.A / memory.BYTES_PER_ELEMENT;
  const end = to - ((to - from) % BLOCK);
  for (let at = from; at < end; at += CHUNK) {
    const count = Math.min(CHUNK, end - at);
    memory.set(data.subarray(at, at + count), place);
    run(count * memory.BYTES_PER_ELEMENT);
    data.set(memory.subarray(place, place + count), at);
  }
}
