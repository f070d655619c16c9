/**
 * What the functions of networks promise beside their values at smooth points: which carrier comes out, who gets a gradient,
 * what a seed fixes, and how running statistics move.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  batchNorm,
  cosineSimilarity,
  crossEntropy,
  dropout,
  embedding,
  Generator,
  groupNorm,
  layerNorm,
  linear,
  mseLoss,
  ones,
  randn,
  runningStatistics,
  scaledDotProductAttention,
  Tensor,
  tensor,
  Variable,
  zeros,
} from '../../src/index.js';
import { flat, float64, gradOf, leaf } from '../autograd/support.js';
import { need } from '../properties/indices.js';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const int32 = (data: readonly number[]): Tensor => tensor(Int32Array.from(data));

describe('a function of Tensors and Variables', () => {
  it('gives a Tensor for Tensors, and a Variable where one operand, also an optional one, is a Variable', () => {
    const [x, w, b] = [float64([[1, 2]]), float64([[3, 4]]), float64([5])];
    const bias = new Variable(b, { requiresGrad: true });
    expect(linear(x, w, b)).toBeInstanceOf(Tensor);
    for (const y of [linear(x, w, bias), linear(x, new Variable(w), b), linear(new Variable(x), w, b)]) {
      expect(y).toBeInstanceOf(Variable);
      expect(y.toArray()).toEqual([[16]]);
    }
    linear(x, w, bias).sum().backward();
    expect(gradOf(bias)).toEqual([1]);
    const weight = new Variable(float64([1, 2, 3]));
    expect(crossEntropy(float64([0, 0, 0]), tensor(1, { dtype: 'int32' }), { weight })).toBeInstanceOf(
      Variable,
    );
  });

  it('keeps constants out of the graph', () => {
    const x = leaf([1, 2]);
    const target = new Variable(float64([0, 0]));
    mseLoss(x, target).backward();
    expect(target.grad).toBeNull();
    expect(mseLoss(new Variable(float64([1])), target.narrow(0, 0, 1)).requiresGrad).toBe(false);
  });
});

describe('linear', () => {
  it('of any leading dims has the bits of the matrix product of all rows', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const generator = new Generator(seed);
        const [x, w, b] = [[2, 3, 5], [4, 5], [4]].map((shape) => randn(shape, { generator }));
        const rows = need(x).reshape([6, 5]).mm(need(w).t()).add(need(b));
        expect(linear(need(x), need(w), need(b)).equal(rows.reshape([2, 3, 4]))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe('embedding', () => {
  it('adds the gradients of all that was read from a row, and gives none to the row of the padding', () => {
    const table = leaf([
      [1, 2],
      [3, -0],
      [5, 6],
    ]);
    const y = embedding(int32([1, 2, 1, 2]), table, { paddingIdx: -2 });
    expect(y.toArray()).toEqual([
      [3, -0],
      [5, 6],
      [3, -0],
      [5, 6],
    ]);
    y.backward(
      float64([
        [1, 2],
        [4, 8],
        [16, 32],
        [64, 128],
      ]),
    );
    expect(gradOf(table)).toEqual([
      [0, 0],
      [0, 0],
      [68, 136],
    ]);
  });

  it('reads NaN and infinities of the padding as they are', () => {
    const table = tensor([
      [NaN, Infinity],
      [1, 2],
    ]);
    expect(flat(embedding(int32([0, 1]), table, { paddingIdx: 0 }))).toEqual([NaN, Infinity, 1, 2]);
  });
});

describe('dropout', () => {
  it('is fixed by the state of the generator, which it advances once for each element', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0.125, max: 0.875, noNaN: true }), (seed, p) => {
        const [one, two, three] = [1, 2, 3].map(() => new Generator(seed));
        const x = ones([7, 9], { dtype: 'float64' });
        const y = dropout(x, { p, generator: need(one) });
        expect(y.equal(dropout(x, { p, generator: need(two) }))).toBe(true);
        for (let i = 0; i < x.numel(); i++) need(three).nextFloat64();
        expect(need(one).getState()).toEqual(need(three).getState());
        expect(flat(y).every((value) => value === 0 || value === 1 / (1 - p))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('drops a share of p, and keeps the mean', () => {
    const y = dropout(ones([100, 1000]), { p: 0.25, generator: new Generator(0) });
    const share = y.eq(0).to('float32').mean().item();
    // The standard deviation is √(p·(1 − p)/n) = 0.0014: six of them.
    expect(Math.abs(share - 0.25)).toBeLessThan(6 * 0.0014);
    expect(Math.abs(y.mean().item() - 1)).toBeLessThan(6 * 0.0014 * (4 / 3));
  });

  it('passes the gradient by the same mask', () => {
    const x = leaf([1, 2, 3, 4, 5, 6, 7, 8]);
    const y = dropout(x, { p: 0.5, generator: new Generator(3) });
    y.sum().backward();
    expect(gradOf(x)).toEqual(flat(y).map((value, i) => value / (i + 1)));
  });

  it('draws nothing, and needs no generator, where there is nothing to draw', () => {
    const generator = new Generator(0);
    const before = generator.getState();
    const x = tensor([1, 2]);
    expect(dropout(x, { training: false })).toBe(x);
    expect(dropout(x, { p: 0, generator }).toArray()).toEqual([1, 2]);
    expect(dropout(x, { p: 1, generator }).toArray()).toEqual([0, 0]);
    expect(generator.getState()).toEqual(before);
  });
});

describe('normalization', () => {
  const x = randn([4, 6, 5], { generator: new Generator(0), dtype: 'float64' });

  it('brings what it normalizes to mean 0 and variance 1', () => {
    const whole = { rtol: 0, atol: 1e-12 };
    const options = { eps: 0 };
    const layer = layerNorm(x, [6, 5], null, null, options).reshape([4, 30]);
    const group = groupNorm(x, 3, null, null, options).reshape([12, 10]);
    const batch = batchNorm(x, null, null, null, null, { ...options, training: true }).transpose(0, 1);
    for (const rows of [layer, group, batch.reshape([6, 20])]) {
      expect(rows.mean(1).allClose(zeros([rows.size(0)], { dtype: 'float64' }), whole)).toBe(true);
      const variance = rows.var(1, { correction: 0 });
      expect(variance.allClose(ones([rows.size(0)], { dtype: 'float64' }), whole)).toBe(true);
    }
  });

  it('gives the bias, and gradients of 0, for elements that are all alike', () => {
    const same = leaf([[1e8, 1e8, 1e8]]);
    const y = layerNorm(same, [3], float64([1, 2, 3]), float64([4, 5, 6]));
    expect(y.toArray()).toEqual([[4, 5, 6]]);
    y.backward(float64([[1, 1, 1]]));
    expect(flat(same.grad).every(Number.isFinite)).toBe(true);
  });

  it('in float32 does not mind a mean that is large beside the deviations', () => {
    const far = tensor([[16777216, 16777218, 16777220]]);
    const y = flat(layerNorm(far, [3], null, null, { eps: 0 }));
    [-Math.sqrt(1.5), 0, Math.sqrt(1.5)].forEach((value, i) => expect(need(y[i])).toBeCloseTo(value, 6));
  });

  it('uses running statistics when not training', () => {
    const [mean, variance] = [float64([1, 2]), float64([4, 9])];
    const y = batchNorm(float64([[3, 5]]), mean, variance, null, null, { eps: 0 });
    expect(y.toArray()).toEqual([[1, 1]]);
  });

  it('leaves the running statistics that it is given as they were', () => {
    const [mean, variance] = [zeros([6], { dtype: 'float64' }), ones([6], { dtype: 'float64' })];
    const y = batchNorm(x, mean, variance, null, null, { training: true });
    expect(mean.equal(zeros([6], { dtype: 'float64' }))).toBe(true);
    expect(y.equal(batchNorm(x, null, null, null, null, { training: true }))).toBe(true);
  });
});

describe('runningStatistics', () => {
  // F.batch_norm(torch.tensor([[1., 2], [3, 5]]), zeros, ones, training=True) leaves these behind.
  it('are what PyTorch leaves behind after training on a batch', () => {
    const next = runningStatistics(
      float64([
        [1, 2],
        [3, 5],
      ]),
      float64([0, 0]),
      float64([1, 1]),
    );
    expect(next.runningMean.allClose(float64([0.2, 0.35]), { rtol: 1e-15, atol: 0 })).toBe(true);
    expect(next.runningVar.allClose(float64([1.1, 1.35]), { rtol: 1e-15, atol: 0 })).toBe(true);
  });

  it('are constants, whatever they were made from', () => {
    const x = leaf([[1], [2]]);
    const next = runningStatistics(x, new Variable(float64([0])), float64([1]), { momentum: 1 });
    expect(next.runningMean).toBeInstanceOf(Tensor);
    expect(next.runningMean.toArray()).toEqual([1.5]);
    expect(next.runningVar.toArray()).toEqual([0.5]);
  });

  it('with the momentum 1/n after the n-th of batches of one size have the mean of all', () => {
    const batches = [1, 2, 3].map((seed) =>
      randn([4, 2], { generator: new Generator(seed), dtype: 'float64' }),
    );
    let [mean, variance] = [zeros([2], { dtype: 'float64' }), ones([2], { dtype: 'float64' })];
    batches.forEach((batch, i) => {
      const next = runningStatistics(batch, mean, variance, { momentum: 1 / (i + 1) });
      [mean, variance] = [next.runningMean, next.runningVar];
    });
    const sum = batches.map((batch) => batch.mean(0)).reduce((a, b) => a.add(b));
    expect(mean.allClose(sum.div(3), { rtol: 1e-14, atol: 1e-15 })).toBe(true);
    const variances = batches.map((batch) => batch.var(0)).reduce((a, b) => a.add(b));
    expect(variance.allClose(variances.div(3), { rtol: 1e-14, atol: 0 })).toBe(true);
  });
});

describe('cosineSimilarity', () => {
  it('of a vector of zeros is 0, with a gradient that is finite', () => {
    const x = leaf([0, 0]);
    const y = cosineSimilarity(x, float64([3, 4]), { dim: 0 });
    expect(y.item()).toBe(0);
    y.backward();
    expect(flat(x.grad).map((value) => value * 1e-8)).toEqual([0.6, 0.8]);
  });
});

describe('scaledDotProductAttention', () => {
  const [q, k, v] = [1, 2, 3].map((seed) =>
    randn([2, 3, 4], { generator: new Generator(seed), dtype: 'float64' }),
  );
  const attend = (options: object): Tensor => scaledDotProductAttention(need(q), need(k), need(v), options);

  it('with a mask of truth values is that with −Infinity added where it is false', () => {
    const mask = randn([3, 3], { generator: new Generator(4), dtype: 'float64' }).gt(-0.5);
    const seen = mask.to('float64').log();
    expect(attend({ attnMask: mask }).equal(attend({ attnMask: seen }))).toBe(true);
  });

  it('that is causal is that with the lower triangle as mask: later keys and values change nothing', () => {
    const lower = tensor([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
    const causal = attend({ isCausal: true });
    expect(causal.equal(attend({ attnMask: lower }))).toBe(true);
    const short = scaledDotProductAttention(need(q), need(k).narrow(1, 0, 2), need(v).narrow(1, 0, 2), {
      isCausal: true,
    });
    expect(short.narrow(1, 0, 2).equal(causal.narrow(1, 0, 2))).toBe(true);
  });

  it('gives no gradient to a key that no query may see', () => {
    const [key, value] = [need(k), need(v)].map((x) => new Variable(x, { requiresGrad: true }));
    const attnMask = tensor([true, true, false]);
    scaledDotProductAttention(need(q), need(key), need(value), { attnMask }).sum().backward();
    for (const x of [key, value]) {
      expect(flat(need(need(x).grad ?? undefined).narrow(1, 2, 1)).every((one) => one === 0)).toBe(true);
    }
  });

  it('gives NaN to a query that may see nothing, and to that one only', () => {
    const attnMask = tensor([
      [true, false, true],
      [false, false, false],
      [true, true, true],
    ]);
    const unknown = attend({ attnMask }).narrow(2, 0, 1).reshape([6]);
    expect(flat(unknown).map(Number.isNaN)).toEqual([false, true, false, false, true, false]);
  });

  it('drops weights as the generator says, the same for the same state', () => {
    const drop = (seed: number): Tensor => attend({ dropoutP: 0.5, generator: new Generator(seed) });
    expect(drop(1).equal(drop(1))).toBe(true);
    expect(drop(1).equal(drop(2))).toBe(false);
    expect(attend({ dropoutP: 0, generator: new Generator(1) }).equal(attend({}))).toBe(true);
  });

  it('does not overflow before the softmax where products are large', () => {
    const large = tensor([[1e19, 1e19, 1e19, 1e19]]);
    const y = scaledDotProductAttention(large, large.div(-1), tensor([[7]]));
    expect(y.item()).toBe(7);
  });
});
