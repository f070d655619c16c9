/**
 * What an operation is checked on, and the shapes that every kind of operation meets.
 *
 * @module
 */
import { everywhere, type Domain } from '../../autograd/domain.js';
import type { Function } from '../../autograd/function.js';
import type { Variable } from '../../autograd/variable.js';
import type { Shape } from '../../kernels/types.js';
import type { DifferenceOptions } from '../differences.js';

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
  /**
   * The same in PyTorch, an expression of `torch`, `F` (torch.nn.functional) and the inputs `x0`, `x1`, …: what the
   * fixtures are made from.
   */
  readonly torch?: string;
  /** What the check needs to be told. */
  readonly options?: DifferenceOptions;
  /** Why one Variable for all operands shows nothing. */
  readonly notTwice?: string;
}

/** The statement that an operation has no derivative: its results are no real numbers. */
export interface NotDifferentiable {
  readonly notDifferentiable: string;
}

/** Why comparisons and questions have none. */
export const truthValues: NotDifferentiable = { notDifferentiable: 'the result is a truth value' };

/** The statement that an operation has a derivative, which is not here yet. */
export interface NotImplemented {
  readonly notImplemented: string;
}

/** What is known of an operation's derivative: the cases that prove it, or why there are none. */
export type Statement = readonly RuleCase[] | NotDifferentiable | NotImplemented;

/** The operations that a family adds to the one it is built on. */
export type Own<Family, Base = object> = Exclude<keyof Family, keyof Base> & string;

/** A new instance of a rule for each application. */
export type Make = () => Function<readonly Variable[]>;

/** The shapes of one operand: a scalar, empty, one element, size-1 axes, square, and rank 3. */
export const ONE: readonly Shape[] = [[], [0], [1], [3], [2, 1], [2, 2], [2, 1, 3]];

/** The shapes of two operands: alike, broadcast both ways, with scalars, and empty. */
export const PAIRS: readonly (readonly [Shape, Shape])[] = [
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

/** A rule applied to inputs of these shapes, drawn from its own domain. */
export const cases = (make: Make, shapes: readonly Shape[], label = '', torch?: string): RuleCase => ({
  label: [label, shapes.map((shape) => `[${shape.join(', ')}]`).join(' ')]
    .filter((part) => part !== '')
    .join(' '),
  shapes,
  domain: make().domain,
  apply: (...inputs) => make().apply(...inputs),
  ...(torch === undefined ? {} : { torch }),
});

/** A rule of one operand over every kind of shape. */
export const pointwise = (make: Make, label?: string, torch?: string): RuleCase[] =>
  ONE.map((shape) => cases(make, [shape], label, torch));

/** A rule of two operands over every kind of pair of shapes. */
export const pairwise = (make: Make, torch?: string): RuleCase[] =>
  PAIRS.map((shapes) => cases(make, shapes, undefined, torch));

/** A reduction over every kind of dims, with the reduced dims kept and dropped. */
export const reducing = (
  make: (dims: readonly number[], keepDim: boolean) => Function,
  empty: readonly (readonly [Shape, readonly number[]])[],
  torch?: (dims: string, keepDim: string) => string,
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
      cases(
        () => make(dims, keepDim),
        [shape],
        `dims ${dims.join(',')} keepDim ${keepDim}`,
        torch?.(`(${dims.map((dim) => `${dim}, `).join('')})`, keepDim ? 'True' : 'False'),
      ),
    ),
  );

/** Shapes and a dim of each: lines of one element, of several, of none, none at all, and a scalar. */
export const LINES: readonly (readonly [shape: Shape, dim: number])[] = [
  [[], 0],
  [[1], 0],
  [[4], 0],
  [[3, 2], 0],
  [[2, 3], 1],
  [[2, 3, 2], 1],
  [[0, 2], 0],
  [[0, 2], 1],
];

/** Integers among which zeros are, for what is to be exact there. */
export const withZeros: Domain = [{ low: -2, high: 2, grid: 1 }];

/** No two elements alike. */
export const distinct: Domain = [{ low: -2, high: 2, distinct: true }];

/** An operation along one dim, over every kind of line but those left out. */
export const appliedAlong = (
  apply: (x: Variable, dim: number) => Variable,
  torch: ((dim: number) => string) | undefined,
  {
    domain,
    label = '',
    without = () => false,
  }: About & { without?: (shape: Shape, dim: number) => boolean } = {},
): RuleCase[] =>
  LINES.filter(([shape, dim]) => !without(shape, dim)).map(([shape, dim]) =>
    applied((x) => apply(x, dim), [shape], {
      label: `${label} dim ${dim}`.trim(),
      ...(domain === undefined ? {} : { domain }),
      ...(torch === undefined ? {} : { torch: torch(dim) }),
    }),
  );

/** Why positions of elements have no derivative. */
export const indices: NotDifferentiable = { notDifferentiable: 'the result is an index' };

/** What a case of an operation says beside its shapes. */
export interface About {
  readonly label?: string;
  /** Where the inputs are drawn from. Everywhere, unless told. */
  readonly domain?: Domain;
  readonly torch?: string;
  readonly options?: DifferenceOptions;
  readonly notTwice?: string;
}

/** An operation that is made of others, applied to inputs of these shapes. */
export const applied = (
  apply: RuleCase['apply'],
  shapes: readonly Shape[],
  { label = '', domain = everywhere, ...about }: About = {},
): RuleCase => ({
  label: [label, shapes.map((shape) => `[${shape.join(', ')}]`).join(' ')]
    .filter((part) => part !== '')
    .join(' '),
  shapes,
  domain,
  apply,
  ...about,
});

/** An operation of one operand over every kind of shape. */
export const appliedToOne = (apply: (x: Variable) => Variable, about?: About): RuleCase[] =>
  ONE.map((shape) => applied(apply, [shape], about));

/** An operation of two operands over every kind of pair of shapes. */
export const appliedToTwo = (apply: (a: Variable, b: Variable) => Variable, about?: About): RuleCase[] =>
  PAIRS.map((shapes) => applied(apply, shapes, about));
