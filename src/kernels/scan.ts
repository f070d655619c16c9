/**
 * Running reductions: each element of the result is made of the elements up to its place.
 *
 * @module
 */
import type { Lines } from './along.js';
import { contiguousStrides, eachRun, sizeOf } from './layout.js';
import { takeDims } from './reduce.js';
import { allocate } from './storage.js';
import type { Data, Dtype, View } from './types.js';

/** x₀, x₀ + x₁, …: one running sum in float64, rounded to the dtype at each place. */
export const runningSum: Lines = () => (out, at, by, x, start, step, n) => {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += x[start + i * step];
    out[at + i * by] = sum;
  }
};

/** x₀, x₀·x₁, …: one running product in float64, rounded to the dtype at each place. */
export const runningProduct: Lines = () => (out, at, by, x, start, step, n) => {
  let product = 1;
  for (let i = 0; i < n; i++) {
    product *= x[start + i * step];
    out[at + i * by] = product;
  }
};

/** The index of the largest element so far: the last of those that tie, and the last NaN once there is one. */
export const indexOfLargestSoFar: Lines = () => (out, at, by, x, start, step, n) => {
  let best = -Infinity;
  let index = 0;
  for (let i = 0; i < n; i++) {
    const value = x[start + i * step];
    // Of two comparisons with NaN, the negated one is true.
    if (value >= best || Number.isNaN(value)) {
      best = value;
      index = i;
    }
    out[at + i * by] = index;
  }
};

/** The index of the smallest element so far; as {@link indexOfLargestSoFar}. */
export const indexOfSmallestSoFar: Lines = () => (out, at, by, x, start, step, n) => {
  let best = Infinity;
  let index = 0;
  for (let i = 0; i < n; i++) {
    const value = x[start + i * step];
    if (value <= best || Number.isNaN(value)) {
      best = value;
      index = i;
    }
    out[at + i * by] = index;
  }
};

/**
 * hₖ = bₖ + aₖ·hₖ₋₁ along a dim, from h₋₁ = 0; or from the last element to the first, hₖ = bₖ + aₖ·hₖ₊₁. Two views of
 * one shape. Running in float64, rounded to the dtype at each place.
 */
export function recurrence(a: View, b: View, dim: number, reverse: boolean, dtype: Dtype): Data {
  const { shape } = a;
  const n = shape[dim];
  const out = allocate(dtype, sizeOf(shape));
  const target = { data: out, shape, strides: contiguousStrides(shape), offset: 0 };
  const views = [a, b, target];
  const kept = shape.map((_, i) => i).filter((i) => i !== dim);
  const sign = reverse ? -1 : 1;
  const first = reverse ? n - 1 : 0;
  const [da, db, dout] = views.map((view) => sign * view.strides[dim]);
  const outer = views.map((view) => ({
    ...takeDims(view, kept),
    offset: view.offset + first * view.strides[dim],
  }));
  eachRun(outer, (_, length, [i, j, at], [di, dj, dat]) => {
    for (let k = 0; k < length; k++) {
      let h = 0;
      for (let m = 0; m < n; m++) {
        h = b.data[j + k * dj + m * db] + a.data[i + k * di + m * da] * h;
        out[at + k * dat + m * dout] = h;
      }
    }
  });
  return out;
}
