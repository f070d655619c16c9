/**
 * Normalization: numbers brought to mean 0 and variance 1, then stretched and moved as a network has learnt.
 *
 * @module
 */
import { ArgumentError, formatShape, ShapeError } from '../../errors.js';
import type { Algebra } from '../../tensor/algebra.js';
import { checkFlag, checkInteger, checkOptions, checkShape, checkTolerance } from '../../tensor/check.js';
import { tensor } from '../../tensor/creation.js';
import type { Tensor } from '../../tensor/tensor.js';
import { checkExactShape, checkProbability, floats, type OptionalOperand } from './arguments.js';

/** What is added to a variance unless told. */
const EPS = 1e-5;

/** Options of every normalization. */
export interface NormOptions {
  /** Added to the variance, so that its root is not 0. Default 1e-5. */
  readonly eps?: number;
}

/** Options of {@link batchNorm}. */
export interface BatchNormOptions extends NormOptions {
  /** Whether to take mean and variance from the batch, rather than the running ones. Default `false`. */
  readonly training?: boolean;
}

/** Options of {@link runningStatistics}. */
export interface RunningStatisticsOptions {
  /** How much of the new value comes from this batch. Default 0.1. */
  readonly momentum?: number;
}

/** What {@link batchNorm} uses when it is not training. */
export interface RunningStatistics {
  /** The mean of each channel, [channels]. */
  readonly runningMean: Tensor;
  /** The variance of each channel, [channels]. */
  readonly runningVar: Tensor;
}

/**
 * (x − mean) / √(var + ε) · weight + bias, with the mean and the variance over the last dims.
 *
 * The variance is Σ (x − mean)² / n. Both are taken pairwise in float64; x − mean and the variance are rounded once
 * each.
 *
 * @param input - any shape that ends with `normalizedShape`, float
 * @param normalizedShape - the sizes of the last dims, at least one
 * @param weight - of that shape; 1 if left out or `null`
 * @param bias - of that shape; 0 if left out or `null`
 * @throws `ShapeError` for shapes that do not fit, `DtypeError` unless all have one float dtype, `ArgumentError` for an
 * ε below 0
 *
 * @example
 * ```ts
 * import { layerNorm, tensor } from 'gradus';
 * layerNorm(tensor([[1, 3], [5, 5]]), [2], null, null, { eps: 0.5625 }).toArray(); // => [[-0.800000011920929, 0.800000011920929], [0, 0]]
 * ```
 */
export function layerNorm(
  input: Tensor,
  normalizedShape: readonly number[],
  weight?: Tensor | null,
  bias?: Tensor | null,
  options?: NormOptions,
): Tensor;
export function layerNorm<T extends Algebra<T>>(
  input: T | Tensor,
  normalizedShape: readonly number[],
  weight?: OptionalOperand<T>,
  bias?: OptionalOperand<T>,
  options?: NormOptions,
): T;
export function layerNorm<T extends Algebra<T>>(
  input: T | Tensor,
  normalizedShape: readonly number[],
  weight?: OptionalOperand<T>,
  bias?: OptionalOperand<T>,
  options?: NormOptions,
): T {
  const lift = floats<T>('layerNorm', { input }, { weight, bias });
  const [x, w, b] = [lift(input), weight && lift(weight), bias && lift(bias)];
  const sizes = checkShape('layerNorm', normalizedShape);
  const lead = x.ndim - sizes.length;
  if (sizes.length === 0 || lead < 0 || sizes.some((size, dim) => size !== x.shape[lead + dim])) {
    throw new ShapeError(
      `layerNorm: normalizedShape is ${formatShape(sizes)} and input has shape ${formatShape(x.shape)}; ` +
        `accepted are the sizes of its last dims, at least one`,
    );
  }
  checkExactShape('layerNorm', 'weight', w, sizes, 'as normalizedShape');
  checkExactShape('layerNorm', 'bias', b, sizes, 'as normalizedShape');
  const eps = checkEps('layerNorm', options);
  const dims = sizes.map((_, dim) => lead + dim);
  return affine(normalized(x, dims, eps), w, b);
}

/**
 * {@link layerNorm} over groups of channels: mean and variance are those of a group of one sample, over all its
 * channels and what is beyond; weight and bias are one for each channel.
 *
 * @param input - [batch, channels, …], float
 * @param numGroups - into how many groups the channels are split
 * @param weight - [channels]; 1 if left out or `null`
 * @param bias - [channels]; 0 if left out or `null`
 * @throws as {@link layerNorm}, and `ArgumentError` unless the channels can be split so
 *
 * @example
 * ```ts
 * import { groupNorm, tensor } from 'gradus';
 * groupNorm(tensor([[1, 3, 5, 7]]), 2, tensor([1, 1, 2, 2]), null, { eps: 0 }).toArray(); // => [[-1, 1, -2, 2]]
 * ```
 */
