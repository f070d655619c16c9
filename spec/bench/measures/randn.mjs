import { takeTurns } from '../schedule.mjs';

const WORK = 1e6;
const nameOf = (dtype) => `randn ${dtype}`;

export default {
  title: 'Normal numbers, millions a second',
  about:
    '10⁶ numbers from one seeded stream. PyTorch and gradus draw the same stream: Mersenne Twister, and the transform ' +
    'of Box and Muller.',
  run: takeTurns,
  task: 'randn',
  rate: { unit: 'M/s', per: 1e6 },
  cases: ['float32', 'float64'].map((dtype) => ({
    name: nameOf(dtype),
    params: { shape: [1000, 1000], dtype },
    work: WORK,
  })),
  targets: (at) => [
    {
      title: 'randn float32, millions a second',
      value: at(nameOf('float32'), 'gradus')?.rate,
      atLeast: 40,
    },
  ],
};
