/**
 * Tensors drawn from a {@link Generator}, number for number as PyTorch 1.13 draws them on the CPU.
 *
 * @module
 */
import { ArgumentError, describe, DtypeError } from '../errors.js';
import { BLOCK } from '../kernels/box-muller.js';
import { kernels } from '../kernels/index.js';
import { sizeOf } from '../kernels/layout.js';
import { allocate } from '../kernels/storage.js';
import type { Data, FloatDtype } from '../kernels/types.js';
import {
  checkFloatDtype,
  checkInteger,
  checkNumber,
  checkOptions,
  checkShape,
  isFloat,
} from '../tensor/check.js';
import { fromData, Tensor } from '../tensor/tensor.js';
import { checkGenerator, fillUniform, type Generator } from './generator.js';

/** What every draw needs to know. */
export interface DrawOptions {
  /** The stream that is advanced. */
  readonly generator: Generator;
}

/** Options of a draw of real numbers. */
export interface FloatDrawOptions extends DrawOptions {
  /** Default `float32`. The two dtypes draw different streams, as in PyTorch. */
  readonly dtype?: FloatDtype;
}

/** Options of {@link uniform}. */
export interface UniformOptions extends FloatDrawOptions {
  /** Included. Default 0. */
  readonly low?: number;
  /** Not included, but for rounding. Default 1. */
  readonly high?: number;
}

/** Options of {@link randint}. */
export interface RandintOptions extends DrawOptions {
  /** Included. Default 0. */
  readonly low?: number;
  /** Not included. */
  readonly high: number;
}

/** Options of {@link bernoulli} for a shape. */
export interface BernoulliOptions extends FloatDrawOptions {
  /** The probability of 1. Default ½. */
  readonly p?: number;
}

/** The options of a draw: the generator among them, and no other names than these. */
function drawing<Options extends DrawOptions>(
  operation: string,
  options: Options,
  names: readonly (keyof Options & string)[],
): Options {
  checkGenerator(operation, (options as Options | undefined)?.generator);
  checkOptions(operation, options, ['generator', ...names], '{ generator }');
  return options;
}

/**
 * Numbers spread evenly over [0, 1): multiples of 2⁻²⁴ in float32, of 2⁻⁵³ in float64.
 *
 * @throws `ArgumentError` without a generator
 *
 * @example
 * ```ts
 * import { Generator, rand } from 'gradus';
 * rand([2, 3], { generator: new Generator(0) }).shape; // => [2, 3]
 * ```
 */
export function rand(shape: readonly number[], options: FloatDrawOptions): Tensor {
  const { generator, dtype = 'float32' } = drawing('rand', options, ['dtype']);
  const sizes = checkShape('rand', shape);
  const data = allocate(checkFloatDtype('rand', dtype), sizeOf(sizes));
  fillUniform(data, 0, data.length, generator);
  return fromData(data, sizes, dtype);
}

/**
 * Numbers spread evenly over [low, high): low + u·(high − low) with u from {@link rand}. In float32 rounded
 * once, as PyTorch's fused operation does; in float64 the product is rounded too.
 *
 * @throws `ArgumentError` without a generator, or where low > high
 */
export function uniform(shape: readonly number[], options: UniformOptions): Tensor {
  const {
    generator,
    dtype = 'float32',
    low = 0,
    high = 1,
  } = drawing('uniform', options, ['dtype', 'low', 'high']);
  const sizes = checkShape('uniform', shape);
  const data = allocate(checkFloatDtype('uniform', dtype), sizeOf(sizes));
  const [from = 0, to = 0] = bounds(
    data,
    checkNumber('uniform', 'low', low),
    checkNumber('uniform', 'high', high),
  );
  const [range = 0] = bounds(data, to - from, 0);
  if (!(range >= 0 && range < Infinity)) {
    throw new ArgumentError(
      `uniform: low is ${low} and high is ${high}; accepted are finite bounds, low ≤ high`,
    );
  }
  fillUniform(data, 0, data.length, generator);
  for (let i = 0; i < data.length; i++) data[i] = from + (data[i] ?? 0) * range;
  return fromData(data, sizes, dtype);
}

/** Two numbers rounded to the dtype of the storage. */
function bounds(data: Data, a: number, b: number): readonly number[] {
  return data instanceof Float32Array ? [Math.fround(a), Math.fround(b)] : [a, b];
}

/**
 * Numbers from the standard normal distribution, by Box and Muller's transform: r = √(−2 ln u₁), θ = 2π u₂ give
 * r cos θ and r sin θ.
 *
 * From 16 elements on, all places are filled with uniforms, then transformed in blocks of 16 where element j
 * pairs with element j + 8, every step in the dtype. If the size is no multiple of 16, the last 16 elements are
 * drawn anew and transformed again. Fewer than 16 elements come one by one from {@link Generator.nextNormal}.
 *
 * Source: Box and Muller, Ann. Math. Statist. 29(2), 1958; the order of draws is PyTorch's.
 *
 * @throws `ArgumentError` without a generator
 *
 * @example
 * ```ts
 * import { Generator, randn } from 'gradus';
 * const x = randn([100, 1000], { generator: new Generator(0) });
 * x.shape; // => [100, 1000]
 * ```
 */
