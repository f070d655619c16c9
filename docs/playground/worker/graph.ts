/**
 * The graph of one training step.
 *
 * @module
 */
import { explainBackward, type ExplainedGradient, type Variable } from '../../../src/index.js';
import type { Graph, GraphNode, Passed, Tasks, WalkStep } from '../protocol.js';
import { glance } from './glance.js';
import { at, step } from './network.js';

/** The step that a program takes in an epoch, as the graph records it. */
export function graph({ program, config, epoch }: Tasks['graph']['takes']): Graph {
  const { values, loss } = step(program, at(program, config, epoch));
  const names = new Map([...values].map(([name, variable]) => [variable, name]));
  const nodeOf = (name: string, variable: Variable): GraphNode => ({
    name,
    rule: variable.gradFn?.name ?? null,
    inputs: (variable.gradFn?.parents ?? []).flatMap((parent) => names.get(parent) ?? []),
    value: glance(variable.data),
    gradient: variable.grad === null ? null : glance(variable.grad.data),
  });
  const walk = explainBackward(loss, { names: Object.fromEntries(values) }).steps.map(
    ({ name, output, gradient, inputs }): WalkStep => ({
      rule: name,
      taken: passed(output, gradient),
      passed: inputs.flatMap((input) =>
        input.gradient === null ? [] : [passed(input.name, input.gradient)],
      ),
    }),
  );
  return { epoch, nodes: [...values].map(([name, variable]) => nodeOf(name, variable)), walk };
}

function passed(name: string | null, { shape, norm }: ExplainedGradient): Passed {
  return { name: name ?? '', shape, norm };
}
