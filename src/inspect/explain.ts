/**
 * What `backward` does, step by step.
 *
 * @module
 */
import { startingGradient, type Variable } from '../autograd/variable.js';
import { isWantedLeaf, stretchedDims, walk, type Node, type Sent } from '../autograd/walk.js';
import { formatShape } from '../errors.js';
import type { Dtype, Shape } from '../kernels/types.js';
import type { Tensor } from '../tensor/tensor.js';
import { formulaOf } from './formula-of.js';
import { checkVariable, partsOf, type GraphOptions, type GraphValue } from './graph.js';
import { table, wrap } from './table.js';

/** Options of {@link explainBackward}. */
export interface ExplainOptions extends GraphOptions {
  /** The gradient to start from, as `backward` takes it; 1 where the output is a scalar. */
  readonly gradOutput?: Variable | Tensor;
}

/** A gradient on its way. */
export interface ExplainedGradient {
  /** Its shape. */
  readonly shape: Shape;
  /** Its dtype. */
  readonly dtype: Dtype;
  /** √Σ g², in float64. */
  readonly norm: number;
  /** The gradient itself. */
  readonly value: Tensor;
}

/** What one step sends to one input of its function. */
export interface ExplainedInput {
  /** The place of the input among those of the function, from 0. */
  readonly place: number;
  /** What the input is called; `null` where it has no name. */
  readonly name: string | null;
  /** The number of the step that takes the gradient on; `null` for a leaf and a constant. */
  readonly step: number | null;
  /** Whether it is a constant, or made of constants: it gets no gradient, whatever the rule returns. */
  readonly constant: boolean;
  /** What the rule returned for it; `null` where it returned none, or where it was not used. */
  readonly returned: ExplainedGradient | null;
  /** The dims over which that was summed, because along them the input had been broadcast. */
  readonly summed: readonly number[];
  /** The gradient in the shape of the input. */
  readonly gradient: ExplainedGradient | null;
  /** How many gradients have come to the input by now, with this one: 1, unless it was used more than once. */
  readonly arrived: number;
  /** Their sum; `gradient` itself where it is the first. */
  readonly sum: ExplainedGradient | null;
}

/** One step of the walk: a rule applied to the complete gradient of its output. */
export interface ExplainedStep {
  /** From 1, in the order of the walk. */
  readonly step: number;
  /** The function. */
  readonly name: string;
  /** What it computes, in the words of its rule; `null` where the rule does not say. */
  readonly formula: string | null;
  /** Why its derivative is what it is, likewise. */
  readonly derivation: string | null;
  /** What its output is called; `null` where it has no name. */
  readonly output: string | null;
  /** The gradient with regard to its output: the sum of what came, as the hooks left it. */
  readonly gradient: ExplainedGradient;
  /** How many hooks have seen that gradient. */
  readonly hooks: number;
  /** Whether `backward` keeps it in `grad`, as `retainGrad` asks for. */
  readonly kept: boolean;
  /** What goes to each input. */
  readonly inputs: readonly ExplainedInput[];
}

/** The end of the walk at a leaf: what `backward` adds to its `grad`. */
export interface ExplainedLeaf {
  /** The name it was given, or `leaf 1` and so on. */
  readonly name: string;
  /** Its complete gradient, as the hooks left it. */
  readonly gradient: ExplainedGradient;
  /** How many gradients it is the sum of. */
  readonly arrived: number;
  /** How many hooks have seen it. */
  readonly hooks: number;
  /** The `grad` that is there already, to which `backward` would add it; `null` where there is none. */
  readonly before: ExplainedGradient | null;
}

/** What {@link explainBackward} found. */
export interface Explanation {
  /** The rules in the order in which the walk applies them. */
  readonly steps: readonly ExplainedStep[];
  /** The leaves in the order in which their gradients are complete. */
  readonly leaves: readonly ExplainedLeaf[];
  /** A table of the steps, and below it what their rules say. */
  toString(): string;
}

