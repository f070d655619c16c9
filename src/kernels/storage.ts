/**
 * New storage, and how storage that nobody uses any more comes back in time.
 *
 * A program of tensors leaves storage behind all the time: gradients, activations, the weights before a step. V8 looks
 * for what is dead when the buffers of young objects add up to 32 MB. So at the beginning of a process every tensor meets
 * memory that was never touched: the system makes it page by page, which can cost more than the arithmetic, and it is in
 * no cache. PyTorch, which counts references, uses the same memory again at once.
 *
 * A buffer that nobody touches has no pages, but it counts. So one is taken and dropped now and then: the sum is
 * reached, V8 collects the young objects, and the storage of dead tensors is used again while it is warm. No result
 * depends on it.
 *
 * It is done on Linux, in Node.js 20 and 22, which are what was measured. Node.js 24 answers by marking all objects of the
 * program, JavaScriptCore may clear such a buffer, and a page's memory is left to the browser. A side effect: glibc's
 * allocator then keeps up to 62 MB of freed memory for the process rather than return it at once.
 *
 * @module
 */
import type { Data, Dtype } from './types.js';

/** What of Node.js's global is used here, where there is one. */
declare const process:
  | {
      readonly platform?: string;
      readonly versions?: Readonly<Partial<Record<'v8' | 'bun' | 'deno' | 'electron', string>>>;
    }
  | null
  | undefined;

const MB = 1024 * 1024;

/** As much as glibc's allocator can be taught to keep, which it learns when this is freed. */
const FIRST_BALLAST = 31 * MB;

/** More than V8 waits for, and than that allocator would ever take from memory that was used, and clear. */
const BALLAST = 33 * MB;

/** After so much storage the first is due. */
const FIRST = 1 * MB;

/** The next is due after so much more, or a quarter of all that was taken so far. */
const NEXT = 2 * MB;
const SHARE = 1 / 4;

/** When that is as much, V8 collects by itself as often. */
const LAST = 32 * MB;

/** The newest V8 that collects young objects only. */
const V8 = 12;

let taken = 0;
let due = FIRST;
let ballast = FIRST_BALLAST;

/** New storage of `length` zeros. */
export function allocate(dtype: Dtype, length: number): Data {
  switch (dtype) {
    case 'float32':
      return counted(new Float32Array(length));
    case 'float64':
      return counted(new Float64Array(length));
    case 'int32':
      return counted(new Int32Array(length));
    case 'bool':
      return counted(new Uint8Array(length));
  }
}

/** The same storage, which is new and was not made by {@link allocate}. */
export function counted(storage: Data): Data {
  taken += storage.byteLength;
  if (taken >= due) {
    const next = Math.max(NEXT, taken * SHARE);
    due = next < LAST && helps() && drop(ballast) ? taken + next : Infinity;
    ballast = BALLAST;
  }
  return storage;
}

/** Whether this is an engine that collects young objects for it. */
function helps(): boolean {
  if (typeof process === 'undefined' || process?.platform !== 'linux') return false;
  const { v8, bun, deno, electron } = process.versions ?? {};
  if (v8 === undefined || Number.parseInt(v8, 10) > V8) return false;
  return bun === undefined && deno === undefined && electron === undefined;
}

/** Takes a buffer and leaves it. False where memory is short, and V8 collects for want of it. */
function drop(size: number): boolean {
  try {
    return new ArrayBuffer(size).byteLength === size; // A bundler would leave out a buffer that nobody asks anything.
  } catch {
    return false;
  }
}
