/**
 * The slope of a function of one number, from its values around a point.
 *
 * @module
 */

/** One derivative, measured. */
export interface Slope {
  /** The slope; NaN where the function is not finite. Where there is none it means nothing: see `kink`. */
  readonly value: number;
  /** The slope from the left; ±Infinity where it grows without bound as the point is approached. */
  readonly left: number;
  /** The slope from the right. */
  readonly right: number;
  /** Whether there is no derivative to compare with: the slopes differ, or the function jumps. */
  readonly kink: boolean;
  /** Where the function jumps: its limit from the left, its value, its limit from the right. */
  readonly jump: readonly [left: number, value: number, right: number] | null;
  /** The step used. */
  readonly step: number;
  /** How large an error rounding may have made. */
  readonly noise: number;
}

/** What a function gives around a point: at x − h, x − 2h, … and at x + h, x + 2h, … */
export interface Reading {
  readonly h: number;
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** Slopes that differ by less, relatively, are one: stencils of a smooth function agree better. */
const KINK = 1e-6;

/** How rounding shows in f at least: so many units in its last place. What is larger on the way there rounds more. */
const ROUNDING = 16 / 2 ** 52;

/** How far the scatter that is seen may fall short of what it is elsewhere. */
const SCATTER = 8;

/** A curvature that changes by this much within a step is no curvature. */
const BEND = 1 / 12;

/** The slope where the function is not finite. */
export const NOWHERE: Slope = {
  ...{ value: NaN, left: NaN, right: NaN, kink: false, jump: null, step: NaN, noise: NaN },
};

/**
 * The slope from two values on each side, by the five-point central stencil
 * (f(x − 2h) − 8f(x − h) + 8f(x + h) − f(x + 2h)) / 12h, whose error is h⁴f⁽⁵⁾/30; or `null` where the values do not
 * look like those of a smooth function, and deserve a closer look.
 *
 * @param least - the size of what the function rounds, at least, where terms cancel and leave a smaller value
 */
export function quickSlope(f0: number, reading: Reading, least: number): Slope | null {
  const { h } = reading;
  const [l1 = NaN, l2 = NaN] = reading.left;
  const [r1 = NaN, r2 = NaN] = reading.right;
  const value = central(reading);
  const left = (3 * f0 - 4 * l1 + l2) / (2 * h);
  const right = (4 * r1 - r2 - 3 * f0) / (2 * h);
  const size = Math.max(least, Math.abs(f0), Math.abs(l1), Math.abs(l2), Math.abs(r1), Math.abs(r2));
  const noise = (ROUNDING * size) / h;
  // One-sided slopes of a smooth function agree to h³, and both are off by h²f‴/3, where f‴ is no larger than f″/h.
  const bend = Math.max(Math.abs(f0 - 2 * l1 + l2), Math.abs(f0 - 2 * r1 + r2)) / h;
  const differ = Math.abs(right - left) > KINK * Math.max(Math.abs(left), Math.abs(right)) + noise;
  const bent =
    Math.abs(value - (left + right) / 2) > Math.max(BEND * bend, (KINK / 8) * Math.abs(value)) + noise;
  if (!Number.isFinite(f0) || !Number.isFinite(value) || differ || bent) return null;
  return { value, left, right, kink: false, jump: null, step: h, noise };
}

/** How much more of the values' rounding a one-sided stencil lets through: its weights add up to 128/12, not 18/12. */
const ONE_SIDED = 128 / 18;

/**
 * The slope from four values on each side at several widths, the widest first. What settles as the widths shrink is
 * right; a width that reaches over a kink nearby, or out of the domain, does not settle with the next.
 *
 * One-sided slopes come from stencils of order 4. Where they agree but the central stencil does not, since the
 * curvature jumps, their mean is the slope. Where the function itself jumps, they are taken from each side's own
 * values.
 *
 * @param least - as for {@link quickSlope}
 */
export function carefulSlope(f0: number, made: readonly Reading[], least: number): Slope {
  const readings = made.filter(({ left, right }) => [...left, ...right].every(Number.isFinite));
  if (!Number.isFinite(f0) || readings.length === 0) return NOWHERE;
  const rounding = Math.max(ROUNDING * largest(f0, readings, least), SCATTER * scatter(readings.slice(-2)));
  const both = settle(rounding, readings, central);
  const jump = jumpOf(f0, readings, rounding);
  const side = jump === null ? (values: readonly number[]) => oneSided([f0, ...values]) : ownSlope;
  const left = settle(ONE_SIDED * rounding, readings, (reading) => 0 - side(reading.left) / reading.h);
  const right = settle(ONE_SIDED * rounding, readings, (reading) => side(reading.right) / reading.h);
  const size = Math.max(Math.abs(left.value), Math.abs(right.value));
  const apart = Math.abs(left.value - right.value);
  // One where they differ by no more than they are known.
  const one = jump === null && size < Infinity && apart <= KINK * size + left.noise + right.noise;
  const mean = {
    ...{ value: (left.value + right.value) / 2, step: left.step },
    ...{ gap: Math.max(left.gap, right.gap), noise: Math.max(left.noise, right.noise) },
  };
  const candidates = one ? [both, mean, left, right] : [both];
  const best = candidates.reduce((found, candidate) => (candidate.gap < found.gap ? candidate : found));
  return {
    ...{ value: best.value, left: left.value, right: right.value, kink: !one, jump },
    ...{ step: best.step, noise: best.noise },
  };
}

function central({ h, left: [l1 = NaN, l2 = NaN], right: [r1 = NaN, r2 = NaN] }: Reading): number {
  return (l2 - r2 + 8 * (r1 - l1)) / (12 * h);
}

/** h·f′(0) from f(0), f(h), …, f(4h): the error is h⁵f⁽⁵⁾/5. */
function oneSided([f0 = NaN, f1 = NaN, f2 = NaN, f3 = NaN, f4 = NaN]: readonly number[]): number {
  return (-25 * f0 + 48 * f1 - 36 * f2 + 16 * f3 - 3 * f4) / 12;
}

/** h·f′(0) from f(h), …, f(4h) alone. */
function ownSlope([f1 = NaN, f2 = NaN, f3 = NaN, f4 = NaN]: readonly number[]): number {
  return (-26 * f1 + 57 * f2 - 42 * f3 + 11 * f4) / 6;
}

/** f(0) from f(h), …, f(4h). */
function limit([f1 = NaN, f2 = NaN, f3 = NaN, f4 = NaN]: readonly number[]): number {
  return 4 * f1 - 6 * f2 + 4 * f3 - f4;
}

/** The limits on both sides of a jump. They stay away from the value however close the values come. */
function jumpOf(f0: number, readings: readonly Reading[], rounding: number): Slope['jump'] {
  const closest = readings.at(-1);
  const before = readings.at(-2);
  if (closest === undefined || before === undefined) return null;
  const jumps = (side: 'left' | 'right'): boolean => {
    const gap = Math.abs(limit(closest[side]) - f0);
    return gap > Math.abs(limit(before[side]) - f0) / 2 && gap > 4 * rounding;
  };
  if (!jumps('left') && !jumps('right')) return null;
  return [limit(closest.left), f0, limit(closest.right)];
}

/** An estimate that was made at several widths. */
interface Settled {
  readonly value: number;
  /** How far two widths that follow each other are apart, at best. */
  readonly gap: number;
  readonly step: number;
  /** How far it may be off: by rounding, or since it does not settle. */
  readonly noise: number;
}

/** The estimate at the two widths that agree best; ±Infinity where it only grows. */
function settle(
  rounding: number,
  readings: readonly Reading[],
  estimate: (reading: Reading) => number,
): Settled {
  const made = readings.map((reading) => {
    return { value: estimate(reading), step: reading.h, noise: rounding / reading.h };
  });
  const last = made.at(-1) ?? { value: NaN, step: NaN, noise: NaN };
  let best: Settled = { ...last, gap: Infinity };
  made.forEach((wide, k) => {
    const close = made[k + 1];
    const gap = Math.abs(wide.value - (close?.value ?? NaN));
    if (close === undefined || gap >= best.gap) return;
    // Apart by no more than rounding: then the wider has the less of it.
    best = gap <= close.noise ? { ...wide, gap } : { ...close, gap, noise: gap };
  });
  // A power of h below 0 grows by one factor from width to width, as 1/√h by 4. What is left of rounding does so by
  // any, or like 1/h itself, by 16.
  const factors = made.slice(1).map(({ value }, k) => value / (made[k]?.value ?? NaN));
  const steady = factors.every((factor) => Math.abs(factor / (factors[0] ?? NaN) - 1) < 0.1);
  const grows = factors.length > 1 && steady && factors.every((factor) => factor > 2 && factor < 12);
  return grows ? { ...best, value: Math.sign(last.value) * Infinity } : best;
}

/** The largest value around a point. */
function largest(f0: number, readings: readonly Reading[], least: number): number {
  let most = Math.max(least, Math.abs(f0));
  for (const { left, right } of readings) {
    for (const f of left) most = Math.max(most, Math.abs(f));
    for (const f of right) most = Math.max(most, Math.abs(f));
  }
  return most;
}

/** How much values scatter about a parabola, by their third differences: so close by, nothing but rounding does that. */
function scatter(readings: readonly Reading[]): number {
  const seen = readings.flatMap(({ left, right }) => [left, right]);
  return seen.reduce((most, [f1 = 0, f2 = 0, f3 = 0, f4 = 0]) => {
    return Math.max(most, Math.abs(f4 - 3 * f3 + 3 * f2 - f1) / Math.sqrt(20));
  }, 0);
}
