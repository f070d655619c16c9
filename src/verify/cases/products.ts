/**
 * What products are checked on.
 *
 * @module
 */
import { Matmul, Mm } from '../../autograd/rules/products.js';
import type { Products } from '../../tensor/algebra/products.js';
import type { Scans } from '../../tensor/algebra/scans.js';
import type { Tensor } from '../../tensor/tensor.js';
import { cases, type Own, type RuleCase } from './case.js';

/** What products are checked on. */
export const productCases: Readonly<Record<Own<Products<Tensor>, Scans<Tensor>>, readonly RuleCase[]>> = {
  mm: (
    [
      [
        [1, 1],
        [1, 1],
      ],
      [
        [2, 2],
        [2, 2],
      ],
      [
        [2, 3],
        [3, 2],
      ],
      [
        [3, 1],
        [1, 2],
      ],
      [
        [1, 3],
        [3, 1],
      ],
      [
        [0, 2],
        [2, 3],
      ],
      [
        [2, 0],
        [0, 3],
      ],
    ] as const
  ).map((shapes) => cases(() => new Mm(), shapes, undefined, 'torch.mm(x0, x1)')),
  matmul: (
    [
      [
        [2, 2],
        [2, 2],
      ],
      [
        [2, 1, 3],
        [3, 2],
      ],
      [
        [1, 3],
        [2, 3, 1],
      ],
      [
        [2, 2, 2],
        [2, 2, 2],
      ],
      [
        [2, 1, 1, 2],
        [3, 2, 1],
      ],
      [
        [0, 2, 2],
        [2, 1],
      ],
    ] as const
  ).map((shapes) => cases(() => new Matmul(), shapes, undefined, 'torch.matmul(x0, x1)')),
};
