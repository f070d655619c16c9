/**
 * What to test: ready properties for users' own functions.
 *
 * @module
 */
import fc from 'fast-check';
import type { Domain } from '../autograd/domain.js';
import { pullBack } from '../autograd/pull.js';
import { Variable } from '../autograd/variable.js';
import { formatShape, GradusError } from '../errors.js';
import type { Shape } from '../kernels/types.js';
import { Generator } from '../random/generator.js';
import { zerosLike } from '../tensor/creation.js';
import type { Tensor } from '../tensor/tensor.js';
import { checkAdjoint, type IdentityOptions } from '../verify/adjoint.js';
import { checkPoint, evaluate, type DifferentiableFunction } from '../verify/differences.js';
import { gradcheck, gradgradcheck, type GradcheckOptions } from '../verify/gradcheck.js';
import { indexOf } from '../verify/report.js';
import { weightsOf } from '../verify/sample.js';
import { checkSymmetry } from '../verify/symmetry.js';
import { shapes } from './shapes.js';
import { points } from './tensors.js';

/** Options of every property. */
export interface PropertyOptions {
  /** The shapes of the inputs, one for each region of the domain. Default: one shape for all, of rank 0 to 2. */
  readonly shapes?: readonly Shape[] | fc.Arbitrary<readonly Shape[]>;
}

/** Options of {@link gradcheckProperty}. */
export interface GradcheckPropertyOptions extends GradcheckOptions, PropertyOptions {
  /** Up to which order derivatives are checked. Default 2. */
  readonly order?: 1 | 2;
}

/** Options of {@link symmetricHessian} and {@link adjointIdentity}. */
export type IdentityPropertyOptions = PropertyOptions & Omit<IdentityOptions, 'seed'>;

/** A property of a function at a point. */
export type PointProperty = fc.IPropertyWithHooks<[point: readonly Tensor[]]>;

/** A property of a function at a point, with vectors that are drawn from a seed. */
export type SeededProperty = fc.IPropertyWithHooks<[point: readonly Tensor[], seed: number]>;

/** The points of a domain, in the shapes that are asked for. */
function pointsOf(domain: Domain, { shapes: given }: PropertyOptions): fc.Arbitrary<readonly Tensor[]> {
  return points(domain, given ?? shapes({ maxRank: 2 }).map((shape) => domain.map(() => shape)));
}

/** So many points that tell nothing, one after the other from the first, are the fault of the domain. */
const SILENT = 20;

const size = (point: readonly Tensor[]): number => point.reduce((sum, x) => sum + x.numel(), 0);

const seeds = fc.nat(2 ** 31 - 1);

/**
 * The property that a function's gradient is right everywhere in a domain: {@link gradcheck} and, for order 2,
 * {@link gradgradcheck} pass at every point drawn. A failure throws the report, shrunk by fast-check to a small
 * point. A point at a kink, or one at which the derivative cannot be told from rounding, does not count: another is
 * drawn in its place, and a domain that seems to hold no others fails.
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
): PointProperty {
  const checks = options.order === 1 ? [gradcheck] : [gradcheck, gradgradcheck];
  let silent: number | null = 0;
  return fc.property(pointsOf(domain, options), (point) => {
    for (const check of checks) {
      const report = check(fn, point, options);
      if (report.verdict === 'fail') throw new GradusError(report.message);
      if (report.verdict === 'pass') continue;
      if (silent !== null && ++silent > SILENT) {
        throw new GradusError(
          `gradcheckProperty: the first ${SILENT} points of the domain and more tell nothing of the function, so that ` +
            `a wrong one would pass too; as here: ${report.message}`,
        );
      }
      fc.pre(false);
    }
    if (size(point) > 0) silent = null;
  });
}

/**
 * The property that the gradient is linear in the one it starts from: vjp(a·u + b·v) = a·vjp(u) + b·vjp(v), to rounding,
 * at every point of a domain. A hand-derived backward that clips the gradient, or adds something to it, is not.
 *
 * @param fn - of as many Variables as the domain has regions
 * @param domain - where to draw each input
 * @param options - `tolerance`: relative to the largest term. Default 1e-11.
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { linearityOfVjp } from 'gradus/testing';
 * fc.assert(linearityOfVjp((x) => x.relu().square(), [{ low: -2, high: 2 }]));
 * ```
 */
