/**
 * What a wrong rule is, and how one is planted.
 */
import {
  Function,
  tensor,
  type Algebra,
  type DifferentiableFunction,
  type Gradients,
  type Law,
  type NestedArray,
  type Tensor,
  type Variable,
} from '../../../src/index.js';
import { need } from '../../properties/indices.js';

/** Who rejects a wrong rule. */
export type Caught =
  /** gradcheck, by exactly these laws. */
  | { readonly first: readonly Law[] }
  /** gradcheck passes; gradgradcheck rejects, by exactly these laws. */
  | { readonly second: readonly Law[] }
  /** gradcheck says that it can tell nothing here: its function is not finite. */
  | { readonly verdict: 'uninformative' }
  /** The walk itself. */
  | { readonly error: string };

/** A function with a mistake in its derivative. */
export interface WrongRule {
  readonly mistake: string;
  readonly wrong: DifferentiableFunction;
  /** The same without the mistake: it passes at the same point, so it is not the point that is rejected. */
  readonly right: DifferentiableFunction;
  readonly inputs: readonly Tensor[];
  readonly caught: Caught;
}

/** A formula, on Tensors and on Variables. */
export type Value = <T extends Algebra<T>>(...inputs: T[]) => T;

/** The gradients for the inputs, or what is wrongly returned in their place. */
export type Backward = (
  gradient: Variable,
  inputs: readonly [a: Variable, b: Variable, ...more: Variable[]],
  output: Variable,
) => unknown;

/** A rule given by its two halves. */
class Planted extends Function<readonly Variable[]> {
  constructor(
    readonly value: Value,
    readonly derivative: Backward,
  ) {
    super();
  }

  forward(...inputs: readonly Tensor[]): Tensor {
    return this.value(...inputs);
  }

  backward(gradient: Variable): Gradients {
    const [a, b, ...more] = this.inputs;
    // A rule with one operand reads only the first.
    return this.derivative(gradient, [need(a), b ?? need(a), ...more], this.output) as Gradients;
  }
}

/** A rule of these two halves, applied anew each time. */
export const rule =
  (value: Value, derivative: Backward): ((...inputs: (Variable | Tensor)[]) => Variable) =>
  (...inputs) =>
    new Planted(value, derivative).apply(...inputs);

/** Caught by the derivatives themselves. */
export const JACOBIAN: Caught = { first: ['jacobian'] };

/** Caught by the derivatives of the derivatives, the first being right. */
export const SECOND: Caught = { second: ['jacobian'] };

/** A formula whose backward is wrong. The library differentiates the formula itself rightly. */
export const planted = (
  mistake: string,
  value: Value,
  derivative: Backward,
  inputs: readonly Tensor[],
  caught: Caught = JACOBIAN,
): WrongRule => ({ mistake, wrong: rule(value, derivative), right: value, inputs, caught });

/** A rule that keeps a state, made once for the whole check. */
export const stateful = (
  mistake: string,
  value: Value,
  make: () => (gradient: Variable, x: Variable) => Variable,
  inputs: readonly Tensor[],
  caught: Caught,
): WrongRule => {
  const derivative = make();
  return planted(mistake, value, (gradient, [x]) => [derivative(gradient, x)], inputs, caught);
};

/** A float64 tensor. */
export const f64 = (data: NestedArray): Tensor => tensor(data, { dtype: 'float64' });

/** Numbers of both signs. */
export const POINT: Tensor = f64([0.4, -1.3, 1.7]);

/** Positive numbers. */
export const POSITIVE: Tensor = f64([0.4, 1.3, 2.7]);

/** Numbers between −1 and 1. */
export const SMALL: Tensor = f64([0.4, -0.3, 0.7]);

/** Two square matrices. */
export const MATRIX: Tensor = f64([
  [0.4, -1.3],
  [1.7, 0.6],
]);
export const OTHER: Tensor = f64([
  [-0.8, 0.9],
  [1.1, -1.5],
]);

/** A matrix that is not square. */
export const WIDE: Tensor = f64([
  [0.4, -1.3, 1.7],
  [0.6, -0.2, 1.1],
]);

/** Three dims, all of one size: only the order of the dims tells them apart. */
export const CUBE: Tensor = f64([
  [
    [0.1, 0.2],
    [0.3, 0.4],
  ],
  [
    [0.5, 0.6],
    [0.7, 0.8],
  ],
]);
