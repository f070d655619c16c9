import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClosedPipeError, mayColor, writeAll, WriteError } from '../../src/cli/output.js';

const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

describe('writeAll', () => {
  it('writes every byte once, however few the stream takes at a time and however often it must wait', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.nat({ max: 3 }), { minLength: 1 }),
        (text, sizes) => {
          const taken: number[] = [];
          let call = 0;
          writeAll(1, text, (_fd, bytes) => {
            const size = sizes[call++ % sizes.length] ?? 0;
            if (size === 0 && call % 2 === 1) failing('EAGAIN')();
            const some = bytes.subarray(0, size + 1);
            taken.push(...some);
            return some.length;
          });
          expect(Buffer.from(taken).toString()).toBe(text);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('tells a closed pipe from other failures', () => {
    expect(() => writeAll(1, 'text', failing('EPIPE'))).toThrow(ClosedPipeError);
    expect(() => writeAll(1, 'text', failing('ENOSPC'))).toThrow(WriteError);
  });
});

describe('mayColor', () => {
  it('colours a terminal only, and not against NO_COLOR', () => {
    expect(mayColor(true, {})).toBe(true);
    expect(mayColor(true, { NO_COLOR: '' })).toBe(true);
    expect(mayColor(true, { NO_COLOR: '1' })).toBe(false);
    expect(mayColor(true, { TERM: 'dumb' })).toBe(false);
    expect(mayColor(false, {})).toBe(false);
  });
});
