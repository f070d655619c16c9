/**
 * What is digested: the library under test, which is handed in, so that the same code digests the sources and the
 * files that are shipped, as an ES module and as CommonJS.
 */
import type * as gradus from '../../src/index.js';

/** Everything the library exports. */
export type Library = typeof gradus;

/** The public functions of one of its source files: a new one asks for a row in the table that is keyed by them. */
export type PublicNames<Exports> = Extract<keyof Exports, keyof Library>;

/** SHA-256 by name. */
export type Digests = Readonly<Record<string, string>>;
