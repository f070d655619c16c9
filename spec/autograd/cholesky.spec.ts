/**
 * What the cases of cholesky cannot tell, since they make their matrices symmetric: to which triangle the gradient goes.
 */
import { expect, it } from 'vitest';
import { tensor } from '../../src/index.js';
import { flat, leaf } from './support.js';

it('the gradient of cholesky is symmetric: half of it goes to each triangle', () => {
  // L = [[√a, 0], [b/√a, √(c − b²/a)]] for A = [[a, b], [b, c]], here with a = 4, b = 2, c = 3.
  const a = leaf([
    [4, 2],
    [2, 3],
  ]);
  const weights = tensor([[1, 5], [2, 3]], { dtype: 'float64' }); // prettier-ignore
  a.cholesky().mul(weights).sum().backward();
  const root = Math.SQRT2;
  const byA = 1 / 4 - 2 * (2 / 16) + (3 * (4 / 16)) / (2 * root);
  const byB = 2 / 2 - 3 / (2 * root);
  const byC = 3 / (2 * root);
  const expected = [byA, byB / 2, byB / 2, byC];
  flat(a.grad).forEach((x, i) => {
    expect(x).toBeCloseTo(expected[i] ?? NaN, 14);
  });
});
