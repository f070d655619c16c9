/**
 * Many elements to one: reductions over dims, and the order in which a sum is taken.
 *
 * @module
 */
import { contiguousStrides, eachRun, gather, sizeOf } from './layout.js';
import { allocate } from './storage.js';
import { dtypeOf, type Data, type Dtype, type View } from './types.js';

/** Folds the `n` elements `data[start]`, `data[start + step]`, … into one number. */
export type Fold = (data: Data, start: number, step: number, n: number) => number;

/** Runs of at most this many elements are added one after the other. */
const RUN = 32;

/**
 * The sum, by the library's one documented scheme. Elements are taken in row-major order. At most 32 of them
 * are added from the first to the last; more are split after ⌊n/2⌋, each half is summed by the same scheme and
 * the two results added. Everything is added in float64 and rounded to the dtype once, at the end.
 *
 * With u = 2⁻⁵³ the error is at most (32 + ⌈log₂ n⌉)·u·Σ|xᵢ| to first order (Higham, Accuracy and Stability of
 * Numerical Algorithms, 2nd ed., §4.2), where adding one after the other would give (n − 1)·u·Σ|xᵢ|.
 */
export const pairwiseSum: Fold = (data, start, step, n) => {
  if (n <= RUN) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += data[start + i * step];
    return sum;
  }
  const half = n >> 1;
  return pairwiseSum(data, start, step, half) + pairwiseSum(data, start + half * step, step, n - half);
};

/** Adds by the scheme of {@link pairwiseSum} what `run` gives for up to 32 of n places, from `from` on. */
export function pairwise(from: number, n: number, run: (from: number, n: number) => number): number {
  if (n <= RUN) return run(from, n);
  const half = n >> 1;
  return pairwise(from, half, run) + pairwise(from + half, n - half, run);
}

/** The largest element; NaN if any is NaN. */
export const largest: Fold = (data, start, step, n) => {
  let best = -Infinity;
  for (let i = 0; i < n; i++) best = Math.max(best, data[start + i * step]);
  return best;
};

/** The smallest element; NaN if any is NaN. */
export const smallest: Fold = (data, start, step, n) => {
  let best = Infinity;
  for (let i = 0; i < n; i++) best = Math.min(best, data[start + i * step]);
  return best;
};

/** The product, from the first element to the last, in float64; 1 of nothing. */
export const product: Fold = (data, start, step, n) => {
  let result = 1;
  for (let i = 0; i < n; i++) result *= data[start + i * step];
  return result;
};

/** The product of integers: 0 where one is 0, even beside so many that the others overflow. */
export const wholeProduct: Fold = (data, start, step, n) =>
  allTrue(data, start, step, n) === 0 ? 0 : product(data, start, step, n);

/** The index of the first of the largest elements, or of the first NaN. */
export const indexOfLargest: Fold = (data, start, step, n) => {
  let index = 0;
  let best = data[start];
  for (let i = 0; i < n; i++) {
    const value = data[start + i * step];
    if (Number.isNaN(value)) return i;
    if (value > best) {
      best = value;
      index = i;
    }
  }
  return index;
};

/** The index of the first of the smallest elements, or of the first NaN. */
export const indexOfSmallest: Fold = (data, start, step, n) => {
  let index = 0;
  let best = data[start];
  for (let i = 0; i < n; i++) {
    const value = data[start + i * step];
    if (Number.isNaN(value)) return i;
    if (value < best) {
      best = value;
      index = i;
    }
  }
  return index;
};

/** Whether an element is not 0, as 1 or 0; NaN is not 0. */
export const anyTrue: Fold = (data, start, step, n) => {
  for (let i = 0; i < n; i++) if (data[start + i * step] !== 0) return 1;
  return 0;
};

/** Whether no element is 0, as 1 or 0. */
export const allTrue: Fold = (data, start, step, n) => {
  for (let i = 0; i < n; i++) if (data[start + i * step] === 0) return 0;
  return 1;
};

/**
 * Folds over the dims named, ascending; the result holds the other dims in row-major order. The elements
 * folded into one number are visited in row-major order of the reduced dims, whatever the layout in storage.
 */
export function reduce(fold: Fold, x: View, dims: readonly number[], dtype: Dtype): Data {
  const kept = x.shape.map((_, dim) => dim).filter((dim) => !dims.includes(dim));
  const list = takeDims(x, dims);
  const n = sizeOf(list.shape);
  const step = evenStep(list);
  if (step === undefined) {
    const rows = gather(takeDims(x, [...kept, ...dims]), dtypeOf(x.data));
    const shape = [...kept.map((dim) => x.shape[dim]), n];
    const packed = { data: rows, shape, strides: contiguousStrides(shape), offset: 0 };
    return reduce(fold, packed, [shape.length - 1], dtype);
  }
  const outer = takeDims(x, kept);
  const out = allocate(dtype, sizeOf(outer.shape));
  eachRun([outer], (place, length, [start], [stride]) => {
    for (let i = 0; i < length; i++) out[place + i] = fold(x.data, start + i * stride, step, n);
  });
  return out;
}

/** The view of the dims named, in their order, at the first index of all others. */
export function takeDims(view: View, dims: readonly number[]): View {
  return {
    data: view.data,
    shape: dims.map((dim) => view.shape[dim]),
    strides: dims.map((dim) => view.strides[dim]),
    offset: view.offset,
  };
}

/** The one distance between neighbouring elements of a view in row-major order, if there is one. */
export function evenStep({ shape, strides }: View): number | undefined {
  let step: number | undefined;
  let expected = 0;
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    if (shape[dim] === 1) continue;
    step ??= strides[dim];
    if (expected !== 0 && strides[dim] !== expected) return undefined;
    if (step === 0 && strides[dim] !== 0) return undefined;
    expected = strides[dim] * shape[dim];
  }
  return step ?? 1;
}
