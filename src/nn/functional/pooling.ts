/**
 * Pooling: one number for each window of an image.
 *
 * @module
 */
import { ArgumentError, formatShape, ShapeError } from '../../errors.js';
import { sizeOf } from '../../kernels/layout.js';
import type { Shape } from '../../kernels/types.js';
import {
  largestPlaces,
  sharedWindows,
  slidingWindows,
  windowPlaces,
  windowSizes,
  type Axis,
  type Sliding,
} from '../../kernels/windows.js';
import type { Algebra } from '../../tensor/algebra.js';
import { choose } from '../../tensor/algebra/arguments.js';
import { checkFlag, checkOptions, checkShape } from '../../tensor/check.js';
import { tensor } from '../../tensor/creation.js';
import type { Tensor } from '../../tensor/tensor.js';
import { checkEach, floats, type Each } from './arguments.js';

/** Options of pooling with windows that slide. */
export interface PoolOptions {
  /** How far apart neighbouring windows start. Default: the size of a window. */
  readonly stride?: Each;
  /** How many elements of padding lie before and behind each spatial dim: at most half a window. Default 0. */
  readonly padding?: Each;
  /** Whether a last window may begin within the image, or the padding before it, and reach beyond. Default `false`. */
  readonly ceilMode?: boolean;
}

/** Options of {@link maxPool2d}. */
export interface MaxPoolOptions extends PoolOptions {
  /** How far apart the elements of a window lie. Default 1. */
  readonly dilation?: Each;
}

/** Options of {@link avgPool2d}. */
export interface AvgPoolOptions extends PoolOptions {
  /** Whether the zeros of the padding count among the elements of a window. Default `true`. */
  readonly countIncludePad?: boolean;
}

/**
 * The largest element of each window; NaN if any is NaN. Padding is never chosen; where there is nothing else, the
 * result is −Infinity.
 *
 * The gradient goes to the element chosen: of those that tie, the first in row-major order.
 *
 * @param input - [batch, channels, height, width], or [channels, height, width]
 * @param kernelSize - the size of a window: a number, or [height, width]
 * @returns the same dims, each spatial one ⌊(size + 2·padding − dilation·(window − 1) − 1) / stride⌋ + 1
 * @throws `ShapeError` for another rank, or where no window fits; `DtypeError` unless it is of a float dtype;
 * `ArgumentError` for an option out of its range
 *
 * @example
 * ```ts
 * import { maxPool2d, tensor } from 'gradus';
 * maxPool2d(tensor([[[1, 5, 2], [3, 4, 6]]]), 2, { stride: 1 }).toArray(); // => [[[5, 6]]]
 * ```
 */
export function maxPool2d(input: Tensor, kernelSize: Each, options?: MaxPoolOptions): Tensor;
export function maxPool2d<T extends Algebra<T>>(input: T, kernelSize: Each, options?: MaxPoolOptions): T;
export function maxPool2d<T extends Algebra<T>>(input: T, kernelSize: Each, options?: MaxPoolOptions): T {
  const images = imagesOf('maxPool2d', input);
  const names = ['stride', 'padding', 'dilation', 'ceilMode'] as const;
  const given = checkOptions('maxPool2d', options, names, '{ stride: 1 }');
  const [down, across] = slidingAxes('maxPool2d', images.sizes, kernelSize, given, given.dilation);
  const places = largestPlaces(images.x.toTypedArray(), images.count, down.axis, across.axis);
  const shape = checkShape('maxPool2d', [...images.leading, down.axis.windows, across.axis.windows]);
  const largest = images.x.primitives.pick(images.x, places, shape);
  if (!places.includes(-1)) return largest;
  const nothing = tensor(Int32Array.from(places), { shape }).lt(0);
  return choose(largest.lift('maxPool2d', 'input', nothing), -Infinity, largest);
}

/**
 * The mean of each window. The sum is taken pairwise over the window in row-major order, in float64, rounded once, and
 * divided by the number of elements, among which the padding counts unless told; what reaches beyond the padding never
 * does.
 *
 * @param input - [batch, channels, height, width], or [channels, height, width]
 * @param kernelSize - the size of a window: a number, or [height, width]
 * @returns the same dims, each spatial one ⌊(size + 2·padding − window) / stride⌋ + 1
 * @throws as {@link maxPool2d}
 *
 * @example
 * ```ts
 * import { avgPool2d, tensor } from 'gradus';
 * avgPool2d(tensor([[[1, 5, 2], [3, 4, 6]]]), [2, 1]).toArray(); // => [[[2, 4.5, 4]]]
 * ```
 */
export function avgPool2d(input: Tensor, kernelSize: Each, options?: AvgPoolOptions): Tensor;
export function avgPool2d<T extends Algebra<T>>(input: T, kernelSize: Each, options?: AvgPoolOptions): T;
export function avgPool2d<T extends Algebra<T>>(input: T, kernelSize: Each, options?: AvgPoolOptions): T {
  const images = imagesOf('avgPool2d', input);
  const names = ['stride', 'padding', 'ceilMode', 'countIncludePad'] as const;
  const { countIncludePad = true, ...given } = checkOptions('avgPool2d', options, names, '{ stride: 1 }');
  const counted = checkFlag('avgPool2d', 'countIncludePad', countIncludePad) ? 'padded' : 'axis';
  const [down, across] = slidingAxes('avgPool2d', images.sizes, kernelSize, given);
  return means('avgPool2d', images, [down.axis, across.axis], [down[counted], across[counted]]);
}

