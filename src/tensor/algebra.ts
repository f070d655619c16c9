/**
 * The algebra: every operation declared, documented and checked once, for both of its carriers.
 *
 * A carrier supplies a table of {@link Primitives}: `Tensor` computes them, `Variable` applies the rule that
 * computes them and knows their derivative. Everything else is written in terms of those, so it is differentiable
 * wherever its parts are. Each family of operations is a class in `algebra/`, one built on the other:
 * carrier, pointwise, elementary, activations, logical, reductions, probabilities, ordering, scans, products, diagonals,
 * linear algebra, layout, indexing.
 *
 * @module
 */
import type { ActivationPrimitives } from './algebra/activations.js';
import type { ElementaryPrimitives } from './algebra/elementary.js';
import { Indexing, type IndexingPrimitives } from './algebra/indexing.js';
import type { LayoutPrimitives } from './algebra/layout.js';
import type { LinearAlgebraPrimitives } from './algebra/linear-algebra.js';
import type { LogicalPrimitives } from './algebra/logical.js';
import type { OrderingPrimitives } from './algebra/ordering.js';
import type { PointwisePrimitives } from './algebra/pointwise.js';
import type { ProbabilityPrimitives } from './algebra/probabilities.js';
import type { ProductPrimitives } from './algebra/products.js';
import type { ReductionPrimitives } from './algebra/reductions.js';
import type { ScanPrimitives } from './algebra/scans.js';
import type { Tensor } from './tensor.js';

/** What an operation takes beside its first operand: a carrier, a Tensor as a constant, or a number. */
export type Operand<Self> = Self | Tensor | number;

/** What multiplies the second operand of `add` and `sub`. */
export interface ScaleOptions {
  /** Any number. Default 1. */
  readonly alpha?: number;
}

/** Bounds for `clamp`; at least one of them. */
export interface ClampBounds {
  /** Elements below are raised to it. */
  readonly min?: number;
  /** Elements above are lowered to it. */
  readonly max?: number;
}

/** Options of a reduction. */
export interface ReductionOptions {
  /** Keep the reduced dims, with size 1. Default `false`. */
  readonly keepDim?: boolean;
}

/** Options of a variance or a standard deviation. */
export interface VarianceOptions extends ReductionOptions {
  /** What is taken from the number of elements in the divisor. Default 1, for an unbiased estimate; 0 for the mean. */
  readonly correction?: number;
}

/** Options of a sort. */
export interface SortOptions {
  /** From the largest element to the smallest. Default `false`. */
  readonly descending?: boolean;
}

/** Options of `topk`. */
export interface TopkOptions {
  /** The largest elements, not the smallest. Default `true`. */
  readonly largest?: boolean;
  /** In order of size, not of their indices. Default `true`. */
  readonly sorted?: boolean;
}

/** Elements chosen along a dim, and where they stand. */
export interface ValuesAndIndices<Self> {
  /** The elements. */
  readonly values: Self;
  /** Their indices along the dim: int32, in the shape of the values. A constant of the graph. */
  readonly indices: Self;
}

/**
 * What a carrier of the algebra supplies: the operations that are not made of others. They get checked,
 * canonical arguments: dims count from the front and ascend, shapes hold no −1, dtypes agree.
 */
export interface Primitives<Self>
  extends
    PointwisePrimitives<Self>,
    ElementaryPrimitives<Self>,
    ActivationPrimitives<Self>,
    LogicalPrimitives<Self>,
    ReductionPrimitives<Self>,
    ProbabilityPrimitives<Self>,
    OrderingPrimitives<Self>,
    ScanPrimitives<Self>,
    ProductPrimitives<Self>,
    LinearAlgebraPrimitives<Self>,
    LayoutPrimitives<Self>,
    IndexingPrimitives<Self> {}

/** The name of a primitive. */
export type PrimitiveName = keyof Primitives<unknown>;

/**
 * The operations that `Tensor` and `Variable` share. A function written against it runs on either:
 *
 * @example
 * ```ts
 * import { Algebra, tensor, Variable } from 'gradus';
 * function halfSquare<T extends Algebra<T>>(x: T): T {
 *   return x.square().div(2).sum();
 * }
 * halfSquare(tensor([3, 4])).item(); // => 12.5
 * const x = new Variable(tensor([3, 4]), { requiresGrad: true });
 * halfSquare(x).backward();
 * x.grad?.toArray(); // => [3, 4]
 * ```
 */
export abstract class Algebra<Self extends Algebra<Self>> extends Indexing<Self> {}
