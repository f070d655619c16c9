/**
 * Sums of exponentials: bit for bit as defined, at the numbers where the plain formula fails, and beside mpmath's values.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grad, tensor, Variable, type FloatDtype } from '../../src/index.js';
import { exp, log1p } from '../../src/kernels/elementary.js';
import { anyLines, anyTensor } from '../properties/arbitraries.js';
import { expectElements, pairwise, rounder, ulpsBetween } from '../properties/bits.js';
import { alongLines, foldOver, need } from '../properties/indices.js';

type Values = readonly number[];

/** The largest element, NaN if any is. */
const top = (values: Values): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

/** The powers beside the largest, with 0 in the place of the first that is it. */
const rest = (values: Values): number => {
  const first = values.findIndex((value) => value === top(values));
  return pairwise(values.map((value, i) => (i === first ? 0 : exp(value - top(values)))));
};

const softmax = (values: Values): Values => {
  const powers = values.map((value) => exp(value - top(values)));
  return powers.map((power) => power / pairwise(powers));
};

const logSoftmax = (values: Values): Values =>
  values.map((value) => value - top(values) - (top(values) === Infinity ? NaN : log1p(rest(values))));

const logsumexp = (values: Values): number =>
  Number.isFinite(top(values)) ? top(values) + log1p(rest(values)) : top(values);

/** Some lines are longer than a run of the pairwise sum. */
const limits = { maxRank: 3, maxSize: 6 };
const long = (dtype: FloatDtype): fc.Arbitrary<Values> =>
  fc.array(fc.float({ min: -90, max: 90, noNaN: true }), { minLength: 60, maxLength: 90 }).map((values) => {
    const round = rounder(dtype);
    return values.map(round);
  });

describe.each(['float32', 'float64'] as const)('%s', (dtype) => {
  const round = rounder(dtype);

  it.each([
    ['softmax', softmax],
    ['logSoftmax', logSoftmax],
  ] as const)('%s is its definition, in float64 and rounded once', (name, line) => {
    const law = fc.property(anyLines(dtype, limits), ({ x, dim }) => {
      const rounded = (values: Values): Values => line(values).map(round);
      expectElements(x.tensor[name](dim), alongLines(x, dim, need(x.shape[dim]), rounded));
    });
    fc.assert(law, { numRuns: 300 });
    const lawOfLongLines = fc.property(long(dtype), (values) => {
      const expected = { shape: [values.length], values: line(values).map(round) };
      expectElements(tensor([...values], { dtype })[name](0), expected);
    });
    fc.assert(lawOfLongLines, { numRuns: 50 });
  });

  it('logsumexp is its definition, over any dims', () => {
    const law = fc.property(anyLines(dtype, limits), fc.boolean(), ({ x, dim }, keepDim) => {
      const fold = (values: Values): number => round(logsumexp(values));
      expectElements(x.tensor.logsumexp(dim, { keepDim }), foldOver(x, [dim], keepDim, fold));
      const all = x.shape.map((_, i) => i);
      expectElements(x.tensor.logsumexp(all, { keepDim }), foldOver(x, all, keepDim, fold));
    });
    fc.assert(law, { numRuns: 300 });
    const lawOfLongLines = fc.property(long(dtype), (values) => {
      expect(
        tensor([...values], { dtype })
          .logsumexp(0)
          .item(),
      ).toBe(round(logsumexp(values)));
    });
    fc.assert(lawOfLongLines, { numRuns: 50 });
  });

  it.each(['softmax', 'center'] as const)(
    '%s over several dims is that of the lines made of them',
    (name) => {
      const law = fc.property(
        anyTensor(dtype, { minRank: 1, maxRank: 4 }),
        fc.nat(),
        ({ tensor: x }, dice) => {
          const dims = x.shape.map((_, dim) => dim).filter((dim) => (dice >> dim) % 2 === 1);
          fc.pre(dims.length > 0);
          const order = [...x.shape.map((_, dim) => dim).filter((dim) => !dims.includes(dim)), ...dims];
          const moved = x.permute(order);
          const lines = moved.reshape(
            [...moved.shape.slice(0, -dims.length), -1].map((size) => (x.numel() === 0 ? 0 : size)),
          );
          const made = lines.primitives[name](lines, [lines.ndim - 1]).reshape(moved.shape);
          const back = made.permute(x.shape.map((_, dim) => order.indexOf(dim)));
          expect(x.primitives[name](x, dims).equal(back)).toBe(true);
        },
      );
      fc.assert(law, { numRuns: 200 });
    },
  );

  it('softmax adds up to 1, and is the exponential of logSoftmax', () => {
    const law = fc.property(long(dtype), (values) => {
      const x = tensor([...values], { dtype });
      const [unit, log] = [x.softmax(0), x.logSoftmax(0).exp()];
      const tolerance = dtype === 'float64' ? 1e-13 : 1e-5;
      expect(Math.abs(unit.to('float64').sum().item() - 1)).toBeLessThan(tolerance);
      expect(unit.allClose(log, { rtol: tolerance, atol: 1e-38 })).toBe(true);
    });
    fc.assert(law, { numRuns: 50 });
  });
});

