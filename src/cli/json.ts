/**
 * Files of JSON that were written elsewhere, or by another version: nothing in them is taken on trust.
 *
 * @module
 */
import { readFileSync, readSync } from 'node:fs';

/** Ends a command because of what a file is or holds; the text follows the file's name. */
export type Complain = (what: string) => never;

/** The content of a file of JSON; of stdin, where the path is `-`. */
export function readJson(path: string, complain: Complain): unknown {
  return parse(readText(path, complain), complain);
}

function readText(path: string, complain: Complain): string {
  try {
    return path === '-' ? readAll(0) : readFileSync(path, 'utf8');
  } catch (error) {
    return complain(`cannot be read: ${(error as Error).message}`);
  }
}

type ReadSync = (fd: number, bytes: Uint8Array) => number;

/** All of a stream, waiting for what is not there yet. */
export function readAll(fd: number, read: ReadSync = readSync): string {
  const parts: Uint8Array[] = [];
  for (;;) {
    const bytes = new Uint8Array(65_536);
    try {
      const size = read(fd, bytes);
      if (size === 0) return Buffer.concat(parts).toString();
      parts.push(bytes.subarray(0, size));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EOF') return Buffer.concat(parts).toString(); // the end of a pipe, on Windows
      if (code !== 'EAGAIN') throw error;
      // The writer is slow and the pipe does not block: wait a little instead.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function parse(text: string, complain: Complain): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return complain('is not JSON');
  }
}

/** Whether a value is an object of JSON. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
