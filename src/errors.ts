/**
 * The errors of Gradus: one small family, thrown before anything is computed. Every message says which
 * operation and which argument, what came, and what would be accepted.
 *
 * @module
 */

/** What every error of the library is an instance of. */
export class GradusError extends Error {
  /** The name of the class, which a message begins with when it is printed. */
  override readonly name: string = 'GradusError';
}

/** Shapes or sizes that do not fit together; both are named. */
export class ShapeError extends GradusError {
  /** The name of the class. */
  override readonly name = 'ShapeError';
}

/** A dtype that the operation does not take, or two that do not mix; the message offers `.to(dtype)`. */
export class DtypeError extends GradusError {
  /** The name of the class. */
  override readonly name = 'DtypeError';
}

/** An argument of the wrong kind or out of its range: a dim, an index, a seed, a missing generator. */
export class ArgumentError extends GradusError {
  /** The name of the class. */
  override readonly name = 'ArgumentError';
}

/** A misuse of the graph: `backward` without a gradient, a rule that returns too few gradients. */
export class AutogradError extends GradusError {
  /** The name of the class. */
  override readonly name = 'AutogradError';
}

/**
 * How a value that came in the place of another is named in a message: short, and never calling code of the
 * value itself.
 */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object') return Array.isArray(value) ? 'an array' : `a ${nameOfClass(value)}`;
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'symbol' ? value.toString() : `${value as number | boolean | undefined}`;
}

function nameOfClass(value: object): string {
  const made: unknown = (value as { readonly constructor?: unknown }).constructor;
  return typeof made === 'function' && made.name !== '' ? made.name : 'object';
}

/** A shape as messages write it: `[100, 1000]`, and `[]` for a scalar. */
export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
