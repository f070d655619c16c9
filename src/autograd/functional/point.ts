/**
 * What the derivatives of a function have in common: the function recorded at a point, and vectors that fit it.
 *
 * @module
 */
import {
  ArgumentError,
  AutogradError,
  describe,
  DtypeError,
  formatShape,
  GradusError,
  ShapeError,
} from '../../errors.js';
import { checkFlag, checkOptions, isFloat, sameShape } from '../../tensor/check.js';
import { onesLike, zerosLike } from '../../tensor/creation.js';
import { Tensor } from '../../tensor/tensor.js';
import { withRecording } from '../grad-mode.js';
import { pullBack } from '../pull.js';
import { Variable } from '../variable.js';

/** Where a derivative is taken, and along what: of a float dtype. */
export type Point = Variable | Tensor;

/** What a function of Variables gives. (With the empty tuple among them, a list literal is inferred as a tuple.) */
export type Outputs = Variable | readonly [] | readonly Variable[];

/** For a list, a list as long. */
export type ListLike<List extends readonly unknown[], Item> = { -readonly [Place in keyof List]: Item };

/** For one, one; for a list, a list as long. */
export type Like<Given, Item> = Given extends readonly unknown[] ? ListLike<Given, Item> : Item;

/** A function that takes as many Variables as there are inputs. */
export type FunctionAt<Inputs extends readonly unknown[], Output extends Outputs> = (
  ...inputs: ListLike<Inputs, Variable>
) => Output;

/** Options of the derivatives of a function. */
export interface DerivativeOptions {
  /**
   * Record the derivative itself, so that it can be differentiated: with regard to inputs and vectors that are
   * Variables and need a gradient. Default `false`: the results are constants.
   */
  readonly createGraph?: boolean;
  /** Refuse a function that does not depend on an input, whose derivative is 0 otherwise. Default `false`. */
  readonly strict?: boolean;
}

/** A function, recorded at a point. */
export interface Recorded {
  readonly operation: string;
  readonly createGraph: boolean;
  readonly strict: boolean;
  readonly inputs: readonly Variable[];
  readonly outputs: readonly Variable[];
  /** Whether one input was given, and not a list. */
  readonly oneInput: boolean;
  /** Whether one output was given, and not a list. */
  readonly oneOutput: boolean;
}

/** Evaluates a function at Variables of its own, so that nothing the caller holds is touched. */
export function record(
  operation: string,
  fn: (...inputs: never) => Outputs,
  given: Point | readonly Point[],
  options: DerivativeOptions | undefined,
  more: readonly string[] = [],
): Recorded {
  if (typeof fn !== 'function') {
    throw new ArgumentError(`${operation}: fn is ${describe(fn)}; accepted is a function of Variables`);
  }
  const names = ['createGraph', 'strict', ...more] as (keyof DerivativeOptions)[];
  const { createGraph = false, strict = false } = checkOptions(
    operation,
    options,
    names,
    '{ createGraph: true }',
  );
  checkFlag(operation, 'createGraph', createGraph);
  checkFlag(operation, 'strict', strict);
  const oneInput = !Array.isArray(given);
  const points = (oneInput ? [given] : given) as readonly unknown[];
  if (points.length === 0) {
    throw new ArgumentError(`${operation}: inputs is empty; accepted is a Tensor or a Variable, or several`);
  }
  return withRecording(true, () => {
    const inputs = points.map((point, i) =>
      leafAt(operation, oneInput ? 'inputs' : `inputs[${i}]`, point, createGraph),
    );
    const returned: unknown = (fn as (...inputs: readonly Variable[]) => unknown)(...inputs);
    const oneOutput = !Array.isArray(returned);
    const outputs = (oneOutput ? [returned] : returned) as readonly unknown[];
    if (outputs.length === 0) {
      throw new ArgumentError(`${operation}: fn returned no outputs; accepted is a Variable, or several`);
    }
    return {
      ...{ operation, createGraph, strict, inputs, oneInput, oneOutput },
      outputs: outputs.map((output, k) =>
        checkOutput(operation, oneOutput ? 'output' : `output ${k}`, output),
      ),
    };
  });
}

/** A Variable at a point: in the caller's graph if the derivative is to be, else a leaf. */
function leafAt(operation: string, argument: string, point: unknown, createGraph: boolean): Variable {
  if (!(point instanceof Variable) && !(point instanceof Tensor)) {
    throw new ArgumentError(
      `${operation}: ${argument} is ${describe(point)}; accepted is a Tensor or a Variable, or an array of them`,
    );
  }
  if (!isFloat(point.dtype)) {
    throw new DtypeError(
      `${operation}: ${argument} is ${point.dtype}; accepted are float32 and float64: ` +
        `fn can hold constants of its own`,
    );
  }
  if (point instanceof Tensor) return new Variable(point, { requiresGrad: true });
  // A copy in the graph: fn may return the input itself, and the walk must not go on behind it.
  return createGraph && point.requiresGrad ? point.clone() : new Variable(point.data, { requiresGrad: true });
}

