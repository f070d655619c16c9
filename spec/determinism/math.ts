/**
 * What the engine's own `Math` gives: nothing the library uses, but the reason why it does not.
 */

const POINTS = 4000;

/** Results of every function of the engine's `Math`, as the hexadecimal digits of their bits. */
export function mathResults(): Readonly<Record<string, readonly string[]>> {
  const names = Object.getOwnPropertyNames(Math).sort();
  const rows = names.flatMap((name) => {
    const value: unknown = (Math as unknown as Record<string, unknown>)[name];
    // `random` has no argument, and `sumPrecise` takes a list.
    if (typeof value !== 'function' || name === 'random' || name === 'sumPrecise') return [];
    const f = value as (x: number, y: number) => number;
    const points = pointsFor(name);
    return [[name, points.map(([x, y]) => hexOf(f.length === 1 ? f(x, NaN) : f(x, y)))] as const];
  });
  return Object.fromEntries(rows);
}

/** The same points in every engine, spread over the domain of most functions. */
function pointsFor(name: string): readonly (readonly [x: number, y: number])[] {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const unit = ['acos', 'asin', 'atanh'].includes(name);
  const shift = name === 'acosh' ? 1 : 0;
  const positive = name.startsWith('log') || name === 'pow' || name === 'acosh';
  return Array.from({ length: POINTS }, () => {
    const size = unit ? 1 : 20;
    const x = positive ? next() * size + shift : (next() * 2 - 1) * size;
    return [x, (next() * 2 - 1) * 20] as const;
  });
}

const buffer = new DataView(new ArrayBuffer(8));

function hexOf(x: number): string {
  if (Number.isNaN(x)) return 'NaN';
  buffer.setFloat64(0, x);
  return buffer.getBigUint64(0).toString(16);
}
