/**
 * The functions between the layers of a network.
 *
 * @module
 */
import type { Algebra } from '../algebra.js';
import { Elementary } from './elementary.js';

/** The activations that are not made of others. */
export type ActivationPrimitives<Self> = Readonly<Record<never, Self>>;

/** The functions between the layers of a network. */
export abstract class Activations<Self extends Algebra<Self>> extends Elementary<Self> {}
