/**
 * Gradients as a function: nothing is accumulated on any Variable.
 *
 * @module
 */
import { ArgumentError, AutogradError, describe } from '../errors.js';
import { Algebra } from '../tensor/algebra.js';
import type { Tensor } from '../tensor/tensor.js';
import { startingGradient, Variable } from './variable.js';
import { walk } from './walk.js';

/** Options of {@link grad}. */
export interface GradOptions {
  /** The gradients to start from, one for each output; a scalar output needs none. */
  readonly gradOutputs?: Variable | Tensor | readonly (Variable | Tensor | undefined)[];
  /** Record the walk itself, so that the gradients can be differentiated. Default `false`. */
  readonly createGraph?: boolean;
  /** Give `null` for an input that no output depends on, where that is an error otherwise. Default `false`. */
  readonly allowUnused?: boolean;
}

/**
 * The gradients of the sum of outputs, each weighted with its `gradOutputs`, with regard to inputs. Leaves'
 * `grad` is not touched, and only what leads to an input is visited.
 *
 * @param outputs - one Variable or several
 * @param inputs - one Variable or several, leaves or not, all of which need a gradient
 * @returns one gradient for each input
 * @throws `AutogradError` for an input that needs no gradient or that no output depends on
 *
 * @example
 * ```ts
 * import { grad, tensor, Variable } from 'gradus';
 * const x = new Variable(tensor(3), { requiresGrad: true });
 * const [first] = grad(x.pow(3), x, { createGraph: true });
 * first.item(); // => 27
 * const [second] = grad(first, x);
 * second.item(); // => 18
 * ```
 */
export function grad(
  outputs: Variable | readonly Variable[],
  inputs: Variable,
  options?: ReachedGradOptions,
): [Variable];
export function grad<Inputs extends readonly Variable[]>(
  outputs: Variable | readonly Variable[],
  inputs: readonly [...Inputs],
  options?: ReachedGradOptions,
): { -readonly [Place in keyof Inputs]: Variable };
export function grad(
  outputs: Variable | readonly Variable[],
  inputs: Variable | readonly Variable[],
  options: GradOptions,
): (Variable | null)[];
export function grad(
  outputs: Variable | readonly Variable[],
  inputs: Variable | readonly Variable[],
  options: GradOptions = {},
): (Variable | null)[] {
  const from = listOf('outputs', outputs);
  const to = listOf('inputs', inputs);
  const { gradOutputs, createGraph = false, allowUnused = false } = options;
  const starts: readonly (Variable | Tensor | undefined)[] =
    gradOutputs === undefined || gradOutputs instanceof Algebra ? [gradOutputs] : gradOutputs;
  if (gradOutputs !== undefined && starts.length !== from.length) {
    throw new ArgumentError(
      `grad: ${starts.length} gradOutputs for ${from.length} outputs; accepted is one for each`,
    );
  }
  to.forEach((input, i) => {
    if (input.requiresGrad) return;
    throw new AutogradError(`grad: input ${i} needs no gradient; make it with { requiresGrad: true }`);
  });

  const wanted = new Set(to);
  const found = new Map<Variable, Variable>();
  walk(
    from.map((output, i) => [output, startingGradient('grad', output, starts[i])] as const),
    {
      createGraph,
      wants: (variable) => wanted.has(variable),
      receive: (variable, gradient) => {
        if (wanted.has(variable)) found.set(variable, gradient);
      },
    },
  );
  return to.map((input, i) => {
    const gradient = found.get(input) ?? null;
    if (gradient !== null || allowUnused) return gradient;
    throw new AutogradError(
      `grad: no output depends on input ${i}; pass { allowUnused: true } to get null for it`,
    );
  });
}

/** Options with which every input is reached, or it is an error. */
export interface ReachedGradOptions extends GradOptions {
  /** That an input is not reached is an error. */
  readonly allowUnused?: false;
}

function listOf(argument: string, value: Variable | readonly Variable[]): readonly Variable[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  // By its index, since what is wrong may be undefined.
  const wrong = list.findIndex((one) => !(one instanceof Variable));
  if (wrong < 0 && list.length > 0) return list as readonly Variable[];
  throw new ArgumentError(
    `grad: ${argument} is ${list.length === 0 ? 'empty' : describe(list[wrong])}; accepted is a Variable or an array of them`,
  );
}