function checkOutput(operation: string, name: string, output: unknown): Variable {
  if (!(output instanceof Variable)) {
    throw new ArgumentError(`${operation}: the ${name} of fn is ${describe(output)}; accepted is a Variable`);
  }
  if (isFloat(output.dtype)) return output;
  throw new DtypeError(
    `${operation}: the ${name} of fn is ${output.dtype}; accepted are float32 and float64`,
  );
}

/**
 * Vectors that fit Variables, one for each: given, or 1 for a single element.
 *
 * @param what - what the Variables are, for messages: `input` or `output`
 */
export function vectorsFor(
  { operation, createGraph }: Recorded,
  what: 'input' | 'output',
  variables: readonly Variable[],
  one: boolean,
  v: Point | readonly Point[] | undefined,
): readonly Variable[] {
  if (v === undefined) {
    const first = elementOf(variables, 0);
    if (variables.length === 1 && first.numel() === 1) return [new Variable(onesLike(first.data))];
    throw new ArgumentError(
      `${operation}: v is missing; it can be where there is one ${what} of a single element, else accepted is ` +
        (one ? `one of shape ${formatShape(first.shape)}` : `a list of ${variables.length}`),
    );
  }
  const vectors = (one ? [v] : v) as readonly unknown[];
  if (!Array.isArray(vectors) || vectors.length !== variables.length) {
    const came = Array.isArray(vectors) ? `a list of ${vectors.length}` : describe(vectors);
    throw new ArgumentError(
      `${operation}: v is ${came}; accepted is one for each ${what}: ${variables.length}`,
    );
  }
  return variables.map((variable, i) => {
    const vector: unknown = vectors[i];
    const name = one ? 'v' : `v[${i}]`;
    if (!(vector instanceof Variable) && !(vector instanceof Tensor)) {
      throw new ArgumentError(
        `${operation}: ${name} is ${describe(vector)}; accepted is a Tensor or a Variable`,
      );
    }
    if (!sameShape(vector.shape, variable.shape)) {
      throw new ShapeError(
        `${operation}: ${name} has shape ${formatShape(vector.shape)}; ` +
          `accepted is the ${what}'s, ${formatShape(variable.shape)}`,
      );
    }
    if (vector.dtype !== variable.dtype) {
      throw new DtypeError(
        `${operation}: ${name} is ${vector.dtype}; accepted is the ${what}'s, ${variable.dtype}`,
      );
    }
    if (vector instanceof Tensor) return new Variable(vector);
    return createGraph ? vector : vector.detach();
  });
}

/** A derivative, where there may be none: 0, or an error if the caller is strict. */
export function orZero(
  { operation, strict }: Recorded,
  derivative: Variable | null,
  like: Variable,
  said: () => string,
): Variable {
  if (derivative !== null) return derivative;
  if (strict)
    throw new AutogradError(`${operation}: ${said()}; leave out { strict: true } to get zeros for it`);
  return new Variable(zerosLike(like.data));
}

/** Jᵀ·v for each input. */
export function pulled(
  recorded: Recorded,
  cotangents: readonly Variable[],
  createGraph: boolean = recorded.createGraph,
): readonly Variable[] {
  const { inputs, outputs } = recorded;
  return pullBack(outputs, inputs, cotangents, createGraph).map((gradient, i) =>
    orZero(recorded, gradient, elementOf(inputs, i), () => `no output depends on input ${i}`),
  );
}

/** The function's gradient as a function at the same point, for one that gives a scalar. */
export function gradientOf(recorded: Recorded): Recorded {
  const { operation, inputs, outputs, oneInput } = recorded;
  const output = elementOf(outputs, 0);
  if (!recorded.oneOutput || output.numel() !== 1) {
    const came = recorded.oneOutput
      ? `an output of shape ${formatShape(output.shape)}`
      : `a list of ${outputs.length}`;
    throw new ShapeError(`${operation}: fn returned ${came}; accepted is a single element`);
  }
  const gradients = pulled(recorded, [new Variable(onesLike(output.data))], true);
  return { ...recorded, inputs, outputs: gradients, oneOutput: oneInput };
}

/** Results as the caller gave the inputs, or fn its outputs: one, or a list. */
export function asGiven<Item>(one: boolean, results: readonly Item[]): Item | readonly Item[] {
  return one ? elementOf(results, 0) : results;
}

/** The outputs, in the graph if the derivative is. */
export function values({ outputs, oneOutput, createGraph }: Recorded): Outputs {
  return asGiven(oneOutput, createGraph ? outputs : outputs.map((output) => output.detach()));
}

/** An element that is there. */
export function elementOf<Item>(list: readonly Item[], i: number): Item {
  const found = list[i];
  if (found === undefined) throw new GradusError(`there is no element ${i} among ${list.length}`);
  return found;
}
