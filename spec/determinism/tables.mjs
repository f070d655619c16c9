/**
 * What the runs say, for the terminal and for the docs.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { variants } from './variant.mjs';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** One digest for a group of them, whatever their order. */
function groupDigest(group) {
  const lines = Object.entries(group).map(([name, digest]) => `${name}\t${digest}\n`);
  return sha256(lines.sort().join(''));
}

/** One digest for everything. */
export function overall(digests) {
  const lines = Object.entries(digests).map(([name, group]) => `${name}\t${groupDigest(group)}\n`);
  return sha256(lines.sort().join(''));
}

/** A run, with what differs from the digests that are expected. */
export function compare(run, expected) {
  if (run.digests === undefined) return { ...run, status: 'failed', differing: [] };
  if (!run.wasm) {
    return { ...run, status: 'failed', error: 'WebAssembly is not as the variant says', differing: [] };
  }
  const groups = new Set([...Object.keys(expected), ...Object.keys(run.digests)]);
  const differing = [...groups].flatMap((group) => {
    const [a = {}, b = {}] = [expected[group], run.digests[group]];
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].filter((name) => a[name] !== b[name]).map((name) => `${group}/${name}`);
  });
  return { ...run, status: differing.length === 0 ? 'equal' : 'differs', differing };
}

/** The lines of one engine. */
export function comparison({ title, engine, version, missing, runs }) {
  const name = `${title}${version === '' ? '' : ` ${version}`} (${engine})`;
  if (missing !== undefined) return `missing: ${name}: ${missing}`;
  return runs
    .map(({ variant, status, differing, error, digests }) => {
      const what = { equal: overall(digests ?? {}).slice(0, 16), failed: error }[status] ?? list(differing);
      return `${status.padEnd(7)}  ${name}, ${variant.title}: ${what}`;
    })
    .join('\n');
}

const list = (names) => `${names.length} digests: ${names.join('; ')}`;

/** The digest of each group. */
export function table(digests) {
  const rows = Object.entries(digests).map(
    ([name, group]) =>
      `${name.padEnd(16)}${String(Object.keys(group).length).padStart(4)}  ${groupDigest(group)}`,
  );
  return [...rows, `${'all'.padEnd(20)}  ${overall(digests)}`].join('\n');
}

/** Whether the docs name the digest of every group. */
export function docsAgree(path, digests) {
  const text = readFileSync(path, 'utf8');
  return [...Object.values(digests).map(groupDigest), overall(digests)].every((digest) =>
    text.includes(digest),
  );
}

/** Rewrites the tables between the markers of the docs page. */
export async function writeDocs(path, digests, rows, engines) {
  const tables = {
    digests: digestTable(digests),
    engines: engineTable(rows, engines),
    math: mathTable(rows),
  };
  let text = readFileSync(path, 'utf8');
  for (const [name, rowsOfTable] of Object.entries(tables)) {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [before, after] = [text.indexOf(begin), text.indexOf(end)];
    if (before < 0 || after < before) throw new Error(`${path} has no ${begin} … ${end}`);
    const body = rowsOfTable.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
    text = `${text.slice(0, before + begin.length)}\n\n${body}\n${text.slice(after)}`;
  }
  const config = await prettier.resolveConfig(path);
  writeFileSync(path, await prettier.format(text, { ...config, filepath: path }));
  console.log(`Wrote the tables of ${path}`);
}

const code = (text) => `\`${text}\``;

function digestTable(digests) {
  return [
    ['group', 'digests', 'SHA-256'],
    ['---', '--:', '---'],
    ...Object.entries(digests).map(([name, group]) => [
      name,
      Object.keys(group).length,
      code(groupDigest(group)),
    ]),
    ['**all**', Object.values(digests).flatMap(Object.keys).length, code(overall(digests))],
  ];
}

function engineTable(rows, engines) {
  const cell = ({ status, digests, differing }) =>
    ({ equal: code(overall(digests ?? {}).slice(0, 12)), failed: '**failed**' })[status] ??
    `**differs** in ${differing.length}`;
  return [
    ['engine', 'version', ...variants.map(({ title }) => title)],
    ['---', '---', ...variants.map(() => '---')],
    ...Object.entries(engines)
      .filter(([name]) => name !== 'node')
      .map(([name, { title, engine }]) => {
        const row = rows.find((one) => one.name === name);
        const said = row === undefined ? 'not run' : row.missing === undefined ? row.version : 'missing';
        const cells = row?.runs.length > 0 ? row.runs.map(cell) : variants.map(() => '');
        return [title.includes(engine) ? title : `${title} (${engine})`, said, ...cells];
      }),
  ];
}

/** How many results of the engines' own functions differ from those of the first engine. */
function mathTable(rows) {
  const measured = rows
    .filter(({ name }) => name !== 'node')
    .flatMap(({ title, version, runs }) => {
      const math = runs.find((run) => run.math)?.math;
      return math === undefined ? [] : [{ title: `${title} (${version})`, math }];
    });
  const [reference, ...others] = measured;
  if (reference === undefined) return [['no engine was measured'], ['---']];
  const functions = Object.keys(reference.math);
  const differences = functions.map((name) =>
    others.map(({ math }) =>
      math[name] === undefined
        ? undefined
        : math[name].filter((bits, i) => bits !== reference.math[name][i]).length,
    ),
  );
  const shown = functions.map((_, i) => i).filter((i) => differences[i].some((count) => count !== 0));
  return [
    [`of ${reference.math[functions[0]].length}`, ...others.map(({ title }) => title)],
    ['---', ...others.map(() => '--:')],
    ...shown.map((i) => [code(`Math.${functions[i]}`), ...differences[i].map((count) => count ?? '–')]),
  ];
}
