/**
 * Elementary functions on two lanes, and their loops. Each lane goes through the operations of the scalar functions of
 * `kernels/exponential.ts`, `logarithm.ts` and `hyperbolic.ts` in their order, so bits agree; where those branch, both sides
 * are computed and a mask takes one.
 *
 * Sources: FDLIBM `e_exp.c` and `e_log.c`, Sun Microsystems, 1993: "Permission to use, copy, modify, and distribute this
 * software is freely granted, provided that this notice is preserved." The polynomials of tanh are those of Cephes, as
 * @stdlib has them (see THIRD_PARTY_LICENSES.txt).
 */
import {
  add, constant, HALF, highWord, load2, mul, ONE, powerOf2, select, SHIFT, SIGN, store2, sub, toInteger, TWO,
} from './doubles';
import { A, D } from './memory';

/** ln 2 in two parts, and 1/ln 2. */
const LN2_HIGH: usize = memory.data<f64>([6.9314718036912381649e-1]);
const LN2_LOW: usize = memory.data<f64>([1.90821492927058770002e-10]);
const LOG2_E: usize = memory.data<f64>([1.442695040888963387]);

const INFINITE: usize = memory.data<f64>([Infinity, -Infinity, NaN]);

/** The whole multiple of ln 2 nearest to x, as its count. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function multipleOfLn2(x: v128): v128 {
  const half = v128.or(constant(HALF), v128.and(x, constant(SIGN)));
  return f64x2.trunc(add(mul(constant(LOG2_E), x), half));
}

/** y·2ᵏ */
// @ts-ignore
@inline
function scale(y: v128, k: v128): v128 {
  const half = i64x2.shr_s(k, 1);
  return mul(mul(y, powerOf2(half)), powerOf2(i64x2.sub(k, half)));
}

/** The coefficients of the polynomial of `curve`, from the last on. */
const CURVE: usize = memory.data<f64>([
  4.13813679705723846039e-8, -1.6533902205465251539e-6, 6.61375632143793436117e-5, -2.77777777770155933842e-3,
  1.66666666666666019037e-1,
]);

/** eʳ − 1 − r */
// @ts-ignore
@inline
function curve(r: v128): v128 {
  const square = mul(r, r);
  let p = add(constant(CURVE, 1), mul(square, constant(CURVE)));
  p = add(constant(CURVE, 2), mul(square, p));
  p = add(constant(CURVE, 3), mul(square, p));
  p = add(constant(CURVE, 4), mul(square, p));
  const c = sub(r, mul(square, p));
  return f64x2.div(mul(r, c), sub(constant(TWO), c));
}

/** Above the first, eˣ is more than the largest double; below the second, less than half of the smallest. */
const OVERFLOW: usize = memory.data<f64>([7.09782712893383973096e2]);
const UNDERFLOW: usize = memory.data<f64>([-7.4513321910194110842e2]);

/** eˣ */
function exp(x: v128): v128 {
  const k = multipleOfLn2(x);
  const high = sub(x, mul(k, constant(LN2_HIGH)));
  const low = mul(k, constant(LN2_LOW));
  const y = scale(sub(constant(ONE), sub(sub(low, curve(sub(high, low))), high)), toInteger(k));
  const large = f64x2.gt(x, constant(OVERFLOW));
  const small = f64x2.lt(x, constant(UNDERFLOW));
  const result = select(large, constant(INFINITE), v128.andnot(y, small));
  return select(f64x2.eq(x, x), result, constant(INFINITE, 2));
}

/** What takes the bits of a double apart: see `kernels/logarithm.ts`. */
const BITS: usize = memory.data<i64>([
  0xfffff, 0x95f64, 1, 1023, 0xfffffffffffff, 2, 3, 0x6147a, 0x6b851,
]);

/** ⅓, and the coefficients L₁ to L₇. */
const SERIES: usize = memory.data<f64>([
  0.3333333333333333,
  6.66666666666673513e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
  1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1,
]);

