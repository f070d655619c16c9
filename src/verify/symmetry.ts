/**
 * The symmetry of second derivatives.
 *
 * @module
 */
import { byRows } from '../autograd/functional/jacobian.js';
import { elementOf } from '../autograd/functional/point.js';
import { pullBack } from '../autograd/pull.js';
import { Variable } from '../autograd/variable.js';
import { formatShape } from '../errors.js';
import { Generator } from '../random/generator.js';
import { checkTolerance } from '../tensor/check.js';
import { zerosLike } from '../tensor/creation.js';
import { ROUNDING, type IdentityOptions } from './adjoint.js';
import { checkPoint, evaluate, type CheckInputs, type DifferentiableFunction } from './differences.js';
import { indexOf } from './report.js';
import { weightsOf } from './sample.js';

/** One second derivative: ∂²f by two elements of the inputs. */
export interface MixedDerivative {
  /** Which inputs. */
  readonly inputs: readonly [number, number];
  /** The indices of the elements in them. */
  readonly indices: readonly [readonly number[], readonly number[]];
  /** By the first and then the second; and the other way round. */
  readonly values: readonly [number, number];
}

/** How symmetric a Hessian is. */
export interface SymmetryReport {
  /** Whether it is, to the tolerance. */
  readonly ok: boolean;
  /** The largest |H − Hᵀ|, relative to the largest |H|; 0 where no larger than rounding. */
  readonly defect: number;
  /** Up to which defect it holds. */
  readonly tolerance: number;
  /** Where that is; `null` where H is symmetric bit for bit. */
  readonly worst: MixedDerivative | null;
  /** All of it as text. */
  readonly message: string;
}

const TOLERANCE = 1e-12;

/**
 * Checks that the Hessian of a function at a point is symmetric. Of several outputs, and of an output with several
 * elements, it is the Hessian of their sum weighted with numbers drawn from the seed.
 *
 * Whatever vector field the rules give for a gradient, only a gradient has a symmetric derivative: a product whose
 * two halves do not belong to one function is found out, to rounding and not only to the error of differences. It
 * says nothing of elementwise functions, whose Hessian is diagonal, and nothing of a common factor.
 *
 * @param fn - of Variables; one output or several, float64
 * @param inputs - where: float64 Tensors. Those of int32 and bool, and Variables that need no gradient, are constants
 * @throws as {@link gradcheck}
 *
 * @example
 * ```ts
 * import { checkSymmetry, tensor } from 'gradus';
 * const x = tensor([0.5, -1.5], { dtype: 'float64' });
 * checkSymmetry((a) => a.tanh().sum().square(), [x]).ok; // => true
 * ```
 */
export function checkSymmetry(
  fn: DifferentiableFunction,
  inputs: CheckInputs,
  options: IdentityOptions = {},
): SymmetryReport {
  const { tolerance = TOLERANCE, seed = 0 } = options;
  checkTolerance('checkSymmetry', 'tolerance', tolerance);
  const generator = new Generator(seed).fork('checkSymmetry');
  const { leaves, outputs } = evaluate('checkSymmetry', fn, checkPoint('checkSymmetry', inputs));
  const wanted = leaves.flatMap((leaf, place) => (leaf.requiresGrad ? [{ leaf, place }] : []));
  const live = wanted.map(({ leaf }) => leaf);
  const weights = outputs.map(({ shape }) => new Variable(weightsOf(shape, generator)));
  const gradients = pullBack(outputs, live, weights, true).map(
    (gradient, i) => gradient ?? new Variable(zerosLike(elementOf(live, i).data)),
  );
  const blocks = byRows({
    ...{ operation: 'checkSymmetry', createGraph: false, strict: false, oneInput: false, oneOutput: false },
    ...{ inputs: live, outputs: gradients },
  }).map((row) => row.map((block) => block.toTypedArray()));

  let largest = 0;
  let gap = 0;
  let worst: MixedDerivative | null = null;
  for (const [i, row] of blocks.entries()) {
    for (const [j, block] of row.entries()) {
      const [a, b] = [elementOf(wanted, i), elementOf(wanted, j)];
      const [rows, columns] = [a.leaf.numel(), b.leaf.numel()];
      const mirrored = elementOf(elementOf(blocks, j), i);
      block.forEach((value, at) => {
        const [k, l] = [Math.floor(at / columns), at % columns];
        const other = mirrored[l * rows + k] ?? NaN;
        largest = Math.max(largest, Math.abs(value));
        // Not `>`, and not `===`: NaN beside a number is as far apart as can be, and beside NaN is not apart at all.
        const apart = Object.is(value + 0, other + 0) ? 0 : Math.abs(value - other);
        if (apart <= gap) return;
        gap = Number.isNaN(apart) ? Infinity : apart;
        worst = {
          inputs: [a.place, b.place],
          indices: [indexOf(k, a.leaf.shape), indexOf(l, b.leaf.shape)],
          values: [value, other],
        };
      });
    }
  }
  const size = weights.reduce(
    (sum, weight, k) => sum + elementOf(outputs, k).data.mul(weight.data).abs().sum().item(),
    0,
  );
  const defect = gap <= ROUNDING * size ? 0 : gap / largest;
  const ok = defect <= tolerance;
  return { ok, defect, tolerance, worst, message: messageOf(seed, ok, defect, tolerance, worst) };
}

function messageOf(
  seed: number,
  ok: boolean,
  defect: number,
  tolerance: number,
  worst: MixedDerivative | null,
): string {
  const head = `symmetric Hessian, seed ${seed}: ${ok ? 'holds' : 'broken'}: defect ${defect.toExponential(2)}, tolerance ${tolerance}`;
  if (worst === null) return head;
  const [a, b] = worst.indices.map(
    (index, side) => `input ${worst.inputs[side]} index ${formatShape(index)}`,
  );
  return `${head}\n  by ${a}, then ${b}: ${worst.values[0]}; the other way round: ${worst.values[1]}`;
}
