/**
 * Random programs: graphs of many operations, with all that graphs have and single operations have not.
 *
 * @module
 */
import fc from 'fast-check';
import { ArgumentError, formatShape } from '../errors.js';
import { sizeOf } from '../kernels/layout.js';
import type { Shape } from '../kernels/types.js';
import type { Algebra } from '../tensor/algebra.js';
import { tensor } from '../tensor/creation.js';
import type { Tensor } from '../tensor/tensor.js';
import { programOperations, type ProgramOperation } from './operations.js';

/** One step of a program. */
export interface ProgramStep {
  /** What is applied. */
  readonly operation: ProgramOperation;
  /** Which values it takes: the inputs come first, then the steps. */
  readonly operands: readonly number[];
  /** What was drawn for the operation itself. */
  readonly variant: number;
  /** The shape of what it makes. */
  readonly shape: Shape;
}

/** A program: inputs, and steps that each make a value of values before it. Its result is the last. */
export class Program {
  /** Values for the inputs: float64, within [−2, 2]. */
  readonly inputs: readonly Tensor[];
  /** The steps, in order. */
  readonly steps: readonly ProgramStep[];

  constructor(inputs: readonly Tensor[], steps: readonly ProgramStep[]) {
    this.inputs = inputs;
    this.steps = steps;
  }

  /** The result, for any carrier: the function to be checked at {@link Program.inputs}. */
  readonly run = <T extends Algebra<T>>(...inputs: readonly T[]): T => {
    const result = this.values(inputs).at(-1);
    if (result === undefined)
      throw new ArgumentError('run: inputs is empty; accepted is one for each of the program');
    return result;
  };

  /** All values: the inputs, then what each step makes. */
  values<T extends Algebra<T>>(inputs: readonly T[]): readonly T[] {
    const values = [...inputs];
    for (const { operation, operands, variant } of this.steps) {
      const [a, b] = operands.map((place) => values[place]);
      if (a === undefined)
        throw new ArgumentError(`run: ${inputs.length} inputs; accepted are ${this.inputs.length}`);
      values.push(operation.apply(a, b ?? a, variant));
    }
    return values;
  }

  /** The program as text: a line for each value. */
  toString(): string {
    const line = ({ operation, operands, variant, shape }: ProgramStep, i: number): string =>
      `v${this.inputs.length + i} = ${operation.name} of ${operands.map((place) => `v${place}`).join(', ')} ` +
      `(variant ${variant}): ${formatShape(shape)}`;
    return [...this.inputs.map((x, i) => `v${i} = ${x.toString()}`), ...this.steps.map(line)].join('\n');
  }
}

/** What programs are drawn from. */
export interface ProgramConstraints {
  /** What they are made of. Default {@link programOperations}. */
  readonly operations?: readonly ProgramOperation[];
  /** The greatest number of steps. Default 40. */
  readonly maxSteps?: number;
  /** The greatest number of inputs. Default 3. */
  readonly maxInputs?: number;
  /** The greatest number of elements of what a step makes. Default 12. */
  readonly maxElements?: number;
}

/** Greatest rank of an input, size of its dims, and rank of any value. */
const [INPUT_RANK, INPUT_SIZE, RANK] = [2, 3, 3];

/**
 * How far back the values are that a step takes: most often the last one is its first operand, so that few steps lead
 * nowhere; its second is one of a few. `null` is an input: used late, it is a leaf with a long way and a short one.
 */
const FIRST: readonly (number | null)[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, null];
const SECOND: readonly (number | null)[] = [0, 1, 1, 2, 2, 3, 4, 6, null, null];

/** An instruction, of numbers that mean something for any values there may be. */
interface Instruction {
  /** Which operation, counted from 1. 0 is none: what an instruction shrinks to, wherever it stands. */
  readonly operation: number;
  readonly a: number;
  readonly b: number;
  readonly variant: number;
}

