/**
 * For the tests of users' own functions: fast-check arbitraries and properties. fast-check is a peer dependency.
 *
 * @module gradus/testing
 */
export { programOperations, type ProgramOperation } from './operations.js';
export { Program, programs, type ProgramConstraints, type ProgramStep } from './programs.js';
export {
  adjointIdentity,
  gradcheckProperty,
  inputsUntouched,
  linearityOfVjp,
  sameBitsTwice,
  symmetricHessian,
  type GradcheckPropertyOptions,
  type IdentityPropertyOptions,
  type PointProperty,
  type PropertyOptions,
  type SeededProperty,
} from './properties.js';
export { broadcastingShapes, shapes, type ShapeConstraints } from './shapes.js';
export { indices, points, tensors, ties, views, type IndexConstraints } from './tensors.js';
