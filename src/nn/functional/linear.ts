/**
 * Affine maps, and rows of a table.
 *
 * @module
 */
import { ArgumentError, DtypeError, formatShape, ShapeError } from '../../errors.js';
import { sizeOf } from '../../kernels/layout.js';
import type { Algebra } from '../../tensor/algebra.js';
import { choose } from '../../tensor/algebra/arguments.js';
import { checkInteger, checkOptions, checkShape } from '../../tensor/check.js';
import { tensor } from '../../tensor/creation.js';
import type { Tensor } from '../../tensor/tensor.js';
import { carriers, checkExactShape, checkFloats, floats, type OptionalOperand } from './arguments.js';

/**
 * y = x·Wᵀ + b, over the last dim of x.
 *
 * The sum over the inputs is taken as `mm` takes it: ascending, each product and each sum rounded to the dtype; then b
 * is added.
 *
 * @param input - […, in]
 * @param weight - [out, in], one row for each output; or [in], for a single output whose dim is dropped
 * @param bias - [out], or a scalar beside a weight of [in]; none if left out
 * @returns […, out]
 * @throws `ShapeError` for shapes that do not fit, `DtypeError` unless all have one float dtype
 *
 * @example
 * ```ts
 * import { linear, tensor } from 'gradus';
 * linear(tensor([1, 2]), tensor([[3, 4], [5, 6]]), tensor([0, 100])).toArray(); // => [11, 117]
 * ```
 */
export function linear(input: Tensor, weight: Tensor, bias?: Tensor | null): Tensor;
export function linear<T extends Algebra<T>>(
  input: T | Tensor,
  weight: T | Tensor,
  bias?: OptionalOperand<T>,
): T;
export function linear<T extends Algebra<T>>(
  input: T | Tensor,
  weight: T | Tensor,
  bias?: OptionalOperand<T>,
): T {
  const lift = floats<T>('linear', { input, weight }, { bias });
  const [x, w, b] = [lift(input), lift(weight), bias && lift(bias)];
  const features = w.shape.at(-1);
  if (features === undefined || w.ndim > 2 || x.shape.at(-1) !== features) {
    throw new ShapeError(
      `linear: input has shape ${formatShape(x.shape)} and weight ${formatShape(w.shape)}; ` +
        `accepted are […, in] and [out, in], or [in]`,
    );
  }
  const outputs = w.shape.slice(0, -1);
  checkExactShape('linear', 'bias', b, outputs, 'one for each row of weight');
  const leading = x.shape.slice(0, -1);
  // One matrix product, whatever the leading dims.
  const rows = x.reshape([sizeOf(leading), features]);
  const product = rows.mm(w.reshape([sizeOf(outputs), features]).t()).reshape([...leading, ...outputs]);
  return b ? product.add(b) : product;
}

/** Options of {@link embedding}. */
export interface EmbeddingOptions {
  /** A row of the table that gets no gradient; −1 is the last. None unless given. */
  readonly paddingIdx?: number;
}

/**
 * The rows of a table that integers name: y[…, :] = weight[input[…], :].
 *
 * A row gets the sum of the gradients of all that was read from it, added in row-major order of the input, in float64,
 * rounded once. The row `paddingIdx` is read as any other, and gets no gradient.
 *
 * @param input - int32, any shape: which rows
 * @param weight - [rows, features]
 * @returns the shape of the input, and then features
 * @throws `DtypeError` unless input is int32 and weight of a float dtype, `ShapeError` unless weight is a matrix,
 * `ArgumentError` for a row that does not exist
 *
 * @example
 * ```ts
 * import { embedding, tensor } from 'gradus';
 * const words = tensor([2, 0], { dtype: 'int32' });
 * embedding(words, tensor([[1, 2], [3, 4], [5, 6]])).toArray(); // => [[5, 6], [1, 2]]
 * ```
 */
export function embedding(input: Tensor, weight: Tensor, options?: EmbeddingOptions): Tensor;
export function embedding<T extends Algebra<T>>(
  input: T | Tensor,
  weight: T | Tensor,
  options?: EmbeddingOptions,
): T;
export function embedding<T extends Algebra<T>>(
  input: T | Tensor,
  weight: T | Tensor,
  options?: EmbeddingOptions,
): T {
  const lift = carriers<T>('embedding', { input, weight });
  const [x, table] = [lift(input), lift(weight)];
  if (x.dtype !== 'int32') {
    throw new DtypeError(`embedding: input is ${x.dtype}; accepted is int32, as .to('int32') makes`);
  }
  checkFloats('embedding', [['weight', table]]);
  const [rows = 0, features = 0] = table.shape;
  if (table.ndim !== 2) {
    throw new ShapeError(
      `embedding: weight has shape ${formatShape(table.shape)}; accepted is [rows, features]`,
    );
  }
  const { paddingIdx } = checkOptions('embedding', options, ['paddingIdx'], '{ paddingIdx: 0 }');
  const given =
    paddingIdx === undefined
      ? undefined
      : checkInteger('embedding', 'paddingIdx', paddingIdx, -rows, rows - 1);
  const padding = given === undefined || given >= 0 ? given : given + rows;
  const shape = checkShape('embedding', [...x.shape, features]);
  const wanted = x.toTypedArray();
  const places = new Int32Array(sizeOf(shape));
  wanted.forEach((row, i) => {
    if (row < 0 || row >= rows) {
      throw new ArgumentError(`embedding: input has the element ${row}; accepted are 0 to ${rows - 1}`);
    }
    // What is not picked gets no gradient.
    for (let j = 0; j < features; j++) places[i * features + j] = row === padding ? -1 : row * features + j;
  });
  const picked = table.primitives.pick(table, places, shape);
  if (padding === undefined) return picked;
  const constant = tensor(table.narrow(0, padding, 1).toTypedArray(), {
    shape: [features],
    dtype: table.dtype,
  });
  return choose(x.eq(padding).unsqueeze(-1), lift(constant), picked);
}
