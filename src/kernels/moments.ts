/**
 * How far elements lie from their mean.
 *
 * @module
 */
import type { Lines } from './along.js';
import { rootOfSquares } from './norm.js';
import { pairwise, pairwiseSum, type Fold } from './reduce.js';
import type { Data } from './types.js';

/**
 * The mean in two parts, m and what the rounding of m left out: the mean of x − m. All in float64. Where m is not finite
 * nothing is left out.
 */
function meanOf(data: Data, start: number, step: number, n: number): readonly [mean: number, rest: number] {
  const mean = pairwiseSum(data, start, step, n) / n;
  if (!Number.isFinite(mean)) return [mean, 0];
  const rest = pairwise(0, n, (from, count) => {
    let sum = 0;
    for (let i = from; i < from + count; i++) sum += data[start + i * step] - mean;
    return sum;
  });
  return [mean, rest / n];
}

/** x − mean, element by element, rounded once. */
export const deviations: Lines = () => (out, at, by, data, start, step, n) => {
  const [mean, rest] = meanOf(data, start, step, n);
  for (let i = 0; i < n; i++) out[at + i * by] = data[start + i * step] - mean - rest;
};

/** Σ ((x − mean)/scale)², added pairwise in float64. */
const squares =
  (data: Data, start: number, step: number, n: number) =>
  (scale: number): number => {
    const [mean, rest] = meanOf(data, start, step, n);
    return pairwise(0, n, (from, count) => {
      let sum = 0;
      for (let i = from; i < from + count; i++) {
        const deviation = (data[start + i * step] - mean - rest) / scale;
        sum += deviation * deviation;
      }
      return sum;
    });
  };

/** The largest |x − mean|. */
function largestDeviation(data: Data, start: number, step: number, n: number): number {
  const [mean, rest] = meanOf(data, start, step, n);
  let best = 0;
  for (let i = 0; i < n; i++) best = Math.max(best, Math.abs(data[start + i * step] - mean - rest));
  return best;
}

/** Σ (x − mean)² / (n − correction); the divisor is at least 0. */
export const variance =
  (correction: number): Fold =>
  (data, start, step, n) =>
    squares(data, start, step, n)(1) / Math.max(0, n - correction);

/** The square root of the variance, rounded once. */
export const standardDeviation =
  (correction: number): Fold =>
  (data, start, step, n) =>
    rootOfSquares(
      squares(data, start, step, n),
      () => largestDeviation(data, start, step, n),
      Math.max(0, n - correction),
    );
