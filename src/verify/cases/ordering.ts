/**
 * What the order of elements is checked on.
 *
 * @module
 */
import type { Variable } from '../../autograd/variable.js';
import type { Shape } from '../../kernels/types.js';
import type { Ordering } from '../../tensor/algebra/ordering.js';
import type { Probabilities } from '../../tensor/algebra/probabilities.js';
import type { ReductionOptions, ValuesAndIndices } from '../../tensor/algebra.js';
import type { Tensor } from '../../tensor/tensor.js';
import {
  applied,
  appliedAlong,
  distinct,
  indices,
  type NotDifferentiable,
  type Own,
  type RuleCase,
} from './case.js';

/** The operations that give indices alone. */
type Constant = 'argmax' | 'argmin' | 'argsort' | 'argmedian' | 'argtopk' | 'argcummax' | 'argcummin';

const empty = (shape: Shape, dim: number): boolean => shape[dim] === 0;

/** One element chosen of all, and one along a dim, kept and dropped. */
const choosing = (
  name: 'max' | 'min' | 'median',
  ofAll: (x: Variable) => Variable,
  along: (x: Variable, dim: number, options: ReductionOptions) => ValuesAndIndices<Variable>,
): RuleCase[] => [
  ...([[], [1], [4], [2, 3]] as const).map((shape) =>
    applied(ofAll, [shape], { label: 'of all', domain: distinct, torch: `torch.${name}(x0)` }),
  ),
  ...[false, true].flatMap((keepDim) =>
    appliedAlong(
      (x, dim) => along(x, dim, { keepDim }).values,
      (dim) => `torch.${name}(x0, dim=${dim}, keepdim=${keepDim ? 'True' : 'False'}).values`,
      { label: `keepDim ${keepDim}`, domain: distinct, without: empty },
    ),
  ),
];

/** What the order of elements is checked on. */
export const orderingCases: Readonly<
  Record<Exclude<Own<Ordering<Tensor>, Probabilities<Tensor>>, Constant>, readonly RuleCase[]>
> = {
  max: choosing(
    'max',
    (x) => x.max(),
    (x, ...how) => x.max(...how),
  ),
  min: choosing(
    'min',
    (x) => x.min(),
    (x, ...how) => x.min(...how),
  ),
  median: choosing(
    'median',
    (x) => x.median(),
    (x, ...how) => x.median(...how),
  ),
  sort: [false, true].flatMap((descending) =>
    appliedAlong(
      (x, dim) => x.sort(dim, { descending }).values,
      (dim) => `torch.sort(x0, dim=${dim}, descending=${descending ? 'True' : 'False'}).values`,
      { label: `descending ${descending}`, domain: distinct },
    ),
  ),
  topk: [true, false].flatMap((largest) =>
    appliedAlong(
      (x, dim) => x.topk(1, dim, { largest }).values,
      (dim) => `torch.topk(x0, 1, dim=${dim}, largest=${largest ? 'True' : 'False'}).values`,
      { label: `k 1 largest ${largest}`, domain: distinct, without: empty },
    ).concat(
      appliedAlong(
        (x, dim) => x.topk(2, dim, { largest }).values,
        (dim) => `torch.topk(x0, 2, dim=${dim}, largest=${largest ? 'True' : 'False'}).values`,
        { label: `k 2 largest ${largest}`, domain: distinct, without: (shape, dim) => (shape[dim] ?? 0) < 2 },
      ),
    ),
  ),
};

/** The operations that give indices alone. */
export const orderingConstants: Readonly<Record<Constant, NotDifferentiable>> = {
  argmax: indices,
  argmin: indices,
  argsort: indices,
  argmedian: indices,
  argtopk: indices,
  argcummax: indices,
  argcummin: indices,
};
