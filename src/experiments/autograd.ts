/**
 * Program 2: the gradients found by walking back.
 *
 * @module
 */
import { Variable } from '../autograd/variable.js';
import { Generator } from '../random/generator.js';
import { randn } from '../random/distributions.js';
import { begin, type ExperimentOptions, type ExperimentRecord } from './experiment.js';

/**
 * The two-layer network trained with `Variable` and `backward()`.
 *
 * @returns the record of the run
 * @throws `ArgumentError` for a setting out of its range
 *
 * @example
 * ```ts
 * import { programs } from 'gradus';
 * const { losses } = programs.autograd({ seed: 0, epochs: 1 });
 * losses; // => [48420312]
 * ```
 */
export function autograd(options: ExperimentOptions = {}): ExperimentRecord {
  const run = begin('autograd', options);
  const { seed, epochs, learningRate, batch, inputs, hidden, outputs, dtype } = run;
  const generator = new Generator(seed);

  const x = new Variable(randn([batch, inputs], { generator, dtype }), { requiresGrad: false });
  const y = new Variable(randn([batch, outputs], { generator, dtype }), { requiresGrad: false });

  const w1 = new Variable(randn([inputs, hidden], { generator, dtype }), { requiresGrad: true });
  const w2 = new Variable(randn([hidden, outputs], { generator, dtype }), { requiresGrad: true });

  for (let epoch = 0; epoch < epochs; epoch++) {
    const yPred = x.mm(w1).clamp({ min: 0 }).mm(w2);

    const loss = yPred.sub(y).pow(2).sum();
    run.log(epoch, loss.item());
    run.show(epoch, loss, { x, y, w1, w2, yPred, loss });

    loss.backward();

    step(w1, learningRate);
    step(w2, learningRate);
  }
  return run.finish({ w1: w1.data, w2: w2.data });
}

/** One step of gradient descent; the gradient is forgotten afterwards. */
export function step(w: Variable, learningRate: number): void {
  if (w.grad === null) return;
  w.data = w.data.sub(w.grad.data.mul(learningRate));
  w.zeroGrad();
}
