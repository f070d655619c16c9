/**
 * What each operation is checked on, or why it is not. The types make the compiler ask for a statement about each.
 *
 * @module
 */
import type { RuleName } from '../../autograd/rules/index.js';
import { activationCases } from './activations.js';
import type { NotDifferentiable, NotImplemented, RuleCase } from './case.js';
import { elementaryCases } from './elementary.js';
import { functionalCases } from './functional.js';
import { indexingCases } from './indexing.js';
import { layoutCases } from './layout.js';
import { linearAlgebraCases, linearAlgebraConstants } from './linear-algebra.js';
import { logicalConstants } from './logical.js';
import { orderingCases, orderingConstants } from './ordering.js';
import { pointwiseCases, pointwiseConstants } from './pointwise.js';
import { probabilityCases } from './probabilities.js';
import { productCases } from './products.js';
import { rearrangingCases } from './rearranging.js';
import { reductionCases, reductionConstants } from './reductions.js';
import { scanCases } from './scans.js';

export type { NotDifferentiable, NotImplemented, RuleCase, Statement } from './case.js';

/** The operations that have a derivative, each with its cases. */
type Cases = typeof pointwiseCases &
  typeof elementaryCases &
  typeof activationCases &
  typeof reductionCases &
  typeof probabilityCases &
  typeof orderingCases &
  typeof scanCases &
  typeof productCases &
  typeof linearAlgebraCases &
  typeof layoutCases &
  typeof rearrangingCases &
  typeof indexingCases &
  typeof functionalCases;

/** The name of an operation that is proven. */
export type OperationName = keyof Cases;

/** The cases of each operation, and so of each rule. */
export const operationCases: Cases & Readonly<Record<RuleName, readonly RuleCase[]>> = {
  ...pointwiseCases,
  ...elementaryCases,
  ...activationCases,
  ...reductionCases,
  ...probabilityCases,
  ...orderingCases,
  ...scanCases,
  ...productCases,
  ...linearAlgebraCases,
  ...layoutCases,
  ...rearrangingCases,
  ...indexingCases,
  ...functionalCases,
};

/** The families of operations, as the sources are divided. */
export type FamilyName =
  | 'pointwise'
  | 'elementary'
  | 'activations'
  | 'reductions'
  | 'probabilities'
  | 'ordering'
  | 'scans'
  | 'products'
  | 'linearAlgebra'
  | 'layout'
  | 'rearranging'
  | 'indexing'
  | 'functional';

/** The cases by family. */
export const caseFamilies: Readonly<Record<FamilyName, Readonly<Partial<Cases>>>> = {
  pointwise: pointwiseCases,
  elementary: elementaryCases,
  activations: activationCases,
  reductions: reductionCases,
  probabilities: probabilityCases,
  ordering: orderingCases,
  scans: scanCases,
  products: productCases,
  linearAlgebra: linearAlgebraCases,
  layout: layoutCases,
  rearranging: rearrangingCases,
  indexing: indexingCases,
  functional: functionalCases,
};

/** The operations without a derivative: each says why. */
export const constants: typeof pointwiseConstants &
  typeof logicalConstants &
  typeof reductionConstants &
  typeof orderingConstants &
  typeof linearAlgebraConstants = {
  ...pointwiseConstants,
  ...logicalConstants,
  ...reductionConstants,
  ...orderingConstants,
  ...linearAlgebraConstants,
};

/** The operations whose derivative is not here yet. */
export const notImplemented: Readonly<Record<string, NotImplemented>> = {};

/** What is said of the operations that have no cases. */
export type Silence = NotDifferentiable | NotImplemented;
