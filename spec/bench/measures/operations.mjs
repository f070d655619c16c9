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
  cases: casesOf(['add', 'mul', 'div', 'clamp', 'pow', 'sqrt', 'exp', 'log', 'tanh']),
};

export const reductions = {
  title: 'Reductions of 10⁶ elements',
  about: 'On [1000, 1000]: over everything, over the rows (0) or along each row (1).',
  run: takeTurns,
  task: 'operation',
  cases: casesOf(['sum', 'sum(0)', 'sum(1)', 'mean', 'max']),
};
