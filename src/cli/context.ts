/**
 * What every command is given, and has.
 *
 * @module
 */
import type { Output } from './output.js';

/** What a command is given. */
export interface Context {
  /** How it is called: `gradus run`. */
  readonly path: string;
  /** Where it writes. */
  readonly output: Output;
  /** Makes the exit code 1. */
  readonly fail: () => void;
}

/** The end of a command's help. */
export function example(...lines: readonly string[]): string {
  return `\nExample${lines.length === 1 ? '' : 's'}:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
