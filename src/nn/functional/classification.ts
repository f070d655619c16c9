/**
 * Losses of a choice among classes.
 *
 * @module
 */
import { ArgumentError, DtypeError, formatShape, ShapeError } from '../../errors.js';
import { choicePlaces } from '../../kernels/choices.js';
import { sizeOf } from '../../kernels/layout.js';
import type { Algebra } from '../../tensor/algebra.js';
import { choose } from '../../tensor/algebra/arguments.js';
import { checkInteger, checkOptions, isFloat, sameShape } from '../../tensor/check.js';
import type { Tensor } from '../../tensor/tensor.js';
import {
  carriers,
  checkExactShape,
  checkFloats,
  checkProbability,
  type Lift,
  type OptionalOperand,
} from './arguments.js';
import { checkReduction, reduced, type LossOptions, type Reduction } from './reduction.js';

/** Options of {@link nllLoss}. */
export interface NllOptions<T> extends LossOptions {
  /** `[classes]`: by what the loss of each class is multiplied. 1 unless given. */
  readonly weight?: OptionalOperand<T>;
  /** A class that counts for nothing, which need not exist. Default −100. */
  readonly ignoreIndex?: number;
}

/** Options of {@link crossEntropy}. */
export interface CrossEntropyOptions<T> extends NllOptions<T> {
  /** The part of the target, from 0 to 1, that is spread evenly over all classes. Default 0. */
  readonly labelSmoothing?: number;
}

/**
 * The negative log likelihood −w[t]·x[t] of the target class t, where x holds the logarithms of probabilities.
 *
 * The mean is weighted: Σ losses / Σ w[t]. What is ignored has the loss 0 and no weight; if everything is, the mean is
 * NaN. Sums are pairwise, as `sum` takes them.
 *
 * @param input - [batch, classes, …], or [classes]; float
 * @param target - int32, the shape of the input without classes: numbers from 0 to classes − 1
 * @throws `ShapeError` for shapes that do not fit, `DtypeError` for another dtype, `ArgumentError` for a class that does
 * not exist or an option out of its range
 *
 * @example
 * ```ts
 * import { nllLoss, tensor } from 'gradus';
 * const target = tensor([1, 0], { dtype: 'int32' });
 * nllLoss(tensor([[-1, -2], [-4, -8]]), target).item(); // => 3
 * nllLoss(tensor([[-1, -2], [-4, -8]]), target, { weight: tensor([3, 1]) }).item(); // => 3.5
 * ```
 */
export function nllLoss(input: Tensor, target: Tensor, options?: NllOptions<Tensor>): Tensor;
export function nllLoss<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: NllOptions<T>,
): T;
export function nllLoss<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: NllOptions<T>,
): T {
  const names = ['weight', 'ignoreIndex', 'reduction'] as const;
  const given = checkOptions<NllOptions<T>>('nllLoss', options, names, "{ reduction: 'sum' }");
  const { x, t, w, reduction, classDim } = operands<T>('nllLoss', input, target, given);
  const chosen = choices('nllLoss', x, t, classDim, given.ignoreIndex);
  const { losses, total } = likelihoods(x, chosen, w);
  return weighted(losses, total, reduction);
}

/**
 * The cross entropy between softmax(x) and a target, from x itself: stable, where the logarithm of a softmax would not
 * be.
 *
 * With l = logSoftmax(x) over the classes c, and smoothing ε, the loss is
 *
 * - for a target of classes t: (1 − ε)·(−w[t]·l[t]) + ε/C·Σ (−w[c]·l[c]). The mean is weighted: Σ losses / Σ w[t]. What is
 *   ignored has the loss 0 and no weight; if everything is, the mean is NaN.
 * - for a target of probabilities p: −Σ w[c]·((1 − ε)·p[c] + ε/C)·l[c]. The mean is Σ losses / their number.
 *
 * Sums are pairwise, as `sum` takes them. Without weight and smoothing the gradient with regard to x is
 * softmax(x) − p.
 *
 * @param input - [batch, classes, …], or [classes]; float
 * @param target - classes: int32, the shape of the input without classes, from 0 to classes − 1; or probabilities: the
 * shape and the dtype of the input
 * @throws `ShapeError` for shapes that do not fit, `DtypeError` for another dtype, `ArgumentError` for a class that does
 * not exist, an option out of its range, or a class to ignore beside probabilities
 *
 * @example
 * ```ts
 * import { crossEntropy, tensor } from 'gradus';
 * const x = tensor([[0, 0], [1000, 0]]);
 * const target = tensor([1, 1], { dtype: 'int32' });
 * crossEntropy(x, target, { reduction: 'none' }).toArray(); // => [0.6931471824645996, 1000]
 * crossEntropy(x, tensor([[0.5, 0.5], [0.75, 0.25]]), { reduction: 'none' }).toArray(); // => [0.6931471824645996, 250]
 * ```
 */
