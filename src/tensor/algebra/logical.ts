/**
 * Questions about elements, and the logic of their answers: bool results, never differentiable.
 *
 * @module
 */
import { ArgumentError, describe } from '../../errors.js';
import type { Algebra, Operand } from '../algebra.js';
import { broadcastShapes, checkFlag, checkOptions, checkTolerance } from '../check.js';
import type { Tensor } from '../tensor.js';
import { Activations } from './activations.js';
import { comparable } from './arguments.js';

/** The logical operations that are not made of others. */
export interface LogicalPrimitives<Self> {
  isnan(x: Self): Self;
  isinf(x: Self): Self;
  isfinite(x: Self): Self;
  isclose(a: Self, b: Self, rtol: number, atol: number, equalNan: boolean): Self;
  logicalNot(x: Self): Self;
  logicalAnd(a: Self, b: Self): Self;
  logicalOr(a: Self, b: Self): Self;
  logicalXor(a: Self, b: Self): Self;
}

/** How close is close: options of {@link Algebra.isclose | isclose}. */
export interface ClosenessOptions {
  /** The difference that is allowed, relative to |b|. Default 10⁻⁵. */
  readonly rtol?: number;
  /** The difference that is allowed beside it. Default 10⁻⁸. */
  readonly atol?: number;
  /** Whether NaN is close to NaN. Default `false`. */
  readonly equalNan?: boolean;
}

/** The second operand of a logical operation: a tensor of any dtype, of a shape that broadcasts. */
function another<Self extends Algebra<Self>>(operation: string, x: Self, other: Self | Tensor): Self {
  if (typeof other === 'number') {
    throw new ArgumentError(
      `${operation}: other is ${describe(other)}; accepted is a tensor, as x.gt(0) gives`,
    );
  }
  const that = x.lift(operation, 'other', other);
  broadcastShapes(operation, x.shape, that.shape);
  return that;
}

/** Questions about elements, and the logic of their answers: bool results, never differentiable. */
export abstract class Logical<Self extends Algebra<Self>> extends Activations<Self> {
  /**
   * Whether each element is NaN, as bool. Any shape and dtype; int32 and bool hold no NaN.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([NaN, 1, Infinity]).isnan().toArray(); // => [true, false, false]
   * ```
   */
  isnan(this: Self): Self {
    return this.primitives.isnan(this);
  }

  /**
   * Whether each element is Infinity or −Infinity, as bool. Any shape and dtype; int32 and bool hold none.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([NaN, 1, -Infinity]).isinf().toArray(); // => [false, false, true]
   * ```
   */
  isinf(this: Self): Self {
    return this.primitives.isinf(this);
  }

  /**
   * Whether each element is neither NaN nor ±Infinity, as bool. Any shape and dtype.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([NaN, 1, -Infinity]).isfinite().toArray(); // => [false, true, false]
   * ```
   */
  isfinite(this: Self): Self {
    return this.primitives.isfinite(this);
  }

  /**
   * Whether |a − b| ≤ atol + rtol·|b|, as bool, over broadcast operands of one dtype. Infinities are close to their
   * like alone; NaN is close to nothing, unless `equalNan`. Computed in float64.
   *
   * @param other - of a shape that broadcasts with this one and of the same dtype, or a number
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ, `ArgumentError`
   * for a tolerance below 0
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([1, 1.000001, 1.1]);
   * x.isclose(1).toArray(); // => [true, true, false]
   * x.isclose(1, { rtol: 0.2 }).toArray(); // => [true, true, true]
   * ```
   */
  isclose(this: Self, other: Operand<Self>, options?: ClosenessOptions): Self {
    const that = comparable('isclose', this, other);
    const names = ['rtol', 'atol', 'equalNan'] as const;
    const given = checkOptions('isclose', options, names, '{ rtol: 0 }');
    const { rtol = 1e-5, atol = 1e-8, equalNan = false } = given;
    checkTolerance('isclose', 'rtol', rtol);
    checkTolerance('isclose', 'atol', atol);
    checkFlag('isclose', 'equalNan', equalNan);
    return this.primitives.isclose(this, that, rtol, atol, equalNan);
  }

  /**
   * Whether each element is false: equal to 0, in any dtype. NaN is true, so its answer is false.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, 2, NaN]).logicalNot().toArray(); // => [true, false, false]
   * ```
   */
  logicalNot(this: Self): Self {
    return this.primitives.logicalNot(this);
  }

  /**
   * Whether both elements are true, as bool, over broadcast operands. Of any dtypes, which may differ: whatever is
   * not 0 is true, NaN too.
   *
   * @param other - a tensor of a shape that broadcasts with this one; its dtype need not be the same
   * @throws `ShapeError` for shapes that do not broadcast, `ArgumentError` for what is no tensor
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([-1, 0.5, 3]);
   * x.gt(0).logicalAnd(x.lt(1)).toArray(); // => [false, true, false]
   * ```
   */
  logicalAnd(this: Self, other: Self | Tensor): Self {
    return this.primitives.logicalAnd(this, another('logicalAnd', this, other));
  }

  /**
   * Whether at least one of two elements is true; as {@link Algebra.logicalAnd | logicalAnd}.
   *
   * @throws `ShapeError` for shapes that do not broadcast, `ArgumentError` for what is no tensor
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([-1, 0.5, 3]);
   * x.lt(0).logicalOr(x.gt(1)).toArray(); // => [true, false, true]
   * ```
   */
  logicalOr(this: Self, other: Self | Tensor): Self {
    return this.primitives.logicalOr(this, another('logicalOr', this, other));
  }

  /**
   * Whether exactly one of two elements is true; as {@link Algebra.logicalAnd | logicalAnd}.
   *
   * @throws `ShapeError` for shapes that do not broadcast, `ArgumentError` for what is no tensor
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([-1, 0.5, 3]);
   * x.gt(0).logicalXor(x.gt(1)).toArray(); // => [false, true, false]
   * ```
   */
  logicalXor(this: Self, other: Self | Tensor): Self {
    return this.primitives.logicalXor(this, another('logicalXor', this, other));
  }
}
