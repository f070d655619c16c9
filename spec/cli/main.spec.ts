import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'tsup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// Inside node_modules, so that the executable finds its dependencies.
const cache = join(import.meta.dirname, '../../node_modules/.cache');
let folder: string;
let executable: string;

beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'gradus-cli-'));
  executable = join(folder, 'cli.js');
  await build({
    ...{ config: false, silent: true, format: 'esm', platform: 'neutral', target: 'es2022', outDir: folder },
    entry: { cli: 'src/cli/main.ts' },
    outExtension: () => ({ js: '.js' }),
    noExternal: [/^@stdlib\//, /^@noble\/hashes/],
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const gradus = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [executable, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
};

/** Starts a run that would take minutes, and waits for its first line. */
async function longRun() {
  const child = spawn(process.execPath, [executable, 'run', 'manual', '--epochs', '1000000']);
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

  it('ends at once on Ctrl-C, in the middle of training', async () => {
    const { child, ended, errors } = await longRun();
    const asked = performance.now();
    child.kill('SIGINT');
    // Ended by the signal itself, which a shell reports as 130.
    expect(await ended).toEqual([null, 'SIGINT']);
    expect(performance.now() - asked).toBeLessThan(2000);
    expect(errors()).toBe('');
  });
});
