/**
 * The matrix product.
 *
 * Its contract is the textbook triple loop, bit for bit: c[i, j] starts at 0 and adds a[i, p] · b[p, j] for
 * p = 0, 1, …, each product and each sum rounded to the dtype. What follows only changes the order in which
 * *different* elements of c are worked on: a block of 2 rows × 4 columns stays in registers, and the rows and
 * columns it needs are first packed side by side, whatever their strides.
 *
 * @module
 */
import { allocate } from './storage.js';
import type { Data, View } from './types.js';

const ROWS = 2;
const COLUMNS = 4;

/**
 * c = a · b for an [m, k] and a [k, n] view of one float dtype, written row-major into `out` from `at` on.
 * `out` has the same dtype and holds zeros there.
 */
export function mmInto(a: View, b: View, out: Data, at: number): void {
  const [m, k] = a.shape;
  const n = b.shape[1];
  if (m === 0 || n === 0 || k === 0) return;
  const single = out instanceof Float32Array;
  const dtype = single ? 'float32' : 'float64';
  const multiply = single ? multiplySingle : multiplyDouble;
  const rows = allocate(dtype, Math.ceil(m / ROWS) * ROWS * k);
  for (let i = 0; i < m; i += ROWS) pack(a, 0, i, ROWS, rows, i * k);
  const columns = allocate(dtype, COLUMNS * k);
  const block = allocate(dtype, ROWS * COLUMNS);
  for (let j = 0; j < n; j += COLUMNS) {
    pack(b, 1, j, COLUMNS, columns, 0);
    for (let i = 0; i < m; i += ROWS) {
      multiply(rows, i * k, columns, k, block);
      const width = Math.min(COLUMNS, n - j);
      for (let r = 0; r < ROWS && i + r < m; r++) {
        const row = at + (i + r) * n + j;
        for (let c = 0; c < width; c++) out[row + c] = block[r * COLUMNS + c];
      }
    }
  }
}

/**
 * Packs `width` lines (rows of a, or columns of b) side by side: element p of line l goes to `to[p·width + l]`.
 * Lines beyond the edge are packed as zeros; what they give is never written out.
 */
function pack(view: View, across: 0 | 1, first: number, width: number, to: Data, start: number): void {
  const along = across === 0 ? 1 : 0;
  const { data } = view;
  const length = view.shape[along];
  const step = view.strides[along];
  for (let l = 0; l < width; l++) {
    const inside = first + l < view.shape[across];
    let from = view.offset + (first + l) * view.strides[across];
    let place = start + l;
    for (let p = 0; p < length; p++, from += step, place += width) to[place] = inside ? data[from] : 0;
  }
}

/** One block in float32: each product and each sum rounded by `fround`. */
function multiplySingle(rows: Data, start: number, columns: Data, k: number, block: Data): void {
  const f = Math.fround;
  let c00 = f(0);
  let [c01, c02, c03, c10, c11, c12, c13] = [c00, c00, c00, c00, c00, c00, c00];
  for (let p = 0, ia = start, ib = 0; p < k; p++, ia += ROWS, ib += COLUMNS) {
    const a0 = rows[ia];
    const a1 = rows[ia + 1];
    const b0 = columns[ib];
    const b1 = columns[ib + 1];
    const b2 = columns[ib + 2];
    const b3 = columns[ib + 3];
    c00 = f(c00 + f(a0 * b0));
    c01 = f(c01 + f(a0 * b1));
    c02 = f(c02 + f(a0 * b2));
    c03 = f(c03 + f(a0 * b3));
    c10 = f(c10 + f(a1 * b0));
    c11 = f(c11 + f(a1 * b1));
    c12 = f(c12 + f(a1 * b2));
    c13 = f(c13 + f(a1 * b3));
  }
  block[0] = c00;
  block[1] = c01;
  block[2] = c02;
  block[3] = c03;
  block[4] = c10;
  block[5] = c11;
  block[6] = c12;
  block[7] = c13;
}

/** The same block in float64, where every operation already rounds to the dtype. */
function multiplyDouble(rows: Data, start: number, columns: Data, k: number, block: Data): void {
  let c00 = 0;
  let [c01, c02, c03, c10, c11, c12, c13] = [0, 0, 0, 0, 0, 0, 0];
  for (let p = 0, ia = start, ib = 0; p < k; p++, ia += ROWS, ib += COLUMNS) {
    const a0 = rows[ia];
    const a1 = rows[ia + 1];
    const b0 = columns[ib];
    const b1 = columns[ib + 1];
    const b2 = columns[ib + 2];
    const b3 = columns[ib + 3];
    c00 += a0 * b0;
    c01 += a0 * b1;
    c02 += a0 * b2;
    c03 += a0 * b3;
    c10 += a1 * b0;
    c11 += a1 * b1;
    c12 += a1 * b2;
    c13 += a1 * b3;
  }
  block[0] = c00;
  block[1] = c01;
  block[2] = c02;
  block[3] = c03;
  block[4] = c10;
  block[5] = c11;
  block[6] = c12;
  block[7] = c13;
}
