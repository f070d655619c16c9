/**
 * The graph of one training step.
 *
 * @module
 */
import type { Variable } from '../../../src/index.js';
import type { Graph, GraphNode, Tasks } from '../protocol.js';
import { glance } from './glance.js';
import { at, step } from './network.js';

/** The step that a program takes in an epoch, as the graph records it. */
export function graph({ program, config, epoch }: Tasks['graph']['takes']): Graph {
  const values = step(program, at(program, config, epoch));
  const names = new Map([...values].map(([name, variable]) => [variable, name]));
  const nodeOf = (name: string, variable: Variable): GraphNode => ({
    name,
    rule: variable.gradFn?.name ?? null,
    inputs: (variable.gradFn?.parents ?? []).flatMap((parent) => names.get(parent) ?? []),
    value: glance(variable.data),
    gradient: variable.grad === null ? null : glance(variable.grad.data),
  });
  const walk = [...values]
    .flatMap(([name, { gradFn }]) => (gradFn === null ? [] : [{ name, order: gradFn.order }]))
    .sort((a, b) => b.order - a.order)
    .map(({ name }) => name);
  return { epoch, nodes: [...values].map(([name, variable]) => nodeOf(name, variable)), walk };
}
