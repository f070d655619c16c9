/**
 * Questions about elements have no derivative: on Variables they are asked of the values, and the answers are
 * constants of the graph.
 *
 * @module
 */
import type { LogicalPrimitives } from '../../tensor/algebra/logical.js';
import type { Variable } from '../variable.js';

type Question = 'isnan' | 'isinf' | 'isfinite' | 'logicalNot';
type Connective = 'logicalAnd' | 'logicalOr' | 'logicalXor';

const question =
  (name: Question) =>
  (x: Variable): Variable =>
    x.derive(x.data[name](), null);

const connective =
  (name: Connective) =>
  (a: Variable, b: Variable): Variable =>
    a.derive(a.data[name](b.data), null);

/** What questions about elements give on Variables. */
export const logicalRules: LogicalPrimitives<Variable> = {
  isnan: question('isnan'),
  isinf: question('isinf'),
  isfinite: question('isfinite'),
  isclose: (a, b, rtol, atol, equalNan) => a.derive(a.data.isclose(b.data, { rtol, atol, equalNan }), null),
  logicalNot: question('logicalNot'),
  logicalAnd: connective('logicalAnd'),
  logicalOr: connective('logicalOr'),
  logicalXor: connective('logicalXor'),
};
