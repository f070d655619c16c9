/**
 * What elementary functions are checked on.
 *
 * @module
 */
import type { Elementary } from '../../tensor/algebra/elementary.js';
import type { Pointwise } from '../../tensor/algebra/pointwise.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Own, RuleCase } from './case.js';

/** What elementary functions are checked on. */
export const elementaryCases: Readonly<
  Record<Own<Elementary<Tensor>, Pointwise<Tensor>>, readonly RuleCase[]>
> = {};
