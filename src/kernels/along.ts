/**
 * Line by line along dims: what softmax, running sums and sorting have in common.
 *
 * @module
 */
import { contiguousStrides, eachRun, gather, permuteView, sizeOf } from './layout.js';
import { evenStep, takeDims } from './reduce.js';
import { allocate } from './storage.js';
import { dtypeOf, type Data, type Dtype, type Shape, type View } from './types.js';

/** Writes a line to `out[at]`, `out[at + by]`, …, made of the n elements `x[start]`, `x[start + step]`, …. */
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
 * Applies the work to each line of elements along the dims named, ascending; the result is row-major. A line has its
 * elements in row-major order of those dims, whatever the layout in storage.
 *
 * @param shape - of the result, where lines come out in another length than they went in; then along one dim only
 */
export function along(
  lines: Lines,
  x: View,
  dims: readonly number[],
  dtype: Dtype,
  shape: Shape = x.shape,
): Data {
  const n = sizeOf(dims.map((dim) => x.shape[dim]));
  const kept = x.shape.map((_, dim) => dim).filter((dim) => !dims.includes(dim));
  const out = allocate(dtype, sizeOf(shape));
  const target = { data: out, shape, strides: contiguousStrides(shape), offset: 0 };
  const step = evenStep(takeDims(x, dims));
  const by = evenStep(takeDims(target, dims));
  const line = lines(n);
  if (step !== undefined && by !== undefined) {
    eachRun([takeDims(x, kept), takeDims(target, kept)], (_, length, [start, at], [dx, dout]) => {
      for (let i = 0; i < length; i++) line(out, at + i * dout, by, x.data, start + i * dx, step, n);
    });
    return out;
  }
  // No one step leads along the dims: bring them to the end, work on rows, and bring them back.
  const order = [...kept, ...dims];
  const moved = permuteView(x, order);
  const rows = gather(moved, dtypeOf(x.data));
  for (let at = 0; at < rows.length; at += n) line(out, at, 1, rows, at, 1, n);
  const packed = { data: out, shape: moved.shape, strides: contiguousStrides(moved.shape), offset: 0 };
  const back = x.shape.map((_, dim) => order.indexOf(dim));
  return gather(permuteView(packed, back), dtype);
}

/** The same work from the last element of a line to its first. */
export const reversed =
  (lines: Lines): Lines =>
  (length) => {
    const line = lines(length);
    return (out, at, by, x, start, step, n) => {
      line(out, at + (n - 1) * by, -by, x, start + (n - 1) * step, -step, n);
    };
  };