export function crossEntropy(input: Tensor, target: Tensor, options?: CrossEntropyOptions<Tensor>): Tensor;
export function crossEntropy<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: CrossEntropyOptions<T>,
): T;
export function crossEntropy<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: CrossEntropyOptions<T>,
): T {
  const operation = 'crossEntropy';
  const names = ['weight', 'ignoreIndex', 'labelSmoothing', 'reduction'] as const;
  const given = checkOptions<CrossEntropyOptions<T>>(operation, options, names, '{ labelSmoothing: 0.1 }');
  const { labelSmoothing = 0, ignoreIndex } = given;
  const smoothing = checkProbability(operation, 'labelSmoothing', labelSmoothing);
  const { x, t, w, reduction, classDim, classes } = operands<T>(operation, input, target, given, true);
  const evenly = smoothing / classes;
  // One weight for each class, along the dim of the classes.
  const stretch = w?.reshape([classes, ...x.shape.slice(classDim + 1).map(() => 1)]);

  if (isFloat(t.dtype)) {
    if (checkIgnored(operation, ignoreIndex) >= 0) {
      throw new ArgumentError(
        `${operation}: ignoreIndex is ${ignoreIndex ?? ''} beside a target of probabilities; accepted is none`,
      );
    }
    const p = smoothing === 0 ? t : t.mul(1 - smoothing).add(evenly);
    const terms = x.logSoftmax(classDim).mul(p);
    const losses = (stretch ? terms.mul(stretch) : terms).sum(classDim).neg();
    return reduced(losses, reduction);
  }

  const chosen = choices(operation, x, t, classDim, ignoreIndex);
  const logs = x.logSoftmax(classDim);
  const { losses, total } = likelihoods(logs, chosen, w);
  if (smoothing === 0) return weighted(losses, total, reduction);
  const all = (stretch ? logs.mul(stretch) : logs).sum(classDim).neg();
  const spread = choose(t.eq(chosen.ignored), 0, all);
  return weighted(losses.mul(1 - smoothing).add(spread.mul(evenly)), total, reduction);
}

/** The class to ignore: any integer of int32. */
function checkIgnored(operation: string, ignoreIndex = -100): number {
  return checkInteger(operation, 'ignoreIndex', ignoreIndex, -(2 ** 31), 2 ** 31 - 1);
}

/** What a loss of classes is given, checked and brought to one carrier. */
interface Operands<T> {
  readonly x: T;
  readonly t: T;
  readonly w: T | null | undefined;
  readonly reduction: Reduction;
  readonly classDim: number;
  readonly classes: number;
}

function operands<T extends Algebra<T>>(
  operation: string,
  input: T | Tensor,
  target: T | Tensor,
  { weight, reduction }: NllOptions<T>,
  orProbabilities = false,
): Operands<T> {
  const lift: Lift<T> = carriers<T>(operation, { input, target }, { weight });
  const [x, t, w] = [lift(input), lift(target), weight && lift(weight)];
  checkFloats(operation, [['input', x], ...(w ? ([['weight', w]] as const) : [])]);
  const classDim = x.ndim === 1 ? 0 : 1;
  const classes = x.shape[classDim];
  if (classes === undefined || classes === 0) {
    throw new ShapeError(
      `${operation}: input has shape ${formatShape(x.shape)}; ` +
        `accepted are [batch, classes, …] and [classes], with at least one class`,
    );
  }
  const beyond = x.shape.filter((_, dim) => dim !== classDim);
  const probable = orProbabilities && t.dtype === x.dtype && sameShape(t.shape, x.shape);
  if (!probable && (t.dtype !== 'int32' || !sameShape(t.shape, beyond))) {
    const also = orProbabilities ? `, or ${x.dtype} of ${formatShape(x.shape)}` : '';
    const Mismatch = t.dtype === 'int32' || t.dtype === x.dtype ? ShapeError : DtypeError;
    throw new Mismatch(
      `${operation}: target is ${t.dtype} of shape ${formatShape(t.shape)}; ` +
        `accepted is int32 of ${formatShape(beyond)}${also}`,
    );
  }
  checkExactShape(operation, 'weight', w, [classes], 'one for each class');
  return { x, t, w, reduction: checkReduction(operation, reduction), classDim, classes };
}

/** The classes that a target names. */
interface Choices {
  readonly classes: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly ignored: number;
  /** Where they are in the input; −1 where ignored. */
  readonly places: Int32Array;
}

function choices<T extends Algebra<T>>(
  operation: string,
  x: T,
  target: T,
  classDim: number,
  ignoreIndex: number | undefined,
): Choices {
  const ignored = checkIgnored(operation, ignoreIndex);
  const count = x.size(classDim);
  const classes = target.toTypedArray();
  const stranger = classes.find((one) => one !== ignored && (one < 0 || one >= count));
  if (stranger !== undefined) {
    throw new ArgumentError(
      `${operation}: target has the class ${stranger}; accepted are 0 to ${count - 1}, and ignoreIndex ${ignored}`,
    );
  }
  const places = choicePlaces(classes, count, sizeOf(x.shape.slice(classDim + 1)), ignored);
  return { classes, shape: target.shape, ignored, places };
}

/** −w[t]·x[t] for each target, 0 where it is ignored; and Σ w[t]. */
function likelihoods<T extends Algebra<T>>(
  x: T,
  { classes, shape, ignored, places }: Choices,
  w: T | null | undefined,
): { readonly losses: T; readonly total: T | number } {
  const picked = x.primitives.pick(x, places, shape);
  // 0 − x rather than −x, so that the loss of what is ignored is 0 and not −0.
  const losses = x.lift('nllLoss', 'input', 0).sub(picked);
  if (!w) return { losses, total: places.filter((place) => place >= 0).length };
  // The weights are one list of choices for all samples.
  const weights = w.primitives.pick(w, choicePlaces(classes, 0, 1, ignored), shape);
  return { losses: losses.mul(weights), total: weights.sum() };
}

/** Losses, reduced; the mean is weighted. */
function weighted<T extends Algebra<T>>(losses: T, total: T | number, reduction: Reduction): T {
  return reduction === 'mean' ? losses.sum().div(total) : reduced(losses, reduction);
}
