/**
 * A factor, a sign or a term of the derivative is wrong.
 */
import { f64, planted, POINT, POSITIVE, SMALL, WIDE, type WrongRule } from './wrong-rule.js';

export const factors: readonly WrongRule[] = [
  planted(
    'exp: 1.001 times too large',
    (x) => x.exp(),
    (g, _, y) => [g.mul(y).mul(1.001)],
    [POINT],
  ),
  planted(
    'tanh: 1 + 3·10⁻⁷ times too large',
    (x) => x.tanh(),
    (g, _, y) => [g.mul(y.square().neg().add(1)).mul(1 + 3e-7)],
    [POINT],
  ),
  planted(
    'neg: the sign forgotten',
    (x) => x.neg(),
    (g) => [g],
    [POINT],
  ),
  planted(
    'sub: the sign of the second operand forgotten',
    (a, b) => a.sub(b),
    (g) => [g, g],
    [POINT, POSITIVE],
  ),
  planted(
    'cos: the sign forgotten',
    (x) => x.cos(),
    (g, [x]) => [g.mul(x.sin())],
    [POINT],
  ),
  planted(
    'acos: the sign forgotten',
    (x) => x.acos(),
    (g, [x]) => [g.div(x.square().neg().add(1).sqrt())],
    [SMALL],
  ),
  planted(
    'asin: the root forgotten',
    (x) => x.asin(),
    (g, [x]) => [g.div(x.square().neg().add(1))],
    [SMALL],
  ),
  planted(
    'atan: the square forgotten',
    (x) => x.atan(),
    (g, [x]) => [g.div(x.add(1))],
    [POSITIVE],
  ),
  planted(
    'cosh: the sign of cos′ given to its hyperbolic twin',
    (x) => x.cosh(),
    (g, [x]) => [g.mul(x.sinh()).neg()],
    [POINT],
  ),
  planted(
    'log: times x instead of divided by it',
    (x) => x.log(),
    (g, [x]) => [g.mul(x)],
    [POSITIVE],
  ),
  planted(
    'log2: the factor 1/ln 2 forgotten',
    (x) => x.log2(),
    (g, [x]) => [g.div(x)],
    [POSITIVE],
  ),
  planted(
    'log10: the factor ln 10 upside down',
    (x) => x.log10(),
    (g, [x]) => [g.div(x).mul(Math.LN10)],
    [POSITIVE],
  ),
  planted(
    'log1p: the 1 forgotten',
    (x) => x.log1p(),
    (g, [x]) => [g.div(x)],
    [POSITIVE],
  ),
  planted(
    'expm1: its value instead of eˣ',
    (x) => x.expm1(),
    (g, _, y) => [g.mul(y)],
    [POINT],
  ),
  planted(
    'exp2: the factor ln 2 forgotten',
    (x) => x.exp2(),
    (g, _, y) => [g.mul(y)],
    [POINT],
  ),
  planted(
    'erf: 1/√π instead of 2/√π',
    (x) => x.erf(),
    (g, [x]) => [g.mul(x.square().neg().exp()).div(Math.sqrt(Math.PI))],
    [POINT],
  ),
  planted(
    'sqrt: the factor 2 forgotten',
    (x) => x.sqrt(),
    (g, _, y) => [g.div(y)],
    [POSITIVE],
  ),
  planted(
    'rsqrt: −½·y² instead of −½·y³',
    (x) => x.rsqrt(),
    (g, _, y) => [g.mul(y.square()).div(-2)],
    [POSITIVE],
  ),
  planted(
    'reciprocal: −y instead of −y²',
    (x) => x.reciprocal(),
    (g, _, y) => [g.mul(y).neg()],
    [POSITIVE],
  ),
  planted(
    'tanh: the square forgotten',
    (x) => x.tanh(),
    (g, _, y) => [g.mul(y.neg().add(1))],
    [POINT],
  ),
  planted(
    'sigmoid: y(1 + y)',
    (x) => x.sigmoid(),
    (g, _, y) => [g.mul(y).mul(y.add(1))],
    [POINT],
  ),
  planted(
    'softplus: 1 − σ instead of σ',
    (x) => x.softplus(),
    (g, [x]) => [g.mul(x.neg().sigmoid())],
    [POINT],
  ),
  planted(
    'silu: σ alone, the product rule forgotten',
    (x) => x.silu(),
    (g, [x]) => [g.mul(x.sigmoid())],
    [POINT],
  ),
  planted(
    'gelu: Φ alone, the density forgotten',
    (x) => x.gelu(),
    (g, [x]) => [g.mul(x.div(Math.SQRT2).erf().add(1).div(2))],
    [POINT],
  ),
  planted(
    'pow: the factor n forgotten',
    (x) => x.pow(3),
    (g, [x]) => [g.mul(x.pow(2))],
    [POINT],
  ),
  planted(
    'pow: n·xⁿ',
    (x) => x.pow(3),
    (g, [x]) => [g.mul(x.pow(3).mul(3))],
    [POINT],
  ),
  planted(
    'pow: the exponent’s factor ln a forgotten',
    (a, b) => a.pow(b),
    (g, [a, b], y) => [g.mul(b).mul(a.pow(b.sub(1))), g.mul(y)],
    [POSITIVE, POINT],
  ),
  planted(
    'a gradient of zeros',
    (x) => x.exp(),
    (g) => [g.mul(0)],
    [POINT],
  ),
  planted(
    'mean: divided by the number of all elements instead of those added',
    (x) => x.mean(1),
    (g, [x]) => [g.unsqueeze(1).div(x.numel()).expand(x.shape)],
    [WIDE],
  ),
  planted(
    'var: divided by n instead of n − 1',
    (x) => x.var(0),
    (g, [x]) => [g.mul(x.sub(x.mean(0))).mul(2 / x.numel())],
    [POINT],
  ),
  planted(
    'std: divided by its square',
    (x) => x.std(0),
    (g, [x], y) => [g.mul(x.sub(x.mean(0))).div(y.square().mul(x.numel() - 1))],
    [POINT],
  ),
  planted(
    'norm: x instead of x/‖x‖',
    (x) => x.norm(),
    (g, [x]) => [g.mul(x)],
    [POINT],
  ),
  planted(
    'logsumexp: eˣ not divided by the sum',
    (x) => x.logsumexp(0),
    (g, [x]) => [g.mul(x.exp())],
    [POINT],
  ),
  planted(
    'lerp: the weight of the end given to the start',
    (a, b) => a.lerp(b, 0.25),
    (g) => [g.mul(0.25), g.mul(0.75)],
    [POINT, POSITIVE],
  ),
  planted(
    'det: the factor det X of det X · X⁻ᵀ forgotten',
    (x) => x.det(),
    (g, [x]) => [g.mul(x.inverse().t())],
    [
      f64([
        [1.4, -0.3],
        [0.7, 1.6],
      ]),
    ],
  ),
];
