/**
 * The table of rules: for each primitive of the algebra, the Function that differentiates it, or the statement
 * that it is not differentiable. A primitive without an entry does not compile.
 *
 * @module
 */
import type { PrimitiveName, Primitives } from '../../tensor/algebra.js';
import type { Variable } from '../variable.js';
import { Add, Div, Mul, Neg, Sub } from './arithmetic.js';
import { Exp, Log, Pow, Sigmoid, Sqrt, Tanh } from './elementary.js';
import { Clone, Concat, Expand, Narrow, Permute, Reshape, To } from './layout.js';
import { Abs, Clamp, Maximum, Minimum, Relu, Where } from './piecewise.js';
import { Matmul, Mm } from './products.js';
import { Max, Min, Sum } from './reductions.js';

/** The primitives whose results are truth values: they are constant wherever they are continuous. */
export type NotDifferentiable = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

/** The primitives that have a rule. */
export type RuleName = Exclude<PrimitiveName, NotDifferentiable>;

/** A relation of the values: a constant, whatever its operands need. */
const relation =
  (name: NotDifferentiable) =>
  (a: Variable, b: Variable): Variable =>
    a.derive(a.data[name](b.data), null);

/** The primitives on Variables: each application makes a node of the graph. */
export const differentiable: Primitives<Variable> = {
  neg: (x) => new Neg().apply(x),
  abs: (x) => new Abs().apply(x),
  exp: (x) => new Exp().apply(x),
  log: (x) => new Log().apply(x),
  sqrt: (x) => new Sqrt().apply(x),
  tanh: (x) => new Tanh().apply(x),
  sigmoid: (x) => new Sigmoid().apply(x),
  relu: (x) => new Relu().apply(x),
  pow: (x, exponent) => new Pow(exponent).apply(x),
  clamp: (x, min, max) => new Clamp(min, max).apply(x),
  add: (a, b) => new Add().apply(a, b),
  sub: (a, b) => new Sub().apply(a, b),
  mul: (a, b) => new Mul().apply(a, b),
  div: (a, b) => new Div().apply(a, b),
  maximum: (a, b) => new Maximum().apply(a, b),
  minimum: (a, b) => new Minimum().apply(a, b),
  eq: relation('eq'),
  ne: relation('ne'),
  lt: relation('lt'),
  le: relation('le'),
  gt: relation('gt'),
  ge: relation('ge'),
  where: (condition, a, b) => new Where().apply(condition, a, b),
  sum: (x, dims, keepDim) => new Sum(dims, keepDim).apply(x),
  max: (x, dims, keepDim) => new Max(dims, keepDim).apply(x),
  min: (x, dims, keepDim) => new Min(dims, keepDim).apply(x),
  mm: (a, b) => new Mm().apply(a, b),
  matmul: (a, b) => new Matmul().apply(a, b),
  permute: (x, dims) => new Permute(dims).apply(x),
  reshape: (x, shape) => new Reshape(shape).apply(x),
  expand: (x, shape) => new Expand(shape).apply(x),
  narrow: (x, dim, start, length) => new Narrow(dim, start, length).apply(x),
  concat: (xs, dim) => new Concat(dim).apply(...xs),
  clone: (x) => new Clone().apply(x),
  to: (x, dtype) => new To(dtype).apply(x),
};
