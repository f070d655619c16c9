/**
 * Program 3: the network as a Module, its backward left to the graph or overridden.
 *
 * @module
 */
import type { Gradients } from '../autograd/function.js';
import { Variable } from '../autograd/variable.js';
import { Module } from '../nn/module.js';
import { Generator } from '../random/generator.js';
import { randn } from '../random/distributions.js';
import { where } from '../tensor/functions.js';
import { step } from './autograd.js';
import { begin, type ExperimentOptions, type ExperimentRecord } from './experiment.js';

/** The tutorial's own Module: two layers that are given their weights. */
export class Model extends Module {
  forward(input: Variable, w1: Variable, w2: Variable): Variable {
    let x = input.mm(w1);
    x = x.clamp({ min: 0 });
    x = x.mm(w2);
    return x;
  }
}

/** The same Module with its backward overridden: the derivation of `manual`, from ∂L/∂ŷ back. */
export class ManualModel extends Model {
  override backward(
    gradOutput: Variable,
    [input, w1, w2]: readonly [Variable, Variable, Variable],
  ): Gradients {
    const h = input.mm(w1);
    const gradW2 = h.clamp({ min: 0 }).t().mm(gradOutput);
    const gradH = where(h.ge(0), gradOutput.mm(w2.t()), 0);
    const gradW1 = input.t().mm(gradH);
    const gradInput = input.requiresGrad ? gradH.mm(w1.t()) : null;
    return [gradInput, gradW1, gradW2];
  }
}

/**
 * The two-layer network as `class Model extends Module`, called through the model.
 *
 * @returns the record of the run
 * @throws `ArgumentError` for a setting out of its range
 */
export function module(options: ExperimentOptions = {}): ExperimentRecord {
  return train('module', new Model(), options);
}

/**
 * The same with the Module's `backward` overridden by the hand derivation.
 *
 * @returns the record of the run
 * @throws `ArgumentError` for a setting out of its range
 */
export function moduleManual(options: ExperimentOptions = {}): ExperimentRecord {
  return train('module-manual', new ManualModel(), options);
}

function train(name: string, model: Model, options: ExperimentOptions): ExperimentRecord {
  const run = begin(name, options);
  const { seed, epochs, learningRate, batch, inputs, hidden, outputs, dtype } = run;
  const generator = new Generator(seed);

  const x = new Variable(randn([batch, inputs], { generator, dtype }), { requiresGrad: false });
  const y = new Variable(randn([batch, outputs], { generator, dtype }), { requiresGrad: false });

  const w1 = new Variable(randn([inputs, hidden], { generator, dtype }), { requiresGrad: true });
  const w2 = new Variable(randn([hidden, outputs], { generator, dtype }), { requiresGrad: true });

  for (let epoch = 0; epoch < epochs; epoch++) {
    const yPred = model.call(x, w1, w2);

    const loss = yPred.sub(y).pow(2).sum();
    run.log(epoch, loss.item());
    run.show(epoch, loss, { x, y, w1, w2, yPred, loss });

    loss.backward();

    step(w1, learningRate);
    step(w2, learningRate);
  }
  return run.finish({ w1: w1.data, w2: w2.data });
}