export function groupNorm(
  input: Tensor,
  numGroups: number,
  weight?: Tensor | null,
  bias?: Tensor | null,
  options?: NormOptions,
): Tensor;
export function groupNorm<T extends Algebra<T>>(
  input: T | Tensor,
  numGroups: number,
  weight?: OptionalOperand<T>,
  bias?: OptionalOperand<T>,
  options?: NormOptions,
): T;
export function groupNorm<T extends Algebra<T>>(
  input: T | Tensor,
  numGroups: number,
  weight?: OptionalOperand<T>,
  bias?: OptionalOperand<T>,
  options?: NormOptions,
): T {
  const lift = floats<T>('groupNorm', { input }, { weight, bias });
  const [x, w, b] = [lift(input), weight && lift(weight), bias && lift(bias)];
  const channels = channelsOf('groupNorm', x, w, b);
  const eps = checkEps('groupNorm', options);
  const groups = checkInteger('groupNorm', 'numGroups', numGroups, 1, 2 ** 31 - 1);
  if (channels % groups !== 0) {
    throw new ArgumentError(
      `groupNorm: numGroups is ${groups} for ${channels} channels; accepted is what divides them`,
    );
  }
  const [batch = 0, , ...rest] = x.shape;
  const members = [channels / groups, ...rest];
  const split = x.reshape([batch, groups, ...members]);
  const whole = normalized(
    split,
    members.map((_, dim) => dim + 2),
    eps,
  );
  return affine(whole.reshape(x.shape), perChannel(w, x), perChannel(b, x));
}

/**
 * (x − mean) / √(var + ε) · weight + bias for each channel. When training, mean and variance are those of the channel
 * over the whole batch, as in {@link layerNorm}; else they are the running ones.
 *
 * Tensors do not change, so the running statistics are not updated here: {@link runningStatistics} gives the next ones.
 *
 * @param input - [batch, channels, …], float
 * @param runningMean - [channels]; not used, and may be `null`, when training
 * @param runningVar - [channels]; likewise
 * @param weight - [channels]; 1 if left out or `null`
 * @param bias - [channels]; 0 if left out or `null`
 * @throws `ShapeError` for shapes that do not fit, or for a single value in each channel when training; `DtypeError`
 * unless all have one float dtype; `ArgumentError` without statistics to use, or for an ε below 0
 *
 * @example
 * ```ts
 * import { batchNorm, runningStatistics, tensor } from 'gradus';
 * const x = tensor([[1], [3]]);
 * batchNorm(x, null, null, null, null, { training: true, eps: 0 }).toArray(); // => [[-1], [1]]
 * const { runningMean, runningVar } = runningStatistics(x, tensor([0]), tensor([1]), { momentum: 0.5 });
 * runningMean.toArray(); // => [1]
 * runningVar.toArray(); // => [1.5]
 * batchNorm(x, runningMean, runningVar, null, null, { eps: 2.5 }).toArray(); // => [[0], [1]]
 * ```
 */
export function batchNorm(
  input: Tensor,
  runningMean: Tensor | null,
  runningVar: Tensor | null,
  weight?: Tensor | null,
  bias?: Tensor | null,
  options?: BatchNormOptions,
): Tensor;
export function batchNorm<T extends Algebra<T>>(
  input: T | Tensor,
  runningMean: OptionalOperand<T>,
  runningVar: OptionalOperand<T>,
  weight?: OptionalOperand<T>,
  bias?: OptionalOperand<T>,
  options?: BatchNormOptions,
): T;
export function batchNorm<T extends Algebra<T>>(
  input: T | Tensor,
  runningMean: OptionalOperand<T>,
  runningVar: OptionalOperand<T>,
  weight?: OptionalOperand<T>,
  bias?: OptionalOperand<T>,
  options?: BatchNormOptions,
): T {
  const lift = floats<T>('batchNorm', { input }, { runningMean, runningVar, weight, bias });
  const [x, w, b] = [lift(input), weight && lift(weight), bias && lift(bias)];
  const channels = channelsOf('batchNorm', x, w, b);
  checkExactShape('batchNorm', 'runningMean', runningMean, [channels], 'one for each channel');
  checkExactShape('batchNorm', 'runningVar', runningVar, [channels], 'one for each channel');
  const names = ['training', 'eps'] as const;
  const { training = false, eps = EPS } = checkOptions('batchNorm', options, names, '{ training: true }');
  const epsilon = checkTolerance('batchNorm', 'eps', eps);
  const [stretch, shift] = [perChannel(w, x), perChannel(b, x)];
  if (checkFlag('batchNorm', 'training', training)) {
    checkSeveral('batchNorm', x, channels);
    return affine(normalized(x, beyondChannels(x), epsilon), stretch, shift);
  }
  if (!runningMean || !runningVar) {
    throw new ArgumentError(
      `batchNorm: runningMean and runningVar are needed unless training; accepted are two of [${channels}]`,
    );
  }
  const [mean, variance] = [lift(runningMean), lift(runningVar)];
  const deviation = perChannel(variance.add(epsilon).sqrt(), x);
  return affine(x.sub(perChannel(mean, x)).div(deviation), stretch, shift);
}

