/**
 * What the functions of networks are checked on.
 *
 * @module
 */
import type { RuleCase } from './case.js';

/** What the functions of networks are checked on. */
export const functionalCases: Readonly<Record<never, readonly RuleCase[]>> = {};
