/**
 * What each rule is checked on. The type makes the compiler ask for cases for every rule.
 *
 * @module
 */
import { type Domain } from '../autograd/domain.js';
import type { Function } from '../autograd/function.js';
import { Add, Div, Mul, Neg, Sub } from '../autograd/rules/arithmetic.js';
import { Exp, Log, Pow, Sigmoid, Sqrt, Tanh } from '../autograd/rules/elementary.js';
import type { RuleName } from '../autograd/rules/index.js';
import { Clone, Concat, Expand, Narrow, Permute, Reshape, To } from '../autograd/rules/layout.js';
import { Abs, Clamp, Maximum, Minimum, Relu, Where } from '../autograd/rules/piecewise.js';
import { Matmul, Mm } from '../autograd/rules/products.js';
import { Max, Min, Sum } from '../autograd/rules/reductions.js';
import type { Variable } from '../autograd/variable.js';
import type { Shape } from '../kernels/types.js';
import { arange } from '../tensor/creation.js';
import type { Tensor } from '../tensor/tensor.js';
import type { DifferenceOptions } from './differences.js';

/** One application of a rule, to be checked at a point drawn from its domain. */
export interface RuleCase {
  /** What tells it from the rule's other cases. */
  readonly label: string;
  /** The shapes of the inputs. */
  readonly shapes: readonly Shape[];
  /** Where the inputs are drawn from. */
  readonly domain: Domain;
  /** The rule, applied. */
  readonly apply: (...inputs: Variable[]) => Variable;
  /** What the check needs to be told. */
  readonly options?: DifferenceOptions;
}

/** A new instance of a rule for each application. */
type Make = () => Function<readonly Variable[]>;

/** The shapes of one operand: a scalar, empty, one element, size-1 axes, square, and rank 3. */
const ONE: readonly Shape[] = [[], [0], [1], [3], [2, 1], [2, 2], [2, 1, 3]];

/** The shapes of two operands: alike, broadcast both ways, with scalars, and empty. */
const PAIRS: readonly (readonly [Shape, Shape])[] = [
  [[], []],
  [[3], [3]],
  [
    [2, 2],
    [2, 2],
  ],
  [[2, 3], [3]],
  [[3], [2, 3]],
  [
    [2, 1],
    [1, 3],
  ],
  [[2, 2], []],
  [[], [2]],
  [[0, 3], [3]],
  [
    [2, 1, 2],
    [3, 1],
  ],
];

const cases = (make: Make, shapes: readonly Shape[], label = ''): RuleCase => ({
  label: [label, shapes.map((shape) => `[${shape.join(', ')}]`).join(' ')]
    .filter((part) => part !== '')
    .join(' '),
  shapes,
  domain: make().domain,
  apply: (...inputs) => make().apply(...inputs),
});

const pointwise = (make: Make, label?: string): RuleCase[] => ONE.map((shape) => cases(make, [shape], label));

const pairwise = (make: Make): RuleCase[] => PAIRS.map((shapes) => cases(make, shapes));

/** A reduction over every kind of dims, with the reduced dims kept and dropped. */
const reducing = (
  make: (dims: readonly number[], keepDim: boolean) => Function,
  empty: readonly (readonly [Shape, readonly number[]])[],
): RuleCase[] =>
  (
    [
      [[], []],
      [[1], [0]],
      [[4], [0]],
      [[2, 3], [0]],
      [[2, 3], [1]],
      [
        [2, 3],
        [0, 1],
      ],
      [
        [2, 1, 3],
        [0, 2],
      ],
      [[2, 1, 3], [1]],
      ...empty,
    ] as const
  ).flatMap(([shape, dims]) =>
    [false, true].map((keepDim) =>
      cases(() => make(dims, keepDim), [shape], `dims ${dims.join(',')} keepDim ${keepDim}`),
    ),
  );

/** Alternately true and false. */
function alternating(shape: Shape): Tensor {
  const numel = shape.reduce((product, size) => product * size, 1);
  const numbers = arange(numel, { dtype: 'float64' });
  const halves = numbers.div(2).to('int32').to('float64').mul(2);
  return numbers.eq(halves).reshape(shape);
}

/** `where` by a condition of the given shape. */
const choosing = (condition: Shape, shapes: readonly [Shape, Shape]): RuleCase => ({
  ...cases(() => new Where(), shapes, `condition [${condition.join(', ')}]`),
  apply: (a, b) => new Where().apply(alternating(condition), a, b),
});

