/**
 * What a check found, as data, and as text that reproduces it.
 *
 * @module
 */
import { formatShape } from '../errors.js';
import { contiguousStrides } from '../kernels/layout.js';
import type { Tensor } from '../tensor/tensor.js';

/** The outcome of a check, the gravest first. */
export type Verdict = 'fail' | 'kink' | 'uninformative' | 'pass';

/** What a rule is held to. */
export type Law =
  /** Each analytic derivative equals the measured one. */
  | 'jacobian'
  /** Walking back twice gives the same bits. */
  | 'same bits twice'
  /** The inputs' bytes do not change. */
  | 'inputs untouched'
  /** The gradient is linear in the gradient it starts from. */
  | 'linearity'
  /** A gradient of zeros gives zeros. */
  | 'zero to zero';

/** Which derivative: ∂(output at outputIndex) / ∂(input at index). */
export interface Place {
  /** Which input of the function. */
  readonly input: number;
  /** The index of the element in it. */
  readonly index: readonly number[];
  /** Which output of the function. */
  readonly output: number;
  /** The index of the element in it. */
  readonly outputIndex: readonly number[];
}

/** A law that was broken, and where. */
export interface Failure {
  /** The law. */
  readonly law: Law;
  /** Where; for `jacobian` only. */
  readonly place?: Place;
  /** What the rule gave. */
  readonly analytic?: number;
  /** What finite differences gave. */
  readonly numeric?: number;
  /** The relative error. */
  readonly error?: number;
  /** The step of the differences. */
  readonly step?: number;
}

/** A point at which there is no derivative. */
export interface Kink {
  /** Where. */
  readonly place: Place;
  /** The slope from the left; ±Infinity where it grows without bound. */
  readonly left: number;
  /** The slope from the right. */
  readonly right: number;
  /**
   * Where the function jumps, as the gradient of a function does at that one's kink: its limit from the left, its
   * value, its limit from the right. The slopes are then those of either side.
   */
  readonly jump: readonly [left: number, value: number, right: number] | null;
  /** What the rule gave: a convention. */
  readonly analytic: number;
  /** Whether the convention lies between the slopes, as a subgradient does. */
  readonly between: boolean;
}

/** The report of one check. */
export interface GradcheckReport {
  /** The answer, in a word. */
  readonly verdict: Verdict;
  /** Whether the verdict is `pass`. */
  readonly ok: boolean;
  /** What was checked. */
  readonly name: string;
  /** 1 for the gradient, 2 for the gradient of the gradient. */
  readonly order: 1 | 2;
  /** How many derivatives were compared. */
  readonly entries: number;
  /** The largest relative error among them. */
  readonly worstError: number;
  /** Up to which error a derivative passes. */
  readonly tolerance: number;
  /** What failed; none where nothing did. */
  readonly failures: readonly Failure[];
  /** The points without a derivative that were met. */
  readonly kinks: readonly Kink[];
  /**
   * The inputs of which a derivative is lost in rounding, or where the function is not finite: all that is known of it is
   * that it is less than some noise, and this is more than 2⁻¹⁰ of the largest derivative told, or of 1 if that is less.
   */
  readonly uninformative: readonly number[];
  /** All of it as text, with what to paste to see it again. */
  readonly message: string;
}

/** What the text needs beside the findings. */
export interface ReportContext {
  readonly seed: number | undefined;
  readonly path: string | undefined;
  /** What the check was given. */
  readonly inputs: readonly Tensor[];
  /** The options it was given that change what it finds. */
  readonly options: Readonly<Record<string, number | undefined>>;
  /** The shapes of what was differentiated; for order 2 the gradients drawn for the outputs come last. */
  readonly inputShapes: readonly (readonly number[])[];
  readonly outputShapes: readonly (readonly number[])[];
}

/** The index of an element from its place in row-major order. */
export function indexOf(place: number, shape: readonly number[]): readonly number[] {
  const strides = contiguousStrides(shape);
  return shape.map((size, dim) => Math.floor(place / (strides[dim] ?? 1)) % size);
}

/** At most this many findings are spelled out. */
const SHOWN = 3;

/** The text of a report. */
export function formatReport(report: Omit<GradcheckReport, 'message'>, context: ReportContext): string {
  const { name, order, verdict, entries, worstError, tolerance, failures, kinks, uninformative } = report;
  const check = order === 1 ? 'gradcheck' : 'gradgradcheck';
  const stream = [
    ...(context.seed === undefined ? [] : [`seed ${context.seed}`]),
    ...(context.path === undefined ? [] : [`path "${context.path}"`]),
  ];
  const lines = [`${check} of ${[name, ...stream].join(', ')}: ${verdict}`];
  if (verdict === 'pass') {
    lines.push(
      `  ${entries} derivatives, worst error ${worstError.toExponential(2)}, tolerance ${tolerance}`,
    );
    return lines.join('\n');
  }
  for (const failure of failures.slice(0, SHOWN)) lines.push(...formatFailure(failure, tolerance));
  if (failures.length > SHOWN) lines.push(`  … and ${failures.length - SHOWN} more`);
  for (const kink of kinks.slice(0, SHOWN)) lines.push(formatKink(kink));
  if (kinks.length > SHOWN) lines.push(`  … and ${kinks.length - SHOWN} more kinks`);
  for (const input of uninformative) {
    lines.push(
      `  input ${input}: the derivative cannot be told from rounding, or the function is not finite: ` +
        `a wrong rule would pass here too`,
    );
  }
  lines.push(
    `  shapes ${context.inputShapes.map(formatShape).join(', ')} → ` +
      context.outputShapes.map(formatShape).join(', '),
    `  again: ${check}(${[name, `[${context.inputs.map(literal).join(', ')}]`, ...given(context)].join(', ')})`,
  );
  return lines.join('\n');
}

function formatFailure({ law, place, analytic, numeric, error, step }: Failure, tolerance: number): string[] {
  if (place === undefined) return [`  broken law: ${law}`];
  return [
    `  broken law: ${law} at ${formatPlace(place)}`,
    `    analytic ${analytic}, numeric ${numeric}, error ${error?.toExponential(2)}, ` +
      `tolerance ${tolerance}, step ${step?.toExponential(2)}`,
  ];
}

function formatKink({ place, left, right, jump, analytic, between }: Kink): string {
  const what = jump === null ? 'kink' : 'jump';
  const values = jump === null ? '' : ` from ${jump[0]} to ${jump[2]}, value ${jump[1]};`;
  return (
    `  ${what} at ${formatPlace(place)}:${values} slope ${left} from the left, ${right} from the right; ` +
    `analytic ${analytic} ${between ? 'lies between' : 'does not lie between'}`
  );
}

function formatPlace({ input, index, output, outputIndex }: Place): string {
  return `input ${input} index ${formatShape(index)}, output ${output} index ${formatShape(outputIndex)}`;
}

/** The options as code, where there are any. */
function given({ options }: ReportContext): string[] {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? [] : [`{ ${entries.map(([key, value]) => `${key}: ${value}`).join(', ')} }`];
}

/** A tensor as code that makes it. */
function literal(x: Tensor): string {
  const text = JSON.stringify(x.toArray(), (_, value: unknown) =>
    typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
      ? `@${numberCode(value)}`
      : value,
  ).replaceAll(/"@([^"]*)"/g, '$1');
  const options = x.numel() === 0 ? `shape: [${x.shape.join(', ')}], ` : '';
  return `tensor(${x.numel() === 0 ? '[]' : text}, { ${options}dtype: '${x.dtype}' })`;
}

function numberCode(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
