/**
 * The network of the programs, one step of it at a time.
 *
 * @module
 */
import {
  Generator,
  Model,
  ManualModel,
  programs,
  randn,
  Variable,
  type Config,
  type Gradients,
  type ProgramName,
  type Tensor,
} from '../../../src/index.js';

/** What a run draws, in the programs' order. */
export interface Drawn {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly w1: Tensor;
  readonly w2: Tensor;
}

/** The data and the first weights of a run. */
export function draw({ seed, batch, inputs, hidden, outputs, dtype }: Config): Drawn {
  const generator = new Generator(seed);
  return {
    x: randn([batch, inputs], { generator, dtype }),
    y: randn([batch, outputs], { generator, dtype }),
    w1: randn([inputs, hidden], { generator, dtype }),
    w2: randn([hidden, outputs], { generator, dtype }),
  };
}

/** The data, and the weights that a program has at the beginning of an epoch. */
export function at(program: ProgramName, config: Config, epoch: number): Drawn {
  const first = draw(config);
  if (epoch === 0) return first;
  return { ...first, ...programs[program]({ ...config, epochs: epoch }).parameters };
}

/** One step, recorded and walked back. */
export interface Step {
  /** Every value by the name that the programs give it, each after those it is made of. */
  readonly values: ReadonlyMap<string, Variable>;
  readonly loss: Variable;
}

/** The step that a program takes from given weights. */
export function step(program: ProgramName, { x, y, w1, w2 }: Drawn): Step {
  const leaves = {
    x: new Variable(x),
    w1: new Variable(w1, { requiresGrad: true }),
    w2: new Variable(w2, { requiresGrad: true }),
    y: new Variable(y),
  };
  const values = new Map<string, Variable>(Object.entries(leaves));
  const keep = (name: string, value: Variable): Variable => {
    value.retainGrad();
    values.set(name, value);
    return value;
  };
  const predict = (): Variable => {
    // Its own backward is one node of the graph, whatever its forward is made of.
    if (program === 'module-manual') return new ManualModel().call(leaves.x, leaves.w1, leaves.w2);
    const h = keep('h', leaves.x.mm(leaves.w1));
    return keep('r', h.clamp({ min: 0 })).mm(leaves.w2);
  };
  const yPred = keep('yPred', predict());
  const difference = keep('difference', yPred.sub(leaves.y));
  const squares = keep('squares', difference.pow(2));
  const loss = keep('loss', squares.sum());
  loss.backward();
  return { values, loss };
}

/** The Module whose backward is the one that the tutorial published: `published`, written as a rule. */
export class PublishedModel extends Model {
  override backward(
    gradOutput: Variable,
    [input, w1, w2]: readonly [Variable, Variable, Variable],
  ): Gradients {
    const gradW2 = input.mm(w1).clamp({ min: 0 }).t().mm(gradOutput);
    const gradH = publishedGradH(gradOutput.mm(w2.t()));
    return [gradH.mm(w1.t()), input.t().mm(gradH), gradW2];
  }
}

/** The gradient of the hidden layer as published, from the one that arrives from above. */
export function publishedGradH<T extends { clamp(bounds: { min: number }): T }>(gradR: T): T {
  return gradR.clamp({ min: 0 });
}
