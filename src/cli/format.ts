/**
 * How numbers are printed.
 *
 * @module
 */

/**
 * A number as Python's `'{:.4f}'` prints it: from its exact value, with ties to even, in plain digits however
 * large. (`toFixed` rounds ties up and takes an exponent from 1e21 on.)
 */
export function fixed4(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (!Number.isFinite(value)) return `${sign}inf`;
  const digits = tenThousandths(Math.abs(value)).toString().padStart(5, '0');
  return `${sign}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/** The integer nearest to 10 000 times a finite value that is not negative; of two, the even one. */
function tenThousandths(value: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const word = bits.getBigUint64(0);
  const biased = word >> 52n;
  const fraction = word & ((1n << 52n) - 1n);
  // value = mantissa · 2^exponent, exactly
  const mantissa = biased === 0n ? fraction : fraction | (1n << 52n);
  const exponent = (biased === 0n ? 1n : biased) - 1075n;
  const scaled = mantissa * 10_000n;
  if (exponent >= 0n) return scaled << exponent;
  const below = scaled >> -exponent;
  const twiceRest = (scaled - (below << -exponent)) << 1n;
  const unit = 1n << -exponent;
  const up = twiceRest > unit || (twiceRest === unit && (below & 1n) === 1n);
  return up ? below + 1n : below;
}

/** A loss as the tutorial prints it: `"Epoch:{} , Loss:{:.4f}"`. */
export function epochLine(epoch: number, loss: number): string {
  return `Epoch:${epoch} , Loss:${fixed4(loss)}`;
}

/** A number in the shorter of its two notations: `0.5`, `1e-6`. */
export function short(value: number): string {
  const [plain, exponential] = [String(value), value.toExponential()];
  return (exponential.length < plain.length ? exponential : plain).replace('e+', 'e');
}

/** A size of error: `1.2e-9`. */
export function magnitude(value: number): string {
  if (!Number.isFinite(value)) return fixed4(value);
  return value === 0 ? '0' : value.toExponential(1);
}

/** The least of any number of numbers: `Math.min(...values)` overflows the stack from some 100 000 on. */
export function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

/** JSON on one line. It has no NaN and no infinities: they become the strings that `Number` reads back. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'number' && !Number.isFinite(part) ? String(part) : part,
  );
}

/** The text as one line of visible characters, whatever was in it. */
export function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    const escaped = JSON.stringify(character).slice(1, -1);
    return escaped === character ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : escaped;
  });
}
