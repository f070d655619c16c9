import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  arange,
  eye,
  full,
  ones,
  onesLike,
  tensor,
  Variable,
  zeros,
  zerosLike,
  type Dtype,
  type NestedArray,
} from '../../src/index.js';
import { elements, shapes, anyTensor } from '../properties/arbitraries.js';
import { expectElements, expectSameBits } from '../properties/bits.js';
import { countOf, elementAt, fromIndex, type Elements } from '../properties/indices.js';

const DTYPES: readonly Dtype[] = ['float32', 'float64', 'int32', 'bool'];

/** Nested arrays of the elements. */
function nest(x: Elements, index: readonly number[] = []): NestedArray {
  const size = x.shape[index.length];
  return size === undefined
    ? elementAt(x, index)
    : Array.from({ length: size }, (_, i) => nest(x, [...index, i]));
}

describe.each(DTYPES)('%s', (dtype) => {
  it('tensor() and toArray() are inverses, for any nesting', () => {
    const law = fc.property(anyTensor(dtype), (x) => {
      const nested = nest(x);
      const made = tensor(nested, { dtype });
      // Nested arrays cannot say what follows an empty dim.
      const firstEmpty = x.shape.indexOf(0);
      const shape = firstEmpty === -1 ? x.shape : x.shape.slice(0, firstEmpty + 1);
      expectElements(made, { shape, values: x.values });
      expect(tensor(x.tensor.toArray(), { dtype }).equal(made)).toBe(true);
    });
    fc.assert(law);
  });

  it('tensor() of flat data takes the shape', () => {
    const given = shapes().chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        fc.array(elements(dtype), { minLength: countOf(shape), maxLength: countOf(shape) }),
      ),
    );
    fc.assert(
      fc.property(given, ([shape, values]) =>
        expectElements(tensor(values, { dtype, shape }), { shape, values }),
      ),
    );
  });

  it('zeros, ones and full hold one value everywhere; the Like ones take shape and dtype', () => {
    const law = fc.property(anyTensor(dtype), ({ tensor: x, shape }) => {
      for (const [value, made] of [
        [0, [zeros(shape, { dtype }), zerosLike(x), zerosLike(new Variable(x)), full(shape, 0, { dtype })]],
        [1, [ones(shape, { dtype }), onesLike(x), onesLike(new Variable(x)), full(shape, 1, { dtype })]],
      ] as const) {
        for (const one of made) {
          expect(one.dtype).toBe(dtype);
          expectElements(
            one,
            fromIndex(shape, () => value),
          );
        }
      }
      expect(zerosLike(x, { dtype: 'float64' }).dtype).toBe('float64');
    });
    fc.assert(law, { numRuns: 30 });
  });

  it('eye is 1 where row and column agree, else 0', () => {
    const law = fc.property(fc.nat(6), fc.nat(6), (n, m) => {
      expectElements(
        eye(n, m, { dtype }),
        fromIndex([n, m], ([i, j]) => Number(i === j)),
      );
      expect(eye(n, { dtype }).equal(eye(n, n, { dtype }))).toBe(true);
    });
    fc.assert(law, { numRuns: 30 });
  });
});

it('the dtype is float32 unless the data says otherwise', () => {
  expect(tensor([1]).dtype).toBe('float32');
  expect(tensor([]).dtype).toBe('float32');
  expect(tensor([true]).dtype).toBe('bool');
  expect(tensor([[false]], { dtype: 'int32' }).toArray()).toEqual([[0]]);
  expect(tensor(new Float32Array(1)).dtype).toBe('float32');
  expect(tensor(new Float64Array(1)).dtype).toBe('float64');
  expect(tensor(new Int32Array(1)).dtype).toBe('int32');
  for (const x of [zeros([1]), ones([1]), full([1], 1), eye(1), arange(1)]) expect(x.dtype).toBe('float32');
});

it('float32 elements are the numbers rounded once', () => {
  const law = fc.property(fc.array(fc.double(), { maxLength: 10 }), (values) => {
    expectSameBits(tensor(values).toTypedArray(), values.map(Math.fround));
    expectSameBits(
      tensor(values, { dtype: 'float64' }).to('float32').toTypedArray(),
      values.map(Math.fround),
    );
  });
  fc.assert(law);
});

it('arange is start + i·step, as many as lie before end', () => {
  const number = fc.integer({ min: -40, max: 40 }).map((n) => n / 4);
  const law = fc.property(
    number,
    number,
    number.filter((n) => n !== 0),
    (start, end, step) => {
      fc.pre((end - start) * step >= 0);
      const expected: number[] = [];
      for (let i = 0; step > 0 ? start + i * step < end : start + i * step > end; i++)
        expected.push(start + i * step);
      expectElements(arange(start, end, step, { dtype: 'float64' }), {
        shape: [expected.length],
        values: expected,
      });
    },
  );
  fc.assert(law);
});

