/**
 * How matrix products are computed on tensors.
 *
 * @module
 */
import { kernels } from '../../kernels/index.js';
import { contiguousStrides, sizeOf } from '../../kernels/layout.js';
import { allocate } from '../../kernels/storage.js';
import type { Shape, View } from '../../kernels/types.js';
import type { ProductPrimitives } from '../algebra/products.js';
import { broadcastShapes } from '../check.js';
import { fromData, viewOf, type Tensor } from '../tensor.js';
import { broadcast } from './support.js';

/** The product of two matrices. */
function mm(a: Tensor, b: Tensor): Tensor {
  return fromData(kernels.mm(viewOf(a), viewOf(b)), Object.freeze([a.size(0), b.size(1)]), a.dtype);
}

/** The product of the last two dims, for every index of the broadcast leading ones. */
function matmul(a: Tensor, b: Tensor): Tensor {
  if (a.ndim === 2 && b.ndim === 2) return mm(a, b);
  const batch = broadcastShapes('matmul', a.shape.slice(0, -2), b.shape.slice(0, -2));
  const rows = a.size(-2);
  const columns = b.size(-1);
  const left = broadcast(a, [...batch, rows, a.size(-1)]);
  const right = broadcast(b, [...batch, b.size(-2), columns]);
  const shape = Object.freeze([...batch, rows, columns]);
  const out = allocate(a.dtype, sizeOf(shape));
  const matrices = sizeOf(batch);
  const leftStarts = startsOf(left, batch);
  const rightStarts = startsOf(right, batch);
  for (let i = 0; i < matrices; i++) {
    const place = i * rows * columns;
    kernels.mmInto(matrixAt(left, leftStarts, i), matrixAt(right, rightStarts, i), out, place);
  }
  return fromData(out, shape, a.dtype);
}

/** Where in storage each matrix of a batch starts, in row-major order of the batch dims. */
function startsOf(view: View, batch: Shape): ArrayLike<number> {
  const places = Int32Array.from({ length: sizeOf(batch) }, (_, i) => i);
  const strides = contiguousStrides(batch);
  return places.map((place) =>
    batch.reduce((at, size, dim) => {
      const index = Math.floor(place / (strides[dim] ?? 1)) % size;
      return at + index * (view.strides[dim] ?? 0);
    }, view.offset),
  );
}

function matrixAt(view: View, starts: ArrayLike<number>, i: number): View {
  return {
    data: view.data,
    shape: view.shape.slice(-2),
    strides: view.strides.slice(-2),
    offset: starts[i] ?? 0,
  };
}

/** The products on tensors. */
export const productPrimitives: ProductPrimitives<Tensor> = {
  mm,
  matmul,
};
