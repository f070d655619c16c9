/**
 * Box and Muller's transform, two pairs at a time: `kernels/box-muller.ts` with a sine and cosine of two lanes. Each lane
 * goes through the operations of the scalar functions in their order, so bits agree; where those branch, both sides are
 * computed and a mask takes one.
 *
 * Sources: FDLIBM `k_sin.c`, `k_cos.c` and `e_rem_pio2.c`, Sun Microsystems, 1993: "Permission to use, copy, modify,
 * and distribute this software is freely granted, provided that this notice is preserved." As FreeBSD and @stdlib have
 * them (see THIRD_PARTY_LICENSES.txt).
 */
import { add, constant, HALF, highWord, load2, mul, number, ONE, round, select, SIGN, store2, sub } from './doubles';
import { log } from './elementary';
import { A } from './memory';

/** A block: 16 numbers, of which the first half pairs with the second. */
const HALF_BLOCK: usize = 8;

/** 33 bits of π/2, what they leave, 33 more bits, and what those leave. */
const PIO2_1: usize = memory.data<f64>([1.57079632673412561417]);
const PIO2_1T: usize = memory.data<f64>([6.07710050650619224932e-11]);
const PIO2_2: usize = memory.data<f64>([6.07710050630396597660e-11]);
const PIO2_2T: usize = memory.data<f64>([2.02226624879595063154e-21]);

/** The high words of the odd multiples of π/4, and of the multiples of π/2. */
const ODD: usize = memory.data<i64>([0x3fe921fb, 0x4002d97c, 0x400f6a7a, 0x4015fdbc]);
const EVEN: usize = memory.data<i64>([0x3ff921fb, 0x400921fb, 0x4012d97c, 0x401921fb]);

/** The coefficients S₁ to S₆ of the sine, and C₁ to C₆ of the cosine. */
const S: usize = memory.data<f64>([
  -1.66666666666666324348e-1, 8.33333333332248946124e-3, -1.98412698298579493134e-4,
  2.75573137070700676789e-6, -2.50507602534068634195e-8, 1.58969099521155010221e-10,
]);
const C: usize = memory.data<f64>([
  4.16666666666666019037e-2, -1.38888888888741095749e-3, 2.48015872894767294178e-5,
  -2.75573143513906633035e-7, 2.08757232129817482790e-9, -1.13596475577881948265e-11,
]);

/** cos x and sin x for 0 ≤ x < 9π/4 land in these. */
let cosine: v128 = i64x2.splat(0);
let sine: v128 = i64x2.splat(0);

// @ts-ignore
@inline
function sincos(x: v128): void {
  // x = nπ/2 + y + tail, with n from 0 to 4; the bounds are odd multiples of π/4.
  const high = highWord(x);
  const m1 = i64x2.gt_s(high, constant(ODD));
  const m2 = i64x2.gt_s(high, constant(ODD, 1));
  const m3 = i64x2.gt_s(high, constant(ODD, 2));
  const m4 = i64x2.gt_s(high, constant(ODD, 3));
  const one = constant(ONE);
  const n = add(add(v128.and(m1, one), v128.and(m2, one)), add(v128.and(m3, one), v128.and(m4, one)));
  let r = sub(x, mul(n, constant(PIO2_1)));
  let w = mul(n, constant(PIO2_1T));
  let y = sub(r, w);

  // Next to a multiple of π/2, where the high words are equal, at least 21 bits cancel: subtract more bits of it.
  // FDLIBM's third step, from 50 bits on, is left out: below 9π/4 it moves only the tail, and no result.
  const close = v128.or(
    v128.or(i64x2.eq(high, constant(EVEN)), i64x2.eq(high, constant(EVEN, 1))),
    v128.or(i64x2.eq(high, constant(EVEN, 2)), i64x2.eq(high, constant(EVEN, 3))),
  );
  if (v128.any_true(close)) {
    const t = r;
    w = select(close, mul(n, constant(PIO2_2)), w);
    r = select(close, sub(t, w), r);
    w = select(close, sub(mul(n, constant(PIO2_2T)), sub(sub(t, r), w)), w);
    y = sub(r, w);
  }
  const tail = sub(sub(r, y), w);

  const z = mul(y, y);
  const zz = mul(z, z);
  const v = mul(z, y);
  let p = add(
    add(constant(S, 1),
      mul(z, add(constant(S, 2), mul(z, constant(S, 3))))),
    mul(mul(z, zz), add(constant(S, 4), mul(z, constant(S, 5)))),
  );
  const exact = add(y, mul(v, add(constant(S), mul(z, p))));
  const withTail = sub(y, sub(sub(mul(z, sub(mul(constant(HALF), tail), mul(v, p))), tail), mul(v, constant(S))));
  const sinY = select(f64x2.eq(tail, f64x2.splat(0)), exact, withTail);

  p = mul(z, add(constant(C),
    mul(z, add(constant(C, 1), mul(z, constant(C, 2))))));
  p = add(p, mul(mul(zz, zz), add(constant(C, 3),
    mul(z, add(constant(C, 4), mul(z, constant(C, 5)))))));
  const hz = mul(constant(HALF), z);
  const rest = sub(one, hz);
  const cosY = add(rest, add(sub(sub(one, rest), hz), sub(mul(z, p), mul(y, tail))));

  // With s, c of y, sin x and cos x are s, c for n = 0 and 4; c, −s for 1; −s, −c for 2; −c, s for 3.
  const odd = v128.xor(v128.xor(m1, m2), v128.xor(m3, m4));
  const sign = constant(SIGN);
  sine = v128.xor(select(odd, cosY, sinY), v128.and(v128.xor(m2, m4), sign));
  cosine = v128.xor(select(odd, sinY, cosY), v128.and(v128.xor(m1, m3), sign));
}

const MINUS_TWO: usize = memory.data<f64>([-2]);

/** Transforms the whole blocks from A on, `length` bytes of them. */
// @ts-ignore
@inline
function boxMuller<T>(length: usize, twoPi: f64): void {
  const half = HALF_BLOCK * sizeof<T>();
  for (let block = A; block < A + length; block += 2 * half) {
    for (let at = block; at < block + half; at += 2 * sizeof<T>()) {
      const u1 = round<T>(sub(constant(ONE), load2<T>(at)));
      const r = round<T>(f64x2.sqrt(mul(constant(MINUS_TWO), round<T>(log(u1, f64x2.splat(0))))));
      sincos(round<T>(mul(number(twoPi), load2<T>(at + half))));
      store2<T>(at, add(mul(r, round<T>(cosine)), f64x2.splat(0)));
      store2<T>(at + half, add(mul(r, round<T>(sine)), f64x2.splat(0)));
    }
  }
}

export function boxMuller32(length: usize): void {
  boxMuller<f32>(length, <f64>(<f32>6.283185307179586));
}

export function boxMuller64(length: usize): void {
  boxMuller<f64>(length, 6.283185307179586);
}
