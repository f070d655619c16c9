import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digest } from '../src/digest.js';

/** SHA-256 by Node.js's own implementation. */
const sha256 = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** Little-endian doubles, every NaN as the quiet one without payload. */
function doubles(values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(values.length * 8);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) bytes.writeBigUInt64LE(0x7ff8000000000000n, i * 8);
    else bytes.writeDoubleLE(value, i * 8);
  });
  return bytes;
}

/** Little-endian singles likewise. */
function singles(values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) bytes.writeUInt32LE(0x7fc00000, i * 4);
    else bytes.writeFloatLE(value, i * 4);
  });
  return bytes;
}

describe('a digest', () => {
  it('of no bytes, of abc and of two blocks is what FIPS 180-4 gives', () => {
    expect(digest().hex()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(digest().text('abc').hex()).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    const blocks = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq';
    expect(digest().text(blocks).hex()).toBe(
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    );
  });

  it('of text is the SHA-256 of its UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(digest().text(text).hex()).toBe(sha256(Buffer.from(text, 'utf8')));
      }),
    );
  });

  it('of numbers is the SHA-256 of their little-endian doubles or singles', () => {
    const law = fc.property(fc.array(fc.double()), fc.array(fc.float()), (wide, narrow) => {
      expect(digest().numbers(Float64Array.from(wide)).hex()).toBe(sha256(doubles(wide)));
      expect(digest().numbers(Float32Array.from(narrow)).hex()).toBe(sha256(singles(narrow)));
    });
    fc.assert(law);
  });

  it('goes on from part to part', () => {
    const law = fc.property(fc.string(), fc.array(fc.double()), fc.string(), (before, values, after) => {
      const parts = digest().text(before).numbers(Float64Array.from(values)).text(after).hex();
      expect(parts).toBe(sha256(before, doubles(values), after));
    });
    fc.assert(law);
  });

  it('takes every NaN for the same, whatever its payload and sign', () => {
    const payloads = new BigUint64Array([
      0x7ff8000000000000n,
      0xfff8000000000000n,
      0x7ff8000000000001n,
      0x7ff0dead00000000n,
    ]);
    const nans = new Float64Array(payloads.buffer);
    const hashes = Array.from(nans, (_, i) =>
      digest()
        .numbers(nans.subarray(i, i + 1))
        .hex(),
    );
    expect(new Set(hashes).size).toBe(1);
    const few = new Float32Array(new Uint32Array([0x7fc00000, 0xffc00000, 0x7fc0dead]).buffer);
    expect(
      new Set(
        Array.from(few, (_, i) =>
          digest()
            .numbers(few.subarray(i, i + 1))
            .hex(),
        ),
      ).size,
    ).toBe(1);
  });

  it('tells −0 from 0', () => {
    expect(
      digest()
        .numbers(new Float64Array([-0]))
        .hex(),
    ).not.toBe(digest().numbers(new Float64Array(1)).hex());
  });
});
