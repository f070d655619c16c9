/**
 * What the functions of networks are checked on.
 *
 * @module
 */
import { interval, type Domain } from '../../autograd/domain.js';
import type { Variable } from '../../autograd/variable.js';
import type { Shape } from '../../kernels/types.js';
import {
  conv1d,
  conv2d,
  convTranspose2d,
  embedding,
  huberLoss,
  l1Loss,
  linear,
  mseLoss,
  smoothL1Loss,
  type ConvOptions,
  type ConvTransposeOptions,
  type Reduction,
} from '../../nn/functional/index.js';
import type * as functional from '../../nn/functional/index.js';
import { tensor } from '../../tensor/creation.js';
import { concat } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { applied, type About, type RuleCase } from './case.js';

/** The functions that have a derivative. */
type Differentiable = keyof typeof functional;

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

/** A loss of an input and a target of these shapes, in every reduction. */
const losses = <Options extends object>(
  torch: string,
  loss: (input: Variable, target: Variable, options: Options & { readonly reduction: Reduction }) => Variable,
  shapes: readonly Shape[],
  options: Options,
  about?: About,
): RuleCase[] =>
  shapes.flatMap((shape) =>
    REDUCTIONS.map((reduction) => {
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

/** The rows of a table that integers name. */
const rows = (of: Shape, ...places: readonly number[]): Tensor =>
  tensor(Int32Array.from(places), { shape: of });

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
        embedding(rows([4], 0, 2, 1, 2), concat<Variable>([w, tensor([[0.5, -1]], { dtype: 'float64' })]), {
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
        [[5], [2, 2]],
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
      [[5], [2, 2]],
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
};
