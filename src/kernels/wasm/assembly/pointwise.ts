/**
 * Pointwise operations on 128-bit vectors: the loops of `kernels/pointwise.ts` for neighbouring elements.
 *
 * Lanes are rounded once, to their own precision. That is what the loops' float64 gives after its rounding to
 * float32, so bits agree. `max` and `min` are those of `Math`, to the sign of zero.
 *
 * Operands lie at A and B, the condition of a choice or a vector of α at C, the result at D; lengths are in bytes of the
 * result. A step of 16 goes from vector to vector, and a step of 0 stays at one that holds the same number in every
 * lane. The last vector may reach past the end, into memory no one reads.
 */
import { A, B, C, D } from './memory';

const VECTOR: usize = 16;

/** The operations: the loops below are inlined with one of these known, and so have no choice left in them. */
const ADD = 0, SUB = 1, MUL = 2, DIV = 3, MAX = 4, MIN = 5;
const EQ = 6, NE = 7, LT = 8, LE = 9, GT = 10, GE = 11;
const NEG = 12, ABS = 13, SQRT = 14, SQUARE = 15;

// @ts-ignore: a decorator of AssemblyScript
@inline
function unary<T>(f: i32, x: v128): v128 {
  if (f == NEG) return v128.neg<T>(x);
  if (f == ABS) return v128.abs<T>(x);
  if (f == SQRT) return v128.sqrt<T>(x);
  return v128.mul<T>(x, x);
}

// @ts-ignore
@inline
function binary<T>(f: i32, a: v128, b: v128): v128 {
  if (f == ADD) return v128.add<T>(a, b);
  if (f == SUB) return v128.sub<T>(a, b);
  if (f == MUL) return v128.mul<T>(a, b);
  if (f == DIV) return v128.div<T>(a, b);
  if (f == MAX) return v128.max<T>(a, b);
  if (f == MIN) return v128.min<T>(a, b);
  if (f == EQ) return v128.eq<T>(a, b);
  if (f == NE) return v128.ne<T>(a, b);
  if (f == LT) return v128.lt<T>(a, b);
  if (f == LE) return v128.le<T>(a, b);
  if (f == GT) return v128.gt<T>(a, b);
  return v128.ge<T>(a, b);
}

// @ts-ignore
@inline
function map<T>(f: i32, length: usize): void {
  for (let at: usize = 0; at < length; at += VECTOR) v128.store(D + at, unary<T>(f, v128.load(A + at)));
}

// @ts-ignore
@inline
function combine<T>(f: i32, length: usize, i: usize, j: usize): void {
  const end = D + length;
  for (let a = A, b = B, d = D; d < end; d += VECTOR, a += i, b += j)
    v128.store(d, binary<T>(f, v128.load(a), v128.load(b)));
}

/** a + α·b: a product, then a sum. Every lane of the vector at C is α. */
// @ts-ignore
@inline
function addScaled<T>(length: usize, i: usize, j: usize): void {
  const end = D + length;
  const alpha = v128.load(C);
  for (let a = A, b = B, d = D; d < end; d += VECTOR, a += i, b += j)
    v128.store(d, v128.add<T>(v128.load(a), v128.mul<T>(alpha, v128.load(b))));
}

// A relation leaves a lane of ones where it holds, of which one bit is kept. The product spreads four bits over
// four bytes: bit k arrives at bit 8k, and the rest is masked.
// @ts-ignore
@inline
function relate<T>(f: i32, length: usize, i: usize, j: usize): void {
  const end = D + length;
  for (let a = A, b = B, d = D; d < end; d += VECTOR / sizeof<T>(), a += i, b += j) {
    const holds = binary<T>(f, v128.load(a), v128.load(b));
    const bits = sizeof<T>() == 4 ? i32x4.bitmask(holds) : i64x2.bitmask(holds);
    store<u32>(d, (bits * 0x00204081) & 0x01010101);
  }
}