/**
 * Each step that `backward` takes, with the gradients on their way: what comes to a function, what its rule sends to
 * each input, where broadcasting is undone by a sum, and where several gradients are added.
 *
 * It is the walk of `backward` itself, watched: the same bits. No `grad` is changed. Hooks are called as `backward` calls
 * them, since what they return is a part of the walk.
 *
 * @param loss - where the walk starts; a scalar unless `gradOutput` is given
 * @returns the steps as data; `toString()` makes a table of them
 * @throws whatever `backward` throws, and `ArgumentError` where `loss` or one of the names is no Variable
 *
 * @example
 * ```ts
 * import { explainBackward, tensor, Variable } from 'gradus';
 * const x = new Variable(tensor([3, 4]), { requiresGrad: true });
 * const { steps, leaves } = explainBackward(x.mul(x).sum(), { names: { x } });
 * steps.map(({ name }) => name); // => ['Sum', 'Mul']
 * steps[1]?.formula; // => 'y = a·b, element by element'
 * steps[1]?.inputs.map(({ arrived, sum }) => [arrived, sum?.norm]); // => [[1, 5], [2, 10]]
 * leaves[0]?.gradient.value.toArray(); // => [6, 8]
 * x.grad; // => null
 * ```
 */
export function explainBackward(loss: Variable, options: ExplainOptions = {}): Explanation {
  checkVariable('explainBackward', 'loss', loss);
  const values = new Map<Variable, GraphValue>();
  for (const part of partsOf('explainBackward', loss, options)) {
    if (part.kind === 'value') values.set(part.variable, part);
  }
  const nameOf = (variable: Variable): string | null => values.get(variable)?.name ?? null;
  const start = startingGradient('explainBackward', loss, options.gradOutput);

  const visits: Visit[] = [];
  const arrivals = new Map<Variable, number>([[loss, 1]]);
  const leaves: ExplainedLeaf[] = [];
  walk([[loss, start]], {
    createGraph: false,
    wants: isWantedLeaf,
    receive: (variable, gradient) => {
      if (!variable.isLeaf) return;
      leaves.push({
        name: nameOf(variable) ?? 'leaf',
        gradient: explained(gradient),
        arrived: arrivals.get(variable) ?? 0,
        hooks: variable.hooks.length,
        before: variable.grad === null ? null : explained(variable.grad),
      });
    },
    observer: {
      visit: (node, gradient) => void visits.push({ node, gradient, sent: new Map() }),
      send: (place, sent) => {
        const visit = visits.at(-1);
        const input = visit?.node.parents[place];
        if (visit === undefined || input === undefined) return;
        const arrived = (arrivals.get(input) ?? 0) + 1;
        arrivals.set(input, arrived);
        visit.sent.set(place, { ...sent, arrived });
      },
    },
  });

  const numbers = new Map(visits.map(({ node }, i) => [node, i + 1]));
  const steps = visits.map(({ node, gradient, sent }, i): ExplainedStep => {
    const { formula = null, derivation = null } = formulaOf(node) ?? {};
    return {
      step: i + 1,
      name: node.name,
      formula,
      derivation,
      output: nameOf(node.output),
      gradient: explained(gradient),
      hooks: node.output.hooks.length,
      kept: node.output.retainsGrad,
      inputs: node.parents.map((input, place) => {
        const step = input.gradFn === null ? null : (numbers.get(input.gradFn) ?? null);
        const facts = { place, name: nameOf(input), step, constant: !input.requiresGrad };
        return { ...facts, ...explainedSent(sent.get(place)) };
      }),
    };
  });
  return { steps, leaves, toString: () => print(steps, leaves) };
}

/** A node the walk visited, and what was sent from there. */
interface Visit {
  readonly node: Node;
  readonly gradient: Variable;
  readonly sent: Map<number, Sent & { readonly arrived: number }>;
}

function explainedSent(
  sent: (Sent & { readonly arrived: number }) | undefined,
): Pick<ExplainedInput, 'returned' | 'summed' | 'gradient' | 'arrived' | 'sum'> {
  if (sent === undefined) return { returned: null, summed: [], gradient: null, arrived: 0, sum: null };
  const { returned, reduced, sum, arrived } = sent;
  const first = explained(returned);
  const gradient = reduced === returned ? first : explained(reduced);
  return {
    returned: first,
    summed: reduced === returned ? [] : stretchedDims(returned.shape, reduced.shape),
    gradient,
    arrived,
    sum: sum === reduced ? gradient : explained(sum),
  };
}

function explained({ data }: Variable): ExplainedGradient {
  const { shape, dtype } = data;
  return { shape, dtype, norm: data.to('float64').norm().item(), value: data };
}

