/**
 * What reductions are checked on.
 *
 * @module
 */
import {
  Center,
  LogSoftmax,
  LogSumExp,
  Max,
  Min,
  Softmax,
  Std,
  Sum,
  Var,
} from '../../autograd/rules/reductions.js';
import type { Function } from '../../autograd/function.js';
import type { Shape } from '../../kernels/types.js';
import type { Logical } from '../../tensor/algebra/logical.js';
import type { Reductions } from '../../tensor/algebra/reductions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { applied, cases, reducing, type Own, type RuleCase } from './case.js';

/** A rule along one dim, for every kind of line: of one element, of several, of none, or in no line. */
const lines = (make: (dims: readonly number[]) => Function, torch?: (dim: number) => string): RuleCase[] =>
  (
    [
      [[], 0],
      [[1], 0],
      [[4], 0],
      [[2, 3], 0],
      [[2, 3], 1],
      [[2, 3, 2], 1],
      [[0, 2], 0],
      [[0, 2], 1],
    ] satisfies [Shape, number][]
  ).map(([shape, dim]) =>
    cases(() => make(shape.length === 0 ? [] : [dim]), [shape], `dim ${dim}`, torch?.(dim)),
  );

/** A measure of spread over every kind of dims that holds at least two elements, for two corrections. */
const spreading = (
  make: (dims: readonly number[], correction: number, keepDim: boolean) => Function,
  name: string,
): RuleCase[] =>
  (
    [
      [[4], [0], 1, false],
      [[3, 2], [0], 1, false],
      [[2, 3], [1], 0, true],
      [[2, 3], [0, 1], 1, true],
      [[2, 1, 3], [0, 2], 0, false],
      [[2, 1, 3], [0, 2], 2, false],
      [[0, 2], [1], 1, false],
    ] satisfies [Shape, number[], number, boolean][]
  ).map(([shape, dims, correction, keepDim]) =>
    cases(
      () => make(dims, correction, keepDim),
      [shape],
      `dims ${dims.join(',')} correction ${correction} keepDim ${keepDim}`,
      `torch.${name}(x0, dim=(${dims.join(', ')},), correction=${correction}, keepdim=${keepDim ? 'True' : 'False'})`,
    ),
  );

/** What reductions are checked on. */
export const reductionCases: Readonly<
  Record<Own<Reductions<Tensor>, Logical<Tensor>> | 'center', readonly RuleCase[]>
> = {
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
  var: spreading((...how) => new Var(...how), 'var'),
  std: spreading((...how) => new Std(...how), 'std'),
  center: [...lines((dims) => new Center(dims)), cases(() => new Center([0, 2]), [[2, 2, 3]], 'dims 0,2')],
  logsumexp: reducing(
    (dims, keepDim) => new LogSumExp(dims, keepDim),
    [[[0, 2], [1]]],
    (dims, keepDim) => `torch.logsumexp(x0, dim=${dims}, keepdim=${keepDim})`,
  ),
  softmax: [
    ...lines(
      (dims) => new Softmax(dims),
      (dim) => `torch.softmax(x0, dim=${dim})`,
    ),
    cases(() => new Softmax([0, 2]), [[2, 2, 3]], 'dims 0,2'),
  ],
  logSoftmax: [
    ...lines(
      (dims) => new LogSoftmax(dims),
      (dim) => `torch.log_softmax(x0, dim=${dim})`,
    ),
  ],
};
