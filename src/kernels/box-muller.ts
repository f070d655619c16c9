/**
 * Box and Muller's transform, block by block.
 *
 * @module
 */
import sincos from '@stdlib/math-base-special-sincos';
import { log } from './elementary.js';
import type { Data } from './types.js';

/** How many numbers a block has. */
export const BLOCK = 16;

const HALF: number = BLOCK / 2;

/**
 * Turns blocks of 16 numbers u spread evenly over [0, 1) into standard normal ones, in place: with
 * u₁ = 1 − u[j] and u₂ = u[j + 8], r = √(−2 ln u₁) and θ = 2π u₂ give r cos θ at j and r sin θ at j + 8. Every step is
 * rounded to the dtype. Adding 0 turns −0 into 0, as adding PyTorch's mean does.
 *
 * @param data - float32 or float64
 * @param from - where the first block begins
 * @param to - where the last block ends; what is left behind the last whole block is not touched
 */
export function boxMuller(data: Data, from: number, to: number): void {
  const single = data instanceof Float32Array;
  const round = single ? Math.fround : (x: number): number => x;
  const twoPi = round(2 * Math.PI);
  const pair = new Float64Array(2);
  for (let at = from; at + BLOCK <= to; at += BLOCK) {
    for (let j = at; j < at + HALF; j++) {
      const r = round(Math.sqrt(-2 * round(log(round(1 - data[j])))));
      sincos.assign(round(twoPi * data[j + HALF]), pair, 1, 0);
      data[j] = r * round(pair[1]) + 0;
      data[j + HALF] = r * round(pair[0]) + 0;
    }
  }
}
