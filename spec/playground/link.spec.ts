/**
 * The page's state in its address: it comes back as it was, and nothing in an address can break the page.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  LONGEST_CODE,
  languages,
  readLink,
  writeLink,
  type Shared,
} from '../../docs/playground/page/link.js';
import {
  configOf,
  defaults,
  dtypes,
  faults,
  numberNames,
  numberOf,
  programNames,
  ranges,
} from '../../docs/playground/page/settings.js';
import { programs } from '../../src/index.js';

const whole = (name: keyof typeof ranges): fc.Arbitrary<string> =>
  fc.integer({ min: ranges[name].least, max: ranges[name].most }).map(String);

const draft = fc.record({
  program: fc.constantFrom(...programNames),
  dtype: fc.constantFrom(...dtypes),
  seed: whole('seed'),
  epochs: whole('epochs'),
  batch: whole('batch'),
  inputs: whole('inputs'),
  hidden: whole('hidden'),
  outputs: whole('outputs'),
  learningRate: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
});

const shared: fc.Arbitrary<Shared> = fc.record({
  draft,
  language: fc.constantFrom(null, ...languages),
  logarithmic: fc.boolean(),
  secondOrder: fc.boolean(),
  code: fc.option(fc.string({ unit: 'binary', maxLength: 200 })),
});

/** Text that may be anything, and is often nearly right. */
const hash = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => `#${text}`),
  fc
    .array(
      fc.tuple(
        fc.constantFrom(
          'program',
          'seed',
          'lr',
          'epochs',
          'batch',
          'lang',
          'scale',
          'order',
          'code',
          'dtype',
          'x',
        ),
        fc.oneof(fc.string(), fc.constantFrom('0', '-1', '1e999', 'NaN', '0x10', ' 7 ', '4294967296', '%')),
      ),
    )
    .map((parts) => `#${parts.map(([key, value]) => `${key}=${value}`).join('&')}`),
);

describe('a link', () => {
  test('opens the page as it was', () => {
    fc.assert(
      fc.property(shared, (state) => {
        expect(readLink(writeLink(state))).toEqual({ shared: state, faults: [] });
      }),
    );
  });

  test('is empty for a page as it opens', () => {
    expect(writeLink(readLink('').shared)).toBe('');
  });

  test('with anything in it opens a page that can run, and is named for what is wrong in it', () => {
    fc.assert(
      fc.property(hash, (text) => {
        const { shared: state } = readLink(text);
        expect(faults(state.draft)).toEqual([]);
        expect(configOf(state.draft)).not.toBeNull();
      }),
    );
  });

  test.each([
    ['#seed=abc', 'number'],
    ['#seed=4294967296', 'number'],
    ['#seed=-1', 'number'],
    ['#seed=', 'number'],
    ['#lr=Infinity', 'number'],
    ['#lr=1e999', 'number'],
    ['#batch=2.5', 'number'],
    ['#program=__proto__', 'choice'],
    ['#program=constructor', 'choice'],
    ['#lang=fr', 'choice'],
    ['#sead=1', 'unknown'],
    [`#code=${'x'.repeat(LONGEST_CODE + 1)}`, 'long'],
  ])('%.40s is refused by name, and the default stands in its place', (text, kind) => {
    const { shared: state, faults: found } = readLink(text);
    expect(found).toMatchObject([{ kind }]);
    expect(state).toEqual(readLink('').shared);
  });
});

describe('the settings', () => {
  test('offer every program of the library, by its name', () => {
    expect([...programNames].sort()).toEqual(Object.keys(programs).sort());
  });

  test('begin with the defaults of the library', () => {
    const { config } = programs.autograd({ epochs: 1 });
    expect({ ...configOf(defaults), epochs: 1 }).toEqual(config);
    expect(configOf(defaults)?.epochs).toBe(20);
  });

  test('that are accepted, the library accepts: at both ends of each range', () => {
    const small = { epochs: 1, batch: 1, inputs: 1, hidden: 1, outputs: 1 };
    for (const [name, { least, most }] of Object.entries(ranges)) {
      for (const value of [least, most]) {
        // The most epochs of one number are still quick.
        expect(() => programs.published({ ...small, [name]: value })).not.toThrow();
      }
    }
  });

  test('are read as numbers are written, and nothing else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...numberNames), fc.string(), (name, text) => {
        const value = numberOf(name, text);
        if (value !== null) expect(Number(text)).toBe(value);
      }),
    );
    expect(numberOf('learningRate', '1e-6')).toBe(1e-6);
    expect(numberOf('learningRate', '-.5')).toBe(-0.5);
    expect(numberOf('seed', '0x10')).toBeNull();
    expect(numberOf('epochs', '0')).toBeNull();
  });
});
