/**
 * Matrix functions against their definitions: the documented order of every addition, bit for bit; what is read and what
 * is not; what is refused.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, eye, stack, tensor, type FloatDtype, type Tensor } from '../../src/index.js';
import { moderate, sizes, tensors, type Sample } from '../properties/arbitraries.js';
import { expectElements, expectSameBits } from '../properties/bits.js';
import { exactDeterminant } from '../properties/determinants.js';
import { elementAt, fromIndex, need, type Elements } from '../properties/indices.js';

type Grid = number[][];

const gridOf = ({ shape, values }: Elements): Grid =>
  Array.from({ length: need(shape[0]) }, (_, i) =>
    values.slice(i * need(shape[1]), (i + 1) * need(shape[1])),
  );

const item = (grid: Grid, i: number, j: number): number => need(need(grid[i])[j]);

/** The factors with partial pivoting, by the formula of each element: subtracted for ascending k. */
function textbookFactors(a: Grid): { order: number[]; l: Grid; u: Grid; parity: number } {
  const n = a.length;
  const order = a.map((_, i) => i);
  let parity = 1;
  let l: Grid = a.map(() => []);
  const u: Grid = [];
  for (let k = 0; k < n; k++) {
    const rest = (i: number, j: number): number => {
      let value = item(a, need(order[i]), j);
      for (let p = 0; p < k; p++) value -= item(l, i, p) * item(u, p, j);
      return value;
    };
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rest(i, k)) > Math.abs(rest(best, k))) best = i;
    if (best !== k) {
      const swap = <T>(list: T[]): T[] =>
        list.map((one, i) => (i === k ? need(list[best]) : i === best ? need(list[k]) : one));
      order.splice(0, n, ...swap(order));
      l = swap(l);
      parity = -parity;
    }
    u.push(a.map((_, j) => (j < k ? 0 : rest(k, j))));
    for (let i = k + 1; i < n; i++) need(l[i])[k] = rest(i, k) / item(u, k, k);
    need(l[k])[k] = 1;
  }
  return { order, l, u, parity };
}

/** The solution by forward and backward substitution, the products subtracted for ascending k. */
function textbookSolution(a: Grid, b: Grid): Grid {
  const { order, l, u } = textbookFactors(a);
  const n = a.length;
  const columns = need(b[0]).map((_, j) => {
    const y: number[] = [];
    for (let i = 0; i < n; i++) {
      let value = item(b, need(order[i]), j);
      for (let k = 0; k < i; k++) value -= item(l, i, k) * need(y[k]);
      y.push(value);
    }
    const x = [...y];
    for (let i = n - 1; i >= 0; i--) {
      let value = need(y[i]);
      for (let k = i + 1; k < n; k++) value -= item(u, i, k) * need(x[k]);
      x[i] = value / item(u, i, i);
    }
    return x;
  });
  return a.map((_, i) => columns.map((column) => need(column[i])));
}

const rounded = (grid: Grid, dtype: FloatDtype): number[] =>
  grid.flat().map((x) => (dtype === 'float32' ? Math.fround(x) : x));

const filled = fc.integer({ min: 1, max: 5 });

/** A matrix of [n, n] with 3 columns of right-hand sides. */
const system = (dtype: FloatDtype): fc.Arbitrary<[Sample, Sample]> =>
  filled.chain((n) =>
    fc.tuple(tensors([n, n], dtype, moderate(dtype)), tensors([n, 3], dtype, moderate(dtype))),
  );

const isRegular = (a: Grid): boolean => textbookFactors(a).u.every((_, i, u) => item(u, i, i) !== 0);

