/**
 * Running reductions along a dim, and the order of the elements along it.
 *
 * @module
 */
import type { Algebra } from '../algebra.js';
import { Reductions } from './reductions.js';

/** The scans that are not made of others. */
export type ScanPrimitives<Self> = Readonly<Record<never, Self>>;

/** Running reductions along a dim, and the order of the elements along it. */
export abstract class Scans<Self extends Algebra<Self>> extends Reductions<Self> {}
