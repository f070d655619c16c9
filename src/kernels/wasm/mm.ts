/**
 * The matrix product in WebAssembly. Its bits are those of the textbook triple loop, as are those of
 * `kernels/mm.ts`; see `assembly/mm.ts`.
 *
 * @module
 */
import { mm as plain } from '../mm.js';
import type { Data, View } from '../types.js';
import { machine } from './machine.js';

/**
 * c = a · b for an [m, k] and a [k, n] view of one float dtype, written row-major into `out` from `at` on.
 * `out` has the same dtype and holds zeros there.
 */
export function mm(a: View, b: View, out: Data, at: number): void {
  const [m, k] = a.shape;
  const n = b.shape[1];
  if (m === 0 || n === 0 || k === 0) return;
  const wasm = machine();
  if (wasm === null) {
    plain(a, b, out, at);
    return;
  }
  const single = out instanceof Float32Array;
  const memory = single ? wasm.float32 : wasm.float64;
  const multiply = single ? wasm.loops.multiply32 : wasm.loops.multiply64;
  const size = memory.BYTES_PER_ELEMENT;
  const { maxRows } = wasm;
  const maxColumns = wasm.maxBytes / size;
  for (let i = 0; i < m; i += maxRows) {
    const rows = Math.min(maxRows, m - i);
    for (let j = 0; j < n; j += maxColumns) {
      const columns = Math.min(maxColumns, n - j);
      const pitch = apart(columns, size);
      for (let p = 0; p < k; p += maxColumns) {
        const depth = Math.min(maxColumns, k - p);
        const [aDown, aAlong] = place(a, i, rows, p, depth, memory, wasm.A / size);
        const [bDown, bAcross] = place(b, p, depth, j, columns, memory, wasm.B / size);
        const strides = [aDown * size, aAlong * size, bDown * size, bAcross * size, pitch * size] as const;
        multiply(rows, columns, depth, ...strides, p === 0, p + depth === k);
      }
      const from = wasm.D / size;
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