describe.each(['float32', 'float64'] as const)('%s', (dtype) => {
  it('solve is elimination in the documented order, in float64, rounded once', () => {
    const law = fc.property(system(dtype), ([a, b]) => {
      fc.pre(isRegular(gridOf(a)));
      expectSameBits(
        a.tensor.solve(b.tensor).toTypedArray(),
        rounded(textbookSolution(gridOf(a), gridOf(b)), dtype),
      );
    });
    fc.assert(law, { numRuns: 300 });
  });

  it('inverse is the solution for the identity', () => {
    const law = fc.property(system(dtype), ([a]) => {
      fc.pre(isRegular(gridOf(a)));
      const identity = eye(need(a.shape[0]), { dtype });
      expectSameBits(a.tensor.inverse().toTypedArray(), a.tensor.solve(identity).toTypedArray());
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('det is the product of the pivots from the first to the last, rounded once', () => {
    const law = fc.property(system(dtype), ([a]) => {
      const { u, parity } = textbookFactors(gridOf(a));
      const product = u.reduce((value, row, i) => value * need(row[i]), parity);
      fc.pre(Math.abs(product) > 1e-250); // far from where the plain product loses bits
      expectSameBits(a.tensor.det().toTypedArray(), rounded([[product]], dtype));
    });
    fc.assert(law, { numRuns: 300 });
  });

  it('cholesky subtracts for ascending k, in float64, rounded once', () => {
    const law = fc.property(system(dtype), ([x]) => {
      const n = need(x.shape[0]);
      const a = x.tensor.div(1000).mm(x.tensor.div(1000).t()).add(eye(n, { dtype }));
      const grid = gridOf({ shape: [n, n], values: Array.from(a.toTypedArray()) });
      const l: Grid = grid.map(() => Array<number>(n).fill(0));
      for (let j = 0; j < n; j++) {
        for (let i = j; i < n; i++) {
          let rest = item(grid, i, j);
          for (let k = 0; k < j; k++) rest -= item(l, i, k) * item(l, j, k);
          need(l[i])[j] = i === j ? Math.sqrt(rest) : rest / item(l, j, j);
        }
      }
      expectSameBits(a.cholesky().toTypedArray(), rounded(l, dtype));
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('a batch gives for each matrix what that matrix gives alone', () => {
    const law = fc.property(system(dtype), system(dtype), ([a, b], [c]) => {
      fc.pre(isRegular(gridOf(a)) && isRegular(gridOf(c)) && need(a.shape[0]) === need(c.shape[0]));
      const both = stack([a.tensor, c.tensor]);
      const same = (actual: Tensor, first: Tensor, second: Tensor): void => {
        expect(actual.equal(stack([first, second]))).toBe(true);
      };
      same(both.det(), a.tensor.det(), c.tensor.det());
      same(both.inverse(), a.tensor.inverse(), c.tensor.inverse());
      same(both.solve(b.tensor), a.tensor.solve(b.tensor), c.tensor.solve(b.tensor));
      same(both.slogdet().logabsdet, a.tensor.slogdet().logabsdet, c.tensor.slogdet().logabsdet);
    });
    fc.assert(law, { numRuns: 100 });
  });
});

describe('det', () => {
  it('of whole numbers is theirs, but for rounding; 0 has no sign', () => {
    const rows = filled.chain((n) =>
      fc.array(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: n, maxLength: n }), {
        minLength: n,
        maxLength: n,
      }),
    );
    const law = fc.property(rows, (given) => {
      const exact = exactDeterminant(given);
      const x = tensor(given, { dtype: 'float64' });
      expect(Math.abs(x.det().item() - exact)).toBeLessThan(1e-9);
      expect(Object.is(x.det().item(), -0)).toBe(false);
      const { sign, logabsdet } = x.slogdet();
      if (exact !== 0) {
        expect(sign.item()).toBe(Math.sign(exact));
        expect(logabsdet.item()).toBeCloseTo(Math.log(Math.abs(exact)), 10);
      }
    });
    fc.assert(law, { numRuns: 300 });
  });

  it('is held where a product of pivots on the way is not', () => {
    const x = tensor([1e200, 1e200, -1e-200, 1e-200], { dtype: 'float64' }).diag();
    expect(x.det().item()).toBeCloseTo(-1, 12);
    expect(x.slogdet().sign.item()).toBe(-1);
    expect(x.slogdet().logabsdet.item()).toBeCloseTo(0, 12);
  });

  it('of large matrices is beyond a double; its logarithm is not', () => {
    const x = eye(400, { dtype: 'float64' }).mul(-10);
    expect(x.det().item()).toBe(Infinity);
    expect(x.slogdet().sign.item()).toBe(1);
    expect(x.slogdet().logabsdet.item()).toBeCloseTo(400 * Math.LN10, 10);
    expect(eye(401, { dtype: 'float64' }).div(-10).slogdet().sign.item()).toBe(-1);
  });

  it('of an empty matrix is 1, and NaN where NaN is', () => {
    expect(
      tensor([], { shape: [0, 0] })
        .det()
        .item(),
    ).toBe(1);
    expect(
      tensor([], { shape: [0, 0] })
        .slogdet()
        .logabsdet.item(),
    ).toBe(0);
    expect(tensor([[NaN, 0], [0, 0]]).det().item()).toBe(NaN); // prettier-ignore
    expect(tensor([[0, NaN], [0, 1]]).det().item()).toBe(NaN); // prettier-ignore
    expect(tensor([[1, 0], [0, Infinity]]).det().item()).toBe(Infinity); // prettier-ignore
  });
});

describe('what is not read', () => {
  const b = tensor([[1], [2]], { dtype: 'float64' });

  it('is the other triangle of a triangular matrix, and its diagonal where that counts as ones', () => {
    const upper = tensor([[2, 1], [NaN, 4]], { dtype: 'float64' }); // prettier-ignore
    expect(upper.solveTriangular(b, { upper: true }).toArray()).toEqual([[0.25], [0.5]]);
    expect(b.triangularSolve(upper).toArray()).toEqual([[0.25], [0.5]]);
    expect(b.triangularSolve(upper.t(), { upper: false, transpose: true }).toArray()).toEqual([
      [0.25],
      [0.5],
    ]);
    const unit = tensor([[NaN, NaN], [3, NaN]], { dtype: 'float64' }); // prettier-ignore
    expect(unit.solveTriangular(b, { upper: false, unitriangular: true }).toArray()).toEqual([[1], [-1]]);
  });

  it('is the other triangle of a symmetric matrix', () => {
    const lower = tensor([[4, NaN], [2, 2]]); // prettier-ignore
    expect(lower.cholesky().toArray()).toEqual([[2, 0], [1, 1]]); // prettier-ignore
    expect(lower.t().cholesky({ upper: true }).toArray()).toEqual([[2, 1], [0, 1]]); // prettier-ignore
  });
});

describe('a matrix that will not do', () => {
  const singular = tensor([[1, 2], [2, 4]]); // prettier-ignore
  const batch = stack([eye(2), singular]).unsqueeze(0);

  it.each([
    ['inverse', () => singular.inverse(), 'inverse: the matrix is singular: a pivot is exactly 0'],
    ['inverse of a batch', () => batch.inverse(), 'inverse: the matrix at [0, 1] is singular'],
    ['solve', () => singular.solve(tensor([1, 2])), 'solve: the matrix is singular'],
    ['cholesky', () => singular.cholesky(), 'cholesky: the matrix is not positive definite'],
    [
      'cholesky of a batch',
      () => batch.neg().cholesky(),
      'cholesky: the matrix at [0, 0] is not positive definite',
    ],
  ])('is refused by %s', (_, call, message) => {
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(message);
  });

  it('is not one with NaN in it, which passes on; nor a triangular one with 0 on its diagonal', () => {
    expect(tensor([[NaN, 0], [0, 1]]).inverse().toArray()).toEqual([[NaN, NaN], [NaN, NaN]]); // prettier-ignore
    expect(tensor([[0, 1], [NaN, 1]]).inverse().toArray()).toEqual([[NaN, NaN], [NaN, NaN]]); // prettier-ignore
    expect(tensor([[NaN, 0], [0, 1]]).cholesky().toArray()).toEqual([[NaN, 0], [NaN, NaN]]); // prettier-ignore
    const zeros = tensor([[0, 0], [0, 0]]); // prettier-ignore
    expect(zeros.solveTriangular(tensor([[1], [1]]), { upper: true }).toArray()).toEqual([[NaN], [Infinity]]);
  });
});

describe('diagonals and triangles are what their indices say, in every dtype', () => {
  const dtypes = fc.constantFrom('float32', 'float64', 'int32', 'bool');
  const offsets = fc.integer({ min: -4, max: 4 });

  it('diagonal', () => {
    const given = fc
      .tuple(fc.array(sizes(3), { minLength: 2, maxLength: 4 }), dtypes, offsets)
      .chain(([shape, dtype, offset]) =>
        fc.tuple(
          tensors(shape, dtype),
          fc.constant(offset),
          fc.shuffledSubarray(
            shape.map((_, dim) => dim),
            { minLength: 2, maxLength: 2 },
          ),
        ),
      );
    const law = fc.property(given, ([x, k, dims]) => {
      const [row, column] = [need(dims[0]), need(dims[1])];
      const others = x.shape.map((_, dim) => dim).filter((dim) => !dims.includes(dim));
      const length = Math.max(
        0,
        Math.min(need(x.shape[row]) - Math.max(-k, 0), need(x.shape[column]) - Math.max(k, 0)),
      );
      const expected = fromIndex([...others.map((dim) => need(x.shape[dim])), length], (index) => {
        const i = need(index.at(-1));
        return elementAt(
          x,
          x.shape.map((_, dim) =>
            dim === row
              ? i + Math.max(-k, 0)
              : dim === column
                ? i + Math.max(k, 0)
                : need(index[others.indexOf(dim)]),
          ),
        );
      });
      expectElements(x.tensor.diagonal(k, row, column), expected);
    });
    fc.assert(law, { numRuns: 300 });
  });

  it('diag', () => {
    const given = fc
      .tuple(sizes(4), dtypes, offsets)
      .chain(([n, dtype, k]) => fc.tuple(tensors([n], dtype), fc.constant(k)));
    const law = fc.property(given, ([x, k]) => {
      const size = need(x.shape[0]) + Math.abs(k);
      const expected = fromIndex([size, size], ([i = NaN, j = NaN]) =>
        j - i === k ? elementAt(x, [Math.min(i, j)]) : 0,
      );
      expectElements(x.tensor.diag(k), expected);
      expectElements(x.tensor.diag(k).diag(k), x);
    });
    fc.assert(law, { numRuns: 200 });
  });

  it.each(['tril', 'triu'] as const)('%s', (name) => {
    const given = fc
      .tuple(fc.array(sizes(4), { minLength: 2, maxLength: 4 }), dtypes, offsets)
      .chain(([shape, dtype, k]) => fc.tuple(tensors(shape, dtype), fc.constant(k)));
    const law = fc.property(given, ([x, k]) => {
      const expected = fromIndex(x.shape, (index) => {
        const [i, j] = [need(index.at(-2)), need(index.at(-1))];
        return (name === 'tril' ? j <= i + k : j >= i + k) ? elementAt(x, index) : 0;
      });
      expectElements(x.tensor[name](k), expected);
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('trace adds as sum does', () => {
    const x = tensor(
      Float32Array.from({ length: 70 * 70 }, (_, i) => ((i * 0.618) % 1) * 10 ** (i % 7)),
      {
        shape: [70, 70],
      },
    );
    expect(x.trace().equal(x.diagonal().sum())).toBe(true);
  });
});

describe.each(['float32', 'float64'] as const)('products in %s', (dtype) => {
  const pair = (left: number[], right: number[]): fc.Arbitrary<[Sample, Sample]> =>
    fc.tuple(tensors(left, dtype), tensors(right, dtype));
  const round = (x: number): number => (dtype === 'float32' ? Math.fround(x) : x);

  it('dot and mv add for ascending indices, each product and each sum rounded', () => {
    const law = fc.property(
      fc.tuple(sizes(4), sizes(6)).chain(([m, n]) => pair([m, n], [n])),
      ([a, b]) => {
        const dot = (i: number): number => {
          let sum = 0;
          b.values.forEach((y, j) => (sum = round(sum + round(elementAt(a, [i, j]) * y))));
          return sum;
        };
        expectElements(
          a.tensor.mv(b.tensor),
          fromIndex([need(a.shape[0])], ([i = NaN]) => dot(i)),
        );
        if (need(a.shape[0]) === 0) return;
        expectElements(a.tensor.narrow(0, 0, 1).squeeze(0).dot(b.tensor), {
          shape: [],
          values: [dot(0)],
        });
      },
    );
    fc.assert(law, { numRuns: 200 });
  });

  it('bmm is mm for each matrix of the batch', () => {
    const shapes = fc.tuple(sizes(3), sizes(3), sizes(3), sizes(3));
    const law = fc.property(
      shapes.chain(([b, m, k, n]) => pair([b, m, k], [b, k, n])),
      ([a, b]) => {
        const product = a.tensor.bmm(b.tensor);
        for (let i = 0; i < need(a.shape[0]); i++) {
          const [x, y, z] = [a.tensor, b.tensor, product].map((t) => t.narrow(0, i, 1).squeeze(0));
          expect(need(x).mm(need(y)).equal(need(z))).toBe(true);
        }
      },
    );
    fc.assert(law, { numRuns: 100 });
  });

  it('outer and kron multiply every element with every other, rounded once', () => {
    const law = fc.property(
      fc.tuple(sizes(4), sizes(4)).chain(([m, n]) => pair([m], [n])),
      ([a, b]) => {
        expectElements(
          a.tensor.outer(b.tensor),
          fromIndex([a.values.length, b.values.length], ([i = NaN, j = NaN]) =>
            round(elementAt(a, [i]) * elementAt(b, [j])),
          ),
        );
      },
    );
    fc.assert(law, { numRuns: 100 });
    const shape = fc.array(sizes(3), { maxLength: 3 });
    const kron = fc.property(
      fc.tuple(shape, shape).chain(([left, right]) => pair(left, right)),
      ([a, b]) => {
        const rank = Math.max(a.shape.length, b.shape.length);
        const padded = (x: Elements): Elements => ({
          shape: [...Array<number>(rank - x.shape.length).fill(1), ...x.shape],
          values: x.values,
        });
        const [left, right] = [padded(a), padded(b)];
        const sizesOf = left.shape.map((size, dim) => size * need(right.shape[dim]));
        const expected = fromIndex(sizesOf, (index) => {
          const block = index.map((i, dim) => Math.floor(i / need(right.shape[dim])));
          const within = index.map((i, dim) => i % need(right.shape[dim]));
          return round(elementAt(left, block) * elementAt(right, within));
        });
        expectElements(a.tensor.kron(b.tensor), expected);
      },
    );
    fc.assert(kron, { numRuns: 200 });
  });

  it('cross is the cross product, each product and the difference rounded', () => {
    const law = fc.property(
      sizes(3).chain((n) => pair([n, 3], [1, 3])),
      ([a, b]) => {
        const expected = fromIndex([need(a.shape[0]), 3], ([i = NaN, j = NaN]) => {
          const [p, q] = [(j + 1) % 3, (j + 2) % 3];
          const x = (k: number): number => elementAt(a, [i, k]);
          const y = (k: number): number => elementAt(b, [0, k]);
          return round(round(x(p) * y(q)) - round(x(q) * y(p)));
        });
        expectElements(a.tensor.cross(b.tensor), expected);
        expectElements(a.tensor.t().cross(b.tensor.t(), 0).t(), expected);
      },
    );
    fc.assert(law, { numRuns: 200 });
  });
});
