/**
 * The rules of matrix functions, for a matrix or a batch of them in the last two dims.
 *
 * Each derivation starts from the differential of what defines the function, dF, and reads the gradient off
 * ⟨G, dY⟩ = tr(Gᵀ·dY) = ⟨X̄, dX⟩, where G is the gradient with regard to the output Y and X̄ that with regard to X.
 *
 * @module
 */
import { ArgumentError } from '../../errors.js';
import type { Primitives } from '../../tensor/algebra.js';
import { tensor } from '../../tensor/creation.js';
import { liftOf } from '../../tensor/primitives/linear-algebra.js';
import type { Tensor } from '../../tensor/tensor.js';
import { Function, type Gradients, type Two } from '../function.js';
import type { Variable } from '../variable.js';
import { notDifferentiable } from './kinds.js';

/** The matrices transposed. */
const flip = (x: Variable): Variable => x.transpose(-2, -1);

/** One number for each matrix, in a shape that multiplies the matrices. */
const each = (x: Variable): Variable => x.unsqueeze(-1).unsqueeze(-1);

/**
 * y = det X.
 *
 * Expanded along row i, y = Σⱼ xᵢⱼ·cᵢⱼ, where no cofactor cᵢⱼ depends on that row. So ∂y/∂xᵢⱼ = cᵢⱼ and X̄ = g·C.
 */
export class Det extends Function {
  forward(x: Tensor): Tensor {
    return x.det();
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    return [each(grad).mul(x.size(-1) <= 4 ? cofactors(x) : flip(adjugate(x, this.output)))];
  }
}

/** cᵢⱼ = (−1)ⁱ⁺ʲ times the determinant of X without row i and column j: n² determinants. */
function cofactors(x: Variable): Variable {
  const n = x.size(-1);
  const size = n - 1;
  const shape = [...x.shape, Math.max(size, 0), Math.max(size, 0)];
  const places = new Int32Array(x.numel() * size * size);
  for (let at = 0; at < places.length; at++) {
    const column = at % size;
    const row = Math.floor(at / size) % size;
    const without = Math.floor(at / (size * size)); // the place of the element that the minor belongs to
    const [i, j] = [Math.floor(without / n) % n, without % n];
    const start = without - i * n - j;
    places[at] = start + (row < i ? row : row + 1) * n + (column < j ? column : column + 1);
  }
  const signs = Float64Array.from({ length: n * n }, (_, at) =>
    (Math.floor(at / n) + (at % n)) % 2 === 0 ? 1 : -1,
  );
  const minors = x.primitives.pick(x, places, shape).det();
  return minors.mul(tensor(signs, { shape: [n, n], dtype: x.dtype }));
}

/**
 * Cᵀ = adj X = det X·X⁻¹ for larger matrices, in a form that also holds where X is singular or nearly so.
 *
 * There, X = A − E for a regular A and an E with one element for each of the r pivots that X lacks. N = A⁻¹E has rank r, so
 * by Faddeev and LeVerrier adj(I − N) = det(I − N)·I + T₁ + … + Tᵣ, where T₁ = N and Tₖ₊₁ = N·Tₖ − tr(Tₖ)/k·N. And since
 * adj X = adj(I − N)·adj A and det X = det A·det(I − N):
 *
 *   adj X = det X·A⁻¹ + det A·(T₁ + … + Tᵣ)·A⁻¹.
 *
 * This is an identity in X, so it can be differentiated as often as one likes. Where too many pivots are missing, the sum
 * is left out: it is 0, and so are its derivatives below order r − 1.
 */
function adjugate(x: Variable, det: Variable): Variable {
  const lift = liftOf(x.data);
  if (lift === null) return each(det).mul(x.inverse());
  const a = x.add(lift.all);
  const inverse = a.inverse();
  const n = inverse.matmul(lift.ofFew);
  let term = n;
  let sum = n;
  for (let k = 1; k < lift.pivots; k++) {
    const trace = term.diagonal(0, -2, -1).sum(-1);
    term = n.matmul(term).sub(each(trace.div(k)).mul(n));
    sum = sum.add(term);
  }
  return each(det)
    .mul(inverse)
    .add(each(a.det()).mul(sum.matmul(inverse)));
}

/**
 * y = ln |det X|, for a regular X.
 *
 * By Jacobi's formula d(det X) = det X·tr(X⁻¹·dX), so dy = tr(X⁻¹·dX) and X̄ = g·X⁻ᵀ. Where X is singular there is no derivative.
 */
export class LogAbsDet extends Function {
  forward(x: Tensor): Tensor {
    return x.slogdet().logabsdet;
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    if (this.output.data.eq(-Infinity).sum().item() > 0) {
      throw new ArgumentError(
        'slogdet: the logabsdet of a singular matrix has no derivative; accepted is a walk back from regular ones',
      );
    }
    return [each(grad).mul(flip(x.inverse()))];
  }
}

