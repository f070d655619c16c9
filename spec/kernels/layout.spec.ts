import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arange, concat, stack, zeros, type Dtype, type Tensor } from '../../src/index.js';
import { viewOf } from '../../src/tensor/tensor.js';
import { anyTensor, shapes, sizes, tensors } from '../properties/arbitraries.js';
import { expectElements } from '../properties/bits.js';
import { broadcastElement, elementAt, fromIndex, need } from '../properties/indices.js';

const DTYPES: readonly Dtype[] = ['float32', 'float64', 'int32', 'bool'];

/** The sizes of `size` in another grouping, with ones between. */
function regrouped(size: number): fc.Arbitrary<number[]> {
  if (size === 0) return shapes({ minRank: 1 }).map((shape) => [...shape, 0]);
  const factors: number[] = [];
  for (let rest = size, d = 2; rest > 1;) {
    if (rest % d === 0) {
      factors.push(d);
      rest /= d;
    } else d++;
  }
  return fc
    .tuple(fc.shuffledSubarray(factors, { minLength: factors.length }), fc.array(fc.nat(4), { maxLength: 6 }))
    .map(([shuffled, cuts]) =>
      cuts.reduce<number[]>((shape, cut) => {
        const at = cut % (shape.length + 1);
        const merged = cut % 2 === 0 && at + 1 < shape.length;
        return merged
          ? [...shape.slice(0, at), need(shape[at]) * need(shape[at + 1]), ...shape.slice(at + 2)]
          : [...shape.slice(0, at), 1, ...shape.slice(at)];
      }, shuffled),
    );
}

