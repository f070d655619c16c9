/**
 * How alike vectors are.
 *
 * @module
 */
import type { Algebra } from '../../tensor/algebra.js';
import { broadcastShapes, checkDim, checkOptions, checkTolerance } from '../../tensor/check.js';
import type { Tensor } from '../../tensor/tensor.js';
import { floats } from './arguments.js';

/** Options of {@link cosineSimilarity}. */
export interface CosineOptions {
  /** Along which dim the vectors lie; −1 is the last. Default 1. */
  readonly dim?: number;
  /** The least length that a vector counts as. Default 1e-8. */
  readonly eps?: number;
}

/**
 * The cosine of the angle between vectors: Σ (a/‖a‖)·(b/‖b‖) along a dim, where a length below ε counts as ε. Sums are
 * pairwise in float64, rounded once each.
 *
 * Where a vector is shorter than ε, its length is a constant to the gradient; so a vector of zeros has one that is
 * finite.
 *
 * @param x1 - any shape with that dim, float
 * @param x2 - a shape that broadcasts with it, and the same dtype
 * @returns the shape both broadcast to, without that dim
 * @throws `ShapeError` for shapes that do not broadcast, `ArgumentError` for a dim that does not exist or an ε below 0,
 * `DtypeError` unless both have one float dtype
 *
 * @example
 * ```ts
 * import { cosineSimilarity, tensor } from 'gradus';
 * cosineSimilarity(tensor([[3, 4], [1, 0]]), tensor([[4, 3], [0, 2]])).toArray(); // => [0.9600000381469727, 0]
 * ```
 */
export function cosineSimilarity(x1: Tensor, x2: Tensor, options?: CosineOptions): Tensor;
export function cosineSimilarity<T extends Algebra<T>>(
  x1: T | Tensor,
  x2: T | Tensor,
  options?: CosineOptions,
): T;
export function cosineSimilarity<T extends Algebra<T>>(
  x1: T | Tensor,
  x2: T | Tensor,
  options?: CosineOptions,
): T {
  const lift = floats<T>('cosineSimilarity', { x1, x2 });
  const shape = broadcastShapes('cosineSimilarity', x1.shape, x2.shape);
  const names = ['dim', 'eps'] as const;
  const { dim = 1, eps = 1e-8 } = checkOptions('cosineSimilarity', options, names, '{ dim: -1 }');
  const along = checkDim('cosineSimilarity', 'dim', dim, shape.length);
  const least = checkTolerance('cosineSimilarity', 'eps', eps);
  const unit = (x: T): T => {
    const squared = x.square().sum(along, { keepDim: true });
    return x.div(squared.clamp({ min: least * least }).sqrt());
  };
  return unit(lift(x1).expand(shape))
    .mul(unit(lift(x2).expand(shape)))
    .sum(along);
}
