/**
 * Sums of exponentials that do not overflow: the largest element m is taken out first, Σ eˣ = eᵐ · Σ eˣ⁻ᵐ.
 *
 * @module
 */
import type { Lines } from './along.js';
import { log1p } from './elementary.js';
import { largest, pairwiseSum, type Fold } from './reduce.js';
import type { Data } from './types.js';
import { exp } from './wasm/pointwise.js';

/** Writes eˣ⁻ᵐ for the elements of a line. */
function powersOf(data: Data, start: number, step: number, n: number, top: number, powers: Data): void {
  for (let i = 0; i < n; i++) powers[i] = data[start + i * step] - top;
  exp(powers, 0, n, powers, 0, 1);
}

/**
 * Σ eˣ⁻ᵐ without the first element that is m, whose part is 1: with log1p, what is small beside 1 is not lost. Added
 * pairwise in float64, with 0 in its place. `powers` is room for n numbers.
 */
function restOfSum(data: Data, start: number, step: number, n: number, top: number, powers: Data): number {
  powersOf(data, start, step, n, top, powers);
  let first = 0;
  while (first < n && data[start + first * step] !== top) first++;
  if (first < n) powers[first] = 0;
  return pairwiseSum(powers, 0, 1, n);
}

/** ln Σ eˣ = m + ln(1 + rest); of nothing it is −Infinity. Room for a line is made once. */
export const logSumExp = (): Fold => {
  let powers = new Float64Array();
  return (data, start, step, n) => {
    const top = largest(data, start, step, n);
    // Also NaN: whatever is not finite stays.
    if (!Number.isFinite(top)) return top;
    if (powers.length !== n) powers = new Float64Array(n);
    return top + log1p(restOfSum(data, start, step, n, top, powers));
  };
};

/** eˣ⁻ᵐ / Σ eˣ⁻ᵐ, rounded once; the sum is taken pairwise in float64. */
export const softmax: Lines = (length) => {
  const powers = new Float64Array(length);
  return (out, at, by, data, start, step, n) => {
    const top = largest(data, start, step, n);
    powersOf(data, start, step, n, top, powers);
    const sum = pairwiseSum(powers, 0, 1, n);
    for (let i = 0; i < n; i++) out[at + i * by] = powers[i] / sum;
  };
};

/** (x − m) − ln(1 + rest), rounded once. Beside Infinity nothing is left to compare: NaN. */
export const logSoftmax: Lines = (length) => {
  const powers = new Float64Array(length);
  return (out, at, by, data, start, step, n) => {
    const top = largest(data, start, step, n);
    const rest = top === Infinity ? NaN : log1p(restOfSum(data, start, step, n, top, powers));
    for (let i = 0; i < n; i++) out[at + i * by] = data[start + i * step] - top - rest;
  };
};
