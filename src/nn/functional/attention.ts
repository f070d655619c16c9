/**
 * Attention: a mean of values, weighted by how well their keys answer a query.
 *
 * @module
 */
import { ArgumentError, DtypeError, formatShape, ShapeError } from '../../errors.js';
import { checkGenerator, type Generator } from '../../random/generator.js';
import type { Algebra } from '../../tensor/algebra.js';
import { choose } from '../../tensor/algebra/arguments.js';
import { broadcastShapes, broadcastsTo, checkFlag, checkOptions } from '../../tensor/check.js';
import { arange } from '../../tensor/creation.js';
import type { Tensor } from '../../tensor/tensor.js';
import { carriers, checkFloats, checkProbability, type OptionalOperand } from './arguments.js';
import { dropped } from './dropout.js';

/** Options of {@link scaledDotProductAttention}. */
export interface AttentionOptions<T> {
  /**
   * A shape that broadcasts to […, queries, keys]. bool: whether the query may see the key; of a float dtype: added to
   * the product of query and key. None unless given.
   */
  readonly attnMask?: OptionalOperand<T>;
  /** Whether query i sees the keys up to i only. Default `false`. */
  readonly isCausal?: boolean;
  /** The probability of a weight to be dropped; see `dropout`. Default 0. */
  readonly dropoutP?: number;
  /** The stream that is advanced: needed where `dropoutP` is above 0. */
  readonly generator?: Generator;
}

/**
 * softmax(Q·Kᵀ/√E + mask)·V: for each query, the mean of the values, weighted by the softmax of the products of query
 * and keys.
 *
 * Each query is first divided by √E. Products of matrices are taken as `matmul` takes them, the softmax over the keys. A
 * query that may see no key gives NaN, as softmax does of nothing.
 *
 * Source: Vaswani et al., Attention Is All You Need, NeurIPS 2017.
 *
 * @param query - […, queries, E]
 * @param key - […, keys, E]
 * @param value - […, keys, features]
 * @returns […, queries, features]; leading dims broadcast
 * @throws `ShapeError` for shapes that do not fit, `DtypeError` unless all have one float dtype, `ArgumentError` for a
 * mask beside `isCausal`, or a `dropoutP` above 0 without a generator
 *
 * @example
 * ```ts
 * import { scaledDotProductAttention, tensor } from 'gradus';
 * const [q, k, v] = [tensor([[0], [4]]), tensor([[-400], [400]]), tensor([[1, 2], [3, 6]])];
 * scaledDotProductAttention(q, k, v).toArray(); // => [[2, 4], [3, 6]]
 * scaledDotProductAttention(q, k, v, { isCausal: true }).toArray(); // => [[1, 2], [3, 6]]
 * ```
 */
export function scaledDotProductAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  options?: AttentionOptions<Tensor>,
): Tensor;
export function scaledDotProductAttention<T extends Algebra<T>>(
  query: T | Tensor,
  key: T | Tensor,
  value: T | Tensor,
  options?: AttentionOptions<T>,
): T;
export function scaledDotProductAttention<T extends Algebra<T>>(
  query: T | Tensor,
  key: T | Tensor,
  value: T | Tensor,
  options?: AttentionOptions<T>,
): T {
  const operation = 'scaledDotProductAttention';
  const names = ['attnMask', 'isCausal', 'dropoutP', 'generator'] as const;
  const given = checkOptions<AttentionOptions<T>>(operation, options, names, '{ isCausal: true }');
  const { attnMask, isCausal = false, dropoutP = 0, generator } = given;
  const lift = carriers<T>(operation, { query, key, value }, { attnMask });
  const [q, k, v, mask] = [lift(query), lift(key), lift(value), attnMask && lift(attnMask)];
  checkFloats(operation, [
    ['query', q],
    ['key', k],
    ['value', v],
  ]);
  if (mask && mask.dtype !== 'bool' && mask.dtype !== q.dtype) {
    throw new DtypeError(
      `${operation}: attnMask is ${mask.dtype}; accepted are bool and ${q.dtype}, as query is`,
    );
  }
  const [queries = 0, features = 0] = q.shape.slice(-2);
  const [keys = 0, width = 0] = k.shape.slice(-2);
  if (Math.min(q.ndim, k.ndim, v.ndim) < 2 || features !== width || v.size(-2) !== keys) {
    throw new ShapeError(
      `${operation}: query, key and value have shapes ${[q, k, v].map((x) => formatShape(x.shape)).join(', ')}; ` +
        `accepted are […, queries, E], […, keys, E] and […, keys, features]`,
    );
  }
  const leading = [q, k, v].map((x) => x.shape.slice(0, -2));
  const scoreShape = [...broadcastShapes(operation, leading[0] ?? [], leading[1] ?? []), queries, keys];
  broadcastShapes(operation, scoreShape.slice(0, -2), leading[2] ?? []);
  const causal = checkFlag(operation, 'isCausal', isCausal);
  if (mask && causal) {
    throw new ArgumentError(`${operation}: attnMask is given beside isCausal; accepted is one of them`);
  }
  if (mask && !broadcastsTo(mask.shape, scoreShape)) {
    throw new ShapeError(
      `${operation}: attnMask has shape ${formatShape(mask.shape)}; ` +
        `accepted is what broadcasts to ${formatShape(scoreShape)}`,
    );
  }
  const p = checkProbability(operation, 'dropoutP', dropoutP);
  if (p > 0) checkGenerator(operation, generator);

  const scores = q.div(Math.sqrt(features)).matmul(k.transpose(-2, -1));
  const seen = causal ? q.lift(operation, 'isCausal', upTo(queries, keys)) : mask;
  const weights = masked(scores, seen).softmax(-1);
  return (generator ? dropped(weights, p, generator) : weights).matmul(v);
}

/** Scores that may be seen, and −Infinity; or scores with a mask added. */
function masked<T extends Algebra<T>>(scores: T, mask: T | null | undefined): T {
  if (!mask) return scores;
  return mask.dtype === 'bool' ? choose(mask, scores, -Infinity) : scores.add(mask);
}

/** Whether key j comes no later than query i. */
const upTo = (queries: number, keys: number): Tensor => arange(queries).unsqueeze(1).ge(arange(keys));
