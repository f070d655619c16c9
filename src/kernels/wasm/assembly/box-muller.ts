/**
 * Box and Muller's transform, two pairs at a time: `kernels/box-muller.ts` with a logarithm, sine and cosine of two
 * lanes. Each lane goes through the operations of the scalar functions in their order, so bits agree; where those
 * branch, both sides are computed and a mask takes one. Masks are lanes of all ones or all zeros.
 *
 * Sources: K. C. Ng, FDLIBM `e_log.c`, `k_sin.c`, `k_cos.c` and `e_rem_pio2.c`, Sun Microsystems, 1993:
 * "Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is
 * preserved." The latter three as FreeBSD and @stdlib have them (see THIRD_PARTY_LICENSES.txt).
 */
import { A } from './memory';

/** A block: 16 numbers, of which the first half pairs with the second. */
const HALF: usize = 8;

/** ln 2 in two parts. */
const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

// @ts-ignore: a decorator of AssemblyScript
@inline
function number(x: f64): v128 {
  return f64x2.splat(x);
}

// @ts-ignore
@inline
function integer(x: i64): v128 {
  return i64x2.splat(x);
}

// @ts-ignore
@inline
function add(a: v128, b: v128): v128 {
  return f64x2.add(a, b);
}

// @ts-ignore
@inline
function sub(a: v128, b: v128): v128 {
  return f64x2.sub(a, b);
}

// @ts-ignore
@inline
function mul(a: v128, b: v128): v128 {
  return f64x2.mul(a, b);
}

/** a where the mask is set, else b. */
// @ts-ignore
@inline
function select(mask: v128, a: v128, b: v128): v128 {
  return v128.bitselect(a, b, mask);
}

/** The high words of two doubles, as 64-bit integers: sign, exponent, and 20 bits of the mantissa. */
// @ts-ignore
@inline
function highWord(x: v128): v128 {
  return i64x2.shr_u(x, 32);
}

/** ln x for positive normal numbers: see `kernels/logarithm.ts`. */
// @ts-ignore
@inline
function log(x: v128): v128 {
  const high = highWord(x);
  const mantissa = v128.and(high, integer(0xfffff));
  const above = v128.and(i64x2.shr_u(i64x2.add(mantissa, integer(0x95f64)), 20), integer(1));
  const exponent = i64x2.add(i64x2.sub(i64x2.shr_u(high, 20), integer(1023)), above);
  // The integer as a double: added to the mantissa of 1.5 · 2⁵², where a unit in the last place is 1.
  const shifted = i64x2.add(exponent, integer(0x4338000000000000));
  const k = sub(shifted, number(6755399441055744));
  // x with the exponent 0, or −1 where above.
  const scaled = v128.or(
    v128.and(x, integer(0xfffffffffffff)),
    i64x2.shl(i64x2.sub(integer(1023), above), 52),
  );
  const f = sub(scaled, number(1));

  const s = f64x2.div(f, add(number(2), f));
  const z = mul(s, s);
  const w = mul(z, z);
  let even = add(number(2.222219843214978396e-1), mul(w, number(1.531383769920937332e-1)));
  even = mul(w, add(number(3.999999999940941908e-1), mul(w, even)));
  let odd = add(number(1.818357216161805012e-1), mul(w, number(1.479819860511658591e-1)));
  odd = add(number(2.857142874366239149e-1), mul(w, odd));
  odd = mul(z, add(number(6.66666666666673513e-1), mul(w, odd)));
  const R = add(odd, even);

  const kLow = mul(k, number(LN2_LOW));
  const ff = mul(f, f);
  const series = mul(ff, sub(number(0.5), mul(number(0.3333333333333333), f)));
  const tiny = i64x2.lt_s(v128.and(i64x2.add(mantissa, integer(2)), integer(0xfffff)), integer(3));
  const near = sub(select(tiny, series, mul(s, sub(f, R))), kLow);
  const half = mul(mul(number(0.5), f), f);
  const far = sub(half, add(mul(s, add(half, R)), kLow));
  const side = v128.or(i64x2.sub(mantissa, integer(0x6147a)), i64x2.sub(integer(0x6b851), mantissa));
  const isFar = i64x2.gt_s(side, integer(0)); // never where tiny
  // With k = 0 this is the shorter formula of the scalar function: 0 − (t − f) = f − t.
  return sub(mul(k, number(LN2_HIGH)), sub(select(isFar, far, near), f));
}

/** 33 bits of π/2, what they leave, 33 more bits, and what those leave. */
const PIO2_1: f64 = 1.57079632673412561417;
const PIO2_1T: f64 = 6.07710050650619224932e-11;
const PIO2_2: f64 = 6.07710050630396597660e-11;
const PIO2_2T: f64 = 2.02226624879595063154e-21;

/** cos x and sin x for 0 ≤ x < 9π/4 land in these. */
let cosine: v128 = i64x2.splat(0);
let sine: v128 = i64x2.splat(0);

