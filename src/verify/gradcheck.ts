/**
 * The checker: analytic derivatives against measured ones, and the laws a backward obeys.
 *
 * @module
 */
import { pullBack } from '../autograd/pull.js';
import { Variable } from '../autograd/variable.js';
import { ArgumentError } from '../errors.js';
import type { Data } from '../kernels/types.js';
import { Generator } from '../random/generator.js';
import { zeros, zerosLike } from '../tensor/creation.js';
import { where } from '../tensor/functions.js';
import { fromData, type Tensor } from '../tensor/tensor.js';
import {
  carefulSlopes,
  checkPoint,
  evaluate,
  slopes,
  type CheckInputs,
  type DifferenceOptions,
  type DifferentiableFunction,
  type PointInput,
} from './differences.js';
import {
  formatReport,
  indexOf,
  type Failure,
  type GradcheckReport,
  type Kink,
  type Law,
  type Place,
  type Verdict,
} from './report.js';
import { weightsOf } from './sample.js';
import type { Slope } from './stencils.js';

/** Options of a check. */
export interface GradcheckOptions extends DifferenceOptions {
  /** Up to which relative error a derivative passes. Default 1e-7. */
  readonly tolerance?: number;
  /** How the report calls the function. Default: the function's own name. */
  readonly name?: string;
  /** The seed the inputs came from, for the report; it also seeds the gradients drawn here. */
  readonly seed?: number;
  /** The path of a property test to the inputs, for the report. */
  readonly path?: string;
}

const TOLERANCE = 1e-7;

/** Linearity holds but for rounding: relative to the terms of the element itself. */
const LINEARITY = 1e-11;

/** So many times as large a gradient is rounded otherwise. That shows how much is left of it where terms cancel. */
const OTHERWISE: readonly number[] = [3, 5, 7];

/** How far the rounding that is seen may fall short of what it is elsewhere. */
const SEEN = 16;

/**
 * Where terms cancel, rounding leaves no more than this part of the largest value, beside {@link LINEARITY} of the
 * largest derivative.
 */
const ROUNDING = 16 / 2 ** 52;

/** The largest derivative counts there as at least this. */
const LEAST = 1 / 1024;

/** A derivative is lost where it is not known to this part of the largest that is told, or of 1 if that is less. */
const LOST = 1 / 1024;

/** What underflow leaves of a gradient at the end. (One that is subnormal on the way is not linear either, and said so.) */
const TINY = 1e-300;

/**
 * Checks the gradient of a function at a point.
 *
 * Every entry of the Jacobian is compared with finite differences: the error |a − n|, relative to the larger of
 * |a| and |n|, may be `tolerance`, or what rounding of the output can do to the differences. Besides, walking back
 * twice must give the same bits, the inputs must keep their bytes, the gradient must be linear in the one it
 * starts from, and zeros must give zeros.
 *
 * @param fn - of Variables; one output or several, float64
 * @param inputs - where: float64 Tensors. Those of int32 and bool, and Variables that need no gradient, are
 * constants.
 * @returns the report; its `verdict` is `kink` where one-sided slopes differ or the function jumps, with both slopes
 * and whether the analytic value lies between them, and `uninformative` where a derivative is lost in
 * rounding
 * @throws `DtypeError` for float32, `AutogradError` where the graph itself is misused
 *
 * @example
 * ```ts
 * import { gradcheck, tensor } from 'gradus';
 * const x = tensor([0.5, -1.5], { dtype: 'float64' });
 * gradcheck((v) => v.tanh(), [x]).ok; // => true
 * gradcheck((v) => v.relu(), [tensor(0, { dtype: 'float64' })]).verdict; // => 'kink'
 * ```
 */
export function gradcheck(
  fn: DifferentiableFunction,
  inputs: CheckInputs,
  options: GradcheckOptions = {},
): GradcheckReport {
  return check(1, fn, checkPoint('gradcheck', inputs), { name: nameOf(fn), ...options });
}

