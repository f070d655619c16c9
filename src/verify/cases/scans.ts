/**
 * What scans are checked on.
 *
 * @module
 */
import { Recurrence } from '../../autograd/rules/scans.js';
import type { Ordering } from '../../tensor/algebra/ordering.js';
import type { Scans } from '../../tensor/algebra/scans.js';
import type { Tensor } from '../../tensor/tensor.js';
import { appliedAlong, cases, distinct, LINES, withZeros, type Own, type RuleCase } from './case.js';

/** What scans are checked on. */
export const scanCases: Readonly<
  Record<Own<Scans<Tensor>, Ordering<Tensor>> | 'recurrence', readonly RuleCase[]>
> = {
  cumsum: appliedAlong(
    (x, dim) => x.cumsum(dim),
    (dim) => `torch.cumsum(x0, dim=${dim})`,
  ),
  cumprod: [
    ...appliedAlong(
      (x, dim) => x.cumprod(dim),
      (dim) => `torch.cumprod(x0, dim=${dim})`,
      { label: 'anywhere' },
    ),
    ...appliedAlong(
      (x, dim) => x.cumprod(dim),
      (dim) => `torch.cumprod(x0, dim=${dim})`,
      { label: 'with zeros', domain: withZeros },
    ),
  ],
  cummax: appliedAlong(
    (x, dim) => x.cummax(dim).values,
    (dim) => `torch.cummax(x0, dim=${dim}).values`,
    { domain: distinct },
  ),
  cummin: appliedAlong(
    (x, dim) => x.cummin(dim).values,
    (dim) => `torch.cummin(x0, dim=${dim}).values`,
    { domain: distinct },
  ),
  recurrence: LINES.filter(([shape]) => shape.length > 0).flatMap(([shape, dim]) =>
    [false, true].map((reverse) =>
      cases(() => new Recurrence(dim, reverse), [shape, shape], `dim ${dim} reverse ${reverse}`),
    ),
  ),
};
