/**
 * The rules of matrix products.
 *
 * @module
 */
import type { Primitives } from '../../tensor/algebra.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Variable } from '../variable.js';
import { Bilinear } from './kinds.js';

/**
 * Y = A·B for matrices.
 *
 * Bilinear: yᵢⱼ = Σₚ aᵢₚ bₚⱼ, so ∂L/∂aᵢₚ = Σⱼ gᵢⱼ bₚⱼ and ∂L/∂bₚⱼ = Σᵢ aᵢₚ gᵢⱼ. In matrices, with G the gradient:
 * ∂L/∂A = G·Bᵀ and ∂L/∂B = Aᵀ·G.
 */
export class Mm extends Bilinear {
  forward(a: Tensor, b: Tensor): Tensor {
    return a.mm(b);
  }

  left(grad: Variable, b: Variable): Variable {
    return grad.mm(b.t());
  }

  right(a: Variable, grad: Variable): Variable {
    return a.t().mm(grad);
  }
}

/**
 * Y = A·B over the last two dims, the leading ones broadcast.
 *
 * As {@link Mm}, matrix by matrix: ∂L/∂A = G·Bᵀ and ∂L/∂B = Aᵀ·G. The walk sums over the dims along which an operand
 * was broadcast.
 */
export class Matmul extends Bilinear {
  forward(a: Tensor, b: Tensor): Tensor {
    return a.matmul(b);
  }

  left(grad: Variable, b: Variable): Variable {
    return grad.matmul(b.transpose(-2, -1));
  }

  right(a: Variable, grad: Variable): Variable {
    return a.transpose(-2, -1).matmul(grad);
  }
}

/** The rules of matrix products. */
export const productRules: Pick<Primitives<Variable>, 'mm' | 'matmul'> = {
  mm: (a, b) => new Mm().apply(a, b),
  matmul: (a, b) => new Matmul().apply(a, b),
};
