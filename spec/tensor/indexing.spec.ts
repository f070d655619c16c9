/**
 * Everything that moves, repeats, chooses or adds up elements by their indices: beside PyTorch on random
 * arguments, the laws that hold between them, and what they refuse.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  arange,
  ArgumentError,
  concat,
  DtypeError,
  full,
  grad,
  GradusError,
  ShapeError,
  tensor,
  type Tensor,
  Variable,
  zeros,
} from '../../src/index.js';
import { viewOf } from '../../src/tensor/tensor.js';
import { anyTensor } from '../properties/arbitraries.js';
import { countOf, need } from '../properties/indices.js';

interface Written {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** A request of `fixtures/indexing.py`, and what PyTorch says. */
interface Case {
  readonly name: string;
  readonly shape: readonly number[];
  readonly arguments: readonly unknown[];
  readonly error?: string;
  readonly results?: readonly Written[];
  readonly gradients?: readonly Written[];
}

const { cases } = JSON.parse(
  readFileSync(new URL('../../fixtures/indexing.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly Case[] };

type Loose = Readonly<Record<string, (...given: unknown[]) => unknown>>;

const int32 = (values: readonly number[], shape: readonly number[] = [values.length]): Tensor =>
  tensor([...values], { dtype: 'int32', shape });

/** start, start + 1, … in a shape. */
const counted = (shape: readonly number[], start = 1): Tensor =>
  tensor(
    Float64Array.from({ length: countOf(shape) }, (_, i) => start + i),
    { shape },
  );

/** The same values in storage whose axes lie the other way round. */
function transposedStorage(x: Tensor): Tensor {
  const reversed = x.shape.map((_, dim) => x.ndim - 1 - dim);
  return x.permute(reversed).clone().permute(reversed);
}

/** The operands of a request, and its other arguments in their places. */
function prepared(
  { shape, arguments: given }: Case,
  operand: (x: Tensor) => Tensor | Variable,
): { operands: (Tensor | Variable)[]; args: unknown[] } {
  const operands = [operand(counted(shape))];
  const args = given.map((one) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return one;
    if ('operand' in one) {
      operands.push(operand(counted(one.operand as number[], 1 + countOf(shape))));
      return operands[1];
    }
    if ('indices' in one && 'shape' in one) return int32(one.indices as number[], one.shape as number[]);
    if ('mask' in one && 'shape' in one) {
      return tensor(one.mask as boolean[], { dtype: 'bool', shape: one.shape as number[] });
    }
    return one;
  });
  return { operands, args };
}

function call(name: string, x: unknown, args: readonly unknown[]): readonly (Tensor | Variable)[] {
  const result = need((x as Loose)[name]).call(x, ...args);
  return (Array.isArray(result) ? result : [result]) as readonly (Tensor | Variable)[];
}

const writtenAs = (x: Tensor | Variable): Written => ({
  shape: x.shape,
  data: Array.from(x.toTypedArray()),
});

const names = [...new Set(cases.map(({ name }) => name))];
const shown = (given: Case): string => JSON.stringify([given.name, given.shape, given.arguments]);

describe('PyTorch agrees, on random arguments, on', () => {
  test.each(names)('the values, and the gradients, of %s', (name) => {
    const asked = cases.filter((one) => one.name === name && one.results !== undefined);
    expect(asked.length).toBeGreaterThan(15);
    for (const given of asked) {
      const { operands, args } = prepared(given, (x) => new Variable(x, { requiresGrad: true }));
      const results = call(name, operands[0], args) as readonly Variable[];
      expect(results.map(writtenAs), shown(given)).toEqual(given.results);
      let start = 1;
      const weights = results.map((y) => {
        const weight = counted(y.shape, start);
        start += y.numel();
        return weight;
      });
      const gradients =
        results.length === 0
          ? operands.map(() => null)
          : grad(results, operands as Variable[], { gradOutputs: weights, allowUnused: true });
      const found = gradients.map((gradient, i) => gradient?.data ?? zeros(need(operands[i]).shape));
      expect(found.map(writtenAs), shown(given)).toEqual(given.gradients);
    }
  });

  test.each(names)('%s of Tensors, whatever their layout', (name) => {
    for (const given of cases.filter((one) => one.name === name && one.results !== undefined)) {
      const { operands, args } = prepared(given, transposedStorage);
      expect(call(name, operands[0], args).map(writtenAs), shown(given)).toEqual(given.results);
    }
  });

  test.each(names)('what %s refuses, and it is named', (name) => {
    for (const given of cases.filter((one) => one.name === name && one.error !== undefined)) {
      const { operands, args } = prepared(given, (x) => x);
      const law = expect(() => call(name, operands[0], args), shown(given));
      law.toThrow(GradusError);
      expect(() => call(name, operands[0], args)).toThrow(new RegExp(`^${name}: `));
    }
  });
});

/** Whether one tensor looks at the storage of the other. */
const isViewOf = (y: Tensor | undefined, x: Tensor): boolean => viewOf(need(y)).data === viewOf(x).data;

describe('what strides can say costs no copy:', () => {
  const x = counted([4, 6]);
  test.each<[string, (x: Tensor) => Tensor | undefined]>([
    ['select', () => x.select(1, 2)],
    ['unbind', () => x.unbind(1)[3]],
    ['split', () => x.split([1, 2, 3], 1)[2]],
    ['chunk', () => x.chunk(3)[1]],
    ['movedim', () => x.movedim(0, 1)],
    ['flatten', () => x.flatten()],
    ['broadcastTo', () => x.broadcastTo([3, 4, 6])],
    ['index of numbers and ranges', () => x.index('1:', null, -1)],
    ['the window of a scalar', () => x.select(0, 0).select(0, 0).unfold(0, 1, 1)],
  ])('%s', (_, view) => {
    expect(isViewOf(view(x), x)).toBe(true);
  });

  it('index without a list gives the tensor itself where it changes nothing', () => {
    expect(x.index()).toBe(x);
    expect(x.index(':', '...', '0:6')).toBe(x);
  });
});

describe('laws, over random shapes and layouts:', () => {
  const withDim = anyTensor('float64', { minRank: 1, maxRank: 3, maxSize: 4 }).chain((x) =>
    fc.record({ x: fc.constant(x.tensor), dim: fc.nat(x.shape.length - 1) }),
  );
  const law = (holds: (x: Tensor, dim: number, n: number) => void): void => {
    fc.assert(
      fc.property(withDim, fc.nat(6), ({ x, dim }, n) => {
        holds(x, dim, n);
      }),
      { numRuns: 100 },
    );
  };
  const expectSame = (actual: Tensor, expected: Tensor): void => expect(actual.equal(expected)).toBe(true);

  test('flip undoes itself', () => law((x, dim) => expectSame(x.flip(dim).flip(dim), x)));

  test('roll is undone by rolling back, and by rolling once round', () =>
    law((x, dim, n) => {
      expectSame(x.roll(n, dim).roll(-n, dim), x);
      expectSame(x.roll(x.size(dim), dim), x);
      expectSame(x.roll(n).roll(-n), x);
    }));

  test('what is padded is cut off again by negative sizes, in every mode', () =>
    law((x, dim, n) => {
      const sizes = Array.from({ length: 2 * x.ndim }, (_, i) => (x.ndim - 1 - (i >> 1) === dim ? n : 0));
      const back = sizes.map((size) => -size);
      expectSame(x.pad(sizes, { value: 5 }).pad(back), x);
      const size = x.size(dim);
      for (const [mode, most] of [
        ['reflect', size - 1],
        ['replicate', size > 0 ? n : 0],
        ['circular', size],
      ] as const) {
        const fitting = sizes.map((one) => Math.max(0, Math.min(one, most)));
        const whole = x.pad(fitting, { mode });
        expectSame(whole.pad(fitting.map((one) => -one || 0)), x);
      }
    }));

  test('the parts of split, chunk and unbind, joined, are the whole', () =>
    law((x, dim, n) => {
      expectSame(concat(x.split(n + 1, dim), dim), x);
      expectSame(concat(x.chunk(n + 1, dim), dim), x);
      if (x.size(dim) === 0) return;
      expectSame(
        concat(
          x.unbind(dim).map((part) => part.unsqueeze(dim)),
          dim,
        ),
        x,
      );
    }));

  test('repeatInterleave of all n times is expand, and repeat is concat', () =>
    law((x, dim, n) => {
      const apart = x.unsqueeze(dim + 1);
      const sizes = apart.shape.map((size, d) => (d === dim + 1 ? n : size));
      expectSame(x.repeatInterleave(n, dim), apart.expand(sizes).flatten(dim, dim + 1));
      const times = x.shape.map((_, d) => (d === dim ? n + 1 : 1));
      expectSame(
        x.repeat(times),
        concat(
          Array.from({ length: n + 1 }, () => x),
          dim,
        ),
      );
    }));

  test('a window of unfold is narrow', () =>
    law((x, dim, n) => {
      const size = Math.min(n, x.size(dim));
      const windows = x.unfold(dim, size, 2).unbind(dim);
      windows.forEach((found, i) => expectSame(found.movedim(-1, dim), x.narrow(dim, 2 * i, size)));
      expect(windows.length).toBe(Math.floor((x.size(dim) - size) / 2) + 1);
    }));

  test('indexSelect, gather, take and index read the same', () =>
    law((x, dim, n) => {
      if (x.numel() === 0) return;
      const list = [n % x.size(dim), 0];
      const selected = x.indexSelect(dim, list);
      const index = int32(list)
        .reshape(x.shape.map((_, d) => (d === dim ? 2 : 1)))
        .expand(selected.shape);
      expectSame(x.gather(dim, index), selected);
      expectSame(x.index(...x.shape.map((_, d) => (d === dim ? list : (':' as const)))), selected);
      const places = counted(x.shape, 0).indexSelect(dim, list).to('int32');
      expectSame(x.take(places), selected);
    }));

  test('maskedSelect of the larger ones, and index by the mask, are the same', () =>
    law((x) => {
      const mask = x.gt(0);
      expectSame(x.maskedSelect(mask), x.index(mask));
      expectSame(x.maskedSelect(mask), x.take(int32(positions(mask))));
    }));

  test('scatter into another tensor, gathered from there, is what was written last', () =>
    law((x, dim, n) => {
      const index = counted(x.shape, n).to('int32').toTypedArray();
      const to = int32(
        Array.from(index, (i) => i % 3),
        x.shape,
      );
      const target = full(
        x.shape.map((size, d) => (d === dim ? 3 : size)),
        9,
        { dtype: 'float64' },
      );
      const values = Array.from(x.toTypedArray());
      const wanted = Array.from(target.toTypedArray());
      const inner = countOf(x.shape.slice(dim + 1));
      values.forEach((value, i) => {
        const outer = Math.floor(i / (inner * x.size(dim)));
        wanted[(outer * 3 + (need(index[i]) % 3)) * inner + (i % inner)] = value;
      });
      expectSame(target.scatter(dim, to, x), tensor(Float64Array.from(wanted), { shape: target.shape }));
    }));
});

/** The places of what is true. */
const positions = (mask: Tensor): number[] =>
  Array.from(mask.toTypedArray(), (value, i) => (value === 0 ? -1 : i)).filter((i) => i >= 0);

describe('every dtype moves:', () => {
  const whole = int32([1, -2, 3, 4, 5, -6], [2, 3]);
  const moves: readonly (readonly [string, (x: Tensor) => Tensor])[] = [
    ['flip', (x) => x.flip([0, 1])],
    ['roll', (x) => x.roll(2)],
    ['pad', (x) => x.pad([1, 0, 0, 1], { value: 1 })],
    ['pad by reflection', (x) => x.pad([1, 2], { mode: 'reflect' })],
    ['repeat', (x) => x.repeat([1, 2])],
    ['tile', (x) => x.tile([2])],
    ['repeatInterleave', (x) => x.repeatInterleave([0, 2, 1], 1)],
    ['unfold', (x) => x.unfold(1, 2, 1)],
    ['indexSelect', (x) => x.indexSelect(1, [2, 0])],
    ['gather', (x) => x.gather(0, int32([1, 0, 1], [1, 3]))],
    ['scatter', (x) => x.scatter(0, int32([1, 0, 1], [1, 3]), x)],
    ['scatter of a number', (x) => x.scatter(1, int32([1, 0], [2, 1]), 1)],
    ['maskedSelect', (x) => x.maskedSelect(tensor([true, false, true]))],
    ['take', (x) => x.take([5, 0])],
    ['index', (x) => x.index('...', [2, 0])],
  ];
  test.each(moves)('%s', (_, move) => {
    const expected = move(whole.to('float64'));
    expect(move(whole).dtype).toBe('int32');
    expect(move(whole).toArray()).toEqual(expected.toArray());
    expect(move(whole.to('float32')).equal(expected.to('float32'))).toBe(true);
    const truth = whole.to('float64').gt(0);
    expect(move(truth).equal(move(truth.to('float64')).to('bool'))).toBe(true);
  });
});

describe('what meets at one place', () => {
  it('is added to x in order, in float64, and rounded once', () => {
    const tiny = 2 ** -24;
    const x = tensor([1, 5]);
    expect(x.scatterAdd(0, [0, 0], tensor([tiny, tiny])).toArray()).toEqual([1 + 2 ** -23, 5]);
    expect(x.indexAdd(0, [0, 0], tensor([tiny, tiny])).toArray()).toEqual([1 + 2 ** -23, 5]);
    const large = tensor(Float64Array.of(1e16));
    const addends = tensor(Float64Array.of(1, -1e16, 1));
    // In this order, 1e16 + 1 loses the 1: another order would give 2.
    expect(large.scatterAdd(0, [0, 0, 0], addends).item()).toBe(1);
    expect(large.indexAdd(0, [0, 0, 0], addends).item()).toBe(1);
  });

  it('leaves the bits of all else', () => {
    const x = tensor([-0, NaN, -Infinity, 1]);
    for (const y of [
      x.scatterAdd(0, [3], tensor([1])),
      x.indexAdd(0, [3], tensor([1])),
      x.scatter(0, [3], 2),
    ]) {
      expect(y.toArray()).toEqual([-0, NaN, -Infinity, 2]);
    }
  });

  it('is overwritten by the last one, which alone gets the gradient', () => {
    const x = new Variable(tensor([0, 0]), { requiresGrad: true });
    const value = new Variable(tensor([1, 2, 3]), { requiresGrad: true });
    const y = x.scatter(0, [1, 1, 1], value);
    expect(y.toArray()).toEqual([0, 3]);
    y.backward(tensor([10, 20]));
    expect(x.grad?.toArray()).toEqual([10, 0]);
    expect(value.grad?.toArray()).toEqual([0, 0, 20]);
  });
});

describe('the gradient of many parts', () => {
  it('is put together as a tree: the graph behind n parts is some log n deep', () => {
    const x = new Variable(arange(1024), { requiresGrad: true });
    for (const parts of [x.unbind(), x.split(1), x.chunk(1024)]) {
      let depth = 0;
      let at = parts[517];
      while (at !== undefined && at.gradFn !== null) {
        depth++;
        at = at.gradFn.inputs[0];
      }
      expect(depth).toBeGreaterThanOrEqual(10);
      expect(depth).toBeLessThanOrEqual(12);
    }
  });
});

describe('an index that is out of range', () => {
  const x = counted([2, 3]);
  const empty = zeros([0, 3]);
  const column = (i: number): Tensor => int32([0, i], [2, 1]);
  test.each<[string, () => unknown, string]>([
    [
      'select',
      () => x.select(1, 3),
      'select: index 3 is out of range for dim 1 of size 3; accepted are -3 to 2',
    ],
    ['select', () => x.select(-1, -4), 'select: index -4 is out of range for dim 1 of size 3'],
    [
      'select',
      () => empty.select(0, 0),
      'select: index 0 is out of range for dim 0 of size 0; accepted are none',
    ],
    ['index', () => x.index(0, 3), 'index: index 3 is out of range for dim 1 of size 3'],
    ['index', () => x.index('...', [0, -4]), 'index: index -4 is out of range for dim 1 of size 3'],
    ['index', () => x.index(int32([2])), 'index: index 2 is out of range for dim 0 of size 2'],
    ['index', () => empty.index([0]), 'index: index 0 is out of range for dim 0 of size 0'],
    // PyTorch looks at the index only when something is read.
    ['index', () => zeros([2, 0]).index([7]), 'index: index 7 is out of range for dim 0 of size 2'],
    ['indexSelect', () => x.indexSelect(1, [3]), 'indexSelect: index 3 is out of range for dim 1 of size 3'],
    ['indexSelect', () => x.indexSelect(1, [-1]), 'accepted are 0 to 2'],
    ['gather', () => x.gather(1, column(3)), 'gather: index 3 is out of range for dim 1 of size 3'],
    ['gather', () => x.gather(1, column(-1)), 'gather: index -1 is out of range for dim 1 of size 3'],
    ['scatter', () => x.scatter(1, column(3), 0), 'scatter: index 3 is out of range for dim 1 of size 3'],
    [
      'scatterAdd',
      () => x.scatterAdd(1, column(3), x),
      'scatterAdd: index 3 is out of range for dim 1 of size 3',
    ],
    [
      'indexAdd',
      () => x.indexAdd(0, [2], counted([1, 3])),
      'indexAdd: index 2 is out of range for dim 0 of size 2',
    ],
    ['take', () => x.take([6]), 'take: index 6 is out of range for 6 elements; accepted are -6 to 5'],
    ['take', () => empty.take([0]), 'take: index 0 is out of range for 0 elements; accepted are none'],
  ])('of %s is named, with its dim and the size', (_, call, message) => {
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(message);
  });
});

describe('what is no index is refused', () => {
  const x = counted([2, 3]);
  const loose = x as unknown as Loose;
  const given = (...indices: readonly unknown[]): unknown => need(loose['index']).call(x, ...indices);
  test.each<[string, () => unknown, new (message: string) => GradusError, string]>([
    ['a float tensor', () => given(tensor([0])), DtypeError, 'indices[0] is float32; accepted is int32'],
    ['a fraction', () => given(0.5), ArgumentError, 'index is 0.5'],
    ['a fraction in a list', () => given([0, 0.5]), ArgumentError, 'indices[0][1] is 0.5'],
    ['a boolean', () => given(true), ArgumentError, 'indices[0] is true'],
    ['undefined', () => given(undefined), ArgumentError, 'indices[0] is undefined'],
    ['an object', () => given({}), ArgumentError, 'indices[0] is a Object'],
    ['another key', () => given({ start: 0, end: 1 }), ArgumentError, 'indices[0] is a Object'],
    ['a step of 0', () => given('::0'), ArgumentError, 'step is 0'],
    ['a negative step', () => given({ step: -1 }), ArgumentError, 'step is -1'],
    ['a fraction as a bound', () => given({ start: 0.5 }), ArgumentError, 'start is 0.5'],
    ['another text', () => given('1..2'), ArgumentError, 'a range is "1..2"'],
    ['two ellipses', () => given('...', '...'), ArgumentError, "'...' comes 2 times"],
    ['more than there are dims', () => given(0, 0, 0), ArgumentError, '3 dims are indexed'],
    [
      'a mask of another shape',
      () => given(tensor([true, false, true])),
      ShapeError,
      'the mask has shape [3]',
    ],
    ['lists that do not broadcast', () => given([0, 1], [0, 1, 2]), ShapeError, 'shapes [2] and [3]'],
    [
      'scatter of another dtype',
      () => x.scatter(0, int32([0, 0, 0], [1, 3]), tensor([[1, 2, 3]])),
      DtypeError,
      'scatter: dtypes float64 and float32',
    ],
    [
      'scatter of too little',
      () => x.scatter(0, int32([0, 0, 0], [1, 3]), counted([1, 2])),
      ShapeError,
      'value has shape [1, 2]',
    ],
    [
      'scatterAdd of int32',
      () => x.to('int32').scatterAdd(0, int32([0, 0, 0], [1, 3]), x.to('int32')),
      DtypeError,
      'dtype is int32',
    ],
    ['a mask that is not bool', () => x.maskedSelect(x), DtypeError, 'mask is float64'],
    [
      'padding beyond a reflection',
      () => x.pad([3, 0], { mode: 'reflect' }),
      ArgumentError,
      'accepted in mode reflect are integers from -3 to 2',
    ],
    [
      'a value in another mode',
      () => x.pad([1, 1], { mode: 'circular', value: 1 }),
      ArgumentError,
      'value is 1 and mode "circular"',
    ],
    [
      'a result that is too large',
      () => x.repeat([2 ** 20, 2 ** 20]),
      ShapeError,
      'has more than 2^31 elements',
    ],
  ])('%s', (_, call, Kind, message) => {
    expect(call).toThrow(Kind);
    expect(call).toThrow(message);
  });
});

describe('a range', () => {
  const x = arange(10);

  it('is the same as text, with computed bounds too, and as an object', () => {
    const [from, to] = [2, -1];
    for (const y of [
      x.index('2:-1:3'),
      x.index(`${from}:${to}:3`),
      x.index({ start: from, stop: to, step: 3 }),
    ]) {
      expect(y.toArray()).toEqual([2, 5, 8]);
    }
  });

  it('is cut to the dim, and empty where it ends before it starts', () => {
    expect(x.index('-99:3').toArray()).toEqual([0, 1, 2]);
    expect(x.index('8:99').toArray()).toEqual([8, 9]);
    expect(x.index('5:2').shape).toEqual([0]);
    expect(x.index({ start: 20 }).shape).toEqual([0]);
  });
});

describe('an int32 Variable is an index', () => {
  it('on either carrier', () => {
    const index = new Variable(int32([1, 0]));
    const x = counted([3]);
    const v = new Variable(x, { requiresGrad: true });
    expect(v.indexSelect(0, index).toArray()).toEqual([2, 1]);
    expect(v.index(index).toArray()).toEqual([2, 1]);
    expect(v.maskedSelect(v.gt(1)).toArray()).toEqual([2, 3]);
    expect(need((x as unknown as Loose)['take']).call(x, index)).toEqual(x.take([1, 0]));
  });
});