/**
 * The mean of each of a given number of windows that share the image out: window o of n covers the elements from
 * ⌊o·size/n⌋ up to, not with, ⌈(o + 1)·size/n⌉. The sum is taken as in {@link avgPool2d}.
 *
 * @param input - [batch, channels, height, width], or [channels, height, width]
 * @param outputSize - how many windows: a number, or [height, width], where `null` keeps the size
 * @returns the same dims, the spatial ones as many as asked for
 * @throws as {@link maxPool2d}
 *
 * @example
 * ```ts
 * import { adaptiveAvgPool2d, tensor } from 'gradus';
 * adaptiveAvgPool2d(tensor([[[1, 5, 3], [3, 4, 6]]]), [1, 2]).toArray(); // => [[[3.25, 4.5]]]
 * ```
 */
export function adaptiveAvgPool2d(input: Tensor, outputSize: number | readonly (number | null)[]): Tensor;
export function adaptiveAvgPool2d<T extends Algebra<T>>(
  input: T,
  outputSize: number | readonly (number | null)[],
): T;
export function adaptiveAvgPool2d<T extends Algebra<T>>(
  input: T,
  outputSize: number | readonly (number | null)[],
): T {
  const images = imagesOf('adaptiveAvgPool2d', input);
  const wanted: unknown = outputSize;
  const kept = Array.isArray(wanted)
    ? (wanted as unknown[]).map((one, i) => (one === null ? images.sizes[i] : one))
    : wanted;
  const [rows = 0, columns = 0] = checkEach('adaptiveAvgPool2d', 'outputSize', kept, 2, 0);
  const [height, width] = images.sizes;
  checkShape('adaptiveAvgPool2d', [rows * columns, height, width]);
  const axes = [sharedWindows(height, rows), sharedWindows(width, columns)] as const;
  return means('adaptiveAvgPool2d', images, axes, axes);
}

/** Images, each channel as one of its own. */
interface Images<T> {
  readonly x: T;
  /** The dims before the spatial ones, and the product of their sizes. */
  readonly leading: Shape;
  readonly count: number;
  readonly sizes: readonly [height: number, width: number];
}

function imagesOf<T extends Algebra<T>>(operation: string, input: T): Images<T> {
  const x = floats<T>(operation, { input })(input);
  const [height = 0, width = 0] = x.shape.slice(-2);
  const leading = x.shape.slice(0, -2);
  if ((x.ndim === 3 || x.ndim === 4) && height > 0 && width > 0) {
    return { x, leading, count: sizeOf(leading), sizes: [height, width] };
  }
  throw new ShapeError(
    `${operation}: input has shape ${formatShape(x.shape)}; accepted are [batch, channels, height, width] and ` +
      `[channels, height, width], with a height and a width above 0`,
  );
}

/** The windows along an axis; and how they would lie if the padding consisted of elements too. */
interface Slides {
  readonly axis: Axis;
  readonly padded: Axis;
}

function slidingAxes(
  operation: string,
  sizes: readonly [number, number],
  kernelSize: Each,
  { stride, padding = 0, ceilMode = false }: PoolOptions,
  dilation: Each = 1,
): readonly [down: Slides, across: Slides] {
  const taps = checkEach(operation, 'kernelSize', kernelSize, 2, 1);
  const strides = stride === undefined ? taps : checkEach(operation, 'stride', stride, 2, 1);
  const paddings = checkEach(operation, 'padding', padding, 2, 0);
  const dilations = checkEach(operation, 'dilation', dilation, 2, 1);
  const ceil = checkFlag(operation, 'ceilMode', ceilMode);
  const along = (i: 0 | 1): Slides =>
    slides(operation, sizes[i], ceil, {
      taps: taps[i] ?? 1,
      stride: strides[i] ?? 1,
      dilation: dilations[i] ?? 1,
      before: paddings[i] ?? 0,
    });
  return [along(0), along(1)];
}

function slides(operation: string, size: number, ceil: boolean, sliding: Sliding): Slides {
  const { taps, stride, dilation, before } = sliding;
  if (before > taps / 2) {
    throw new ArgumentError(
      `${operation}: padding is ${before}, with a window of ${taps}; accepted is at most half of it`,
    );
  }
  const padded = size + 2 * before;
  const room = (padded - dilation * (taps - 1) - 1) / stride;
  let windows = (ceil ? Math.ceil(room) : Math.floor(room)) + 1;
  // A window that would begin behind the image is left out.
  if (ceil && (windows - 1) * stride >= size + before) windows--;
  if (windows < 1) {
    throw new ShapeError(
      `${operation}: kernelSize is ${taps}, over a size of ${size} with a padding of ${before}; ` +
        `accepted is a window that fits`,
    );
  }
  checkShape(operation, [taps, windows]);
  return {
    axis: slidingWindows(size, windows, sliding),
    padded: slidingWindows(padded, windows, { ...sliding, before: 0 }),
  };
}

/** The mean of each window, divided by how many elements the windows of `counted` have. */
function means<T extends Algebra<T>>(
  operation: string,
  { x, leading, count }: Images<T>,
  [down, across]: readonly [Axis, Axis],
  counted: readonly [Axis, Axis],
): T {
  const shape = checkShape(operation, [...leading, down.windows, across.windows]);
  const seen = checkShape(operation, [down.taps * across.taps, ...shape]);
  const [rows, columns] = [windowSizes(counted[0]), windowSizes(counted[1])];
  const counts = tensor(rows, { shape: [down.windows, 1] })
    .to(x.dtype)
    .mul(tensor(columns).to(x.dtype));
  return x.primitives
    .pick(x, windowPlaces(count, 1, down, across), seen)
    .sum(0)
    .div(counts);
}
