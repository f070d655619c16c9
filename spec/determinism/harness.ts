/**
 * What runs in each engine: plain JavaScript once it is compiled, without anything of Node.js or of a browser.
 */
import type { Digests, Library } from './library.js';
import { creationDigests, operationDigests, specialDigests } from './operations.js';
import { printingDigests, programDigests } from './programs.js';
import { ruleDigests } from './rules.js';
import { distributionDigests, generatorDigests } from './streams.js';

export { mathResults } from './math.js';

/** What is digested, in groups. */
export const groups = {
  programs: programDigests,
  rules: ruleDigests,
  operations: operationDigests,
  'special values': specialDigests,
  creation: creationDigests,
  distributions: distributionDigests,
  generator: generatorDigests,
  printing: printingDigests,
} satisfies Readonly<Record<string, (library: Library) => Digests>>;

/** The name of a group. */
export type GroupName = keyof typeof groups;

/** All digests of a library, by group. */
export function digests(library: Library): Record<GroupName, Digests> {
  const entries = Object.entries(groups).map(([name, make]) => [name, make(library)] as const);
  return Object.fromEntries(entries) as Record<GroupName, Digests>;
}
