/**
 * Sums of exponentials that do not overflow: the largest element m is taken out first, Σ eˣ = eᵐ · Σ eˣ⁻ᵐ.
 *
 * @module
 */
import type { Lines } from './along.js';
import { exp, log1p } from './elementary.js';
import { largest, pairwise, pairwiseSum, type Fold } from './reduce.js';
import type { Data } from './types.js';

/**
 * Σ eˣ⁻ᵐ without the first element that is m, whose part is 1: with log1p, what is small beside 1 is not lost. Added
 * pairwise in float64, with 0 in its place.
 */
function restOfSum(data: Data, start: number, step: number, n: number, top: number): number {
  let first = 0;
  while (first < n && data[start + first * step] !== top) first++;
  return pairwise(0, n, (from, count) => {
    let sum = 0;
    for (let i = from; i < from + count; i++) {
      if (i !== first) sum += exp(data[start + i * step] - top);
    }
    return sum;
  });
}

/** ln Σ eˣ = m + ln(1 + rest); of nothing it is −Infinity. */
export const logSumExp: Fold = (data, start, step, n) => {
  const top = largest(data, start, step, n);
  // Also NaN: whatever is not finite stays.
  return Number.isFinite(top) ? top + log1p(restOfSum(data, start, step, n, top)) : top;
};

/** eˣ⁻ᵐ / Σ eˣ⁻ᵐ, rounded once; the sum is taken pairwise in float64. */
export const softmax: Lines = (length) => {
  const powers = new Float64Array(length);
  return (out, at, by, data, start, step, n) => {
    const top = largest(data, start, step, n);
    for (let i = 0; i < n; i++) powers[i] = exp(data[start + i * step] - top);
    const sum = pairwiseSum(powers, 0, 1, n);
    for (let i = 0; i < n; i++) out[at + i * by] = powers[i] / sum;
  };
};

/** (x − m) − ln(1 + rest), rounded once. Beside Infinity nothing is left to compare: NaN. */
export const logSoftmax: Lines = () => (out, at, by, data, start, step, n) => {
  const top = largest(data, start, step, n);
  const rest = top === Infinity ? NaN : log1p(restOfSum(data, start, step, n, top));
  for (let i = 0; i < n; i++) out[at + i * by] = data[start + i * step] - top - rest;
};
