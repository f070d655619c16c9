/**
 * What to test on: shapes, and tensors drawn from a domain, as fast-check arbitraries that shrink.
 *
 * @module
 */
import fc from 'fast-check';
import { everywhere, type Region } from '../autograd/domain.js';
import { ArgumentError } from '../errors.js';
import { sizeOf } from '../kernels/layout.js';
import type { Shape } from '../kernels/types.js';
import { tensor } from '../tensor/creation.js';
import type { Tensor } from '../tensor/tensor.js';

/** Bounds on a drawn shape. */
export interface ShapeConstraints {
  /** The least number of dims. Default 0: scalars are drawn too. */
  readonly minRank?: number;
  /** The greatest number of dims. Default 3. */
  readonly maxRank?: number;
  /** The least size of a dim. Default 0: empty tensors are drawn too. */
  readonly minSize?: number;
  /** The greatest size of a dim. Default 3. */
  readonly maxSize?: number;
}

/** Drawn numbers are multiples of this: they shrink to short decimals, and finite differences stay exact. */
const GRID = 1 / 64;

/** How far drawn numbers stay from what a region excepts. */
const DISTANCE = 1 / 16;

/**
 * Shapes of any rank, with empty and size-1 dims among them.
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
  return fc.array(fc.integer({ min: minSize, max: maxSize }), { minLength: minRank, maxLength: maxRank });
}

/**
 * Two shapes that broadcast with each other: either may lack leading dims, or have size 1 where the other has
 * more.
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
    );
  });
}

/**
 * Float64 tensors with elements in a region: between its bounds, at a distance from what it excepts, and
 * distinct where it asks for that.
 *
 * @param region - default [−2, 2]
 * @param shape - one shape, or an arbitrary of them
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { tensors } from 'gradus/testing';
 * const positive = tensors({ low: 0.5, high: 4 });
 * fc.assert(fc.property(positive, (x) => x.log().exp().allClose(x)));
 * ```
 */
export function tensors(
  region: Region = everywhere[0],
  shape: Shape | fc.Arbitrary<Shape> = shapes(),
): fc.Arbitrary<Tensor> {
  const drawn = shape instanceof fc.Arbitrary ? shape : fc.constant(shape);
  const { distinct = false } = region;
  const element = elements(region);
  return drawn.chain((sizes) => {
    const length = { minLength: sizeOf(sizes), maxLength: sizeOf(sizes) };
    const values = distinct
      ? fc.uniqueArray(element, { ...length, selector: (value) => Math.round(value / DISTANCE) })
      : fc.array(element, length);
    return values.map((flat) => tensor(Float64Array.from(flat), { shape: sizes }));
  });
}

/** The numbers of a region. */
function elements({ low, high, except = [], grid = GRID }: Region): fc.Arbitrary<number> {
  const [min, max] = [Math.ceil(low / grid), Math.floor(high / grid)];
  if (!(min <= max))
    throw new ArgumentError(`tensors: region from ${low} to ${high} holds no multiple of ${grid}`);
  return fc
    .integer({ min, max })
    .map((steps) => steps * grid + 0)
    .filter((value) => except.every((kink) => Math.abs(value - kink) >= DISTANCE));
}