export function randn(shape: readonly number[], options: FloatDrawOptions): Tensor {
  const { generator, dtype = 'float32' } = drawing('randn', options, ['dtype']);
  const sizes = checkShape('randn', shape);
  const data = allocate(checkFloatDtype('randn', dtype), sizeOf(sizes));
  const { length } = data;
  if (length < BLOCK) {
    for (let i = 0; i < length; i++) data[i] = generator.nextNormal();
  } else {
    fillUniform(data, 0, length, generator);
    kernels.boxMuller(data, 0, length);
    if (length % BLOCK !== 0) {
      fillUniform(data, length - BLOCK, length, generator);
      kernels.boxMuller(data, length - BLOCK, length);
    }
  }
  return fromData(data, sizes, dtype);
}

/**
 * Integers spread evenly over [low, high), as int32: an output of the engine modulo the number of choices, plus
 * low. (The remainder favours small values by less than the number of choices in 2³².)
 *
 * @throws `ArgumentError` without a generator, or unless low < high within −2³¹ … 2³¹
 *
 * @example
 * ```ts
 * import { Generator, randint } from 'gradus';
 * const die = randint([100], { low: 1, high: 7, generator: new Generator(0) });
 * die.min().item() >= 1 && die.max().item() <= 6; // => true
 * ```
 */
export function randint(shape: readonly number[], options: RandintOptions): Tensor {
  const { generator, low = 0, high } = drawing('randint', options, ['low', 'high']);
  const sizes = checkShape('randint', shape);
  checkInteger('randint', 'low', low, -(2 ** 31), 2 ** 31 - 1);
  const range = checkInteger('randint', 'high', high, low + 1, 2 ** 31) - low;
  const data = allocate('int32', sizeOf(sizes));
  for (let i = 0; i < data.length; i++) data[i] = (generator.nextUint32() % range) + low;
  return fromData(data, sizes, 'int32');
}

/**
 * The integers 0 … n − 1 in random order, as int32: for i = 0 … n − 2, element i changes places with element
 * i + (output mod (n − i)), as Fisher and Yates shuffle.
 *
 * @throws `ArgumentError` without a generator, or for an n that is no size
 */
export function randperm(n: number, options: DrawOptions): Tensor {
  const { generator } = drawing('randperm', options, []);
  const length = checkInteger('randperm', 'n', n, 0, 2 ** 31 - 1);
  const data = Int32Array.from({ length }, (_, i) => i);
  for (let i = 0; i < length - 1; i++) {
    const j = i + (generator.nextUint32() % (length - i));
    [data[i], data[j]] = [data[j] ?? 0, data[i] ?? 0];
  }
  return fromData(data, Object.freeze([length]), 'int32');
}

/**
 * Ones and zeros: 1 where u < p. For a shape and a number p, u comes from {@link Generator.nextFloat64} and the
 * result has the dtype asked for. For a tensor of probabilities, u is drawn in its dtype, which the result
 * has too.
 *
 * @throws `ArgumentError` without a generator, or for a probability outside [0, 1]
 *
 * @example
 * ```ts
 * import { bernoulli, Generator, tensor } from 'gradus';
 * const generator = new Generator(0);
 * bernoulli([3], { p: 1, generator }).toArray(); // => [1, 1, 1]
 * bernoulli(tensor([0, 1]), { generator }).toArray(); // => [0, 1]
 * ```
 */
export function bernoulli(shape: readonly number[], options: BernoulliOptions): Tensor;
export function bernoulli(probabilities: Tensor, options: DrawOptions): Tensor;
export function bernoulli(given: readonly number[] | Tensor, options: BernoulliOptions): Tensor {
  const names = given instanceof Tensor ? [] : (['dtype', 'p'] as const);
  const { generator, dtype = 'float32', p = 0.5 } = drawing('bernoulli', options, names);
  if (given instanceof Tensor) return bernoulliOf(given, generator);
  const sizes = checkShape('bernoulli', given);
  checkProbability('p', p);
  const data = allocate(checkFloatDtype('bernoulli', dtype), sizeOf(sizes));
  for (let i = 0; i < data.length; i++) data[i] = generator.nextFloat64() < p ? 1 : 0;
  return fromData(data, sizes, dtype);
}

function bernoulliOf(probabilities: Tensor, generator: Generator): Tensor {
  const { dtype, shape } = probabilities;
  if (!isFloat(dtype)) {
    throw new DtypeError(`bernoulli: probabilities is ${dtype}; accepted are float32 and float64`);
  }
  const data = probabilities.toTypedArray();
  data.forEach((p, i) => checkProbability(`probabilities[${i}]`, p));
  const single = dtype === 'float32';
  for (let i = 0; i < data.length; i++) {
    const u = single ? generator.nextFloat32() : generator.nextFloat64();
    data[i] = u < (data[i] ?? 0) ? 1 : 0;
  }
  return fromData(data, shape, dtype);
}

function checkProbability(argument: string, p: unknown): void {
  if (typeof p === 'number' && p >= 0 && p <= 1) return;
  throw new ArgumentError(`bernoulli: ${argument} is ${describe(p)}; accepted is a number from 0 to 1`);
}