/** A row of the table. */
interface Row {
  readonly step: string;
  readonly name: string;
  readonly incoming: ExplainedGradient | null;
  readonly to: string;
  readonly outgoing: ExplainedGradient | null;
  readonly note: string;
}

function print(steps: readonly ExplainedStep[], leaves: readonly ExplainedLeaf[]): string {
  const rows = [...steps.flatMap(rowsOfStep), ...leaves.map(rowOfLeaf)];
  const shape = (gradient: ExplainedGradient | null): string =>
    gradient === null ? '' : formatShape(gradient.shape);
  const norm = (gradient: ExplainedGradient | null): string =>
    gradient === null ? '' : fourDigits(gradient.norm);
  const left = 'left' as const;
  return [
    table([
      { heading: ['step'], cells: rows.map(({ step }) => step) },
      { heading: ['function'], cells: rows.map(({ name }) => name), align: left },
      { heading: ['gradient', 'in'], cells: rows.map(({ incoming }) => shape(incoming)), align: left },
      { heading: ['norm'], cells: rows.map(({ incoming }) => norm(incoming)) },
      { heading: ['to'], cells: rows.map(({ to }) => to), align: left },
      { heading: ['gradient', 'out'], cells: rows.map(({ outgoing }) => shape(outgoing)), align: left },
      { heading: ['norm'], cells: rows.map(({ outgoing }) => norm(outgoing)) },
      { heading: ['formula, and what else happens'], cells: rows.map(({ note }) => note), align: left },
    ]),
    ...derivations(steps),
  ].join('\n');
}

function rowsOfStep(step: ExplainedStep): readonly Row[] {
  const about = [
    ...(step.formula === null ? [] : [step.formula]),
    ...hooked(step.hooks),
    ...(step.kept ? ['kept in grad'] : []),
  ];
  return step.inputs.map((input, i): Row => {
    const notes = [...(i === 0 ? about : []), ...notesOfInput(input)];
    return {
      step: i === 0 ? String(step.step) : '',
      name: i === 0 ? step.name : '',
      incoming: i === 0 ? step.gradient : null,
      to: target(input),
      outgoing: input.gradient,
      note: notes.join('; '),
    };
  });
}

function target({ name, step }: ExplainedInput): string {
  const called = name ?? '';
  if (step === null) return called;
  return called === '' ? `step ${step}` : `${called}, step ${step}`;
}

function notesOfInput({ returned, summed, gradient, arrived, sum, constant }: ExplainedInput): string[] {
  if (returned === null || gradient === null || sum === null)
    return [constant ? 'a constant' : 'the rule gives none'];
  return [
    ...(gradient === returned
      ? []
      : [
          `broadcast undone: ${formatShape(returned.shape)} summed over dim${summed.length > 1 ? 's' : ''} ${summed.join(', ')}`,
        ]),
    ...(arrived > 1 ? [`added: the sum of ${arrived} has norm ${fourDigits(sum.norm)}`] : []),
  ];
}

function rowOfLeaf({ name, gradient, arrived, hooks, before }: ExplainedLeaf): Row {
  const notes = [
    ...(arrived > 1 ? [`the sum of ${arrived}`] : []),
    ...hooked(hooks),
    before === null ? 'becomes grad' : `added to grad, of norm ${fourDigits(before.norm)}`,
  ];
  return { step: '', name, incoming: gradient, to: `${name}.grad`, outgoing: null, note: notes.join('; ') };
}

function hooked(hooks: number): string[] {
  return hooks === 0 ? [] : [`${hooks} hook${hooks > 1 ? 's' : ''} called`];
}

/** Why the derivatives are what they are: once for each rule, in the order of the steps. */
function derivations(steps: readonly ExplainedStep[]): readonly string[] {
  const found = new Map<string, string>();
  for (const { name, formula, derivation } of steps) {
    if (derivation !== null) found.set(`${name}: ${formula ?? ''}`, derivation);
  }
  return [...found].map(([rule, derivation]) => wrap(`${rule}. ${derivation}`, 100));
}

/** Four digits are enough to see which gradient is the larger; the data has all of them. */
function fourDigits(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const [plain, exponential] = [Number(value.toPrecision(4)), value.toExponential(3)];
  return plain === 0 || (plain >= 1e-3 && plain < 1e6) ? String(plain) : exponential.replace('e+', 'e');
}
