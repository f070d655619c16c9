/**
 * Operations with no first operand to be a method of: over Tensors, Variables, or both. With a Variable among
 * them the result is a Variable.
 *
 * @module
 */
import { ArgumentError, describe, DtypeError, formatShape, ShapeError } from '../errors.js';
import { Algebra, type Operand } from './algebra.js';
import { broadcastShapes, checkDim, checkFloat, checkSameDtype, sameShape } from './check.js';
import { contract, readEquation } from './einsum.js';
import { scalar, Tensor } from './tensor.js';

/**
 * All operands as one carrier: that of the first which is not a Tensor, since a Tensor can stand as a constant
 * among Variables and not the other way round.
 */
export function liftAll<T extends Algebra<T>>(
  operation: string,
  operands: readonly (readonly [argument: string, value: T | Tensor])[],
): readonly T[] {
  for (const [argument, value] of operands) {
    if (value instanceof Algebra) continue;
    throw new ArgumentError(
      `${operation}: ${argument} is ${describe(value)}; accepted is a Tensor or a Variable`,
    );
  }
  const isCarrier = ([, value]: readonly [string, T | Tensor]): boolean => !(value instanceof Tensor);
  // Among Tensors alone, T is Tensor.
  const lead = (operands.find(isCarrier) ?? operands[0])?.[1] as T | undefined;
  if (lead === undefined) return [];
  return operands.map(([argument, value]) => lead.lift(operation, argument, value));
}

/** Numbers as scalars: in the dtype of the first operand that has one, or float32. */
function fill<T extends Algebra<T>>(
  operation: string,
  operands: readonly (readonly [argument: string, value: Operand<T>])[],
): readonly (readonly [argument: string, value: T | Tensor])[] {
  const first = operands.find(([, value]) => value instanceof Algebra)?.[1];
  const dtype = typeof first === 'object' ? first.dtype : 'float32';
  return operands.map(([argument, value]) => [
    argument,
    typeof value === 'number' ? scalar(operation, argument, value, dtype) : value,
  ]);
}

/**
 * `a` where the condition holds, else `b`; all three broadcast. The gradient goes to the operand chosen.
 *
 * @param condition - bool
 * @param a - a tensor, or a number in the dtype of b
 * @param b - a tensor, or a number in the dtype of a; two numbers give float32
 * @throws `DtypeError` for a condition that is not bool, `ShapeError` for shapes that do not broadcast
 *
 * @example
 * ```ts
 * import { tensor, where } from 'gradus';
 * const x = tensor([-1, 2]);
 * where(x.gt(0), x, 0).toArray(); // => [0, 2]
 * ```
 */
export function where(condition: Tensor, a: Tensor | number, b: Tensor | number): Tensor;
export function where<T extends Algebra<T>>(condition: T | Tensor, a: Operand<T>, b: Operand<T>): T;
export function where<T extends Algebra<T>>(condition: T | Tensor, a: Operand<T>, b: Operand<T>): T {
  const choices = fill<T>('where', [
    ['a', a],
    ['b', b],
  ]);
  const [test, left, right] = liftAll<T>('where', [['condition', condition], ...choices]);
  if (test === undefined || left === undefined || right === undefined) throw new ArgumentError('where');
  if (test.dtype !== 'bool') {
    throw new DtypeError(`where: condition is ${test.dtype}; accepted is bool, as x.gt(0) gives`);
  }
  checkSameDtype('where', [left.dtype, right.dtype]);
  broadcastShapes('where', test.shape, broadcastShapes('where', left.shape, right.shape));
  return test.primitives.where(test, left, right);
}

/**
 * aᵇ over broadcast operands, as {@link Algebra.pow | a.pow(b)}, where the base may be a number.
 *
 * @param base - a tensor, or a number in the dtype of the exponent
 * @param exponent - a tensor, or a number; two numbers give float32
 * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ or are not float
 *
 * @example
 * ```ts
 * import { pow, tensor, Variable } from 'gradus';
 * const x = new Variable(tensor(2, { dtype: 'float64' }), { requiresGrad: true });
 * const y = pow(3, x);
 * y.item(); // => 9
 * y.backward();
 * x.grad?.data.allClose(tensor(9.887510598012987, { dtype: 'float64' })); // => true
 * ```
 */
export function pow(base: Tensor | number, exponent: Tensor | number): Tensor;
export function pow<T extends Algebra<T>>(base: Operand<T>, exponent: Operand<T>): T;
export function pow<T extends Algebra<T>>(base: Operand<T>, exponent: Operand<T>): T {
  const operands = fill<T>('pow', [
    ['base', base],
    ['exponent', exponent],
  ]);
  const [a, b] = liftAll<T>('pow', operands);
  if (a === undefined || b === undefined) throw new ArgumentError('pow');
  return a.pow(typeof exponent === 'number' ? exponent : b);
}

/**
 * Tensors joined along a dim they have. All other sizes agree.
 *
 * @throws `ShapeError` for scalars or sizes that differ, `DtypeError` for dtypes that differ
 *
 * @example
 * ```ts
 * import { concat, tensor } from 'gradus';
 * concat([tensor([[1, 2]]), tensor([[3, 4]])], 0).toArray(); // => [[1, 2], [3, 4]]
 * ```
 */
