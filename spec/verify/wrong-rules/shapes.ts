/**
 * The gradient is not brought back to where its elements came from.
 */
import { concat, type Variable } from '../../../src/index.js';
import { CUBE, f64, MATRIX, planted, POINT, POSITIVE, WIDE, type WrongRule } from './wrong-rule.js';

/** The sum of all elements from each on, along a dim. */
const reverseCumsum = (x: Variable, dim: number): Variable =>
  x.sum(dim, { keepDim: true }).sub(x.cumsum(dim)).add(x);

export const shapes: readonly WrongRule[] = [
  planted(
    'un-broadcast forgotten: the first copy’s gradient stands for all',
    (a, b) => a.mul(b),
    (g, [a, b]) => [g.mul(b), g.mul(a).narrow(0, 0, 1).squeeze(0)],
    [WIDE, POINT],
  ),
  planted(
    'un-broadcast by the mean instead of the sum',
    (a, b) => a.add(b),
    (g) => [g, g.mean(0)],
    [WIDE, POINT],
  ),
  planted(
    'expand: the gradient of the first copy instead of the sum of all',
    (x) => x.expand([4, 3]),
    (g) => [g.narrow(0, 0, 1).squeeze(0)],
    [POINT],
  ),
  planted(
    'repeat: the gradient of the last copy instead of the sum of all',
    (x) => x.repeat([2]),
    (g) => [g.narrow(0, 3, 3)],
    [POINT],
  ),
  planted(
    'repeatInterleave: the gradient folded as if whole copies stood in a row',
    (x) => x.repeatInterleave(2),
    (g) => [g.reshape([2, 3]).sum(0)],
    [POINT],
  ),
  planted(
    'permute: the permutation again instead of its inverse',
    (x) => x.permute([1, 2, 0]),
    (g) => [g.permute([1, 2, 0])],
    [CUBE],
  ),
  planted(
    'movedim: moved once more instead of back',
    (x) => x.movedim(0, 2),
    (g) => [g.movedim(0, 2)],
    [CUBE],
  ),
  planted(
    'reshape: the gradient transposed on the way',
    (x) => x.reshape([4]),
    (g) => [g.reshape([2, 2]).t()],
    [MATRIX],
  ),
  planted(
    'narrow: the gradient put back at the front',
    (x) => x.narrow(0, 1, 2),
    (g) => [concat<Variable>([g, f64([0])])],
    [POINT],
  ),
  planted(
    'concat: the parts in the wrong order',
    (a, b) => concat([a, b]),
    (g) => [g.narrow(0, 3, 3), g.narrow(0, 0, 3)],
    [POINT, POSITIVE],
  ),
  planted(
    'flip: not flipped back',
    (x) => x.flip(0),
    (g) => [g],
    [POINT],
  ),
  planted(
    'roll: rolled on instead of back',
    (x) => x.roll(1, 0),
    (g) => [g.roll(1, 0)],
    [POINT],
  ),
  planted(
    'pad: the gradient cut off at the wrong end',
    (x) => x.pad([2, 1]),
    (g) => [g.narrow(0, 1, 3)],
    [POINT],
  ),
  planted(
    'pad by reflection: what was copied into the border gives nothing back',
    (x) => x.unsqueeze(0).pad([1, 1], { mode: 'reflect' }),
    (g) => [g.narrow(1, 1, 3).squeeze(0)],
    [POINT],
  ),
  planted(
    'tril: the gradient not masked',
    (x) => x.tril(),
    (g) => [g],
    [MATRIX],
  ),
  planted(
    'diagonal: the gradient spread over the rows',
    (x) => x.diagonal(),
    (g, [x]) => [g.unsqueeze(1).expand(x.shape)],
    [MATRIX],
  ),
  planted(
    'trace: the gradient to every element',
    (x) => x.trace(),
    (g, [x]) => [g.expand(x.shape)],
    [MATRIX],
  ),
  planted(
    'unfold: windows that overlap give back only what the first of them read',
    (x) => x.unfold(0, 2, 1),
    (g) => [concat<Variable>([g.select(1, 0), g.narrow(0, 1, 1).select(1, 1)])],
    [POINT],
  ),
  planted(
    'cumsum: the gradient added up in the same direction',
    (x) => x.cumsum(0),
    (g) => [g.cumsum(0)],
    [POINT],
  ),
  planted(
    'cumsum: the gradient not added up over what comes later, but all of it',
    (x) => x.cumsum(0),
    (g) => [g.sum(0, { keepDim: true }).expand(g.shape)],
    [POINT],
  ),
  planted(
    'cumprod: the gradient of its last element only',
    (x) => x.cumprod(0),
    (g, [x], y) => [
      g
        .narrow(0, 2, 1)
        .mul(y.narrow(0, 2, 1))
        .div(x),
    ],
    [POINT],
  ),
  planted(
    'softmax: elementwise y(1 − y), as if elements did not share a sum',
    (x) => x.softmax(0),
    (g, _, y) => [g.mul(y).mul(y.neg().add(1))],
    [POINT],
  ),
  planted(
    'softmax: the gradients added up without their weights',
    (x) => x.softmax(0),
    (g, _, y) => [y.mul(g.sub(g.sum()))],
    [POINT],
  ),
  planted(
    'logSoftmax: the sum of the gradient taken for 1',
    (x) => x.logSoftmax(0),
    (g, _, y) => [g.sub(y.exp())],
    [POINT],
    // Of one gradient alone the sum is 1, and two of them less one are 1 again: zeros give it away.
    { first: ['zero to zero'] },
  ),
  planted(
    'prod: the gradient of each element its own value',
    (x) => x.prod(),
    (g, [x]) => [g.mul(x)],
    [POINT],
  ),
  planted(
    'prod along a dim: the product of all instead of the row’s',
    (x) => x.prod(1),
    (g, [x]) => [g.unsqueeze(1).mul(x.prod()).div(x)],
    [WIDE],
  ),
  planted(
    'cumsum along dim 1: the gradient runs back along dim 0',
    (x) => x.cumsum(1),
    (g) => [reverseCumsum(g, 0)],
    [MATRIX],
  ),
];
