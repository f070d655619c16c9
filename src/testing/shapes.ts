/**
 * Shapes, as fast-check arbitraries.
 *
 * @module
 */
import fc from 'fast-check';
import type { Shape } from '../kernels/types.js';

/** Bounds on a drawn shape. */
export interface ShapeConstraints {
  /** The least number of dims. Default 0: scalars are drawn too. */
  readonly minRank?: number;
  /** The greatest number of dims. Default 3. */
  readonly maxRank?: number;
  /** The least size of a dim. Default 0: empty tensors are drawn too, now and then. */
  readonly minSize?: number;
  /** The greatest size of a dim. Default 3. */
  readonly maxSize?: number;
}

/**
 * Shapes of any rank, with empty and size-1 dims among them. They shrink to fewer and smaller dims.
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { shapes } from 'gradus/testing';
 * fc.assert(fc.property(shapes({ maxRank: 2 }), (shape) => shape.length <= 2));
 * ```
 */
export function shapes(constraints: ShapeConstraints = {}): fc.Arbitrary<Shape> {
  const { minRank = 0, maxRank = 3, minSize = 0, maxSize = 3 } = constraints;
  const size = fc.oneof(
    { arbitrary: fc.integer({ min: Math.max(Math.min(1, maxSize), minSize), max: maxSize }), weight: 11 },
    { arbitrary: fc.integer({ min: minSize, max: Math.max(minSize, Math.min(1, maxSize)) }), weight: 2 },
  );
  return fc.array(size, { minLength: minRank, maxLength: maxRank });
}

/**
 * Two shapes that broadcast with each other: either may lack leading dims, or have size 1 where the other has
 * more.
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { zeros } from 'gradus';
 * import { broadcastingShapes } from 'gradus/testing';
 * fc.assert(
 *   fc.property(broadcastingShapes(), ([a, b]) => {
 *     const sum = zeros(a).add(zeros(b));
 *     return sum.ndim === Math.max(a.length, b.length);
 *   }),
 * );
 * ```
 */
export function broadcastingShapes(
  constraints: ShapeConstraints = {},
): fc.Arbitrary<readonly [Shape, Shape]> {
  return shapes(constraints).chain((whole) => {
    const part = fc
      .tuple(
        fc.nat({ max: whole.length }),
        fc.array(fc.boolean(), { minLength: whole.length, maxLength: whole.length }),
      )
      .map(([lost, ones]) => whole.map((size, dim) => (ones[dim] === true ? 1 : size)).slice(lost));
    return fc.oneof(
      part.map((shape) => [whole, shape] as const),
      part.map((shape) => [shape, whole] as const),
      // Each is stretched by the other.
      fc.tuple(part, part).map(([a, b]) => [a, b] as const),
    );
  });
}
