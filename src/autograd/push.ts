/**
 * The forward walk: tangents pushed through a recorded graph.
 *
 * @module
 */
import { AutogradError, describe, formatShape } from '../errors.js';
import { sameShape } from '../tensor/check.js';
import { onesLike, zerosLike } from '../tensor/creation.js';
import { Tensor } from '../tensor/tensor.js';
import { withRecording } from './grad-mode.js';
import { pullBack } from './pull.js';
import { Variable } from './variable.js';
import { checkedGradients, nodesBehind, reduceTo, type Node } from './walk.js';

/**
 * The tangents of outputs, from those of Variables they depend on: forward-mode differentiation of a graph that is
 * there already. Nothing is recorded.
 *
 * Nodes are visited in ascending order of creation, which visits each after all that it is made of. This is neither
 * the order nor the bookkeeping of the backward walk: nothing is added up where a Variable is used twice, and nothing
 * is summed back where it was broadcast.
 *
 * @returns one tangent for each output; `null` for one that does not move
 */
export function pushForward(
  outputs: readonly Variable[],
  tangents: ReadonlyMap<Variable, Tensor>,
): readonly (Tensor | null)[] {
  const known = new Map(tangents);
  for (const node of [...nodesBehind(outputs)].reverse()) {
    const given = node.parents.map((parent) => known.get(parent) ?? null);
    if (known.has(node.output) || given.every((tangent) => tangent === null)) continue;
    known.set(node.output, tangentOf(node, given));
  }
  return outputs.map((output) => known.get(output) ?? null);
}

/** The tangent of a node's output: by its own rule, or by its `backward`, transposed. What does not move has null. */
function tangentOf(node: Node, tangents: readonly (Tensor | null)[]): Tensor {
  const jvp = node.jvp?.bind(node);
  if (jvp === undefined) return withRecording(true, () => transposed(node, tangents));
  const given = node.parents.map((parent, i) => tangents[i] ?? zerosLike(parent.data));
  const tangent: unknown = withRecording(false, () => jvp(...given));
  const { shape, dtype } = node.output;
  if (tangent instanceof Tensor && sameShape(tangent.shape, shape) && tangent.dtype === dtype) return tangent;
  const came =
    tangent instanceof Tensor ? `${tangent.dtype} of shape ${formatShape(tangent.shape)}` : describe(tangent);
  throw new AutogradError(`${node.name}: jvp returned ${came}; accepted is ${dtype} ${formatShape(shape)}`);
}

/**
 * J·u from a rule that has only Jᵀ: v ↦ Jᵀ·v is linear, so its own vector–Jacobian product with u is J·u, whatever v
 * it is taken at.
 */
function transposed(node: Node, tangents: readonly (Tensor | null)[]): Tensor {
  const v = new Variable(onesLike(node.output.data), { requiresGrad: true });
  const gradients = checkedGradients(node, node.backward(v));
  const live = node.parents.flatMap((parent, i) => {
    const [returned, tangent] = [gradients[i] ?? null, tangents[i] ?? null];
    if (returned === null || tangent === null) return [];
    const gradient = reduceTo(returned, parent, node, i);
    if (!gradient.requiresGrad && gradient.toTypedArray().some((element) => element !== 0)) {
      throw new AutogradError(
        `${node.name}: its backward leaves the graph, so that no tangent can be had of it; ` +
          `write it in differentiable operations, or give the rule a jvp`,
      );
    }
    return [{ gradient, tangent: new Variable(tangent) }];
  });
  const [tangent] = pullBack(
    live.map(({ gradient }) => gradient),
    [v],
    live.map((one) => one.tangent),
    false,
  );
  return tangent?.data ?? zerosLike(node.output.data);
}