describe.each(DTYPES)('%s', (dtype) => {
  it('a view shows the elements it was made to show, wherever they lie', () => {
    fc.assert(
      fc.property(anyTensor(dtype), (x) => expectElements(x.tensor, x)),
      { numRuns: 300 },
    );
  });

  it('reshape keeps the elements in row-major order, for any layout', () => {
    const given = anyTensor(dtype, { maxSize: 6 }).chain((x) =>
      fc.tuple(fc.constant(x), regrouped(x.values.length)),
    );
    const law = fc.property(given, ([x, shape]) => {
      expectElements(x.tensor.reshape(shape), { shape, values: x.values });
    });
    fc.assert(law, { numRuns: 500 });
  });

  it('reshape works out one size of −1', () => {
    const given = anyTensor(dtype)
      .filter((x) => x.values.length > 0)
      .chain((x) => fc.tuple(fc.constant(x), regrouped(x.values.length), fc.nat()))
      .filter(([, shape]) => shape.length > 0);
    const law = fc.property(given, ([x, shape, which]) => {
      const asked = shape.map((size, dim) => (dim === which % shape.length ? -1 : size));
      expectElements(x.tensor.reshape(asked), { shape, values: x.values });
    });
    fc.assert(law, { numRuns: 100 });
  });

  it('permute and transpose put index i of dim dims[k] at place k', () => {
    const given = anyTensor(dtype).chain((x) => {
      const dims = x.shape.map((_, dim) => dim);
      return fc.tuple(fc.constant(x), fc.shuffledSubarray(dims, { minLength: dims.length }));
    });
    const law = fc.property(given, fc.boolean(), ([x, dims], negative) => {
      const shape = dims.map((dim) => need(x.shape[dim]));
      const expected = fromIndex(shape, (index) =>
        elementAt(
          x,
          x.shape.map((_, dim) => need(index[dims.indexOf(dim)])),
        ),
      );
      expectElements(x.tensor.permute(negative ? dims.map((dim) => dim - dims.length) : dims), expected);
      const [first, second] = dims;
      if (first === undefined || second === undefined) return;
      const swapped = x.shape.map((_, dim) => (dim === first ? second : dim === second ? first : dim));
      expect(x.tensor.transpose(first, second - dims.length).equal(x.tensor.permute(swapped))).toBe(true);
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('expand shows at an index what broadcasting sees there', () => {
    const given = fc
      .tuple(shapes({ maxRank: 3 }), shapes({ maxRank: 2 }))
      .chain(([own, lead]) =>
        fc.tuple(
          fc.constant(lead),
          fc.array(sizes(), { minLength: own.length, maxLength: own.length }),
          tensors(own, dtype),
        ),
      );
    const law = fc.property(given, ([lead, wished, x]) => {
      const own = x.shape.map((size, dim) => (size === 1 ? need(wished[dim]) : size));
      const shape = [...lead, ...own];
      const expected = fromIndex(shape, (index) => broadcastElement(x, index));
      expectElements(x.tensor.expand(shape), expected);
      expectElements(
        x.tensor.expand([...lead, ...own.map((size, dim) => (size === x.shape[dim] ? -1 : size))]),
        expected,
      );
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('narrow shows `length` indices from `start` on', () => {
    const given = anyTensor(dtype, { minRank: 1 }).chain((x) =>
      fc
        .nat(x.shape.length - 1)
        .chain((dim) =>
          fc
            .nat(need(x.shape[dim]))
            .chain((start) =>
              fc.tuple(
                fc.constant(x),
                fc.constant(dim),
                fc.constant(start),
                fc.nat(need(x.shape[dim]) - start),
              ),
            ),
        ),
    );
    const law = fc.property(given, fc.boolean(), ([x, dim, start, length], negative) => {
      const size = need(x.shape[dim]);
      const shape = x.shape.map((old, d) => (d === dim ? length : old));
      const expected = fromIndex(shape, (index) =>
        elementAt(
          x,
          index.map((i, d) => (d === dim ? i + start : i)),
        ),
      );
      const [asked, from] = negative && start < size ? [dim - x.shape.length, start - size] : [dim, start];
      expectElements(x.tensor.narrow(asked, from, length), expected);
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('squeeze and unsqueeze take away and put in sizes of 1 and move nothing', () => {
    const law = fc.property(anyTensor(dtype), fc.nat(), (x, die) => {
      const at = die % (x.shape.length + 1);
      const more = [...x.shape.slice(0, at), 1, ...x.shape.slice(at)];
      expectElements(x.tensor.unsqueeze(at), { shape: more, values: x.values });
      expectElements(x.tensor.unsqueeze(at - more.length), { shape: more, values: x.values });
      expectElements(x.tensor.unsqueeze(at).squeeze(at), x);
      expectElements(x.tensor.squeeze(), { shape: x.shape.filter((size) => size !== 1), values: x.values });
      x.shape.forEach((size, dim) => {
        const shape = x.shape.filter((_, d) => d !== dim || size !== 1);
        expectElements(x.tensor.squeeze(dim), { shape, values: x.values });
      });
    });
    fc.assert(law);
  });

  it('concat joins along a dim, stack along a new one, whatever the layouts', () => {
    const given = shapes({ minRank: 1, maxRank: 3 }).chain((shape) =>
      fc
        .tuple(fc.nat(shape.length - 1), fc.array(sizes(3), { minLength: 1, maxLength: 4 }))
        .chain(([dim, along]) =>
          fc.tuple(
            fc.constant(dim),
            fc.tuple(
              ...along.map((size) =>
                tensors(
                  shape.map((old, d) => (d === dim ? size : old)),
                  dtype,
                ),
              ),
            ),
          ),
        ),
    );
    const law = fc.property(given, ([dim, xs]) => {
      const lengths = xs.map((x) => need(x.shape[dim]));
      const owners = xs.flatMap((x, n) =>
        Array.from({ length: need(lengths[n]) }, (_, i) => [x, i] as const),
      );
      const shape = need(xs[0]).shape.map((size, d) => (d === dim ? owners.length : size));
      const expected = fromIndex(shape, (index) => {
        const [owner, i] = need(owners[need(index[dim])]);
        return elementAt(
          owner,
          index.map((at, d) => (d === dim ? i : at)),
        );
      });
      expectElements(
        concat(
          xs.map((x) => x.tensor),
          dim,
        ),
        expected,
      );
      expectElements(
        concat(
          xs.map((x) => x.tensor),
          dim - shape.length,
        ),
        expected,
      );
    });
    fc.assert(law, { numRuns: 200 });
    const alike = shapes({ maxRank: 3 }).chain((shape) =>
      fc.tuple(fc.nat(shape.length), fc.array(tensors(shape, dtype), { minLength: 1, maxLength: 3 })),
    );
    const stacking = fc.property(alike, ([dim, xs]) => {
      const shape = [...need(xs[0]).shape];
      shape.splice(dim, 0, xs.length);
      const expected = fromIndex(shape, (index) =>
        elementAt(
          need(xs[need(index[dim])]),
          index.filter((_, d) => d !== dim),
        ),
      );
      expectElements(
        stack(
          xs.map((x) => x.tensor),
          dim,
        ),
        expected,
      );
      expectElements(
        stack(
          xs.map((x) => x.tensor),
          dim - shape.length,
        ),
        expected,
      );
    });
    fc.assert(stacking, { numRuns: 200 });
  });
});

describe('no element is copied where strides can say it', () => {
  const cube = arange(24).reshape([2, 3, 4]);
  const columns = cube.permute([2, 0, 1]);
  const VIEWS: readonly (readonly [string, Tensor, Tensor])[] = [
    ['reshape of row-major storage', cube, cube.reshape([4, 6])],
    ['reshape that joins two evenly stepped dims', columns, columns.reshape([4, 6])],
    ['reshape that joins two dims and splits them elsewhere', columns, columns.reshape([2, 2, 3, 1, 2])],
    ['permute', cube, columns],
    ['transpose', cube, cube.transpose(0, 2)],
    ['t', cube, cube.reshape([4, 6]).t()],
    ['expand', cube, cube.expand([5, 2, 3, 4])],
    ['narrow', cube, cube.narrow(1, 1, 2)],
    ['squeeze', cube, cube.unsqueeze(1).squeeze()],
  ];

  it.each(VIEWS)('%s', (_, x, view) => {
    expect(viewOf(view).data).toBe(viewOf(x).data);
  });

  it('reshape of a repeated element keeps the one element', () => {
    expect(viewOf(zeros([]).expand([2, 3]).reshape([6])).data.length).toBe(1);
  });

  it('and clone copies', () => {
    expect(viewOf(cube.clone()).data).not.toBe(viewOf(cube).data);
  });
});
