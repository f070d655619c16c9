/**
 * The record of a run, and the settings it is made with.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ArgumentError,
  DtypeError,
  GradusError,
  programs,
  version,
  type EpochReport,
  type ExperimentRecord,
} from '../../src/index.js';
import { allPrograms, configs } from './configs.js';

const SMALL = { batch: 2, inputs: 3, hidden: 4, outputs: 2, epochs: 3 } as const;

/** SHA-256 of w1, w2 in their dtype and of the losses in float64, little-endian; one pattern for every NaN. */
function digestOf({ parameters, losses, config }: ExperimentRecord): string {
  const hash = createHash('sha256');
  const add = (values: Iterable<number>, dtype: 'float32' | 'float64'): void => {
    for (const value of values) {
      const bytes = Buffer.alloc(dtype === 'float32' ? 4 : 8);
      if (Number.isNaN(value)) bytes.write(dtype === 'float32' ? '0000c07f' : '000000000000f87f', 'hex');
      else if (dtype === 'float32') bytes.writeFloatLE(value);
      else bytes.writeDoubleLE(value);
      hash.update(bytes);
    }
  };
  add(parameters.w1.toTypedArray(), config.dtype);
  add(parameters.w2.toTypedArray(), config.dtype);
  add(losses, 'float64');
  return hash.digest('hex');
}

describe('the record of a run', () => {
  test('has a digest that node:crypto finds too, for any run, also of NaN', () => {
    fc.assert(
      fc.property(fc.constantFrom(...allPrograms), configs, (name, config) => {
        const record = programs[name](config);
        expect(record.digest).toBe(digestOf(record));
      }),
    );
  });

  test.each(allPrograms)('of %s says which program ran, with which settings and version', (name) => {
    const record = programs[name]({ ...SMALL, seed: 5 });
    expect(record.program).toBe(name);
    expect(record.config).toEqual({ ...SMALL, seed: 5, learningRate: 1e-6, dtype: 'float32' });
    expect(record.losses).toHaveLength(3);
    expect([record.parameters.w1.shape, record.parameters.w2.shape]).toEqual([
      [3, 4],
      [4, 2],
    ]);
    expect(record.parameters.w1.dtype).toBe('float32');
  });

  test('has the version of package.json', () => {
    const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    const { version: stated } = JSON.parse(text) as { readonly version: string };
    expect([version, programs.manual(SMALL).version]).toEqual([stated, stated]);
  });

  test('is frozen, and all that is in it', () => {
    for (const name of allPrograms) {
      const record = programs[name](SMALL);
      for (const part of [record, record.config, record.losses, record.parameters]) {
        expect(Object.isFrozen(part)).toBe(true);
      }
    }
  });

  test('repeats the run when its settings are given back', () => {
    const record = programs.module({ ...SMALL, seed: 11, dtype: 'float64' });
    expect(programs.module(record.config)).toEqual(record);
  });

  test('takes the tutorial’s settings where none are given, also for undefined', () => {
    const { config } = programs.manual({ ...SMALL, seed: undefined, dtype: undefined } as never);
    expect(config).toEqual({ ...SMALL, seed: 0, learningRate: 1e-6, dtype: 'float32' });
    const sizes = programs.manual({ epochs: 1 }).config;
    expect(sizes).toMatchObject({ batch: 100, inputs: 1000, hidden: 100, outputs: 10 });
  });
});

describe('onEpoch', () => {
  test.each(allPrograms)('of %s is called in each epoch, in order, with its loss', (name) => {
    const reports: EpochReport[] = [];
    const { losses } = programs[name]({ ...SMALL, onEpoch: (report) => void reports.push(report) });
    expect(reports).toEqual(losses.map((loss, epoch) => ({ epoch, loss })));
  });

  test('sees an epoch before the next one begins: what it throws ends the run', () => {
    const seen: number[] = [];
    const run = (): unknown =>
      programs.autograd({
        ...SMALL,
        onEpoch({ epoch }) {
          seen.push(epoch);
          if (epoch === 1) throw new RangeError('enough');
        },
      });
    expect(run).toThrow(RangeError);
    expect(seen).toEqual([0, 1]);
  });

  test('does not change the run, nor stand in its record', () => {
    const record = programs.autograd({ ...SMALL, onEpoch: () => undefined });
    expect(record).toEqual(programs.autograd(SMALL));
    expect(record.config).not.toHaveProperty('onEpoch');
  });
});

describe.each(allPrograms)('%s refuses, before anything is drawn,', (name) => {
  test.each([
    [{ epochs: 0 }, ArgumentError, 'epochs is 0'],
    [{ epochs: 1.5 }, ArgumentError, 'epochs is 1.5'],
    [{ epochs: NaN }, ArgumentError, 'epochs is NaN'],
    [{ batch: 0 }, ArgumentError, 'batch is 0'],
    [{ inputs: -1 }, ArgumentError, 'inputs is -1'],
    [{ hidden: Infinity }, ArgumentError, 'hidden is Infinity'],
    [{ outputs: '3' }, ArgumentError, 'outputs is "3"'],
    [{ seed: -1 }, ArgumentError, 'seed is -1'],
    [{ seed: 2 ** 32 }, ArgumentError, 'seed is 4294967296'],
    [{ seed: 0.5 }, ArgumentError, 'seed is 0.5'],
    [{ learningRate: NaN }, ArgumentError, 'learningRate is NaN'],
    [{ learningRate: Infinity }, ArgumentError, 'learningRate is Infinity'],
    [{ learningRate: '1' }, ArgumentError, 'learningRate is "1"'],
    [{ dtype: 'int32' }, GradusError, 'int32'],
    [{ dtype: 'float16' }, GradusError, 'float16'],
    [{ lr: 1 }, ArgumentError, 'lr'],
    [{ toString: 1 }, ArgumentError, 'toString'],
  ] as const)('%o', (wrong, kind, said) => {
    const seen: unknown[] = [];
    const run = (): unknown =>
      programs[name]({
        ...SMALL,
        ...wrong,
        onEpoch: (report: EpochReport) => void seen.push(report),
      } as never);
    expect(run).toThrow(kind);
    expect(run).toThrow(said);
    expect(run).toThrow(new RegExp(`^${name}: `));
    expect(seen).toEqual([]);
  });

  test('a dtype that is no float, naming those that are', () => {
    expect(() => programs[name]({ dtype: 'int32' } as never)).toThrow(DtypeError);
    expect(() => programs[name]({ dtype: 'int32' } as never)).toThrow(/float32 and float64/);
  });
});
