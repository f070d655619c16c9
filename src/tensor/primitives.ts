/**
 * How each primitive of the algebra is computed on tensors: the right kernel, called with the right views.
 * Arguments arrive checked and canonical (see `algebra.ts`). Each family has its table in `primitives/`.
 *
 * @module
 */
import type { Primitives } from './algebra.js';
import { activationPrimitives } from './primitives/activations.js';
import { elementaryPrimitives } from './primitives/elementary.js';
import { indexingPrimitives } from './primitives/indexing.js';
import { layoutPrimitives } from './primitives/layout.js';
import { linearAlgebraPrimitives } from './primitives/linear-algebra.js';
import { logicalPrimitives } from './primitives/logical.js';
import { orderingPrimitives } from './primitives/ordering.js';
import { pointwisePrimitives } from './primitives/pointwise.js';
import { probabilityPrimitives } from './primitives/probabilities.js';
import { productPrimitives } from './primitives/products.js';
import { reductionPrimitives } from './primitives/reductions.js';
import { scanPrimitives } from './primitives/scans.js';
import type { Tensor } from './tensor.js';

/** The primitives on tensors. */
export const primitives: Primitives<Tensor> = {
  ...pointwisePrimitives,
  ...elementaryPrimitives,
  ...activationPrimitives,
  ...logicalPrimitives,
  ...reductionPrimitives,
  ...probabilityPrimitives,
  ...orderingPrimitives,
  ...scanPrimitives,
  ...productPrimitives,
  ...linearAlgebraPrimitives,
  ...layoutPrimitives,
  ...indexingPrimitives,
};
