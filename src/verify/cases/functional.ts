/**
 * What the functions of networks are checked on.
 *
 * @module
 */
import { interval, type Domain } from '../../autograd/domain.js';
import type { Variable } from '../../autograd/variable.js';
import type { Shape } from '../../kernels/types.js';
import {
  adaptiveAvgPool2d,
  avgPool2d,
  batchNorm,
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  conv1d,
  conv2d,
  convTranspose2d,
  cosineSimilarity,
  crossEntropy,
  dropout,
  embedding,
  groupNorm,
  huberLoss,
  klDiv,
  l1Loss,
  layerNorm,
  linear,
  maxPool2d,
  mseLoss,
  nllLoss,
  scaledDotProductAttention,
  smoothL1Loss,
  type AttentionOptions,
  type AvgPoolOptions,
  type ConvOptions,
  type ConvTransposeOptions,
  type Each,
  type MaxPoolOptions,
  type Reduction,
} from '../../nn/functional/index.js';
import type * as functional from '../../nn/functional/functions.js';
import { Generator } from '../../random/generator.js';
import { tensor } from '../../tensor/creation.js';
import { concat } from '../../tensor/functions.js';
import type { NestedArray, Tensor } from '../../tensor/tensor.js';
import { applied, type About, type RuleCase } from './case.js';

/** The functions that have a derivative. */
type Differentiable = Exclude<keyof typeof functional, 'runningStatistics'>;

/** A function, applied to inputs of these shapes: what it is in PyTorch comes first. */
const inTorch = (
  torch: string,
  shapes: readonly Shape[],
  apply: RuleCase['apply'],
  about: About = {},
): RuleCase => applied(apply, shapes, { label: torch.replace(/^F\.\w+/, ''), torch, ...about });

/** A value in Python. */
function python(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return Array.isArray(value) ? `(${value.map(python).join(', ')},)` : JSON.stringify(value);
}

/** Options as Python's arguments: `{ outputPadding: 1 }` is `, output_padding=1`. */
const keywords = (options: object): string =>
  Object.entries(options)
    .map(
      ([name, value]) =>
        `, ${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}=${python(value)}`,
    )
    .join('');

const REDUCTIONS: readonly Reduction[] = ['none', 'mean', 'sum'];

/** Every reduction for the first of several shapes, and for the others the one that is of all elements, and scaled. */
const reductions = (place: number): readonly Reduction[] => (place === 0 ? REDUCTIONS : ['mean']);

/** A loss of an input and a target of these shapes. */
const losses = <Options extends object>(
  torch: string,
  loss: (input: Variable, target: Variable, options: Options & { readonly reduction: Reduction }) => Variable,
  shapes: readonly Shape[],
  options: Options,
  about?: About,
): RuleCase[] =>
  shapes.flatMap((shape, place) =>
    reductions(place).map((reduction) => {
      const all = { ...options, reduction };
      return inTorch(`F.${torch}(x0, x1${keywords(all)})`, [shape, shape], (x, t) => loss(x, t, all), about);
    }),
  );

/** Convolutions, each with the shapes of input, weight and, unless there is none, bias. */
const convolutions = <Options extends object>(
  torch: string,
  convolve: (x: Variable, w: Variable, b: Variable | undefined, options: Options) => Variable,
  given: readonly (readonly [options: Options, ...shapes: Shape[]])[],
): RuleCase[] =>
  given.map(([options, ...shapes]) =>
    inTorch(
      `F.${torch}(${shapes.map((_, i) => `x${i}`).join(', ')}${keywords(options)})`,
      shapes,
      (x, w, b) => convolve(x, w, b, options),
    ),
  );

/** The first operand away from where the square ends, around a second one that is small. */
const aroundBend = (bend: number): Domain => [
  { low: -2, high: 2, except: [-bend, bend] },
  { low: -1 / 64, high: 1 / 64 },
];

