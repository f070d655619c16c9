/**
 * A function that chooses gives the gradient to what it did not choose, or not to all that it chose.
 */
import { tensor, where } from '../../../src/index.js';
import { f64, JACOBIAN, planted, POINT, POSITIVE, rule, WIDE, type WrongRule } from './wrong-rule.js';

const indices = (data: readonly number[]) => tensor(data, { dtype: 'int32' });

const TWICE = indices([2, 0, 2]);

export const choices: readonly WrongRule[] = [
  planted(
    'abs: 1 everywhere',
    (x) => x.abs(),
    (g) => [g],
    [POINT],
  ),
  planted(
    'relu: the mask the wrong way round',
    (x) => x.relu(),
    (g, [x]) => [where(x.gt(0), 0, g)],
    [POINT],
  ),
  planted(
    'relu: masked by the gradient instead of the input',
    (x) => x.relu(),
    (g) => [where(g.gt(0), g, 0)],
    [POINT],
    { first: ['jacobian', 'linearity'] },
  ),
  planted(
    'leakyRelu: the slope below 0 forgotten',
    (x) => x.leakyRelu({ negativeSlope: 0.1 }),
    (g, [x]) => [where(x.gt(0), g, 0)],
    [POINT],
  ),
  planted(
    'clamp: nothing is masked',
    (x) => x.clamp({ min: 0 }),
    (g) => [g],
    [POINT],
  ),
  planted(
    'clamp: masked at one bound only',
    (x) => x.clamp({ min: -1, max: 1 }),
    (g, [x]) => [where(x.gt(-1), g, 0)],
    [POINT],
  ),
  planted(
    'hardtanh: the mask of relu',
    (x) => x.hardtanh(),
    (g, [x]) => [where(x.gt(0), g, 0)],
    [POINT],
  ),
  planted(
    'min: the rule of max',
    (x) => x.min(),
    (g, [x]) => [where(x.eq(x.max()), g, 0)],
    [POINT],
  ),
  planted(
    'amax along a dim: the largest of all gets the gradient of every row',
    (x) => x.amax(1),
    (g, [x]) => [where(x.eq(x.amax()), g.unsqueeze(1), 0)],
    [WIDE],
  ),
  {
    mistake: 'maximum: the whole gradient to both operands where they tie',
    wrong: (x) =>
      rule(
        (a, b) => a.maximum(b),
        (g, [a, b]) => [where(a.ge(b), g, 0), where(b.ge(a), g, 0)],
      )(x, x),
    right: (x) => x.maximum(x),
    inputs: [POINT],
    caught: JACOBIAN,
  },
  planted(
    'sort: the gradient stays where the sorted elements are',
    (x) => x.sort().values,
    (g) => [g],
    [POINT],
  ),
  planted(
    'sort: the gradient put in order once more instead of back',
    (x) => x.sort().values,
    (g, [x]) => [g.gather(0, x.argsort())],
    [f64([1.7, -1.3, 0.4])],
  ),
  planted(
    'topk: the gradient to the first k elements',
    (x) => x.topk(2).values,
    (g) => [g.pad([0, 1])],
    [POINT],
  ),
  planted(
    'median: the gradient to the element in the middle of the row, unsorted',
    (x) => x.median(),
    (g) => [g.reshape([1]).pad([1, 1])],
    [f64([0.4, 1.7, -1.3])],
  ),
  planted(
    'cummax: an element that stays the largest gets the gradient once',
    (x) => x.cummax(0).values,
    (g) => [g],
    [f64([1.7, -1.3, 0.4])],
  ),
  planted(
    'gather: where an index comes twice, the later gradient overwrites the earlier',
    (x) => x.gather(0, TWICE),
    (g, [x]) => [x.mul(0).scatter(0, TWICE, g)],
    [POINT],
  ),
  planted(
    'indexSelect: the gradient read by the indices once more',
    (x) => x.indexSelect(0, indices([1, 2, 0])),
    (g) => [g.indexSelect(0, indices([1, 2, 0]))],
    [POINT],
  ),
  planted(
    'scatter: what was written over gets its gradient too',
    (x, value) => x.scatter(0, indices([2]), value),
    (g) => [g, g.gather(0, indices([2]))],
    [POINT, f64([0.9])],
  ),
  planted(
    'scatter: of two values for one place, both get the gradient',
    (x, values) => x.scatter(0, indices([1, 1]), values),
    (g) => [g.scatter(0, indices([1]), 0), g.gather(0, indices([1, 1]))],
    [POINT, f64([0.9, -0.2])],
  ),
  planted(
    'scatterAdd: what is added to gets no gradient',
    (x, source) => x.scatterAdd(0, indices([1, 1]), source),
    (g) => [g.scatter(0, indices([1]), 0), g.gather(0, indices([1, 1]))],
    [POINT, f64([0.9, -0.2])],
  ),
  planted(
    'maskedSelect: the gradient to the first elements',
    (x) => x.maskedSelect(tensor([false, true, true])),
    (g) => [g.pad([0, 1])],
    [POINT],
  ),
  planted(
    'maskedFill: the gradient not masked',
    (x) => x.maskedFill(tensor([false, true, true]), 0),
    (g) => [g],
    [POINT],
  ),
  planted(
    'take: the places counted along the first dim',
    (x) => x.take(indices([1, 2])),
    (g) => [g.reshape([2, 1]).pad([1, 1])],
    [WIDE],
  ),
  planted(
    'fmod: no gradient for the divisor',
    (a, b) => a.fmod(b),
    (g) => [g, null],
    [f64([5.2, 7.1, 9.3]), f64([2.1, 3.2, 2.4])],
  ),
  planted(
    'remainder: the divisor’s gradient rounded towards zero, below 0',
    (a, b) => a.remainder(b),
    (g, [a, b]) => [g, g.mul(a.data.div(b.data).trunc()).neg()],
    [f64([-5.2, -7.1, -9.3]), f64([2.1, 3.2, 2.4])],
  ),
  planted(
    'huber: the slope of the square beyond its range',
    (x) => x.abs().minimum(1).square().div(2).add(x.abs().sub(1).relu()),
    (g, [x]) => [g.mul(x)],
    [f64([0.4, -1.3, 2.7])],
  ),
  planted(
    'sum of the positive elements: those at a distance from 0 only',
    (x) => where(x.gt(0), x, 0).sum(),
    (g, [x]) => [where(x.gt(0.5), g, 0)],
    [POSITIVE],
  ),
];