const float64 = (values: Values): ReturnType<typeof tensor> => tensor([...values], { dtype: 'float64' });

describe('mpmath 1.2.1 with 400 digits says', () => {
  it.each([
    [[0, -50], 1.9287498479639178e-22],
    [[0, -700], 9.85967654375977e-305],
    [[1000, 1001], 1001.3132616875182],
    [[-1000, -1000.5, -2000], -999.5259230158199],
  ])('logsumexp(%j)', (values, truth) => {
    expect(ulpsBetween(float64(values).logsumexp(0).item(), truth, 'float64')).toBeLessThanOrEqual(1);
  });

  it.each([
    [
      [0, -50],
      [-1.9287498479639178e-22, -50],
    ],
    [
      [0, -700],
      [-9.85967654375977e-305, -700],
    ],
    [
      [1000, 1001, -3],
      [-1.3132616875182228, -0.3132616875182228, -1004.3132616875182],
    ],
  ])('logSoftmax(%j)', (values, truth) => {
    const found = float64(values).logSoftmax(0).toTypedArray();
    truth.forEach((value, i) => {
      expect(ulpsBetween(need(found[i]), value, 'float64')).toBeLessThanOrEqual(2);
    });
  });

  it('softmax([1000, 1001, −3])', () => {
    const found = float64([1000, 1001, -3]).softmax(0).toTypedArray();
    [0.2689414213699951, 0.7310585786300049, 0].forEach((value, i) => {
      expect(ulpsBetween(need(found[i]), value, 'float64')).toBeLessThanOrEqual(1);
    });
  });
});

describe('where elements are infinite', () => {
  it.each([
    [[-Infinity, -Infinity], -Infinity, [NaN, NaN]],
    [[-Infinity, 1], 1, [0, 1]],
    [[Infinity, 1], Infinity, [NaN, NaN]],
    [[Infinity, Infinity], Infinity, [NaN, NaN]],
    [[Infinity, -Infinity], Infinity, [NaN, NaN]],
    [[NaN, 1], NaN, [NaN, NaN]],
    [[NaN, Infinity], NaN, [NaN, NaN]],
  ])('%j is as in PyTorch', (values, sum, share) => {
    const x = float64(values);
    expect(x.logsumexp(0).item()).toBe(sum);
    expect(x.softmax(0).toArray()).toEqual(share);
    expect(x.logSoftmax(0).exp().toArray()).toEqual(share);
  });

  it('a row of a matrix does not spoil another, in the gradients of logsumexp of both orders', () => {
    const x = new Variable(
      tensor(
        [
          [Infinity, 1],
          [-Infinity, -Infinity],
          [0, 0],
        ],
        { dtype: 'float64' },
      ),
      {
        requiresGrad: true,
      },
    );
    const [first] = grad(x.logsumexp(1).sum(), x, { createGraph: true });
    expect(first.toArray()).toEqual([
      [1, 0],
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    const [second] = grad(first.narrow(1, 0, 1).sum(), x);
    expect(second.toArray()).toEqual([
      [0, 0],
      [0, 0],
      [0.25, -0.25],
    ]);
  });

  it.each(['softmax', 'logSoftmax'] as const)('%s: what is −∞ gets no gradient of others', (name) => {
    const gradient = (values: Values, weights: Values): Values => {
      const x = new Variable(float64(values), { requiresGrad: true });
      const [found] = grad(x[name](0), x, { gradOutputs: float64(weights) });
      return Array.from(found.add(0).toTypedArray());
    };
    expect(gradient([-Infinity, 1, 2], [0, 3, 0])).toEqual([0, ...gradient([1, 2], [3, 0])]);
  });
});
