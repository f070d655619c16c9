/**
 * Losses of a choice between yes and no.
 *
 * @module
 */
import { ArgumentError, formatShape, ShapeError } from '../../errors.js';
import type { Algebra } from '../../tensor/algebra.js';
import { choose } from '../../tensor/algebra/arguments.js';
import { broadcastsTo, checkOptions } from '../../tensor/check.js';
import type { Tensor } from '../../tensor/tensor.js';
import { floats, type OptionalOperand } from './arguments.js';
import { checkAlike, checkReduction, reduced, type LossOptions, type Reduction } from './reduction.js';

/** Options of {@link binaryCrossEntropy}. */
export interface BinaryCrossEntropyOptions<T> extends LossOptions {
  /** By what each loss is multiplied: a shape that broadcasts to the input's. 1 unless given. */
  readonly weight?: OptionalOperand<T>;
}

/** Options of {@link binaryCrossEntropyWithLogits}. */
export interface BinaryCrossEntropyWithLogitsOptions<T> extends BinaryCrossEntropyOptions<T> {
  /** By what the part of the loss for yes is multiplied: a shape that broadcasts to the input's. 1 unless given. */
  readonly posWeight?: OptionalOperand<T>;
}

/**
 * The cross entropy between the probability x of yes and a target t: −w·(t·ln x + (1 − t)·ln(1 − x)), reduced. A logarithm
 * counts as −100 at least, so that the loss is finite at 0 and 1.
 *
 * The gradient is that of this value: 0 through a logarithm that counts as −100. (PyTorch divides by x·(1 − x) or
 * 10⁻¹², the larger, so it differs for an x nearer to 0 or 1 than that.)
 *
 * The mean is over all elements, whatever the weights. See {@link binaryCrossEntropyWithLogits} for a stable loss of what
 * goes into a sigmoid.
 *
 * @param input - any shape, float: from 0 to 1, or NaN
 * @param target - the same shape and dtype
 * @throws `ArgumentError` for an input outside [0, 1], `ShapeError` for shapes that do not fit, `DtypeError` unless all
 * have one float dtype
 *
 * @example
 * ```ts
 * import { binaryCrossEntropy, tensor } from 'gradus';
 * const target = tensor([1, 1, 0]);
 * binaryCrossEntropy(tensor([1, 0, 0.5]), target, { reduction: 'none' }).toArray(); // => [0, 100, 0.6931471824645996]
 * ```
 */
export function binaryCrossEntropy(
  input: Tensor,
  target: Tensor,
  options?: BinaryCrossEntropyOptions<Tensor>,
): Tensor;
export function binaryCrossEntropy<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: BinaryCrossEntropyOptions<T>,
): T;
export function binaryCrossEntropy<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: BinaryCrossEntropyOptions<T>,
): T {
  const operation = 'binaryCrossEntropy';
  const names = ['weight', 'reduction'] as const;
  const given = checkOptions<BinaryCrossEntropyOptions<T>>(operation, options, names, "{ reduction: 'sum' }");
  const { x, t, w, reduction } = operands<T>(operation, input, target, given);
  const stranger = x.toTypedArray().find((value) => value < 0 || value > 1);
  if (stranger !== undefined) {
    throw new ArgumentError(
      `${operation}: input has the element ${stranger}; accepted are 0 to 1: ` +
        `binaryCrossEntropyWithLogits takes any number`,
    );
  }
  const yes = t.mul(logarithm(x, x.lt(LEAST), (p) => p.log()));
  const no = beside(t, 1)
    .sub(t)
    .mul(logarithm(x, x.eq(1), (p) => p.neg().log1p()));
  // 0 less both, so that no loss is 0 and not −0.
  const losses = beside(t, 0).sub(yes).sub(no);
  return reduced(w ? losses.mul(w) : losses, reduction);
}

