/**
 * SHA-256 of any result of the library: text, numbers, tensors, Variables, and lists of them.
 */
import { digest } from '../../src/digest.js';
import type { Dtype, Shape } from '../../src/index.js';

/** What a Tensor and a Variable's value have in common, whichever copy of the library made them. */
interface Elements {
  readonly shape: Shape;
  readonly dtype: Dtype;
  toTypedArray(): Float32Array | Float64Array | Int32Array | Uint8Array;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isElements = (value: unknown): value is Elements => isObject(value) && 'toTypedArray' in value;

const isNumbers = (value: unknown): value is Float32Array | Float64Array | Int32Array | Uint8Array =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

/**
 * The digest of results, in order. Numbers count by their bits, so −0 is not 0; every NaN is the same NaN, for
 * its payload is whatever the engine left there. Nothing depends on the order of bytes on the machine.
 */
export function hashOf(...results: readonly unknown[]): string {
  const hash = digest();
  const add = (value: unknown): void => {
    if (isElements(value)) {
      hash.text(`tensor ${value.dtype} ${value.shape.join()}:`);
      add(value.toTypedArray());
    } else if (isNumbers(value)) {
      const real = value instanceof Float32Array || value instanceof Float64Array;
      hash
        .text(`${value.constructor.name} ${value.length}:`)
        .numbers(real ? value : Float64Array.from(value));
    } else if (typeof value === 'number') {
      hash.text('number:').numbers(Float64Array.of(value));
    } else if (Array.isArray(value)) {
      hash.text(`list ${value.length}:`);
      value.forEach(add);
    } else if (isObject(value) && 'data' in value && isElements(value.data)) {
      add(value.data);
    } else if (value === null || typeof value === 'string' || typeof value === 'boolean') {
      const text = String(value);
      hash.text(`${value === null ? 'null' : typeof value} ${text.length}:${text}`);
    } else {
      throw new TypeError(`No digest is defined for ${Object.prototype.toString.call(value)}`);
    }
  };
  results.forEach(add);
  return hash.hex();
}
