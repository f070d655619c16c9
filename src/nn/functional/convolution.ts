/**
 * Convolutions, as networks call them: the kernel is not flipped. Each is a matrix product with the patches of the
 * images, which are read, or added up, by their places.
 *
 * @module
 */
import { ArgumentError, describe, formatShape, ShapeError } from '../../errors.js';
import type { Shape } from '../../kernels/types.js';
import { slidingWindows, windowPlaces, type Axis, type Sliding } from '../../kernels/windows.js';
import type { Algebra } from '../../tensor/algebra.js';
import { checkInteger, checkOptions, checkShape } from '../../tensor/check.js';
import type { Tensor } from '../../tensor/tensor.js';
import { checkEach, checkExactShape, floats, type Each, type OptionalOperand } from './arguments.js';

/** Options of {@link conv1d} and {@link conv2d}. */
export interface ConvOptions {
  /** How far apart neighbouring windows start. Default 1. */
  readonly stride?: Each;
  /**
   * How many zeros are put before and behind each spatial dim. Default 0, which is `'valid'` too. `'same'`: as many as
   * keep the size, for a stride of 1; where that is odd, one more behind than before.
   */
  readonly padding?: Each | 'valid' | 'same';
  /** How far apart the elements of a window lie. Default 1. */
  readonly dilation?: Each;
  /** Into how many groups the channels are split: each group of outputs sees one of inputs only. Default 1. */
  readonly groups?: number;
}

/** Options of {@link convTranspose2d}. */
export interface ConvTransposeOptions {
  /** How far apart the patches of neighbouring elements start. Default 1. */
  readonly stride?: Each;
  /** How many elements are cut off before and behind each spatial dim. Default 0. */
  readonly padding?: Each;
  /** How many elements longer each spatial dim is behind: less than the stride or the dilation. Default 0. */
  readonly outputPadding?: Each;
  /** How far apart the elements of a patch lie. Default 1. */
  readonly dilation?: Each;
  /** Into how many groups the channels are split. Default 1. */
  readonly groups?: number;
}

/**
 * y[n, o, p] = b[o] + Σ x[n, c, p·stride − padding + k·dilation]·w[o, c, k], over the channels c of the group of o and
 * the elements k of the window; x is 0 in the padding.
 *
 * The sum is taken for ascending (c, k), each product and each sum rounded to the dtype; then b is added. A gradient of
 * the weight is added for ascending (n, p) in the same way; one of the input first over o in that way, then over the
 * windows that see the element, in float64, rounded once.
 *
 * @param input - [batch, in, length], or [in, length] for a single one
 * @param weight - [out, in / groups, window]
 * @param bias - [out]; none if left out
 * @returns [batch, out, ⌊(length + 2·padding − dilation·(window − 1) − 1) / stride⌋ + 1], without batch as the input
 * @throws `ShapeError` for shapes that do not fit, or a window longer than the padded input; `DtypeError` unless all
 * have one float dtype; `ArgumentError` for an option out of its range
 *
 * @example
 * ```ts
 * import { conv1d, tensor } from 'gradus';
 * conv1d(tensor([[1, 2, 4]]), tensor([[[-1, 1]]])).toArray(); // => [[1, 2]]
 * ```
 */
export function conv1d(input: Tensor, weight: Tensor, bias?: Tensor | null, options?: ConvOptions): Tensor;
export function conv1d<T extends Algebra<T>>(
  input: T | Tensor,
  weight: T | Tensor,
  bias?: OptionalOperand<T>,
  options?: ConvOptions,
): T;
export function conv1d<T extends Algebra<T>>(
  input: T | Tensor,
  weight: T | Tensor,
  bias?: OptionalOperand<T>,
  options?: ConvOptions,
): T {
  return convolve<T>('conv1d', 1, { input, weight, bias }, options);
}

