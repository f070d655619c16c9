import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FloatDtype } from '../../src/index.js';
import { broadcastShapes, sizes, tensors, type Sample } from '../properties/arbitraries.js';
import { expectElements, rounder } from '../properties/bits.js';
import {
  broadcastElement,
  broadcastShape,
  elementAt,
  fromIndex,
  need,
  type Elements,
} from '../properties/indices.js';

/** The textbook: c[i, j] = Σₚ a[i, p]·b[p, j], from p = 0 on, each product and each sum rounded. */
function tripleLoop(a: Elements, b: Elements, dtype: FloatDtype): Elements {
  const round = rounder(dtype);
  const inner = need(a.shape[1]);
  return fromIndex([need(a.shape[0]), need(b.shape[1])], ([i = NaN, j = NaN]) => {
    let sum = 0;
    for (let p = 0; p < inner; p++) sum = round(sum + round(elementAt(a, [i, p]) * elementAt(b, [p, j])));
    return sum;
  });
}

const matrices = (dtype: FloatDtype, maxSize: number): fc.Arbitrary<[Sample, Sample]> =>
  fc
    .tuple(sizes(maxSize), sizes(2 * maxSize), sizes(maxSize))
    .chain(([m, k, n]) => fc.tuple(tensors([m, k], dtype), tensors([k, n], dtype)));

/** The matrices of a batch at one index of the broadcast leading dims. */
function matrixAt(x: Elements, lead: readonly number[]): Elements {
  return fromIndex(x.shape.slice(-2), (index) => broadcastElement(x, [...lead, ...index]));
}

describe.each(['float32', 'float64'] as const)('%s', (dtype) => {
  it('mm is the textbook triple loop, bit for bit, whatever the layout and the elements', () => {
    const law = fc.property(matrices(dtype, 9), ([a, b]) => {
      expectElements(a.tensor.mm(b.tensor), tripleLoop(a, b, dtype));
    });
    fc.assert(law, { numRuns: 500 });
  });

  it('mm of transposed operands is the triple loop on what they show', () => {
    const law = fc.property(matrices(dtype, 6), ([a, b]) => {
      const flip = (x: Sample): Elements =>
        fromIndex([...x.shape].reverse(), (index) => elementAt(x, [...index].reverse()));
      expectElements(b.tensor.t().mm(a.tensor.t()), tripleLoop(flip(b), flip(a), dtype));
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('matmul is mm for every index of the broadcast leading dims', () => {
    const operands = fc
      .tuple(broadcastShapes(2, { maxRank: 3, maxSize: 3 }), sizes(3), sizes(4), sizes(3))
      .chain(([leads, m, k, n]) =>
        fc.tuple(tensors([...need(leads[0]), m, k], dtype), tensors([...need(leads[1]), k, n], dtype)),
      );
    const law = fc.property(operands, ([a, b]) => {
      const lead = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
      const shape = [...lead, need(a.shape.at(-2)), need(b.shape.at(-1))];
      const expected = fromIndex(shape, (index) => {
        const at = index.slice(0, -2);
        return elementAt(tripleLoop(matrixAt(a, at), matrixAt(b, at), dtype), index.slice(-2));
      });
      expectElements(a.tensor.matmul(b.tensor), expected);
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('matmul takes a vector as a row on the left and as a column on the right', () => {
    const operands = fc
      .tuple(sizes(), sizes())
      .chain(([k, n]) => fc.tuple(tensors([k], dtype), tensors([k, n], dtype), tensors([k], dtype)));
    const law = fc.property(operands, ([row, matrix, column]) => {
      const left = row.tensor.unsqueeze(0).mm(matrix.tensor).squeeze(0);
      expectElements(row.tensor.matmul(matrix.tensor), {
        shape: left.shape,
        values: [...left.toTypedArray()],
      });
      const right = matrix.tensor.t().mm(column.tensor.unsqueeze(1)).squeeze(1);
      const product = matrix.tensor.t().matmul(column.tensor);
      expectElements(product, { shape: right.shape, values: [...right.toTypedArray()] });
      const dot = tripleLoop(
        { ...row, shape: [1, row.values.length] },
        { ...column, shape: [column.values.length, 1] },
        dtype,
      );
      expectElements(row.tensor.matmul(column.tensor), { shape: [], values: dot.values });
    });
    fc.assert(law);
  });
});

it('the order of addition can be seen: ascending over the inner dimension', () => {
  // (2⁵³ + 1) + 1 stays 2⁵³, where 1 + 1 + 2⁵³ does not: the law above tells orders apart.
  const law = fc.property(fc.constant(2 ** 53), (big) => {
    const ascending = tripleLoop(
      { shape: [1, 3], values: [big, 1, 1] },
      { shape: [3, 1], values: [1, 1, 1] },
      'float64',
    );
    const descending = tripleLoop(
      { shape: [1, 3], values: [1, 1, big] },
      { shape: [3, 1], values: [1, 1, 1] },
      'float64',
    );
    expect(ascending.values).not.toEqual(descending.values);
  });
  fc.assert(law, { numRuns: 1 });
});
