import { takeTurns } from '../schedule.mjs';

const casesOf = (names) =>
  ['float32', 'float64'].flatMap((dtype) =>
    names.map((name) => ({ name: `${name} ${dtype}`, params: { name, shape: [1000, 1000], dtype } })),
  );

export const pointwise = {
  title: 'Pointwise operations on 10⁶ elements',
  about: 'On [1000, 1000], of numbers from 0.5 to 1.5; `clamp` at 1, `pow` is the square.',
  run: takeTurns,
  task: 'operation',
  cases: casesOf([
    'add',
    'mul',
    'div',
    'clamp',
    'pow',
    'sqrt',
    'exp',
    'log',
    'tanh',
    'sin',
    'sigmoid',
    'gelu',
    'softplus',
  ]),
};

export const reductions = {
  title: 'Reductions, scans and order of 10⁶ elements',
  about: 'On [1000, 1000]: over everything, over the rows (0) or along each row (1).',
  run: takeTurns,
  task: 'operation',
  cases: casesOf([
    ...['sum', 'sum(0)', 'sum(1)', 'mean', 'max', 'var', 'argmax(1)'],
    ...['softmax(1)', 'logsumexp(1)', 'cumsum(1)', 'sort(1)', 'transpose, then copy'],
  ]),
};

export const networks = {
  title: 'Functions of networks, forward and backward',
  about:
    'In float32, each summed and differentiated by all its inputs but targets: `bmm` of [32, 64, 64] by the same; `conv2d` of [8, 16, 32, 32] ' +
    'by [32, 16, 3, 3], padding 1; `maxPool2d` by 2 of [8, 16, 64, 64]; `layerNorm` and `crossEntropy` of [256, 1000]; ' +
    '`attention` of [8, 128, 64] thrice.',
  run: takeTurns,
  task: 'network',
  cases: ['bmm', 'conv2d', 'maxPool2d', 'layerNorm', 'crossEntropy', 'attention'].map((name) => ({
    name,
    params: { name },
  })),
};