/**
 * Checks the gradient of a function's gradient at a point: {@link gradcheck} of (x, v) ↦ vᵀ·J(x), with v drawn
 * from the seed.
 *
 * @example
 * ```ts
 * import { gradgradcheck, tensor } from 'gradus';
 * gradgradcheck((x) => x.pow(3), [tensor([1, 2], { dtype: 'float64' })]).ok; // => true
 * ```
 */
export function gradgradcheck(
  fn: DifferentiableFunction,
  inputs: CheckInputs,
  options: GradcheckOptions = {},
): GradcheckReport {
  const point = checkPoint('gradgradcheck', inputs);
  const { outputs } = evaluate('gradgradcheck', fn, point);
  const generator = new Generator(options.seed ?? 0).fork('gradgradcheck');
  const weights = outputs.map((output) => ({
    value: weightsOf(output.shape, generator),
    differentiated: true,
  }));
  const gradient =
    (createGraph: boolean): DifferentiableFunction =>
    (...given) => {
      const leaves = given.slice(0, point.length);
      const returned = fn(...leaves);
      const results = Array.isArray(returned) ? (returned as readonly Variable[]) : [returned as Variable];
      return vjp(results, leaves, given.slice(point.length), createGraph);
    };
  // What is only measured needs no graph.
  const measured = gradient(false);
  return check(2, gradient(true), point, { name: nameOf(fn), ...options }, { measured, weights });
}

/** The vector–Jacobian products for the leaves that need one; zeros where an output does not depend on it. */
function vjp(
  outputs: readonly Variable[],
  leaves: readonly Variable[],
  weights: readonly Variable[],
  createGraph: boolean,
): Variable[] {
  const wanted = leaves.filter((leaf) => leaf.requiresGrad);
  return pullBack(outputs, wanted, weights, createGraph).map(
    (gradient, i) => gradient ?? new Variable(zerosLike(wanted[i] ?? zeros([]))),
  );
}

function nameOf(fn: DifferentiableFunction): string {
  return fn.name === '' ? 'fn' : fn.name;
}

/** What a check of the second order has besides. */
interface Second {
  /** The function without its graph: what finite differences are taken of. */
  readonly measured?: DifferentiableFunction;
  /** The gradients drawn for the outputs, as further inputs. */
  readonly weights?: readonly PointInput[];
}

function check(
  order: 1 | 2,
  fn: DifferentiableFunction,
  given: readonly PointInput[],
  options: GradcheckOptions & { readonly name: string },
  { measured = fn, weights = [] }: Second = {},
): GradcheckReport {
  const point = [...given, ...weights];
  const { name, seed, path, tolerance = TOLERANCE } = options;
  if (!(tolerance > 0 && tolerance < 1)) {
    throw new ArgumentError(`gradcheck: tolerance is ${tolerance}; accepted is a number between 0 and 1`);
  }
  const before = point.map(({ value }) => value.toTypedArray());
  const evaluated = evaluate('gradcheck', fn, point);
  const laws = brokenLaws(evaluated, new Generator(seed ?? 0).fork('gradcheck'));
  const jacobian = compare(measured, point, evaluated, options, tolerance);
  const touched = point.some(({ value }, i) => !sameBits(value.toTypedArray(), before[i] ?? []));
  const failures = [
    ...jacobian.failures,
    ...[...laws, ...(touched ? (['inputs untouched'] as const) : [])].map((law) => ({ law })),
  ];
  const { kinks, uninformative, entries, worstError } = jacobian;
  const verdict: Verdict =
    failures.length > 0
      ? 'fail'
      : kinks.length > 0
        ? 'kink'
        : uninformative.length > 0
          ? 'uninformative'
          : 'pass';
  const findings = {
    ...{ verdict, ok: verdict === 'pass', name, order, entries, worstError, tolerance },
    ...{ failures, kinks, uninformative },
  };
  const message = formatReport(findings, {
    seed,
    path,
    inputs: given.map(({ value }) => value),
    options: { seed, step: options.step, tolerance: options.tolerance },
    inputShapes: point.map(({ value }) => value.shape),
    outputShapes: evaluated.outputs.map(({ shape }) => shape),
  });
  return Object.freeze({ ...findings, message });
}

