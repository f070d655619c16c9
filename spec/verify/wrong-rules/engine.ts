/**
 * What a rule returns is no gradient: the walk itself refuses it.
 */
import { concat } from '../../../src/index.js';
import { f64, planted, POINT, POSITIVE, rule, WIDE, type WrongRule } from './wrong-rule.js';

export const engine: readonly WrongRule[] = [
  planted(
    'sum(1): the reduced dim not put back',
    (x) => x.sum(1),
    (g) => [g],
    [WIDE],
    {
      error:
        "Planted: the gradient of input 0 has shape [2], which the input's shape [2, 3] does not broadcast to",
    },
  ),
  planted(
    'concat: the whole gradient to each',
    (a, b) => concat([a, b]),
    (g) => [g, g],
    [POINT, POSITIVE],
    {
      error:
        "Planted: the gradient of input 0 has shape [6], which the input's shape [3] does not broadcast to",
    },
  ),
  planted(
    'add: too few gradients',
    (a, b) => a.add(b),
    (g) => [g],
    [POINT, POSITIVE],
    { error: 'Planted: backward returned 1 gradients; accepted is an array of 2' },
  ),
  planted(
    'neg: too many gradients',
    (x) => x.neg(),
    (g) => [g.neg(), g],
    [POINT],
    { error: 'Planted: backward returned 2 gradients; accepted is an array of 1' },
  ),
  planted(
    'neg: the gradient itself instead of an array of one',
    (x) => x.neg(),
    (g) => g.neg(),
    [POINT],
    { error: 'Planted: backward returned a Variable; accepted is an array of 1' },
  ),
  planted(
    'neg: nothing returned',
    (x) => x.neg(),
    () => undefined,
    [POINT],
    { error: 'Planted: backward returned undefined; accepted is an array of 1' },
  ),
  planted(
    'sum: the number 1 for a gradient',
    (x) => x.sum(),
    () => [1],
    [POINT],
    { error: 'Planted: the gradient of input 0 is 1; accepted is a Variable or null' },
  ),
  {
    mistake: 'to: the gradient not converted back',
    wrong: (x) =>
      rule(
        (v) => v.to('float32'),
        (g) => [g],
      )(x).to('float64'),
    right: (x) => x.mul(1),
    inputs: [f64([0.5, -1.25])],
    caught: { error: 'Planted: the gradient of input 0 is float32; the input is float64' },
  },
  planted(
    'exp: a Tensor instead of a Variable, which no second derivative can pass',
    (x) => x.exp(),
    (g, _, y) => [g.data.mul(y.data)],
    [POINT],
    { error: 'Planted: the gradient of input 0 is a Tensor; accepted is a Variable or null' },
  ),
];
