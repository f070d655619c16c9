import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'tsup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from '../../tsup.cli.config.js';

// Inside node_modules, so that the executable finds its dependencies.
const cache = join(import.meta.dirname, '../../node_modules/.cache');
let folder: string;
let executable: string;

beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'gradus-cli-'));
  executable = join(folder, 'cli.js');
  for (const options of commandLine) {
    const outExtension = () => ({ js: options.format === 'esm' ? '.js' : '.cjs' });
    await build({ ...options, config: false, silent: true, outDir: folder, outExtension });
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const gradus = (...args: readonly string[]) => gradusOn('', ...args);

/** The same, given a text on stdin. */
const gradusOn = (input: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [executable, ...args], {
    ...{ encoding: 'utf8', input },
  });
  return { status, stdout, stderr };
};

/** Starts a run that would take minutes, and waits for its first line. */
async function longRun(...more: readonly string[]) {
  const child = spawn(process.execPath, [executable, 'run', 'manual', '--epochs', '1000000', ...more]);
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, ended, first: first.toString(), errors: () => errors };
}

describe('the executable', () => {
  it('starts with the line that makes it executable', () => {
    expect(readFileSync(executable, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
  });

  it("prints the tutorial's first loss", () => {
    expect(gradus('run', 'manual', '--epochs', '1')).toEqual({
      ...{ status: 0, stdout: 'Epoch:0 , Loss:48420312.0000\n', stderr: '' },
    });
  });

  it('checks a rule by the real ledger', () => {
    const { status, stdout, stderr } = gradus('check', 'add', '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ seed: 0, rules: [{ name: 'add', orders: [1, 2], ok: true }] });
  });

  it('draws the comparison, with the chart as it is bundled', () => {
    const { status, stdout, stderr } = gradus('compare', '--epochs', '3');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('published parts from autograd at epoch 1');
    expect(stdout).toMatch(/Loss by epoch[^]*┤[^]*epoch/);
  });

  it('draws loss curves with what is bundled, and graphs', () => {
    const files = [join(folder, 'loss.svg'), join(folder, 'graph.svg')] as const;
    expect(gradus('run', 'manual', '--epochs', '2', '--plot', files[0])).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(gradus('graph', 'autograd', '--out', files[1])).toEqual({ status: 0, stdout: '', stderr: '' });
    for (const file of files) expect(readFileSync(file, 'utf8')).toMatch(/^<svg [^]*<\/svg>\n$/);
  });

  it('checks rules as it tells of them', () => {
    const { status, stdout, stderr } = gradus('check', 'mm', 'clamp');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^clamp\b|^mm\b/m);
  });

  it('replays from stdin what it printed', () => {
    const { stdout: record } = gradus('run', 'manual', '--epochs', '2', '--json');
    expect(gradusOn(record, 'replay', '-')).toEqual({ status: 0, stdout: 'identical\n', stderr: '' });
    expect(gradusOn(record.replace('48420312', '48420316'), 'replay', '-')).toEqual({
      ...{ status: 1, stderr: '' },
      stdout: 'different\nThe losses part at epoch 0: 48420316 in the record, 48420312 here.\n',
    });
    expect(gradusOn('', 'replay', '-')).toEqual({
      ...{ status: 2, stdout: '', stderr: 'gradus replay: the record on stdin is not JSON\n' },
    });
  });

  it('starts without what only other commands need', () => {
    // A chart and a progress bar that cannot be loaded stop nobody who asks for neither.
    const script = `
      const { _load } = require('node:module');
      require('node:module')._load = (name, ...rest) => {
        if (/simple-ascii-chart|cli-progress|viz|curves/.test(name)) throw new Error(name);
        return _load(name, ...rest);
      };
      process.argv = [process.execPath, 'gradus', ...JSON.parse(process.env.GRADUS_ARGUMENTS)];
      require(${JSON.stringify(join(folder, 'cli/main.cjs'))});`;
    const status = (...args: readonly string[]) => {
      const env = { ...process.env, GRADUS_ARGUMENTS: JSON.stringify(args) };
      return spawnSync(process.execPath, ['-e', script], { env }).status;
    };
    expect(status('run', 'manual', '--epochs', '1')).toBe(0);
    expect(status('help', 'replay')).toBe(0);
    expect(status('explain', 'autograd')).toBe(0);
    expect(status('graph', 'autograd')).toBe(0);
    expect(status('compare', '--epochs', '1')).toBe(1);
    expect(status('graph', 'autograd', '--format', 'svg')).toBe(1);
    expect(status('run', 'manual', '--epochs', '1', '--plot', join(folder, 'never.svg'))).toBe(1);
    expect(readdirSync(folder)).not.toContain('never.svg');
  });

  it('leaves no file behind where the disk takes no more', () => {
    // A limit of the size of files does what a full disk does.
    const file = join(folder, 'record.json');
    const script = 'ulimit -f 0; exec "$@"';
    const limited = spawnSync(
      'sh',
      ['-c', script, 'sh', process.execPath, executable, 'run', 'manual', '--epochs', '1', '--out', file],
      { encoding: 'utf8' },
    );
    expect(limited.status).toBe(1);
    expect(limited.stderr).toMatch(/^gradus: cannot write [^\n]+EFBIG[^\n]+\n$/);
    expect(readdirSync(folder).filter((name) => /json|tmp/.test(name))).toEqual([]);
  });

  it('says what is wrong in one line, and exits 2', () => {
    expect(gradus('run', 'manual', '--seed', '-1')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'gradus run: --seed is -1; accepted is an integer from 0 to 4294967295\n',
    });
  });

  it('ends quietly when its reader does', async () => {
    const { child, ended, first, errors } = await longRun();
    child.stdout.destroy();
    expect(first).toMatch(/^Epoch:0 , /);
    expect(await ended).toEqual([141, null]);
    expect(errors()).toBe('');
  });

  it('ends at once on Ctrl-C, in the middle of training, and leaves no file', async () => {
    const { child, ended, errors } = await longRun('--plot', join(folder, 'half.svg'));
    const asked = performance.now();
    child.kill('SIGINT');
    // Ended by the signal itself, which a shell reports as 130.
    expect(await ended).toEqual([null, 'SIGINT']);
    expect(performance.now() - asked).toBeLessThan(2000);
    expect(errors()).toBe('');
    expect(readdirSync(folder).filter((name) => /half|tmp/.test(name))).toEqual([]);
  });
});
