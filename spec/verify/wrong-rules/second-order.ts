/**
 * The first derivative is right, and the derivative of the derivative is not.
 */
import { f64, MATRIX, OTHER, planted, POINT, POSITIVE, SECOND, type WrongRule } from './wrong-rule.js';

export const secondOrder: readonly WrongRule[] = [
  planted(
    'exp: its output is a constant to the second derivative',
    (x) => x.exp(),
    (g, _, y) => [g.mul(y.data)],
    [POINT],
    SECOND,
  ),
  planted(
    'pow: its input is a constant to the second derivative',
    (x) => x.pow(3),
    (g, [x]) => [g.mul(x.detach().pow(2).mul(3))],
    [POINT],
    SECOND,
  ),
  planted(
    'mul: gradOutput is a constant to the second derivative',
    (a, b) => a.mul(b),
    (g, [a, b]) => [g.detach().mul(b), g.detach().mul(a)],
    [POINT, POSITIVE],
    SECOND,
  ),
  planted(
    'mm: one factor is a constant to the second derivative',
    (a, b) => a.mm(b),
    (g, [a, b]) => [g.mm(b.data.t()), a.t().mm(g)],
    [MATRIX, OTHER],
    SECOND,
  ),
  planted(
    'log: y′ from a slope that was computed before and kept',
    (x) => x.log(),
    (g, [x]) => [g.mul(x.data.reciprocal())],
    [POSITIVE],
    SECOND,
  ),
  planted(
    'softmax: its output is a constant to the second derivative',
    (x) => x.softmax(0),
    (g, _, { data: y }) => [g.sub(g.mul(y).sum()).mul(y)],
    [POINT],
    SECOND,
  ),
  planted(
    'prod: the product of the others taken for a constant',
    (x) => x.prod(),
    (g, [x], y) => [g.mul(y.div(x).detach())],
    [POINT],
    SECOND,
  ),
  planted(
    'norm: x/‖x‖ taken for a constant',
    (x) => x.norm(),
    (g, [x], y) => [g.mul(x.data.div(y.data))],
    [POINT],
    SECOND,
  ),
  planted(
    'inverse: its output is a constant to the second derivative',
    (x) => x.inverse(),
    (g, _, { data: y }) => [g.lift('inverse', 'output', y.t()).mm(g).mm(y.t()).neg()],
    [MATRIX],
    SECOND,
  ),
  planted(
    'sigmoid: y(1 − y) with one y detached',
    (x) => x.sigmoid(),
    (g, _, y) => [g.mul(y).mul(y.detach().neg().add(1))],
    [POINT],
    SECOND,
  ),
  planted(
    'div: the numerator’s half detached',
    (a, b) => a.div(b),
    (g, [, b], y) => [g.div(b.data), g.mul(y).div(b).neg()],
    [POINT, f64([0.9, -2, 1])],
    SECOND,
  ),
];
