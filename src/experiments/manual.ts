/**
 * Program 1 with its gradient corrected.
 *
 * @module
 */
import { Generator } from '../random/generator.js';
import { randn } from '../random/distributions.js';
import { where } from '../tensor/functions.js';
import { begin, type ExperimentOptions, type ExperimentRecord } from './experiment.js';

/**
 * The two-layer network trained with gradients derived by hand, correctly.
 *
 * With h = x·W₁, r = clamp(h, 0), ŷ = r·W₂ and L = Σ(ŷ − y)²:
 *
 * - ∂L/∂ŷ = 2(ŷ − y)
 * - ∂L/∂W₂ = rᵀ·∂L/∂ŷ
 * - ∂L/∂r = ∂L/∂ŷ·W₂ᵀ
 * - ∂L/∂h = ∂L/∂r where h ≥ 0, else 0 (clamp passes the gradient at its bound)
 * - ∂L/∂W₁ = xᵀ·∂L/∂h
 *
 * @returns the record of the run, bit for bit that of the automatic programs
 * @throws `ArgumentError` for a setting out of its range
 *
 * @example
 * ```ts
 * import { programs } from 'gradus';
 * const { digest } = programs.manual({ seed: 1, epochs: 2 });
 * digest === programs.autograd({ seed: 1, epochs: 2 }).digest; // => true
 * ```
 */
export function manual(options: ExperimentOptions = {}): ExperimentRecord {
  const run = begin('manual', options);
  const { seed, epochs, learningRate, batch, inputs, hidden, outputs, dtype } = run;
  const generator = new Generator(seed);

  const x = randn([batch, inputs], { generator, dtype });
  const y = randn([batch, outputs], { generator, dtype });

  let w1 = randn([inputs, hidden], { generator, dtype });
  let w2 = randn([hidden, outputs], { generator, dtype });

  for (let epoch = 0; epoch < epochs; epoch++) {
    const h = x.mm(w1);
    const h1 = h.clamp({ min: 0 });
    const yPred = h1.mm(w2);

    const loss = yPred.sub(y).pow(2).sum();
    run.log(epoch, loss.item());

    const gradYPred = yPred.sub(y).mul(2);
    const gradW2 = h1.t().mm(gradYPred);

    let gradH = gradYPred.clone();
    gradH = gradH.mm(w2.t());
    gradH = where(h.ge(0), gradH, 0); // the mask: by the sign of what clamp was given
    const gradW1 = x.t().mm(gradH);

    w1 = w1.sub(gradW1.mul(learningRate));
    w2 = w2.sub(gradW2.mul(learningRate));
  }
  return run.finish({ w1, w2 });
}
