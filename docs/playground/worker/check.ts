/**
 * A function and its hand-derived gradient, as the reader wrote them, checked.
 *
 * @module
 */
import fc from 'fast-check';
import * as gradus from '../../../src/index.js';
import { points } from '../../../src/testing/index.js';
import type { Checked, Searched, Tasks } from '../protocol.js';
import { whole } from './glance.js';

/** What the reader's code has to define. */
interface Written {
  readonly forward: (...inputs: readonly gradus.Variable[]) => unknown;
  readonly backward: (grad: gradus.Variable, ...inputs: readonly gradus.Variable[]) => unknown;
  readonly inputs: readonly gradus.Tensor[];
  readonly domain: gradus.Domain;
}

/** The reader's function is not what it has to be. */
class CodeError extends Error {
  override readonly name = 'CodeError';
}

/** Runs the code, and takes from it what it defines. */
function read(code: string): Written {
  const wanted = ['forward', 'backward', 'inputs', 'domain'];
  const found = wanted.map((name) => `${name}: typeof ${name} === 'undefined' ? undefined : ${name}`);
  // A function of its own, so that the code may call something by a name of the library's.
  const body = `'use strict'; return (() => {\n${code}\nreturn { ${found.join(', ')} }; })();`;
  // The reader's own code, run at the reader's own word, in a worker that has nothing but the library.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function(...Object.keys(gradus), body) as (
    ...values: readonly unknown[]
  ) => Record<string, unknown>;
  const defined = run(...Object.values(gradus));
  const { forward, backward, inputs, domain } = defined;
  if (typeof forward !== 'function') throw new CodeError('forward is missing: function forward(x) { … }');
  if (typeof backward !== 'function')
    throw new CodeError('backward is missing: function backward(grad, x) { … }');
  if (!Array.isArray(inputs) || inputs.length === 0) {
    throw new CodeError('inputs is missing: const inputs = [[1, -2]]; an array with a value for each input');
  }
  const tensors = inputs.map((input: unknown) =>
    (input instanceof gradus.Tensor ? input : gradus.tensor(input as number)).to('float64'),
  );
  if (tensors.some((x) => x.numel() === 0))
    throw new CodeError('inputs has an empty tensor: nothing to check');
  if (domain !== undefined && (!Array.isArray(domain) || domain.length === 0)) {
    throw new CodeError('domain is not an array of regions: const domain = [{ low: -2, high: 2 }];');
  }
  return {
    forward: forward as Written['forward'],
    backward: backward as Written['backward'],
    inputs: tensors,
    domain: (domain as gradus.Domain | undefined) ?? [{ low: -2, high: 2 }],
  };
}

/** The function with its hand-derived gradient, as the library takes it. */
function functionOf({ forward, backward }: Written): gradus.DifferentiableFunction {
  class HandDerived extends gradus.Module {
    override forward(...inputs: gradus.Variable[]): gradus.Variable {
      // What it is the library checks, as it does for everybody.
      return forward(...inputs) as gradus.Variable;
    }
    override backward(grad: gradus.Variable, inputs: readonly gradus.Variable[]): gradus.Gradients {
      const gradients = backward(grad, ...inputs);
      return (Array.isArray(gradients) ? gradients : [gradients]) as gradus.Gradients;
    }
  }
  return (...inputs) => new HandDerived().call(...inputs);
}

/** The gradient, and then the gradient of the gradient: a wrong one can be consistent with itself. */
function report(
  fn: gradus.DifferentiableFunction,
  point: readonly gradus.Tensor[],
  order: 1 | 2,
): gradus.GradcheckReport {
  const first = gradus.gradcheck(fn, point, { name: 'forward' });
  return order === 1 || !first.ok ? first : gradus.gradgradcheck(fn, point, { name: 'forward' });
}

function checked(fn: gradus.DifferentiableFunction, point: readonly gradus.Tensor[], order: 1 | 2): Checked {
  return { report: report(fn, point, order), inputs: point.map((x, i) => whole(`inputs[${i}]`, x)) };
}

/** At the inputs that the code names. */
export function check({ code, order }: Tasks['check']['takes']): Checked {
  const written = read(code);
  return checked(functionOf(written), written.inputs, order);
}

/** At points of the domain, drawn at random, in the shapes of the inputs. */
export function search({ code, order, seed }: Tasks['search']['takes']): Searched {
  const written = read(code);
  const fn = functionOf(written);
  const drawn = points(
    written.domain,
    written.inputs.map(({ shape }) => shape),
  );
  let proven = 0;
  const property = fc.property(drawn, (point) => {
    const { verdict } = report(fn, point, order);
    if (verdict === 'pass') proven++;
    return verdict !== 'fail';
  });
  const { counterexample, numRuns, numShrinks } = fc.check(property, { seed: seed | 0 });
  const [point] = counterexample ?? [];
  if (point === undefined) return { tried: numRuns, proven, shrinks: 0, counterexample: null };
  // Where the code throws, it throws again.
  return { tried: numRuns, proven, shrinks: numShrinks, counterexample: checked(fn, point, order) };
}
