/**
 * The adjoint identity: the backward walk against the forward one.
 *
 * @module
 */
import { pullBack } from '../autograd/pull.js';
import { pushForward } from '../autograd/push.js';
import { Variable } from '../autograd/variable.js';
import { nodesBehind } from '../autograd/walk.js';
import { checkTolerance } from '../tensor/check.js';
import { Generator } from '../random/generator.js';
import type { Tensor } from '../tensor/tensor.js';
import { checkPoint, evaluate, type CheckInputs, type DifferentiableFunction } from './differences.js';
import { weightsOf } from './sample.js';

/** Options of {@link checkAdjoint} and {@link checkSymmetry}. */
export interface IdentityOptions {
  /** How large the defect may be. Default 1e-12. */
  readonly tolerance?: number;
  /** The seed of the vectors. Default 0. */
  readonly seed?: number;
}

/** Both sides of the identity. */
export interface AdjointReport {
  /** Whether the sides agree to the tolerance. */
  readonly ok: boolean;
  /** ⟨v, J·u⟩, of the forward walk. */
  readonly forward: number;
  /** ⟨Jᵀ·v, u⟩, of the backward walk. */
  readonly backward: number;
  /** How far they are apart, relative to the sum of the sizes of all terms; 0 where no further than rounding. */
  readonly defect: number;
  /** Up to which defect it holds. */
  readonly tolerance: number;
  /**
   * The rules in the graph whose tangent is their own `backward`, transposed: the identity holds for each of them
   * by construction.
   */
  readonly transposed: readonly string[];
  /** All of it as text. */
  readonly message: string;
}

const TOLERANCE = 1e-12;

/** Derivatives that cancel leave rounding of the size of that in the values. */
export const ROUNDING: number = 16 / 2 ** 52;

/** How far two numbers are apart, beyond rounding, relative to a size. */
export function defectOf(a: number, b: number, size: number, rounding: number): number {
  const apart = Math.abs(a - b);
  return apart === 0 || (apart <= rounding && rounding < Infinity) ? 0 : apart / size;
}

/**
 * Checks ⟨v, J·u⟩ = ⟨Jᵀ·v, u⟩ for a function at a point, with u and v drawn from the seed: J·u by the forward walk, Jᵀ·v
 * by the backward one. There are no differences in it, so it holds to rounding, at kinks too.
 *
 * It proves a rule as far as its two halves are independent; {@link jvp} says how far that is. A linear operation or
 * a product whose `backward` is no adjoint of what it computes is found out, and so is a walk that adds up or sums
 * back wrongly. A wrong derivative f′ used in both halves is not: {@link gradcheck} measures that.
 *
 * @param fn - of Variables; one output or several, float64
 * @param inputs - where: float64 Tensors. Those of int32 and bool, and Variables that need no gradient, are constants
 * @throws as {@link gradcheck}
 *
 * @example
 * ```ts
 * import { checkAdjoint, tensor } from 'gradus';
 * const a = tensor([[1, 2], [3, 4]], { dtype: 'float64' });
 * checkAdjoint((x, y) => x.mm(y.t()).sum(0), [a, a]).ok; // => true
 * ```
 */
export function checkAdjoint(
  fn: DifferentiableFunction,
  inputs: CheckInputs,
  options: IdentityOptions = {},
): AdjointReport {
  const { tolerance = TOLERANCE, seed = 0 } = options;
  checkTolerance('checkAdjoint', 'tolerance', tolerance);
  const generator = new Generator(seed).fork('checkAdjoint');
  const { leaves, outputs } = evaluate('checkAdjoint', fn, checkPoint('checkAdjoint', inputs));
  const live = leaves.filter((leaf) => leaf.requiresGrad);
  const u = live.map(({ shape }) => weightsOf(shape, generator));
  const v = outputs.map(({ shape }) => weightsOf(shape, generator));
  const pushed = pushForward(outputs, new Map(live.map((leaf, i) => [leaf, u[i] ?? leaf.data])));
  const pulled = pullBack(
    outputs,
    live,
    v.map((one) => new Variable(one)),
    false,
  );
  const forward = inner(v, pushed);
  const backward = inner(
    u,
    pulled.map((one) => one?.data ?? null),
  );
  const rounding =
    ROUNDING *
    inner(
      v,
      outputs.map(({ data }) => data),
    ).size;
  const defect = defectOf(forward.sum, backward.sum, forward.size + backward.size, rounding);
  const ok = defect <= tolerance;
  const names = nodesBehind(outputs).flatMap((node) => (node.jvp === undefined ? [node.name] : []));
  const transposed = [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
  const message =
    `adjoint identity, seed ${seed}: ${ok ? 'holds' : 'broken'}: ⟨v, J·u⟩ = ${forward.sum}, ⟨Jᵀ·v, u⟩ = ` +
    `${backward.sum}, defect ${defect.toExponential(2)}, tolerance ${tolerance}`;
  return { ok, forward: forward.sum, backward: backward.sum, defect, tolerance, transposed, message };
}

/** ⟨a, b⟩ over all tensors of two lists, and the sum of the sizes of its terms; what is `null` is 0. */
function inner(
  a: readonly Tensor[],
  b: readonly (Tensor | null)[],
): { readonly sum: number; readonly size: number } {
  let [sum, size] = [0, 0];
  for (const [i, one] of a.entries()) {
    const left = one.toTypedArray();
    b[i]?.toTypedArray().forEach((value, j) => {
      const term = value * (left[j] ?? NaN);
      sum += term;
      size += Math.abs(term);
    });
  }
  return { sum, size };
}