describe('to', () => {
  const TO_BOOL: readonly [number, boolean][] = [
    [0, false],
    [-0, false],
    [NaN, true],
    [0.1, true],
    [-1, true],
    [Infinity, true],
  ];

  it.each(TO_BOOL)('bool of %s is %s: whether it is not 0', (value, truth) => {
    expect(tensor(value).to('bool').toArray()).toBe(truth);
  });

  it('int32 cuts towards zero, and to itself changes nothing', () => {
    expect(tensor([1.9, -1.9, -0.5, 2147483520]).to('int32').toArray()).toEqual([1, -1, 0, 2147483520]);
    const x = tensor([1]);
    expect(x.to('float32')).toBe(x);
  });

  it.each([
    ['float32', 'float64'],
    ['int32', 'float64'],
    ['bool', 'float32'],
    ['bool', 'int32'],
  ] as const)('%s to %s and back keeps every element', (narrow, wide) => {
    const law = fc.property(anyTensor(narrow), ({ tensor: x }) => {
      expect(x.to(wide).to(narrow).equal(x)).toBe(true);
    });
    fc.assert(law);
  });
});

describe('comparing whole tensors', () => {
  it('equal wants the same dtype, shape and bits; every NaN equals every NaN, −0 differs from 0', () => {
    const law = fc.property(
      anyTensor('float64', { minRank: 1 }),
      fc.nat(),
      elements('float64'),
      (x, die, value) => {
        const copy = tensor([...x.values], { dtype: 'float64', shape: x.shape });
        expect(x.tensor.equal(copy)).toBe(true);
        expect(x.tensor.equal(copy.unsqueeze(0))).toBe(false);
        expect(x.tensor.equal(copy.to('float32'))).toBe(false);
        fc.pre(x.values.length > 0);
        const at = die % x.values.length;
        const changed = tensor(
          x.values.map((old, i) => (i === at ? value : old)),
          { dtype: 'float64', shape: x.shape },
        );
        expect(x.tensor.equal(changed)).toBe(Object.is(x.values[at], value));
      },
    );
    fc.assert(law);
  });

  it('allClose is |a − b| ≤ atol + rtol·|b| everywhere, over broadcast operands', () => {
    const close = fc.double({ min: -2, max: 2, noNaN: true });
    const law = fc.property(
      close,
      close,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b, rtol, atol) => {
        const [x, y] = [a, b].map((value) => tensor([[value]], { dtype: 'float64' }));
        const expected = Math.abs(a - b) <= atol + rtol * Math.abs(b);
        expect(x?.allClose(y ?? zeros([]), { rtol, atol })).toBe(expected);
        expect(x?.expand([2, 3]).allClose(y ?? zeros([]), { rtol, atol })).toBe(expected);
      },
    );
    fc.assert(law);
    expect(tensor([1, 2]).allClose(tensor([1, 2.1]))).toBe(false);
    expect(tensor([Infinity]).allClose(tensor([Infinity]))).toBe(true);
    expect(tensor([Infinity]).allClose(tensor([-Infinity]))).toBe(false);
    expect(tensor([1]).allClose(tensor([Infinity]))).toBe(false);
    expect(tensor([NaN]).allClose(tensor([NaN]))).toBe(false);
    expect(tensor([NaN]).allClose(tensor([NaN]), { equalNan: true })).toBe(true);
    expect(tensor([NaN]).allClose(tensor([1]), { equalNan: true })).toBe(false);
  });
});

describe('looking at a tensor', () => {
  it('ndim, numel and size follow from the shape', () => {
    const law = fc.property(anyTensor('int32'), ({ tensor: x, shape }) => {
      expect(x.ndim).toBe(shape.length);
      expect(x.numel()).toBe(countOf(shape));
      shape.forEach((size, dim) => expect([x.size(dim), x.size(dim - shape.length)]).toEqual([size, size]));
    });
    fc.assert(law);
  });

  it('item is the only element, in any rank, and from the middle of storage', () => {
    expect(tensor([[[7]]]).item()).toBe(7);
    expect(arange(5).narrow(0, 3, 1).item()).toBe(3);
    expect(tensor(true).item()).toBe(1);
    expect(tensor(0.1).item()).toBe(Math.fround(0.1));
  });

  it('bool elements are true and false in arrays, bytes in typed ones', () => {
    expect(tensor([[true], [false]]).toArray()).toEqual([[true], [false]]);
    expect(tensor([true, false]).toTypedArray()).toEqual(new Uint8Array([1, 0]));
    expectTypeOf(tensor(1).toArray()).toEqualTypeOf<NestedArray>();
  });
});
