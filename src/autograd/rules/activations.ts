/**
 * The rules of activations. A piece that is not chosen is kept finite: its gradient is 0, and 0·∞ would be NaN.
 *
 * @module
 */
import type { ActivationPrimitives, GeluApproximation } from '../../tensor/algebra/activations.js';
import { where } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { interval, type Domain } from '../domain.js';
import { Function, type Gradients } from '../function.js';
import type { Variable } from '../variable.js';
import { Elementwise } from './kinds.js';

/**
 * y = x for x > 0, else s·x.
 *
 * y′ = 1 for x > 0, else s. Convention at the kink: y′(0) = s.
 */
export class LeakyRelu extends Function {
  readonly #slope: number;

  constructor(slope: number) {
    super();
    this.#slope = slope;
  }

  override get domain(): Domain {
    return interval(-2, 2, { except: [0] });
  }

  forward(x: Tensor): Tensor {
    return x.leakyRelu({ negativeSlope: this.#slope });
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    return [where(x.gt(0), grad, grad.mul(this.#slope))];
  }
}

/**
 * y = s·x for x > 0, else α·s·(e^(t·x) − 1).
 *
 * y′ = s for x > 0, else α·s·t·e^(t·x). Convention at the kink: y′(0) = α·s·t, and y″(0) = 0.
 */
export class Elu extends Elementwise {
  readonly #alpha: number;
  readonly #scale: number;
  readonly #inputScale: number;

  constructor(alpha: number, scale: number, inputScale: number) {
    super();
    this.#alpha = alpha;
    this.#scale = scale;
    this.#inputScale = inputScale;
  }

  override get domain(): Domain {
    return interval(-2, 2, { except: [0] });
  }

  forward(x: Tensor): Tensor {
    return x.primitives.elu(x, this.#alpha, this.#scale, this.#inputScale);
  }

  derivative(x: Variable): Variable {
    const below = where(x.lt(0), x, 0).mul(this.#inputScale).exp();
    return where(x.le(0), below.mul(this.#alpha * this.#scale * this.#inputScale), this.#scale);
  }
}

/**
 * y = ln(1 + e^(β·x))/β, and x where β·x > θ.
 *
 * y′ = e^(β·x)/(1 + e^(β·x)) = σ(β·x), and 1 where β·x > θ.
 *
 * Convention at the jump β·x = θ: the first holds.
 */
export class Softplus extends Elementwise {
  readonly #beta: number;
  readonly #threshold: number;

  constructor(beta: number, threshold: number) {
    super();
    this.#beta = beta;
    this.#threshold = threshold;
  }

  override get domain(): Domain {
    return interval(-2, 2, { except: [this.#threshold / this.#beta] });
  }

  forward(x: Tensor): Tensor {
    return x.softplus({ beta: this.#beta, threshold: this.#threshold });
  }

  derivative(x: Variable): Variable {
    const scaled = x.mul(this.#beta);
    return where(scaled.gt(this.#threshold), 1, scaled.sigmoid());
  }
}

/** Further out, every gate is 0 or 1 to the last bit, and its slope is 0. */
const FAR = 1000;

/**
 * y = x·g(x), with a gate g that goes from 0 on the left to 1 on the right.
 *
 * By the product rule, y′ = g(x) + x·g′(x). Since g is steady far out, x is held there: ∞·g′(∞) would be ∞·0.
 */
abstract class Gated extends Elementwise {
  /** g(x) and g′(x). */
  abstract gate(x: Variable): readonly [gate: Variable, slope: Variable];

  derivative(x: Variable): Variable {
    const held = x.hardtanh({ minVal: -FAR, maxVal: FAR });
    const [gate, slope] = this.gate(held);
    return gate.add(held.mul(slope));
  }
}

/**
 * y = x·σ(x).
 *
 * σ′(x) = σ(x)·σ(−x), so y′ = σ(x)·(1 + x·σ(−x)).
 */
export class Silu extends Gated {
  forward(x: Tensor): Tensor {
    return x.silu();
  }

  gate(x: Variable): readonly [Variable, Variable] {
    const open = x.sigmoid();
    return [open, open.mul(x.neg().sigmoid())];
  }
}

/**
 * y = x·Φ(x), with the normal distribution Φ(x) = ½·erfc(−x/√2).
 *
 * Φ′(x) = φ(x) = e^(−x²/2)/√(2π), so y′ = Φ(x) + x·φ(x).
 */
export class Gelu extends Gated {
  forward(x: Tensor): Tensor {
    return x.gelu();
  }

  gate(x: Variable): readonly [Variable, Variable] {
    const distribution = x.mul(-Math.SQRT1_2).erfc().div(2);
    return [distribution, x.square().div(-2).exp().mul(0.3989422804014327)]; // 1/√(2π)
  }
}

/** 2√(2/π) */
const TWICE_SQRT_2_OVER_PI = 1.5957691216057308;

/**
 * y = x·½(1 + tanh u) = x·σ(v), with v = 2u = 2√(2/π)·(x + 0.044715·x³).
 *
 * By the chain rule, (σ(v))′ = σ(v)·σ(−v)·v′ with v′ = 2√(2/π)·(1 + 0.134145·x²), so y′ = σ(v)·(1 + x·σ(−v)·v′).
 */
export class GeluTanh extends Gated {
  forward(x: Tensor): Tensor {
    return x.gelu({ approximate: 'tanh' });
  }

  gate(x: Variable): readonly [Variable, Variable] {
    const square = x.square();
    const inner = square.mul(0.044715).add(1).mul(x).mul(TWICE_SQRT_2_OVER_PI);
    const innerSlope = square.mul(0.134145).add(1).mul(TWICE_SQRT_2_OVER_PI);
    const open = inner.sigmoid();
    return [open, open.mul(inner.neg().sigmoid()).mul(innerSlope)];
  }
}

/**
 * y = x·tanh(s), with s = ln(1 + eˣ).
 *
 * With a = σ(x) and b = σ(−x) = 1 − a = e⁻ˢ: tanh s = (1 − b²)/(1 + b²) = a·(1 + b)/(1 + b²). And since s′ = a and
 * tanh′ = 1 − tanh² = 4b²/(1 + b²)², (tanh s)′ = 4a·(b/(1 + b²))². Neither cancels anywhere. By the product rule,
 * y′ = tanh s + 4a·x·(b/(1 + b²))².
 */
export class Mish extends Gated {
  forward(x: Tensor): Tensor {
    return x.mish();
  }

  gate(x: Variable): readonly [Variable, Variable] {
    const [a, b] = [x.sigmoid(), x.neg().sigmoid()];
    const below = b.square().add(1);
    return [a.mul(b.add(1)).div(below), b.div(below).square().mul(a).mul(4)];
  }
}

/**
 * y = x/(1 + |x|).
 *
 * For x > 0, y = 1 − 1/(1 + x) and y′ = 1/(1 + x)²; for x < 0, y = −y(−x). So y′ = 1/(1 + |x|)², at 0 too.
 */
export class Softsign extends Elementwise {
  override get domain(): Domain {
    return interval(-2, 2, { except: [0] }); // a kink of y′
  }

  forward(x: Tensor): Tensor {
    return x.softsign();
  }

  derivative(x: Variable): Variable {
    return x.abs().add(1).reciprocal().square();
  }
}

const gelu = (approximate: GeluApproximation): Function =>
  approximate === 'tanh' ? new GeluTanh() : new Gelu();

/** The rules of activations. */
export const activationRules: ActivationPrimitives<Variable> = {
  leakyRelu: (x, slope) => new LeakyRelu(slope).apply(x),
  elu: (x, alpha, scale, inputScale) => new Elu(alpha, scale, inputScale).apply(x),
  softplus: (x, beta, threshold) => new Softplus(beta, threshold).apply(x),
  silu: (x) => new Silu().apply(x),
  gelu: (x, approximate) => gelu(approximate).apply(x),
  mish: (x) => new Mish().apply(x),
  softsign: (x) => new Softsign().apply(x),
};
