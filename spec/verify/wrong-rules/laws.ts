/**
 * The derivative is right, or seems so, and a law that holds for every gradient is broken.
 */
import { viewOf } from '../../../src/tensor/tensor.js';
import { need } from '../../properties/indices.js';
import { f64, planted, POINT, POSITIVE, stateful, type WrongRule } from './wrong-rule.js';

export const laws: readonly WrongRule[] = [
  stateful(
    'noise far below the tolerance, another in each walk',
    (x) => x.exp(),
    () => {
      let walks = 0;
      return (g, x) => g.mul(x.exp()).mul(1 + ++walks * 2 ** -50);
    },
    [POINT],
    { first: ['same bits twice'] },
  ),
  planted(
    'the inputs overwritten in the walk',
    (x) => x.exp(),
    (g, [x], y) => {
      const gradient = g.mul(y);
      const { data } = viewOf(x.data);
      data[0] = need(data[0]) + 2 ** -50;
      return [gradient];
    },
    [f64([0.4, -1.3])],
    { first: ['inputs untouched'] },
  ),
  planted(
    'a gradient of the second degree in gradOutput, right for 1',
    (x) => x.exp(),
    (g, _, y) => [g.mul(g.abs()).mul(y)],
    [POINT],
    { first: ['linearity'] },
  ),
  planted(
    'a gradient scaled by its largest element and back, which is 0/0 for zeros',
    (x) => x.exp(),
    (g, _, y) => {
      const largest = g.abs().max();
      return [g.div(largest).mul(y).mul(largest)];
    },
    [f64(0.4)],
    { first: ['zero to zero'] },
  ),
  planted(
    'a gradient that does not see gradOutput',
    (x) => x.exp(),
    (_, __, y) => [y.detach()],
    [f64(0.4)],
    // 1 is the gradient that the Jacobian starts from, and a constant is affine: zeros give it away.
    { first: ['zero to zero'] },
  ),
  planted(
    'a gradient clipped to length 1, as is done for training',
    (x) => x.mul(1),
    (g) => [g.div(g.norm().clamp({ min: 1 }))],
    [POINT],
    { first: ['linearity'] },
  ),
  planted(
    'a gradient rounded to whole numbers, right for 1',
    (x) => x.mul(1),
    (g) => [g.round()],
    [POSITIVE],
    { first: ['linearity'] },
  ),
];
