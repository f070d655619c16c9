/**
 * Follows the guide "A rule of your own, proven" as a newcomer would: in an empty folder, with the package as it is
 * packed, file by file and command by command, in the order of the page.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

const root = resolve(import.meta.dirname, '..');
const guide = readFileSync(join(root, 'docs/guides/en/your-own-rule.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'gradus-newcomer-'));
const started = performance.now();

/** Runs a command as a shell would, and shows what it printed only if it fails. */
function run(command, cwd) {
  const begun = performance.now();
  try {
    // The settings of npm that were handed down are of the repository, and not of a newcomer.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
    execFileSync('sh', ['-c', command], { cwd, env, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    throw new Error(`${command}\n${error.stdout}${error.stderr}`, { cause: error });
  }
  console.log(`try:guide: ${command} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
}

try {
  const clone = join(folder, 'gradus');
  mkdirSync(clone);
  run(`npm pack --pack-destination '${clone}'`, root);

  let cwd = folder;
  for (const [, language, code] of guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)) {
    const file = /^\/\/ (\S+)\n/.exec(code)?.[1];
    if (file !== undefined) writeFileSync(join(cwd, file), code);
    // What is typed in the clone has been done.
    if (language !== 'sh' || code.includes('npm pack')) continue;
    for (const command of code.trim().split('\n')) {
      const entered = /^cd (\S+)$/.exec(command)?.[1];
      if (entered === undefined) run(command, cwd);
      else cwd = join(cwd, entered);
    }
  }
  console.log(`try:guide: followed in ${((performance.now() - started) / 1000).toFixed(0)} s`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