/** The cases of each rule. */
export const ruleCases: Readonly<Record<RuleName, readonly RuleCase[]>> = {
  neg: pointwise(() => new Neg()),
  abs: pointwise(() => new Abs()),
  exp: pointwise(() => new Exp()),
  log: pointwise(() => new Log()),
  sqrt: pointwise(() => new Sqrt()),
  tanh: pointwise(() => new Tanh()),
  sigmoid: pointwise(() => new Sigmoid()),
  relu: pointwise(() => new Relu()),
  pow: [-2, -1, -0.5, 0, 0.5, 1, 2, 2.5, 3].flatMap((n) => pointwise(() => new Pow(n), `exponent ${n}`)),
  clamp: [
    ...pointwise(() => new Clamp(0, Infinity), 'min 0'),
    ...pointwise(() => new Clamp(-Infinity, 0.5), 'max 0.5'),
    ...pointwise(() => new Clamp(-1, 1), 'min -1 max 1'),
  ],
  add: pairwise(() => new Add()),
  sub: pairwise(() => new Sub()),
  mul: pairwise(() => new Mul()),
  div: pairwise(() => new Div()),
  maximum: pairwise(() => new Maximum()),
  minimum: pairwise(() => new Minimum()),
  where: [
    ...PAIRS.map((shapes) => choosing([], shapes)),
    ...([[2, 3], [3], [2, 1]] as const).map((condition) => choosing(condition, [[2, 3], [3]])),
    choosing([2, 2], [[], []]),
    choosing([0, 3], [[0, 3], [3]]),
  ],
  sum: reducing(
    (dims, keepDim) => new Sum(dims, keepDim),
    [
      [[0, 2], [0]],
      [[0], [0]],
    ],
  ),
  max: reducing((dims, keepDim) => new Max(dims, keepDim), [[[0, 2], [1]]]),
  min: reducing((dims, keepDim) => new Min(dims, keepDim), [[[0, 2], [1]]]),
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
  ).map((shapes) => cases(() => new Mm(), shapes)),
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
  ).map((shapes) => cases(() => new Matmul(), shapes)),
  permute: (
    [
      [[], []],
      [[3], [0]],
      [
        [2, 3],
        [1, 0],
      ],
      [
        [2, 1, 3],
        [2, 0, 1],
      ],
      [
        [0, 2],
        [1, 0],
      ],
    ] as const
  ).map(([shape, dims]) => cases(() => new Permute(dims), [shape], `dims ${dims.join(',')}`)),
  reshape: (
    [
      [[], [1, 1]],
      [[4], [2, 2]],
      [
        [2, 3],
        [3, 2],
      ],
      [[2, 1, 3], [6]],
      [
        [0, 2],
        [3, 0],
      ],
      [[1], []],
    ] as const
  ).map(([shape, to]) => cases(() => new Reshape(to), [shape], `to [${to.join(', ')}]`)),
  expand: (
    [
      [[], [2]],
      [[1], [3]],
      [
        [2, 1],
        [2, 3],
      ],
      [[3], [2, 3]],
      [
        [1, 2],
        [0, 2],
      ],
      [
        [2, 2],
        [2, 2],
      ],
    ] as const
  ).map(([shape, to]) => cases(() => new Expand(to), [shape], `to [${to.join(', ')}]`)),
  narrow: (
    [
      [[4], 0, 1, 2],
      [[2, 3], 1, 0, 1],
      [[3, 2], 0, 2, 1],
      [[2, 2], 0, 0, 2],
      [[3], 0, 1, 0],
      [[0, 2], 1, 1, 1],
    ] as const
  ).map(([shape, dim, start, length]) =>
    cases(() => new Narrow(dim, start, length), [shape], `dim ${dim} start ${start} length ${length}`),
  ),
  concat: (
    [
      [0, [[2], [3]]],
      [
        0,
        [
          [1, 2],
          [2, 2],
        ],
      ],
      [
        1,
        [
          [2, 1],
          [2, 2],
          [2, 1],
        ],
      ],
      [0, [[2], [0]]],
      [
        1,
        [
          [0, 1],
          [0, 2],
        ],
      ],
      [0, [[3]]],
    ] as const
  ).map(([dim, shapes]) => cases(() => new Concat(dim), shapes, `dim ${dim}`)),
  clone: pointwise(() => new Clone()),
  to: ONE.map((shape) => ({
    ...cases(() => new To('float64'), [shape], 'through float32'),
    // Differences need float64 at both ends. On the grid of the domain, with a step on it too, the way through
    // float32 is exact; and the stencil is exact for the squares that a use of the output twice makes.
    options: { step: 1 / 4 },
    apply: (x: Variable) => new To('float64').apply(new To('float32').apply(x)),
  })),
};
