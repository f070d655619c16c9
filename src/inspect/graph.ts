/**
 * A graph as it is drawn: its values and functions with their names, each once, in the order in which they were made.
 *
 * @module
 */
import { isVariable } from '../autograd/function.js';
import type { Variable } from '../autograd/variable.js';
import { nodesBehind, type Node } from '../autograd/walk.js';
import { ArgumentError, describe, formatShape } from '../errors.js';
import type { Tensor } from '../tensor/tensor.js';

/** Options of whatever looks at a graph. */
export interface GraphOptions {
  /**
   * What Variables are called: `{ x, w1 }`, or `Object.fromEntries(module.namedParameters())`. One that has several
   * names is called by the first; one that is not in the graph is left out.
   */
  readonly names?: Readonly<Record<string, Variable>>;
}

/**
 * What a value is in its graph: a leaf that needs a gradient, a constant, what a function made, or the Variable whose
 * graph it is.
 */
export type Role = 'leaf' | 'constant' | 'value' | 'output';

/** A Variable in the graph. */
export interface GraphValue {
  readonly kind: 'value';
  /** `v0`, `v1`, … */
  readonly id: string;
  readonly role: Role;
  readonly variable: Variable;
  /** The name it was given, `leaf 1` and so on for a leaf that was given none, or `null`. */
  readonly name: string | null;
}

/** An applied Function in the graph. */
export interface GraphFunction {
  readonly kind: 'function';
  /** `f0`, `f1`, … */
  readonly id: string;
  readonly node: Node;
  readonly inputs: readonly GraphValue[];
  readonly output: GraphValue;
}

/** A part of a graph. */
export type GraphPart = GraphValue | GraphFunction;

/**
 * The parts of a graph. Functions stand in the order in which they were applied, each after the values it was applied to
 * and the one it made. There is no recursion.
 *
 * @throws `ArgumentError` where what is given is no Variable
 */
export function partsOf(operation: string, variable: Variable, options: GraphOptions): readonly GraphPart[] {
  checkVariable(operation, 'variable', variable);
  const names = namesOf(operation, options);
  const parts: GraphPart[] = [];
  const values = new Map<Variable, GraphValue>();
  let [unnamed, functions] = [0, 0];
  const valueOf = (one: Variable): GraphValue => {
    const known = values.get(one);
    if (known !== undefined) return known;
    const role = roleOf(one, variable);
    const name = names.get(one) ?? (role === 'leaf' ? `leaf ${++unnamed}` : null);
    const value: GraphValue = { kind: 'value', id: `v${values.size}`, role, variable: one, name };
    values.set(one, value);
    parts.push(value);
    return value;
  };
  for (const node of [...nodesBehind([variable])].reverse()) {
    const [inputs, output] = [node.parents.map(valueOf), valueOf(node.output)];
    parts.push({ kind: 'function', id: `f${functions++}`, node, inputs, output });
  }
  valueOf(variable);
  return parts;
}

function roleOf(one: Variable, variable: Variable): Role {
  if (one.isLeaf) return one.requiresGrad ? 'leaf' : 'constant';
  return one === variable ? 'output' : 'value';
}

function namesOf(operation: string, { names }: GraphOptions): ReadonlyMap<Variable, string> {
  const found = new Map<Variable, string>();
  if (names === undefined) return found;
  if (typeof names !== 'object' || (names as unknown) === null || Array.isArray(names) || isVariable(names)) {
    throw new ArgumentError(
      `${operation}: names is ${describe(names)}; accepted is an object of Variables, as { x, w1 }`,
    );
  }
  for (const [name, variable] of Object.entries(names)) {
    checkVariable(operation, `names[${JSON.stringify(name)}]`, variable);
    if (!found.has(variable)) found.set(variable, name);
  }
  return found;
}

/** Refuses what is no Variable. */
export function checkVariable(operation: string, argument: string, value: unknown): void {
  if (isVariable(value)) return;
  throw new ArgumentError(`${operation}: ${argument} is ${describe(value)}; accepted is a Variable`);
}

/** The lines that stand in a value: its name, dtype and shape, the number where it is one, and the gradient it has. */
export function linesOf({ name, role, variable }: GraphValue): readonly string[] {
  const { dtype, shape, data, grad } = variable;
  const title = name ?? (role === 'constant' ? 'constant' : null);
  return [
    ...(title === null ? [] : [title]),
    `${dtype} ${formatShape(shape)}${shape.length === 0 ? ` = ${shortest(data)}` : ''}`,
    ...(grad === null
      ? []
      : [`grad ${formatShape(grad.shape)}${shape.length === 0 ? ` = ${shortest(grad.data)}` : ''}`]),
  ];
}

/** The one element of a tensor: a whole number in full, any other in the fewest digits that give it back. */
function shortest(scalar: Tensor): string {
  const value = scalar.item();
  if (scalar.dtype !== 'float32' || !Number.isFinite(value) || Number.isInteger(value)) return String(value);
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}
