/**
 * Elements turned round, continued beyond the ends, repeated and seen through windows: by a pattern that the
 * arguments give, not by indices in a tensor.
 *
 * @module
 */
import { ArgumentError, describe, formatShape, ShapeError } from '../../errors.js';
import { contiguousStrides } from '../../kernels/layout.js';
import {
  continued,
  contributions,
  evenly,
  firstBeyond,
  outerPlaces,
  outsideAt,
  repeatedIndices,
  rolled,
  scaled,
  type PadMode,
} from '../../kernels/places.js';
import type { Algebra } from '../algebra.js';
import { checkDim, checkInteger, checkOptions, checkShape } from '../check.js';
import { list } from './arguments.js';
import { distinctDims, readVector, type Indices } from './indices.js';
import { Layout } from './layout.js';

/** How `pad` continues a tensor. */
export interface PadOptions {
  /** What stands beyond the ends. Default `'constant'`. */
  readonly mode?: PadMode;
  /** The constant. Default 0. */
  readonly value?: number;
}

const MODES: readonly PadMode[] = ['constant', 'reflect', 'replicate', 'circular'];

/** Elements turned round, continued beyond the ends, repeated and seen through windows. */
export abstract class Rearranging<Self extends Algebra<Self>> extends Layout<Self> {
  /**
   * The order of the indices reversed along the dims given. Any dtype; the gradient is flipped back.
   *
   * @param dims - a dim, or several
   * @throws `ArgumentError` for a dim that the tensor does not have
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2, 3], [4, 5, 6]]).flip(1).toArray(); // => [[3, 2, 1], [6, 5, 4]]
   * ```
   */
  flip(this: Self, dims: number | readonly number[]): Self {
    const turned = distinctDims('flip', 'dims', dims, this.ndim);
    const strides = contiguousStrides(this.shape);
    return picked(
      this,
      this.shape.map((size, dim) => {
        const stride = strides[dim] ?? 1;
        return turned.includes(dim) ? evenly(size, (size - 1) * stride, -stride) : evenly(size, 0, stride);
      }),
    );
  }

