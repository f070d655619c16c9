/**
 * The derivative of one operand is given to another, or to none.
 */
import { where } from '../../../src/index.js';
import {
  f64,
  MATRIX,
  OTHER,
  planted,
  POINT,
  POSITIVE,
  rule,
  type WrongRule,
  JACOBIAN,
} from './wrong-rule.js';

const TRUTH = f64([1, 0, 1]).gt(0);

export const operands: readonly WrongRule[] = [
  planted(
    'sub: arguments swapped',
    (a, b) => a.sub(b),
    (g) => [g.neg(), g],
    [POINT, POSITIVE],
  ),
  planted(
    'mul: each operand gets its own value instead of the other’s',
    (a, b) => a.mul(b),
    (g, [a, b]) => [g.mul(a), g.mul(b)],
    [POINT, POSITIVE],
  ),
  planted(
    'mul: no gradient for the second operand',
    (a, b) => a.mul(b),
    (g, [, b]) => [g.mul(b), null],
    [POINT, POSITIVE],
  ),
  {
    mistake: 'mul: a factor detached',
    wrong: (x) => x.mul(x.detach()),
    right: (x) => x.mul(x),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  planted(
    'div: −a/b instead of −a/b²',
    (a, b) => a.div(b),
    (g, [, b], y) => [g.div(b), g.mul(y).neg()],
    [POINT, POSITIVE],
  ),
  planted(
    'atan2: the gradients swapped',
    (a, b) => a.atan2(b),
    (g, [a, b]) => {
      const scaled = g.div(a.square().add(b.square()));
      return [scaled.mul(a).neg(), scaled.mul(b)];
    },
    [POINT, POSITIVE],
  ),
  planted(
    'hypot: both get the gradient of the first',
    (a, b) => a.hypot(b),
    (g, [a], y) => [g.mul(a).div(y), g.mul(a).div(y)],
    [POINT, POSITIVE],
  ),
  planted(
    'logaddexp: the weights swapped',
    (a, b) => a.logaddexp(b),
    (g, [a, b]) => [g.mul(b.sub(a).sigmoid()), g.mul(a.sub(b).sigmoid())],
    [POINT, POSITIVE],
  ),
  planted(
    'maximum: the gradient goes to the smaller',
    (a, b) => a.maximum(b),
    (g, [a, b]) => [where(a.lt(b), g, 0), where(b.lt(a), g, 0)],
    [POINT, f64([0.9, -2, 1])],
  ),
  {
    mistake: 'where: both operands get the whole gradient',
    wrong: (a, b) =>
      rule(
        (x, y) => where(TRUTH, x, y),
        (g) => [g, g],
      )(a, b),
    right: (a, b) => where(TRUTH, a, b),
    inputs: [POINT, POSITIVE],
    caught: JACOBIAN,
  },
  planted(
    'mm: the factors not transposed',
    (a, b) => a.mm(b),
    (g, [a, b]) => [g.mm(b), a.mm(g)],
    [MATRIX, OTHER],
  ),
  planted(
    'mm: the factors in the wrong order',
    (a, b) => a.mm(b),
    (g, [a, b]) => [b.t().mm(g), g.mm(a.t())],
    [MATRIX, OTHER],
  ),
  planted(
    'outer: the vectors swapped',
    (a, b) => a.outer(b),
    (g, [a, b]) => [g.t().mv(b), g.mv(a)],
    [POINT, POSITIVE],
  ),
  planted(
    'cross: the order of the factors forgotten, and with it the sign',
    (a, b) => a.cross(b),
    (g, [a, b]) => [g.cross(b), a.cross(g)],
    [POINT, POSITIVE],
  ),
  planted(
    'solve: the matrix not transposed on the way back',
    (a, b) => a.solve(b),
    (g, [a], y) => {
      const ofB = a.solve(g);
      return [ofB.mm(y.t()).neg(), ofB];
    },
    [MATRIX, OTHER],
  ),
  planted(
    'inverse: −Y·G·Y, not transposed',
    (x) => x.inverse(),
    (g, _, y) => [y.mm(g).mm(y).neg()],
    [MATRIX],
  ),
];
