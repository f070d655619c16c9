/**
 * What elementary functions are checked on.
 *
 * @module
 */
import {
  Erf,
  Erfc,
  Exp2,
  Expm1,
  Log10,
  Log1p,
  Log2,
  LogAddExp,
  XLogY,
} from '../../autograd/rules/exponentials.js';
import { Acosh, Asinh, Atanh, Cosh, Sinh } from '../../autograd/rules/hyperbolic.js';
import { Acos, Asin, Atan, Atan2, Cos, Hypot, Sin, Tan } from '../../autograd/rules/trigonometric.js';
import type { Elementary } from '../../tensor/algebra/elementary.js';
import type { Pointwise } from '../../tensor/algebra/pointwise.js';
import type { Tensor } from '../../tensor/tensor.js';
import { applied, pairwise, pointwise, type Own, type RuleCase } from './case.js';

/** What elementary functions are checked on. */
export const elementaryCases: Readonly<
  Record<Own<Elementary<Tensor>, Pointwise<Tensor>>, readonly RuleCase[]>
> = {
  expm1: pointwise(() => new Expm1(), undefined, 'torch.expm1(x0)'),
  exp2: pointwise(() => new Exp2(), undefined, 'torch.exp2(x0)'),
  log1p: pointwise(() => new Log1p(), undefined, 'torch.log1p(x0)'),
  log2: pointwise(() => new Log2(), undefined, 'torch.log2(x0)'),
  log10: pointwise(() => new Log10(), undefined, 'torch.log10(x0)'),
  sin: pointwise(() => new Sin(), undefined, 'torch.sin(x0)'),
  cos: pointwise(() => new Cos(), undefined, 'torch.cos(x0)'),
  tan: pointwise(() => new Tan(), undefined, 'torch.tan(x0)'),
  asin: pointwise(() => new Asin(), undefined, 'torch.asin(x0)'),
  acos: pointwise(() => new Acos(), undefined, 'torch.acos(x0)'),
  atan: pointwise(() => new Atan(), undefined, 'torch.atan(x0)'),
  sinh: pointwise(() => new Sinh(), undefined, 'torch.sinh(x0)'),
  cosh: pointwise(() => new Cosh(), undefined, 'torch.cosh(x0)'),
  asinh: pointwise(() => new Asinh(), undefined, 'torch.asinh(x0)'),
  acosh: pointwise(() => new Acosh(), undefined, 'torch.acosh(x0)'),
  atanh: pointwise(() => new Atanh(), undefined, 'torch.atanh(x0)'),
  erf: pointwise(() => new Erf(), undefined, 'torch.erf(x0)'),
  erfc: pointwise(() => new Erfc(), undefined, 'torch.erfc(x0)'),
  atan2: pairwise(() => new Atan2(), 'torch.atan2(x0, x1)'),
  hypot: pairwise(() => new Hypot(), 'torch.hypot(x0, x1)'),
  logaddexp: pairwise(() => new LogAddExp(), 'torch.logaddexp(x0, x1)'),
  xlogy: [
    ...pairwise(() => new XLogY(), 'torch.xlogy(x0, x1)'),
    applied((a, b) => a.xlogy(b), [[2, 3], [3]], {
      label: 'a of either sign',
      domain: [
        { low: -2, high: 2 },
        { low: 0.25, high: 4 },
      ],
      torch: 'torch.xlogy(x0, x1)',
    }),
  ],
};