/**
 * Programs with values to run them at: up to 40 operations drawn from a table, on values that fit them. Values are used
 * several times, meet again, or lead nowhere; inputs come up late, or not at all; shapes broadcast.
 *
 * Every operation is smooth and keeps values within [−2, 2]: derivatives can be measured. Programs shrink to fewer steps
 * and inputs, down to the step that fails.
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { gradcheck } from 'gradus';
 * import { programOperations, programs, type ProgramOperation } from 'gradus/testing';
 * // An operation of your own, among the others.
 * const gaussian: ProgramOperation = {
 *   name: 'gaussian', arity: 1, takes: () => true, apply: (x) => x.square().neg().exp(),
 * };
 * const operations = [gaussian, ...programOperations];
 * fc.assert(
 *   fc.property(programs({ operations, maxSteps: 8 }), ({ run, inputs }) =>
 *     gradcheck(run, inputs).verdict !== 'fail',
 *   ),
 *   { numRuns: 10 },
 * );
 * ```
 */
export function programs(constraints: ProgramConstraints = {}): fc.Arbitrary<Program> {
  const { operations = programOperations, maxSteps = 40, maxInputs = 3, maxElements = 12 } = constraints;
  if (operations.length === 0)
    throw new ArgumentError('programs: operations is empty; accepted is at least one');
  const size = fc.oneof(
    { arbitrary: fc.integer({ min: 2, max: INPUT_SIZE }), weight: 4 },
    { arbitrary: fc.constant(1), weight: 1 },
  );
  const inputShapes = fc.array(fc.array(size, { maxLength: INPUT_RANK }), {
    minLength: 1,
    maxLength: maxInputs,
  });
  const most = maxInputs * INPUT_SIZE * INPUT_SIZE;
  const pool = fc.array(
    fc.integer({ min: -96, max: 96 }).map((steps) => steps / 64),
    { minLength: most, maxLength: most },
  );
  const instruction = fc.record<Instruction>({
    operation: fc.nat(operations.length),
    a: fc.nat(FIRST.length - 1),
    b: fc.nat(SECOND.length - 1),
    variant: fc.nat(5),
  });
  const instructions = fc.array(instruction, { minLength: 1, maxLength: maxSteps, size: 'max' });
  return fc
    .tuple(inputShapes, pool, instructions)
    .map(([drawn, values, given]) => build(operations, maxElements, inputsOf(drawn, values), given));
}

/** The inputs, out of one pool of numbers. */
function inputsOf(drawn: readonly Shape[], pool: readonly number[]): readonly Tensor[] {
  let next = 0;
  return drawn.map((shape) => {
    const from = next;
    next += sizeOf(shape);
    return tensor(Float64Array.from(pool.slice(from, next)), { shape });
  });
}

/** The program of instructions: those that no value fits are left out. */
function build(
  operations: readonly ProgramOperation[],
  maxElements: number,
  inputs: readonly Tensor[],
  instructions: readonly Instruction[],
): Program {
  const values = [...inputs];
  const steps: ProgramStep[] = [];
  /** The places of values, the preferred one first. */
  const from = (back: number | null | undefined, variant: number): readonly number[] => {
    const first = typeof back === 'number' ? values.length - 1 - back : variant % inputs.length;
    return values.map((_, i) => (((first - i) % values.length) + values.length) % values.length);
  };
  for (const { operation: which, a: first, b: second, variant } of instructions) {
    const operation = operations[which - 1];
    if (operation === undefined) continue;
    const fits = (a: number, b: number): boolean =>
      operation.takes(values[a]?.shape ?? [], values[b]?.shape ?? []);
    const seconds = from(SECOND[second], variant);
    const found = from(FIRST[first], variant)
      .map((a) => (operation.arity === 1 ? [a] : [a, seconds.find((b) => fits(a, b)) ?? a]))
      .find(([a = 0, b = a]) => fits(a, b));
    if (found === undefined) continue;
    const [a, b] = found.map((place) => values[place]);
    if (a === undefined) continue;
    const made = operation.apply(a, b ?? a, variant);
    if (made.numel() > maxElements || made.ndim > RANK) continue;
    values.push(made);
    steps.push({ operation, operands: found, variant, shape: made.shape });
  }
  return new Program(inputs, steps);
}
