/**
 * Convolution and pooling, bit for bit, beside their formulas: every element found index by index, added in the order that
 * the docstrings state. And what happens at ties, at NaN and in padding.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adaptiveAvgPool2d,
  avgPool2d,
  conv1d,
  conv2d,
  convTranspose2d,
  maxPool2d,
  ones,
  tensor,
  Variable,
  type FloatDtype,
  type NestedArray,
  type Tensor,
} from '../../src/index.js';
import { flat, gradOf, leaf } from '../autograd/support.js';
import { expectElements, rounder } from '../properties/bits.js';
import { countOf, elementAt, fromIndex, indicesOf, need, type Elements } from '../properties/indices.js';

const DTYPES: readonly FloatDtype[] = ['float32', 'float64'];

/** Elements drawn from a stream of numbers of every size and sign, and the tensor that holds them. */
function filled(
  shape: readonly number[],
  dtype: FloatDtype,
  numbers: Iterator<number>,
): Elements & { readonly tensor: Tensor } {
  const round = rounder(dtype);
  const values = Array.from({ length: countOf(shape) }, () => round(Number(numbers.next().value)));
  return { shape, values, tensor: tensor(Float64Array.from(values), { shape, dtype }) };
}

/** The gradient that is on a leaf. */
function gradient(x: Variable): Tensor {
  if (x.grad === null) throw new TypeError('there is no gradient');
  return x.grad.data;
}

const numbers = fc.infiniteStream(fc.double({ min: -1e3, max: 1e3, noNaN: true }));
const count = (max: number, min = 1): fc.Arbitrary<number> => fc.integer({ min, max });

/** The element at [n, c, row, column], 0 in the padding. */
function padded(x: Elements, index: readonly [number, number, number, number]): number {
  const inside = index.every((i, dim) => i >= 0 && i < need(x.shape[dim]));
  return inside ? elementAt(x, index) : 0;
}

/** A convolution of images of one size in both dims. */
const convolutions = fc.record({
  ...{ batch: count(2, 0), groups: count(2), inputs: count(2), outputs: count(2), size: count(4) },
  ...{ taps: count(2), stride: count(3), dilation: count(2), padding: count(2, 0), numbers },
});

describe.each(DTYPES)('%s conv2d', (dtype) => {
  const round = rounder(dtype);

  it('adds x·w for ascending (channel, row, column), each rounded, and then b', () => {
    fc.assert(
      fc.property(convolutions, (given) => {
        const { batch, groups, inputs, outputs, size, taps, stride, dilation, padding } = given;
        const windows = Math.floor((size + 2 * padding - dilation * (taps - 1) - 1) / stride) + 1;
        fc.pre(windows > 0);
        const x = filled([batch, groups * inputs, size, size + 1], dtype, given.numbers);
        const w = filled([groups * outputs, inputs, taps, taps], dtype, given.numbers);
        const b = filled([groups * outputs], dtype, given.numbers);
        const wider = Math.floor((size + 1 + 2 * padding - dilation * (taps - 1) - 1) / stride) + 1;
        const expected = fromIndex([batch, groups * outputs, windows, wider], ([n, o, p, q]) => {
          const group = Math.floor(need(o) / outputs);
          let sum = 0;
          for (const [c, i, j] of indicesOf([inputs, taps, taps])) {
            const row = need(p) * stride - padding + need(i) * dilation;
            const column = need(q) * stride - padding + need(j) * dilation;
            const seen = padded(x, [need(n), group * inputs + need(c), row, column]);
            sum = round(sum + round(seen * elementAt(w, [need(o), need(c), need(i), need(j)])));
          }
          return round(sum + elementAt(b, [need(o)]));
        });
        const y = conv2d(x.tensor, w.tensor, b.tensor, { stride, padding, dilation, groups });
        expectElements(y, expected);
      }),
    );
  });

  it('has the gradients that its formula has, added as it says', () => {
    fc.assert(
      fc.property(convolutions, (given) => {
        const { batch, groups, inputs, outputs, size, taps, stride, dilation, padding } = given;
        const windows = Math.floor((size + 2 * padding - dilation * (taps - 1) - 1) / stride) + 1;
        fc.pre(windows > 0);
        const x = filled([batch, groups * inputs, size, size], dtype, given.numbers);
        const w = filled([groups * outputs, inputs, taps, taps], dtype, given.numbers);
        const grad = filled([batch, groups * outputs, windows, windows], dtype, given.numbers);
        const xv = new Variable(x.tensor, { requiresGrad: true });
        const wv = new Variable(w.tensor, { requiresGrad: true });
        conv2d(xv, wv, null, { stride, padding, dilation, groups }).backward(grad.tensor);
        const ofWeight = fromIndex(w.shape, ([o, c, i, j]) => {
          const channel = Math.floor(need(o) / outputs) * inputs + need(c);
          let sum = 0;
          for (const [n, p, q] of indicesOf([batch, windows, windows])) {
            const row = need(p) * stride - padding + need(i) * dilation;
            const column = need(q) * stride - padding + need(j) * dilation;
            const seen = padded(x, [need(n), channel, row, column]);
            sum = round(sum + round(elementAt(grad, [need(n), need(o), need(p), need(q)]) * seen));
          }
          return sum;
        });
        expectElements(gradient(wv), ofWeight);
        const ofInput = fromIndex(x.shape, ([n, channel, row, column]) => {
          const group = Math.floor(need(channel) / inputs);
          let sum = 0;
          for (const [i, j, p, q] of indicesOf([taps, taps, windows, windows])) {
            if (need(p) * stride - padding + need(i) * dilation !== row) continue;
            if (need(q) * stride - padding + need(j) * dilation !== column) continue;
            let product = 0;
            for (let o = group * outputs; o < (group + 1) * outputs; o++) {
              const weight = elementAt(w, [o, need(channel) % inputs, need(i), need(j)]);
              product = round(product + round(weight * elementAt(grad, [need(n), o, need(p), need(q)])));
            }
            sum += product;
          }
          return round(sum);
        });
        expectElements(gradient(xv), ofInput);
      }),
    );
  });
});

