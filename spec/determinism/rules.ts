/**
 * Every backward rule at the points it is checked at: value, gradient, and gradient of the gradient.
 *
 * The cases of a rule are not exported by the package, so this part is bundled from the sources with the library
 * of its own.
 */
import { grad } from '../../src/autograd/grad.js';
import { Variable } from '../../src/autograd/variable.js';
import { Generator } from '../../src/random/generator.js';
import { uniform } from '../../src/random/distributions.js';
import type { Tensor } from '../../src/tensor/tensor.js';
import { operationCases, type RuleCase } from '../../src/verify/cases/index.js';
import { ruleNames } from '../../src/verify/ledger.js';
import { sample } from '../../src/verify/sample.js';
import { hashOf } from './hash.js';
import type { Digests } from './library.js';

/** Every rule of the table, in float64 and from float32 inputs. */
export function ruleDigests(): Digests {
  return Object.fromEntries(
    ruleNames.flatMap((name) =>
      (['float32', 'float64'] as const).map((dtype) => {
        const generator = new Generator(0).fork(`determinism rule ${name}`);
        const results = operationCases[name].map((given) => {
          const points = sample(given.domain, given.shapes, generator);
          return [
            given.label,
            derivatives(
              given,
              points.map((x) => x.to(dtype)),
              generator,
            ),
          ];
        });
        return [`${name} ${dtype}`, hashOf(results)];
      }),
    ),
  );
}

function derivatives(
  { apply }: RuleCase,
  points: readonly Tensor[],
  generator: Generator,
): readonly unknown[] {
  const leaf = (x: Tensor): Variable => new Variable(x, { requiresGrad: true });
  const weightFor = ({ shape, dtype }: Variable): Tensor =>
    uniform(shape, { generator, low: -1, high: 1, dtype: dtype === 'float32' ? dtype : 'float64' });

  const inputs = points.map(leaf);
  const y = apply(...inputs);
  const weight = leaf(weightFor(y));
  const first = grad(y, inputs, { gradOutputs: weight, createGraph: true, allowUnused: true });
  const again = first.filter((gradient) => gradient?.requiresGrad === true) as Variable[];
  // Where the gradients depend on nothing there is no second order.
  const second =
    again.length === 0
      ? []
      : grad(again, [...inputs, weight], { gradOutputs: again.map(weightFor), allowUnused: true });
  return [y, first, second];
}
