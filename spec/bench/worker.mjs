/**
 * A contestant in a process of its own.
 *
 *   node worker.mjs <contestant>          serves the commands that come, one JSON a line, on its input:
 *                                         { task, params } prepares a run; { calls, atLeast } times it
 *   node worker.mjs <contestant> job      runs the tutorial's job once
 *   node worker.mjs <contestant> import   says how long its packages take to import
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';

const [, , id, mode = 'serve'] = process.argv;
const contestant = await import(`./contestants/${id}.mjs`);

// A line on the output is an answer, so what a library prints goes elsewhere.
const answer = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
console.log = console.info = console.warn = console.error;

if (mode === 'import') {
  const start = performance.now();
  for (const name of contestant.packages) await import(name);
  answer({ ms: performance.now() - start, peak: peak() });
} else if (mode === 'job') {
  const { job } = await contestant.load();
  answer({ last: await job({ epochs: 20 })(), peak: peak() });
} else {
  await serve();
}

async function serve() {
  const tasks = await contestant.load();
  let run;
  for await (const line of createInterface({ input: process.stdin })) {
    const { task, params, calls, atLeast } = JSON.parse(line);
    if (task === undefined) {
      answer({ ...(await timed(run, calls, atLeast)), peak: peak() });
    } else {
      run = tasks[task]?.(params);
      answer({ offered: run !== undefined, work: run?.work });
    }
  }
}

/** Calls `run` so often, and then as long as `atLeast` milliseconds have not passed. */
async function timed(run, calls, atLeast) {
  const start = performance.now();
  let done = 0;
  let ms = 0;
  while (done < calls || ms < atLeast) {
    const result = run();
    if (result instanceof Promise) await result;
    done++;
    if (done >= calls) ms = performance.now() - start;
  }
  return { calls: done, ms };
}

/** The most memory this process ever held, in bytes. Linux's `maxRSS` would count the parent's at the fork. */
function peak() {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}
