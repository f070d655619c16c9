/**
 * The list of mutants that change no behaviour is of this code, and docs/mutation.md is made with it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Entry {
  readonly file: string;
  readonly line: string;
  readonly original: string;
  readonly mutant: string;
  readonly reason: string;
}

const listed = JSON.parse(
  readFileSync(new URL('equivalent.json', import.meta.url), 'utf8'),
) as readonly Entry[];

const suites = JSON.parse(readFileSync(new URL('suites.json', import.meta.url), 'utf8')) as Record<
  string,
  { readonly folders: readonly string[]; readonly specs: readonly string[] }
>;

const sources = new URL('../../src/autograd/', import.meta.url);
const page = readFileSync(new URL('../../docs/mutation.md', import.meta.url), 'utf8');

describe('the list of equivalent mutants', () => {
  test.each(listed)('$file: $line', ({ file, line, original, mutant, reason }) => {
    const lines = readFileSync(new URL(file, sources), 'utf8')
      .split('\n')
      .map((one) => one.trim());
    expect(lines, 'run npm run mutate').toContain(line);
    expect(mutant).not.toBe(original);
    expect(reason.length).toBeGreaterThan(20);
    expect(page).toContain(file);
  });
});

test('every file of src/autograd is mutated', () => {
  const folders = Object.values(suites).flatMap((suite) => suite.folders);
  const found = readdirSync(sources, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect([...folders].sort()).toEqual(['.', ...found.map(({ name }) => name)].sort());
  for (const { specs } of Object.values(suites)) {
    for (const spec of specs)
      expect(existsSync(new URL(`../${spec}.spec.ts`, import.meta.url)), spec).toBe(true);
  }
});

test('docs/mutation.md has no file that changed since, and no mutant that survives without a reason', () => {
  const [total] = /^\| \*\*all\*\* .*$/m.exec(page) ?? [''];
  const counts = total
    .split('|')
    .slice(2, -1)
    .map((cell) => Number(cell));
  const [mutants = 0, killed = 0, timedOut = 0, notLoadable = 0, equivalent = 0, unexplained = -1] = counts;
  expect(unexplained).toBe(0);
  expect(equivalent).toBe(listed.length);
  expect(killed + timedOut + notLoadable + equivalent).toBe(mutants);
  expect(page).not.toContain('Not tried since');
});