  /**
   * The elements moved on by so many indices along each dim given, and in again at its start: index i goes to
   * (i + shift) mod size. Without dims the tensor is rolled as one row of all its elements. Any dtype; the
   * gradient is rolled back.
   *
   * @param shifts - by how much, for each dim; negative is backwards
   * @param dims - a dim, or as many as there are shifts; a dim named twice is rolled twice
   * @throws `ArgumentError` for a dim that the tensor does not have, and for shifts and dims of different
   * numbers
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).roll(1).toArray(); // => [[4, 1], [2, 3]]
   * tensor([[1, 2], [3, 4]]).roll(1, 0).toArray(); // => [[3, 4], [1, 2]]
   * ```
   */
  roll(this: Self, shifts: number | readonly number[], dims?: number | readonly number[]): Self {
    const each = (typeof shifts === 'number' ? [shifts] : list('roll', 'shifts', shifts)).map((shift) =>
      checkInteger('roll', 'shifts', shift, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    );
    const named = dims === undefined ? [] : typeof dims === 'number' ? [dims] : list('roll', 'dims', dims);
    const along = named.map((dim) => checkDim('roll', 'dims', dim, this.ndim));
    if (each.length !== Math.max(along.length, 1)) {
      throw new ArgumentError(
        `roll: shifts has ${each.length} numbers and dims ${along.length}; ` +
          `accepted are as many, or one shift and no dims`,
      );
    }
    const turn = (size: number, by: readonly number[]): Int32Array => {
      const shift = by.reduce((total, one) => (total + (one % size)) % size, 0);
      return rolled(size, shift < 0 ? shift + size : shift);
    };
    if (along.length === 0) return this.primitives.pick(this, turn(this.numel(), each), this.shape);
    const strides = contiguousStrides(this.shape);
    return picked(
      this,
      this.shape.map((size, dim) =>
        scaled(
          turn(
            size,
            each.filter((_, i) => along[i] === dim),
          ),
          strides[dim] ?? 1,
        ),
      ),
    );
  }

  /**
   * The tensor continued beyond its ends. `sizes` holds, from the last dim backwards, how many elements go
   * before and how many go behind: `[left, right]` for the last dim, `[left, right, top, bottom]` for the
   * last two. A negative size cuts elements off.
   *
   * | mode          | continues 1 2 3 by two to each side | sizes, for a dim of size n |
   * | ------------- | ----------------------------------- | -------------------------- |
   * | `'constant'`  | v v 1 2 3 v v, for the value v      | −n and up                  |
   * | `'reflect'`   | 3 2 1 2 3 2 1                       | −n to n − 1                |
   * | `'replicate'` | 1 1 1 2 3 3 3                       | −n and up, for n > 0       |
   * | `'circular'`  | 2 3 1 2 3 1 2                       | 0 to n                     |
   *
   * Any rank, and any dtype that has the value. An element gets the sum of the gradients of all its copies; the
   * constant gets none.
   *
   * @param options - `mode`, and for `'constant'` the `value`, default 0
   * @throws `ArgumentError` for sizes that are no such pairs, or too many of them
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2, 3]).pad([1, 2]).toArray(); // => [0, 1, 2, 3, 0, 0]
   * tensor([1, 2, 3]).pad([2, 0], { mode: 'reflect' }).toArray(); // => [3, 2, 1, 2, 3]
   * ```
   */
  pad(this: Self, sizes: readonly number[], options?: PadOptions): Self {
    const given = list('pad', 'sizes', sizes);
    const { mode = 'constant', value = 0 } = checkOptions(
      'pad',
      options,
      ['mode', 'value'],
      `{ mode: 'reflect' }`,
    );
    checkMode(mode, value);
    if (given.length % 2 !== 0 || given.length > 2 * this.ndim) {
      throw new ArgumentError(
        `pad: sizes has ${given.length} numbers; accepted are two for each dim from the last on, ` +
          `of ${this.ndim} dims`,
      );
    }
    const constant = this.lift('pad', 'value', value);
    const indices = this.shape.map((size, dim) => {
      const at = 2 * (this.ndim - 1 - dim);
      const [before = 0, after = 0] = given.slice(at, at + 2);
      if (at < given.length) checkPadding(mode, dim, size, before, after);
      return { before, after, size };
    });
    const shape = checkShape(
      'pad',
      indices.map(({ before, size, after }) => before + size + after),
    );
    const strides = contiguousStrides(this.shape);
    const places = outerPlaces(
      indices.map(({ before, after, size }, dim) =>
        scaled(continued(mode, size, before, after), strides[dim] ?? 1),
      ),
    );
    if (mode !== 'constant' || Object.is(value, 0)) return this.primitives.pick(this, places, shape);
    const extended = this.primitives.concat([flat(this), flat(constant)], 0);
    return this.primitives.pick(extended, outsideAt(places, this.numel()), shape);
  }

  /**
   * The tensor so many times along each dim, one copy behind the other. More sizes than dims make new leading
   * ones. Any dtype; the gradient is the sum over the copies.
   *
   * @param sizes - how often, for each dim; at least as many as there are dims
   * @throws `ShapeError` for fewer
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2]).repeat([2, 2]).toArray(); // => [[1, 2, 1, 2], [1, 2, 1, 2]]
   * ```
   */
  repeat(this: Self, sizes: readonly number[]): Self {
    const times = counts('repeat', sizes);
    if (times.length < this.ndim) {
      throw new ShapeError(
        `repeat: sizes has ${times.length} numbers, for shape ${formatShape(this.shape)}; ` +
          `accepted are at least ${this.ndim}: tile takes fewer`,
      );
    }
    return repeated('repeat', this, times);
  }

  /**
   * The tensor so many times along its last dims: as {@link Algebra.repeat | repeat}, but fewer numbers than
   * dims leave the leading ones as they are.
   *
   * @throws `ArgumentError` for a number that is negative or no integer
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2]]).tile([2]).toArray(); // => [[1, 2, 1, 2]]
   * ```
   */
  tile(this: Self, dims: readonly number[]): Self {
    const times = counts('tile', dims);
    const ones = Array.from({ length: Math.max(0, this.ndim - times.length) }, () => 1);
    return repeated('tile', this, [...ones, ...times]);
  }

  /**
   * Each index of a dim so many times, one copy beside the other. Without a dim, each of the elements as one
   * row. Any dtype; the gradient is the sum over the copies.
   *
   * @param repeats - how often: a number for all of them, or a vector with one for each (int32, or an array)
   * @throws `ShapeError` for another number of repeats than indices, `ArgumentError` for a dim that the
   * tensor does not have and for a negative number
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2]).repeatInterleave(2).toArray(); // => [1, 1, 2, 2]
   * tensor([[1, 2], [3, 4]]).repeatInterleave([1, 2], 0).toArray(); // => [[1, 2], [3, 4], [3, 4]]
   * ```
   */
  repeatInterleave(this: Self, repeats: number | Indices<Self>, dim?: number): Self {
    const along = dim === undefined ? 0 : checkDim('repeatInterleave', 'dim', dim, this.ndim);
    const x = dim === undefined ? flat(this) : this;
    const size = x.size(along);
    const each =
      typeof repeats === 'number'
        ? Int32Array.of(checkInteger('repeatInterleave', 'repeats', repeats, 0, 2 ** 31 - 1))
        : readVector('repeatInterleave', 'repeats', repeats);
    const negative = firstBeyond(each, 0, 2 ** 31);
    if (negative !== undefined) {
      throw new ArgumentError(`repeatInterleave: repeats has ${negative}; accepted are integers from 0 up`);
    }
    if (each.length !== 1 && each.length !== size) {
      throw new ShapeError(
        `repeatInterleave: repeats has ${each.length} numbers; ` +
          `accepted are one, or the size of dim ${along}, ${size}`,
      );
    }
    const times = each.length === size ? each : new Int32Array(size).fill(each[0] ?? 0);
    const total = times.reduce((sum, count) => sum + count, 0);
    const shape = checkShape(
      'repeatInterleave',
      x.shape.map((length, d) => (d === along ? total : length)),
    );
    const lists = contributions(x.shape);
    lists[along] = scaled(repeatedIndices(times, total), contiguousStrides(x.shape)[along] ?? 1);
    return x.primitives.pick(x, outerPlaces(lists), shape);
  }

  /**
   * Windows of so many elements along a dim, each `step` behind the one before. Along the dim stand the
   * windows, of which there are ⌊(n − size) / step⌋ + 1; the elements of a window stand along a new last dim.
   * Any dtype; an element gets the sum of the gradients of all its windows. A scalar counts as a vector of
   * which the first window is taken.
   *
   * @param size - the size of a window, at most that of the dim
   * @param step - from one window to the next, at least 1
   * @throws `ArgumentError` for a dim that the tensor does not have, for a window larger than the dim, and
   * for a step below 1
   *
   * @example
   * ```ts
   * import { arange } from 'gradus';
   * arange(5).unfold(0, 3, 2).toArray(); // => [[0, 1, 2], [2, 3, 4]]
   * ```
   */
  unfold(this: Self, dim: number, size: number, step: number): Self {
    const along = checkDim('unfold', 'dim', dim, Math.max(this.ndim, 1));
    const whole = this.shape[along] ?? 1;
    checkInteger('unfold', 'size', size, 0, whole);
    checkInteger('unfold', 'step', step, 1, 2 ** 31 - 1);
    if (this.ndim === 0) return this.primitives.narrow(flat(this), 0, 0, size);
    const windows = Math.floor((whole - size) / step) + 1;
    const shape = checkShape('unfold', [
      ...this.shape.map((length, d) => (d === along ? windows : length)),
      size,
    ]);
    const stride = contiguousStrides(this.shape)[along] ?? 1;
    const lists = contributions(this.shape);
    lists[along] = evenly(windows, 0, windows > 1 ? step * stride : 0);
    return this.primitives.pick(this, outerPlaces([...lists, evenly(size, 0, stride)]), shape);
  }
}

/** All elements as one row. */
export function flat<Self extends Algebra<Self>>(x: Self): Self {
  return x.primitives.reshape(x, Object.freeze([x.numel()]));
}

/** The elements whose indices contribute these to their places, one list for each dim of the result. */
function picked<Self extends Algebra<Self>>(x: Self, lists: readonly Int32Array[]): Self {
  return x.primitives.pick(
    x,
    outerPlaces(lists),
    lists.map((one) => one.length),
  );
}

/** Numbers of copies. */
function counts(operation: string, sizes: readonly number[]): readonly number[] {
  const argument = operation === 'tile' ? 'dims' : 'sizes';
  return list(operation, argument, sizes).map((size, i) =>
    checkInteger(operation, `${argument}[${i}]`, size, 0, 2 ** 31 - 1),
  );
}

/** Copies along every dim: each dim gets one of stride 0 before it, and is then merged with it. */
function repeated<Self extends Algebra<Self>>(operation: string, x: Self, times: readonly number[]): Self {
  const lead = times.length - x.ndim;
  const sizes = times.map((_, dim) => x.shape[dim - lead] ?? 1);
  const shape = checkShape(
    operation,
    times.map((count, dim) => count * (sizes[dim] ?? 1)),
  );
  const apart = x.primitives.reshape(x, Object.freeze(sizes.flatMap((size) => [1, size])));
  const copies = Object.freeze(times.flatMap((count, dim) => [count, sizes[dim] ?? 1]));
  return x.primitives.reshape(x.primitives.expand(apart, copies), shape);
}

/** That there is such a mode, and that it goes with the value. */
function checkMode(mode: unknown, value: unknown): void {
  if (!MODES.some((known) => known === mode)) {
    throw new ArgumentError(`pad: mode is ${describe(mode)}; accepted are ${MODES.join(', ')}`);
  }
  if (typeof value !== 'number') {
    throw new ArgumentError(`pad: value is ${describe(value)}; accepted is a number`);
  }
  if (mode !== 'constant' && value !== 0) {
    throw new ArgumentError(
      `pad: value is ${value} and mode ${describe(mode)}; accepted is one in mode constant`,
    );
  }
}

/** That a dim can be continued so far. */
function checkPadding(mode: PadMode, dim: number, size: number, before: number, after: number): void {
  const least = mode === 'circular' ? 0 : -size;
  const any = 2 ** 31 - 1;
  const most = {
    constant: any,
    reflect: Math.max(size - 1, 0),
    replicate: size === 0 ? 0 : any,
    circular: size,
  }[mode];
  for (const one of [before, after]) {
    if (Number.isInteger(one) && one >= least && one <= most) continue;
    throw new ArgumentError(
      `pad: sizes has ${one} for dim ${dim} of size ${size}; ` +
        `accepted in mode ${mode} are integers from ${least} to ${most}`,
    );
  }
  if (before + size + after >= 0) return;
  throw new ArgumentError(
    `pad: sizes has ${before} and ${after} for dim ${dim} of size ${size}; ` +
      `accepted are sizes that leave 0 or more`,
  );
}
