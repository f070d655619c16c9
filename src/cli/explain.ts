/**
 * `gradus explain`: what `backward` does in one training step.
 *
 * @module
 */
import type { Command } from 'commander';
import type { ProgramName } from '../experiments/index.js';
import {
  explainBackward,
  type ExplainedGradient,
  type ExplainedInput,
  type ExplainedLeaf,
  type ExplainedStep,
} from '../inspect/explain.js';
import { example, type Context } from './context.js';
import { toJson } from './format.js';
import { addEpochOptions, toConfigOfEpoch, type EpochOptions } from './options.js';
import { graphProgram, graphPrograms, lookAtLastEpoch } from './step.js';

/** What the command takes, and does. */
export function define(command: Command, { path, output }: Context): void {
  command
    .description(
      'Explains the walk back of one epoch: each function with its formula, the gradient that comes to it, and what ' +
        'it sends to its inputs. A norm is the root of the sum of squares.',
    )
    .argument('<program>', `one of ${graphPrograms.join(', ')}`, graphProgram(path));
  addEpochOptions(command, path);
  command
    .option('--json', 'print the steps as JSON, and nothing else')
    .addHelpText('after', example('gradus explain autograd --epoch 0'))
    .action((name: ProgramName, { json = false, ...options }: EpochOptions & { json?: boolean }) => {
      const config = toConfigOfEpoch(path, options);
      const explanation = lookAtLastEpoch(name, config, ({ loss, names }) =>
        explainBackward(loss, { names }),
      );
      if (!json) {
        output.write(explanation.toString());
        return;
      }
      const steps = explanation.steps.map(stepFacts);
      const leaves = explanation.leaves.map(leafFacts);
      output.write(`${toJson({ program: name, config, epoch: options.epoch, steps, leaves })}\n`);
    });
}

/** A gradient without its elements. */
function facts(gradient: ExplainedGradient | null) {
  if (gradient === null) return null;
  const { shape, dtype, norm } = gradient;
  return { shape, dtype, norm };
}

function stepFacts({ gradient, inputs, ...step }: ExplainedStep) {
  return { ...step, gradient: facts(gradient), inputs: inputs.map(inputFacts) };
}

function inputFacts({ returned, gradient, sum, ...input }: ExplainedInput) {
  return { ...input, returned: facts(returned), gradient: facts(gradient), sum: facts(sum) };
}

function leafFacts({ gradient, before, ...leaf }: ExplainedLeaf) {
  return { ...leaf, gradient: facts(gradient), before: facts(before) };
}
