/**
 * The matrix product on 128-bit vectors.
 *
 * The contract is the textbook triple loop, bit for bit: c[i, j] starts at 0 and adds a[i, p] · b[p, j] for
 * p = 0, 1, …, one rounded multiply and one rounded add each. A vector holds neighbouring *columns* of c, so a
 * lane is one element's own sum, in its own order; nothing is fused and no sum is split.
 *
 * All lengths and strides are in bytes unless they count elements, and say so.
 */
import { A, B, BAND, C, D, E, F, PANEL, STRIP, ZEROS } from './memory';

/** Rows of a tile. 5 × 2 sums, 2 vectors of b, 1 of a and 1 product: 14 of the 16 registers of x86. */
const ROWS: usize = 5;

/**
 * The inner kernel: adds `depth` terms to one tile of sums, which are taken from `from`, where rows are `step` apart, and
 * put to c, where they are `pitch` apart. Element (i, p) of a is at `a + i·down + p·along`; b is a packed panel, of which
 * a narrow tile takes the first half. How wide it is and `along` are known when this is compiled: as a variable `along`
 * would not find a register.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
function tile<T>(
  wide: bool,
  a: usize, down: usize, along: usize, b: usize, depth: usize, from: usize, step: usize, c: usize, pitch: usize,
): void {
  let a1 = a + down;
  let a2 = a1 + down;
  let a3 = a2 + down;
  let a4 = a3 + down;
  const none = i8x16.splat(0);
  let c00 = v128.load(from, 0), c01 = wide ? v128.load(from, 16) : none;
  from += step;
  let c10 = v128.load(from, 0), c11 = wide ? v128.load(from, 16) : none;
  from += step;
  let c20 = v128.load(from, 0), c21 = wide ? v128.load(from, 16) : none;
  from += step;
  let c30 = v128.load(from, 0), c31 = wide ? v128.load(from, 16) : none;
  from += step;
  let c40 = v128.load(from, 0), c41 = wide ? v128.load(from, 16) : none;
  for (const end = b + depth * PANEL; b < end; b += PANEL) {
    const b0 = v128.load(b, 0);
    const b1 = wide ? v128.load(b, 16) : none;
    let x = v128.load_splat<T>(a);
    c00 = v128.add<T>(c00, v128.mul<T>(x, b0));
    if (wide) c01 = v128.add<T>(c01, v128.mul<T>(x, b1));
    x = v128.load_splat<T>(a1);
    c10 = v128.add<T>(c10, v128.mul<T>(x, b0));
    if (wide) c11 = v128.add<T>(c11, v128.mul<T>(x, b1));
    x = v128.load_splat<T>(a2);
    c20 = v128.add<T>(c20, v128.mul<T>(x, b0));
    if (wide) c21 = v128.add<T>(c21, v128.mul<T>(x, b1));
    x = v128.load_splat<T>(a3);
    c30 = v128.add<T>(c30, v128.mul<T>(x, b0));
    if (wide) c31 = v128.add<T>(c31, v128.mul<T>(x, b1));
    x = v128.load_splat<T>(a4);
    c40 = v128.add<T>(c40, v128.mul<T>(x, b0));
    if (wide) c41 = v128.add<T>(c41, v128.mul<T>(x, b1));
    a += along;
    a1 += along;
    a2 += along;
    a3 += along;
    a4 += along;
  }
  v128.store(c, c00, 0);
  if (wide) v128.store(c, c01, 16);
  c += pitch;
  v128.store(c, c10, 0);
  if (wide) v128.store(c, c11, 16);
  c += pitch;
  v128.store(c, c20, 0);
  if (wide) v128.store(c, c21, 16);
  c += pitch;
  v128.store(c, c30, 0);
  if (wide) v128.store(c, c31, 16);
  c += pitch;
  v128.store(c, c40, 0);
  if (wide) v128.store(c, c41, 16);
}

// A tile is a function: engines replace a function by optimised code between two calls; a loop inside one long call they
// may not. Of the narrow tiles, which are a small part of any large product, the compiler makes a part of their caller.

/** Tiles whose rows of a lie as they are, element after element. */
function rowsTile<T>(
  a: usize, down: usize, b: usize, depth: usize, from: usize, step: usize, c: usize, pitch: usize,
): void {
  tile<T>(true, a, down, sizeof<T>(), b, depth, from, step, c, pitch);
}

function narrowRowsTile<T>(
  a: usize, down: usize, b: usize, depth: usize, from: usize, step: usize, c: usize, pitch: usize,
): void {
  tile<T>(false, a, down, sizeof<T>(), b, depth, from, step, c, pitch);
}

/** Tiles whose rows of a are packed side by side. */
function packedTile<T>(a: usize, b: usize, depth: usize, from: usize, step: usize, c: usize, pitch: usize): void {
  tile<T>(true, a, sizeof<T>(), ROWS * sizeof<T>(), b, depth, from, step, c, pitch);
}

function narrowPackedTile<T>(a: usize, b: usize, depth: usize, from: usize, step: usize, c: usize, pitch: usize): void {
  tile<T>(false, a, sizeof<T>(), ROWS * sizeof<T>(), b, depth, from, step, c, pitch);
}

// The kernel alone, to measure what the rest costs. With a second caller it also remains a function of its own.
export function tile32(a: usize, down: usize, b: usize, depth: usize, c: usize, pitch: usize, times: usize): void {
  for (let i: usize = 0; i < times; i++) rowsTile<f32>(a, down, b, depth, c, pitch, c, pitch);
}