/** Probabilities, not too near to 0 and 1. */
const chances: About = {
  domain: interval(0.25, 0.75),
  notTwice: 'the slope of an entropy is 0 at ½: what is left near it is rounding',
};

/** Numbers that differ, so that a variance is not too small for differences. */
const apart: About = { domain: interval(-2, 2, { distinct: true }) };

/** The rows of a table that integers name. */
const rows = (of: Shape, ...places: readonly number[]): Tensor =>
  tensor(Int32Array.from(places), { shape: of });

/** Numbers as a constant in the dtype of another tensor. */
const beside = (x: Variable, values: NestedArray): Tensor => tensor(values, { dtype: x.dtype });

/** A tensor of integers in Python. */
const written = (x: Tensor): string => `torch.tensor(${JSON.stringify(x.toArray())})`;

/** Inputs over three classes, and the classes that are right. */
const classTargets: readonly (readonly [Shape, Tensor])[] = [
  [[2, 3], rows([2], 2, 0)],
  [[3], rows([], 1)],
  [[2, 3, 2], rows([2, 2], 0, -100, 2, 1)],
];

/** Pooling of images of these shapes. */
const pools = <Options extends object>(
  torch: string,
  pool: (x: Variable, kernelSize: Each, options: Options) => Variable,
  given: readonly (readonly [shape: Shape, kernelSize: Each, options: Options])[],
  about?: About,
): RuleCase[] =>
  given.map(([shape, kernelSize, options]) =>
    inTorch(
      `F.${torch}(x0, ${python(kernelSize)}${keywords(options)})`,
      [shape],
      (x) => pool(x, kernelSize, options),
      about,
    ),
  );

/** Where no weight of an attention becomes too small for differences. */
const mild = interval(-1, 1);

/** Attention by its formula; PyTorch 1.13 has it under a private name, for a mask of truth values only. */
const attention = (
  mask: string,
  shapes: readonly [Shape, Shape, Shape],
  options: AttentionOptions<Variable>,
): RuleCase =>
  inTorch(
    `torch.matmul(torch.softmax(torch.matmul(x0, x1.transpose(-2, -1)) / math.sqrt(${shapes[0].at(-1) ?? 1})${mask}, -1), x2)`,
    shapes,
    (q, k, v) => scaledDotProductAttention(q, k, v, options),
    { label: Object.keys(options).join(' '), domain: mild },
  );

