/**
 * Two doubles in a vector: arithmetic, and the way in and out. Masks are lanes of all ones or all zeros.
 *
 * Constants lie in memory, at addresses that the compiler chooses: a vector of one is loaded sooner than it is made.
 */

/** Numbers that several functions need. */
export const HALF: usize = memory.data<f64>([0.5]);
export const ONE: usize = memory.data<f64>([1]);
export const TWO: usize = memory.data<f64>([2]);
export const SIGN: usize = memory.data<f64>([-0.0]);

/** 1.5 · 2⁵², as a double and as an integer: added to it, a whole number becomes the last bits. */
export const SHIFT: usize = memory.data<f64>([6755399441055744]);

/** The exponent of 1. */
const BIAS: usize = memory.data<i64>([1023]);

/** A constant in both lanes: an element of a table, counted from 0. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function constant(table: usize, i: usize = 0): v128 {
  return v128.load64_splat(table + 8 * i);
}

// @ts-ignore
@inline
export function number(x: f64): v128 {
  return f64x2.splat(x);
}

// @ts-ignore
@inline
export function add(a: v128, b: v128): v128 {
  return f64x2.add(a, b);
}

// @ts-ignore
@inline
export function sub(a: v128, b: v128): v128 {
  return f64x2.sub(a, b);
}

// @ts-ignore
@inline
export function mul(a: v128, b: v128): v128 {
  return f64x2.mul(a, b);
}

/** a where the mask is set, else b. */
// @ts-ignore
@inline
export function select(mask: v128, a: v128, b: v128): v128 {
  return v128.bitselect(a, b, mask);
}

/** The whole numbers that two doubles are, as 64-bit integers. */
// @ts-ignore
@inline
export function toInteger(x: v128): v128 {
  return i64x2.sub(add(x, constant(SHIFT)), constant(SHIFT));
}

/** 2ᵏ for integers k, within the normal range. */
// @ts-ignore
@inline
export function powerOf2(k: v128): v128 {
  return i64x2.shl(i64x2.add(k, constant(BIAS)), 52);
}

/** The high words of two doubles, as 64-bit integers: sign, exponent, and 20 bits of the mantissa. */
// @ts-ignore
@inline
export function highWord(x: v128): v128 {
  return i64x2.shr_u(x, 32);
}

/** Two neighbouring numbers, as doubles. */
// @ts-ignore
@inline
export function load2<T>(at: usize): v128 {
  return sizeof<T>() == 4 ? f64x2.promote_low_f32x4(v128.load64_zero(at)) : v128.load(at);
}

// @ts-ignore
@inline
export function store2<T>(at: usize, x: v128): void {
  if (sizeof<T>() == 4) v128.store64_lane(at, f32x4.demote_f64x2_zero(x), 0);
  else v128.store(at, x);
}

/** Rounded to T, as doubles. */
// @ts-ignore
@inline
export function round<T>(x: v128): v128 {
  return sizeof<T>() == 4 ? f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(x)) : x;
}
