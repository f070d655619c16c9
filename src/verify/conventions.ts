/**
 * The table of conventions: what each operation gives for a derivative where there is none.
 *
 * At a kink the derivative is a choice: any number between the one-sided slopes is a subgradient. This table says what is
 * chosen, beside what PyTorch 1.13 chooses. A row is added here; `npm run fixtures:conventions` asks PyTorch; and the
 * spec holds all three to it: the slopes as measured, the gradient, and PyTorch's answer.
 *
 * @module
 */
import type { Variable } from '../autograd/variable.js';
import { huberLoss, l1Loss, maxPool2d, smoothL1Loss } from '../nn/functional/index.js';
import { tensor } from '../tensor/creation.js';
import type { Tensor } from '../tensor/tensor.js';
import type { OperationName } from './cases/index.js';

/** What is given for a derivative at one point: by the first element of the first input, of the sum of the output. */
export interface Convention {
  /** The operation. */
  readonly operation: OperationName;
  /** At which point. */
  readonly at: string;
  /** The point: float64. */
  readonly inputs: readonly Tensor[];
  /** The operation, applied. */
  readonly apply: (...inputs: Variable[]) => Variable;
  /** The same in PyTorch, an expression of `torch`, `F` and the inputs `x0`, `x1`, … */
  readonly torch: string;
  /** The slopes from the left and from the right; `null` where the function ends. */
  readonly slopes: readonly [left: number | null, right: number | null];
  /** What is given here. */
  readonly ours: number;
  /** What PyTorch 1.13 gives. */
  readonly pytorch: number;
  /** Why they differ, where they do. */
  readonly reason?: string;
}

/** One element. */
const at = (x: number): readonly Tensor[] => [tensor(Float64Array.of(x), { shape: [] })];

/** Vectors. */
const vectors = (...elements: readonly (readonly number[])[]): readonly Tensor[] =>
  elements.map((one) => tensor(Float64Array.from(one)));

/** A row on which PyTorch agrees. */
const agreed = (
  operation: OperationName,
  point: string,
  inputs: readonly Tensor[],
  slopes: Convention['slopes'],
  value: number,
  torch: string,
  apply: Convention['apply'],
): Convention => ({ operation, at: point, inputs, apply, torch, slopes, ours: value, pytorch: value });

