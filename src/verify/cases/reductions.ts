/**
 * What reductions are checked on.
 *
 * @module
 */
import type { Function } from '../../autograd/function.js';
import { Amax, Amin, Center, Norm, Std, Sum, Var } from '../../autograd/rules/reductions.js';
import type { Variable } from '../../autograd/variable.js';
import type { Shape } from '../../kernels/types.js';
import type { Logical } from '../../tensor/algebra/logical.js';
import type { Reductions } from '../../tensor/algebra/reductions.js';
import type { Tensor } from '../../tensor/tensor.js';
import {
  applied,
  appliedAlong,
  cases,
  LINES,
  reducing,
  withZeros,
  type About,
  type NotDifferentiable,
  type Own,
  type RuleCase,
} from './case.js';

/** The reductions to truth values. */
type Constant = 'any' | 'all';

/** A measure of spread over every kind of dims that holds at least two elements, for several corrections. */
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
      `torch.${name}(x0, dim=(${dims.join(', ')},), correction=${correction}, keepdim=${python(keepDim)})`,
    ),
  );

const python = (value: boolean): string => (value ? 'True' : 'False');

/** The product over all, and along a dim, of numbers among which zeros may be. */
const products = (about: About): RuleCase[] => [
  ...([[], [5], [2, 3], [0, 2]] as const).map((shape) =>
    applied((x) => x.prod(), [shape], { ...about, label: `${about.label} of all`, torch: 'torch.prod(x0)' }),
  ),
  ...appliedAlong(
    (x, dim) => x.prod(dim),
    (dim) => `torch.prod(x0, dim=${dim})`,
    about,
  ),
  ...appliedAlong(
    (x, dim) => x.prod(dim, { keepDim: true }),
    (dim) => `torch.prod(x0, dim=${dim}, keepdim=True)`,
    { ...about, label: `${about.label} kept` },
  ),
];

/** A p-norm over several kinds of dims. */
const norms = (p: number): RuleCase[] => {
  const word = p === Infinity ? "float('inf')" : p === -Infinity ? "-float('inf')" : `${p}`;
  const { domain } = new Norm(p, [], false);
  const about = { domain: Math.abs(p) === Infinity ? nonzeroDistinct : domain, label: `p ${p}` };
  const over = (shape: Shape, dim: number | number[], keepDim: boolean): RuleCase =>
    applied((x: Variable) => x.norm(p, dim, { keepDim }), [shape], {
      ...about,
      label: `${about.label} dim ${String(dim)} keepDim ${keepDim}`,
      torch: `torch.norm(x0, ${word}, dim=${JSON.stringify(dim)}, keepdim=${python(keepDim)})`,
    });
  return [
    applied((x) => x.norm(p), [[]], { ...about, torch: `torch.norm(x0, ${word})` }),
    applied((x) => x.norm(p), [[4]], { ...about, torch: `torch.norm(x0, ${word})` }),
    over([2, 3], 1, false),
    over([2, 1, 3], [0, 2], true),
    over([0, 2], 1, false),
    over([2, 0], 1, false),
  ];
};

/** No two sizes alike, and no zero. */
const nonzeroDistinct = [{ low: 0.5, high: 2, distinct: true }] as const;

/** What reductions are checked on. */
export const reductionCases: Readonly<
  Record<Exclude<Own<Reductions<Tensor>, Logical<Tensor>>, Constant> | 'center', readonly RuleCase[]>
> = {
  sum: reducing(
    (dims, keepDim) => new Sum(dims, keepDim),
    [
      [[0, 2], [0]],
      [[0], [0]],
    ],
    (dims, keepDim) => `torch.sum(x0, dim=${dims}, keepdim=${keepDim})`,
  ),
  prod: [...products({ label: 'anywhere' }), ...products({ label: 'with zeros', domain: withZeros })],
  amax: reducing(
    (dims, keepDim) => new Amax(dims, keepDim),
    [[[0, 2], [1]]],
    (dims, keepDim) => `torch.amax(x0, dim=${dims}, keepdim=${keepDim})`,
  ),
  amin: reducing(
    (dims, keepDim) => new Amin(dims, keepDim),
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
  center: [
    ...LINES.map(([shape, dim]) =>
      cases(() => new Center(shape.length === 0 ? [] : [dim]), [shape], `dim ${dim}`),
    ),
    cases(() => new Center([0, 2]), [[2, 2, 3]], 'dims 0,2'),
  ],
  norm: [2, 1, 3, 1.5, 0.5, -1, Infinity, -Infinity].flatMap(norms),
};

const truthValues: NotDifferentiable = { notDifferentiable: 'the result is a truth value' };

/** The reductions without a derivative. */
export const reductionConstants: Readonly<Record<Constant, NotDifferentiable>> = {
  any: truthValues,
  all: truthValues,
};
