import { takeTurns } from '../schedule.mjs';
import { ratio } from './ratio.mjs';

const name = 'the job';

export default {
  title: "The tutorial's job, in one process",
  about:
    'x, y, w1 and w2 are drawn by `randn`; then 20 epochs of forward, loss (read each epoch), backward and update, in ' +
    'float32. Each contestant trains in the way its documentation shows; jax-js with one compiled step. "with record" ' +
    'is `programs.autograd`, which also keeps the losses and digests the weights by SHA-256.',
  run: takeTurns,
  task: 'job',
  patience: 4,
  cases: [
    { name, params: { epochs: 20, record: false } },
    { name: 'with record', params: { epochs: 20, record: true } },
  ],
  targets: (at) => [
    {
      title: "job: gradus's time / PyTorch's",
      value: ratio(at(name, 'gradus'), at(name, 'pytorch')),
      atMost: 2,
    },
    {
      title: "job: jax-js's time / gradus's",
      value: ratio(at(name, 'jax-js'), at(name, 'gradus')),
      atLeast: 2.5,
    },
    {
      title: "job: tfjs WebAssembly's time / gradus's",
      value: ratio(at(name, 'tfjs-wasm'), at(name, 'gradus')),
      atLeast: 6,
    },
  ],
};
