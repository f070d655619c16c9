/** The processes of the contestants, seen from the one that measures. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { clearTimeout, setTimeout } from 'node:timers';
import { fileURLToPath } from 'node:url';

const worker = fileURLToPath(new URL('worker.mjs', import.meta.url));

// One thread for everybody.
const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

function start(id, { command = [process.execPath, worker, id] }, ...more) {
  const [file, ...args] = command;
  const child = spawn(file, [...args, ...more], { env, stdio: 'pipe' });
  child.said = '';
  child.stderr.on('data', (chunk) => (child.said = (child.said + chunk).slice(-4000)));
  return child;
}

/** The line of an error's text that says what happened. */
function reason(text) {
  const lines = text.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => /^\w*Error\b|FATAL/.test(line)) ??
    lines.findLast(Boolean) ??
    'it ended'
  ).slice(0, 120);
}

/** A contestant that stays, and prepares and times one run after the other; started anew after it failed. */
export class Child {
  #id;
  #contestant;
  #child;

  constructor(id, contestant) {
    this.#id = id;
    this.#contestant = contestant;
  }

  /** Sends a command; the answer, or an error when the process ends first or is not done after `limit` ms. */
  ask(command, limit) {
    if (this.#child === undefined) {
      const child = start(this.#id, this.#contestant);
      child.lines = createInterface({ input: child.stdout });
      child.stdin.on('error', () => {
        // Its end is noticed below.
      });
      this.#child = child;
    }
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const settle = (outcome) => {
        clearTimeout(timer);
        child.lines.off('line', answered);
        child.off('close', ended);
        child.off('error', ended);
        if (outcome instanceof Error) this.stop().then(() => reject(outcome));
        else resolve(outcome);
      };
      const answered = (line) => settle(JSON.parse(line));
      const ended = (problem) => settle(problem instanceof Error ? problem : new Error(reason(child.said)));
      const timer = setTimeout(() => settle(new Error(`over ${limit / 1000} s`)), limit);
      child.lines.once('line', answered);
      child.once('close', ended);
      child.once('error', ended);
      child.stdin.write(`${JSON.stringify(command)}\n`);
    });
  }

  async stop() {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  }
}

/** Runs a contestant's program in a new process, from its start to its end: what it answers, and how long it took. */
export async function runProgram(id, contestant, mode, limit) {
  const began = performance.now();
  const child = start(id, contestant, mode);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  // Its output may still be on the way when it exits, but its time is over.
  const exited = once(child, 'exit').then(() => performance.now() - began);
  const [status] = await once(child, 'close');
  clearTimeout(timer);
  if (status === null) throw new Error(`over ${limit / 1000} s`);
  if (status !== 0) throw new Error(reason(child.said));
  return { wall: await exited, ...JSON.parse(output) };
}
