/** PyTorch, as Debian packages it, on one thread. Its tasks are in pytorch.py. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const title = 'PyTorch';
export const color = '#3a75c4';
export const note = "Debian's python3-torch, on one thread";
export const command = ['/usr/bin/python3', fileURLToPath(new URL('pytorch.py', import.meta.url))];

export function version() {
  const [python, script] = command;
  return execFileSync(python, [script, 'version'], { encoding: 'utf8', stdio: 'pipe' }).trim();
}
