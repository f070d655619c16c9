/**
 * The elementary functions to 200 digits and more, by their series in whole numbers: an oracle that shares
 * nothing with the library. A value is a bigint that counts units of 2⁻ᴾ.
 */
import { exactly, magnitude } from './bits.js';

const P = 800n;
const ONE = 1n << P;

/** x as a count of 2⁻ᴾ; exact for |x| ≥ 2⁻⁷⁴⁷, below which bits are lost. */
export function fixed(x: number): bigint {
  return exactly(x) >> (1074n - P);
}

const times = (a: bigint, b: bigint): bigint => (a * b) >> P;
const over = (a: bigint, b: bigint): bigint => (a << P) / b;

/** Σ of terms that shrink to nothing. */
function series(first: bigint, next: (term: bigint, k: bigint) => bigint): bigint {
  let sum = 0n;
  let k = 1n;
  for (let term = first; term !== 0n && term !== -1n; term = next(term, k++)) sum += term;
  return sum;
}

/** atanh(1/n) = Σ n⁻²ᵏ⁻¹ / (2k + 1) */
function atanhOfInverse(n: bigint): bigint {
  let power = ONE / n;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n, power /= n * n) sum += power / k;
  return sum;
}

/** atan(1/n) = Σ (−1)ᵏ n⁻²ᵏ⁻¹ / (2k + 1) */
function atanOfInverse(n: bigint): bigint {
  let power = ONE / n;
  let sum = 0n;
  for (let k = 1n, sign = 1n; power !== 0n; k += 2n, sign = -sign, power /= n * n) sum += (sign * power) / k;
  return sum;
}

const LN2 = 2n * atanhOfInverse(3n);
/** 10 = 8·(1 + 1/9)/(1 − 1/9) */
const LN10 = 3n * LN2 + 2n * atanhOfInverse(9n);
/** Machin: π = 16 atan(1/5) − 4 atan(1/239). */
const PI = 16n * atanOfInverse(5n) - 4n * atanOfInverse(239n);

/** The whole multiple of `step` nearest to x, as its count. */
function nearest(x: bigint, step: bigint): bigint {
  const twice = 2n * x + step;
  const quotient = twice / (2n * step);
  return twice < 0n && quotient * 2n * step !== twice ? quotient - 1n : quotient;
}

/** eˣ, where it is at least 2⁻⁷⁰⁰ or so. */
export function exp(x: bigint): bigint {
  const k = nearest(x, LN2);
  const r = x - k * LN2;
  const small = series(ONE, (term, n) => times(term, r) / n);
  return k >= 0n ? small << k : small >> -k;
}

/** ln x for x > 0: with x = m·2ᵏ, twice the atanh of (m − 1)/(m + 1), plus k ln 2. */
export function log(x: bigint): bigint {
  const k = BigInt(x.toString(2).length) - 1n - P;
  const m = k >= 0n ? x >> k : x << -k;
  const [base, shift] = 2n * m > 3n * ONE ? [m / 2n, k + 1n] : [m, k];
  const z = over(base - ONE, base + ONE);
  const square = times(z, z);
  let power = z;
  let sum = 0n;
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n, power = times(power, square)) sum += power / n;
  return 2n * sum + shift * LN2;
}

export function sin(x: bigint): bigint {
  const k = nearest(x, PI);
  const r = x - k * PI;
  const square = times(r, r);
  const sum = series(r, (term, n) => -times(term, square) / (2n * n * (2n * n + 1n)));
  return k % 2n === 0n ? sum : -sum;
}

export function cos(x: bigint): bigint {
  const k = nearest(x, PI);
  const r = x - k * PI;
  const square = times(r, r);
  const sum = series(ONE, (term, n) => -times(term, square) / ((2n * n - 1n) * 2n * n));
  return k % 2n === 0n ? sum : -sum;
}

export function log1p(x: bigint): bigint {
  return log(ONE + x);
}

export function tanh(x: bigint): bigint {
  const e = exp(2n * x);
  return over(e - ONE, e + ONE);
}

export function sigmoid(x: bigint): bigint {
  return over(ONE, ONE + exp(-x));
}

