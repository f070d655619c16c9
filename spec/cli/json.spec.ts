import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAll } from '../../src/cli/json.js';

const failing = (code: string): never => {
  throw Object.assign(new Error(code), { code });
};

describe('readAll', () => {
  it('reads every byte, however few come at a time and however often it must wait', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 3 }), (text, size) => {
        let rest: Uint8Array = Buffer.from(text);
        let calls = 0;
        const read = (_fd: number, bytes: Uint8Array) => {
          if (calls++ === 1) failing('EAGAIN');
          const some = rest.subarray(0, size);
          bytes.set(some);
          rest = rest.subarray(some.length);
          return some.length;
        };
        expect(readAll(0, read)).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it('takes EOF for the end, and no other failure', () => {
    expect(readAll(0, () => failing('EOF'))).toBe('');
    expect(() => readAll(0, () => failing('EIO'))).toThrow('EIO');
  });
});
