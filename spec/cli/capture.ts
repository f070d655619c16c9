import type { LedgerRow } from '../../src/verify/ledger.js';
import type { Ledger } from '../../src/cli/check.js';
import type { Output } from '../../src/cli/output.js';
import { execute } from '../../src/cli/program.js';

/** An Output that keeps what was written, in place of a process's streams. */
export function capture(terminal: Partial<Output> = {}) {
  const text = { out: '', err: '' };
  const output: Output = {
    write: (more) => (text.out += more),
    err: (more) => (text.err += more),
    isTTY: false,
    errIsTTY: false,
    columns: 80,
    color: false,
    ...terminal,
  };
  return { text, output };
}

/** A ledger in which every rule but `div` holds. */
export const ledger: Ledger<'add' | 'mul' | 'div'> = {
  ruleNames: ['add', 'mul', 'div'],
  checkRule: (name, { seed = -1 }): LedgerRow => ({
    name,
    domains: [[{ low: -2, high: 2 }]],
    shapes: [[[], [3]]],
    cases: 10 + seed,
    orders: name === 'div' ? [1] : [1, 2],
    worstError: name === 'div' ? Infinity : 1.25e-11,
    float32Error: 2 ** -24,
    kinks: 3,
    uninformative: 0,
    ok: name !== 'div',
    failures: name === 'div' ? ['rule div, seed 0: analytic 1, numeric 2'] : [],
  }),
};

export const loadLedger = () => Promise.resolve(ledger);

/** What `gradus …` prints, and its exit code. */
export async function gradus(...args: readonly string[]) {
  const { text, output } = capture();
  const code = await execute(args, output, loadLedger);
  return { code, ...text };
}

/** Settings of a run that takes no time. */
export const small = ['--epochs', '3', '--batch', '3', '--inputs', '5', '--hidden', '7', '--outputs', '2'];
