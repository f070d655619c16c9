/**
 * What matrix functions are checked on.
 *
 * @module
 */
import type { LinearAlgebra } from '../../tensor/algebra/linear-algebra.js';
import type { Products } from '../../tensor/algebra/products.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Own, RuleCase } from './case.js';

/** What matrix functions are checked on. */
export const linearAlgebraCases: Readonly<
  Record<Own<LinearAlgebra<Tensor>, Products<Tensor>>, readonly RuleCase[]>
> = {};
