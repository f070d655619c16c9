/** What the numbers were measured on, in words that identify no machine. */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

/** Above this load something else is running, and the numbers are not worth keeping. */
const QUIET = 0.5;

export function describeMachine() {
  return {
    cpu: cpus()[0].model.replace(/\s+/g, ' ').trim(),
    cores: availableParallelism(),
    memory: `${(totalmem() / 2 ** 30).toFixed(0)} GB`,
    os: `${distribution() ?? `${type()} ${release()}`}, ${process.arch}`,
    node: process.version.slice(1),
  };
}

function distribution() {
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/** The load average of the last minute. */
export const load = () => loadavg()[0];

/** A warning where the machine is busy, or undefined. `own` is the load that the benchmark itself makes. */
export function busyness(average, own = 0) {
  if (average - own <= QUIET) return undefined;
  return `the load average is ${average.toFixed(2)}: the machine is busy, and these numbers are noisy`;
}
