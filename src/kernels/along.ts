/**
 * As many elements out as in, line by line along dims: what softmax, running sums and sorting have in common.
 *
 * @module
 */
import { contiguousStrides, eachRun, gather, permuteView, sizeOf } from './layout.js';
import { evenStep, takeDims } from './reduce.js';
import { allocate, type Data, type Dtype, type View } from './types.js';

/** Writes n elements to `out[at]`, `out[at + by]`, …, made of the n elements `x[start]`, `x[start + step]`, …. */
export type Line = (
  out: Data,
  at: number,
  by: number,
  x: Data,
  start: number,
  step: number,
  n: number,
) => void;

/** The work on lines of n elements: what it needs beside them is made once for all lines. */
export type Lines = (n: number) => Line;

/**
 * Applies the work to each line of elements along the dims named, ascending; the result has the shape of x, row-major.
 * A line has its elements in row-major order of those dims, whatever the layout in storage.
 */
export function along(lines: Lines, x: View, dims: readonly number[], dtype: Dtype): Data {
  const n = sizeOf(dims.map((dim) => x.shape[dim]));
  const line = lines(n);
  const kept = x.shape.map((_, dim) => dim).filter((dim) => !dims.includes(dim));
  const out = allocate(dtype, sizeOf(x.shape));
  const target = { data: out, shape: x.shape, strides: contiguousStrides(x.shape), offset: 0 };
  const step = evenStep(takeDims(x, dims));
  const by = evenStep(takeDims(target, dims));
  if (step !== undefined && by !== undefined) {
    eachRun([takeDims(x, kept), takeDims(target, kept)], (_, length, [start, at], [dx, dout]) => {
      for (let i = 0; i < length; i++) line(out, at + i * dout, by, x.data, start + i * dx, step, n);
    });
    return out;
  }
  // No one step leads along the dims: bring them to the end, work on rows, and bring them back.
  const order = [...kept, ...dims];
  const moved = permuteView(x, order);
  const rows = gather(moved, dtype);
  const made = allocate(dtype, rows.length);
  for (let at = 0; at < rows.length; at += n) line(made, at, 1, rows, at, 1, n);
  const packed = { data: made, shape: moved.shape, strides: contiguousStrides(moved.shape), offset: 0 };
  return gather(
    permuteView(
      packed,
      x.shape.map((_, dim) => order.indexOf(dim)),
    ),
    dtype,
  );
}