/**
 * {@link conv1d} in two dims: windows of height and width slide over images. The sum is taken for ascending (channel,
 * row, column) of the window.
 *
 * @param input - [batch, in, height, width], or [in, height, width] for a single one
 * @param weight - [out, in / groups, height, width] of the window
 * @param bias - [out]; none if left out
 * @returns [batch, out, height, width], each size as in {@link conv1d}
 * @throws as {@link conv1d}
 *
 * @example
 * ```ts
 * import { conv2d, ones } from 'gradus';
 * const sums = conv2d(ones([1, 3, 3]), ones([1, 1, 2, 2]), null, { padding: 'same' });
 * sums.toArray(); // => [[[4, 4, 2], [4, 4, 2], [2, 2, 1]]]
 * ```
 */
export function conv2d(input: Tensor, weight: Tensor, bias?: Tensor | null, options?: ConvOptions): Tensor;
export function conv2d<T extends Algebra<T>>(
  input: T | Tensor,
  weight: T | Tensor,
  bias?: OptionalOperand<T>,
  options?: ConvOptions,
): T;
export function conv2d<T extends Algebra<T>>(
  input: T | Tensor,
  weight: T | Tensor,
  bias?: OptionalOperand<T>,
  options?: ConvOptions,
): T {
  return convolve<T>('conv2d', 2, { input, weight, bias }, options);
}

/**
 * The adjoint of {@link conv2d} with regard to its input: every element of the input puts a multiple of the weight's
 * patch into the result, and what falls on one place is added.
 *
 * The multiples are first added over the channels of the group, ascending, each product and each sum rounded to the
 * dtype; then patches are added for ascending (row, column) of the patch, in float64, rounded once; then b is added.
 *
 * @param input - [batch, in, height, width], or [in, height, width] for a single one
 * @param weight - [in, out / groups, height, width] of the patch
 * @param bias - [out]; none if left out
 * @returns [batch, out, height, width], each size (size − 1)·stride − 2·padding + dilation·(patch − 1) + outputPadding + 1
 * @throws as {@link conv1d}
 *
 * @example
 * ```ts
 * import { convTranspose2d, tensor } from 'gradus';
 * const patch = tensor([[[[1, 10], [100, 1000]]]]);
 * convTranspose2d(tensor([[[1, 2]]]), patch).toArray(); // => [[[1, 12, 20], [100, 1200, 2000]]]
 * ```
 */
export function convTranspose2d(
  input: Tensor,
  weight: Tensor,
  bias?: Tensor | null,
  options?: ConvTransposeOptions,
): Tensor;
export function convTranspose2d<T extends Algebra<T>>(
  input: T | Tensor,
  weight: T | Tensor,
  bias?: OptionalOperand<T>,
  options?: ConvTransposeOptions,
): T;
export function convTranspose2d<T extends Algebra<T>>(
  input: T | Tensor,
  weight: T | Tensor,
  bias?: OptionalOperand<T>,
  options?: ConvTransposeOptions,
): T {
  const operation = 'convTranspose2d';
  const names = ['stride', 'padding', 'outputPadding', 'dilation', 'groups'] as const;
  const given = checkOptions(operation, options, names, EXAMPLE);
  const operands = checkOperands<T>(operation, 2, true, { input, weight, bias }, given.groups);
  const { x, w, b, batch, groups, inputs, outputs } = operands;
  const { outputPadding = 0 } = given;
  const extras = checkEach(operation, 'outputPadding', outputPadding, 2, 0);
  const [rows, columns] = slidesOf(operation, operands, given, given.padding);
  const down = axisOfResult(operation, rows, extras[0]);
  const across = axisOfResult(operation, columns, extras[1]);

  const patch = rows.taps * columns.taps;
  const elements = batch * rows.size * columns.size;
  const shape = checkShape(operation, [batch, groups * outputs, down.size, across.size]);
  checkShape(operation, [groups, outputs * patch, elements]);
  const images = (operands.batched ? x : x.unsqueeze(0)).transpose(0, 1).reshape([groups, inputs, elements]);
  const multiples = w
    .reshape([groups, inputs, outputs * patch])
    .transpose(1, 2)
    .matmul(images);
  const places = windowPlaces(batch, groups * outputs, down, across);
  const sums = x.primitives.place(multiples, places, shape);
  const y = b ? sums.add(b.reshape([-1, 1, 1])) : sums;
  return operands.batched ? y : y.squeeze(0);
}

