/**
 * Windows on images: which elements each of them sees. Along each axis that is a table; an image's is made of two.
 *
 * @module
 */

/** The windows along one axis. */
export interface Axis {
  /** How many elements the axis has. */
  readonly size: number;
  /** How many windows there are. */
  readonly windows: number;
  /** How many elements a window takes, at most. */
  readonly taps: number;
  /** The index of element k of window o at `k · windows + o`; −1 where it lies in the padding, or there is none. */
  readonly indices: Int32Array;
}

/** How windows slide along an axis. */
export interface Sliding {
  /** How many elements a window takes. */
  readonly taps: number;
  /** How far apart neighbouring windows start. */
  readonly stride: number;
  /** How far apart the elements of a window lie. */
  readonly dilation: number;
  /** How many elements of padding lie before the first element. */
  readonly before: number;
}

/** Element k of window o is o·stride − before + k·dilation. */
export function slidingWindows(size: number, windows: number, sliding: Sliding): Axis {
  const { taps, stride, dilation, before } = sliding;
  const indices = new Int32Array(taps * windows);
  for (let k = 0; k < taps; k++) {
    for (let o = 0; o < windows; o++) {
      const index = o * stride - before + k * dilation;
      indices[k * windows + o] = index >= 0 && index < size ? index : -1;
    }
  }
  return { size, windows, taps, indices };
}

/** Windows that share an axis out: window o of n takes the elements from ⌊o·size/n⌋ up to, not with, ⌈(o + 1)·size/n⌉. */
export function sharedWindows(size: number, windows: number): Axis {
  const start = (o: number): number => Math.floor((o * size) / windows);
  const end = (o: number): number => Math.ceil(((o + 1) * size) / windows);
  let taps = 0;
  for (let o = 0; o < windows; o++) taps = Math.max(taps, end(o) - start(o));
  const indices = new Int32Array(taps * windows);
  for (let k = 0; k < taps; k++) {
    for (let o = 0; o < windows; o++) indices[k * windows + o] = start(o) + k < end(o) ? start(o) + k : -1;
  }
  return { size, windows, taps, indices };
}

/** How many elements each window takes, without padding. */
export function windowSizes({ windows, taps, indices }: Axis): Int32Array {
  const sizes = new Int32Array(windows);
  for (let k = 0; k < taps; k++) {
    for (let o = 0; o < windows; o++) if (indices[k * windows + o] >= 0) sizes[o]++;
  }
  return sizes;
}

/**
 * The places of what every window sees, in images laid out as [images, channels, rows, columns]; −1 in the padding.
 * In row-major order of [channels, row taps, column taps, images, row windows, column windows].
 */
export function windowPlaces(images: number, channels: number, rows: Axis, columns: Axis): Int32Array {
  const across = columns.windows;
  const places = new Int32Array(channels * rows.taps * columns.taps * images * rows.windows * across);
  let at = 0;
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < rows.taps; i++) {
      for (let j = 0; j < columns.taps; j++) {
        for (let n = 0; n < images; n++) {
          for (let o = 0; o < rows.windows; o++) {
            const row = rows.indices[i * rows.windows + o];
            const start = ((n * channels + c) * rows.size + row) * columns.size;
            for (let p = 0; p < across; p++) {
              const column = columns.indices[j * across + p];
              places[at++] = row < 0 || column < 0 ? -1 : start + column;
            }
          }
        }
      }
    }
  }
  return places;
}

/**
 * The place of the largest element that each window sees, in images laid out as [images, rows, columns], in row-major
 * order of [images, row windows, column windows]; −1 for a window that sees padding only. Of elements that tie it is the
 * first; of NaNs, which win over everything, the last.
 */
export function largestPlaces(
  data: ArrayLike<number>,
  images: number,
  rows: Axis,
  columns: Axis,
): Int32Array {
  const places = new Int32Array(images * rows.windows * columns.windows);
  let at = 0;
  for (let n = 0; n < images; n++) {
    for (let o = 0; o < rows.windows; o++) {
      for (let p = 0; p < columns.windows; p++) {
        let best = -1;
        let most = -Infinity;
        for (let i = 0; i < rows.taps; i++) {
          const row = rows.indices[i * rows.windows + o];
          if (row < 0) continue;
          for (let j = 0; j < columns.taps; j++) {
            const column = columns.indices[j * columns.windows + p];
            if (column < 0) continue;
            const place = (n * rows.size + row) * columns.size + column;
            const value = data[place];
            if (best >= 0 && !(value > most) && !Number.isNaN(value)) continue;
            best = place;
            most = value;
          }
        }
        places[at++] = best;
      }
    }
  }
  return places;
}