/** What the functions of networks are checked on. */
export const functionalCases: Readonly<Record<Differentiable, readonly RuleCase[]>> = {
  linear: [
    inTorch(
      'F.linear(x0, x1)',
      [
        [2, 3],
        [2, 3],
      ],
      (x, w) => linear(x, w),
    ),
    inTorch('F.linear(x0, x1, x2)', [[2, 3], [2, 3], [2]], (x, w, b) => linear(x, w, b)),
    inTorch('F.linear(x0, x1, x2)', [[2, 1, 2], [3, 2], [3]], (x, w, b) => linear(x, w, b)),
    inTorch('F.linear(x0, x1, x2)', [[3], [2, 3], [2]], (x, w, b) => linear(x, w, b)),
    inTorch('F.linear(x0, x1)', [[2, 3], [3]], (x, w) => linear(x, w)),
    inTorch('F.linear(x0, x1) + x2', [[2, 2], [2], []], (x, w, b) => linear(x, w, b)),
    inTorch('F.linear(x0, x1, x2)', [[0, 2], [3, 2], [3]], (x, w, b) => linear(x, w, b)),
    inTorch('F.linear(x0, x1, x2)', [[2, 0], [1, 0], [1]], (x, w, b) => linear(x, w, b)),
  ],
  embedding: [
    inTorch('F.embedding(torch.tensor([2, 0, 2]), x0)', [[3, 2]], (w) => embedding(rows([3], 2, 0, 2), w)),
    inTorch('F.embedding(torch.tensor([[1], [0]]), x0)', [[2, 2]], (w) => embedding(rows([2, 1], 1, 0), w)),
    inTorch('F.embedding(torch.tensor(1), x0)', [[2, 3]], (w) => embedding(rows([], 1), w)),
    // The row that gets no gradient is a constant here: differences would see that the value depends on it.
    inTorch(
      'F.embedding(torch.tensor([0, 2, 1, 2]), torch.cat([x0, torch.tensor([[0.5, -1]])]), padding_idx=-1)',
      [[2, 2]],
      (w) =>
        embedding(rows([4], 0, 2, 1, 2), concat<Variable>([w, beside(w, [[0.5, -1]])]), {
          paddingIdx: -1,
        }),
    ),
  ],
  mseLoss: losses('mse_loss', (x, t, options) => mseLoss(x, t, options), [[3], [2, 2], []], {}),
  l1Loss: losses(
    'l1_loss',
    (x, t, options) => l1Loss(x, t, options),
    [[3], [2, 2], []],
    {},
    {
      domain: interval(-2, 2, { distinct: true }),
    },
  ),
  smoothL1Loss: [
    ...[1, 0.5].flatMap((beta) =>
      losses(
        'smooth_l1_loss',
        (x, t, options) => smoothL1Loss(x, t, options),
        [[4], [2, 2]],
        { beta },
        {
          domain: aroundBend(beta),
        },
      ),
    ),
    ...losses(
      'smooth_l1_loss',
      (x, t, options) => smoothL1Loss(x, t, options),
      [[3]],
      { beta: 0 },
      {
        domain: interval(-2, 2, { distinct: true }),
      },
    ),
  ],
  huberLoss: [1, 0.5].flatMap((delta) =>
    losses(
      'huber_loss',
      (x, t, options) => huberLoss(x, t, options),
      [[4], [2, 2]],
      { delta },
      {
        domain: aroundBend(delta),
      },
    ),
  ),
  conv1d: convolutions<ConvOptions>('conv1d', (x, w, b, options) => conv1d(x, w, b, options), [
    [{}, [1, 1, 4], [1, 1, 2]],
    [{}, [2, 2, 3], [2, 2, 2], [2]],
    [{}, [2, 3], [1, 2, 3], [1]],
    [{ stride: 2, padding: 1 }, [1, 1, 4], [2, 1, 3], [2]],
    [{ dilation: 2 }, [1, 1, 5], [1, 1, 2]],
    [{ padding: 'same' }, [1, 1, 3], [1, 1, 2], [1]],
    [{ padding: 'valid' }, [1, 1, 3], [1, 1, 2]],
    [{ padding: 'same', dilation: 3 }, [1, 1, 3], [1, 1, 2]],
    [{ groups: 2 }, [1, 4, 2], [2, 2, 1], [2]],
    [{}, [0, 1, 3], [1, 1, 2], [1]],
  ]),
  conv2d: convolutions<ConvOptions>('conv2d', (x, w, b, options) => conv2d(x, w, b, options), [
    [{}, [1, 1, 2, 3], [1, 1, 2, 2], [1]],
    [{}, [2, 2, 1, 2], [2, 2, 1, 1], [2]],
    [{}, [1, 2, 3], [1, 1, 1, 2]],
    [{ stride: [2, 1], padding: [1, 0] }, [1, 1, 3, 2], [1, 1, 2, 2]],
    [{ stride: 2 }, [1, 1, 4, 3], [1, 1, 1, 2]],
    [{ padding: 1, dilation: [1, 2] }, [1, 1, 2, 3], [1, 1, 2, 2], [1]],
    [{ padding: 'same' }, [1, 1, 2, 2], [1, 1, 2, 3], [1]],
    [{ padding: 'same', dilation: [2, 1] }, [1, 1, 2, 2], [1, 1, 2, 1]],
    [{ groups: 2, padding: [0, 1] }, [1, 4, 1, 2], [4, 2, 1, 2], [4]],
    [{ groups: 3 }, [2, 3, 1, 2], [3, 1, 1, 2]],
    [{}, [0, 1, 2, 2], [1, 1, 2, 1], [1]],
  ]),
  convTranspose2d: convolutions<ConvTransposeOptions>(
    'conv_transpose2d',
    (x, w, b, options) => convTranspose2d(x, w, b, options),
    [
      [{}, [1, 1, 2, 2], [1, 1, 2, 2], [1]],
      [{}, [2, 2, 1, 2], [2, 2, 1, 2], [2]],
      [{}, [1, 2, 1], [1, 2, 1, 2]],
      [{ stride: 2, padding: [1, 0], outputPadding: [1, 0] }, [1, 1, 2, 2], [1, 1, 2, 1], [1]],
      [{ dilation: [2, 1], outputPadding: [1, 0] }, [1, 1, 1, 2], [1, 1, 2, 2]],
      [{ stride: [1, 3], padding: [0, 1] }, [1, 1, 1, 2], [1, 2, 1, 2], [2]],
      [{ groups: 2 }, [1, 4, 1, 1], [4, 2, 1, 2], [4]],
      [{}, [0, 1, 2, 2], [1, 1, 2, 1], [1]],
    ],
  ),

  maxPool2d: pools<MaxPoolOptions>(
    'max_pool2d',
    (x, kernelSize, options) => maxPool2d(x, kernelSize, options),
    [
      [[1, 1, 2, 4], 2, {}],
      [[2, 1, 2, 3], [2, 1], {}],
      [[1, 3, 3], 2, { stride: 1 }],
      [[1, 2, 3], [1, 2], { stride: 2, ceilMode: true }],
      [[1, 2, 3], 2, { padding: 1 }],
      [[1, 1, 5], [1, 2], { dilation: [1, 3], stride: 1 }],
      [[1, 1, 3], [1, 3], { padding: [0, 1], stride: 2, ceilMode: true }],
      [[0, 1, 2, 2], 2, {}],
    ],
    { domain: interval(-2, 2, { distinct: true }) },
  ),
  avgPool2d: pools<AvgPoolOptions>(
    'avg_pool2d',
    (x, kernelSize, options) => avgPool2d(x, kernelSize, options),
    [
      [[1, 1, 2, 4], 2, {}],
      [[2, 1, 2, 3], [2, 1], {}],
      [[1, 3, 3], 2, { stride: 1 }],
      [[1, 2, 3], [1, 2], { stride: 2, ceilMode: true }],
      [[1, 2, 3], 2, { padding: 1 }],
      [[1, 2, 3], 2, { padding: 1, countIncludePad: false }],
      [[1, 3, 2], [3, 2], { padding: [1, 0], stride: 2, ceilMode: true }],
      [[1, 3, 2], [3, 2], { padding: [1, 0], stride: 2, ceilMode: true, countIncludePad: false }],
      [[0, 1, 2, 2], 2, {}],
    ],
  ),
  adaptiveAvgPool2d: (
    [
      [[1, 1, 2, 3], 1, '1'],
      [[1, 3, 4], [2, 3], '(2, 3)'],
      [[2, 1, 2, 2], [null, 1], '(None, 1)'],
      [[1, 1, 2], [2, 3], '(2, 3)'],
      [[0, 1, 2, 2], 1, '1'],
    ] as const
  ).map(([shape, size, python]) =>
    inTorch(`F.adaptive_avg_pool2d(x0, ${python})`, [shape], (x) => adaptiveAvgPool2d(x, size)),
  ),
  layerNorm: [
    inTorch('F.layer_norm(x0, (3,))', [[2, 3]], (x) => layerNorm(x, [3]), apart),
    inTorch(
      'F.layer_norm(x0, (3,), x1, x2)',
      [[2, 3], [3], [3]],
      (x, w, b) => layerNorm(x, [3], w, b),
      apart,
    ),
    inTorch(
      'F.layer_norm(x0, (2, 2), x1)',
      [
        [2, 2],
        [2, 2],
      ],
      (x, w) => layerNorm(x, [2, 2], w),
      apart,
    ),
    inTorch(
      'F.layer_norm(x0, (2, 2), None, x1, eps=0.5)',
      [
        [2, 2, 2],
        [2, 2],
      ],
      (x, b) => layerNorm(x, [2, 2], null, b, { eps: 0.5 }),
    ),
    inTorch('F.layer_norm(x0, (2,), x1)', [[0, 2], [2]], (x, w) => layerNorm(x, [2], w)),
  ],
  groupNorm: [
    inTorch('F.group_norm(x0, 1)', [[1, 4]], (x) => groupNorm(x, 1), apart),
    inTorch('F.group_norm(x0, 2, x1, x2)', [[1, 4, 2], [4], [4]], (x, w, b) => groupNorm(x, 2, w, b), apart),
    inTorch(
      'F.group_norm(x0, 2, x1, eps=0.5)',
      [[2, 2, 1, 2], [2]],
      (x, w) => groupNorm(x, 2, w, null, { eps: 0.5 }),
      apart,
    ),
  ],
  batchNorm: [
    inTorch(
      'F.batch_norm(x0, None, None, training=True)',
      [[3, 2]],
      (x) => batchNorm(x, null, null, null, null, { training: true }),
      apart,
    ),
    inTorch(
      'F.batch_norm(x0, None, None, x1, x2, training=True, eps=0.5)',
      [[2, 2, 2], [2], [2]],
      (x, w, b) => batchNorm(x, null, null, w, b, { training: true, eps: 0.5 }),
    ),
    inTorch(
      'F.batch_norm(x0, None, None, x1, training=True, eps=0.25)',
      [[1, 2, 3, 1], [2]],
      (x, w) => batchNorm(x, null, null, w, null, { training: true, eps: 0.25 }),
      apart,
    ),
    inTorch(
      'F.batch_norm(x0, torch.tensor([0.5, -1]), torch.tensor([0.25, 2]), x1, x2)',
      [[2, 2, 2], [2], [2]],
      (x, w, b) => batchNorm(x, beside(x, [0.5, -1]), beside(x, [0.25, 2]), w, b),
    ),
    // PyTorch gives no gradient of the running statistics: the formula does.
    inTorch(
      '(x0 - x1) / torch.sqrt(x2 + 0.5)',
      [[2, 1], [1], [1]],
      (x, mean, variance) => batchNorm(x, mean, variance, null, null, { eps: 0.5 }),
      { domain: interval(0.5, 2) },
    ),
  ],
  dropout: [
    inTorch('F.dropout(x0, p=0.0)', [[2, 2]], (x) => dropout(x, { p: 0, generator: new Generator(0) })),
    inTorch('F.dropout(x0, p=1.0)', [[2, 2]], (x) => dropout(x, { p: 1, generator: new Generator(0) })),
    inTorch('F.dropout(x0, training=False)', [[2, 2]], (x) => dropout(x, { training: false })),
    ...[0.25, 0.5].map((p) =>
      applied((x) => dropout(x, { p, generator: new Generator(1) }), [[2, 3]], { label: `p ${p}` }),
    ),
  ],
  // Never of two shapes alike: the cosine of a vector with itself is constant.
  cosineSimilarity: [
    inTorch(
      'F.cosine_similarity(x0, x1)',
      [
        [2, 3],
        [1, 3],
      ],
      (a, b) => cosineSimilarity(a, b),
    ),
    inTorch('F.cosine_similarity(x0.unsqueeze(1), x1, dim=0)', [[3], [3, 2]], (a, b) =>
      cosineSimilarity(a.unsqueeze(1), b, { dim: 0 }),
    ),
    inTorch(
      'F.cosine_similarity(x0, x1, dim=-1)',
      [
        [2, 1, 2],
        [2, 2],
      ],
      (a, b) => cosineSimilarity(a, b, { dim: -1 }),
    ),
    inTorch(
      'F.cosine_similarity(x0, x1)',
      [
        [0, 2],
        [1, 2],
      ],
      (a, b) => cosineSimilarity(a, b),
    ),
    // Vectors shorter than eps: the cosine is linear in them. (PyTorch's gradient is not that of its value there.)
    inTorch(
      '(x0 / 9 * x1 / 9).sum(1)',
      [
        [2, 2],
        [1, 2],
      ],
      (a, b) => cosineSimilarity(a, b, { eps: 9 }),
    ),
  ],
  binaryCrossEntropy: [
    ...losses(
      'binary_cross_entropy',
      (x, t, options) => binaryCrossEntropy(x, t, options),
      [[3], [2, 2], []],
      {},
      chances,
    ),
    inTorch(
      "F.binary_cross_entropy(x0, x1, weight=torch.tensor([0.5, 2]), reduction='sum')",
      [
        [2, 2],
        [2, 2],
      ],
      (x, t) => binaryCrossEntropy(x, t, { weight: beside(x, [0.5, 2]), reduction: 'sum' }),
      chances,
    ),
    // PyTorch gives no gradient of the weight: the formula does.
    inTorch(
      '-x2 * (x1 * torch.log(x0) + (1 - x1) * torch.log(1 - x0))',
      [[3], [3], []],
      (x, t, weight) => binaryCrossEntropy(x, t, { weight, reduction: 'none' }),
      chances,
    ),
  ],
  binaryCrossEntropyWithLogits: [
    ...losses(
      'binary_cross_entropy_with_logits',
      (x, t, options) => binaryCrossEntropyWithLogits(x, t, options),
      [[3], [2, 2], []],
      {},
    ),
    inTorch(
      'F.binary_cross_entropy_with_logits(x0, x1, weight=torch.tensor([0.5, 2]), pos_weight=torch.tensor([[3], [0.25]]))',
      [
        [2, 2],
        [2, 2],
      ],
      (x, t) =>
        binaryCrossEntropyWithLogits(x, t, {
          weight: beside(x, [0.5, 2]),
          posWeight: beside(x, [[3], [0.25]]),
        }),
    ),
    inTorch(
      '-x2 * (x3 * x1 * F.logsigmoid(x0) + (1 - x1) * F.logsigmoid(-x0))',
      [[3], [3], [], [1]],
      (x, t, weight, posWeight) =>
        binaryCrossEntropyWithLogits(x, t, { weight, posWeight, reduction: 'none' }),
    ),
  ],
  nllLoss: [
    ...classTargets.flatMap(([shape, target], place) =>
      reductions(place).map((reduction) =>
        inTorch(`F.nll_loss(x0, ${written(target)}${keywords({ reduction })})`, [shape], (x) =>
          nllLoss(x, target, { reduction }),
        ),
      ),
    ),
    ...REDUCTIONS.flatMap((reduction) => {
      const target = rows([3], 2, 1, 0);
      return [
        inTorch(
          `F.nll_loss(x0, torch.tensor([2, 1, 0]), weight=torch.tensor([0.5, 2, 0.25]), ignore_index=1${keywords({ reduction })})`,
          [[3, 3]],
          (x) => nllLoss(x, target, { weight: beside(x, [0.5, 2, 0.25]), ignoreIndex: 1, reduction }),
        ),
        // PyTorch gives no gradient of the weight.
        applied((x, w) => nllLoss(x, target, { weight: w, reduction }), [[3, 3], [3]], {
          label: `of the weight, ${reduction}`,
          domain: interval(0.5, 2),
        }),
      ];
    }),
  ],
  crossEntropy: [
    ...classTargets.flatMap(([shape, target], place) =>
      reductions(place).map((reduction) =>
        inTorch(`F.cross_entropy(x0, ${written(target)}${keywords({ reduction })})`, [shape], (x) =>
          crossEntropy(x, target, { reduction }),
        ),
      ),
    ),
    ...REDUCTIONS.flatMap((reduction) =>
      [0, 0.3].map((labelSmoothing) =>
        inTorch(
          `F.cross_entropy(x0, torch.tensor([[2, 1], [0, 2]]), weight=torch.tensor([0.5, 2, 0.25])${keywords({ ignoreIndex: 0, labelSmoothing, reduction })})`,
          [[2, 3, 2]],
          (x) =>
            crossEntropy(x, rows([2, 2], 2, 1, 0, 2), {
              ...{ weight: beside(x, [0.5, 2, 0.25]), ignoreIndex: 0, labelSmoothing, reduction },
            }),
        ),
      ),
    ),
    inTorch('F.cross_entropy(x0, torch.tensor([1, 0]), label_smoothing=0.1)', [[2, 2]], (x) =>
      crossEntropy(x, rows([2], 1, 0), { labelSmoothing: 0.1 }),
    ),
    ...REDUCTIONS.flatMap((reduction) => [
      inTorch(
        `F.cross_entropy(x0, x1${keywords({ reduction })})`,
        [
          [2, 3],
          [2, 3],
        ],
        (x, p) => crossEntropy(x, p, { reduction }),
      ),
      inTorch(
        `F.cross_entropy(x0, x1, weight=torch.tensor([0.5, 2])${keywords({ labelSmoothing: 0.3, reduction })})`,
        [
          [1, 2, 2],
          [1, 2, 2],
        ],
        (x, p) => crossEntropy(x, p, { weight: beside(x, [0.5, 2]), labelSmoothing: 0.3, reduction }),
      ),
    ]),
    inTorch('F.cross_entropy(x0, x1, weight=x2)', [[3], [3], [3]], (x, p, weight) =>
      crossEntropy(x, p, { weight }),
    ),
  ],
  klDiv: ([...REDUCTIONS, 'batchmean'] as const).flatMap((reduction) => [
    inTorch(
      `F.kl_div(x0, x1${keywords({ reduction })})`,
      [
        [2, 2],
        [2, 2],
      ],
      (x, t) => klDiv(x, t, { reduction }),
      { domain: interval(0.25, 2) },
    ),
    inTorch(`F.kl_div(x0, x1${keywords({ reduction, logTarget: true })})`, [[3], [3]], (x, t) =>
      klDiv(x, t, { reduction, logTarget: true }),
    ),
  ]),
  scaledDotProductAttention: [
    attention(
      '',
      [
        [2, 2],
        [3, 2],
        [3, 1],
      ],
      {},
    ),
    attention(
      '',
      [
        [2, 1, 2],
        [2, 2, 2],
        [2, 2, 2],
      ],
      {},
    ),
    attention(
      '',
      [
        [1, 2],
        [2, 2, 2],
        [2, 1],
      ],
      {},
    ),
    attention(
      ' + torch.tensor([[0, -math.inf, -math.inf], [0, 0, -math.inf]])',
      [
        [2, 1],
        [3, 1],
        [3, 2],
      ],
      {
        isCausal: true,
      },
    ),
    attention(
      ' + torch.tensor([[0, -math.inf], [-math.inf, 0]])',
      [
        [2, 2],
        [2, 2],
        [2, 1],
      ],
      {
        attnMask: tensor([
          [true, false],
          [false, true],
        ]),
      },
    ),
    inTorch(
      'torch.matmul(torch.softmax(torch.matmul(x0, x1.transpose(-2, -1)) / math.sqrt(2) + x3, -1), x2)',
      [[2, 2], [2, 2], [2, 1], [2]],
      (q, k, v, attnMask) => scaledDotProductAttention(q, k, v, { attnMask }),
      { domain: mild },
    ),
    applied(
      (q, k, v) => scaledDotProductAttention(q, k, v, { dropoutP: 0.5, generator: new Generator(1) }),
      [
        [2, 2],
        [2, 2],
        [2, 1],
      ],
      { label: 'dropoutP 0.5', domain: mild },
    ),
  ],
};
