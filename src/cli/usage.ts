/**
 * What is said about a wrong argument: one line, with what came and what is accepted.
 *
 * @module
 */

/** A wrong command line; its message is the whole line to print. */
export class UsageError extends Error {}

/** Ends a command because of a value: `gradus run: --seed is 1.5; accepted is …`. */
export function refuse(command: string, what: string, value: string, accepted: string): never {
  throw new UsageError(`${command}: ${what} is ${quote(value)}; ${accepted}`);
}

/** The one of the accepted names that was given. */
export function pick<Name extends string>(
  command: string,
  what: string,
  value: string,
  names: readonly Name[],
): Name {
  const found = names.find((name) => name === value);
  return found ?? refuse(command, what, value, `accepted are ${names.join(', ')}${hint(value, names)}`);
}

/** A value as it was typed; quoted where its ends could not be seen, and cut where it is long. */
export function quote(value: string): string {
  const shown = value.length > 40 ? `${value.slice(0, 40)}…` : value;
  return /^[\x21-\x7e]+…?$/.test(shown) ? shown : JSON.stringify(shown);
}

/** `; did you mean …?`, where one of the names is near. */
export function hint(value: string, names: readonly string[]): string {
  const nearest = names
    .map((name) => ({ name, distance: distance(value.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance)[0];
  return nearest === undefined ? '' : `; did you mean ${nearest.name}?`;
}

/** The fewest insertions, deletions and substitutions that make one text the other (Levenshtein). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > b.length) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? Infinity;
}