/** Arithmetic, powers, and functions that choose. */
const pointwise: readonly Convention[] = [
  agreed('relu', 'x = 0', at(0), [0, 1], 0, 'torch.relu(x0)', (x) => x.relu()),
  agreed('relu', 'x = −0', at(-0), [0, 1], 0, 'torch.relu(x0)', (x) => x.relu()),
  agreed('abs', 'x = 0', at(0), [-1, 1], 0, 'torch.abs(x0)', (x) => x.abs()),
  agreed('clamp', 'x = min', at(-1), [0, 1], 1, 'torch.clamp(x0, -1, 1)', (x) =>
    x.clamp({ min: -1, max: 1 }),
  ),
  agreed('clamp', 'x = max', at(1), [1, 0], 1, 'torch.clamp(x0, -1, 1)', (x) => x.clamp({ min: -1, max: 1 })),
  agreed('maximum', 'a = b, by a', vectors([1], [1]), [0, 1], 0.5, 'torch.maximum(x0, x1)', (a, b) =>
    a.maximum(b),
  ),
  agreed('maximum', 'a = b, by b', vectors([1], [1]), [0, 1], 0.5, 'torch.maximum(x1, x0)', (b, a) =>
    a.maximum(b),
  ),
  agreed('minimum', 'a = b, by a', vectors([1], [1]), [1, 0], 0.5, 'torch.minimum(x0, x1)', (a, b) =>
    a.minimum(b),
  ),
  agreed('minimum', 'a = b, by b', vectors([1], [1]), [1, 0], 0.5, 'torch.minimum(x1, x0)', (b, a) =>
    a.minimum(b),
  ),
  agreed('sqrt', 'x = 0', at(0), [null, Infinity], Infinity, 'torch.sqrt(x0)', (x) => x.sqrt()),
  agreed('pow', 'exponent ½, x = 0', at(0), [null, Infinity], Infinity, 'torch.pow(x0, 0.5)', (x) =>
    x.pow(0.5),
  ),
  agreed('pow', 'exponent 1.5, x = 0', at(0), [null, 0], 0, 'torch.pow(x0, 1.5)', (x) => x.pow(1.5)),
  agreed('pow', 'exponent 0, x = 0', vectors([0], [0]), [0, 0], 0, 'torch.pow(x0, x1)', (a, b) => a.pow(b)),
  agreed('pow', 'base 0, by the exponent', vectors([2], [0]), [0, 0], 0, 'torch.pow(x1, x0)', (b, a) =>
    a.pow(b),
  ),
  agreed('sign', 'x = 0', at(0), [0, 0], 0, 'torch.sign(x0)', (x) => x.sign()),
  agreed('floor', 'a whole x', at(1), [0, 0], 0, 'torch.floor(x0)', (x) => x.floor()),
  agreed('ceil', 'a whole x', at(1), [0, 0], 0, 'torch.ceil(x0)', (x) => x.ceil()),
  agreed('round', 'x = ½', at(0.5), [0, 0], 0, 'torch.round(x0)', (x) => x.round()),
  agreed('trunc', 'a whole x', at(1), [0, 0], 0, 'torch.trunc(x0)', (x) => x.trunc()),
  agreed('frac', 'a whole x', at(1), [1, 1], 1, 'torch.frac(x0)', (x) => x.frac()),
  agreed('fmod', 'a = 2b, by a', vectors([4], [2]), [1, 1], 1, 'torch.fmod(x0, x1)', (a, b) => a.fmod(b)),
  agreed('fmod', 'a = 2b, by b', vectors([2], [4]), [-2, -1], -2, 'torch.fmod(x1, x0)', (b, a) => a.fmod(b)),
  agreed('remainder', 'a = 2b, by a', vectors([4], [2]), [1, 1], 1, 'torch.remainder(x0, x1)', (a, b) =>
    a.remainder(b),
  ),
  agreed('remainder', 'a = 2b, by b', vectors([2], [4]), [-2, -1], -2, 'torch.remainder(x1, x0)', (b, a) =>
    a.remainder(b),
  ),
];

/** Functions of two elements, where they have no limit. */
const elementary: readonly Convention[] = [
  {
    operation: 'hypot',
    at: 'a = b = 0',
    inputs: vectors([0], [0]),
    apply: (a, b) => a.hypot(b),
    torch: 'torch.hypot(x0, x1)',
    slopes: [-1, 1],
    ours: 0,
    pytorch: NaN,
    reason: 'it is the norm of two elements, whose gradient at 0 is 0 in PyTorch too',
  },
  {
    operation: 'logaddexp',
    at: 'a = b = −∞',
    inputs: vectors([-Infinity], [-Infinity]),
    apply: (a, b) => a.logaddexp(b),
    torch: 'torch.logaddexp(x0, x1)',
    slopes: [null, null],
    ours: 0.5,
    pytorch: NaN,
    reason: 'two equal elements have half each, however far they are: so do these, as in logsumexp',
  },
  agreed('xlogy', 'a = b = 0, by a', vectors([0], [0]), [null, null], 0, 'torch.xlogy(x0, x1)', (a, b) =>
    a.xlogy(b),
  ),
  {
    operation: 'xlogy',
    at: 'a = b = 0, by b',
    inputs: vectors([0], [0]),
    apply: (b, a) => a.xlogy(b),
    torch: 'torch.xlogy(x1, x0)',
    slopes: [0, 0],
    ours: 0,
    pytorch: NaN,
    reason: 'where a is 0 the function is 0 for every b, and so is its derivative',
  },
];

