/**
 * The table of rules: for each primitive of the algebra, the Function that differentiates it, or the statement
 * that it is not differentiable. Each family has its part in a file of its own; a primitive without an entry does not
 * compile.
 *
 * @module
 */
import type { PrimitiveName, Primitives } from '../../tensor/algebra.js';
import type { LogicalPrimitives } from '../../tensor/algebra/logical.js';
import type { Variable } from '../variable.js';
import { activationRules } from './activations.js';
import { arithmeticRules } from './arithmetic.js';
import { elementaryRules } from './elementary.js';
import { exponentialRules } from './exponentials.js';
import { hyperbolicRules } from './hyperbolic.js';
import { indexingRules } from './indexing.js';
import { layoutRules } from './layout.js';
import { linearAlgebraRules } from './linear-algebra.js';
import { logicalRules } from './logical.js';
import { orderingRules } from './ordering.js';
import { piecewiseRules } from './piecewise.js';
import { powerRules } from './powers.js';
import { probabilityRules } from './probabilities.js';
import { productRules } from './products.js';
import { reductionRules } from './reductions.js';
import { scanRules } from './scans.js';
import { stepRules } from './steps.js';
import { trigonometricRules } from './trigonometric.js';

/** The primitives whose results are truth values, signs or indices: they are constant wherever they are continuous. */
export type NotDifferentiable =
  | keyof LogicalPrimitives<Variable>
  | 'eq'
  | 'ne'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'any'
  | 'all'
  | 'argmax'
  | 'argmin'
  | 'argmedian'
  | 'argsort'
  | 'argtopk'
  | 'argcummax'
  | 'argcummin'
  | 'detSign';

/** The primitives that have a rule. */
export type RuleName = Exclude<PrimitiveName, NotDifferentiable>;

/** The primitives on Variables: each application makes a node of the graph. */
export const differentiable: Primitives<Variable> = {
  ...arithmeticRules,
  ...powerRules,
  ...elementaryRules,
  ...exponentialRules,
  ...trigonometricRules,
  ...hyperbolicRules,
  ...piecewiseRules,
  ...stepRules,
  ...activationRules,
  ...logicalRules,
  ...reductionRules,
  ...probabilityRules,
  ...orderingRules,
  ...scanRules,
  ...productRules,
  ...linearAlgebraRules,
  ...layoutRules,
  ...indexingRules,
};