/**
 * The cross entropy between the probability σ(x) of yes and a target t, from x itself:
 * −w·(p·t·ln σ(x) + (1 − t)·ln σ(−x)), reduced, with the weight p of yes. It is taken from the logarithm that is small,
 * and from x: stable, and exact to the last digits on both sides. At ±Infinity a loss of 0 is NaN, as in PyTorch.
 *
 * Without weights the gradient is σ(x) − t, and −x with regard to t. The mean is over all elements, whatever the weights.
 *
 * @param input - any shape, float
 * @param target - the same shape and dtype
 * @throws `ShapeError` for shapes that do not fit, `DtypeError` unless all have one float dtype
 *
 * @example
 * ```ts
 * import { binaryCrossEntropyWithLogits, tensor } from 'gradus';
 * const [x, t] = [tensor([0, -1000, -1000]), tensor([1, 1, 0])];
 * binaryCrossEntropyWithLogits(x, t, { reduction: 'none' }).toArray(); // => [0.6931471824645996, 1000, 0]
 * ```
 */
export function binaryCrossEntropyWithLogits(
  input: Tensor,
  target: Tensor,
  options?: BinaryCrossEntropyWithLogitsOptions<Tensor>,
): Tensor;
export function binaryCrossEntropyWithLogits<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: BinaryCrossEntropyWithLogitsOptions<T>,
): T;
export function binaryCrossEntropyWithLogits<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: BinaryCrossEntropyWithLogitsOptions<T>,
): T {
  const operation = 'binaryCrossEntropyWithLogits';
  const names = ['weight', 'posWeight', 'reduction'] as const;
  type Options = BinaryCrossEntropyWithLogitsOptions<T>;
  const given = checkOptions<Options>(operation, options, names, "{ reduction: 'sum' }");
  const { x, t, w, p, reduction } = operands<T>(operation, input, target, given);
  // ln σ(−x) = ln σ(x) − x: of the two logarithms only the small one is taken, and no terms cancel. Each piece is the
  // loss everywhere, so there is no kink between them.
  const negative = x.lt(0);
  const yes = p ? t.mul(p) : t;
  const no = beside(t, 1).sub(t);
  const small = choose(negative, x.neg(), x).logSigmoid();
  const losses = choose(negative, yes.neg(), no)
    .mul(x)
    .sub(p ? yes.add(no).mul(small) : small);
  return reduced(w ? losses.mul(w) : losses, reduction);
}

/** Below this the logarithm is less than −100: 2⁻¹⁴⁵ is a number of both dtypes, with ln 2⁻¹⁴⁵ = −100.5. */
const LEAST = 2 ** -145;

/** What a binary loss is given, checked and brought to one carrier. */
interface Operands<T> {
  readonly x: T;
  readonly t: T;
  readonly w: T | null | undefined;
  readonly p: T | null | undefined;
  readonly reduction: Reduction;
}

function operands<T extends Algebra<T>>(
  operation: string,
  input: T | Tensor,
  target: T | Tensor,
  { weight, posWeight, reduction }: BinaryCrossEntropyWithLogitsOptions<T>,
): Operands<T> {
  const lift = floats<T>(operation, { input, target }, { weight, posWeight });
  const [x, t, w, p] = [lift(input), lift(target), weight && lift(weight), posWeight && lift(posWeight)];
  checkAlike(operation, x, t);
  for (const [argument, factor] of Object.entries({ weight: w, posWeight: p })) {
    if (!factor || broadcastsTo(factor.shape, x.shape)) continue;
    throw new ShapeError(
      `${operation}: ${argument} has shape ${formatShape(factor.shape)}; ` +
        `accepted is what broadcasts to ${formatShape(x.shape)}`,
    );
  }
  return { x, t, w, p, reduction: checkReduction(operation, reduction) };
}

/** A number in the carrier and the dtype of x. */
const beside = <T extends Algebra<T>>(x: T, value: number): T =>
  x.lift('binaryCrossEntropy', 'target', value);

/** A logarithm of x, −100 at least; where x is `far`, that is what it is, without asking the logarithm. */
function logarithm<T extends Algebra<T>>(x: T, far: T, log: (x: T) => T): T {
  return choose(far, -100, log(choose(far, 0.5, x)).clamp({ min: -100 }));
}
