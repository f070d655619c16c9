/**
 * Places: each beside its definition, index by index.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowMajor } from '../../src/kernels/layout.js';
import {
  addContributions,
  addedBehind,
  continued,
  contributions,
  evenly,
  firstBeyond,
  outerPlaces,
  outsideAt,
  overwritten,
  pickPlaces,
  placesAlong,
  placeSums,
  repeatedIndices,
  rolled,
  scaled,
  truePlaces,
  wrapped,
} from '../../src/kernels/places.js';
import { shapes, sizes } from '../properties/arbitraries.js';
import { broadcastElement, countOf, flatIndex, indicesOf, need } from '../properties/indices.js';

const list = fc
  .array(fc.integer({ min: -1, max: 9 }), { maxLength: 4 })
  .map((values) => Int32Array.from(values));

describe('the outer sum of contributions', () => {
  it('is start plus one of each list, in row-major order; outside where any of them is', () => {
    fc.assert(
      fc.property(fc.array(list, { maxLength: 4 }), fc.nat(5), (lists, start) => {
        const wanted = Array.from(indicesOf(lists.map(({ length }) => length)), (index) => {
          const parts = index.map((i, dim) => need(need(lists[dim])[i]));
          return parts.includes(-1) ? -1 : parts.reduce((sum, part) => sum + part, start);
        });
        expect(Array.from(outerPlaces(lists, start))).toEqual(wanted);
      }),
    );
  });

  it('of what all indices contribute is every place, once, ascending', () => {
    fc.assert(
      fc.property(shapes(), (shape) => {
        expect(outerPlaces(contributions(shape))).toEqual(evenly(countOf(shape), 0, 1));
      }),
    );
  });

  it('is empty where a list is, however many places the others would make', () => {
    const many = new Int32Array(2 ** 16);
    expect(outerPlaces([many, many, new Int32Array(0)]).length).toBe(0);
  });
});

describe('the places of an index tensor', () => {
  it('are its own, but for the index along the dim', () => {
    const applications = fc
      .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 })
      .chain((shape) =>
        fc.record({
          shape: fc.constant(shape),
          dim: fc.nat(shape.length - 1),
          own: fc.tuple(...shape.map((size) => fc.nat(size))),
          numbers: fc.array(fc.nat(), { minLength: 64, maxLength: 64 }),
        }),
      );
    fc.assert(
      fc.property(applications, ({ shape, dim, own, numbers }) => {
        const indices = Int32Array.from(
          { length: countOf(own) },
          (_, i) => need(numbers[i]) % need(shape[dim]),
        );
        const wanted = Array.from(indicesOf(own), (index, i) =>
          flatIndex(
            index.map((one, d) => (d === dim ? need(indices[i]) : one)),
            shape,
          ),
        );
        expect(Array.from(placesAlong(shape, dim, indices, own))).toEqual(wanted);
      }),
    );
  });
});

describe('places of values that broadcast', () => {
  const pair = shapes({ maxRank: 3 }).chain((to) =>
    fc.record({
      to: fc.constant(to),
      from: fc
        .tuple(fc.nat(to.length), fc.array(fc.boolean(), { minLength: to.length, maxLength: to.length }))
        .map(([lead, ones]) => to.map((size, d) => (ones[d] === true ? 1 : size)).slice(lead)),
      seed: fc.array(fc.nat(1), { minLength: 200, maxLength: 200 }),
    }),
  );

  it('are those of what is true', () => {
    fc.assert(
      fc.property(pair, ({ to, from, seed }) => {
        const values = seed.slice(0, countOf(from));
        const seen = Array.from(indicesOf(to), (index) => broadcastElement({ shape: from, values }, index));
        const wanted = seen.flatMap((value, i) => (value === 0 ? [] : [i]));
        expect(Array.from(truePlaces(Uint8Array.from(values), from, to))).toEqual(wanted);
      }),
    );
  });

  it('grow by each index times the stride', () => {
    fc.assert(
      fc.property(pair, fc.nat(9), ({ to, from, seed }, scale) => {
        const values = seed.slice(0, countOf(from)).map((value, i) => value * i);
        const places = evenly(countOf(to), 3, 2);
        addContributions(places, to, Int32Array.from(values), from, scale);
        const wanted = Array.from(indicesOf(to), (index, i) => {
          return 3 + 2 * i + scale * broadcastElement({ shape: from, values }, index);
        });
        expect(Array.from(places)).toEqual(wanted);
      }),
    );
  });
});

describe('a dim that goes on', () => {
  const modes = [
    ['constant', [-1, -1, 0, 1, 2, -1]],
    ['reflect', [2, 1, 0, 1, 2, 1]],
    ['replicate', [0, 0, 0, 1, 2, 2]],
    ['circular', [1, 2, 0, 1, 2, 0]],
  ] as const;
  it.each(modes)('in mode %s', (mode, wanted) => {
    expect(Array.from(continued(mode, 3, 2, 1))).toEqual(wanted);
    expect(Array.from(continued(mode, 3, -1, -1))).toEqual([1]);
  });
});

describe('lists of indices', () => {
  it('turned: i goes to i + shift', () => {
    fc.assert(
      fc.property(
        sizes(6).filter((size) => size > 0),
        fc.nat(5),
        (size, turn) => {
          const shift = turn % size;
          const indices = rolled(size, shift);
          indices.forEach((from, to) => expect((from + shift) % size).toBe(to));
        },
      ),
    );
  });

  it('repeated, scaled, wrapped, redirected', () => {
    expect(Array.from(repeatedIndices(Int32Array.of(2, 0, 3), 5))).toEqual([0, 0, 2, 2, 2]);
    expect(Array.from(scaled(Int32Array.of(-1, 0, 2), 5))).toEqual([-1, 0, 10]);
    expect(Array.from(wrapped(Int32Array.of(-1, 0, -3, 2), 3))).toEqual([2, 0, 0, 2]);
    expect(Array.from(outsideAt(Int32Array.of(-1, 0, 2), 7))).toEqual([7, 0, 2]);
  });

  it('beyond a range: the first is found, and both ends are right', () => {
    expect(firstBeyond(Int32Array.of(0, 2, 3, -1), 0, 3)).toBe(3);
    expect(firstBeyond(Int32Array.of(0, 2, -1, 3), 0, 3)).toBe(-1);
    expect(firstBeyond(Int32Array.of(0, 2, -1), -1, 3)).toBeUndefined();
    expect(firstBeyond(Int32Array.of(), 0, 0)).toBeUndefined();
  });

  it('written over: the last one stands', () => {
    expect(Array.from(overwritten(3, Int32Array.of(1, 2, 1)))).toEqual([0, 5, 4]);
  });

  it('added behind: x first', () => {
    expect(Array.from(addedBehind(2, Int32Array.of(1, 1)))).toEqual([0, 1, 1, 1]);
  });
});

describe('reading and adding up', () => {
  it('are adjoint: ⟨pick x, y⟩ = ⟨x, place y⟩, and −1 is nowhere', () => {
    const numbers = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(
        numbers,
        numbers,
        fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 6, maxLength: 6 }),
        (a, b, at) => {
          const [x, y] = [Float64Array.from(a), Float64Array.from(b)];
          const places = Int32Array.from(at);
          const dot = (u: ArrayLike<number>, v: ArrayLike<number>): number =>
            Array.from(u).reduce((sum, one, i) => sum + one * (v[i] ?? NaN), 0);
          const picked = pickPlaces(x, places, 'float64');
          expect(dot(picked, y)).toBe(dot(x, placeSums(y, places, [6], 'float64')));
          expect(Array.from(picked)).toEqual(at.map((place) => (place < 0 ? 0 : need(a[place]))));
        },
      ),
    );
  });
});

describe('adding up', () => {
  it('keeps the bits of one element alone, −0 too; −0 and 0 make 0, and nothing makes 0', () => {
    const sums = placeSums(Float64Array.of(-0, -0, 0, -0, -0), Int32Array.of(0, 1, 1, 2, 2), [4], 'float64');
    expect(Array.from(sums)).toEqual([-0, 0, -0, 0]);
  });

  it('takes sums in float64 and rounds once', () => {
    const data = Float32Array.of(1, 2 ** -24, 2 ** -24);
    expect(placeSums(data, new Int32Array(3), [1], 'float32')[0]).toBe(1 + 2 ** -23);
  });
});

describe('elements in row-major order, to be read', () => {
  const data = Float32Array.of(9, 1, 2, 3, 4, 9);

  it('are the storage itself where they lie so', () => {
    const found = rowMajor({ data, shape: [2, 2], strides: [2, 1], offset: 1 }, 'float32');
    expect(Array.from(found)).toEqual([1, 2, 3, 4]);
    expect(found.buffer).toBe(data.buffer);
  });

  it('are a copy elsewhere', () => {
    const found = rowMajor({ data, shape: [2, 2], strides: [1, 2], offset: 1 }, 'float32');
    expect(Array.from(found)).toEqual([1, 3, 2, 4]);
    expect(found.buffer).not.toBe(data.buffer);
  });
});