/** ln x − less·ln 2 for positive normal numbers x: see `kernels/logarithm.ts`. */
// @ts-ignore
@inline
export function log(x: v128, less: v128): v128 {
  const high = highWord(x);
  const mantissa = v128.and(high, constant(BITS));
  const above = v128.and(i64x2.shr_u(i64x2.add(mantissa, constant(BITS, 1)), 20), constant(BITS, 2));
  const exponent = i64x2.add(i64x2.sub(i64x2.shr_u(high, 20), constant(BITS, 3)), above);
  const k = sub(sub(i64x2.add(exponent, constant(SHIFT)), constant(SHIFT)), less);
  // x with the exponent 0, or −1 where above.
  const scaled = v128.or(
    v128.and(x, constant(BITS, 4)),
    i64x2.shl(i64x2.sub(constant(BITS, 3), above), 52),
  );
  const f = sub(scaled, constant(ONE));

  const s = f64x2.div(f, add(constant(TWO), f));
  const z = mul(s, s);
  const w = mul(z, z);
  let even = add(constant(SERIES, 4), mul(w, constant(SERIES, 6)));
  even = mul(w, add(constant(SERIES, 2), mul(w, even)));
  let odd = add(constant(SERIES, 5), mul(w, constant(SERIES, 7)));
  odd = add(constant(SERIES, 3), mul(w, odd));
  odd = mul(z, add(constant(SERIES, 1), mul(w, odd)));
  const R = add(odd, even);

  const kLow = mul(k, constant(LN2_LOW));
  const ff = mul(f, f);
  const series = mul(ff, sub(constant(HALF), mul(constant(SERIES), f)));
  const tiny = i64x2.lt_s(v128.and(i64x2.add(mantissa, constant(BITS, 5)), constant(BITS)), constant(BITS, 6));
  const near = sub(select(tiny, series, mul(s, sub(f, R))), kLow);
  const half = mul(mul(constant(HALF), f), f);
  const far = sub(half, add(mul(s, add(half, R)), kLow));
  const side = v128.or(i64x2.sub(mantissa, constant(BITS, 7)), i64x2.sub(constant(BITS, 8), mantissa));
  const isFar = i64x2.gt_s(side, i64x2.splat(0)); // never where tiny
  // With k = 0 this is the shorter formula of the scalar function: 0 − (t − f) = f − t.
  return sub(mul(k, constant(LN2_HIGH)), sub(select(isFar, far, near), f));
}

/** The least normal number; and 2⁵⁴, with its exponent. */
const SCALING: usize = memory.data<f64>([2.2250738585072014e-308, 18014398509481984, 54]);

/** ln x for all numbers: −Infinity at ±0, NaN below. */
function logOfAny(x: v128): v128 {
  const subnormal = f64x2.lt(x, constant(SCALING));
  const y = log(select(subnormal, mul(x, constant(SCALING, 1)), x), v128.and(subnormal, constant(SCALING, 2)));
  const finite = f64x2.lt(x, constant(INFINITE));
  const zero = select(f64x2.eq(x, f64x2.splat(0)), constant(INFINITE, 1), constant(INFINITE, 2));
  // What is above 0 and not finite is Infinity.
  return select(f64x2.gt(x, f64x2.splat(0)), select(finite, y, x), zero);
}

/** 2²⁷ + 1 */
const SPLITTER: usize = memory.data<f64>([134217729]);

/** a·b − product: see `kernels/rounding-error.ts`. */
// @ts-ignore
@inline
function productError(a: v128, b: v128, product: v128): v128 {
  const splitA = mul(constant(SPLITTER), a);
  const aHigh = sub(splitA, sub(splitA, a));
  const aLow = sub(a, aHigh);
  const splitB = mul(constant(SPLITTER), b);
  const bHigh = sub(splitB, sub(splitB, b));
  const bLow = sub(b, bHigh);
  const sum = add(sub(mul(aHigh, bHigh), product), mul(aHigh, bLow));
  return add(add(sum, mul(aLow, bHigh)), mul(aLow, bLow));
}