/**
 * Y = X⁻¹.
 *
 * From X·Y = I: dX·Y + X·dY = 0, so dY = −Y·dX·Y and X̄ = −Yᵀ·G·Yᵀ.
 */
export class Inverse extends Function {
  forward(x: Tensor): Tensor {
    return x.inverse();
  }

  override jvp(dx: Tensor): Tensor {
    const y = this.output.data;
    return y.matmul(dx).matmul(y).neg();
  }

  backward(grad: Variable): Gradients {
    const y = flip(this.output);
    return [y.matmul(grad).matmul(y).neg()];
  }
}

/**
 * X = A⁻¹·B, the solution of A·X = B.
 *
 * dA·X + A·dX = dB, so dX = A⁻¹·(dB − dA·X), and B̄ = A⁻ᵀ·G and Ā = −B̄·Xᵀ. The walk sums over the dims along which an
 * operand was broadcast.
 */
export class Solve extends Function<Two> {
  forward(a: Tensor, b: Tensor): Tensor {
    return a.primitives.solve(a, b);
  }

  override jvp(da: Tensor, db: Tensor): Tensor {
    const a = this.inputs[0].data;
    return a.primitives.solve(a, db.sub(da.matmul(this.output.data)));
  }

  backward(grad: Variable): Gradients {
    const [a] = this.inputs;
    const right = grad.primitives.solve(flip(a), grad);
    return this.whereNeeded(
      () => right.matmul(flip(this.output)).neg(),
      () => right,
    );
  }
}

/**
 * X = A⁻¹·B for a triangular A.
 *
 * As {@link Solve}: B̄ = A⁻ᵀ·G and Ā = −B̄·Xᵀ, of which the triangle is taken, without the diagonal where that counts as
 * ones.
 */
export class SolveTriangular extends Function<Two> {
  readonly #upper: boolean;
  readonly #unit: boolean;

  constructor(upper: boolean, unit: boolean) {
    super();
    this.#upper = upper;
    this.#unit = unit;
  }

  forward(a: Tensor, b: Tensor): Tensor {
    return a.primitives.solveTriangular(a, b, { upper: this.#upper, unit: this.#unit });
  }

  backward(grad: Variable): Gradients {
    const [a] = this.inputs;
    const transposed = { upper: !this.#upper, unit: this.#unit };
    const right = grad.primitives.solveTriangular(flip(a), grad, transposed);
    const inside = this.#unit ? 1 : 0;
    return this.whereNeeded(
      () => {
        const whole = right.matmul(flip(this.output)).neg();
        return this.#upper ? whole.triu(inside) : whole.tril(-inside);
      },
      () => right,
    );
  }
}

/**
 * L, lower triangular with a positive diagonal, of L·Lᵀ = X for a symmetric positive-definite X.
 *
 * dX = dL·Lᵀ + L·dLᵀ, so L⁻¹·dX·L⁻ᵀ = S + Sᵀ with S = L⁻¹·dL, which is lower triangular: S = Φ(L⁻¹·dX·L⁻ᵀ), where Φ takes
 * the lower triangle and halves its diagonal. So dL = L·Φ(L⁻¹·dX·L⁻ᵀ), and X̄ = L⁻ᵀ·Φ(Lᵀ·G)·L⁻¹, of which the symmetric part
 * is taken: X is symmetric, and so is every dX.
 */
export class Cholesky extends Function {
  forward(x: Tensor): Tensor {
    return x.cholesky();
  }

  backward(grad: Variable): Gradients {
    const l = this.output;
    const m = flip(l).matmul(grad);
    const twice = m.tril().add(m.tril(-1)); // 2Φ
    const symmetric = twice.add(flip(twice)).div(4);
    const across = (b: Variable): Variable =>
      b.primitives.solveTriangular(flip(l), b, { upper: true, unit: false });
    return [flip(across(flip(across(symmetric))))];
  }
}

/** The rules of matrix functions. */
export const linearAlgebraRules: Pick<
  Primitives<Variable>,
  'det' | 'logAbsDet' | 'detSign' | 'inverse' | 'solve' | 'solveTriangular' | 'cholesky'
> = {
  det: (x) => new Det().apply(x),
  logAbsDet: (x) => new LogAbsDet().apply(x),
  detSign: (x) => notDifferentiable(() => x.data.slogdet().sign)(x),
  inverse: (x) => new Inverse().apply(x),
  solve: (a, b) => new Solve().apply(a, b),
  solveTriangular: (a, b, { upper, unit }) => new SolveTriangular(upper, unit).apply(a, b),
  cholesky: (x) => new Cholesky().apply(x),
};
