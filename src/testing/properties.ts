/**
 * What to test: ready properties for users' own functions.
 *
 * @module
 */
import fc from 'fast-check';
import type { Domain } from '../autograd/domain.js';
import { GradusError } from '../errors.js';
import type { Shape } from '../kernels/types.js';
import type { Tensor } from '../tensor/tensor.js';
import type { DifferentiableFunction } from '../verify/differences.js';
import { gradcheck, gradgradcheck, type GradcheckOptions } from '../verify/gradcheck.js';
import { shapes, tensors } from './arbitraries.js';

/** Options of {@link gradcheckProperty}. */
export interface GradcheckPropertyOptions extends GradcheckOptions {
  /** The shapes of the inputs, one for each region of the domain. Default: one shape for all, of rank 0 to 2. */
  readonly shapes?: fc.Arbitrary<readonly Shape[]>;
  /** Up to which order derivatives are checked. Default 2. */
  readonly order?: 1 | 2;
}

/**
 * The property that a function's gradient is right everywhere in a domain: {@link gradcheck} and, for order 2,
 * {@link gradgradcheck} pass at every point drawn. A failure throws the report, shrunk by fast-check to a small
 * point; kinks and uninformative points say nothing and pass.
 *
 * @param fn - of as many Variables as the domain has regions
 * @param domain - where to draw each input
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { gradcheckProperty } from 'gradus/testing';
 * const everywhere = { low: -2, high: 2 };
 * fc.assert(gradcheckProperty((x, y) => x.mul(y).tanh(), [everywhere, everywhere]), { numRuns: 20 });
 * ```
 */
export function gradcheckProperty(
  fn: DifferentiableFunction,
  domain: Domain,
  options: GradcheckPropertyOptions = {},
): fc.IPropertyWithHooks<[readonly Tensor[]]> {
  const { shapes: shapesGiven, order = 2, ...checking } = options;
  const shapesDrawn = shapesGiven ?? shapes({ maxRank: 2 }).map((shape) => domain.map(() => shape));
  const points = shapesDrawn.chain((drawn) =>
    fc.tuple(...drawn.map((shape, i) => tensors(domain[Math.min(i, domain.length - 1)], shape))),
  );
  const checks = order === 1 ? [gradcheck] : [gradcheck, gradgradcheck];
  return fc.property(points, (point) => {
    for (const check of checks) {
      const report = check(fn, point, checking);
      if (report.verdict === 'fail') throw new GradusError(report.message);
    }
  });
}
