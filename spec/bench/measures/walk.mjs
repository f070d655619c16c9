import { takeTurns } from '../schedule.mjs';

export default {
  title: 'Backward through a chain of nodes',
  about:
    'A scalar is multiplied 10⁴ or 10⁶ times: recorded and walked back, and, where a graph can be walked more than once, ' +
    'walked back alone.',
  run: takeTurns,
  task: 'walk',
  cases: [
    { name: '10⁴, forward and backward', params: { nodes: 1e4, forward: true } },
    { name: '10⁶, forward and backward', params: { nodes: 1e6, forward: true } },
    { name: '10⁶, backward alone', params: { nodes: 1e6, forward: false } },
  ],
};