describe.each(DTYPES)('%s convTranspose2d', (dtype) => {
  const round = rounder(dtype);

  it('adds over channels in the dtype, then patches in float64, then b', () => {
    fc.assert(
      fc.property(convolutions, count(2, 0), (given, extra) => {
        const { batch, groups, inputs, outputs, size, taps, stride, dilation, padding } = given;
        const made = (size - 1) * stride - 2 * padding + dilation * (taps - 1) + 1 + extra;
        fc.pre(made > 0 && extra < Math.max(stride, dilation));
        const x = filled([batch, groups * inputs, size, size], dtype, given.numbers);
        const w = filled([groups * inputs, outputs, taps, taps], dtype, given.numbers);
        const b = filled([groups * outputs], dtype, given.numbers);
        const expected = fromIndex([batch, groups * outputs, made, made], ([n, channel, row, column]) => {
          const group = Math.floor(need(channel) / outputs);
          let sum = 0;
          for (const [i, j, p, q] of indicesOf([taps, taps, size, size])) {
            if (need(p) * stride - padding + need(i) * dilation !== row) continue;
            if (need(q) * stride - padding + need(j) * dilation !== column) continue;
            let product = 0;
            for (let c = group * inputs; c < (group + 1) * inputs; c++) {
              const weight = elementAt(w, [c, need(channel) % outputs, need(i), need(j)]);
              product = round(product + round(weight * elementAt(x, [need(n), c, need(p), need(q)])));
            }
            sum += product;
          }
          return round(round(sum) + elementAt(b, [need(channel)]));
        });
        const options = { stride, padding, outputPadding: extra, dilation, groups };
        expectElements(convTranspose2d(x.tensor, w.tensor, b.tensor, options), expected);
      }),
    );
  });
});

describe('convolution', () => {
  it('in one dim is that of images with one row', () => {
    fc.assert(
      fc.property(convolutions, (given) => {
        const { batch, groups, inputs, outputs, size, taps, ...options } = given;
        fc.pre(size + 2 * options.padding > options.dilation * (taps - 1));
        const x = filled([batch, groups * inputs, size], 'float32', given.numbers).tensor;
        const w = filled([groups * outputs, inputs, taps], 'float32', given.numbers).tensor;
        const { stride, padding, dilation } = options;
        const flatly = conv2d(x.unsqueeze(2), w.unsqueeze(2), null, {
          ...{ stride: [1, stride], padding: [0, padding], dilation: [1, dilation], groups },
        });
        const y = conv1d(x, w, null, { stride, padding, dilation, groups });
        expect(y.equal(flatly.squeeze(2))).toBe(true);
      }),
    );
  });

  it('of one image without a batch is that of a batch of one', () => {
    const x = tensor([1, 2, 3, 4], { shape: [1, 2, 2] });
    const w = tensor([5, 6], { shape: [1, 1, 1, 2] });
    for (const convolve of [conv2d, convTranspose2d]) {
      const once = convolve(x.unsqueeze(0), w);
      expect(convolve(x, w).equal(once.reshape(once.shape.slice(1)))).toBe(true);
    }
  });

  it("pads 'same' with one more behind where the number is odd", () => {
    const [x, w] = [tensor([[1, 2, 3]]), tensor([[[1, 10]]])] as const;
    expect(conv1d(x, w, null, { padding: 'same' }).toArray()).toEqual([[21, 32, 3]]);
    expect(conv1d(x, w, null, { padding: 'same', dilation: 2 }).toArray()).toEqual([[20, 31, 2]]);
    expect(conv1d(x, w, null, { padding: 'valid' }).toArray()).toEqual([[21, 32]]);
  });

  it('takes a weight in float64 as large as the layer of a real network', () => {
    const y = conv2d(ones([2, 16, 9, 9]), ones([32, 16, 3, 3]), ones([32]), { padding: 1 });
    expect(y.shape).toEqual([2, 32, 9, 9]);
    expect(y.max().item()).toBe(16 * 9 + 1);
    expect(y.min().item()).toBe(16 * 4 + 1);
  });
});