export function concat(tensors: readonly Tensor[], dim?: number): Tensor;
export function concat<T extends Algebra<T>>(tensors: readonly (T | Tensor)[], dim?: number): T;
export function concat<T extends Algebra<T>>(tensors: readonly (T | Tensor)[], dim = 0): T {
  const xs = liftList<T>('concat', tensors);
  const [first] = xs;
  const along = checkDim('concat', 'dim', dim, first.ndim);
  for (const x of xs) {
    const fits = x.ndim === first.ndim && x.shape.every((size, i) => i === along || size === first.shape[i]);
    if (fits) continue;
    throw new ShapeError(
      `concat: shapes ${formatShape(first.shape)} and ${formatShape(x.shape)} differ beyond dim ${along}`,
    );
  }
  return first.primitives.concat(xs, along);
}

/**
 * Tensors of one shape joined along a new dim.
 *
 * @throws `ShapeError` for shapes that differ, `DtypeError` for dtypes that differ
 *
 * @example
 * ```ts
 * import { stack, tensor } from 'gradus';
 * stack([tensor([1, 2]), tensor([3, 4])], 1).toArray(); // => [[1, 3], [2, 4]]
 * ```
 */
export function stack(tensors: readonly Tensor[], dim?: number): Tensor;
export function stack<T extends Algebra<T>>(tensors: readonly (T | Tensor)[], dim?: number): T;
export function stack<T extends Algebra<T>>(tensors: readonly (T | Tensor)[], dim = 0): T {
  const xs = liftList<T>('stack', tensors);
  const [first] = xs;
  const at = checkDim('stack', 'dim', dim, first.ndim + 1);
  const other = xs.find((x) => !sameShape(x.shape, first.shape));
  if (other !== undefined) {
    throw new ShapeError(`stack: shapes ${formatShape(first.shape)} and ${formatShape(other.shape)} differ`);
  }
  return first.primitives.concat(
    xs.map((x) => x.unsqueeze(at)),
    at,
  );
}

/**
 * Sums of products in Einstein's notation, which names the dims of each operand by letters. What is not named in the
 * output is summed over: `einsum('ij,jk->ik', [a, b])` is Σⱼ aᵢⱼ·bⱼₖ, the matrix product.
 *
 * - A letter that is repeated within an operand takes the diagonal: `'ii->i'`, and `'ii'` is the trace.
 * - Without `->`, the output has the letters that come just once, in alphabetical order, capitals first.
 * - `...` stands for any further dims; they broadcast, and come first in an output that is not given. One that is given
 *   without `...` sums over them.
 * - A dim of size 1 broadcasts. Spaces do not count.
 *
 * Operands are contracted from left to right, two at a time. A letter that only one of the two has, and nothing else asks
 * for, is summed in it first, as {@link Algebra.sum | sum} adds. Those that both have and nothing else asks for are summed
 * as {@link Algebra.mm | mm} adds: in the dtype, for ascending indices, the letter that comes last in the left operand
 * counting fastest. All of it is made of differentiable operations.
 *
 * @param equation - as in PyTorch's `torch.einsum`
 * @param operands - of one float dtype
 * @throws `ArgumentError` for an equation that cannot be read, `ShapeError` where it does not fit the shapes,
 * `DtypeError` for dtypes that differ
 *
 * @example
 * ```ts
 * import { einsum, tensor } from 'gradus';
 * const a = tensor([[1, 2], [3, 4]]);
 * einsum('ij,jk->ik', [a, a]).toArray(); // => [[7, 10], [15, 22]]
 * einsum('ii', [a]).item(); // => 5
 * einsum('...j->...', [a]).toArray(); // => [3, 7]
 * ```
 */
export function einsum(equation: string, operands: readonly Tensor[]): Tensor;
export function einsum<T extends Algebra<T>>(equation: string, operands: readonly (T | Tensor)[]): T;
export function einsum<T extends Algebra<T>>(equation: string, operands: readonly (T | Tensor)[]): T {
  const xs = liftList<T>('einsum', operands, 'operands');
  checkFloat('einsum', xs[0].dtype);
  return contract(
    readEquation(
      equation,
      xs.map((x) => x.shape),
    ),
    xs,
  );
}

function liftList<T extends Algebra<T>>(
  operation: string,
  tensors: readonly (T | Tensor)[],
  argument = 'tensors',
): readonly [T, ...T[]] {
  if (!Array.isArray(tensors)) {
    throw new ArgumentError(
      `${operation}: ${argument} is ${describe(tensors)}; accepted is an array of them`,
    );
  }
  const [first, ...rest] = liftAll<T>(
    operation,
    tensors.map((x: T | Tensor, i) => [`${argument}[${i}]`, x] as const),
  );
  if (first === undefined)
    throw new ArgumentError(`${operation}: ${argument} is empty; accepted is at least one`);
  checkSameDtype(
    operation,
    [first, ...rest].map((x) => x.dtype),
  );
  return [first, ...rest];
}
