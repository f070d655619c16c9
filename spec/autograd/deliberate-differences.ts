/**
 * Where Gradus's gradient is not PyTorch 1.13's, on purpose. The spec shows each one to be still there.
 */

/** One difference: in which cases, at which elements, and why. */
export interface DeliberateDifference {
  /** Full names of fixture cases. */
  readonly cases: readonly string[];
  /** Which gradient, and which of its elements; all where left out. */
  readonly of: `gradients[${number}]` | `second.gradients[${number}]`;
  readonly elements?: readonly number[];
  /** What Gradus gives there: one value for all of them, or one for each. */
  readonly ours: number | readonly number[];
  readonly why: string;
}

const SATURATED =
  "PyTorch's y·(1 − y) loses the digits of 1 − y where y is nearly 1. Gradus has σ(x)·σ(−x), which cancels nowhere; the " +
  "values are mpmath's, of 50 digits.";

export const deliberateDifferences: readonly DeliberateDifference[] = [
  {
    cases: ['abs/20/specialGradient', 'abs/20/specialGradient/float32'],
    of: 'gradients[0]',
    elements: [7, 8, 9],
    ours: 0,
    why:
      'At the kink |·|′(0) = 0. PyTorch multiplies, 0·∞ = NaN; a mask selects, so that an infinite or undefined ' +
      'gradient does not leak into an element whose derivative is 0. PyTorch itself selects for relu and clamp.',
  },
  {
    cases: ['max/5x3/special', 'min/5x3/special', 'max/5x3/special/float32', 'min/5x3/special/float32'],
    of: 'gradients[0]',
    ours: NaN,
    why:
      'x.max() over all elements with NaN among them: PyTorch shares the gradient among the NaNs, while its own ' +
      'amax gives NaN to every element. Gradus has one rule for both, the second.',
  },
  {
    cases: ['max/5x3/special', 'min/5x3/special'],
    of: 'second.gradients[1]',
    ours: NaN,
    why: 'The same: the second derivative with regard to gradOutput sees those gradients.',
  },
  {
    cases: ['sigmoid/20/specialGradient'],
    of: 'second.gradients[0]',
    elements: [3, 4, 13, 14, 18, 19],
    ours: NaN,
    why:
      'An infinite gradOutput: PyTorch has a formula g·(1 − 2y)·y′ for the second derivative. Here the rule ' +
      'differentiates itself, g·(1 − y)·y′ − g·y·y′, and ∞ − ∞ is NaN.',
  },
  {
    cases: ['sigmoid/18/special'],
    of: 'gradients[0]',
    elements: [7, 14],
    ours: [1.759180486690324e-309, 2.1497832193413486e-9],
    why: SATURATED,
  },
  {
    cases: ['sigmoid/18/special'],
    of: 'second.gradients[0]',
    elements: [7, 14],
    ours: [-2.98005174445341e-309, 3.0440930260386627e-9],
    why: SATURATED,
  },
  {
    cases: ['sigmoid/18/special'],
    of: 'second.gradients[1]',
    elements: [7, 14],
    ours: [7.58282886629367e-309, -2.9185935173416586e-9],
    why: SATURATED,
  },
  {
    cases: ['sigmoid/18/special/float32'],
    of: 'gradients[0]',
    elements: [7, 14],
    ours: [8.753538946549832e-40, 4.7347826689326904e-5],
    why: SATURATED,
  },
  {
    cases: ['mean/0', 'mean/0x3', 'mean[dim=0]/0x3', 'mean[dim=1]/2x0', 'mean[dim=(0,1)]/2x0x3'],
    of: 'second.gradients[1]',
    ours: NaN,
    why:
      'The mean of nothing is 0/0. Here mean is sum and div, also in its derivatives: the derivative with regard ' +
      'to gradOutput is an empty sum divided by 0. PyTorch adds zeros and says 0.',
  },
];
