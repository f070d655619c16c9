/**
 * The ledger: for each rule, what was checked and how well it held; and the conventions at its kinks. Users reach
 * this as `gradus/ledger`: it holds the cases of every operation, which a program that trains has no use for.
 *
 * @module
 */
import type { Domain } from '../autograd/domain.js';
import { grad } from '../autograd/grad.js';
import { differentiable } from '../autograd/rules/index.js';
import { Variable } from '../autograd/variable.js';
import { ArgumentError, describe } from '../errors.js';
import { sizeOf } from '../kernels/layout.js';
import type { FloatDtype, Shape } from '../kernels/types.js';
import { Generator } from '../random/generator.js';
import type { Tensor } from '../tensor/tensor.js';
import { operationCases, type OperationName, type RuleCase } from './cases/index.js';
import type { DifferentiableFunction } from './differences.js';
import { gradcheck, gradgradcheck } from './gradcheck.js';
import { sample, weightsOf } from './sample.js';

export { conventions, noConvention, type Convention } from './conventions.js';
export type { OperationName } from './cases/index.js';

/** One rule's line in the ledger. */
export interface LedgerRow {
  /** The rule. */
  readonly name: OperationName;
  /** Where the points were drawn from: a region for each input, the last standing for all further ones. */
  readonly domains: readonly Domain[];
  /** The shapes of the inputs. */
  readonly shapes: readonly (readonly Shape[])[];
  /** How many points it was checked at. */
  readonly cases: number;
  /** The orders of derivative that held in every case. */
  readonly orders: readonly (1 | 2)[];
  /** The largest relative error met, in float64, of both orders. */
  readonly worstError: number;
  /**
   * How far a gradient in float32 was from the one in float64 at most, relative to the largest of its input: a
   * matter of rounding, which is measured and not judged.
   */
  readonly float32Error: number;
  /** How many derivatives fell on a kink, where there is none to compare with. */
  readonly kinks: number;
  /** In how many cases a derivative could not be told from rounding. */
  readonly uninformative: number;
  /** Whether nothing failed. */
  readonly ok: boolean;
  /** The reports of what failed. */
  readonly failures: readonly string[];
}

/** The rules of the ledger, in its order. */
export const ruleNames: readonly OperationName[] = Object.keys(operationCases) as OperationName[];

/** A way in which a rule is used: alone, on views, twice, with its output used twice, beside dead branches. */
interface Use {
  readonly label: string;
  /** The function to check, or `undefined` where the use does not apply to the case. */
  readonly of: (given: RuleCase) => DifferentiableFunction | undefined;
  /** What becomes of the inputs. */
  readonly view?: (x: Tensor) => Tensor;
  /** How many of the inputs are left. */
  readonly arity?: number;
  /**
   * Whether it tries what a node of the graph may keep from one walk to another, which does not depend on shapes: it is
   * tried at the largest case. An operation that is made of others has no node of its own, and those of its parts are
   * tried where the parts are.
   */
  readonly ofNode?: boolean;
}

const ALONE: Use = { label: 'alone', of: ({ apply }) => apply };

const USES: readonly Use[] = [
  ALONE,
  {
    label: 'on transposed views',
    of: ({ apply, shapes }) => (shapes.some((shape) => shape.length > 1) ? apply : undefined),
    view: transposedStorage,
  },
  {
    label: 'with one Variable twice',
    of: ({ apply, shapes, domain, notTwice }) => {
      if (notTwice !== undefined) return undefined;
      const alike = shapes.length > 1 && new Set(shapes.map(String)).size === 1;
      const ties = domain.some(({ distinct }) => distinct === true);
      return alike && !ties ? (x) => apply(...shapes.map(() => x)) : undefined;
    },
    arity: 1,
  },
  {
    label: 'with its output used twice',
    of:
      ({ apply }) =>
      (...inputs) => {
        const y = apply(...inputs);
        return y.mul(y).add(y);
      },
    ofNode: true,
  },
  {
    label: 'beside dead branches',
    of:
      ({ apply }) =>
      (...inputs) => {
        const y = apply(...inputs);
        apply(...inputs).mul(3); // made and then forgotten: a branch and a consumer that change nothing
        y.exp();
        return y;
      },
    ofNode: true,
  },
];

/** The same values in storage whose axes lie the other way round. */
function transposedStorage(x: Tensor): Tensor {
  const reversed = x.shape.map((_, dim) => x.ndim - 1 - dim);
  return x.permute(reversed).clone().permute(reversed);
}