/** whole − times/(1 + eˣ) for |x| ≤ 50: see `kernels/hyperbolic.ts`. */
function fromQuotient(x: v128, whole: v128, times: v128): v128 {
  const k = multipleOfLn2(x);
  const near = sub(x, mul(k, constant(LN2_HIGH)));
  const far = mul(k, constant(LN2_LOW));
  const bend = sub(curve(sub(near, far)), far);
  const lessOne = add(near, bend);
  const value = add(constant(ONE), lessOne);
  const lost = add(sub(lessOne, sub(value, constant(ONE))), sub(bend, sub(lessOne, near)));
  const count = toInteger(k);
  const high = scale(value, count);
  const low = scale(lost, count);

  const sum = add(constant(ONE), high);
  const below = f64x2.lt(high, constant(ONE));
  const lostBySum = add(select(below, sub(high, sub(sum, constant(ONE))), sub(constant(ONE), sub(sum, high))), low);
  const quotient = f64x2.div(constant(ONE), sum);
  const product = mul(quotient, sum);
  const remainder = sub(sub(constant(ONE), product), productError(quotient, sum, product));
  const rest = mul(quotient, sub(remainder, mul(quotient, lostBySum)));
  const less = mul(times, quotient);
  const result = sub(whole, less);
  return add(result, sub(sub(sub(whole, result), less), mul(times, rest)));
}

/** Where the logistic function is eˣ, and where it is 1. Its factor of the quotient. */
const LIMITS: usize = memory.data<f64>([-45, 45, -1]);

/** 1/(1 + e⁻ˣ) */
function sigmoid(x: v128): v128 {
  const y = fromQuotient(f64x2.neg(x), f64x2.splat(0), constant(LIMITS, 2));
  const low = f64x2.lt(x, constant(LIMITS));
  const result = select(f64x2.gt(x, constant(LIMITS, 1)), constant(ONE), y);
  return v128.any_true(low) ? select(low, exp(x), result) : result;
}

/** From where on tanh x is made of an exponential, and from where on it is 1. */
const TANH_LIMITS: usize = memory.data<f64>([0.625, 22]);

/** The polynomials in x² of the quotient that it is before, from their last coefficients on. */
const OVER: usize = memory.data<f64>([-0.9643991794250523, -99.28772310019185, -1614.6876844170845]);
const UNDER: usize = memory.data<f64>([112.81167849163293, 2235.4883906010045, 4844.063053251255]);

/** tanh x */
function tanh(x: v128): v128 {
  const sign = v128.and(x, constant(SIGN));
  const size = f64x2.abs(x);
  const far = f64x2.ge(size, constant(TANH_LIMITS));
  const s = mul(x, x);
  const over = add(constant(OVER, 1), mul(s, constant(OVER)));
  const under = add(constant(UNDER, 1), mul(s, add(constant(UNDER), s)));
  const ratio = f64x2.div(
    add(constant(OVER, 2), mul(s, over)),
    add(constant(UNDER, 2), mul(s, under)),
  );
  const near = select(f64x2.eq(x, f64x2.splat(0)), x, add(x, mul(mul(x, s), ratio)));
  if (!v128.any_true(far)) return near;
  const quotient = fromQuotient(mul(constant(TWO), size), constant(ONE), constant(TWO));
  const y = select(f64x2.gt(size, constant(TANH_LIMITS, 1)), constant(ONE), quotient);
  return select(far, v128.or(y, sign), near);
}

/** The functions: the loop below is inlined with one of these known. */
const EXP = 0, LOG = 1, SIGMOID = 2, TANH = 3;

// @ts-ignore
@inline
function map<T>(f: i32, length: usize): void {
  for (let at: usize = 0; at < length; at += 2 * sizeof<T>()) {
    const x = load2<T>(A + at);
    store2<T>(D + at, f == EXP ? exp(x) : f == LOG ? logOfAny(x) : f == SIGMOID ? sigmoid(x) : tanh(x));
  }
}

export function exp32(length: usize): void {
  map<f32>(EXP, length);
}

export function log32(length: usize): void {
  map<f32>(LOG, length);
}

export function sigmoid32(length: usize): void {
  map<f32>(SIGMOID, length);
}

export function tanh32(length: usize): void {
  map<f32>(TANH, length);
}

export function exp64(length: usize): void {
  map<f64>(EXP, length);
}

export function log64(length: usize): void {
  map<f64>(LOG, length);
}

export function sigmoid64(length: usize): void {
  map<f64>(SIGMOID, length);
}

export function tanh64(length: usize): void {
  map<f64>(TANH, length);
}
