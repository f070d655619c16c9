/**
 * Elements read, and added up, by their places in row-major order, each the adjoint of the other; and the
 * arithmetic that finds the places.
 *
 * A place is the sum of what each index contributes to it: index times stride. So a result whose indices move
 * independently is described by one short list of contributions for each of its dims, and its places are the
 * outer sum of the lists.
 *
 * @module
 */
import { broadcastTo, contiguousStrides, eachRun, rowMajorView, sizeOf } from './layout.js';
import { allocate } from './storage.js';
import type { Data, Dtype, Shape } from './types.js';

/** The place of what lies outside: it reads as 0, and what is added there is left out. */
export const OUTSIDE: number = -1;

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
 * Element i is added at `places[i]`, for ascending i; what has the place −1 is left out, and what nothing is
 * added at is 0. Sums are taken in float64 and rounded to the dtype once. The first of them is the element
 * itself, so that one alone keeps its bits: −0 too.
 */
export function placeSums(data: Data, places: Int32Array, shape: Shape, dtype: Dtype): Data {
  const sums = new Float64Array(sizeOf(shape));
  const begun = new Uint8Array(sums.length);
  for (let i = 0; i < places.length; i++) {
    const place = places[i];
    if (place < 0) continue;
    if (begun[place] !== 0) {
      sums[place] += data[i];
    } else {
      sums[place] = data[i];
      begun[place] = 1;
    }
  }
  if (dtype === 'float64') return sums;
  const out = allocate(dtype, sums.length);
  out.set(sums);
  return out;
}

/** start, start + step, start + 2·step, …: what the indices of a dim contribute, or −1 throughout. */
export function evenly(length: number, start: number, step: number): Int32Array {
  const list = new Int32Array(length);
  for (let i = 0, at = start; i < length; i++, at += step) list[i] = at;
  return list;
}

/** What the indices of each dim of row-major storage contribute. */
export function contributions(shape: Shape): Int32Array[] {
  const strides = contiguousStrides(shape);
  return shape.map((size, dim) => evenly(size, 0, strides[dim]));
}

/** The list, each of its elements times a stride; what lies outside stays there. */
export function scaled(indices: Int32Array, stride: number): Int32Array {
  const list = new Int32Array(indices.length);
  for (let i = 0; i < indices.length; i++) list[i] = indices[i] < 0 ? OUTSIDE : indices[i] * stride;
  return list;
}

/**
 * The places `start + lists[0][i₀] + lists[1][i₁] + …` for every index (i₀, i₁, …) in row-major order;
 * outside where any of the contributions is.
 */
export function outerPlaces(lists: readonly Int32Array[], start = 0): Int32Array {
  let places = Int32Array.of(start);
  if (lists.some((list) => list.length === 0)) return new Int32Array(0);
  for (const list of lists) {
    if (list.length === 1 && list[0] === 0) continue;
    const finer = new Int32Array(places.length * list.length);
    let at = 0;
    for (let i = 0; i < places.length; i++) {
      const base = places[i];
      for (let j = 0; j < list.length; j++) {
        finer[at++] = base < 0 || list[j] < 0 ? OUTSIDE : base + list[j];
      }
    }
    places = finer;
  }
  return places;
}

/**
 * The places of an index tensor that replaces one index and leaves the others their own, as `gather` reads
 * them.
 */
export function placesAlong(shape: Shape, dim: number, indices: Int32Array, ofShape: Shape): Int32Array {
  const strides = contiguousStrides(shape);
  const stride = strides[dim];
  const places = outerPlaces(ofShape.map((size, d) => evenly(size, 0, d === dim ? 0 : strides[d])));
  for (let i = 0; i < places.length; i++) places[i] += indices[i] * stride;
  return places;
}

/** The first of the indices that is below `low`, or not below `high`; `undefined` where all are within. */
export function firstBeyond(indices: Int32Array, low: number, high: number): number | undefined {
  for (let i = 0; i < indices.length; i++) {
    if (indices[i] < low || indices[i] >= high) return indices[i];
  }
  return undefined;
}

