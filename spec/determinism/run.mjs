/**
 * Digests what the library computes, in every engine there is, and compares with the committed digests.
 *
 *   npm run determinism                        every engine; Node.js and Bun are installed from npm
 *   npm run determinism -- --engines node      only the Node.js that runs this
 *   npm run determinism -- --install           browsers too, from Debian; and the others anew
 *   npm run determinism -- --update            writes digests.json, from the Node.js that runs this, and the docs
 *   npm run determinism -- --docs              writes only the tables of docs/determinism.md
 *   npm run determinism -- --no-build          takes dist as it is
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'tsup';
import { runBrowser } from './browser.mjs';
import { engines, versionOf } from './engines.mjs';
import { runProcess } from './process.mjs';
import { compare, comparison, docsAgree, overall, table, writeDocs } from './tables.mjs';
import { variants } from './variant.mjs';

const root = resolve(import.meta.dirname, '../..');
const committed = join(root, 'spec/determinism/digests.json');
const docs = join(root, 'docs/determinism.md');
const cache = join(root, 'node_modules/.cache/gradus-engines');

const { values: options } = parseArgs({
  options: {
    engines: { type: 'string', default: Object.keys(engines).join() },
    install: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
  },
});
const wanted = options.engines.split(',');
const unknown = wanted.filter((name) => !(name in engines));
if (unknown.length > 0) {
  console.error(
    `No engine is called ${unknown.join(', ')}; accepted are ${Object.keys(engines).join(', ')}.`,
  );
  process.exit(2);
}
// The Node.js that runs this always runs: it is the one that says what the digests are.
const names = ['node', ...wanted.filter((name) => name !== 'node')];

/** Runs every variant in one engine; a run that fails has an error in place of a report. */
async function runEngine(name, context) {
  const { title, engine, kind, find } = engines[name];
  const row = { name, title, engine, version: '', missing: undefined, runs: [] };
  let path;
  try {
    path = find(cache, options);
    row.version = versionOf(path);
  } catch (error) {
    return { ...row, missing: error.message };
  }
  const failed = (variant, error) => ({ variant, error: error.stderr || error.message });
  if (kind === 'process') {
    row.runs = await inParallel(variants, async (variant) => {
      try {
        return { variant, ...(await runProcess(path, variant, context)) };
      } catch (error) {
        return failed(variant, error);
      }
    });
  } else {
    try {
      const reports = await runBrowser(kind, path, variants, context);
      row.runs = reports.map((report, i) => ({ variant: variants[i], ...report }));
    } catch (error) {
      row.runs = variants.map((variant) => failed(variant, error));
    }
  }
  return row;
}

/** As many at a time as the machine has processors. */
async function inParallel(items, work) {
  const results = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [i, item] of queue) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), items.length) }, worker));
  return results;
}

const scratch = mkdtempSync(join(tmpdir(), 'gradus-determinism-'));
try {
  if (!options['no-build']) {
    console.log('npm run build');
    execFileSync('npm', ['run', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  // What the package does not export is bundled from the sources, whole, with the harness.
  await build({
    config: false,
    silent: true,
    entry: { harness: join(root, 'spec/determinism/harness.ts') },
    outDir: join(scratch, 'harness'),
    format: ['esm', 'cjs'],
    outExtension: ({ format }) => ({ js: format === 'esm' ? '.mjs' : '.cjs' }),
    target: 'es2022',
    platform: 'neutral',
    noExternal: [/./],
  });
  const files = {
    esm: { library: join(root, 'dist/index.js'), harness: join(scratch, 'harness/harness.mjs') },
    cjs: { library: join(root, 'dist/index.cjs'), harness: join(scratch, 'harness/harness.cjs') },
  };
  const context = { root, files, scratch, math: options.docs || options.update };

  let expected = options.update ? undefined : JSON.parse(readFileSync(committed, 'utf8'));
  const rows = [];
  for (const name of names) {
    const row = await runEngine(name, context);
    const [first] = row.runs;
    // With --update the Node.js that runs this says what is right, and its other variants must agree.
    if (expected === undefined) expected = first?.digests;
    if (expected === undefined) throw new Error(`Node.js gave no digests: ${first?.error}`);
    rows.push({ ...row, runs: row.runs.map((run) => compare(run, expected)) });
    console.log(comparison(rows.at(-1)));
  }

  const runs = rows.flatMap((row) => row.runs);
  const count = (status) => runs.filter((run) => run.status === status).length;
  const missing = rows.filter((row) => row.missing !== undefined);
  console.log(`\n${table(expected)}\n`);
  console.log(
    `${count('equal')} runs equal, ${count('differs')} differ, ${count('failed')} failed; ` +
      `${missing.length} of ${rows.length} engines missing${missing.map(({ name }) => ` ${name}`).join()}`,
  );
  const idle = rows.flatMap(({ name, runs: ran }) =>
    ran
      .filter(({ variant, instantiated }) => variant.wasm && instantiated === 0)
      .map(({ variant }) => `${name} ${variant.title}`),
  );
  const all = idle.length === runs.filter(({ variant }) => variant.wasm).length;
  if (idle.length > 0)
    console.log(`The library used no WebAssembly in ${all ? 'any run' : idle.join('; ')}.`);
  const [own] = rows;
  const agreed = own.runs.every(({ status }) => status === 'equal');
  if (options.update && agreed) {
    writeFileSync(committed, `${JSON.stringify(expected, null, 2)}\n`);
    console.log(`Wrote ${committed}: ${overall(expected)}`);
  }
  if (options.docs || (options.update && agreed)) {
    await writeDocs(docs, expected, rows, engines);
  }
  if (!docsAgree(docs, expected)) {
    console.error(`${docs} tells other digests: npm run determinism -- --docs`);
    process.exitCode = 1;
  }
  if (own.missing !== undefined || count('differs') + count('failed') > 0) process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}
