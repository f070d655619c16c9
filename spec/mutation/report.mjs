/**
 * What became of the mutants: against the list of those that change no behaviour, and as a page.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Killed, in one way or another: a test failed, or the code came to no end. */
const KILLED = ['Killed', 'Timeout', 'RuntimeError'];

/** Code on one line. */
const flat = (code) => code.replaceAll(/\s+/g, ' ').trim();

/** What a mutant is, whatever line it is on: one of the list has the same. */
const keyOf = ({ file, line, original, mutant }) => JSON.stringify([file, line, original, mutant]);

/** The code at a location, whose lines and columns count from 1. */
function textOf(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return flat(lines.join('\n'));
}

/** Stryker's results, in the words of the list: `texts` has the files as they were, by their names. */
export function describeAll(mutants, texts, nameOf) {
  return mutants.map(({ fileName, location, status, mutatorName, replacement }) => {
    const file = nameOf(fileName);
    const source = texts.get(file);
    return {
      file,
      at: location.start.line,
      mutator: mutatorName,
      line: source.split('\n')[location.start.line - 1].trim(),
      original: textOf(source, location),
      mutant: flat(replacement),
      status,
    };
  });
}

/**
 * Sorts mutants by what became of them.
 *
 * @param mutants - as {@link describeAll} gives them
 * @param listed - the entries of equivalent.json for the same files
 */
export function judge(mutants, listed) {
  const known = new Map(listed.map((entry) => [keyOf(entry), entry]));
  const lives = ({ status }) => !KILLED.includes(status);
  const survived = new Set(mutants.filter(lives).map(keyOf));
  const all = mutants.map((one) => (lives(one) ? { ...one, entry: known.get(keyOf(one)) } : one));
  return {
    all,
    listed,
    unlisted: all.filter((one) => lives(one) && one.entry === undefined),
    stale: listed.filter((entry) => !survived.has(keyOf(entry))),
  };
}

/** Says on the terminal what is not as listed. */
export function print({ all, unlisted, stale }) {
  for (const { file, at, status, mutator, line, original, mutant } of unlisted) {
    console.log(`${file}:${at} ${status === 'NoCoverage' ? 'reached by no test' : 'survived'}: ${mutator}`);
    console.log(`  ${JSON.stringify({ file, line, original, mutant })}`);
  }
  for (const { file, line, mutant } of stale) {
    console.log(`${file}: listed as equivalent, but none such survived: ${mutant} in ${line}`);
  }
  console.log(`${all.length} mutants, ${unlisted.length} unlisted survivors, ${stale.length} stale entries`);
}

const cells = (...values) => `| ${values.join(' | ')} |`;

const count = (mutants, test) => mutants.filter(test).length;

/** Within a cell of a table. */
const code = (text) => `\`${text.replaceAll('|', '\\|')}\``;

/** The page of docs: of the mutants of some files, and the names of those that were not tried. */
export function page({ all, listed, unlisted }, untried, version) {
  const files = [...new Set(all.map(({ file }) => file))].sort();
  const row = (name, mutants) =>
    cells(
      name,
      mutants.length,
      count(mutants, ({ status }) => status === 'Killed'),
      count(mutants, ({ status }) => status === 'Timeout'),
      count(mutants, ({ status }) => status === 'RuntimeError'),
      count(mutants, ({ entry }) => entry !== undefined),
      count(mutants, (mutant) => unlisted.includes(mutant)),
    );
  const link = (file) => `[\`${file}\`](../src/autograd/${file})`;
  return [
    readFileSync(join(import.meta.dirname, 'page.md'), 'utf8').replaceAll('VERSION', version),
    '## Every file',
    [
      cells('file', 'mutants', 'killed', 'timed out', 'not loadable', 'equivalent', 'unexplained'),
      cells(...Array(7).fill('---')),
      ...files.map((file) =>
        row(
          link(file),
          all.filter((mutant) => mutant.file === file),
        ),
      ),
      row('**all**', all),
    ].join('\n'),
    ...(untried.length === 0 ? [] : [`Not tried since they changed: ${untried.map(link).join(', ')}.`]),
    '## The equivalent ones',
    ...files.flatMap((file) => {
      const entries = listed.filter((entry) => entry.file === file);
      if (entries.length === 0) return [];
      return [
        `### ${link(file)}`,
        [
          cells('in the line', 'mutant', 'why it changes nothing'),
          cells('---', '---', '---'),
          ...entries.map(({ line, original, mutant, reason }) =>
            cells(code(line), `${code(original)} → ${code(mutant)}`, reason),
          ),
        ].join('\n'),
      ];
    }),
  ].join('\n\n');
}