/** Indices within −size … size − 1, counted from the front. */
export function wrapped(indices: Int32Array, size: number): Int32Array {
  const list = new Int32Array(indices.length);
  for (let i = 0; i < indices.length; i++) list[i] = indices[i] < 0 ? indices[i] + size : indices[i];
  return list;
}

/** The places of what is true (1, not 0) in values that broadcast to a shape, ascending. */
export function truePlaces(truth: Data, from: Shape, to: Shape): Int32Array {
  const views = [broadcastTo(rowMajorView(truth, from), to)];
  let count = 0;
  eachRun(views, (_, length, [start], [stride]) => {
    for (let i = 0; i < length; i++) count += truth[start + i * stride];
  });
  // Every place is written down, and the next one overwrites it unless it counts: a branch would be guessed
  // wrong half of the time. What is written behind the last one is cut off.
  const places = new Int32Array(count + 1);
  let at = 0;
  eachRun(views, (place, length, [start], [stride]) => {
    for (let i = 0; i < length; i++) {
      places[at] = place + i;
      at += truth[start + i * stride];
    }
  });
  return places.subarray(0, count);
}

/** Adds to places of one shape what indices that broadcast to it contribute: each index times a stride. */
export function addContributions(
  places: Int32Array,
  to: Shape,
  indices: Int32Array,
  from: Shape,
  scale: number,
): void {
  eachRun([broadcastTo(rowMajorView(indices, from), to)], (place, length, [start], [stride]) => {
    for (let i = 0; i < length; i++) places[place + i] += indices[start + i * stride] * scale;
  });
}

/** Index i, `counts[i]` times, for ascending i. */
export function repeatedIndices(counts: Int32Array, total: number): Int32Array {
  const list = new Int32Array(total);
  for (let i = 0, at = 0; i < counts.length; i++) {
    for (const end = at + counts[i]; at < end; at++) list[at] = i;
  }
  return list;
}

/**
 * Where each element of a tensor of `size` elements is read, when others have been written over it: out of
 * these elements followed by the others. At its own place, or at that of the last one written there.
 */
export function overwritten(size: number, places: Int32Array): Int32Array {
  const list = evenly(size, 0, 1);
  for (let i = 0; i < places.length; i++) list[places[i]] = size + i;
  return list;
}

/**
 * Where the elements of a tensor of `size` elements, followed by others, are added up: their own places, then
 * these.
 */
export function addedBehind(size: number, places: Int32Array): Int32Array {
  const list = new Int32Array(size + places.length);
  for (let i = 0; i < size; i++) list[i] = i;
  list.set(places, size);
  return list;
}

/** How a dim goes on beyond its ends. */
export type PadMode = 'constant' | 'reflect' | 'replicate' | 'circular';

/** The indices of a dim that goes on for `before` and `after` more, or less where those are negative. */
export function continued(mode: PadMode, size: number, before: number, after: number): Int32Array {
  const list = new Int32Array(before + size + after);
  for (let j = 0; j < list.length; j++) {
    const i = j - before;
    const beyond = i < 0 ? -1 : i < size ? 0 : 1;
    if (beyond === 0) list[j] = i;
    else if (mode === 'constant') list[j] = OUTSIDE;
    else if (mode === 'replicate') list[j] = beyond < 0 ? 0 : size - 1;
    else if (mode === 'reflect') list[j] = beyond < 0 ? -i : 2 * (size - 1) - i;
    else list[j] = i - beyond * size;
  }
  return list;
}

/** The indices of a dim turned by `shift`, which is from 0 to below `size`: index i goes to i + shift. */
export function rolled(size: number, shift: number): Int32Array {
  const list = new Int32Array(size);
  for (let i = 0; i < size; i++) list[i] = i < shift ? i - shift + size : i - shift;
  return list;
}

/** The places, with another one for what lies outside. */
export function outsideAt(places: Int32Array, place: number): Int32Array {
  const list = new Int32Array(places.length);
  for (let i = 0; i < places.length; i++) list[i] = places[i] < 0 ? place : places[i];
  return list;
}