/**
 * Checks one rule at first and second order: every case, in every use.
 *
 * @param options - `seed`: of the points. Default 0.
 */
export function checkRule(name: OperationName, options: { readonly seed?: number } = {}): LedgerRow {
  if (!ruleNames.includes(name)) {
    throw new ArgumentError(`checkRule: name is ${describe(name)}; accepted are ${ruleNames.join(', ')}`);
  }
  const seed = options.seed ?? 0;
  const generator = new Generator(seed);
  let worstError = 0;
  let float32Error = 0;
  let kinks = 0;
  let uninformative = 0;
  const failed = new Set<1 | 2>();
  const failures: string[] = [];
  for (const { given, use, fn } of trialsOf(name)) {
    const path = [name, given.label, use.label].join(' / ');
    const drawn = sample(given.domain, given.shapes, generator.fork(path));
    const inputs = drawn.slice(0, use.arity ?? drawn.length).map(use.view ?? ((x) => x));
    for (const check of [gradcheck, gradgradcheck]) {
      const report = check(fn, inputs, { name, seed, path, ...given.options });
      worstError = Math.max(worstError, report.worstError);
      kinks += report.kinks.length;
      if (report.uninformative.length > 0) uninformative++;
      if (report.verdict !== 'fail') continue;
      failed.add(report.order);
      failures.push(report.message);
    }
    if (use === ALONE)
      float32Error = Math.max(float32Error, roundingOf(given, inputs, generator.fork(`${path} / float32`)));
  }
  return {
    ...groundsOf(name),
    orders: ([1, 2] as const).filter((order) => !failed.has(order)),
    worstError,
    float32Error,
    kinks,
    uninformative,
    ok: failures.length === 0,
    failures,
  };
}

/** What of a row is known without a check. */
export type Grounds = Pick<LedgerRow, 'name' | 'domains' | 'shapes' | 'cases'>;

/** Where an operation is checked: the domains and shapes of its cases, each once, and how many checks there are. */
export function groundsOf(name: OperationName): Grounds {
  const cases = operationCases[name];
  return {
    name,
    domains: distinct(cases.map(({ domain }) => domain)),
    shapes: distinct(cases.map(({ shapes }) => shapes)),
    cases: trialsOf(name).length,
  };
}

/** Every case of an operation in every use that applies to it. */
function trialsOf(name: OperationName): readonly { given: RuleCase; use: Use; fn: DifferentiableFunction }[] {
  const cases = operationCases[name];
  const node = Object.hasOwn(differentiable, name) ? largestOf(cases) : undefined;
  return cases.flatMap((given) =>
    USES.flatMap((use) => {
      const fn = use.ofNode === true && given !== node ? undefined : use.of(given);
      return fn === undefined ? [] : [{ given, use, fn }];
    }),
  );
}

/** The case with the most elements; of several, the first. */
function largestOf(cases: readonly RuleCase[]): RuleCase | undefined {
  const sizes = cases.map(({ shapes }) => shapes.reduce((sum, shape) => sum + sizeOf(shape), 0));
  return cases[sizes.indexOf(Math.max(...sizes))];
}

function distinct<Plain>(values: readonly Plain[]): readonly Plain[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** How far the gradients in float32 are from those in float64, relative to the largest of each input. */
function roundingOf({ apply }: RuleCase, inputs: readonly Tensor[], generator: Generator): number {
  let weights: Tensor | undefined;
  const gradientsIn = (dtype: FloatDtype): readonly (Variable | null)[] => {
    const leaves = inputs.map((x) => new Variable(x.to('float32').to(dtype), { requiresGrad: true }));
    const output = apply(...leaves);
    if (!output.requiresGrad) return [];
    weights ??= weightsOf(output.shape, generator);
    return grad(output, leaves, { gradOutputs: weights.to(output.dtype), allowUnused: true });
  };
  const wide = gradientsIn('float64');
  const worst = gradientsIn('float32').map((gradient, i) => {
    const exact = wide[i] ?? null;
    if (gradient === null || exact === null || exact.numel() === 0) return 0;
    const largest = exact.abs().max().item();
    return largest === 0 ? 0 : gradient.to('float64').sub(exact).abs().max().div(largest).item();
  });
  return worst.reduce((most, one) => Math.max(most, one), 0);
}
