/**
 * The arbitraries of gradus/testing: what is drawn lies where it is said to lie, all kinds of it are drawn, and
 * failures shrink.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ArgumentError, tensor, type Domain, type Tensor } from '../../src/index.js';
import { viewOf } from '../../src/tensor/tensor.js';
import {
  broadcastingShapes,
  indices,
  points,
  shapes,
  tensors,
  ties,
  views,
} from '../../src/testing/index.js';
import { need } from '../properties/indices.js';

const elementsOf = (x: Tensor): number[] => Array.from(x.toTypedArray());

/** Whether a property fails, and on what in the end. */
function shrunk<T>(property: fc.IPropertyWithHooks<[T]>): T {
  const { failed, counterexample } = fc.check(property);
  expect(failed).toBe(true);
  return need(need(counterexample ?? undefined)[0]);
}

describe('shapes', () => {
  test('keep to their bounds', () => {
    const bounded = shapes({ minRank: 1, maxRank: 2, minSize: 2, maxSize: 4 });
    fc.assert(
      fc.property(bounded, (shape) => {
        expect([1, 2]).toContain(shape.length);
        for (const size of shape) expect([2, 3, 4]).toContain(size);
      }),
    );
    expect(fc.sample(shapes({ maxSize: 0, minRank: 1 }), 20).flat()).not.toContain(1);
    expect(new Set(fc.sample(shapes({ minSize: 1, maxSize: 1 }), 20).flat())).toEqual(new Set([1]));
  });

  test('are of every rank, with sizes 0 and 1 among them, and mostly not empty', () => {
    const drawn = fc.sample(shapes(), 300);
    expect(new Set(drawn.map(({ length }) => length))).toEqual(new Set([0, 1, 2, 3]));
    expect(new Set(drawn.flat())).toEqual(new Set([0, 1, 2, 3]));
    expect(drawn.filter((shape) => shape.includes(0)).length).toBeLessThan(75);
  });

  test('shrink to the smallest that fails', () => {
    expect(shrunk(fc.property(shapes(), (shape) => shape.length < 2))).toHaveLength(2);
    expect(shrunk(fc.property(shapes(), (shape) => !shape.includes(3)))).toEqual([3]);
  });
});

describe('broadcastingShapes', () => {
  test('broadcast, by NumPy’s rule: from the end, sizes are equal or one of them is 1', () => {
    fc.assert(
      fc.property(broadcastingShapes(), ([a, b]) => {
        for (let dim = 1; dim <= Math.min(a.length, b.length); dim++) {
          const [left, right] = [need(a.at(-dim)), need(b.at(-dim))];
          expect(left === right || left === 1 || right === 1).toBe(true);
        }
      }),
    );
  });

  test('stretch the one, the other, and both', () => {
    const drawn = fc.sample(broadcastingShapes(), 300);
    const stretches = ([a, b]: readonly [readonly number[], readonly number[]]): boolean =>
      a.length < b.length || a.some((size, dim) => size === 1 && (b.at(dim - a.length) ?? 1) > 1);
    const kinds = drawn.map(([a, b]) => `${stretches([a, b])} ${stretches([b, a])}`);
    expect(new Set(kinds).size).toBe(4);
  });
});

describe('points of a domain', () => {
  const domain: Domain = [
    { low: -1, high: 1, except: [0, 0.5] },
    { low: 2, high: 3, grid: 1 / 4 },
  ];

  test('are float64 tensors within their regions, away from what these except, on the grid', () => {
    fc.assert(
      fc.property(points(domain, [[3], [2, 2], []]), ([a, b, c]) => {
        expect([a, b, c].map((x) => [x?.dtype, x?.shape])).toEqual([
          ['float64', [3]],
          ['float64', [2, 2]],
          ['float64', []],
        ]);
        for (const x of elementsOf(need(a))) {
          expect(Math.abs(x)).toBeLessThanOrEqual(1);
          expect(Math.min(Math.abs(x), Math.abs(x - 0.5))).toBeGreaterThanOrEqual(1 / 16);
        }
        // The last region stands for all further inputs.
        for (const x of [...elementsOf(need(b)), ...elementsOf(need(c))]) {
          expect([2, 2.25, 2.5, 2.75, 3]).toContain(x);
        }
      }),
    );
  });

  test('that are to be distinct are, by far more than a step of the differences, across the inputs too', () => {
    const apart: Domain = [{ low: -2, high: 2, distinct: true }];
    fc.assert(
      fc.property(points(apart, broadcastingShapes({ maxSize: 4 })), (inputs) => {
        const all = inputs.flatMap(elementsOf).sort((a, b) => a - b);
        for (const x of all) expect(Math.abs(x)).toBeLessThanOrEqual(2);
        all.forEach((x, i) => {
          if (i > 0) expect(x - need(all[i - 1])).toBeGreaterThanOrEqual(1 / 128);
        });
      }),
    );
    const orders = fc.sample(points(apart, [[3]]), 100).map(([x]) => {
      const [a = 0, b = 0, c = 0] = elementsOf(need(x));
      return [a < b, b < c, a < c].join();
    });
    expect(new Set(orders).size).toBe(6);
  });

  test('of a distinct region beside one that is not', () => {
    const mixed: Domain = [
      { low: 0, high: 1, distinct: true },
      { low: 5, high: 6 },
    ];
    fc.assert(
      fc.property(points(mixed, [[4], [2]]), ([a, b]) => {
        expect(new Set(elementsOf(need(a))).size).toBe(4);
        for (const x of elementsOf(need(b))) expect(x).toBeGreaterThanOrEqual(5);
      }),
    );
  });

  test('are short decimals, and never −0', () => {
    for (const x of fc.sample(tensors(), 100).flatMap(elementsOf)) {
      expect(Number.isInteger(x * 64)).toBe(true);
      expect(Object.is(x, -0)).toBe(false);
    }
  });

  test('shrink to a single simple element', () => {
    const fails = shrunk(fc.property(tensors(), (x) => elementsOf(x).every((element) => element === 0)));
    expect(fails.numel()).toBe(1);
    expect(Math.abs(fails.item())).toBe(1 / 64);
  });

  test('do not exist where a region holds none: an error says so at once', () => {
    const near = { low: -1 / 32, high: 1 / 32, except: [0] };
    expect(() => fc.sample(tensors(near, [2]), 1)).toThrow(ArgumentError);
    expect(() => fc.sample(tensors(near, [2]), 1)).toThrow(
      /region from -0\.03125 to 0\.03125 holds no multiple of/,
    );
    expect(() => fc.sample(tensors({ low: 1, high: 0 }, [2]), 1)).toThrow('holds no multiple');
    const crowded = { low: 0, high: 1, grid: 1 / 4, distinct: true };
    expect(() => fc.sample(tensors(crowded, [3]), 1)).toThrow(/holds no 3 distinct multiples of 0\.25/);
  });
});

