/**
 * Vector–Jacobian products of a recorded graph, where outputs and inputs may have nothing to do with each other.
 *
 * @module
 */
import { grad } from './grad.js';
import type { Variable } from './variable.js';

/**
 * The gradients of outputs, each weighted with its cotangent, with regard to inputs.
 *
 * @returns one gradient for each input; `null` for one that needs none or that no output depends on
 */
export function pullBack(
  outputs: readonly Variable[],
  inputs: readonly Variable[],
  cotangents: readonly Variable[],
  createGraph: boolean,
): readonly (Variable | null)[] {
  const live = outputs.flatMap((output, k) => {
    const cotangent = cotangents[k];
    return output.requiresGrad && cotangent !== undefined ? [{ output, cotangent }] : [];
  });
  const wanted = inputs.filter((input) => input.requiresGrad);
  if (live.length === 0 || wanted.length === 0) return inputs.map(() => null);
  const found = grad(
    live.map(({ output }) => output),
    wanted,
    { gradOutputs: live.map(({ cotangent }) => cotangent), createGraph, allowUnused: true },
  );
  const gradients = new Map(wanted.map((input, i) => [input, found[i] ?? null]));
  return inputs.map((input) => gradients.get(input) ?? null);
}
