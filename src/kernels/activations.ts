/**
 * The loops under activations. Those whose factors would be ∞·0 at an end of the line give the limit there.
 *
 * @module
 */
import { erfc, exp, expm1, sigmoid, softplus as softplusOf } from './elementary.js';
import { each, type Unary } from './pointwise.js';

/** x above 0, else slope·x */
export function leakyRelu(slope: number): Unary {
  return (out, at, n, x, i, di) => {
    for (let k = at; k < at + n; k++, i += di) out[k] = x[i] > 0 ? x[i] : slope * x[i];
  };
}

/** α·s·(e^(x·t) − 1) up to 0, s·x above */
export function elu(alpha: number, scale: number, inputScale: number): Unary {
  const below = alpha * scale;
  return each((x) => (x <= 0 ? below * expm1(x * inputScale) : scale * x));
}

/** ln(1 + e^(β·x))/β, and x where β·x is above the threshold. */
export function softplus(beta: number, threshold: number): Unary {
  return each((x) => (x * beta > threshold ? x : softplusOf(x * beta) / beta));
}

/** x·σ(x) */
export const silu: Unary = each((x) => (x === -Infinity ? -0 : x * sigmoid(x)));

/** x·Φ(x), by the complementary error function: 1 + erf would lose the digits of a negative x. */
export const gelu: Unary = each((x) => (x === -Infinity ? -0 : x * 0.5 * erfc(-x * Math.SQRT1_2)));

/** 2√(2/π) */
const TWICE_SQRT_2_OVER_PI = 1.5957691216057308;

/** x·½(1 + tanh u) = x·σ(2u) with u = √(2/π)·(x + 0.044715·x³) */
export const geluTanh: Unary = each((x) =>
  x === -Infinity ? -0 : x * sigmoid(TWICE_SQRT_2_OVER_PI * (x + 0.044715 * x * x * x)),
);

/** x·tanh(ln(1 + eˣ)) = x·w/(w + 2) with w = (1 + eˣ)² − 1 = eˣ·(eˣ + 2), which is beyond all digits of 2 from 20 on. */
export const mish: Unary = each((x) => {
  if (x === -Infinity) return -0;
  if (x > 20) return x;
  const e = exp(x);
  const w = e * (e + 2);
  return (x * w) / (w + 2);
});

/** x/(1 + |x|) */
export const softsign: Unary = (out, at, n, x, i, di) => {
  for (let k = at; k < at + n; k++, i += di) {
    const size = Math.abs(x[i]);
    out[k] = size === Infinity ? Math.sign(x[i]) : x[i] / (1 + size);
  }
};
