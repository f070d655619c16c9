/**
 * The WebAssembly module: compiled from `assembly/`, kept as text in `bytes.ts`, and started when first needed.
 * Which of its kernels ran cannot be told from a result: each has the bits of its plain TypeScript twin, which
 * serves where the engine has no WebAssembly or lacks its vectors.
 *
 * @module
 */
import { bytes } from './bytes.js';

/** The global, which of TypeScript's libraries only the DOM's declares: what is used of it, where there is one. */
declare const WebAssembly:
  | {
      readonly Module: new (code: Uint8Array) => object;
      readonly Instance: new (module: object) => { readonly exports: unknown };
    }
  | undefined;

/** D ← A·B, or D + A·B, in bytes where not in elements; see `assembly/mm.ts`. */
export type Multiply = (
  rows: number,
  columns: number,
  depth: number,
  aDown: number,
  aAlong: number,
  bDown: number,
  bAcross: number,
  pitch: number,
  first: boolean,
  last: boolean,
) => void;

/** D ← f(A), A ← f(A), or A ← what is drawn from the state; the length in bytes. */
export type MapLoop = (length: number) => void;

/** D ← f(A, B), or of what is at C too; the length of the result, or of the operands, in bytes, and their steps: 16, or 0. */
export type CombineLoop = (length: number, i: number, j: number) => void;

/** The operations with one operand that have a vector loop. */
export type UnaryName = 'neg' | 'abs' | 'sqrt' | 'square' | 'exp' | 'log' | 'sigmoid' | 'tanh';

/** Those with two. */
export type BinaryName = 'add' | 'sub' | 'mul' | 'div' | 'max' | 'min';

/** Those with two whose results are truth values. */
export type RelationName = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

/** A float dtype as its width in bits, which ends the names of its loops. */
export type Width = 32 | 64;

interface Constants {
  readonly A: { readonly value: number };
  readonly B: { readonly value: number };
  readonly C: { readonly value: number };
  readonly D: { readonly value: number };
  readonly STATE: { readonly value: number };
  readonly MAX_ROWS: { readonly value: number };
  readonly MAX_BYTES: { readonly value: number };
}

type Loops = Readonly<
  Record<`multiply${Width}`, Multiply> &
    Record<`${UnaryName | 'boxMuller' | 'uniform'}${Width}`, MapLoop> &
    Record<`${BinaryName | RelationName | 'addScaled' | 'choose'}${Width}`, CombineLoop>
>;

/** The exports of `assembly/index.ts`. */
type Exports = Loops & Constants & { readonly memory: { readonly buffer: ArrayBuffer } };

/** The module at work. Its memory carries nothing but constants from one call of a kernel to the next. */
export interface Machine {
  readonly loops: Loops;
  /** The memory, as each type of element sees it. */
  readonly bytes: Uint8Array;
  readonly float32: Float32Array;
  readonly float64: Float64Array;
  /** Where the areas of the memory begin, in bytes: operands at A, B and C, the result at D. */
  readonly A: number;
  readonly B: number;
  readonly C: number;
  readonly D: number;
  /** Where it has the state of the Mersenne Twister. */
  readonly STATE: number;
  /** The largest block of a matrix product: rows of a; bytes of its columns, and of those of b. */
  readonly maxRows: number;
  readonly maxBytes: number;
}

let started: Machine | null | undefined;

/** The module, or `null` where the engine cannot run it. */
export function machine(): Machine | null {
  if (started === undefined) started = start();
  return started;
}

function start(): Machine | null {
  // The memory of WebAssembly is little-endian, and is shared with typed arrays here.
  if (typeof WebAssembly === 'undefined' || new Uint8Array(Uint32Array.of(1).buffer)[0] === 0) return null;
  let exports;
  try {
    exports = new WebAssembly.Instance(new WebAssembly.Module(decode(bytes))).exports as Exports;
  } catch {
    return null; // No SIMD, no memory for it, or a policy of the page forbids it.
  }
  const { buffer } = exports.memory;
  return {
    loops: exports,
    bytes: new Uint8Array(buffer),
    float32: new Float32Array(buffer),
    float64: new Float64Array(buffer),
    A: exports.A.value,
    B: exports.B.value,
    C: exports.C.value,
    D: exports.D.value,
    STATE: exports.STATE.value,
    maxRows: exports.MAX_ROWS.value,
    maxBytes: exports.MAX_BYTES.value,
  };
}

/**
 * The bytes of a hexadecimal text. It is read once, before the engine compiles anything, so what counts is how few steps
 * are interpreted: four bytes are one.
 */
export function decode(text: string): Uint8Array {
  const length = text.length / 2;
  const words = new DataView(new ArrayBuffer(length + 3));
  for (let at = 0; at < length; at += 4) {
    words.setUint32(at, Number.parseInt(text.slice(2 * at, 2 * at + 8).padEnd(8, '0'), 16));
  }
  return new Uint8Array(words.buffer, 0, length);
}
