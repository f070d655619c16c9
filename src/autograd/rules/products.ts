/**
 * The rules of matrix products.
 *
 * @module
 */
import type { Tensor } from '../../tensor/tensor.js';
import { Function, type Gradients, type Two } from '../function.js';
import type { Variable } from '../variable.js';

/**
 * Y = A·B for matrices.
 *
 * Bilinear: yᵢⱼ = Σₚ aᵢₚ bₚⱼ, so ∂L/∂aᵢₚ = Σⱼ gᵢⱼ bₚⱼ and ∂L/∂bₚⱼ = Σᵢ aᵢₚ gᵢⱼ. In matrices, with G the gradient:
 * ∂L/∂A = G·Bᵀ and ∂L/∂B = Aᵀ·G.
 */
export class Mm extends Function<Two> {
  forward(a: Tensor, b: Tensor): Tensor {
    return a.mm(b);
  }

  backward(grad: Variable): Gradients {
    const [a, b] = this.inputs;
    return this.whereNeeded(
      () => grad.mm(b.t()),
      () => a.t().mm(grad),
    );
  }
}

/**
 * Y = A·B over the last two dims, the leading ones broadcast.
 *
 * As {@link Mm}, matrix by matrix; the walk sums over the dims along which an operand was broadcast.
 */
export class Matmul extends Function<Two> {
  forward(a: Tensor, b: Tensor): Tensor {
    return a.matmul(b);
  }

  backward(grad: Variable): Gradients {
    const [a, b] = this.inputs;
    return this.whereNeeded(
      () => grad.matmul(b.transpose(-2, -1)),
      () => a.transpose(-2, -1).matmul(grad),
    );
  }
}
