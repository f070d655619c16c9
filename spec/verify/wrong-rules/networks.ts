/**
 * The functions of networks, derived by hand with a slip.
 */
import { conv1d, crossEntropy, embedding, layerNorm, linear, mseLoss, tensor } from '../../../src/index.js';
import { f64, MATRIX, OTHER, planted, POINT, POSITIVE, WIDE, type WrongRule } from './wrong-rule.js';

const CLASSES = tensor([2, 0], { dtype: 'int32' });

const ONE_HOT = f64([
  [0, 0, 1],
  [1, 0, 0],
]);

const WORDS = tensor([1, 0, 1], { dtype: 'int32' });

export const networks: readonly WrongRule[] = [
  planted(
    'mseLoss: divided by the batch instead of the number of elements',
    (x, target) => mseLoss(x, target),
    (g, [x, target]) => {
      const slope = g.mul(x.sub(target)).mul(2 / x.size(0));
      return [slope, slope.neg()];
    },
    [
      WIDE,
      f64([
        [1, 0, 1],
        [0, 1, 0],
      ]),
    ],
  ),
  planted(
    'crossEntropy: the mean over the batch forgotten',
    (x) => crossEntropy(x, CLASSES),
    (g, [x]) => [g.mul(x.softmax(1).sub(ONE_HOT))],
    [WIDE],
  ),
  planted(
    'crossEntropy: the one-hot target not subtracted',
    (x) => crossEntropy(x, CLASSES),
    (g, [x]) => [g.mul(x.softmax(1)).div(2)],
    [WIDE],
  ),
  planted(
    'linear: the weight transposed once too often',
    (x, w) => linear(x, w),
    (g, [x, w]) => [g.mm(w.t()), g.t().mm(x)],
    [MATRIX, OTHER],
  ),
  planted(
    'linear: the bias gets the gradient of the first row',
    (x, w, b) => linear(x, w, b),
    (g, [x, w]) => [g.mm(w), g.t().mm(x), g.select(0, 0)],
    [MATRIX, OTHER, f64([0.3, -0.7])],
  ),
  planted(
    'conv1d: the kernel not flipped for the gradient of the input',
    (x, w) => conv1d(x.reshape([1, 1, 3]), w.reshape([1, 1, 2])).flatten(),
    (g, [x, w]) => [
      conv1d(g.reshape([1, 1, 2]), w.reshape([1, 1, 2]), null, { padding: 1 }).flatten(),
      conv1d(x.reshape([1, 1, 3]), g.reshape([1, 1, 2])).flatten(),
    ],
    [POINT, f64([0.9, -0.4])],
  ),
  planted(
    'layerNorm: mean and variance taken for constants',
    (x) => layerNorm(x, [3]),
    (g, [x]) => [g.div(x.var(undefined, { correction: 0 }).add(1e-5).sqrt())],
    [POINT],
  ),
  planted(
    'embedding: a word that comes twice gets the gradient of its last place',
    (weight) => embedding(WORDS, weight),
    (g) => [g.indexSelect(0, tensor([1, 2], { dtype: 'int32' }))],
    [MATRIX],
  ),
  planted(
    'an attention’s weights taken for constants',
    (q, k) => q.mm(k.t()).softmax(1).mm(k),
    (g, [q, k]) => [g.mul(0), q.mm(k.t()).softmax(1).t().mm(g)],
    [MATRIX, OTHER],
  ),
  planted(
    'a residual whose skip is forgotten',
    (x) => x.add(x.tanh()),
    (g, [x]) => [g.mul(x.tanh().square().neg().add(1))],
    [POSITIVE],
  ),
];