/** √x, rounded down. */
function sqrt(x: bigint): bigint {
  if (x === 0n) return 0n;
  const square = x << P;
  // Newton's method from above goes down until it is there.
  let root = 1n << BigInt((square.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

export function expm1(x: bigint): bigint {
  return exp(x) - ONE;
}

export function exp2(x: bigint): bigint {
  return exp(times(x, LN2));
}

export function log2(x: bigint): bigint {
  return over(log(x), LN2);
}

export function log10(x: bigint): bigint {
  return over(log(x), LN10);
}

export function tan(x: bigint): bigint {
  return over(sin(x), cos(x));
}

/** Four times half the angle, by tan ½φ = t/(1 + √(1 + t²)), and then the series. */
export function atan(x: bigint): bigint {
  let t = x;
  for (let i = 0; i < 4; i++) t = over(t, ONE + sqrt(ONE + times(t, t)));
  const square = times(t, t);
  let power = t;
  let sum = 0n;
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n, power = -times(power, square)) sum += power / n;
  return 16n * sum;
}

/** √(1 − x²) */
const other = (x: bigint): bigint => sqrt(times(ONE - x, ONE + x));

export function asin(x: bigint): bigint {
  return atan(over(x, other(x)));
}

export function acos(x: bigint): bigint {
  return atan2(other(x), x);
}

export function atan2(y: bigint, x: bigint): bigint {
  // From the nearer axis.
  if (magnitude(y) > magnitude(x)) return (y > 0n ? PI : -PI) / 2n - atan(over(x, y));
  const slope = atan(over(y, x));
  return x > 0n ? slope : y < 0n ? slope - PI : slope + PI;
}

export function hypot(x: bigint, y: bigint): bigint {
  return sqrt(times(x, x) + times(y, y));
}

export function sinh(x: bigint): bigint {
  return (exp(x) - exp(-x)) / 2n;
}

export function cosh(x: bigint): bigint {
  return (exp(x) + exp(-x)) / 2n;
}

export function asinh(x: bigint): bigint {
  const size = magnitude(x);
  const value = log(size + sqrt(times(size, size) + ONE));
  return x < 0n ? -value : value;
}

export function acosh(x: bigint): bigint {
  return log(x + sqrt(times(x - ONE, x + ONE)));
}

export function atanh(x: bigint): bigint {
  return (log(ONE + x) - log(ONE - x)) / 2n;
}

/** erf x = 2/√π e^(−x²) Σ 2ᵏ x²ᵏ⁺¹ / (1·3·5 ⋯ (2k + 1)), in which nothing cancels. */
export function erf(x: bigint): bigint {
  const square = times(x, x);
  const sum = series(x, (term, k) => (2n * times(term, square)) / (2n * k + 1n));
  return over(2n * times(exp(-square), sum), sqrt(PI));
}

export function erfc(x: bigint): bigint {
  return ONE - erf(x);
}

export function softplus(x: bigint): bigint {
  return log(ONE + exp(x));
}

export function logaddexp(x: bigint, y: bigint): bigint {
  return log(exp(x) + exp(y));
}

export function xlogy(x: bigint, y: bigint): bigint {
  return times(x, log(y));
}

/** xʸ for x > 0. */
export function pow(x: bigint, y: bigint): bigint {
  return exp(times(y, log(x)));
}

/** By how many units in its last place a double differs from the true value. */
export function ulpError(actual: number, truth: bigint): number {
  if (actual === 0) return truth === 0n ? 0 : Infinity;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(actual))), -1022);
  const unit = fixed(2 ** exponent) >> 52n;
  const difference = magnitude(fixed(actual) - truth);
  return Number((difference * 1000n) / unit) / 1000;
}

/** The nearest float32, ties to even. */
export function nearestFloat32(truth: bigint): number {
  const size = magnitude(truth);
  // A float32 has 24 bits, and none below 2⁻¹⁴⁹.
  const places = BigInt(Math.max(size.toString(2).length - 24, Number(P) - 149));
  const half = 1n << (places - 1n);
  const up = (size + half) >> places;
  const tie = (size + half) % (1n << places) === 0n;
  const nearest = Number(tie && up % 2n === 1n ? up - 1n : up) * 2 ** Number(places - P);
  return Math.fround(truth < 0n ? -nearest : nearest);
}
