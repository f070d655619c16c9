/**
 * Gradus: tensors, seeded randomness and reverse-mode automatic differentiation, proven and reproducible.
 *
 * @module gradus
 */
export { type Domain, type Region } from './autograd/domain.js';
export { Function, type Gradients, type One, type Three, type Two } from './autograd/function.js';
export { hessian, hvp, type HvpResult } from './autograd/functional/hessian.js';
export { jacobian, type JacobianOptions } from './autograd/functional/jacobian.js';
export { jvp, type JvpResult } from './autograd/functional/jvp.js';
export {
  type DerivativeOptions,
  type FunctionAt,
  type Like,
  type ListLike,
  type Outputs,
  type Point,
} from './autograd/functional/point.js';
export { vjp, type VjpResult } from './autograd/functional/vjp.js';
export { grad, type GradOptions, type ReachedGradOptions } from './autograd/grad.js';
export { isGradEnabled, noGrad } from './autograd/grad-mode.js';
export {
  Variable,
  type BackwardOptions,
  type Hook,
  type HookHandle,
  type VariableOptions,
} from './autograd/variable.js';
export { ArgumentError, AutogradError, DtypeError, GradusError, ShapeError } from './errors.js';
export type { PadMode } from './kernels/places.js';
export type { Data, Dtype, FloatDtype, Shape } from './kernels/types.js';
export {
  bernoulli,
  rand,
  randint,
  randn,
  randperm,
  uniform,
  type BernoulliOptions,
  type DrawOptions,
  type FloatDrawOptions,
  type RandintOptions,
  type UniformOptions,
} from './random/distributions.js';
export { toDot } from './inspect/dot.js';
export {
  explainBackward,
  type ExplainedGradient,
  type ExplainedInput,
  type ExplainedLeaf,
  type ExplainedStep,
  type ExplainOptions,
  type Explanation,
} from './inspect/explain.js';
export { type GraphOptions } from './inspect/graph.js';
export { toMermaid } from './inspect/mermaid.js';
export { Generator, type GeneratorState } from './random/generator.js';
export {
  Algebra,
  type ClampBounds,
  type Operand,
  type Primitives,
  type ReductionOptions,
  type ScaleOptions,
  type SortOptions,
  type TopkOptions,
  type ValuesAndIndices,
  type VarianceOptions,
} from './tensor/algebra.js';
export type {
  EluOptions,
  GeluApproximation,
  GeluOptions,
  HardtanhOptions,
  LeakyReluOptions,
  SoftplusOptions,
} from './tensor/algebra/activations.js';
export type { ClosenessOptions } from './tensor/algebra/logical.js';
export type { NanToNumOptions, RoundOptions } from './tensor/algebra/pointwise.js';
export type { Index, IndexRange, RangeText } from './tensor/algebra/index-expression.js';
export type { Indices } from './tensor/algebra/indices.js';
export type {
  CholeskyOptions,
  SignAndLogarithm,
  SolveOptions,
  SolveTriangularOptions,
  TriangularSolveOptions,
} from './tensor/algebra/linear-algebra.js';
export type { PadOptions } from './tensor/algebra/rearranging.js';
export {
  arange,
  eye,
  full,
  ones,
  onesLike,
  tensor,
  zeros,
  zerosLike,
  type CreationOptions,
  type NumericArray,
  type Shaped,
  type TensorOptions,
} from './tensor/creation.js';
export { concat, einsum, pow, stack, where } from './tensor/functions.js';
export { Tensor, type NestedArray } from './tensor/tensor.js';
export { version } from './version.js';
export {
  type Config,
  type EpochReport,
  type ExperimentOptions,
  type ExperimentRecord,
  type GraphReport,
  type Weights,
} from './experiments/experiment.js';
export { programs, type ProgramName } from './experiments/index.js';
export { ManualModel, Model } from './experiments/module.js';
export * from './nn/functional/index.js';
export { Module, Parameter, type OrConstants } from './nn/module.js';
export { checkAdjoint, type AdjointReport, type IdentityOptions } from './verify/adjoint.js';
export {
  numericalJacobian,
  type CheckInputs,
  type DifferenceOptions,
  type DifferentiableFunction,
} from './verify/differences.js';
export { gradcheck, gradgradcheck, type GradcheckOptions } from './verify/gradcheck.js';
export {
  type Failure,
  type GradcheckReport,
  type Kink,
  type Law,
  type Place,
  type Verdict,
} from './verify/report.js';
export { checkSymmetry, type MixedDerivative, type SymmetryReport } from './verify/symmetry.js';
