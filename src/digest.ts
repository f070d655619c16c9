/**
 * SHA-256, as hexadecimal text, of bytes that are the same on every machine.
 *
 * @module
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** A digest that takes text and numbers bit by bit. */
export interface Digest {
  /** Adds text, as UTF-8. */
  text(value: string): Digest;
  /** Adds numbers as little-endian IEEE doubles. Every NaN counts as the same. */
  numbers(values: ArrayLike<number>): Digest;
  /** The 64 hexadecimal digits. */
  hex(): string;
}

/** A new digest. */
export function digest(): Digest {
  const hash = sha256.create();
  const self: Digest = {
    text(value) {
      hash.update(utf8ToBytes(value));
      return self;
    },
    numbers(values) {
      const bytes = new DataView(new ArrayBuffer(values.length * 8));
      for (let i = 0; i < values.length; i++) {
        const value = values[i] ?? NaN;
        // The payload of a NaN is whatever the engine left there; one pattern stands for all of them.
        if (Number.isNaN(value)) bytes.setUint32(i * 8 + 4, 0x7ff80000, true);
        else bytes.setFloat64(i * 8, value, true);
      }
      hash.update(new Uint8Array(bytes.buffer));
      return self;
    },
    hex: () => bytesToHex(hash.digest()),
  };
  return self;
}
