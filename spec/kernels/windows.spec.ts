/**
 * The windows on images: each table is what its formula says, element by element.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choicePlaces } from '../../src/kernels/choices.js';
import {
  largestPlaces,
  sharedWindows,
  slidingWindows,
  windowPlaces,
  windowSizes,
  type Axis,
} from '../../src/kernels/windows.js';
import { flatIndex, fromIndex, need } from '../properties/indices.js';

const count = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });

/** An axis with its windows, whatever slides: also beyond the image, or only on its padding. */
const axes: fc.Arbitrary<Axis> = fc
  .record({
    size: count(5),
    windows: fc.integer({ min: 0, max: 4 }),
    sliding: fc.record({
      taps: count(3),
      stride: count(3),
      dilation: count(3),
      before: fc.integer({ min: 0, max: 4 }),
    }),
  })
  .map(({ size, windows, sliding }) => slidingWindows(size, windows, sliding));

const tap = (axis: Axis, k: number, o: number): number => need(axis.indices[k * axis.windows + o]);

describe('windows along an axis', () => {
  it('slide: element k of window o is o·stride − before + k·dilation, or none', () => {
    fc.assert(
      fc.property(
        count(6),
        fc.integer({ min: 0, max: 5 }),
        fc.record({ taps: count(4), stride: count(3), dilation: count(3), before: fc.nat(4) }),
        (size, windows, sliding) => {
          const axis = slidingWindows(size, windows, sliding);
          const expected = fromIndex([sliding.taps, windows], ([k, o]) => {
            const index = need(o) * sliding.stride - sliding.before + need(k) * sliding.dilation;
            return index >= 0 && index < size ? index : -1;
          });
          expect(Array.from(axis.indices)).toEqual(expected.values);
        },
      ),
    );
  });

  it('share an axis: window o holds every i with o/n < (i + 1)/size and i/size < (o + 1)/n, in order', () => {
    fc.assert(
      fc.property(count(9), fc.integer({ min: 0, max: 7 }), (size, n) => {
        const axis = sharedWindows(size, n);
        for (let o = 0; o < n; o++) {
          const held = Array.from({ length: axis.taps }, (_, k) => tap(axis, k, o)).filter((i) => i >= 0);
          const whole = Array.from({ length: size }, (_, i) => i);
          expect(held).toEqual(whole.filter((i) => o * size < (i + 1) * n && i * n < (o + 1) * size));
        }
      }),
    );
  });

  it('have as many elements as are not in the padding', () => {
    fc.assert(
      fc.property(axes, (axis) => {
        const sizes = fromIndex(
          [axis.windows],
          ([o]) =>
            Array.from({ length: axis.taps }, (_, k) => tap(axis, k, need(o))).filter((i) => i >= 0).length,
        );
        expect(Array.from(windowSizes(axis))).toEqual(sizes.values);
      }),
    );
  });
});

describe('windows on images', () => {
  it('see the places of the element at [n, c, row, column], for every tap of every window', () => {
    fc.assert(
      fc.property(fc.nat(2), fc.nat(2), axes, axes, (images, channels, rows, columns) => {
        const expected = fromIndex(
          [channels, rows.taps, columns.taps, images, rows.windows, columns.windows],
          ([c, i, j, n, o, p]) => {
            const row = tap(rows, need(i), need(o));
            const column = tap(columns, need(j), need(p));
            const whole = [images, channels, rows.size, columns.size];
            return row < 0 || column < 0 ? -1 : flatIndex([need(n), need(c), row, column], whole);
          },
        );
        expect(Array.from(windowPlaces(images, channels, rows, columns))).toEqual(expected.values);
      }),
    );
  });

  it('have as largest the first of those that no other exceeds, and the last NaN before all', () => {
    fc.assert(
      fc.property(
        fc.nat(2).chain((images) =>
          fc.tuple(axes, axes).chain(([rows, columns]) => {
            const length = images * rows.size * columns.size;
            const value = fc.constantFrom(1, 2, 3, -0, 0, -Infinity, Infinity, NaN);
            return fc.record({
              ...{ images: fc.constant(images), rows: fc.constant(rows), columns: fc.constant(columns) },
              data: fc.array(value, { minLength: length, maxLength: length }),
            });
          }),
        ),
        ({ images, rows, columns, data }) => {
          const expected = fromIndex([images, rows.windows, columns.windows], ([n, o, p]) => {
            const taps = fromIndex([rows.taps, columns.taps], ([i, j]) => {
              const row = tap(rows, need(i), need(o));
              const column = tap(columns, need(j), need(p));
              return row < 0 || column < 0
                ? -1
                : flatIndex([need(n), row, column], [images, rows.size, columns.size]);
            });
            const places = taps.values.filter((place) => place >= 0);
            const unknown = places.filter((place) => Number.isNaN(data[place]));
            if (unknown.length > 0) return need(unknown.at(-1));
            return (
              places.find((place) => places.every((other) => !(need(data[other]) > need(data[place])))) ?? -1
            );
          });
          expect(Array.from(largestPlaces(data, images, rows, columns))).toEqual(expected.values);
        },
      ),
    );
  });
});

describe('choices', () => {
  it('are at [sample, choice, position]; what is ignored is nowhere', () => {
    fc.assert(
      fc.property(
        fc.nat(3),
        count(4),
        fc.nat(3),
        fc.infiniteStream(fc.nat(3)),
        (samples, choices, positions, stream) => {
          const chosen = fromIndex([samples, positions], () => Number(stream.next().value) % (choices + 1));
          const expected = fromIndex([samples, positions], ([n, p]) => {
            const choice = need(chosen.values[flatIndex([need(n), need(p)], [samples, positions])]);
            return choice === choices
              ? -1
              : flatIndex([need(n), choice, need(p)], [samples, choices, positions]);
          });
          expect(Array.from(choicePlaces(chosen.values, choices, positions, choices))).toEqual(
            expected.values,
          );
        },
      ),
    );
  });
});
