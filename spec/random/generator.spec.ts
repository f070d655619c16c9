import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import * as gradus from '../../src/index.js';
import { ArgumentError, Generator, rand, randn, type GeneratorState } from '../../src/index.js';
import { readDraws } from '../properties/fixtures.js';

const seeds = fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.constantFrom(0, 1, 2 ** 31, 2 ** 32 - 1));

/** Something drawn from a generator. */
const draws = fc.constantFrom<(generator: Generator) => unknown>(
  (generator) => generator.nextUint32(),
  (generator) => generator.nextFloat32(),
  (generator) => generator.nextFloat64(),
  (generator) => generator.nextNormal(),
  (generator) => randn([17], { generator }).toArray(),
);

describe('the engine', () => {
  it('is MT19937: output 10000 of seed 5489 is 4123659995, as ISO C++ requires of std::mt19937', () => {
    const generator = new Generator(5489);
    for (let i = 1; i < 10_000; i++) generator.nextUint32();
    expect(generator.nextUint32()).toBe(4123659995);
  });

  it.each(readDraws().mersenne.map((row) => [row.seed, row.from, row.outputs] as const))(
    'with seed %i gives NumPy’s raw outputs from number %i on',
    (seed, from, outputs) => {
      const generator = new Generator(seed);
      for (let i = 0; i < from; i++) generator.nextUint32();
      expect(outputs.map(() => generator.nextUint32())).toEqual(outputs);
    },
  );

  it('makes a float32 of the low 24 bits of an output and a float64 of the low 53 of two', () => {
    const law = fc.property(seeds, (seed) => {
      const [bits, floats, doubles] = [new Generator(seed), new Generator(seed), new Generator(seed)];
      const [first, second] = [bits.nextUint32(), bits.nextUint32()];
      expect(floats.nextFloat32()).toBe((first % 2 ** 24) / 2 ** 24);
      const whole = (BigInt(first) << 32n) | BigInt(second);
      expect(doubles.nextFloat64()).toBe(Number(whole & (2n ** 53n - 1n)) / 2 ** 53);
    });
    fc.assert(law);
  });

  it('with the same seed gives the same stream, with another a different one', () => {
    const law = fc.property(
      seeds,
      seeds,
      fc.array(draws, { minLength: 1, maxLength: 10 }),
      (seed, other, calls) => {
        const run = (generator: Generator): unknown[] => calls.map((call) => call(generator));
        expect(run(new Generator(seed))).toEqual(run(new Generator(seed)));
        fc.pre(seed !== other);
        expect(run(new Generator(seed))).not.toEqual(run(new Generator(other)));
      },
    );
    fc.assert(law, { numRuns: 50 });
  });
});

describe('a saved state', () => {
  it('goes on with the same stream, through JSON, the waiting normal included', () => {
    const calls = fc.array(draws, { maxLength: 12 });
    const law = fc.property(seeds, fc.nat(1300), calls, calls, (seed, skipped, before, after) => {
      const generator = new Generator(seed);
      for (let i = 0; i < skipped; i++) generator.nextUint32();
      before.forEach((call) => call(generator));
      const saved = JSON.parse(JSON.stringify(generator.getState())) as GeneratorState;
      const expected = after.map((call) => call(generator));
      const again = Generator.fromState(saved);
      expect(again.seed).toBe(seed);
      expect(after.map((call) => call(again))).toEqual(expected);
      expect(again.getState()).toEqual(generator.getState());
    });
    fc.assert(law, { numRuns: 60 });
  });

  it('between the two normals of a pair holds the second', () => {
    const generator = new Generator(0);
    expect(generator.getState().normal).toBeNull();
    generator.nextNormal();
    const { normal } = generator.getState();
    expect(normal).not.toBeNull();
    expect(generator.nextNormal()).toBe(normal);
    expect(generator.getState().normal).toBeNull();
  });

  it('is a copy that drawing does not change, frozen, and taking it does not draw', () => {
    const generator = new Generator(3);
    const before = generator.getState();
    const text = JSON.stringify(before);
    generator.nextUint32();
    expect(JSON.stringify(before)).toBe(text);
    expect(Object.isFrozen(before) && Object.isFrozen(before.words)).toBe(true);
    expect(new Generator(3).getState()).toEqual(before);
  });

  it('that getState did not make is refused', () => {
    const good = new Generator(1).getState();
    const bad: readonly unknown[] = [
      undefined,
      null,
      1,
      'state',
      {},
      [],
      { ...good, seed: -1 },
      { ...good, seed: undefined },
      { ...good, words: [] },
      { ...good, words: good.words.slice(1) },
      { ...good, words: [...good.words, 0] },
      { ...good, words: good.words.map((word, i) => (i === 300 ? 0.5 : word)) },
      { ...good, words: good.words.map((word, i) => (i === 300 ? null : word)) },
      { ...good, words: good.words.map((word, i) => (i === 0 ? -1 : word)) },
      { ...good, words: good.words.map((word, i) => (i === 0 ? 625 : word)) },
      { ...good, words: Int32Array.from(good.words) },
      { ...good, normal: NaN },
      { ...good, normal: '0' },
      { ...good, normal: undefined },
    ];
    for (const state of bad) {
      const restore = (): Generator => Generator.fromState(state as GeneratorState);
      expect(restore).toThrow(ArgumentError);
      expect(restore).toThrow('Generator.fromState: ');
    }
  });
});