describe('maxPool2d', () => {
  const pooled = (data: NestedArray): NestedArray => maxPool2d(tensor([data]), [1, 2]).toArray();

  it('gives the gradient of a tie to the first', () => {
    const x = leaf([
      [
        [1, 1],
        [1, 1],
      ],
    ]);
    maxPool2d(x, 2).backward(tensor([[[5]]], { dtype: 'float64' }));
    expect(gradOf(x)).toEqual([
      [
        [5, 0],
        [0, 0],
      ],
    ]);
  });

  it('lets NaN win, and chooses −Infinity where there is nothing more', () => {
    expect(pooled([[NaN, 1, 2, NaN, -Infinity, -Infinity]])).toEqual([[[NaN, NaN, -Infinity]]]);
  });

  it('never chooses padding', () => {
    const y = maxPool2d(tensor([[[-1, -2]]]), 2, { padding: 1, stride: 1 });
    expect(y.toArray()).toEqual([
      [
        [-1, -1, -2],
        [-1, -1, -2],
      ],
    ]);
  });

  it('is −Infinity, without a gradient, where a window sees padding only', () => {
    const x = leaf([[[3]]]);
    const y = maxPool2d(x, 2, { padding: 1, dilation: 2, stride: 1 });
    expect(y.toArray()).toEqual([[[-Infinity]]]);
    y.sum().backward();
    expect(gradOf(x)).toEqual([[[0]]]);
  });

  it('takes what views hold', () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(maxPool2d(x.t().unsqueeze(0), [3, 1]).toArray()).toEqual([[[3, 6]]]);
  });
});

describe.each(DTYPES)('%s means of windows', (dtype) => {
  const round = rounder(dtype);
  const images = fc.record({ channels: count(2, 0), size: count(5), numbers });

  /** The sum of the elements, one after the other in float64, rounded once; divided by a number. */
  const mean = (elements: readonly number[], by: number): number =>
    round(round(elements.reduce((sum, value) => sum + value, 0)) / by);

  it('avgPool2d divides by the elements and the padding of a window, or by the elements alone', () => {
    const options = fc.record({
      ...{ taps: count(4), stride: count(3), padding: count(2, 0) },
      ...{ ceilMode: fc.boolean(), countIncludePad: fc.boolean() },
    });
    fc.assert(
      fc.property(images, options, (given, { taps, stride, padding, ceilMode, countIncludePad }) => {
        const { channels, size } = given;
        fc.pre(2 * padding <= taps && size + 2 * padding >= taps);
        const whole = (size + 2 * padding - taps) / stride;
        let windows = (ceilMode ? Math.ceil(whole) : Math.floor(whole)) + 1;
        if (ceilMode && (windows - 1) * stride >= size + padding) windows--;
        const x = filled([channels, size, size], dtype, given.numbers);
        const expected = fromIndex([channels, windows, windows], ([c, p, q]) => {
          const held: number[] = [];
          let counted = 0;
          for (const [i, j] of indicesOf([taps, taps])) {
            const at = [need(p) * stride - padding + need(i), need(q) * stride - padding + need(j)] as const;
            if (at.every((index) => index >= 0 && index < size)) held.push(elementAt(x, [need(c), ...at]));
            if (at.every((index) => index >= -padding && index < size + padding)) counted++;
          }
          return mean(held, countIncludePad ? counted : held.length);
        });
        const y = avgPool2d(x.tensor, taps, { stride, padding, ceilMode, countIncludePad });
        expectElements(y, expected);
      }),
    );
  });

  it('adaptiveAvgPool2d covers ⌊o·size/n⌋ to ⌈(o + 1)·size/n⌉', () => {
    fc.assert(
      fc.property(images, count(6, 0), count(6), (given, rows, columns) => {
        const { channels, size } = given;
        const x = filled([channels, size, size], dtype, given.numbers);
        const covered = (o: number, n: number): number[] =>
          Array.from({ length: size }, (_, i) => i).filter(
            (i) => i >= Math.floor((o * size) / n) && i < Math.ceil(((o + 1) * size) / n),
          );
        const expected = fromIndex([channels, rows, columns], ([c, p, q]) => {
          const across = covered(need(q), columns);
          const held = covered(need(p), rows).flatMap((i) =>
            across.map((j) => elementAt(x, [need(c), i, j])),
          );
          return mean(held, held.length);
        });
        expectElements(adaptiveAvgPool2d(x.tensor, [rows, columns]), expected);
        if (rows === size) {
          expect(
            adaptiveAvgPool2d(x.tensor, [null, columns]).equal(adaptiveAvgPool2d(x.tensor, [rows, columns])),
          ).toBe(true);
        }
      }),
    );
  });

  it('keep NaN and infinities to the windows that see them', () => {
    const x = tensor([[[NaN, 1, 1, Infinity, 1, -Infinity]]], { dtype });
    expect(flat(avgPool2d(x, [1, 1], { stride: 1 }))).toEqual(flat(x));
    expect(flat(avgPool2d(x, [1, 2]))).toEqual([NaN, Infinity, -Infinity]);
  });
});