export function linearityOfVjp(
  fn: DifferentiableFunction,
  domain: Domain,
  options: PropertyOptions & { readonly tolerance?: number } = {},
): fc.IPropertyWithHooks<[point: readonly Tensor[], seed: number, a: number, b: number]> {
  const { tolerance = 1e-11 } = options;
  const factor = fc.integer({ min: -16, max: 16 }).map((quarters) => quarters / 4);
  return fc.property(pointsOf(domain, options), seeds, factor, factor, (point, seed, a, b) => {
    const { leaves, outputs } = evaluate('linearityOfVjp', fn, checkPoint('linearityOfVjp', point));
    const generator = new Generator(seed);
    const draw = (): Tensor[] => outputs.map(({ shape }) => weightsOf(shape, generator));
    const back = (vectors: readonly Tensor[]): Tensor[] =>
      gradients(
        outputs,
        leaves,
        vectors.map((one) => new Variable(one)),
      );
    const [u, v] = [draw(), draw()];
    const [ofU, ofV] = [back(u), back(v)];
    const ofSum = back(u.map((one, k) => one.mul(a).add((v[k] ?? one).mul(b))));
    for (const [i, sum] of ofSum.entries()) {
      const left = sum.toTypedArray();
      const terms = [ofU[i]?.mul(a), ofV[i]?.mul(b)].map((term) => Array.from(term?.toTypedArray() ?? []));
      const largest = terms.flat().reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      left.forEach((value, j) => {
        const expected = (terms[0]?.[j] ?? NaN) + (terms[1]?.[j] ?? NaN);
        if (!Number.isFinite(expected) || Math.abs(value - expected) <= tolerance * largest) return;
        throw new GradusError(
          `linearity of vjp: at input ${i} index ${formatShape(indexOf(j, sum.shape))}, vjp(${a}·u + ${b}·v) is ` +
            `${value}; ${a}·vjp(u) + ${b}·vjp(v) is ${expected}`,
        );
      });
    }
  });
}

/**
 * The property that the Hessian is symmetric, to rounding, at every point of a domain: {@link checkSymmetry} holds. Of
 * several outputs it is the Hessian of their weighted sum.
 *
 * @param fn - of as many Variables as the domain has regions
 * @param domain - where to draw each input
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { symmetricHessian } from 'gradus/testing';
 * const everywhere = { low: -2, high: 2 };
 * fc.assert(symmetricHessian((x, y) => x.mul(y).tanh().sum(), [everywhere, everywhere]), { numRuns: 20 });
 * ```
 */
export function symmetricHessian(
  fn: DifferentiableFunction,
  domain: Domain,
  options: IdentityPropertyOptions = {},
): SeededProperty {
  return fc.property(pointsOf(domain, options), seeds, (point, seed) => {
    const { ok, message } = checkSymmetry(fn, point, { ...options, seed });
    if (!ok) throw new GradusError(message);
  });
}

/**
 * The property that ⟨v, J·u⟩ = ⟨Jᵀ·v, u⟩, to rounding, at every point of a domain: {@link checkAdjoint} holds. Its
 * documentation says what that proves.
 *
 * @param fn - of as many Variables as the domain has regions
 * @param domain - where to draw each input
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { adjointIdentity } from 'gradus/testing';
 * fc.assert(adjointIdentity((x) => x.relu().sum(0), [{ low: -2, high: 2 }], { shapes: [[2, 3]] }));
 * ```
 */
