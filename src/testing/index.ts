/**
 * For the tests of users' own functions: fast-check arbitraries and properties. fast-check is a peer dependency.
 *
 * @packageDocumentation
 */
export { broadcastingShapes, shapes, tensors, type ShapeConstraints } from './arbitraries.js';
export { gradcheckProperty, type GradcheckPropertyOptions } from './properties.js';
