/**
 * A tensor as PyTorch prints it: four decimals, columns aligned, scientific notation where the range asks for
 * it, and only the edges of a large one.
 *
 * @module
 */
import { contiguousStrides, sizeOf } from '../kernels/layout.js';
import type { Data, Dtype, Shape } from '../kernels/types.js';

const PRECISION = 4;
const LINE_WIDTH = 80;
/** Above this many elements only the edges are shown… */
const THRESHOLD = 1000;
/** …which are this many at each end of each dim. */
const EDGE = 3;

/**
 * The text of a tensor.
 *
 * @param name - what stands before the bracket: `tensor` or `variable`
 * @param data - the elements, row-major
 * @param notes - further notes behind the elements, as `requiresGrad=true`
 */
export function formatTensor(
  name: string,
  shape: Shape,
  dtype: Dtype,
  data: Data,
  notes: readonly string[] = [],
): string {
  const indent = name.length + 1;
  const suffixes = [
    ...(data.length === 0 && shape.length !== 1 ? [`size=[${shape.join(', ')}]`] : []),
    ...(dtype === 'float32' || (dtype === 'bool' && data.length > 0) ? [] : [`dtype=${dtype}`]),
    ...notes,
  ];
  const body =
    data.length === 0 ? '[]' : layOut(shape, data, indent, formatterFor(dtype, shown(shape, data)));
  let text = `${name}(${body}`;
  for (const suffix of suffixes) {
    const lastLine = text.length - (text.lastIndexOf('\n') + 1);
    text += lastLine + suffix.length + 3 > LINE_WIDTH ? `,\n${' '.repeat(indent)}${suffix}` : `, ${suffix}`;
  }
  return `${text})`;
}

/** The indices of a dim that are shown; `undefined` stands for the dots. */
function shownIndices(length: number, summarize: boolean): readonly (number | undefined)[] {
  const all = Array.from({ length }, (_, i) => i);
  return summarize && length > 2 * EDGE ? [...all.slice(0, EDGE), undefined, ...all.slice(-EDGE)] : all;
}

/** The elements that are shown, which decide on the notation. */
function shown(shape: Shape, data: Data): readonly number[] {
  if (data.length <= THRESHOLD) return Array.from(data);
  const strides = contiguousStrides(shape);
  const visit = (dim: number, at: number): number[] => {
    const length = shape[dim];
    if (length === undefined) return [data[at] ?? NaN];
    return shownIndices(length, true).flatMap((i) =>
      i === undefined ? [] : visit(dim + 1, at + i * (strides[dim] ?? 1)),
    );
  };
  return visit(0, 0);
}

/** How elements are written, each as wide as the widest. */
interface Formatter {
  readonly width: number;
  readonly format: (value: number) => string;
}

function layOut(shape: Shape, data: Data, indent: number, { width, format }: Formatter): string {
  const strides = contiguousStrides(shape);
  const summarize = sizeOf(shape) > THRESHOLD;
  const visit = (dim: number, at: number, margin: number): string => {
    const length = shape[dim];
    if (length === undefined) return format(data[at] ?? NaN);
    const below = shape.length - dim - 1;
    const dots = below > 0 ? '...' : ' ...';
    const parts = shownIndices(length, summarize).map((i) =>
      i === undefined ? dots : visit(dim + 1, at + i * (strides[dim] ?? 1), margin + 1),
    );
    if (below > 0) return `[${parts.join(`,${'\n'.repeat(below)}${' '.repeat(margin + 1)}`)}]`;
    const perLine = Math.max(1, Math.floor((LINE_WIDTH - margin) / (width + 2)));
    const lines: string[] = [];
    for (let i = 0; i < parts.length; i += perLine) lines.push(parts.slice(i, i + perLine).join(', '));
    return `[${lines.join(`,\n${' '.repeat(margin + 1)}`)}]`;
  };
  return visit(0, 0, indent);
}

/** One notation for all elements, wide enough for each. */
function formatterFor(dtype: Dtype, values: readonly number[]): Formatter {
  const write = notation(dtype, values);
  const finite = values.filter((value) =>
    dtype !== 'float32' && dtype !== 'float64' ? true : isNonzeroFinite(value),
  );
  const width = finite.reduce((widest, value) => Math.max(widest, write(value).length), 1);
  return { width, format: (value) => write(value).padStart(width) };
}

function isNonzeroFinite(value: number): boolean {
  return Number.isFinite(value) && value !== 0;
}

function notation(dtype: Dtype, values: readonly number[]): (value: number) => string {
  if (dtype === 'bool') return (value) => (value === 0 ? 'false' : 'true');
  if (dtype === 'int32') return (value) => value.toString();
  const sizes = values.filter(isNonzeroFinite).map(Math.abs);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  const smallest = sizes.reduce((a, b) => Math.min(a, b), Infinity);
  const whole = sizes.every(Number.isInteger);
  const wide = largest / smallest > 1000 || largest > 1e8 || (!whole && smallest < 1e-4);
  if (sizes.length > 0 && wide) return (value) => special(value) ?? scientific(value);
  if (whole) return (value) => special(value) ?? `${signed(value, 0)}.`;
  return (value) => special(value) ?? signed(value, PRECISION);
}

function special(value: number): string | undefined {
  if (Number.isNaN(value)) return 'nan';
  if (value === Infinity) return 'inf';
  return value === -Infinity ? '-inf' : undefined;
}

/** The most digits that `toFixed` and `toExponential` give: enough to tell a tie from what only looks like one. */
const ALL_DIGITS = 100;

/** Whether the digits after the first `digits` decimals are 5000…: JavaScript takes a tie up, C takes it to even. */
function isTie(decimals: string, digits: number): boolean {
  return /^50*$/.test(decimals.slice(digits));
}

/** Fixed notation as C prints it: a tie goes to the even digit, and −0 keeps its sign. */
function signed(value: number, digits: number): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  const [whole = '', decimals = ''] = size.toFixed(ALL_DIGITS).split('.');
  const cut = `${whole}.${decimals.slice(0, digits)}`;
  return `${sign}${isTie(decimals, digits) && isEven(cut) ? cut : size.toFixed(digits)}`;
}

function isEven(digits: string): boolean {
  return '02468'.includes(digits.slice(-1));
}

/** Scientific notation as C prints it: a tie goes to the even digit, and the exponent has at least two. */
function scientific(value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  const [exact = '', exponent = ''] = size.toExponential(ALL_DIGITS).split('e');
  const cut = exact.slice(0, PRECISION + 2);
  if (isTie(exact.slice(2), PRECISION) && isEven(cut)) return `${sign}${cut}e${twoDigits(exponent)}`;
  const [mantissa = '', rounded = ''] = size.toExponential(PRECISION).split('e');
  return `${sign}${mantissa}e${twoDigits(rounded)}`;
}

function twoDigits(exponent: string): string {
  return `${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`;
}