export function adjointIdentity(
  fn: DifferentiableFunction,
  domain: Domain,
  options: IdentityPropertyOptions = {},
): SeededProperty {
  return fc.property(pointsOf(domain, options), seeds, (point, seed) => {
    const { ok, message } = checkAdjoint(fn, point, { ...options, seed });
    if (!ok) throw new GradusError(message);
  });
}

/**
 * The property that a function and its gradient give the same bits every time: when the function is called again, and
 * when one graph is walked again. A function that keeps a state, or draws from a generator outside of it, does not.
 *
 * @param fn - of as many Variables as the domain has regions
 * @param domain - where to draw each input
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { sameBitsTwice } from 'gradus/testing';
 * fc.assert(sameBitsTwice((x) => x.tanh().mean(), [{ low: -2, high: 2 }]));
 * ```
 */
export function sameBitsTwice(
  fn: DifferentiableFunction,
  domain: Domain,
  options: PropertyOptions = {},
): SeededProperty {
  return fc.property(pointsOf(domain, options), seeds, (given, seed) => {
    const point = checkPoint('sameBitsTwice', given);
    const [first, second] = [evaluate('sameBitsTwice', fn, point), evaluate('sameBitsTwice', fn, point)];
    const vectors = (): Variable[] => {
      const generator = new Generator(seed);
      return first.outputs.map(({ shape }) => new Variable(weightsOf(shape, generator)));
    };
    const walked = gradients(first.outputs, first.leaves, vectors());
    const values = first.outputs.map(({ data }) => data);
    const compared = [
      ['output', values, second.outputs.map(({ data }) => data), 'when called again'],
      ['gradient of input', walked, gradients(first.outputs, first.leaves, vectors()), 'when walked again'],
      ['gradient of input', walked, gradients(second.outputs, second.leaves, vectors()), 'when called again'],
    ] as const;
    for (const [what, one, other, when] of compared) {
      one.forEach((x, i) => {
        if (other[i] !== undefined && x.equal(other[i])) return;
        throw new GradusError(
          `same bits twice: ${what} ${i} was ${x.toString()}; ${when} it is ${other[i]?.toString()}`,
        );
      });
    }
  });
}

/**
 * The property that a function and the walk back through it leave the inputs alone: their bytes, the `data` of the
 * Variables, and their `grad`.
 *
 * @param fn - of as many Variables as the domain has regions
 * @param domain - where to draw each input
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { inputsUntouched } from 'gradus/testing';
 * fc.assert(inputsUntouched((x) => x.exp().sum(), [{ low: -2, high: 2 }]));
 * ```
 */
export function inputsUntouched(
  fn: DifferentiableFunction,
  domain: Domain,
  options: PropertyOptions = {},
): PointProperty {
  return fc.property(pointsOf(domain, options), (point) => {
    const before = point.map((x) => x.clone());
    const { leaves, outputs } = evaluate('inputsUntouched', fn, checkPoint('inputsUntouched', point));
    gradients(
      outputs,
      leaves,
      outputs.map(({ shape }) => new Variable(weightsOf(shape, new Generator(0)))),
    );
    point.forEach((x, i) => {
      const [leaf, copy] = [leaves[i], before[i]];
      if (leaf === undefined || copy === undefined) return;
      const say = (what: string): GradusError => new GradusError(`inputs untouched: of input ${i}, ${what}`);
      if (!x.equal(copy)) throw say(`the bytes were ${copy.toString()}; now they are ${x.toString()}`);
      if (leaf.data !== x) throw say(`the Variable’s data was assigned`);
      if (leaf.grad !== null) throw say(`the Variable’s grad was written: ${leaf.grad.toString()}`);
    });
  });
}

/** The vector–Jacobian products for all leaves: zeros where there is none. */
function gradients(
  outputs: readonly Variable[],
  leaves: readonly Variable[],
  vectors: readonly Variable[],
): Tensor[] {
  const pulled = pullBack(outputs, leaves, vectors, false);
  return leaves.map((leaf, i) => pulled[i]?.data ?? zerosLike(leaf.data));
}