describe('a fork', () => {
  it('has for its seed the first 32 bits of SHA-256 of gradus.fork:<seed>:<label>', () => {
    const law = fc.property(seeds, fc.string({ unit: 'grapheme' }), (seed, label) => {
      const hash = createHash('sha256').update(`gradus.fork:${seed}:${label}`, 'utf8').digest();
      expect(new Generator(seed).fork(label).seed).toBe(hash.readUInt32BE(0));
    });
    fc.assert(law);
  });

  it('does not depend on what was drawn before and does not advance the stream', () => {
    const law = fc.property(seeds, fc.string(), fc.array(draws, { maxLength: 5 }), (seed, label, calls) => {
      const generator = new Generator(seed);
      calls.forEach((call) => call(generator));
      const before = JSON.stringify(generator.getState());
      const fork = generator.fork(label);
      expect(JSON.stringify(generator.getState())).toBe(before);
      expect(fork.getState()).toEqual(new Generator(seed).fork(label).getState());
      const untouched = JSON.stringify(fork.getState());
      generator.nextUint32();
      expect(JSON.stringify(fork.getState())).toBe(untouched);
    });
    fc.assert(law, { numRuns: 50 });
  });

  it('of another label or another seed is another stream', () => {
    const labels = ['', 'a', 'b', 'data', 'weights', '0', '1', 'a:b', 'é', 'é'.normalize('NFD')];
    const forks = [0, 1, 10].flatMap((seed) => labels.map((label) => new Generator(seed).fork(label).seed));
    expect(new Set(forks).size).toBe(forks.length);
  });

  it.each([undefined, null, 0, {}, ['a'], Symbol('a')])(
    'of a label that is no text is refused: %s',
    (label) => {
      expect(() => new Generator(0).fork(label as string)).toThrow(ArgumentError);
    },
  );
});

describe('a seed', () => {
  it.each([-1, 2 ** 32, 1.5, NaN, Infinity, '0', '', true, null, undefined, 0n, [0], {}, Symbol('0')])(
    'outside 0 … 2³²−1 is refused: %s',
    (seed) => {
      const make = (): Generator => new Generator(seed as number);
      expect(make).toThrow(ArgumentError);
      expect(make).toThrow('accepted is an integer from 0 to 4294967295');
    },
  );

  it('is kept, 0 and −0 alike', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(new Generator(seed).seed).toBe(seed);
      }),
    );
    expect(new Generator(-0).fork('a').seed).toBe(new Generator(0).fork('a').seed);
  });
});

describe('no draw without a generator', () => {
  const drawn = {
    rand: gradus.rand,
    randn: gradus.randn,
    uniform: gradus.uniform,
    randint: gradus.randint,
    randperm: gradus.randperm,
    bernoulli: gradus.bernoulli,
  };

  it.each(Object.entries(drawn))('%s says which argument is missing', (name, f) => {
    const call = f as (size: unknown, options?: unknown) => unknown;
    for (const options of [
      undefined,
      null,
      {},
      { generator: undefined },
      { generator: 0 },
      { generator: {} },
    ]) {
      const run = (): unknown => call(name === 'randperm' ? 3 : [3], options);
      expect(run).toThrow(ArgumentError);
      expect(run).toThrow(`${name}: generator is `);
      expect(run).toThrow('pass { generator: new Generator(seed) }');
    }
  });

  it('and it does not compile', () => {
    // @ts-expect-error: options are not optional
    expect(() => rand([2])).toThrow(ArgumentError);
    // @ts-expect-error: the generator is not optional
    expect(() => randn([2], {})).toThrow(ArgumentError);
    expectTypeOf(rand).parameter(1).toHaveProperty('generator').toEqualTypeOf<Generator>();
    expectTypeOf<Parameters<typeof gradus.randperm>['length']>().toEqualTypeOf<2>();
  });
});
