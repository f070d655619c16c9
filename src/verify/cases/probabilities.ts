/**
 * What sums of exponentials are checked on.
 *
 * @module
 */
import { LogSumExp, Softmax } from '../../autograd/rules/probabilities.js';
import type { Probabilities } from '../../tensor/algebra/probabilities.js';
import type { Reductions } from '../../tensor/algebra/reductions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { appliedAlong, cases, reducing, type Own, type RuleCase } from './case.js';

/** What sums of exponentials are checked on. */
export const probabilityCases: Readonly<
  Record<Own<Probabilities<Tensor>, Reductions<Tensor>>, readonly RuleCase[]>
> = {
  logsumexp: reducing(
    (dims, keepDim) => new LogSumExp(dims, keepDim),
    [[[0, 2], [1]]],
    (dims, keepDim) => `torch.logsumexp(x0, dim=${dims}, keepdim=${keepDim})`,
  ),
  softmax: [
    ...appliedAlong(
      (x, dim) => x.softmax(dim),
      (dim) => `torch.softmax(x0, dim=${dim})`,
    ),
    cases(() => new Softmax([0, 2]), [[2, 2, 3]], 'dims 0,2'),
  ],
  logSoftmax: appliedAlong(
    (x, dim) => x.logSoftmax(dim),
    (dim) => `torch.log_softmax(x0, dim=${dim})`,
  ),
};