/** Convolution over 1 or 2 spatial dims. */
function convolve<T extends Algebra<T>>(
  operation: string,
  dims: 1 | 2,
  given: Operands<T>,
  options: ConvOptions | undefined,
): T {
  const names = ['stride', 'padding', 'dilation', 'groups'] as const;
  const { padding = 0, groups: wanted, ...sliding } = checkOptions(operation, options, names, EXAMPLE);
  const operands = checkOperands<T>(operation, dims, false, given, wanted);
  const { x, w, b, batch, groups, inputs, outputs } = operands;
  const named: unknown = padding;
  if (typeof named === 'string' && named !== 'same' && named !== 'valid') {
    throw new ArgumentError(
      `${operation}: padding is ${describe(named)}; accepted are integers, 'valid' and 'same'`,
    );
  }
  const slides = slidesOf(operation, operands, sliding, typeof padding === 'string' ? 0 : padding);
  const axis = padding === 'same' ? axisOfSameSize : axisThatFits;
  const [down, across] = [axis(operation, slides[0]), axis(operation, slides[1])];

  const seen = inputs * down.taps * across.taps;
  const windows = dims === 1 ? [across.windows] : [down.windows, across.windows];
  const shape = checkShape(operation, [groups, seen, batch * down.windows * across.windows]);
  checkShape(operation, [groups * outputs, batch, ...windows]);
  const patches = x.primitives.pick(x, windowPlaces(batch, groups * inputs, down, across), shape);
  const products = w.reshape([groups, outputs, seen]).matmul(patches);
  const images = products.reshape([groups * outputs, batch, ...windows]);
  const y = b ? images.add(b.reshape([groups * outputs, 1, ...windows.map(() => 1)])) : images;
  return operands.batched ? y.transpose(0, 1) : y.squeeze(1);
}

const EXAMPLE = '{ stride: 2, padding: 1 }';

/** What a convolution is given. */
interface Operands<T> {
  readonly input: T | Tensor;
  readonly weight: T | Tensor;
  readonly bias: OptionalOperand<T>;
}

/** The same, checked and brought to one carrier, with what their shapes say. */
interface Checked<T> {
  readonly x: T;
  readonly w: T;
  readonly b: T | null | undefined;
  /** Whether there is a batch; without one it counts as a batch of 1. */
  readonly batched: boolean;
  readonly batch: number;
  readonly groups: number;
  /** How many input channels a group has. */
  readonly inputs: number;
  /** How many output channels a group has. */
  readonly outputs: number;
  /** The spatial sizes of the images. */
  readonly sizes: Shape;
  /** The spatial sizes of the weight. */
  readonly taps: Shape;
}

