/**
 * What activations are checked on.
 *
 * @module
 */
import {
  Elu,
  Gelu,
  GeluTanh,
  LeakyRelu,
  Mish,
  Silu,
  Softplus,
  Softsign,
} from '../../autograd/rules/activations.js';
import { interval } from '../../autograd/domain.js';
import type { Activations } from '../../tensor/algebra/activations.js';
import type { Elementary } from '../../tensor/algebra/elementary.js';
import type { Tensor } from '../../tensor/tensor.js';
import { applied, appliedToOne, pointwise, type Own, type RuleCase } from './case.js';

/** What activations are checked on. */
export const activationCases: Readonly<
  Record<Own<Activations<Tensor>, Elementary<Tensor>>, readonly RuleCase[]>
> = {
  logSigmoid: appliedToOne((x) => x.logSigmoid(), { torch: 'F.logsigmoid(x0)' }),
  softplus: [
    ...pointwise(() => new Softplus(1, 20), undefined, 'F.softplus(x0)'),
    ...pointwise(() => new Softplus(2, 3), 'beta 2 threshold 3', 'F.softplus(x0, 2, 3)'),
    ...pointwise(() => new Softplus(-0.5, Infinity), 'beta -0.5', 'F.softplus(x0, -0.5, math.inf)'),
  ],
  leakyRelu: [0.01, -0.5].flatMap((slope) =>
    pointwise(() => new LeakyRelu(slope), `slope ${slope}`, `F.leaky_relu(x0, ${slope})`),
  ),
  elu: [
    ...pointwise(() => new Elu(1, 1, 1), undefined, 'F.elu(x0)'),
    ...pointwise(() => new Elu(2, 1, 1), 'alpha 2', 'F.elu(x0, 2.0)'),
    ...pointwise(() => new Elu(2, 3, 0.5), 'alpha 2 scale 3 inputScale 0.5', 'F.celu(x0, 2.0) * 3'),
  ],
  selu: appliedToOne((x) => x.selu(), { domain: interval(-2, 2, { except: [0] }), torch: 'F.selu(x0)' }),
  celu: [
    ...appliedToOne((x) => x.celu(), { domain: interval(-2, 2, { except: [0] }), torch: 'F.celu(x0)' }),
    applied((x) => x.celu({ alpha: -2 }), [[2, 3]], {
      label: 'alpha -2',
      domain: interval(-2, 2, { except: [0] }),
      torch: 'F.celu(x0, -2.0)',
    }),
  ],
  gelu: [
    ...pointwise(() => new Gelu(), undefined, 'F.gelu(x0)'),
    ...pointwise(() => new GeluTanh(), 'tanh', "F.gelu(x0, approximate='tanh')"),
  ],
  silu: pointwise(() => new Silu(), undefined, 'F.silu(x0)'),
  mish: pointwise(() => new Mish(), undefined, 'F.mish(x0)'),
  hardtanh: [
    ...appliedToOne((x) => x.hardtanh(), {
      domain: interval(-2, 2, { except: [-1, 1] }),
      torch: 'F.hardtanh(x0)',
    }),
    applied((x) => x.hardtanh({ minVal: 0.5, maxVal: 1.5 }), [[2, 3]], {
      label: 'minVal 0.5 maxVal 1.5',
      domain: interval(-2, 2, { except: [0.5, 1.5] }),
      torch: 'F.hardtanh(x0, 0.5, 1.5)',
    }),
  ],
  hardsigmoid: appliedToOne((x) => x.hardsigmoid(), {
    domain: interval(-4, 4, { except: [-3, 3] }),
    // F.hardsigmoid takes 1/6 from float32 in its gradient, and has no second one.
    torch: 'F.hardtanh(x0 + 3, 0, 6) / 6',
  }),
  hardswish: appliedToOne((x) => x.hardswish(), {
    domain: interval(-4, 4, { except: [-3, 3] }),
    torch: 'F.hardswish(x0)',
  }),
  softsign: pointwise(() => new Softsign(), undefined, 'F.softsign(x0)'),
  threshold: appliedToOne((x) => x.threshold(0.5, -1), {
    domain: interval(-2, 2, { except: [0.5] }),
    torch: 'F.threshold(x0, 0.5, -1.0)',
  }),
};
