/**
 * The backward walk.
 *
 * @module
 */
import { AutogradError, describe, formatShape } from '../errors.js';
import type { Shape } from '../kernels/types.js';
import { broadcastsTo, sameShape } from '../tensor/check.js';
import { isVariable, type Function } from './function.js';
import { withRecording } from './grad-mode.js';
import type { Variable } from './variable.js';

/** A node of the graph, whatever its operands. */
export type Node = Function<readonly Variable[]>;

/** What a walk is for. */
export interface WalkOptions {
  /** Whether the walk is recorded itself. */
  readonly createGraph: boolean;
  /** Whether the gradient of this Variable is asked for; only what leads to such a one is visited. */
  readonly wants: (variable: Variable) => boolean;
  /** Takes the complete gradient of each Variable visited, hooks applied. */
  readonly receive: (variable: Variable, gradient: Variable) => void;
  /** Is told what the walk does, and changes nothing of it. */
  readonly observer?: WalkObserver;
}

/** What a walk tells of itself as it goes: of each node a visit, then what is sent to its inputs, in their order. */
export interface WalkObserver {
  /** A rule is given the complete gradient of its output, hooks applied. */
  readonly visit: (node: Node, gradient: Variable) => void;
  /** A gradient goes to an input of the node visited last. */
  readonly send: (place: number, sent: Sent) => void;
}

/** One gradient on its way to an input. */
export interface Sent {
  /** As the rule returned it. */
  readonly returned: Variable;
  /** In the shape of the input: the same, unless broadcasting had to be undone. */
  readonly reduced: Variable;
  /** The sum of all that has come to the input so far: `reduced` itself where it is the first. */
  readonly sum: Variable;
}

/** What `backward` gives a gradient: the leaves that need one. */
export function isWantedLeaf(variable: Variable): boolean {
  return variable.gradFn === null && variable.requiresGrad;
}

/**
 * Walks the graph back from outputs with given gradients.
 *
 * Nodes are visited in descending order of creation, which visits each after all of its consumers. Gradients
 * that reach one Variable by several ways are added in that order, and within a rule in the order of its
 * inputs. There is no recursion, and all state is in this call: nothing is left on the graph.
 */
export function walk(
  outputs: readonly (readonly [output: Variable, gradient: Variable])[],
  { createGraph, wants, receive, observer }: WalkOptions,
): void {
  const nodes = nodesBehind(outputs.map(([output]) => output));
  const useful = leadingTo(wants, nodes);
  const pending = new Map<Variable, Variable>();
  const add = (variable: Variable, gradient: Variable): Variable => {
    const before = pending.get(variable);
    const sum = before === undefined ? gradient : before.add(gradient);
    pending.set(variable, sum);
    return sum;
  };
  const complete = (variable: Variable): Variable | undefined => {
    const sum = pending.get(variable);
    if (sum === undefined) return undefined;
    pending.delete(variable);
    const gradient = variable.hooks.reduce((before, hook) => afterHook(hook(before), before), sum);
    receive(variable, gradient);
    return gradient;
  };

  withRecording(createGraph, () => {
    // Detached, so that no leaf gets for its gradient the caller's own Variable.
    for (const [output, gradient] of outputs) add(output, createGraph ? gradient : gradient.detach());
    for (const node of nodes) {
      const gradient = complete(node.output);
      if (gradient === undefined || !useful.has(node)) continue;
      observer?.visit(node, gradient);
      const gradients = checkedGradients(node, node.backward(gradient));
      node.parents.forEach((parent, i) => {
        const one = gradients[i] ?? null;
        if (one === null || !parent.requiresGrad) return;
        if (parent.gradFn === null && !wants(parent)) return;
        const reduced = reduceTo(one, parent, node, i);
        const sum = add(parent, reduced);
        observer?.send(i, { returned: one, reduced, sum });
      });
    }
    // What is left are leaves, in the order in which their first gradient came.
    for (const leaf of [...pending.keys()]) complete(leaf);
  });
}

/** All nodes the outputs were made by, the youngest first. */
export function nodesBehind(outputs: readonly Variable[]): readonly Node[] {
  const found = new Set<Node>();
  const open: Node[] = [];
  const visit = ({ gradFn }: Variable): void => {
    if (gradFn === null || found.has(gradFn)) return;
    found.add(gradFn);
    open.push(gradFn);
  };
  outputs.forEach(visit);
  for (let node = open.pop(); node !== undefined; node = open.pop()) node.parents.forEach(visit);
  return [...found].sort((a, b) => b.order - a.order);
}

/** The nodes with a Variable that is wanted somewhere behind them. */
function leadingTo(wants: WalkOptions['wants'], youngestFirst: readonly Node[]): ReadonlySet<Node | null> {
  // A leaf has null for its node, which is never in the set.
  const leading = new Set<Node | null>();
  for (const node of [...youngestFirst].reverse()) {
    if (node.parents.some((parent) => wants(parent) || leading.has(parent.gradFn))) leading.add(node);
  }
  return leading;
}

/** What a rule returned: as many gradients as it has inputs, each a Variable of the right dtype, or null. */
export function checkedGradients(node: Node, returned: unknown): readonly (Variable | null)[] {
  const wanted = node.parents.length;
  if (!Array.isArray(returned) || returned.length !== wanted) {
    const came = Array.isArray(returned) ? `${returned.length} gradients` : describe(returned);
    throw new AutogradError(
      `${node.name}: backward returned ${came}; accepted is an array of ${wanted}, one for each input`,
    );
  }
  return (returned as unknown[]).map((gradient, i) => {
    if (gradient === null) return null;
    if (!isVariable(gradient)) {
      throw new AutogradError(
        `${node.name}: the gradient of input ${i} is ${describe(gradient)}; accepted is a Variable or null`,
      );
    }
    return gradient;
  });
}

/** A gradient in the shape of its input: summed over the dims along which the input was broadcast. */
export function reduceTo(gradient: Variable, input: Variable, node: Node, i: number): Variable {
  if (gradient.dtype !== input.dtype) {
    throw new AutogradError(
      `${node.name}: the gradient of input ${i} is ${gradient.dtype}; the input is ${input.dtype}`,
    );
  }
  if (sameShape(gradient.shape, input.shape)) return gradient;
  if (!broadcastsTo(input.shape, gradient.shape)) {
    throw new AutogradError(
      `${node.name}: the gradient of input ${i} has shape ${formatShape(gradient.shape)}, ` +
        `which the input's shape ${formatShape(input.shape)} does not broadcast to`,
    );
  }
  return gradient.sum(stretchedDims(gradient.shape, input.shape)).reshape(input.shape);
}

/** The dims of a shape along which a smaller shape was broadcast to it. */
export function stretchedDims(shape: Shape, from: Shape): readonly number[] {
  const lead = shape.length - from.length;
  return shape
    .map((_, dim) => dim)
    .filter((dim) => dim < lead || (from[dim - lead] === 1 && shape[dim] !== 1));
}

/** What a hook makes of a gradient. */
function afterHook(returned: unknown, before: Variable): Variable {
  if (returned === undefined || returned === null) return before;
  if (isVariable(returned) && sameShape(returned.shape, before.shape) && returned.dtype === before.dtype) {
    return returned;
  }
  const came = isVariable(returned)
    ? `a Variable of ${returned.dtype} ${formatShape(returned.shape)}`
    : describe(returned);
  throw new AutogradError(
    `registerHook: the hook returned ${came}; accepted is nothing, or a Variable of ${before.dtype} ` +
      formatShape(before.shape),
  );
}
