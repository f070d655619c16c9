/**
 * The whole Jacobian.
 *
 * @module
 */
import { ArgumentError, describe } from '../../errors.js';
import { tensor, zeros } from '../../tensor/creation.js';
import { stack } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { Variable } from '../variable.js';
import { pushed } from './jvp.js';
import {
  asGiven,
  elementOf,
  pulled,
  record,
  type DerivativeOptions,
  type FunctionAt,
  type Like,
  type ListLike,
  type Outputs,
  type Point,
  type Recorded,
} from './point.js';

/** Options of {@link jacobian}. */
export interface JacobianOptions extends DerivativeOptions {
  /**
   * `reverse-mode`, the default, goes row by row, with a backward walk for each element of the outputs;
   * `forward-mode` column by column, with a forward walk for each element of the inputs.
   */
  readonly strategy?: 'reverse-mode' | 'forward-mode';
}

/**
 * The Jacobian of a function at a point: for an output y and an input x, the tensor ∂y/∂x of shape
 * [...y.shape, ...x.shape].
 *
 * @param fn - takes as many Variables as there are inputs, gives one or several
 * @param inputs - the point: a Tensor or Variable, or an array of them; float dtypes
 * @returns in the form of the outputs, and within it in the form of the inputs: `result[k][i]` where both are lists
 * @throws `ArgumentError`, `DtypeError` for what does not fit, and for `createGraph` in forward mode; `AutogradError`
 * under `strict` for an input that an output does not depend on
 *
 * @example
 * ```ts
 * import { jacobian, tensor } from 'gradus';
 * const x = tensor([1, 2]);
 * jacobian((a) => a.square(), x).toArray(); // => [[2, 0], [0, 4]]
 * const [ofA, ofB] = jacobian((a, b) => a.mul(b).sum(), [x, tensor([3, 4])]);
 * ofA.toArray(); // => [3, 4]
 * ofB.toArray(); // => [1, 2]
 * jacobian((a) => a.square(), x, { strategy: 'forward-mode' }).toArray(); // => [[2, 0], [0, 4]]
 * ```
 */
export function jacobian<Output extends Outputs>(
  fn: (input: Variable) => Output,
  inputs: Point,
  options?: JacobianOptions,
): Like<Output, Variable>;
export function jacobian<Inputs extends readonly Point[], Output extends Outputs>(
  fn: FunctionAt<Inputs, Output>,
  inputs: readonly [...Inputs],
  options?: JacobianOptions,
): Like<Output, ListLike<Inputs, Variable>>;
export function jacobian(
  fn: (...inputs: never) => Outputs,
  inputs: Point | readonly Point[],
  options?: JacobianOptions,
): Outputs | readonly Outputs[] {
  const recorded = record('jacobian', fn, inputs, options, ['strategy']);
  const strategy: unknown = options?.strategy ?? 'reverse-mode';
  if (strategy !== 'reverse-mode' && strategy !== 'forward-mode') {
    throw new ArgumentError(
      `jacobian: strategy is ${describe(strategy)}; accepted are 'reverse-mode' and 'forward-mode'`,
    );
  }
  if (strategy === 'forward-mode' && recorded.createGraph) {
    throw new ArgumentError(
      'jacobian: createGraph is true in forward mode, which records nothing; accepted is it in reverse mode',
    );
  }
  const blocks = strategy === 'reverse-mode' ? byRows(recorded) : byColumns(recorded);
  const rows = blocks.map((row) => asGiven(recorded.oneInput, row));
  // Of the blocks, in rows by outputs and columns by inputs, those dims are dropped that the caller did not give.
  return asGiven<Outputs>(recorded.oneOutput, rows);
}

/** Row by row: Jᵀ·e for each unit vector e of the outputs. */
export function byRows(recorded: Recorded): readonly (readonly Variable[])[] {
  const { inputs, outputs } = recorded;
  return outputs.map((output, k) => {
    const rows = Array.from({ length: output.numel() }, (_, element) =>
      pulled({ ...recorded, outputs: [output] }, [new Variable(unit(output, element))]),
    );
    return inputs.map((input, i) =>
      joined(
        rows.map((row) => elementOf(row, i)),
        0,
        elementOf(outputs, k),
        input,
      ),
    );
  });
}

/** Column by column: J·e for each unit vector e of the inputs. */
function byColumns(recorded: Recorded): readonly (readonly Variable[])[] {
  const { inputs, outputs } = recorded;
  const blocks = inputs.map((input) => {
    const columns = Array.from({ length: input.numel() }, (_, element) =>
      pushed({ ...recorded, inputs: [input] }, [new Variable(unit(input, element))]),
    );
    return outputs.map((output, k) =>
      joined(
        columns.map((column) => elementOf(column, k)),
        output.ndim,
        output,
        input,
      ),
    );
  });
  return outputs.map((_, k) => blocks.map((block) => elementOf(block, k)));
}

/** Rows or columns as one tensor of shape [...output.shape, ...input.shape]. */
function joined(lines: readonly Variable[], dim: number, output: Variable, input: Variable): Variable {
  const shape = [...output.shape, ...input.shape];
  if (lines.length === 0) return new Variable(zeros(shape, { dtype: input.dtype }));
  return stack<Variable>(lines, dim).reshape(shape);
}

/** 1 at one element, 0 elsewhere. */
function unit({ shape, dtype, data }: Variable, element: number): Tensor {
  const flat = new Float64Array(data.numel());
  flat[element] = 1;
  return tensor(flat, { shape, dtype });
}
