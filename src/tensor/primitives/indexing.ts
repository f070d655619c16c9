/**
 * How elements are read and added up by their places.
 *
 * @module
 */
import { rowMajor } from '../../kernels/layout.js';
import { pickPlaces, placeSums } from '../../kernels/places.js';
import type { IndexingPrimitives } from '../algebra/indexing.js';
import { fromData, viewOf, type Tensor } from '../tensor.js';

/** The two ways between elements and their places, on tensors. */
export const indexingPrimitives: IndexingPrimitives<Tensor> = {
  pick: (x, places, shape) =>
    fromData(pickPlaces(rowMajor(viewOf(x), x.dtype), places, x.dtype), Object.freeze([...shape]), x.dtype),
  place: (x, places, shape) =>
    fromData(
      placeSums(rowMajor(viewOf(x), x.dtype), places, shape, x.dtype),
      Object.freeze([...shape]),
      x.dtype,
    ),
};
