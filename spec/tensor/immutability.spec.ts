import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arange, full, Tensor, tensor, zeros } from '../../src/index.js';
import { viewOf } from '../../src/tensor/tensor.js';
import { constants } from '../../src/verify/cases/index.js';
import { operations } from '../properties/operations.js';

/** A digest of everything a tensor is: its storage, margins included, and how it looks at it. */
function fingerprint(x: Tensor): string {
  const { data, shape, strides, offset } = viewOf(x);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const look = JSON.stringify([x.dtype, shape, strides, offset]);
  return createHash('sha256').update(bytes).update(look).digest('hex');
}

describe('no operation changes its operands: their storage hashes to the same before and after', () => {
  it.each(operations)('%s', (_, { operands, run }) => {
    const law = fc.property(operands, (samples) => {
      const xs = samples.map((sample) => sample.tensor);
      const before = xs.map(fingerprint);
      run(...xs);
      expect(xs.map(fingerprint)).toEqual(before);
    });
    fc.assert(law, { numRuns: 30 });
  });

  it('the table has a row for every method there is at run time', () => {
    const names = new Set<string>(operations.map(([name]) => name));
    const chain: object[] = [];
    for (
      let at: object = Tensor.prototype;
      at !== Object.prototype;
      at = Object.getPrototypeOf(at) as object
    ) {
      chain.push(at);
    }
    const methods = chain.flatMap((prototype) =>
      Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(
        ([name, { value }]) => name !== 'constructor' && typeof value === 'function',
      ),
    );
    expect(methods.length).toBeGreaterThan(40);
    expect(
      methods.map(([name]) => name).filter((name) => !names.has(name) && !Object.hasOwn(constants, name)),
    ).toEqual([]);
  });
});

describe('no operation sees the layout: strided operands give the bits that row-major ones give', () => {
  it.each(operations)('%s', (_, { operands, run }) => {
    const law = fc.property(operands, (samples) => {
      const strided = run(...samples.map((sample) => sample.tensor));
      const plain = run(
        ...samples.map(({ tensor: x, values, shape }) => tensor([...values], { dtype: x.dtype, shape })),
      );
      if (strided instanceof Tensor && plain instanceof Tensor) expect(strided.equal(plain)).toBe(true);
      else expect(strided).toEqual(plain);
    });
    fc.assert(law, { numRuns: 50 });
  });
});

describe('nobody outside holds the storage', () => {
  it.each([
    ['Float32Array', new Float32Array([1, 2, 3])],
    ['Float64Array', new Float64Array([1, 2, 3])],
    ['Int32Array', new Int32Array([1, 2, 3])],
    ['Uint8Array', new Uint8Array([1, 2, 3])],
  ])('a %s given to tensor() is copied', (_, given) => {
    const x = tensor(given, { dtype: 'float32' });
    const same = tensor(given, given instanceof Uint8Array ? { dtype: 'int32' } : {});
    given.fill(9);
    expect(x.toArray()).toEqual([1, 2, 3]);
    expect(same.toArray()).toEqual([1, 2, 3]);
  });

  it('nested arrays and shapes given are copied', () => {
    const rows = [
      [1, 2],
      [3, 4],
    ];
    const shape = [2, 2];
    const x = tensor(rows);
    const flat = tensor([1, 2, 3, 4], { shape });
    const made = zeros(shape);
    const reshaped = x.reshape(shape);
    const expanded = tensor(1).expand(shape);
    rows[0]?.fill(9);
    shape.push(7);
    expect(x.toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    for (const y of [flat, made, reshaped, expanded]) expect(y.shape).toEqual([2, 2]);
  });

  it('toTypedArray and toArray give copies, of views and of scalars too', () => {
    for (const x of [
      arange(4),
      arange(4).reshape([2, 2]).t(),
      tensor(5),
      tensor([1]).expand([3]),
      full([2], 1),
    ]) {
      const before = x.toArray();
      x.toTypedArray().fill(9);
      const nested = x.toArray();
      if (Array.isArray(nested)) (nested as unknown[]).fill(9);
      expect(x.toArray()).toEqual(before);
    }
  });

  it('the shape of any result is frozen', () => {
    for (const [, { operands, run }] of operations) {
      const law = fc.property(operands, (samples) => {
        const result = run(...samples.map((sample) => sample.tensor));
        if (result instanceof Tensor) expect(Object.isFrozen(result.shape)).toBe(true);
      });
      fc.assert(law, { numRuns: 5 });
    }
    for (const x of [tensor([1]), tensor(1), tensor(new Float64Array(2)), zeros([2, 3])]) {
      expect(Object.isFrozen(x.shape)).toBe(true);
    }
  });

  it('a tensor has no own property and its accessors no setter', () => {
    const x = tensor([1, 2]);
    expect(Reflect.ownKeys(x)).toEqual([]);
    for (const name of ['shape', 'dtype', 'ndim', 'primitives']) {
      expect(Reflect.set(x, name, [3])).toBe(false);
    }
    expect(x.shape).toEqual([2]);
  });

  it('the constructor serves nobody outside', () => {
    const data = new Float32Array(1);
    const view = { data, shape: [1], strides: [1], offset: 0 };
    for (const key of [Symbol('storage'), Symbol.for('storage'), undefined, null, 1]) {
      expect(() => Reflect.construct(Tensor, [key, view, 'float32']) as unknown).toThrow(
        'the constructor is private',
      );
    }
    class Subclass extends Tensor {}
    expect(() => new Subclass(Symbol('storage'), view, 'float32')).toThrow('the constructor is private');
  });
});
