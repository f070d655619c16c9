/**
 * New storage, and how storage that nobody uses any more comes back in time.
 *
 * A program of tensors leaves storage behind all the time: gradients, activations, the weights before a step. V8 looks
 * for what is dead when the buffers of young objects add up to 32 MB. Until then every tensor meets memory that was
 * never touched before: the system makes it page by page, which can cost more than the arithmetic, and it is in no
 * cache. PyTorch, which counts references, uses the same memory again at once.
 *
 * A buffer that nobody touches has no pages, but it counts. So one is taken and dropped now and then: the sum is
 * reached, V8 collects the young objects, and the storage of dead tensors is used again while it is warm. No result
 * depends on it.
 *
 * @module
 */
import type { Data, Dtype } from './types.js';

/** What of Node.js's global is used here, where there is one. */
declare const process: { readonly versions?: { readonly v8?: string; readonly bun?: string } } | undefined;

const MB = 1024 * 1024;

/** More than V8 waits for, and than glibc's allocator would ever take from memory that was used, and clear. */
const BALLAST = 33 * MB;

/** As much as glibc's allocator can be taught to keep: when this is freed, it stops to return less than that at once. */
const FIRST_BALLAST = 31 * MB;

/** How much storage is taken before the first, and at least before the next; at last, a quarter of all before. */
const FIRST = 1 * MB;
const NEXT = 2 * MB;

let taken = 0;
let due = FIRST;

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

/** The same storage, which is new: each is counted once. */
export function counted(storage: Data): Data {
  taken += storage.byteLength;
  if (taken >= due) due = collect();
  return storage;
}

/** Has the engine collect, where that helps. Returns when it is due again. */
function collect(): number {
  // Other engines count otherwise, and JavaScriptCore may clear such a buffer; a page's memory is left to the browser.
  const versions = typeof process === 'undefined' ? undefined : process.versions;
  if (versions?.v8 === undefined || versions.bun !== undefined) return Infinity;
  const isThere = dropBallast(due === FIRST ? FIRST_BALLAST : BALLAST);
  return isThere ? taken + Math.max(NEXT, taken / 4) : Infinity;
}

/** False where memory is short, and V8 collects without a word. */
function dropBallast(size: number): boolean {
  try {
    return new ArrayBuffer(size).byteLength === size; // A bundler would leave out a buffer that nobody asks anything.
  } catch {
    return false;
  }
}