type Evaluated = ReturnType<typeof evaluate>;

/** The laws that hold for every gradient, whatever the function. */
function brokenLaws({ outputs, leaves, values }: Evaluated, generator: Generator): readonly Law[] {
  const back = (weights: readonly Tensor[]): readonly Data[] =>
    vjp(
      outputs,
      leaves,
      weights.map((weight) => new Variable(weight)),
      false,
    ).map((gradient) => gradient.toTypedArray());
  const u = outputs.map((output) => weightsOf(output.shape, generator));
  // Of the other sign in every element: a gradient clipped at 0 is linear among gradients of one sign.
  const v = u.map((one) => {
    const size = weightsOf(one.shape, generator).abs();
    return where(one.gt(0), size.neg(), size);
  });
  const w = u.map((one, k) => one.mul(2).sub(v[k] ?? 0));
  const ofU = back(u);
  const again = back(u);
  const ofHalf = back(u.map((one) => one.div(-2)));
  const ofV = back(v);
  const ofSum = back(w);
  const ofZero = back(outputs.map((output) => zerosLike(output)));
  const rounding =
    ROUNDING * values.filter(Number.isFinite).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  // Asked for only where terms cancel.
  let seen: readonly Float64Array[] | undefined;
  const left = (): readonly Float64Array[] =>
    (seen ??= leftOfRounding(back, [
      [u, ofU],
      [v, ofV],
      [w, ofSum],
    ]));
  const broken = new Set<Law>();
  for (const [i, one] of ofU.entries()) {
    const [same, other, sum, zero] = [again[i] ?? [], ofV[i] ?? [], ofSum[i] ?? [], ofZero[i] ?? []];
    if (!sameBits(one, same)) broken.add('same bits twice');
    let size = LEAST;
    for (let j = 0; j < one.length; j++) {
      for (const term of [2 * (one[j] ?? NaN), other[j] ?? NaN]) {
        if (Number.isFinite(term)) size = Math.max(size, Math.abs(term));
      }
    }
    for (let j = 0; j < one.length; j++) {
      const [x, y] = [one[j] ?? NaN, other[j] ?? NaN];
      // A derivative that is not finite obeys neither law; whether it is right the differences say.
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      const off = Math.abs(2 * x - y - (sum[j] ?? NaN));
      const own = LINEARITY * Math.max(Math.abs(2 * x), Math.abs(y));
      const most = LINEARITY * size + rounding;
      if (!(off <= own || off <= Math.min(own + (left()[i]?.[j] ?? 0), most))) broken.add('linearity');
      // What is half as large is rounded alike, whatever cancels on the way.
      const half = Math.abs(x / 2 + (ofHalf[i]?.[j] ?? NaN));
      if (zero[j] !== 0) broken.add('zero to zero');
      else if (!(half <= LINEARITY * Math.abs(x) + TINY)) broken.add('linearity');
    }
  }
  return [...broken];
}

/** What rounding leaves in each element of gradients: started from 3 times as much, they are not quite 3 times as large. */
function leftOfRounding(
  back: (weights: readonly Tensor[]) => readonly Data[],
  known: readonly (readonly [weights: readonly Tensor[], gradients: readonly Data[]])[],
): readonly Float64Array[] {
  const left = known[0]?.[1].map((one) => new Float64Array(one.length)) ?? [];
  for (const [weights, gradients] of known) {
    for (const by of OTHERWISE) {
      const made = back(weights.map((one) => one.mul(by)));
      left.forEach((elements, i) => {
        elements.forEach((most, j) => {
          const apart = Math.abs(by * (gradients[i]?.[j] ?? NaN) - (made[i]?.[j] ?? NaN));
          if (Number.isFinite(apart)) elements[j] = Math.max(most, SEEN * apart);
        });
      });
    }
  }
  return left;
}

