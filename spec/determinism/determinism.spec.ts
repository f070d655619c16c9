import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digest } from '../../src/digest.js';
import * as gradus from '../../src/index.js';
import { Generator, grad, tensor, Variable, where, type Tensor } from '../../src/index.js';
import { groups, type GroupName } from './harness.js';
import { hashOf } from './hash.js';
import type { Digests } from './library.js';

const committed = JSON.parse(readFileSync(new URL('digests.json', import.meta.url), 'utf8')) as Readonly<
  Record<GroupName, Digests>
>;

describe('the committed digests', () => {
  const names = Object.keys(groups) as GroupName[];

  it('has every group', () => {
    expect(Object.keys(committed)).toEqual(names);
  });

  it.each(names)('are what the sources give here: %s', (name) => {
    // Another result is another promise. If it is meant: npm run determinism -- --update (docs/determinism.md).
    expect(groups[name](gradus)).toEqual(committed[name]);
  });
});

/** A NaN with other bits than the engine's own: signed, signalling, with a payload. */
const payloads64 = ['7ff8000000000001', 'fff8000000000000', '7ff0000000000001', 'ffffffffffffffff'];
const payloads32 = [0x7fc00001, 0xffc00000, 0x7f800001, 0xffffffff];

describe('the payload of a NaN', () => {
  const doubles = new Float64Array(BigUint64Array.from(payloads64, (hex) => BigInt(`0x${hex}`)).buffer);
  const singles = new Float32Array(Uint32Array.from(payloads32).buffer);
  const cases = [
    ['float32', singles, Float32Array.from(singles, () => NaN)],
    ['float64', doubles, Float64Array.from(doubles, () => NaN)],
  ] as const;

  const bytesOf = ({ buffer }: Float32Array | Float64Array): Uint8Array => new Uint8Array(buffer);

  it.each(cases)('is there to begin with, in %s', (_, given, plain) => {
    expect(bytesOf(given)).not.toEqual(bytesOf(plain));
  });

  it.each(cases)('reaches no digest of numbers, in %s', (_, given, plain) => {
    expect(digest().numbers(given).hex()).toBe(digest().numbers(plain).hex());
  });

  const operations: Readonly<Record<string, (x: Variable) => unknown>> = {
    itself: (x) => x,
    neg: (x) => x.neg(),
    add: (x) => x.add(x.neg()),
    mul: (x) => x.mul(0),
    'where and narrow': (x) => where(x.eq(x), 0, x).narrow(0, 1, 2),
    mm: (x) => x.reshape([2, 2]).mm(x.reshape([2, 2]).t()),
    sum: (x) => [x.sum(), x.mean(), x.max(), x.min()],
    'to float64 and back': (x) => x.to('float64').to('float32').to('float64'),
    'the gradient': (x) => grad(x.mul(x).sum(), x),
    'the gradient given': (x) => grad(x.mul(2), x, { gradOutputs: x.data }),
    arrays: (x) => [x.data.toTypedArray(), x.toArray(), x.data.narrow(0, 2, 1).item()],
    text: (x) => [x.toString(), JSON.stringify(x.toArray())],
  };

  for (const [dtype, given, plain] of cases) {
    it.each(Object.entries(operations))(`reaches no digest of %s, in ${dtype}`, (_, run) => {
      const variable = (data: typeof given): Variable => new Variable(tensor(data), { requiresGrad: true });
      expect(hashOf(run(variable(given)))).toBe(hashOf(run(variable(plain))));
    });
  }

  it.each(cases)('is nothing that equal sees, in %s', (_, given, plain) => {
    expect(tensor(given).equal(tensor(plain))).toBe(true);
  });
});

describe('a digest', () => {
  const one = (x: Tensor): string => hashOf(x);

  it('tells what differs by a bit, a sign of zero, a shape or a dtype', () => {
    const different = [
      tensor([1, 0]),
      tensor([1 + 2 ** -23, 0]),
      tensor([1, -0]),
      tensor([[1, 0]]),
      tensor([1, 0], { dtype: 'float64' }),
      tensor([1, 0], { dtype: 'int32' }),
      tensor([true, false]),
      tensor([NaN, 0]),
    ];
    expect(new Set(different.map(one)).size).toBe(different.length);
  });

  it('tells lists from what is in them', () => {
    const different = [
      [1, 2],
      [[1], 2],
      [[1, 2]],
      ['1', 2],
      [null],
      ['null'],
      [true],
      ['true'],
      ['a', 'b'],
      ['ab'],
    ];
    expect(new Set(different.map((results) => hashOf(...results))).size).toBe(different.length);
  });

  it('is not defined for what has no bits of its own', () => {
    expect(() => hashOf(undefined)).toThrow(TypeError);
    expect(() => hashOf(new Generator(0))).toThrow(TypeError);
  });
});
