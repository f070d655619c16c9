/**
 * Measures gradus beside its peers, in one run.
 *
 *   npm run bench                       everything, on a quiet machine
 *   npm run bench -- --quick            a look, in a tenth of that: noisy
 *   npm run bench -- --only job,mm      some measurements
 *   npm run bench -- --against pytorch  some peers
 *   npm run bench -- --out folder       where results.json and chart.svg go
 *   npm run bench -- --docs             also writes docs/benchmark.md and docs/benchmark.svg
 *   npm run bench -- --no-build         takes dist as it is
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { draw } from './chart.mjs';
import { contestants as all } from './contestants/index.mjs';
import { busyness, describeMachine, load } from './machine.mjs';
import { measures } from './measures/index.mjs';
import { entrantsTable, summarise, tableOf, targetsOf, targetsTable } from './report.mjs';
import { plans } from './schedule.mjs';

const here = import.meta.dirname;
const root = resolve(here, '../..');

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(measures).join() },
    against: { type: 'string', default: Object.keys(all).join() },
    out: { type: 'string', default: join(root, 'node_modules/.cache/gradus-bench') },
    quick: { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
  },
});
const names = pick('measurement', options.only, measures);
const wanted = new Set(['gradus', ...pick('contestant', options.against, all)]);

function pick(kind, list, table) {
  const given = list.split(',');
  const unknown = given.filter((name) => !Object.hasOwn(table, name));
  if (unknown.length > 0) {
    console.error(`No ${kind} is called ${unknown.join(', ')}; there are ${Object.keys(table).join(', ')}.`);
    process.exit(2);
  }
  return given;
}

function run(command, args) {
  console.error(`${command} ${args.map((arg) => relative(root, arg) || arg).join(' ')}`);
  execFileSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Installs the peers, where that was not done since the lock file changed. */
function install() {
  const done = join(here, 'node_modules/.package-lock.json');
  const lock = join(here, 'package-lock.json');
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(lock).mtimeMs) return;
  try {
    run('npm', ['ci', '--prefix', here, '--no-audit', '--no-fund']);
  } catch (error) {
    console.error(`The peers could not be installed: ${error.message}`);
  }
}

install();
if (!options['no-build']) run('npm', ['run', 'build']);

const contestants = {};
const missing = [];
for (const id of Object.keys(all).filter((id) => wanted.has(id))) {
  try {
    contestants[id] = { ...all[id], versionText: all[id].version() };
  } catch (error) {
    missing.push({ title: all[id].title, reason: error.stderr?.trim() || 'not installed' });
  }
}

if (contestants.gradus === undefined) {
  console.error('There is no dist to measure; run this without --no-build.');
  process.exit(1);
}

const machine = describeMachine();
const loadAtStart = load();
const warnings = [busyness(loadAtStart)].filter(Boolean);
if (options.quick) warnings.push('a quick run: few and short repetitions, noisy numbers');
for (const warning of warnings) console.error(`warning: ${warning}`);

const progress = process.stderr.isTTY
  ? (text) => process.stderr.write(`\r\u001b[K${text}`)
  : (text) => console.error(text);
const context = { contestants, plan: options.quick ? plans.quick : plans.full, report: progress };
const results = {};
for (const name of names)
  results[name] = summarise(await measures[name].run(measures[name], context), measures[name]);
if (process.stderr.isTTY) progress('');

// The run itself keeps one core busy.
const loadAtEnd = load();
const busyAtEnd = busyness(loadAtEnd, 1);
if (busyAtEnd !== undefined && warnings.length === 0) warnings.push(`at the end, ${busyAtEnd}`);

const targets = names.flatMap((name) => targetsOf(measures[name], results[name]));
const captions = [
  `${machine.cpu}, ${machine.cores} cores, ${machine.memory}; ${machine.os}; Node.js ${machine.node}.`,
  `Medians. Load average ${loadAtStart.toFixed(2)} at the start, ${loadAtEnd.toFixed(2)} at the end.`,
];

const text = [
  captions.join(' '),
  ...warnings.map((warning) => `**Warning**: ${warning}.`),
  entrantsTable(contestants, missing),
  '### Targets',
  targetsTable(targets),
  ...names.flatMap((name) => [
    `### ${measures[name].title}`,
    measures[name].about,
    tableOf(measures[name], results[name], contestants),
  ]),
].join('\n\n');
console.log(`${text}\n`);

mkdirSync(options.out, { recursive: true });
const versions = Object.fromEntries(
  Object.entries(contestants).map(([id, { versionText }]) => [id, versionText]),
);
const record = {
  machine,
  loadAtStart,
  loadAtEnd,
  warnings,
  quick: options.quick,
  versions,
  missing,
  targets,
  results,
};
writeFileSync(join(options.out, 'results.json'), `${JSON.stringify(record, null, 2)}\n`);
let chart;
try {
  chart = await draw(results, measures, contestants, captions);
  writeFileSync(join(options.out, 'chart.svg'), chart);
} catch (error) {
  console.error(`No chart: ${error.message}`);
}
console.error(`results.json and chart.svg are in ${relative(process.cwd(), options.out) || '.'}`);

if (options.docs) {
  const { format, resolveConfig } = await import('prettier');
  const page = join(root, 'docs/benchmark.md');
  const [before, , after] = readFileSync(page, 'utf8').split(/<!-- \/?results -->/);
  const picture =
    chart && '![The results as dots and lines; the numbers are in the tables below.](benchmark.svg)';
  const filled = [
    before.trimEnd(),
    '<!-- results -->',
    picture,
    text,
    '<!-- /results -->',
    after.trimStart(),
  ];
  const source = filled.filter(Boolean).join('\n\n');
  writeFileSync(page, await format(source, { ...(await resolveConfig(page)), filepath: page }));
  if (chart) writeFileSync(join(root, 'docs/benchmark.svg'), chart);
}