/** Every derivative, analytic against measured. */
function compare(
  fn: DifferentiableFunction,
  point: readonly PointInput[],
  evaluated: Evaluated,
  options: DifferenceOptions,
  tolerance: number,
): Pick<GradcheckReport, 'entries' | 'worstError' | 'kinks' | 'uninformative'> & { failures: Failure[] } {
  const { outputs, values: center } = evaluated;
  const rows = analyticRows(evaluated);
  const failures: Failure[] = [];
  const kinks: Kink[] = [];
  const uninformative: number[] = [];
  let entries = 0;
  let worstError = 0;
  const differentiated = point.map((_, i) => i).filter((i) => point[i]?.differentiated === true);
  for (const [block, i] of differentiated.entries()) {
    const quick = slopes(fn, point, i, center, options);
    const errorOf = (analytic: number, { value, noise }: Slope): number => {
      const scale = Math.max(Math.abs(analytic), Math.abs(value), noise / tolerance);
      return scale === 0 ? 0 : Math.abs(analytic - value) / scale;
    };
    let finite = true;
    let [told, lost] = [0, 0];
    for (const [j, quickly] of quick.entries()) {
      const analyticOf = (k: number): number => rows[k]?.[block]?.[j] ?? NaN;
      const disagrees = (slope: Slope, k: number): boolean =>
        !slope.kink && Number.isFinite(slope.value) && !(errorOf(analyticOf(k), slope) <= tolerance);
      // What disagrees is looked at closely, until one failure is beyond doubt.
      const doubted = failures.length === 0 && quickly.some(disagrees);
      const closely = doubted ? carefulSlopes(fn, point, i, j, center, options) : [];
      for (const [k, quick_] of quickly.entries()) {
        const slope = disagrees(quick_, k) ? (closely[k] ?? quick_) : quick_;
        const { value: numeric, left, right, kink, jump, step, noise } = slope;
        const analytic = analyticOf(k);
        const place = (): Place => ({
          input: i,
          index: indexOf(j, point[i]?.value.shape ?? []),
          ...placeOf(k, outputs),
        });
        if (kink) {
          const slack = noise + tolerance * Math.max(Math.abs(left), Math.abs(right));
          const [low, high] = [Math.min(left, right) - slack, Math.max(left, right) + slack];
          const between = analytic >= low && analytic <= high;
          kinks.push({ place: place(), left, right, jump, analytic, between });
          continue;
        }
        if (!Number.isFinite(numeric)) {
          finite = false;
          continue;
        }
        entries++;
        const size = Math.max(Math.abs(analytic), Math.abs(numeric));
        if (size > noise) told = Math.max(told, size);
        else if (size > 0) lost = Math.max(lost, noise);
        const error = errorOf(analytic, slope);
        worstError = Math.max(worstError, Number.isNaN(error) ? Infinity : error);
        if (error <= tolerance) continue;
        failures.push({ law: 'jacobian', place: place(), analytic, numeric, error, step });
      }
    }
    if (!finite || lost > Math.min(told, 1) * LOST) uninformative.push(i);
  }
  return { entries, worstError, failures, kinks, uninformative };
}

/** For each element of the outputs, the gradients with regard to the leaves that need one. */
function analyticRows({ outputs, leaves }: Evaluated): readonly (readonly ArrayLike<number>[])[] {
  return outputs.flatMap((output, k) =>
    Array.from({ length: output.numel() }, (_, element) => {
      const weights = outputs.map((other, at) => new Variable(oneHot(other, at === k ? element : -1)));
      return vjp(outputs, leaves, weights, false).map(({ data }) => data.toTypedArray());
    }),
  );
}

function oneHot(like: Variable, element: number): Tensor {
  const data = new Float64Array(like.numel());
  if (element >= 0) data[element] = 1;
  return fromData(data, like.shape, 'float64');
}

/** The output an element belongs to, and its index there. */
function placeOf(element: number, outputs: readonly Variable[]): Pick<Place, 'output' | 'outputIndex'> {
  let rest = element;
  for (const [output, variable] of outputs.entries()) {
    if (rest < variable.numel()) return { output, outputIndex: indexOf(rest, variable.shape) };
    rest -= variable.numel();
  }
  return { output: outputs.length, outputIndex: [] };
}

function sameBits(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