/** The functions between the layers of a network. */
const activations: readonly Convention[] = [
  agreed('leakyRelu', 'x = 0', at(0), [0.01, 1], 0.01, 'F.leaky_relu(x0)', (x) => x.leakyRelu()),
  agreed('elu', 'α = 2, x = 0', at(0), [2, 1], 2, 'F.elu(x0, 2.0)', (x) => x.elu({ alpha: 2 })),
  agreed('celu', 'α = 2, x = 0', at(0), [1, 1], 1, 'F.celu(x0, 2.0)', (x) => x.celu({ alpha: 2 })),
  agreed('softplus', 'threshold 0, x = 0', at(0), [0.5, 1], 0.5, 'F.softplus(x0, 1, 0)', (x) =>
    x.softplus({ threshold: 0 }),
  ),
  agreed('hardtanh', 'x = minVal', at(-1), [0, 1], 0, 'F.hardtanh(x0)', (x) => x.hardtanh()),
  agreed('hardtanh', 'x = maxVal', at(1), [1, 0], 0, 'F.hardtanh(x0)', (x) => x.hardtanh()),
  agreed('hardsigmoid', 'x = −3, times 6', at(-3), [0, 1], 0, 'F.hardsigmoid(x0) * 6', (x) =>
    x.hardsigmoid().mul(6),
  ),
  agreed('hardsigmoid', 'x = 3, times 6', at(3), [1, 0], 0, 'F.hardsigmoid(x0) * 6', (x) =>
    x.hardsigmoid().mul(6),
  ),
  agreed('hardswish', 'x = −3', at(-3), [0, -0.5], -0.5, 'F.hardswish(x0)', (x) => x.hardswish()),
  agreed('hardswish', 'x = 3', at(3), [1.5, 1], 1.5, 'F.hardswish(x0)', (x) => x.hardswish()),
  agreed('softsign', 'x = 0', at(0), [1, 1], 1, 'F.softsign(x0)', (x) => x.softsign()),
  agreed('threshold', 'x = threshold', at(1), [0, 1], 0, 'F.threshold(x0, 1.0, 5.0)', (x) =>
    x.threshold(1, 5),
  ),
];

/** Many elements to one. */
const reductions: readonly Convention[] = [
  agreed('amax', 'two tie', vectors([3, 1, 3]), [0, 1], 0.5, 'torch.amax(x0, dim=0)', (x) => x.amax(0)),
  agreed('amin', 'two tie', vectors([1, 3, 1]), [1, 0], 0.5, 'torch.amin(x0, dim=0)', (x) => x.amin(0)),
  agreed('max', 'over all, two tie', vectors([3, 1, 3]), [0, 1], 0.5, 'torch.max(x0)', (x) => x.max()),
  agreed('min', 'over all, two tie', vectors([1, 3, 1]), [1, 0], 0.5, 'torch.min(x0)', (x) => x.min()),
  agreed('std', 'all are equal', vectors([2, 2]), [-0.5, 0.5], 0, 'torch.std(x0, unbiased=False)', (x) =>
    x.std(0, { correction: 0 }),
  ),
  agreed('norm', 'p = 2, x = 0', vectors([0, 0]), [-1, 1], 0, 'torch.norm(x0)', (x) => x.norm()),
  agreed('norm', 'p = 3, x = 0', vectors([0, 0]), [-1, 1], 0, 'torch.norm(x0, 3)', (x) => x.norm(3)),
  agreed('norm', 'p = 1, one is 0', vectors([0, 2]), [-1, 1], 0, 'torch.norm(x0, 1)', (x) => x.norm(1)),
  agreed('norm', 'p = ∞, two tie', vectors([2, -2, 1]), [0, 1], 0.5, 'torch.norm(x0, math.inf)', (x) =>
    x.norm(Infinity),
  ),
];