/** a where the byte at C is not 0, else b. */
// @ts-ignore
@inline
function choose<T>(length: usize, i: usize, j: usize): void {
  const end = D + length;
  const zero = i32x4.splat(0);
  for (let a = A, b = B, c = C, d = D; d < end; d += VECTOR, a += i, b += j, c += VECTOR / sizeof<T>()) {
    let test = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(c)));
    if (sizeof<T>() == 8) test = i64x2.extend_low_i32x4_u(test);
    const not = sizeof<T>() == 4 ? i32x4.eq(test, zero) : i64x2.eq(test, zero);
    v128.store(d, v128.bitselect(v128.load(b), v128.load(a), not));
  }
}

export function add32(length: usize, i: usize, j: usize): void {
  combine<f32>(ADD, length, i, j);
}

export function sub32(length: usize, i: usize, j: usize): void {
  combine<f32>(SUB, length, i, j);
}

export function mul32(length: usize, i: usize, j: usize): void {
  combine<f32>(MUL, length, i, j);
}

export function div32(length: usize, i: usize, j: usize): void {
  combine<f32>(DIV, length, i, j);
}

export function max32(length: usize, i: usize, j: usize): void {
  combine<f32>(MAX, length, i, j);
}

export function min32(length: usize, i: usize, j: usize): void {
  combine<f32>(MIN, length, i, j);
}

export function eq32(length: usize, i: usize, j: usize): void {
  relate<f32>(EQ, length, i, j);
}

export function ne32(length: usize, i: usize, j: usize): void {
  relate<f32>(NE, length, i, j);
}

export function lt32(length: usize, i: usize, j: usize): void {
  relate<f32>(LT, length, i, j);
}

export function le32(length: usize, i: usize, j: usize): void {
  relate<f32>(LE, length, i, j);
}

export function gt32(length: usize, i: usize, j: usize): void {
  relate<f32>(GT, length, i, j);
}

export function ge32(length: usize, i: usize, j: usize): void {
  relate<f32>(GE, length, i, j);
}

export function neg32(length: usize): void {
  map<f32>(NEG, length);
}

export function abs32(length: usize): void {
  map<f32>(ABS, length);
}

export function sqrt32(length: usize): void {
  map<f32>(SQRT, length);
}

export function square32(length: usize): void {
  map<f32>(SQUARE, length);
}

export function addScaled32(length: usize, i: usize, j: usize): void {
  addScaled<f32>(length, i, j);
}

export function choose32(length: usize, i: usize, j: usize): void {
  choose<f32>(length, i, j);
}

export function add64(length: usize, i: usize, j: usize): void {
  combine<f64>(ADD, length, i, j);
}

export function sub64(length: usize, i: usize, j: usize): void {
  combine<f64>(SUB, length, i, j);
}

export function mul64(length: usize, i: usize, j: usize): void {
  combine<f64>(MUL, length, i, j);
}

export function div64(length: usize, i: usize, j: usize): void {
  combine<f64>(DIV, length, i, j);
}

export function max64(length: usize, i: usize, j: usize): void {
  combine<f64>(MAX, length, i, j);
}

export function min64(length: usize, i: usize, j: usize): void {
  combine<f64>(MIN, length, i, j);
}

export function eq64(length: usize, i: usize, j: usize): void {
  relate<f64>(EQ, length, i, j);
}

export function ne64(length: usize, i: usize, j: usize): void {
  relate<f64>(NE, length, i, j);
}

export function lt64(length: usize, i: usize, j: usize): void {
  relate<f64>(LT, length, i, j);
}

export function le64(length: usize, i: usize, j: usize): void {
  relate<f64>(LE, length, i, j);
}

export function gt64(length: usize, i: usize, j: usize): void {
  relate<f64>(GT, length, i, j);
}

export function ge64(length: usize, i: usize, j: usize): void {
  relate<f64>(GE, length, i, j);
}

export function neg64(length: usize): void {
  map<f64>(NEG, length);
}

export function abs64(length: usize): void {
  map<f64>(ABS, length);
}

export function sqrt64(length: usize): void {
  map<f64>(SQRT, length);
}

export function square64(length: usize): void {
  map<f64>(SQUARE, length);
}

export function addScaled64(length: usize, i: usize, j: usize): void {
  addScaled<f64>(length, i, j);
}

export function choose64(length: usize, i: usize, j: usize): void {
  choose<f64>(length, i, j);
}
