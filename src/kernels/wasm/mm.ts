/**
 * The matrix product in WebAssembly. Its bits are those of the textbook triple loop, as are those of
 * `kernels/mm.ts`; see `assembly/mm.ts`.
 *
 * @module
 */
import { mmInto as plain } from '../mm.js';
import { allocate, counted } from '../storage.js';
import type { Data, FloatDtype, View } from '../types.js';
import { machine, type Machine } from './machine.js';

/** c = a · b for an [m, k] and a [k, n] view of one float dtype, row-major. */
export function mm(a: View, b: View): Data {
  const dtype = floatDtype(a.data);
  const [m, k] = a.shape;
  const n = b.shape[1];
  const wasm = m === 0 || n === 0 || k === 0 ? null : machine();
  const size = dtype === 'float32' ? 4 : 8;
  if (wasm !== null && m <= wasm.maxRows && n * size <= wasm.maxBytes && apart(n, size) === n) {
    multiplyBlock(wasm, a, b, 0, m, 0, n, dtype);
    // This way to new storage does not fill it with zeros first.
    const copy = wasm.bytes.buffer.slice(wasm.D, wasm.D + m * n * size);
    return counted(dtype === 'float32' ? new Float32Array(copy) : new Float64Array(copy));
  }
  const out = allocate(dtype, m * n);
  mmInto(a, b, out, 0);
  return out;
}

/** The same, written into `out` from `at` on; `out` has the dtype and holds zeros there. */
export function mmInto(a: View, b: View, out: Data, at: number): void {
  const [m, k] = a.shape;
  const n = b.shape[1];
  if (m === 0 || n === 0 || k === 0) return;
  const wasm = machine();
  if (wasm === null) {
    plain(a, b, out, at);
    return;
  }
  const dtype = floatDtype(out);
  const memory = wasm[dtype];
  const from = wasm.D / memory.BYTES_PER_ELEMENT;
  const { maxRows } = wasm;
  const maxColumns = wasm.maxBytes / memory.BYTES_PER_ELEMENT;
  for (let i = 0; i < m; i += maxRows) {
    const rows = Math.min(maxRows, m - i);
    for (let j = 0; j < n; j += maxColumns) {
      const columns = Math.min(maxColumns, n - j);
      const pitch = multiplyBlock(wasm, a, b, i, rows, j, columns, dtype);
      if (pitch === n) {
        out.set(memory.subarray(from, from + rows * n), at + i * n);
      } else {
        for (let r = 0; r < rows; r++) {
          const line = from + r * pitch;
          out.set(memory.subarray(line, line + columns), at + (i + r) * n + j);
        }
      }
    }
  }
}

const floatDtype = (data: Data): FloatDtype => (data instanceof Float32Array ? 'float32' : 'float64');

/** Leaves one block of c at D: so many rows from `i` on and columns from `j` on. Returns how far apart its rows are. */
function multiplyBlock(
  wasm: Machine,
  a: View,
  b: View,
  i: number,
  rows: number,
  j: number,
  columns: number,
  dtype: FloatDtype,
): number {
  const memory = wasm[dtype];
  const size = memory.BYTES_PER_ELEMENT;
  const multiply = dtype === 'float32' ? wasm.loops.multiply32 : wasm.loops.multiply64;
  const pitch = apart(columns, size);
  const k = a.shape[1];
  const maxDepth = wasm.maxBytes / size;
  for (let p = 0; p < k; p += maxDepth) {
    const depth = Math.min(maxDepth, k - p);
    const [aDown, aAlong] = place(a, i, rows, p, depth, memory, wasm.A / size);
    const [bDown, bAcross] = place(b, p, depth, j, columns, memory, wasm.B / size);
    const strides = [aDown * size, aAlong * size, bDown * size, bAcross * size, pitch * size] as const;
    multiply(rows, columns, depth, ...strides, p === 0, p + depth === k);
  }
  return pitch;
}

/**
 * How far apart lines of so many elements lie: without a gap, unless all of them would then compete for the same few
 * places of a cache, as they do at a distance of a large power of two.
 */
function apart(length: number, size: number): number {
  return (length * size) % 2048 === 0 ? length + 64 / size : length;
}

/** Lines shorter than this are copied element by element: `subarray` and `set` cost as much. */
const SHORT = 32;

/**
 * Copies a block of a view to `to`, its lines one after the other as they lie in storage: rows, or columns where
 * those are the contiguous ones. Returns the strides it has there.
 */
function place(
  view: View,
  row: number,
  rows: number,
  column: number,
  columns: number,
  to: Float32Array | Float64Array,
  start: number,
): readonly [down: number, across: number] {
  const { data, strides } = view;
  const byColumn = strides[0] === 1 && strides[1] !== 1;
  const lines = byColumn ? columns : rows;
  const length = byColumn ? rows : columns;
  const stride = strides[byColumn ? 1 : 0];
  const step = strides[byColumn ? 0 : 1];
  const lead = apart(length, to.BYTES_PER_ELEMENT);
  const first = view.offset + row * strides[0] + column * strides[1];
  if (step === 1 && stride === lead) {
    const end = first + lines * lead;
    to.set(first === 0 && end === data.length ? data : data.subarray(first, end), start);
  } else {
    for (let l = 0; l < lines; l++) {
      let from = first + l * stride;
      let place = start + l * lead;
      if (step === 1 && length >= SHORT) to.set(data.subarray(from, from + length), place);
      else for (let p = 0; p < length; p++, from += step) to[place++] = data[from];
    }
  }
  return byColumn ? [1, lead] : [lead, 1];
}
