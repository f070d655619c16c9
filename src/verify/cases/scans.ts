/**
 * What scans are checked on.
 *
 * @module
 */
import type { Scans } from '../../tensor/algebra/scans.js';
import type { Reductions } from '../../tensor/algebra/reductions.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Own, RuleCase } from './case.js';

/** What scans are checked on. */
export const scanCases: Readonly<Record<Own<Scans<Tensor>, Reductions<Tensor>>, readonly RuleCase[]>> = {};
