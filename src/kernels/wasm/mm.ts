/**
 * The matrix product: in WebAssembly, or in plain TypeScript where the engine has none or lacks its vectors. Both
 * give the bits of the textbook triple loop (see `assembly/mm.ts` here and `kernels/mm.ts`), so which one ran cannot be
 * told from the result.
 *
 * @module
 */
import { bytes } from './mm-bytes.js';
import { mm as plain } from '../mm.js';
import type { Data, View } from '../types.js';

/** The global, which of TypeScript's libraries only the DOM's declares: what is used of it, where there is one. */
declare const WebAssembly:
  | {
      readonly Module: new (code: Uint8Array) => object;
      readonly Instance: new (module: object) => { readonly exports: unknown };
    }
  | undefined;

type Multiply = (
  rows: number,
  columns: number,
  depth: number,
  aDown: number,
  aAlong: number,
  bDown: number,
  bAcross: number,
  first: boolean,
) => void;
type Gather = (rows: number, columns: number) => void;

/** The exports of assembly/mm.ts. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly A: { readonly value: number };
  readonly B: { readonly value: number };
  readonly MAX_ROWS: { readonly value: number };
  readonly MAX_BYTES: { readonly value: number };
  readonly multiply32: Multiply;
  readonly multiply64: Multiply;
  readonly gather32: Gather;
  readonly gather64: Gather;
}

/** The compiled module as one dtype sees it; lengths and places count elements. */
interface Machine {
  readonly memory: Float32Array | Float64Array;
  readonly a: number;
  readonly b: number;
  /** The largest block: rows of a; its columns, and those of b. */
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly multiply: Multiply;
  readonly gather: Gather;
}

interface Machines {
  readonly float32: Machine;
  readonly float64: Machine;
}

/** Compiled when first needed; `null` where the engine cannot. Its memory carries nothing from call to call. */
let machines: Machines | null | undefined;

/**
 * c = a · b for an [m, k] and a [k, n] view of one float dtype, written row-major into `out` from `at` on.
 * `out` has the same dtype and holds zeros there.
 */
export function mm(a: View, b: View, out: Data, at: number): void {
  const [m, k] = a.shape;
  const n = b.shape[1];
  if (m === 0 || n === 0 || k === 0) return;
  if (machines === undefined) machines = compile();
  if (machines === null) {
    plain(a, b, out, at);
    return;
  }
  const machine = out instanceof Float32Array ? machines.float32 : machines.float64;
  const { memory, maxRows, maxColumns } = machine;
  const size = memory.BYTES_PER_ELEMENT;
  for (let i = 0; i < m; i += maxRows) {
    const rows = Math.min(maxRows, m - i);
    for (let j = 0; j < n; j += maxColumns) {
      const columns = Math.min(maxColumns, n - j);
      for (let p = 0; p < k; p += maxColumns) {
        const depth = Math.min(maxColumns, k - p);
        const [aDown, aAlong] = place(a, i, rows, p, depth, memory, machine.a);
        const [bDown, bAcross] = place(b, p, depth, j, columns, memory, machine.b);
        machine.multiply(
          rows,
          columns,
          depth,
          aDown * size,
          aAlong * size,
          bDown * size,
          bAcross * size,
          p === 0,
        );
      }
      machine.gather(rows, columns);
      const from = machine.a;
      if (columns === n) {
        out.set(memory.subarray(from, from + rows * n), at + i * n);
      } else {
        for (let r = 0; r < rows; r++) {
          const line = from + r * columns;
          out.set(memory.subarray(line, line + columns), at + (i + r) * n + j);
        }
      }
    }
  }
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
  // At a distance of a power of two, all lines would compete for the same few places of a cache.
  const lead = (length * to.BYTES_PER_ELEMENT) % 2048 === 0 ? length + 8 : length;
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

function compile(): Machines | null {
  // The memory of WebAssembly is little-endian, and is shared with typed arrays here.
  if (typeof WebAssembly === 'undefined' || new Uint8Array(Uint32Array.of(1).buffer)[0] === 0) return null;
  let exports;
  try {
    exports = new WebAssembly.Instance(new WebAssembly.Module(decode(bytes))).exports as Exports;
  } catch {
    return null; // No SIMD, no memory for it, or a policy of the page forbids it.
  }
  return {
    float32: machineOf(
      exports,
      new Float32Array(exports.memory.buffer),
      exports.multiply32,
      exports.gather32,
    ),
    float64: machineOf(
      exports,
      new Float64Array(exports.memory.buffer),
      exports.multiply64,
      exports.gather64,
    ),
  };
}

function machineOf(exports: Exports, memory: Machine['memory'], multiply: Multiply, gather: Gather): Machine {
  const size = memory.BYTES_PER_ELEMENT;
  return {
    memory,
    a: exports.A.value / size,
    b: exports.B.value / size,
    maxRows: exports.MAX_ROWS.value,
    maxColumns: exports.MAX_BYTES.value / size,
    multiply,
    gather,
  };
}

/** The bytes of a base64 text, as neither `atob` nor `Buffer` is everywhere. */
function decode(text: string): Uint8Array {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const decoded = new Uint8Array(Math.floor((text.replaceAll('=', '').length * 3) / 4));
  let bits = 0;
  for (let i = 0, at = 0; at < decoded.length; i++) {
    bits = (bits << 6) | digits.indexOf(text.charAt(i));
    if (i % 4 > 0) decoded[at++] = bits >> (6 - 2 * (i % 4));
  }
  return decoded;
}
