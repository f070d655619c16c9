/**
 * What activations are checked on.
 *
 * @module
 */
import type { Activations } from '../../tensor/algebra/activations.js';
import type { Elementary } from '../../tensor/algebra/elementary.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Own, RuleCase } from './case.js';

/** What activations are checked on. */
export const activationCases: Readonly<
  Record<Own<Activations<Tensor>, Elementary<Tensor>>, readonly RuleCase[]>
> = {};