export function tile64(a: usize, down: usize, b: usize, depth: usize, c: usize, pitch: usize, times: usize): void {
  for (let i: usize = 0; i < times; i++) rowsTile<f64>(a, down, b, depth, c, pitch, c, pitch);
}

/** Packs `depth` rows of b into panels of a tile's columns side by side. One of the two strides is the size of T. */
function pack<T>(b: usize, down: usize, across: usize, depth: usize, panels: usize): void {
  let panel = C;
  for (let j: usize = 0; j < panels; j++) {
    if (across == sizeof<T>()) {
      for (let p: usize = 0, from = b, to = panel; p < depth; p++, from += down, to += PANEL) {
        v128.store(to, v128.load(from, 0), 0);
        v128.store(to, v128.load(from, 16), 16);
      }
      b += PANEL;
    } else {
      for (let l: usize = 0; l < PANEL; l += sizeof<T>(), b += across)
        for (let p: usize = 0, from = b, to = panel + l; p < depth; p++, from += down, to += PANEL)
          store<T>(to, load<T>(from));
    }
    panel += depth * PANEL;
  }
}

/** Packs rows of a transposed a, which lie side by side in each of its columns, as a tile takes them. */
function packTransposed<T>(a: usize, along: usize, rows: usize, depth: usize): void {
  let to = E;
  for (let i: usize = 0; i < rows; i += ROWS, a += ROWS * sizeof<T>()) {
    for (let p: usize = 0, from = a; p < depth; p++, from += along, to += ROWS * sizeof<T>()) {
      v128.store(to, v128.load(from, 0), 0);
      if (sizeof<T>() == 8) v128.store(to, v128.load(from, 16), 16);
      store<T>(to, load<T>(from, 4 * sizeof<T>()), 4 * sizeof<T>());
    }
  }
}

/**
 * The tiles of one panel of b, or of its first half, and the rows from `top` to `bottom`, which are packed where `along`
 * says so. The first terms are added to zeros, all others to what there is.
 */
// @ts-ignore
@inline
function column<T>(
  wide: bool,
  top: usize, bottom: usize, band: usize, a: usize, aDown: usize, aAlong: usize, b: usize, c: usize, pitch: usize,
  first: bool,
): void {
  const step = first ? 0 : pitch;
  const size = band * sizeof<T>();
  for (let i = top; i < bottom; i += ROWS) {
    const to = c + i * pitch;
    const from = first ? ZEROS : to;
    if (aAlong == sizeof<T>()) {
      if (wide) rowsTile<T>(a + i * aDown, aDown, b, band, from, step, to, pitch);
      else narrowRowsTile<T>(a + i * aDown, aDown, b, band, from, step, to, pitch);
    } else {
      if (wide) packedTile<T>(E + (i - top) * size, b, band, from, step, to, pitch);
      else narrowPackedTile<T>(E + (i - top) * size, b, band, from, step, to, pitch);
    }
  }
}

/**
 * c += a · b; where `first`, from c = 0. Rows, columns and depth count elements. Rows of c are `pitch` apart; the
 * columns at its right edge that do not fill a panel are summed elsewhere, until `last`.
 */
// @ts-ignore
@inline
function multiply<T>(
  rows: usize, columns: usize, depth: usize,
  aDown: usize, aAlong: usize, bDown: usize, bAcross: usize, pitch: usize, first: bool, last: bool,
): void {
  const whole = columns * sizeof<T>() / PANEL;
  const edge = columns * sizeof<T>() % PANEL;
  const panels = edge == 0 ? whole : whole + 1;
  for (let p: usize = 0; p < depth; p += BAND) {
    const band = min(BAND, depth - p);
    const a = A + p * aAlong;
    pack<T>(B + p * bDown, bDown, bAcross, band, panels);
    for (let top: usize = 0; top < rows; top += STRIP) {
      const bottom = min(top + STRIP, rows);
      if (aAlong != sizeof<T>()) packTransposed<T>(a + top * aDown, aAlong, bottom - top, band);
      for (let j: usize = 0; j < panels; j++) {
        const b = C + j * band * PANEL;
        const isWhole = j < whole;
        const wide = isWhole || edge > PANEL / 2;
        const c = isWhole ? D + j * PANEL : F;
        column<T>(wide, top, bottom, band, a, aDown, aAlong, b, c, isWhole ? pitch : PANEL, first && p == 0);
      }
    }
  }
  if (!last || edge == 0) return;
  for (let i: usize = 0; i < rows; i++) {
    const to = D + i * pitch + whole * PANEL;
    for (let l: usize = 0; l < edge; l += sizeof<T>()) store<T>(to + l, load<T>(F + i * PANEL + l));
  }
}

export function multiply32(
  rows: usize, columns: usize, depth: usize,
  aDown: usize, aAlong: usize, bDown: usize, bAcross: usize, pitch: usize, first: bool, last: bool,
): void {
  multiply<f32>(rows, columns, depth, aDown, aAlong, bDown, bAcross, pitch, first, last);
}

export function multiply64(
  rows: usize, columns: usize, depth: usize,
  aDown: usize, aAlong: usize, bDown: usize, bAcross: usize, pitch: usize, first: bool, last: bool,
): void {
  multiply<f64>(rows, columns, depth, aDown, aAlong, bDown, bAcross, pitch, first, last);
}