/**
 * The running statistics after a batch: (1 − momentum)·old + momentum·new, where new is the mean of each channel, and
 * its variance Σ (x − mean)² / (n − 1). They are constants: no gradient passes.
 *
 * @param input - [batch, channels, …], float
 * @param runningMean - [channels]: the mean so far; zeros before the first batch
 * @param runningVar - [channels]: the variance so far; ones before the first batch
 * @throws `ShapeError` for shapes that do not fit, or fewer than two values in each channel; `DtypeError` unless all
 * have one float dtype; `ArgumentError` for a momentum outside [0, 1]
 *
 * @example
 * ```ts
 * import { ones, runningStatistics, tensor, zeros } from 'gradus';
 * const batch = tensor([[0, 1], [20, 3]]);
 * const next = runningStatistics(batch, zeros([2]), ones([2]), { momentum: 0.5 });
 * next.runningMean.toArray(); // => [5, 1]
 * next.runningVar.toArray(); // => [100.5, 1.5]
 * ```
 */
export function runningStatistics<T extends Algebra<T>>(
  input: T | Tensor,
  runningMean: T | Tensor,
  runningVar: T | Tensor,
  options?: RunningStatisticsOptions,
): RunningStatistics {
  const operation = 'runningStatistics';
  const lift = floats<T>(operation, { input, runningMean, runningVar });
  const x = constant(lift(input));
  const channels = channelsOf(operation, x);
  checkExactShape(operation, 'runningMean', runningMean, [channels], 'one for each channel');
  checkExactShape(operation, 'runningVar', runningVar, [channels], 'one for each channel');
  const { momentum = 0.1 } = checkOptions(operation, options, ['momentum'], '{ momentum: 0.1 }');
  checkProbability(operation, 'momentum', momentum);
  checkSeveral(operation, x, channels);
  const dims = beyondChannels(x);
  const mixed = (old: T | Tensor, now: Tensor): Tensor =>
    constant(lift(old))
      .mul(1 - momentum)
      .add(now.mul(momentum));
  return { runningMean: mixed(runningMean, x.mean(dims)), runningVar: mixed(runningVar, x.var(dims)) };
}

/** (x − mean) / √(var + ε), with the mean and the variance over dims. */
function normalized<T extends Algebra<T>>(x: T, dims: readonly number[], eps: number): T {
  const deviation = x.var(dims, { correction: 0, keepDim: true }).add(eps).sqrt();
  return x.primitives.center(x, dims).div(deviation);
}

function affine<T extends Algebra<T>>(x: T, weight: T | null | undefined, bias: T | null | undefined): T {
  const stretched = weight ? x.mul(weight) : x;
  return bias ? stretched.add(bias) : stretched;
}

/** One number for each channel, in a shape that broadcasts with x: [channels, 1, …]. */
function perChannel<T extends Algebra<T>>(values: T, x: T): T;
function perChannel<T extends Algebra<T>>(values: T | null | undefined, x: T): T | null | undefined;
function perChannel<T extends Algebra<T>>(values: T | null | undefined, x: T): T | null | undefined {
  return values && values.reshape([...values.shape, ...x.shape.slice(2).map(() => 1)]);
}

/** Every dim but that of the channels. */
const beyondChannels = <T extends Algebra<T>>(x: T): readonly number[] =>
  x.shape.map((_, dim) => dim).filter((dim) => dim !== 1);

/** How many channels there are, each with its weight and bias. */
function channelsOf<T extends Algebra<T>>(
  operation: string,
  x: T,
  weight?: T | null,
  bias?: T | null,
): number {
  const channels = x.shape[1];
  if (channels === undefined) {
    throw new ShapeError(
      `${operation}: input has shape ${formatShape(x.shape)}; accepted is [batch, channels, …]`,
    );
  }
  checkExactShape(operation, 'weight', weight, [channels], 'one for each channel');
  checkExactShape(operation, 'bias', bias, [channels], 'one for each channel');
  return channels;
}

/** Of a single value the variance says nothing. */
function checkSeveral<T extends Algebra<T>>(operation: string, x: T, channels: number): void {
  if (channels === 0 || x.numel() / channels > 1) return;
  throw new ShapeError(
    `${operation}: input has shape ${formatShape(x.shape)}; accepted is more than one value for each channel`,
  );
}

function checkEps(operation: string, options: NormOptions | undefined): number {
  const { eps = EPS } = checkOptions(operation, options, ['eps'], '{ eps: 1e-5 }');
  return checkTolerance(operation, 'eps', eps);
}

/** The values alone. */
const constant = <T extends Algebra<T>>(x: T): Tensor =>
  tensor(x.toTypedArray(), { shape: x.shape, dtype: x.dtype });
