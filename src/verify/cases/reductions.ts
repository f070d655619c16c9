/**
 * What reductions are checked on.
 *
 * @module
 */
import { Max, Min, Sum } from '../../autograd/rules/reductions.js';
import type { Logical } from '../../tensor/algebra/logical.js';
import type { Reductions } from '../../tensor/algebra/reductions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { applied, reducing, type Own, type RuleCase } from './case.js';

/** What reductions are checked on. */
export const reductionCases: Readonly<Record<Own<Reductions<Tensor>, Logical<Tensor>>, readonly RuleCase[]>> =
  {
    sum: reducing(
      (dims, keepDim) => new Sum(dims, keepDim),
      [
        [[0, 2], [0]],
        [[0], [0]],
      ],
      (dims, keepDim) => `torch.sum(x0, dim=${dims}, keepdim=${keepDim})`,
    ),
    max: reducing(
      (dims, keepDim) => new Max(dims, keepDim),
      [[[0, 2], [1]]],
      (dims, keepDim) => `torch.amax(x0, dim=${dims}, keepdim=${keepDim})`,
    ),
    min: reducing(
      (dims, keepDim) => new Min(dims, keepDim),
      [[[0, 2], [1]]],
      (dims, keepDim) => `torch.amin(x0, dim=${dims}, keepdim=${keepDim})`,
    ),
    mean: [
      applied((x) => x.mean(), [[2, 3]], { label: 'of all', torch: 'torch.mean(x0)' }),
      applied((x) => x.mean(), [[]], { label: 'of all', torch: 'torch.mean(x0)' }),
      applied((x) => x.mean([0, 2], { keepDim: true }), [[2, 1, 3]], {
        label: 'dims 0,2 kept',
        torch: 'torch.mean(x0, dim=(0, 2), keepdim=True)',
      }),
      applied((x) => x.mean(-1), [[2, 3]], { label: 'dim -1', torch: 'torch.mean(x0, dim=-1)' }),
    ],
  };
