/**
 * The matrix product on 128-bit vectors.
 *
 * The contract is the textbook triple loop, bit for bit: c[i, j] starts at 0 and adds a[i, p] · b[p, j] for
 * p = 0, 1, …, one rounded multiply and one rounded add each. A vector holds neighbouring *columns* of c, so a
 * lane is one element's own sum, in its own order; nothing is fused and no sum is split.
 *
 * All lengths and strides are in bytes unless they count elements, and say so.
 */
import { A, B, BAND, C, D, PANEL } from './memory';

/** Rows of a tile. 5 × 2 sums, 2 vectors of b, 1 of a and 1 product: 14 of the 16 registers of x86. */
const ROWS: usize = 5;

/** Rows that pass by all panels before the next do: `BAND` columns of them stay in the second-level cache. */
const STRIP: usize = 160;

// @ts-ignore: a decorator of AssemblyScript
@inline
function tilesOf(columns: usize, size: usize): usize {
  return (columns * size + PANEL - 1) / PANEL;
}

/** How many bytes of c one panel of columns takes: it is kept panel by panel, in whole tiles. */
// @ts-ignore
@inline
function panelOf(rows: usize): usize {
  return (rows + ROWS - 1) / ROWS * ROWS * PANEL;
}

/**
 * The inner kernel: adds `depth` terms to one tile of c. Element (i, p) of a is at `a + i·down + p·along`, so it
 * may lie transposed; b is a packed panel.
 */
function tile<T>(a: usize, down: usize, along: usize, b: usize, depth: usize, c: usize): void {
  let a1 = a + down;
  let a2 = a1 + down;
  let a3 = a2 + down;
  let a4 = a3 + down;
  let c00 = v128.load(c, 0), c01 = v128.load(c, 16);
  let c10 = v128.load(c, 32), c11 = v128.load(c, 48);
  let c20 = v128.load(c, 64), c21 = v128.load(c, 80);
  let c30 = v128.load(c, 96), c31 = v128.load(c, 112);
  let c40 = v128.load(c, 128), c41 = v128.load(c, 144);
  for (const end = b + depth * PANEL; b < end; b += PANEL) {
    const b0 = v128.load(b, 0);
    const b1 = v128.load(b, 16);
    let x = v128.load_splat<T>(a);
    c00 = v128.add<T>(c00, v128.mul<T>(x, b0));
    c01 = v128.add<T>(c01, v128.mul<T>(x, b1));
    x = v128.load_splat<T>(a1);
    c10 = v128.add<T>(c10, v128.mul<T>(x, b0));
    c11 = v128.add<T>(c11, v128.mul<T>(x, b1));
    x = v128.load_splat<T>(a2);
    c20 = v128.add<T>(c20, v128.mul<T>(x, b0));
    c21 = v128.add<T>(c21, v128.mul<T>(x, b1));
    x = v128.load_splat<T>(a3);
    c30 = v128.add<T>(c30, v128.mul<T>(x, b0));
    c31 = v128.add<T>(c31, v128.mul<T>(x, b1));
    x = v128.load_splat<T>(a4);
    c40 = v128.add<T>(c40, v128.mul<T>(x, b0));
    c41 = v128.add<T>(c41, v128.mul<T>(x, b1));
    a += along;
    a1 += along;
    a2 += along;
    a3 += along;
    a4 += along;
  }
  v128.store(c, c00, 0), v128.store(c, c01, 16);
  v128.store(c, c10, 32), v128.store(c, c11, 48);
  v128.store(c, c20, 64), v128.store(c, c21, 80);
  v128.store(c, c30, 96), v128.store(c, c31, 112);
  v128.store(c, c40, 128), v128.store(c, c41, 144);
}

// The kernel alone, to measure what the rest costs. With a second caller it also remains a function of its own,
// which engines replace by optimised code between two calls; a loop inside one long call they may not.
export function tile32(a: usize, down: usize, along: usize, b: usize, depth: usize, c: usize, times: usize): void {
  for (let i: usize = 0; i < times; i++) tile<f32>(a, down, along, b, depth, c);
}

export function tile64(a: usize, down: usize, along: usize, b: usize, depth: usize, c: usize, times: usize): void {
  for (let i: usize = 0; i < times; i++) tile<f64>(a, down, along, b, depth, c);
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

/** c += a · b; where `first`, from c = 0. Rows, columns and depth count elements. */
// @ts-ignore
@inline
function multiply<T>(
  rows: usize, columns: usize, depth: usize,
  aDown: usize, aAlong: usize, bDown: usize, bAcross: usize, first: bool,
): void {
  const panels = tilesOf(columns, sizeof<T>());
  const stride = panelOf(rows);
  if (first) memory.fill(D, 0, panels * stride);
  for (let p: usize = 0; p < depth; p += BAND) {
    const band = min(BAND, depth - p);
    pack<T>(B + p * bDown, bDown, bAcross, band, panels);
    for (let top: usize = 0; top < rows; top += STRIP) {
      const bottom = min(top + STRIP, rows);
      for (let j: usize = 0; j < panels; j++) {
        const b = C + j * band * PANEL;
        const c = D + j * stride;
        for (let i = top; i < bottom; i += ROWS)
          tile<T>(A + i * aDown + p * aAlong, aDown, aAlong, b, band, c + i * PANEL);
      }
    }
  }
}

/** Writes c row by row, without gaps, to A. */
// @ts-ignore
@inline
function gather<T>(rows: usize, columns: usize): void {
  const panels = tilesOf(columns, sizeof<T>());
  const stride = panelOf(rows);
  for (let i: usize = 0; i < rows; i++) {
    let to = A + i * columns * sizeof<T>();
    let from = D + i * PANEL;
    for (let j: usize = 0; j < panels; j++, to += PANEL, from += stride) {
      v128.store(to, v128.load(from, 0), 0);
      v128.store(to, v128.load(from, 16), 16);
    }
  }
}

export function multiply32(
  rows: usize, columns: usize, depth: usize,
  aDown: usize, aAlong: usize, bDown: usize, bAcross: usize, first: bool,
): void {
  multiply<f32>(rows, columns, depth, aDown, aAlong, bDown, bAcross, first);
}

export function multiply64(
  rows: usize, columns: usize, depth: usize,
  aDown: usize, aAlong: usize, bDown: usize, bAcross: usize, first: bool,
): void {
  multiply<f64>(rows, columns, depth, aDown, aAlong, bDown, bAcross, first);
}

export function gather32(rows: usize, columns: usize): void {
  gather<f32>(rows, columns);
}

export function gather64(rows: usize, columns: usize): void {
  gather<f64>(rows, columns);
}
