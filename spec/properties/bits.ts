/**
 * Numbers as their bits: comparing, counting and adding them exactly.
 */
import { expect } from 'vitest';
import type { FloatDtype, Tensor } from '../../src/index.js';
import type { Elements } from './indices.js';

/** Rounds to a dtype. */
export function rounder(dtype: FloatDtype): (x: number) => number {
  return dtype === 'float32' ? Math.fround : (x) => x;
}

/** Fails unless two lists hold the same bits: −0 is not 0, and every NaN is every other. */
export function expectSameBits(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  const same =
    actual.length === expected.length &&
    Array.prototype.every.call(expected, (value, i) => Object.is(value, actual[i]));
  // The comparison above is fast; this one says what differs.
  if (!same) expect(Array.from(actual)).toEqual(Array.from(expected));
}

/** Fails unless a tensor has the shape and, bit for bit, the elements. */
export function expectElements(actual: Tensor, expected: Elements): void {
  if (actual.shape.join() !== expected.shape.join()) expect(actual.shape).toEqual(expected.shape);
  expectSameBits(actual.toTypedArray(), expected.values);
}

const buffer = new DataView(new ArrayBuffer(8));

/** The place of a float among all floats of its dtype; neighbours differ by 1, and the zeros are one. */
function rank(x: number, dtype: FloatDtype): bigint {
  if (dtype === 'float32') buffer.setFloat32(0, x);
  else buffer.setFloat64(0, x);
  const bits = dtype === 'float32' ? BigInt(buffer.getInt32(0)) : buffer.getBigInt64(0);
  const sign = dtype === 'float32' ? 1n << 31n : 1n << 63n;
  return bits < 0n ? -(bits + sign) : bits;
}

/** How many floats of the dtype lie from a to b: 0 when equal, 1 for neighbours; Infinity if one is NaN. */
export function ulpsBetween(a: number, b: number, dtype: FloatDtype): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity;
  const distance = Number(rank(a, dtype) - rank(b, dtype));
  return Math.abs(distance);
}

/** A finite double as a whole number of 2⁻¹⁰⁷⁴, the smallest double: exact. */
export function exactly(x: number): bigint {
  buffer.setFloat64(0, x);
  const bits = buffer.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & ((1n << 52n) - 1n);
  const size = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return bits >> 63n === 1n ? -size : size;
}

/** |n| */
export function magnitude(n: bigint): bigint {
  return n < 0n ? -n : n;
}

/** The sum as the library defines it, on a list: at most 32 from first to last, more in two halves. */
export function pairwise(values: readonly number[]): number {
  if (values.length <= 32) return values.reduce((sum, x) => sum + x, 0);
  const half = Math.floor(values.length / 2);
  return pairwise(values.slice(0, half)) + pairwise(values.slice(half));
}
