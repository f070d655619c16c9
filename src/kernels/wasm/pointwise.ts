/**
 * Pointwise operations in WebAssembly: for long runs of neighbouring float32 or float64 elements, a twin of the
 * loop in `kernels/pointwise.ts`, with its bits. All other runs are left to that loop.
 *
 * @module
 */
import * as plain from '../pointwise.js';
import type { Data, Dtype, View } from '../types.js';
import {
  machine,
  type BinaryName,
  type Machine,
  type RelationName,
  type UnaryName,
  type Width,
} from './machine.js';

/** Shorter runs are not worth the way into the memory of WebAssembly and back: of cheap operations, and of others. */
const ENOUGH = 512;
const FEW = 32;

/** How many elements go there at a time: they stay in the caches. */
const CHUNK = 8192;

/** The bytes of a vector: the step from one to the next. */
const VECTOR = 16;

/** f(x) for every element, row-major. */
export function map(f: plain.Unary, x: View, dtype: Dtype): Data {
  return plain.map(UNARY.get(f) ?? f, x, dtype);
}

/** f(a, b) for every pair of elements of two views of one shape, row-major. */
export function combine(f: plain.Binary, a: View, b: View, dtype: Dtype): Data {
  return plain.combine(BINARY.get(f) ?? f, a, b, dtype);
}

/** a + α·b for every pair of elements of two views of one shape, row-major. */
export function addScaled(a: View, b: View, alpha: number, dtype: Dtype): Data {
  return plain.combine(twinOf('addScaled', plain.addScaled(alpha, dtype), alpha), a, b, dtype);
}

/** `a` where the condition holds, else `b`; three views of one shape. */
export function select(condition: View, a: View, b: View, dtype: Dtype): Data {
  return plain.select(condition, a, b, dtype, choose);
}

/** The exponential of a run, which may be written over itself. */
export const exp: plain.Unary = unary('exp', plain.exp, FEW)[1];

const UNARY: ReadonlyMap<plain.Unary, plain.Unary> = new Map([
  unary('neg', plain.neg),
  unary('abs', plain.abs),
  unary('sqrt', plain.sqrt),
  unary('square', plain.square),
  [plain.exp, exp],
  unary('log', plain.log, FEW),
  unary('sigmoid', plain.sigmoid, FEW),
  unary('tanh', plain.tanh, FEW),
]);

const BINARY: ReadonlyMap<plain.Binary, plain.Binary> = new Map([
  binary('add', plain.add),
  binary('sub', plain.sub),
  binary('mul', plain.mul),
  binary('div', plain.div),
  binary('max', plain.maximum),
  binary('min', plain.minimum),
  binary('eq', plain.eq),
  binary('ne', plain.ne),
  binary('lt', plain.lt),
  binary('le', plain.le),
  binary('gt', plain.gt),
  binary('ge', plain.ge),
]);

/** A loop and its twin. */
function unary(name: UnaryName, loop: plain.Unary, enough = ENOUGH): readonly [plain.Unary, plain.Unary] {
  return [
    loop,
    (out, at, n, x, i, di) => {
      const width = widthOf(x);
      const wasm = n >= enough && di === 1 && widthOf(out) === width ? machine() : null;
      if (wasm === null || width === 0) {
        loop(out, at, n, x, i, di);
        return;
      }
      const run = wasm.loops[`${name}${width}`];
      for (let done = 0; done < n; done += CHUNK) {
        const count = Math.min(CHUNK, n - done);
        enter(wasm, wasm.A, x, i + done, 1, count);
        run(count * x.BYTES_PER_ELEMENT);
        leave(wasm, out, at + done, count);
      }
    },
  ];
}

/** A loop over two operands, and its twin. */
function binary(name: BinaryName | RelationName, loop: plain.Binary): readonly [plain.Binary, plain.Binary] {
  return [loop, twinOf(name, loop)];
}

/**
 * The twin of a loop over two operands, whose results are of their dtype or truth values; `third`, a number, fills the
 * vector at C.
 */
function twinOf(
  name: BinaryName | RelationName | 'addScaled',
  loop: plain.Binary,
  third?: number,
): plain.Binary {
  return (out, at, n, a, i, di, b, j, dj) => {
    const width = widthOf(a);
    const wasm = n >= ENOUGH && even(di) && even(dj) && widthOf(b) === width ? machine() : null;
    if (wasm === null || width === 0) {
      loop(out, at, n, a, i, di, b, j, dj);
      return;
    }
    const run = wasm.loops[`${name}${width}`];
    if (third !== undefined) repeat(memoryFor(wasm, a), wasm.C, third);
    for (let done = 0; done < n; done += CHUNK) {
      const count = Math.min(CHUNK, n - done);
      enter(wasm, wasm.A, a, i + done * di, di, count);
      enter(wasm, wasm.B, b, j + done * dj, dj, count);
      run(count * out.BYTES_PER_ELEMENT, di * VECTOR, dj * VECTOR);
      leave(wasm, out, at + done, count);
    }
  };
}

const choose: plain.Choice = (out, at, n, test, c, dc, a, i, di, b, j, dj) => {
  const width = widthOf(a);
  const fits = n >= ENOUGH && dc === 1 && even(di) && even(dj) && widthOf(b) === width;
  const wasm = fits && test instanceof Uint8Array ? machine() : null;
  if (wasm === null || width === 0) {
    plain.choose(out, at, n, test, c, dc, a, i, di, b, j, dj);
    return;
  }
  const run = wasm.loops[`choose${width}`];
  for (let done = 0; done < n; done += CHUNK) {
    const count = Math.min(CHUNK, n - done);
    enter(wasm, wasm.A, a, i + done * di, di, count);
    enter(wasm, wasm.B, b, j + done * dj, dj, count);
    enter(wasm, wasm.C, test, c + done, 1, count);
    run(count * out.BYTES_PER_ELEMENT, di * VECTOR, dj * VECTOR);
    leave(wasm, out, at + done, count);
  }
};

/** The bits of a float, or 0 for the other dtypes. */
function widthOf(data: Data): Width | 0 {
  return data instanceof Float32Array ? 32 : data instanceof Float64Array ? 64 : 0;
}

/** Whether a vector can follow another at this step: neighbours, or one element again and again. */
function even(step: number): boolean {
  return step === 1 || step === 0;
}

/** Copies a part of a run to an area of the memory: its elements, or one vector of the element that repeats. */
function enter(wasm: Machine, area: number, data: Data, from: number, step: number, count: number): void {
  const memory = memoryFor(wasm, data);
  if (step === 0) repeat(memory, area, data[from]);
  else
    memory.set(
      count === data.length ? data : data.subarray(from, from + count),
      area / data.BYTES_PER_ELEMENT,
    );
}

/** Fills one vector with a number. */
function repeat(memory: Data, area: number, value: number): void {
  const to = area / memory.BYTES_PER_ELEMENT;
  memory.fill(value, to, to + VECTOR / memory.BYTES_PER_ELEMENT);
}

/** Copies the result to its place. */
function leave(wasm: Machine, out: Data, at: number, count: number): void {
  const from = wasm.D / out.BYTES_PER_ELEMENT;
  out.set(memoryFor(wasm, out).subarray(from, from + count), at);
}

function memoryFor(wasm: Machine, data: Data): Data {
  return data instanceof Float32Array
    ? wasm.float32
    : data instanceof Float64Array
      ? wasm.float64
      : wasm.bytes;
}
