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
  /** Adds IEEE numbers, little-endian, as singles or doubles. Every NaN counts as the same. */
  numbers(values: Float32Array | Float64Array): Digest;
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
      hash.update(littleEndian(values));
      return self;
    },
    hex: () => bytesToHex(hash.digest()),
  };
  return self;
}

/** The bytes of numbers. The payload of a NaN is whatever the engine left there; one pattern stands for all. */
function littleEndian(values: Float32Array | Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.byteLength);
  const view = new DataView(bytes.buffer);
  if (values instanceof Float32Array) {
    values.forEach((value, i) => {
      if (Number.isNaN(value)) view.setUint32(i * 4, 0x7fc00000, true);
      else view.setFloat32(i * 4, value, true);
    });
  } else {
    values.forEach((value, i) => {
      if (Number.isNaN(value)) view.setUint32(i * 8 + 4, 0x7ff80000, true);
      else view.setFloat64(i * 8, value, true);
    });
  }
  return bytes;
}
