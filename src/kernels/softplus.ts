/**
 * Logarithms of sums of exponentials, which never overflow where the result does not; and x·ln y.
 *
 * @module
 */
import { exp, expSum } from './exponential.js';
import { log, log1pOfSum, logSum } from './logarithm.js';
import { productError, sumError } from './rounding-error.js';

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), within 1 unit in the last place. */
export function softplus(x: number): number {
  if (x < -40) return exp(x);
  if (!(x < 40)) return x;
  const { high, low } = expSum(x);
  return log1pOfSum(high, low);
}

/**
 * ln(eᵃ + eᵇ) = m + ln(1 + e⁻ᵈ) with m the larger and d their distance, within 1 unit in the last place, or
 * 2⁻⁵⁶ where the two parts cancel. Two equal infinities have no distance, and give themselves.
 */
export function logaddexp(a: number, b: number): number {
  const larger = Math.max(a, b);
  const smaller = Math.min(a, b);
  const distance = smaller - larger;
  if (!(distance > -40)) return distance < 0 ? larger + exp(distance) : a === b ? a : NaN;
  const e = expSum(distance, sumError(smaller, -larger, distance));
  const sum = 1 + e.high;
  const { high, low } = logSum(sum, e.high - (sum - 1) + e.low);
  const value = larger + high;
  return value + (sumError(larger, high, value) + low);
}

/** x·ln y, within 1 unit in the last place, and 0 where x is 0, whatever the number y. */
export function xlogy(x: number, y: number): number {
  if (x === 0 && !Number.isNaN(y)) return 0;
  const size = Math.abs(x);
  // Nothing is lost, or there is nothing to lose it from.
  if (!(y > 0 && y < Infinity && size < Infinity) || y === 1) return x * log(y);
  const { high, low } = logSum(y);
  // Away from the ends of the range, where a product keeps what it loses.
  const unit = size > 2 ** 900 ? 2 ** 200 : size < 2 ** -800 ? 2 ** -200 : 1;
  const scaled = x / unit;
  const product = scaled * high;
  return (product + (productError(scaled, high, product) + scaled * low)) * unit;
}