/** The order of elements: along a dim the gradient goes to the one that is chosen. */
const ordering: readonly Convention[] = [
  agreed(
    'max',
    'along a dim, the first of two that tie',
    vectors([3, 1, 3]),
    [0, 1],
    1,
    'torch.max(x0, dim=0)',
    (x) => x.max(0).values,
  ),
  agreed(
    'min',
    'along a dim, the first of two that tie',
    vectors([1, 3, 1]),
    [1, 0],
    1,
    'torch.min(x0, dim=0)',
    (x) => x.min(0).values,
  ),
  agreed('median', 'over all, two tie', vectors([1, 1, 3]), [0, 1], 0.5, 'torch.median(x0)', (x) =>
    x.median(),
  ),
  agreed(
    'sort',
    'the first of two that tie',
    vectors([1, 1]),
    [1, 0],
    1,
    'torch.sort(x0, stable=True)[0][:1]',
    (x) => x.sort().values.narrow(0, 0, 1),
  ),
  agreed(
    'cummax',
    'the first of two that tie',
    vectors([1, 1]),
    [1, 2],
    1,
    'torch.cummax(x0, dim=0)',
    (x) => x.cummax(0).values,
  ),
  agreed(
    'cummin',
    'the first of two that tie',
    vectors([1, 1]),
    [2, 1],
    1,
    'torch.cummin(x0, dim=0)',
    (x) => x.cummin(0).values,
  ),
  {
    ...agreed(
      'median',
      'along a dim, the first of two that tie',
      vectors([1, 1, 3]),
      [0, 1],
      1,
      'torch.median(x0, dim=0)',
      (x) => x.median(0).values,
    ),
    pytorch: 0,
    reason: 'PyTorch leaves open which of those that tie it chooses; here it is the first',
  },
  {
    ...agreed(
      'topk',
      'the first of three that tie',
      vectors([1, 1, 1, 0]),
      [0, 1],
      1,
      'torch.topk(x0, 1)',
      (x) => x.topk(1).values,
    ),
    pytorch: 0,
    reason: 'PyTorch leaves open which of those that tie it chooses; here it is the first',
  },
];

/** The functions of networks. */
const functions: readonly Convention[] = [
  agreed('l1Loss', 'x = t', vectors([1], [1]), [-1, 1], 0, 'F.l1_loss(x0, x1)', (x, t) => l1Loss(x, t)),
  {
    operation: 'smoothL1Loss',
    at: 'β = 0, x = t',
    inputs: vectors([1], [1]),
    apply: (x, t) => smoothL1Loss(x, t, { beta: 0 }),
    torch: 'F.smooth_l1_loss(x0, x1, beta=0)',
    slopes: [-1, 1],
    ours: 0,
    pytorch: -1,
    reason: 'for β = 0 it is the absolute error, whose derivative here is 0 in PyTorch too',
  },
  agreed(
    'smoothL1Loss',
    'β = 1, x = t + 1',
    vectors([2], [1]),
    [1, 1],
    1,
    'F.smooth_l1_loss(x0, x1)',
    (x, t) => smoothL1Loss(x, t),
  ),
  agreed(
    'huberLoss',
    'δ = 2, x = t + 2',
    vectors([3], [1]),
    [2, 2],
    2,
    'F.huber_loss(x0, x1, delta=2.0)',
    (x, t) => huberLoss(x, t, { delta: 2 }),
  ),
  agreed(
    'maxPool2d',
    'the first of two that tie in a window',
    [tensor(Float64Array.of(3, 1, 3, 2), { shape: [1, 1, 2, 2] })],
    [0, 1],
    1,
    'F.max_pool2d(x0, 2)',
    (x) => maxPool2d(x, 2),
  ),
];

/** The table, in the order of the families. */
export const conventions: readonly Convention[] = [
  ...pointwise,
  ...elementary,
  ...activations,
  ...reductions,
  ...ordering,
  ...functions,
];

/**
 * Operations whose cases keep away from points that are not in the table, since the function is not finite there, or
 * has a derivative there like any other: each says which.
 */
export const noConvention: Readonly<Partial<Record<OperationName, string>>> = {
  div: 'b = 0 is a pole',
  reciprocal: 'x = 0 is a pole',
  selu: 'a multiple of an elu, and so is its derivative at 0',
  atan2: 'the angle jumps at the ray to the left, and has no derivative at the origin',
  l1Loss: 'a reduced abs of the difference, and so is its derivative at 0',
  smoothL1Loss: 'with β > 0 its derivative is continuous; with β = 0 it is l1Loss',
  huberLoss: 'its derivative is continuous: only the second one jumps',
  maxPool2d: 'a max along a dim in each window, and so is its derivative at ties',
  layerNorm: 'smooth: its cases keep numbers apart, so that no variance is too small for differences',
  groupNorm: 'smooth, as layerNorm',
  batchNorm: 'smooth, as layerNorm',
  det: 'a polynomial: its cases keep away from singular matrices, where nothing is left of what is measured',
};