describe('ties', () => {
  test('are there wherever two elements are, within the region', () => {
    fc.assert(
      fc.property(ties({ low: 1, high: 2 }), (x) => {
        const elements = elementsOf(x);
        if (elements.length > 1) expect(new Set(elements).size).toBeLessThan(elements.length);
        for (const element of elements) expect(element >= 1 && element <= 2).toBe(true);
      }),
    );
  });

  test('are not everywhere', () => {
    expect(fc.sample(ties(undefined, [4]), 50).some((x) => new Set(elementsOf(x)).size === 2)).toBe(true);
  });

  test('find a function that has no convention for them', () => {
    const firstOnly = (x: Tensor): boolean => x.eq(x.max()).to('float64').sum().item() === 1;
    const found = shrunk(fc.property(ties({ low: -2, high: 2 }, [3]), firstOnly));
    expect(new Set(elementsOf(found)).size).toBeLessThan(3);
  });
});

describe('indices', () => {
  test('count from 0 to the size, or from the end too', () => {
    fc.assert(
      fc.property(indices(3, [5]), (x) => {
        expect(x.dtype).toBe('int32');
        for (const i of elementsOf(x)) expect([0, 1, 2]).toContain(i);
      }),
    );
    const both = fc.sample(indices(2, [4], { negative: true }), 100).flatMap(elementsOf);
    expect(new Set(both)).toEqual(new Set([-2, -1, 0, 1]));
  });

  test('repeat where that is asked for', () => {
    fc.assert(
      fc.property(indices(100, shapes({ minRank: 1, minSize: 2 }), { repeated: true }), (x) => {
        expect(new Set(elementsOf(x)).size).toBeLessThan(x.numel());
      }),
    );
    expect(fc.sample(indices(100, [2]), 50).some((x) => new Set(elementsOf(x)).size === 2)).toBe(true);
  });

  test('are refused for a dim of no size', () => {
    for (const size of [0, -1, 1.5]) expect(() => indices(size)).toThrow(`indices: size is ${size}`);
  });
});

describe('views', () => {
  test('are the same tensors, in storage of every layout', () => {
    fc.assert(
      fc.property(shapes(), (shape) => {
        const x = tensor(
          Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, i) => i),
          { shape, dtype: 'float64' },
        );
        for (const view of fc.sample(views(fc.constant(x)), 5)) expect(view.equal(x)).toBe(true);
      }),
    );
    const seen = fc.sample(views(tensors(undefined, [2, 3])), 100).map((x) => viewOf(x));
    expect(seen.some(({ strides: [a = 0, b = 0] }) => a < b)).toBe(true);
    expect(seen.some(({ strides: [a = 0, b = 0] }) => a > b)).toBe(true);
    expect(seen.some(({ offset }) => offset > 0)).toBe(true);
    expect(seen.some(({ data }) => data.length > 6)).toBe(true);
  });

  test('keep every dtype', () => {
    for (const dtype of ['float32', 'float64', 'int32', 'bool'] as const) {
      const x = tensor([[1, 0, 1]], { dtype: 'int32' }).to(dtype);
      for (const view of fc.sample(views(fc.constant(x)), 10)) expect(view.equal(x)).toBe(true);
    }
  });
});
