import { takeTurns } from '../schedule.mjs';

export default {
  title: 'gradcheck of one layer',
  about:
    'tanh(x·w + b) with x [8, 16], w [16, 8], b [8] in float64. Gradus compares whole Jacobians by a five-point stencil ' +
    'and checks linearity, repeatability, vjp(0) and unchanged inputs; PyTorch compares by a two-point stencil.',
  run: takeTurns,
  task: 'gradcheck',
  cases: [{ name: 'tanh(x·w + b)', params: { batch: 8, inputs: 16, outputs: 8 } }],
};
