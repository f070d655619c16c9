/**
 * The digests of the parameters in the record of a run.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { programs, type Tensor } from '../../src/index.js';
import { allPrograms, configs } from './configs.js';

/** SHA-256 of the numbers in their dtype, little-endian; one pattern for every NaN. */
function digestOf(tensor: Tensor): string {
  const single = tensor.dtype === 'float32';
  const hash = createHash('sha256');
  for (const value of tensor.toTypedArray()) {
    const bytes = Buffer.alloc(single ? 4 : 8);
    if (Number.isNaN(value)) bytes.write(single ? '0000c07f' : '000000000000f87f', 'hex');
    else if (single) bytes.writeFloatLE(value);
    else bytes.writeDoubleLE(value);
    hash.update(bytes);
  }
  return hash.digest('hex');
}

test('are those that node:crypto finds, for any run, also of NaN', () => {
  fc.assert(
    fc.property(fc.constantFrom(...allPrograms), configs, (name, config) => {
      const { parameters, parameterDigests } = programs[name](config);
      expect(parameterDigests).toEqual({ w1: digestOf(parameters.w1), w2: digestOf(parameters.w2) });
    }),
  );
});

test('are frozen, and the same at every look', () => {
  const record = programs.manual({ batch: 2, inputs: 3, hidden: 4, outputs: 2, epochs: 3 });
  const { parameterDigests, digest } = record;
  expect(Object.isFrozen(parameterDigests)).toBe(true);
  expect(record.parameterDigests).toBe(parameterDigests);
  expect([record.digest, { ...record }.digest]).toEqual([digest, digest]);
  expect(Object.keys(record)).toEqual([
    ...['program', 'config', 'losses', 'parameters', 'parameterDigests', 'digest', 'version'],
  ]);
});
