import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteNumber, integer, oneOf, toConfig } from '../../src/cli/options.js';
import { hint, UsageError } from '../../src/cli/usage.js';
import { programs } from '../../src/experiments/index.js';
import { gradus, small } from './capture.js';

const seed = integer('gradus run', '--seed', 0, 4294967295);
const rate = finiteNumber('gradus run', '--lr');

describe('integer', () => {
  it('reads plain decimal integers within its bounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4294967295 }), (n) => {
        expect(seed(String(n))).toBe(n);
      }),
    );
    expect(() => integer('gradus run', '--batch', 1, 9)('0')).toThrow(UsageError);
  });

  it.each([
    '1.5',
    '-1',
    '4294967296',
    'abc',
    '',
    '1e3',
    '0x10',
    ' 1',
    '1 ',
    '1_0',
    'NaN',
    'Infinity',
    '+1',
    '١',
  ])('refuses %j, saying what came and what is accepted', (text) => {
    expect(() => seed(text)).toThrow(
      /^gradus run: --seed is .+; accepted is an integer from 0 to 4294967295$/,
    );
  });
});

describe('finiteNumber', () => {
  it('reads what a number prints', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(rate(String(x))).toBe(Number(String(x)));
      }),
    );
    expect(['1e-6', '.5', '5.', '-1', '1E3'].map(rate)).toEqual([1e-6, 0.5, 5, -1, 1000]);
  });

  it.each(['NaN', 'Infinity', '-Infinity', '', ' ', '.', '1e999', '0x1', '1e', 'one', '1,5'])(
    'refuses %j',
    (text) => {
      expect(() => rate(text)).toThrow(
        /^gradus run: --lr is .+; accepted is a finite number, as 0\.01 or 1e-6$/,
      );
    },
  );
});

describe('oneOf', () => {
  it('takes exactly the names', () => {
    const dtype = oneOf('gradus run', '--dtype', ['float32', 'float64']);
    expect(dtype('float64')).toBe('float64');
    expect(() => dtype('int32')).toThrow('gradus run: --dtype is int32; accepted are float32, float64');
  });
});

describe('hint', () => {
  it('names the nearest of the names, if one is near', () => {
    expect(hint('manul', ['published', 'manual', 'module-manual'])).toBe('; did you mean manual?');
    expect(hint('xyz', ['published', 'manual'])).toBe('');
  });
});

describe('the options of a program', () => {
  it("have the library's defaults", async () => {
    const { code, out } = await gradus('run', 'manual', '--json', '--batch', '2', '--inputs', '3');
    const { config } = programs.manual({ batch: 2, inputs: 3 });
    expect(code).toBe(0);
    expect((JSON.parse(out) as { config: unknown }).config).toEqual(config);
  });

  it('reach the library, each as itself', async () => {
    const given = ['--seed', '7', '--lr', '1e-3', '--dtype', 'float64', ...small];
    const { out } = await gradus('run', 'manual', '--json', ...given);
    expect((JSON.parse(out) as { config: unknown }).config).toEqual({
      ...{ seed: 7, epochs: 3, learningRate: 1e-3, dtype: 'float64' },
      ...{ batch: 3, inputs: 5, hidden: 7, outputs: 2 },
    });
  });

  it('are refused where this machine cannot hold the data', () => {
    const { lr, ...rest } = { ...programs.manual({ batch: 1, inputs: 1 }).config, lr: 1e-6 };
    const options = { ...rest, lr, batch: 1000, inputs: 1000 };
    expect(() => toConfig('gradus run', options, 1e6)).toThrow(
      /^gradus run: --batch 1000, .* this machine has 0.0 GB$/,
    );
    expect(toConfig('gradus run', options, 1e9).batch).toBe(1000);
  });
});
