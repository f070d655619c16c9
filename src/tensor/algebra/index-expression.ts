/**
 * What `x.index(…)` is given: for each dim one index, a range, a list of indices or a mask; new dims, and an
 * ellipsis. Read against a shape, it becomes a list of steps; those become a view or places.
 *
 * @module
 */
import { ArgumentError, describe, formatShape, ShapeError } from '../../errors.js';
import { contiguousStrides, sizeOf } from '../../kernels/layout.js';
import { addContributions, evenly, outerPlaces, truePlaces } from '../../kernels/places.js';
import type { Shape } from '../../kernels/types.js';
import { broadcastShapes, checkInteger, checkShape } from '../check.js';
import { Carrier } from './carrier.js';
import { checkIndex, indicesWithin, readIndices, readMask, type Indices } from './indices.js';

/**
 * The indices start, start + step, … before stop. Negative bounds count from the end; bounds beyond it are cut.
 */
export interface IndexRange {
  /** The first index. Default 0. */
  readonly start?: number;
  /** The index before which it ends. Default the size. */
  readonly stop?: number;
  /** From one index to the next, at least 1. Default 1. */
  readonly step?: number;
}

/** A range in Python's way of writing: `'1:-1'`, `'::2'`, `':'`. */
export type RangeText = `${number | ''}:${number | ''}` | `${number | ''}:${number | ''}:${number | ''}`;

/** What stands for a dim, or for several, or for a new one, in `x.index(…)`. */
export type Index<Self> = number | IndexRange | RangeText | '...' | null | Indices<Self>;

/** One part of an index expression, read against the shape. */
export type Step =
  /** A new dim of size 1. */
  | { readonly kind: 'new' }
  /** One index of a dim, which goes. */
  | { readonly kind: 'one'; readonly dim: number; readonly index: number }
  /** Evenly spaced indices of a dim. */
  | {
      readonly kind: 'range';
      readonly dim: number;
      readonly start: number;
      readonly length: number;
      readonly step: number;
    }
  /** Any indices of a dim, or of several dims taken as one row, of which `dim` is the last. */
  | { readonly kind: 'list'; readonly dim: number; readonly shape: Shape; readonly values: Int32Array };

/** A part of an index expression before the dims it speaks of are known. */
interface Part {
  /** How many dims it takes. */
  readonly takes: number;
  /** Its steps, from its first dim on. */
  readonly read: (dim: number) => readonly Step[];
}

const FORMS =
  "an integer, a range as '1:-1:2' or { start, stop, step }, '...', null, an int32 or bool tensor, " +
  'or an array of integers';

/** The steps of an index expression, one for each dim and each new one, in their order. */
export function readExpression(shape: Shape, given: readonly unknown[]): readonly Step[] {
  const ellipses = given.filter((one) => one === '...').length;
  if (ellipses > 1) throw new ArgumentError(`index: '...' comes ${ellipses} times; accepted is once`);
  const parts = given.map((one, i) => (one === '...' ? undefined : readPart(shape, one, i)));
  if (ellipses === 0) parts.push(undefined);
  const taken = parts.reduce((sum, part) => sum + (part?.takes ?? 0), 0);
  const left = shape.length - taken;
  if (left < 0) {
    throw new ArgumentError(
      `index: ${taken} dims are indexed; accepted for shape ${formatShape(shape)} are ${shape.length} at most`,
    );
  }
  let dim = 0;
  return parts.flatMap((part) => {
    const first = dim;
    dim += part?.takes ?? left;
    return part?.read(first) ?? whole(shape, first, left);
  });
}

/** Every index of so many dims. */
function whole(shape: Shape, first: number, count: number): Step[] {
  return shape
    .slice(first, first + count)
    .map((length, i) => ({ kind: 'range', dim: first + i, start: 0, length, step: 1 }));
}

function readPart(shape: Shape, given: unknown, place: number): Part {
  if (given === null) return { takes: 0, read: () => [{ kind: 'new' }] };
  if (typeof given === 'number') return oneIndex(shape, given);
  if (typeof given === 'string' || isRange(given)) {
    const range = typeof given === 'string' ? parseRange(given) : given;
    return { takes: 1, read: (dim) => [{ kind: 'range', dim, ...resolve(range, shape[dim] ?? 0) }] };
  }
  if (given instanceof Carrier && given.dtype === 'bool') return masked(shape, given);
  if (!(given instanceof Carrier) && !Array.isArray(given)) {
    throw new ArgumentError(`index: indices[${place}] is ${describe(given)}; accepted is ${FORMS}`);
  }
  const { shape: ofIndices, values } = readIndices('index', `indices[${place}]`, given);
  // A scalar is one index, and its dim goes, as for a number.
  const [only] = values;
  if (ofIndices.length === 0 && only !== undefined) return oneIndex(shape, only);
  return {
    takes: 1,
    read: (dim) => {
      const within = indicesWithin('index', values, dim, shape[dim] ?? 0);
      return [{ kind: 'list', dim, shape: ofIndices, values: within }];
    },
  };
}

