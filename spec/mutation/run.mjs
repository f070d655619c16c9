/**
 * Plants mutants in src/autograd and sees whether the specs kill them.
 *
 *   npm run mutate                                 everything, and writes docs/mutation.md
 *   npm run mutate -- --only rules/powers,walk     some files or folders of src/autograd, and only prints
 *   npm run mutate -- --concurrency 2              so many mutants at a time
 *
 * Fails where a mutant survives that equivalent.json does not list, or where a listed one does not.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { judge, page, print } from './report.mjs';
import { suites } from './suites.mjs';

const here = import.meta.dirname;
const sources = 'src/autograd';
process.chdir(resolve(here, '../..'));

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, concurrency: { type: 'string', default: '1' } },
});
const concurrency = Number(options.concurrency);
if (!Number.isInteger(concurrency) || concurrency < 1) {
  refuse(`--concurrency is ${options.concurrency}; accepted is a whole number from 1 on.`);
}

const asked = options.only?.split(',').map((name) => join(sources, name));
const chosen = Object.entries(suites)
  .map(([suite, { folders }]) => ({ suite, files: folders.flatMap(filesIn).filter(isAsked) }))
  .filter(({ files }) => files.length > 0);
for (const path of asked ?? []) {
  if (chosen.every(({ files }) => !files.some((file) => isIn(path, file)))) refuse(`There is no ${path}.`);
}

install();
const { Stryker } = await import('@stryker-mutator/core');
const { version } = JSON.parse(
  readFileSync(join(here, 'node_modules/@stryker-mutator/core/package.json'), 'utf8'),
);

// The copy of the repository in which the mutants are; gone when this process is, however it ends.
const sandbox = `node_modules/.cache/gradus-mutation-${process.pid}`;
process.on('exit', () => rmSync(sandbox, { recursive: true, force: true }));

const mutants = [];
for (const { suite, files } of chosen) {
  const results = await new Stryker({
    mutate: files,
    plugins: [join(here, 'runner.mjs')],
    testRunner: 'bundle',
    buildCommand: `node spec/mutation/bundle.mjs ${suite}`,
    coverageAnalysis: 'perTest',
    concurrency,
    reporters: [process.stderr.isTTY ? 'progress' : 'progress-append-only'],
    tempDirName: sandbox,
    // The specs need neither the pages nor the benchmark.
    ignorePatterns: ['docs/api', 'dist', 'spec/bench', 'spec/mutation/node_modules'],
    timeoutMS: 20_000,
    warnings: { slow: false },
  }).runMutationTest();
  mutants.push(...results);
}

const listed = JSON.parse(readFileSync(join(here, 'equivalent.json'), 'utf8')).filter(
  ({ file }) => asked === undefined || asked.some((path) => isIn(path, join(sources, file))),
);
const judged = judge(mutants, listed, sources);
print(judged);
if (asked === undefined) {
  const path = 'docs/mutation.md';
  writeFileSync(
    path,
    await format(page(judged, version), { ...(await resolveConfig(path)), parser: 'markdown' }),
  );
}
process.exitCode = judged.unlisted.length + judged.stale.length > 0 ? 1 : 0;

function filesIn(folder) {
  return readdirSync(join(sources, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(sources, folder, name));
}

/** Whether a file is one, without its ending, or lies in a folder. */
function isIn(path, file) {
  return file === `${path}.ts` || file.startsWith(`${path}/`);
}

function isAsked(file) {
  return asked === undefined || asked.some((path) => isIn(path, file));
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
