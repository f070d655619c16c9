/**
 * Lengths: roots of sums of powers, where neither the powers nor their sum may overflow or vanish on the way.
 *
 * @module
 */
import { pow } from './elementary.js';
import { pairwise, type Fold } from './reduce.js';

/** Sums of squares below it may have lost digits to squares that vanish. */
const SMALL = 2 ** -960;

/**
 * √(Σ x² / divisor). Where the sum overflows or nearly vanishes, it is taken anew of x/s for the largest s = |x|.
 *
 * @param squares - Σ (x/scale)²
 * @param largest - the largest |x|
 */
export function rootOfSquares(
  squares: (scale: number) => number,
  largest: () => number,
  divisor = 1,
): number {
  const sum = squares(1);
  if (sum > SMALL && sum < Infinity) return Math.sqrt(sum / divisor);
  const scale = largest();
  if (scale > 0 && scale < Infinity) return scale * Math.sqrt(squares(scale) / divisor);
  return Math.sqrt(sum / divisor);
}

/** The largest |x|, 0 of nothing; NaN if any is NaN. */
const largestSize: Fold = (data, start, step, n) => {
  let best = 0;
  for (let i = 0; i < n; i++) best = Math.max(best, Math.abs(data[start + i * step]));
  return best;
};

/** The smallest |x|; NaN if any is NaN. */
const smallestSize: Fold = (data, start, step, n) => {
  let best = Infinity;
  for (let i = 0; i < n; i++) best = Math.min(best, Math.abs(data[start + i * step]));
  return best;
};

/** √Σ x², the squares added pairwise in float64. */
const euclidean: Fold = (data, start, step, n) =>
  rootOfSquares(
    (scale) =>
      pairwise(0, n, (from, count) => {
        let sum = 0;
        for (let i = from; i < from + count; i++) {
          const x = data[start + i * step] / scale;
          sum += x * x;
        }
        return sum;
      }),
    () => largestSize(data, start, step, n),
  );

/**
 * (Σ |x|ᵖ)^(1/p) for a finite p that is not 0: s·(Σ (|x|/s)ᵖ)^(1/p), where s is the largest |x|, or for p < 0 the smallest.
 * Powers are added pairwise in float64. Of nothing it is 0.
 */
export function norm(p: number): Fold {
  if (p === 2) return euclidean;
  const size = p > 0 ? largestSize : smallestSize;
  return (data, start, step, n) => {
    if (n === 0) return 0;
    const scale = size(data, start, step, n);
    if (!(scale > 0 && scale < Infinity)) return scale;
    const sum = pairwise(0, n, (from, count) => {
      let part = 0;
      for (let i = from; i < from + count; i++) part += pow(Math.abs(data[start + i * step]) / scale, p);
      return part;
    });
    return scale * pow(sum, 1 / p);
  };
}
