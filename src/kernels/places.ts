/**
 * Elements read, and added up, by their places in row-major order. Each is the adjoint of the other.
 *
 * @module
 */
import { sizeOf } from './layout.js';
import { allocate, type Data, type Dtype, type Shape } from './types.js';

/** Element i of the result is the element at `places[i]`; 0 where that is −1. */
export function pickPlaces(data: Data, places: Int32Array, dtype: Dtype): Data {
  const out = allocate(dtype, places.length);
  for (let i = 0; i < places.length; i++) {
    const place = places[i];
    if (place >= 0) out[i] = data[place];
  }
  return out;
}

/**
 * Element i is added at `places[i]`, for ascending i; what has the place −1 is left out. Sums are taken in float64 and
 * rounded to the dtype once.
 */
export function placeSums(data: Data, places: Int32Array, shape: Shape, dtype: Dtype): Data {
  const sums = new Float64Array(sizeOf(shape));
  for (let i = 0; i < places.length; i++) {
    const place = places[i];
    if (place >= 0) sums[place] += data[i];
  }
  if (dtype === 'float64') return sums;
  const out = allocate(dtype, sums.length);
  out.set(sums);
  return out;
}

/**
 * For an index along one dim at each place of a shape, the place of that element in a tensor: along all other dims it
 * stands where the index stands.
 *
 * @param shape - of the tensor
 * @param dims - the dim, or none for a scalar
 * @param indices - in row-major order; as many along the dim as they like
 */
export function placesAlong(shape: Shape, dims: readonly number[], indices: ArrayLike<number>): Int32Array {
  const [dim = 0] = dims;
  const inner = sizeOf(shape.slice(dim + 1));
  const n = sizeOf(dims.map((one) => shape[one]));
  const outer = sizeOf(shape.slice(0, dim));
  const places = new Int32Array(indices.length);
  const lines = outer * inner;
  const length = lines === 0 ? 0 : indices.length / lines;
  let at = 0;
  for (let o = 0; o < outer; o++) {
    for (let k = 0; k < length; k++) {
      for (let i = 0; i < inner; i++, at++) places[at] = (o * n + indices[at]) * inner + i;
    }
  }
  return places;
}
