/**
 * Plants mutants in src/autograd and sees whether the specs kill them.
 *
 *   npm run mutate                                 every file
 *   npm run mutate -- --only rules/powers,walk     some files or folders of src/autograd
 *   npm run mutate -- --concurrency 2              so many mutants at a time
 *   npm run mutate -- --report                     nothing: the page again, with what is listed now
 *
 * suites.json says by which specs the files of a folder are tried, the fastest first, since the first test that fails ends
 * a trial. Fails where a mutant survives that equivalent.json does not list, or where a listed one does not.
 * Writes docs/mutation.md of all results that there are of the files as they are now.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { describeAll, judge, page, print } from './report.mjs';

const here = import.meta.dirname;
const sources = 'src/autograd';
process.chdir(resolve(here, '../..'));

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    concurrency: { type: 'string', default: '1' },
    report: { type: 'boolean' },
  },
});
const concurrency = Number(options.concurrency);
if (!Number.isInteger(concurrency) || concurrency < 1) {
  refuse(`--concurrency is ${options.concurrency}; accepted is a whole number from 1 on.`);
}

const suites = Object.entries(readJson(join(here, 'suites.json'))).map(([suite, { folders }]) => ({
  suite,
  files: folders.flatMap(filesIn),
}));
const all = suites.flatMap(({ files }) => files);
const asked = options.only?.split(',');
for (const name of asked ?? []) {
  if (!all.some((file) => isIn(name, file))) refuse(`There is no ${join(sources, name)}.`);
}
const chosen = all.filter((file) => asked === undefined || asked.some((name) => isIn(name, file)));

install();
const { Stryker } = await import('@stryker-mutator/core');
const { version } = readJson(join(here, 'node_modules/@stryker-mutator/core/package.json'));

// The copy of the repository in which the mutants are; gone when this process is, however it ends.
const sandbox = `node_modules/.cache/gradus-mutation/sandbox-${process.pid}`;
process.on('exit', () => rmSync(sandbox, { recursive: true, force: true }));

/** What became of the mutants of each file, with the digest of the file. */
const cache = 'node_modules/.cache/gradus-mutation/results.json';
const cached = () => (existsSync(cache) ? readJson(cache) : {});

const read = (file) => readFileSync(join(sources, file), 'utf8');
const digestOf = (text) => createHash('sha256').update(text).digest('hex');

for (const { suite, files } of options.report ? [] : suites) {
  // As they are when the run starts: somebody may go on working.
  const texts = new Map(files.map((file) => [file, read(file)]));
  const mutate = files.filter((file) => chosen.includes(file)).map((file) => join(sources, file));
  if (mutate.length === 0) continue;
  const mutants = await new Stryker({
    mutate,
    plugins: [join(here, 'runner.mjs')],
    testRunner: 'bundle',
    buildCommand: `node spec/mutation/bundle.mjs ${suite}`,
    coverageAnalysis: 'perTest',
    concurrency,
    reporters: ['survivors', process.stderr.isTTY ? 'progress' : 'progress-append-only'],
    tempDirName: sandbox,
    // The specs need neither the pages nor the benchmark.
    ignorePatterns: ['docs/api', 'dist', 'spec/bench', 'spec/mutation/node_modules'],
    timeoutMS: 60_000,
    warnings: { slow: false },
  }).runMutationTest();
  const described = describeAll(mutants, texts, (path) => relative(resolve(sources), resolve(path)));
  const results = cached(); // another run may have written meanwhile
  for (const path of mutate) {
    const file = relative(sources, path);
    results[file] = {
      digest: digestOf(texts.get(file)),
      mutants: described.filter((mutant) => mutant.file === file),
    };
  }
  mkdirSync(dirname(cache), { recursive: true });
  writeFileSync(cache, JSON.stringify(results));
}

const results = cached();
const listed = readJson(join(here, 'equivalent.json'));
const current = (file) => results[file]?.digest === digestOf(read(file));
const judged = judgeFiles(chosen.filter(current));
print(judged);
const path = 'docs/mutation.md';
const text = page(
  judgeFiles(all.filter(current)),
  all.filter((file) => !current(file)),
  version,
);
writeFileSync(path, await format(text, { ...(await resolveConfig(path)), parser: 'markdown' }));
process.exitCode = judged.unlisted.length + judged.stale.length > 0 ? 1 : 0;

function judgeFiles(files) {
  return judge(
    files.flatMap((file) => results[file].mutants),
    listed.filter(({ file }) => files.includes(file)),
  );
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function filesIn(folder) {
  return readdirSync(join(sources, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

/** Whether a file is the one of that name, or lies in the folder. */
function isIn(name, file) {
  return file === `${name}.ts` || file.startsWith(`${name}/`);
}

function refuse(message) {
  console.error(message);
  process.exit(2);
}

/** Installs Stryker, where that was not done since the lock file changed. */
function install() {
  const done = join(here, 'node_modules/.package-lock.json');
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(join(here, 'package-lock.json')).mtimeMs) return;
  execFileSync('npm', ['ci', '--prefix', here, '--no-audit', '--no-fund'], { stdio: ['ignore', 2, 2] });
}
