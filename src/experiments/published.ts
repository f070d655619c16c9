/**
 * Program 1 exactly as published, mistake included.
 *
 * @module
 */
import { Generator } from '../random/generator.js';
import { randn } from '../random/distributions.js';
import { begin, type ExperimentOptions, type ExperimentRecord } from './experiment.js';

/**
 * The two-layer network trained with the gradients the tutorial derived by hand. **Its gradient is wrong**: it
 * clips the gradient of the hidden layer at 0, where the derivative of `clamp(min=0)` lets the gradient pass
 * where the hidden layer's *input* is not negative, whatever the gradient's own sign. See `manual` for the
 * corrected one.
 *
 * @returns the record of the run; its losses part from the other programs' at epoch 1
 * @throws `ArgumentError` for a setting out of its range
 *
 * @example
 * ```ts
 * import { programs } from 'gradus';
 * const { losses } = programs.published({ seed: 0, epochs: 2 });
 * losses[0]; // => 48420312
 * losses[1] === programs.manual({ seed: 0, epochs: 2 }).losses[1]; // => false
 * ```
 */
export function published(options: ExperimentOptions = {}): ExperimentRecord {
  const run = begin('published', options);
  const { seed, epochs, learningRate, batch, inputs, hidden, outputs, dtype } = run;
  const generator = new Generator(seed);

  const x = randn([batch, inputs], { generator, dtype });
  const y = randn([batch, outputs], { generator, dtype });

  let w1 = randn([inputs, hidden], { generator, dtype });
  let w2 = randn([hidden, outputs], { generator, dtype });

  for (let epoch = 0; epoch < epochs; epoch++) {
    let h1 = x.mm(w1);
    h1 = h1.clamp({ min: 0 });
    const yPred = h1.mm(w2);

    const loss = yPred.sub(y).pow(2).sum();
    run.log(epoch, loss.item());

    const gradYPred = yPred.sub(y).mul(2);
    const gradW2 = h1.t().mm(gradYPred);

    let gradH = gradYPred.clone();
    gradH = gradH.mm(w2.t());
    gradH = gradH.clamp({ min: 0 }); // the mistake: this clips the gradient by its own sign
    const gradW1 = x.t().mm(gradH);

    w1 = w1.sub(gradW1.mul(learningRate));
    w2 = w2.sub(gradW2.mul(learningRate));
  }
  return run.finish({ w1, w2 });
}