// @ts-ignore
@inline
function sincos(x: v128): void {
  // x = nπ/2 + y + tail, with n from 0 to 4; the bounds are odd multiples of π/4.
  const high = highWord(x);
  const m1 = i64x2.gt_s(high, integer(0x3fe921fb));
  const m2 = i64x2.gt_s(high, integer(0x4002d97c));
  const m3 = i64x2.gt_s(high, integer(0x400f6a7a));
  const m4 = i64x2.gt_s(high, integer(0x4015fdbc));
  const one = number(1);
  const n = add(add(v128.and(m1, one), v128.and(m2, one)), add(v128.and(m3, one), v128.and(m4, one)));
  let r = sub(x, mul(n, number(PIO2_1)));
  let w = mul(n, number(PIO2_1T));
  let y = sub(r, w);

  // Next to a multiple of π/2, where the high words are equal, at least 21 bits cancel: subtract more bits of it.
  // FDLIBM's third step, from 50 bits on, is left out: below 9π/4 it moves only the tail, and no result.
  const close = v128.or(
    v128.or(i64x2.eq(high, integer(0x3ff921fb)), i64x2.eq(high, integer(0x400921fb))),
    v128.or(i64x2.eq(high, integer(0x4012d97c)), i64x2.eq(high, integer(0x401921fb))),
  );
  if (v128.any_true(close)) {
    const t = r;
    w = select(close, mul(n, number(PIO2_2)), w);
    r = select(close, sub(t, w), r);
    w = select(close, sub(mul(n, number(PIO2_2T)), sub(sub(t, r), w)), w);
    y = sub(r, w);
  }
  const tail = sub(sub(r, y), w);

  const z = mul(y, y);
  const zz = mul(z, z);
  const v = mul(z, y);
  let p = add(
    add(number(8.33333333332248946124e-3),
      mul(z, add(number(-1.98412698298579493134e-4), mul(z, number(2.75573137070700676789e-6))))),
    mul(mul(z, zz), add(number(-2.50507602534068634195e-8), mul(z, number(1.58969099521155010221e-10)))),
  );
  const S1 = number(-1.66666666666666324348e-1);
  const exact = add(y, mul(v, add(S1, mul(z, p))));
  const withTail = sub(y, sub(sub(mul(z, sub(mul(number(0.5), tail), mul(v, p))), tail), mul(v, S1)));
  const S = select(f64x2.eq(tail, number(0)), exact, withTail);

  p = mul(z, add(number(4.16666666666666019037e-2),
    mul(z, add(number(-1.38888888888741095749e-3), mul(z, number(2.48015872894767294178e-5))))));
  p = add(p, mul(mul(zz, zz), add(number(-2.75573143513906633035e-7),
    mul(z, add(number(2.08757232129817482790e-9), mul(z, number(-1.13596475577881948265e-11)))))));
  const hz = mul(number(0.5), z);
  const rest = sub(one, hz);
  const C = add(rest, add(sub(sub(one, rest), hz), sub(mul(z, p), mul(y, tail))));

  // sin, cos of x: S, C for n = 0 and 4; C, −S for 1; −S, −C for 2; −C, S for 3.
  const odd = v128.xor(v128.xor(m1, m2), v128.xor(m3, m4));
  const sign = number(-0.0);
  sine = v128.xor(select(odd, C, S), v128.and(v128.xor(m2, m4), sign));
  cosine = v128.xor(select(odd, S, C), v128.and(v128.xor(m1, m3), sign));
}

/** Two neighbouring numbers, as doubles. */
// @ts-ignore
@inline
function load2<T>(at: usize): v128 {
  return sizeof<T>() == 4 ? f64x2.promote_low_f32x4(v128.load64_zero(at)) : v128.load(at);
}

// @ts-ignore
@inline
function store2<T>(at: usize, x: v128): void {
  if (sizeof<T>() == 4) v128.store64_lane(at, f32x4.demote_f64x2_zero(x), 0);
  else v128.store(at, x);
}

/** Rounded to T, as doubles. */
// @ts-ignore
@inline
function round<T>(x: v128): v128 {
  return sizeof<T>() == 4 ? f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(x)) : x;
}

/** Transforms the whole blocks from A on, `length` bytes of them. */
// @ts-ignore
@inline
function boxMuller<T>(length: usize, twoPi: f64): void {
  const half = HALF * sizeof<T>();
  for (let block = A; block < A + length; block += 2 * half) {
    for (let at = block; at < block + half; at += 2 * sizeof<T>()) {
      const u1 = round<T>(sub(number(1), load2<T>(at)));
      const r = round<T>(f64x2.sqrt(mul(number(-2), round<T>(log(u1)))));
      sincos(round<T>(mul(number(twoPi), load2<T>(at + half))));
      store2<T>(at, add(mul(r, round<T>(cosine)), number(0)));
      store2<T>(at + half, add(mul(r, round<T>(sine)), number(0)));
    }
  }
}

export function boxMuller32(length: usize): void {
  boxMuller<f32>(length, <f64>(<f32>6.283185307179586));
}

export function boxMuller64(length: usize): void {
  boxMuller<f64>(length, 6.283185307179586);
}
