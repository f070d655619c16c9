/**
 * How changes of layout are computed on tensors: by another view of the same storage, where strides can say it.
 *
 * @module
 */
import { ArgumentError } from '../../errors.js';
import { kernels } from '../../kernels/index.js';
import { gather, narrowView, permuteView, reshapeView, rowMajor, sizeOf } from '../../kernels/layout.js';
import * as pointwise from '../../kernels/pointwise.js';
import { allocate } from '../../kernels/storage.js';
import type { LayoutPrimitives } from '../algebra/layout.js';
import { fromData, fromView, viewOf, type Tensor } from '../tensor.js';
import { broadcast } from './support.js';

function concat(xs: readonly Tensor[], dim: number): Tensor {
  const [first] = xs;
  if (first === undefined) throw new ArgumentError('concat: tensors is empty; accepted is at least one');
  const along = xs.reduce((total, x) => total + x.size(dim), 0);
  const shape = Object.freeze(first.shape.map((size, i) => (i === dim ? along : size)));
  const out = allocate(first.dtype, sizeOf(shape));
  const outer = sizeOf(shape.slice(0, dim));
  const inner = sizeOf(shape.slice(dim + 1));
  let at = 0;
  for (const x of xs) {
    const run = x.size(dim) * inner;
    const elements = rowMajor(viewOf(x), x.dtype);
    for (let o = 0; o < outer; o++)
      out.set(elements.subarray(o * run, (o + 1) * run), o * along * inner + at);
    at += run;
  }
  return fromData(out, shape, first.dtype);
}

/** To bool: not zero. To int32: towards zero, and refused where it does not fit. To a float: rounded once. */
function convert(x: Tensor, dtype: Tensor['dtype']): ReturnType<typeof allocate> {
  if (dtype === 'bool')
    return kernels.map(
      pointwise.each((value) => (value === 0 ? 0 : 1)),
      viewOf(x),
      dtype,
    );
  if (dtype !== 'int32' || x.dtype === 'bool') return gather(viewOf(x), dtype);
  return kernels.map(
    pointwise.each((value) => {
      const whole = Math.trunc(value);
      if (whole >= -(2 ** 31) && whole < 2 ** 31) return whole;
      throw new ArgumentError(`to: the element ${value} does not fit int32`);
    }),
    viewOf(x),
    dtype,
  );
}

/** The changes of layout on tensors. */
export const layoutPrimitives: LayoutPrimitives<Tensor> = {
  permute: (x, dims) => fromView(permuteView(viewOf(x), dims), x.dtype),
  reshape: (x, shape) => {
    const view = reshapeView(viewOf(x), shape);
    return view === undefined
      ? fromData(gather(viewOf(x), x.dtype), shape, x.dtype)
      : fromView(view, x.dtype);
  },
  expand: (x, shape) => fromView(broadcast(x, shape), x.dtype),
  narrow: (x, dim, start, length) => fromView(narrowView(viewOf(x), dim, start, length), x.dtype),
  concat,
  clone: (x) => fromData(gather(viewOf(x), x.dtype), x.shape, x.dtype),
  to: (x, dtype) => fromData(convert(x, dtype), x.shape, dtype),
};