/** Checks operands. A `transposed` weight has the input channels first. */
function checkOperands<T extends Algebra<T>>(
  operation: string,
  dims: 1 | 2,
  transposed: boolean,
  { input, weight, bias }: Operands<T>,
  wanted = 1,
): Checked<T> {
  const lift = floats<T>(operation, { input, weight }, { bias });
  const [x, w, b] = [lift(input), lift(weight), bias && lift(bias)];
  const spatial = dims === 1 ? 'length' : 'height, width';
  const layout = `[${transposed ? 'in, out / groups' : 'out, in / groups'}, ${spatial}]`;
  const isBatched = x.ndim === dims + 2;
  if (!isBatched && x.ndim !== dims + 1) {
    throw new ShapeError(
      `${operation}: input has shape ${formatShape(x.shape)}; ` +
        `accepted are [batch, in, ${spatial}] and [in, ${spatial}]`,
    );
  }
  const [first = 0, second = 0, ...taps] = w.shape;
  if (taps.length !== dims || taps.includes(0)) {
    throw new ShapeError(
      `${operation}: weight has shape ${formatShape(w.shape)}; accepted is ${layout}, none of the last ${dims} 0`,
    );
  }
  const groups = checkInteger(operation, 'groups', wanted, 1, 2 ** 31 - 1);
  const [inputs, outputs] = transposed ? [first / groups, second] : [second, first / groups];
  const [batch = 1, channels = 0, ...sizes] = isBatched ? x.shape : [1, ...x.shape];
  if (first % groups !== 0 || channels !== inputs * groups) {
    throw new ShapeError(
      `${operation}: input has ${channels} channels and weight shape ${formatShape(w.shape)}; ` +
        `accepted is ${layout} for ${groups} groups`,
    );
  }
  checkExactShape(operation, 'bias', b, [outputs * groups], 'one for each output channel');
  return { x, w, b, batched: isBatched, batch, groups, inputs, outputs, sizes, taps };
}

/** How windows slide along one axis of images. */
interface Slide extends Sliding {
  readonly size: number;
}

/** How windows slide down and across; images of a single spatial dim have one row. */
function slidesOf(
  operation: string,
  { sizes, taps }: Pick<Checked<unknown>, 'sizes' | 'taps'>,
  { stride = 1, dilation = 1 }: Pick<ConvOptions, 'stride' | 'dilation'>,
  padding: Each = 0,
): readonly [rows: Slide, columns: Slide] {
  const dims = sizes.length;
  const strides = checkEach(operation, 'stride', stride, dims, 1);
  const paddings = checkEach(operation, 'padding', padding, dims, 0);
  const dilations = checkEach(operation, 'dilation', dilation, dims, 1);
  const along = (i: number): Slide => ({
    size: sizes[i] ?? 1,
    taps: taps[i] ?? 1,
    stride: strides[i] ?? 1,
    dilation: dilations[i] ?? 1,
    before: paddings[i] ?? 0,
  });
  return [along(dims - 2), along(dims - 1)];
}

/** Over how many elements a window reaches. */
const reachOf = ({ taps, dilation }: Slide): number => dilation * (taps - 1) + 1;

/** As many windows as fit. */
function axisThatFits(operation: string, slide: Slide): Axis {
  const { size, before, stride } = slide;
  const padded = size + 2 * before;
  const reach = reachOf(slide);
  if (reach <= padded) return slidingWindows(size, Math.floor((padded - reach) / stride) + 1, slide);
  throw new ShapeError(
    `${operation}: weight reaches over ${reach} elements where input, with its padding, has ${padded}; ` +
      `accepted is a window that fits`,
  );
}

/** As many windows as there are elements. */
function axisOfSameSize(operation: string, slide: Slide): Axis {
  const { size, stride } = slide;
  if (stride === 1) return slidingWindows(size, size, { ...slide, before: (reachOf(slide) - 1) >> 1 });
  throw new ArgumentError(`${operation}: stride is ${stride} with the padding 'same'; accepted is 1`);
}

/** The axis that a transposed convolution makes: each element of the input is a window on it. */
function axisOfResult(operation: string, slide: Slide, extra = 0): Axis {
  const { size, stride, dilation, before } = slide;
  if (extra >= Math.max(stride, dilation)) {
    throw new ArgumentError(
      `${operation}: outputPadding is ${extra}, with a stride of ${stride} and a dilation of ${dilation}; ` +
        `accepted is less than the larger of them`,
    );
  }
  const made = (size - 1) * stride - 2 * before + reachOf(slide) + extra;
  if (size > 0 && made > 0) return slidingWindows(made, size, slide);
  throw new ShapeError(
    `${operation}: input has a size of ${size} and would give one of ${made}; accepted is what gives at least 1`,
  );
}