function oneIndex(shape: Shape, index: number): Part {
  return {
    takes: 1,
    read: (dim) => [{ kind: 'one', dim, index: checkIndex('index', index, dim, shape[dim] ?? 0) }],
  };
}

/** A mask takes as many dims as it has, and lists where it is true. */
function masked(shape: Shape, given: unknown): Part {
  const mask = readMask('index', 'mask', given);
  return {
    takes: mask.shape.length,
    read: (dim) => {
      mask.shape.forEach((size, i) => {
        if (size === shape[dim + i]) return;
        throw new ShapeError(
          `index: the mask has shape ${formatShape(mask.shape)}; accepted for the dims from ${dim} on is ` +
            formatShape(shape.slice(dim, dim + mask.shape.length)),
        );
      });
      const values = truePlaces(mask.values, mask.shape, mask.shape);
      return [{ kind: 'list', dim: dim + mask.shape.length - 1, shape: [values.length], values }];
    },
  };
}

const BOUNDS = ['start', 'stop', 'step'] as const;

/** An object that names at least one bound, and nothing else. */
function isRange(given: unknown): given is IndexRange {
  if (typeof given !== 'object' || given === null || given instanceof Carrier) return false;
  const names = Object.keys(given);
  return names.length > 0 && names.every((name) => BOUNDS.some((bound) => bound === name));
}

function parseRange(text: string): IndexRange {
  const match = /^(-?\d+)?:(-?\d+)?(?::(-?\d+)?)?$/.exec(text);
  if (match === null) {
    throw new ArgumentError(`index: a range is ${describe(text)}; accepted is one as '1:-1:2', '::2' or ':'`);
  }
  // Groups that are left out are undefined.
  const given = BOUNDS.map((name, i): [string, string | undefined] => [name, match[i + 1]]);
  return Object.fromEntries(
    given.filter(([, bound]) => bound !== undefined).map(([name, bound]) => [name, Number(bound)]),
  );
}

/** The indices that a range has in a dim of some size. */
function resolve(
  { start, stop, step }: IndexRange,
  size: number,
): { readonly start: number; readonly length: number; readonly step: number } {
  const by = step === undefined ? 1 : checkInteger('index', 'step', step, 1, 2 ** 31 - 1);
  const bound = (argument: string, value: number | undefined, otherwise: number): number => {
    if (value === undefined) return otherwise;
    checkInteger('index', argument, value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    return Math.min(Math.max(value < 0 ? value + size : value, 0), size);
  };
  const first = bound('start', start, 0);
  const length = Math.max(0, Math.ceil((bound('stop', stop, size) - first) / by));
  return { start: first, length, step: by };
}

/** Whether strides can say it: no lists, and ranges without gaps. */
export function isView(steps: readonly Step[]): boolean {
  return steps.every((step) => step.kind !== 'list' && (step.kind !== 'range' || step.step === 1));
}

/** The shape of the result of an index expression that is a view. */
export function viewShape(steps: readonly Step[]): Shape {
  return steps.flatMap((step) => {
    if (step.kind === 'new') return [1];
    return step.kind === 'range' ? [step.length] : [];
  });
}

/**
 * The places that an index expression reads, and the shape they have.
 *
 * The lists broadcast to one shape and are read together. Where they stand side by side, its dims take their
 * place; where something stands between them, its dims come first.
 */
export function readPlaces(
  shape: Shape,
  steps: readonly Step[],
): { readonly places: Int32Array; readonly shape: Shape } {
  const strides = contiguousStrides(shape);
  const strideOf = (dim: number): number => strides[dim] ?? 1;
  let start = 0;
  const before: Int32Array[] = [];
  const after: Int32Array[] = [];
  const lists: Extract<Step, { kind: 'list' }>[] = [];
  let apart = false;
  for (const step of steps) {
    if (step.kind === 'one') {
      start += step.index * strideOf(step.dim);
    } else if (step.kind === 'list') {
      apart ||= after.length > 0;
      lists.push(step);
    } else {
      const along =
        step.kind === 'new'
          ? evenly(1, 0, 0)
          : evenly(step.length, step.start * strideOf(step.dim), step.step * strideOf(step.dim));
      (lists.length === 0 ? before : after).push(along);
    }
  }
  const common = lists.reduce<Shape>((so, { shape: own }) => broadcastShapes('index', so, own), []);
  const lengths = (of: readonly Int32Array[]): number[] => of.map((list) => list.length);
  const around = [lengths(before), lengths(after)] as const;
  const to = checkShape(
    'index',
    apart ? [...common, ...around.flat()] : [...around[0], ...common, ...around[1]],
  );
  if (sizeOf(to) === 0) return { places: new Int32Array(0), shape: to };
  const together = new Int32Array(sizeOf(common));
  for (const { dim, shape: own, values } of lists) {
    addContributions(together, common, values, own, strideOf(dim));
  }
  const all = apart ? [together, ...before, ...after] : [...before, together, ...after];
  return { places: outerPlaces(all, start), shape: to };
}
