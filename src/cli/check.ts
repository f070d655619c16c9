/**
 * `gradus check`: proves the backward rules again, on this machine, and prints the ledger.
 *
 * @module
 */
import type { Command } from 'commander';
import type { LedgerRow } from '../verify/ledger.js';
import { version } from '../version.js';
import { example, type Context } from './context.js';
import { magnitude, toJson } from './format.js';
import { seedOption } from './options.js';
import type { Output } from './output.js';
import { withProgress } from './progress.js';
import { table, wrap } from '../inspect/table.js';
import { pick, UsageError } from './usage.js';

/** What proves rules: the library's ledger, or a stand-in for it. */
export interface Ledger<Name extends string = string> {
  readonly ruleNames: readonly Name[];
  readonly checkRule: (name: Name, options: { readonly seed?: number }) => LedgerRow;
}

/** What the command takes, and does. */
export function define<Name extends string>(
  command: Command,
  { path, output, fail }: Context,
  ledger: Ledger<Name>,
): void {
  command
    .description('Proves backward rules by finite differences, to first and second order.')
    .argument('[rule...]', 'the rules to prove; all of them by default')
    .addOption(seedOption(path, 'fixes the points at which rules are checked'))
    .option('--json', 'print the ledger as JSON, and nothing else')
    .addHelpText('after', `\n${wrap(`Rules: ${ledger.ruleNames.join(', ')}`, output.columns).trimEnd()}`)
    .addHelpText('after', example('gradus check mm clamp --seed 1'))
    .action((asked: readonly string[], { seed, json = false }: { seed: number; json?: boolean }) => {
      const rules = pickRules(path, asked, ledger.ruleNames);
      if (!check(rules, seed, json, ledger, output)) fail();
    });
}

/** The rules that were asked for, each once; all of them where none was. */
export function pickRules<Name extends string>(
  command: string,
  asked: readonly string[],
  ruleNames: readonly Name[],
): readonly Name[] {
  const rules = asked.map((name) => pick(command, 'rule', name, ruleNames));
  const twice = rules.find((name, i) => rules.indexOf(name) !== i);
  if (twice !== undefined) throw new UsageError(`${command}: rule ${twice} is named twice; once is enough`);
  return rules.length === 0 ? ruleNames : rules;
}

/** Checks the rules, prints what was found, and tells whether all of them are proven. */
export function check<Name extends string>(
  rules: readonly Name[],
  seed: number,
  json: boolean,
  ledger: Ledger<Name>,
  output: Output,
): boolean {
  const rows = withProgress(output, rules.length, (step) =>
    rules.map((name) => {
      const row = ledger.checkRule(name, { seed });
      step(name);
      return row;
    }),
  );
  output.write(json ? `${toJson({ version, seed, rules: rows })}\n` : report(rows, seed));
  return rows.every(({ ok }) => ok);
}

function report(rows: readonly LedgerRow[], seed: number): string {
  const failed = rows.filter(({ ok }) => !ok);
  const failures = failed.map(({ name, failures }) => `\n${name} FAILED\n${failures.join('\n')}\n`);
  const cases = rows.reduce((sum, row) => sum + row.cases, 0);
  const proven = `${rows.length - failed.length} of ${counted(rows.length, 'rule')} proven`;
  return `${ledgerTable(rows)}${failures.join('')}\n${proven} in ${counted(cases, 'case')} drawn from seed ${seed}\n`;
}

function ledgerTable(rows: readonly LedgerRow[]): string {
  return table([
    { heading: ['rule'], cells: rows.map(({ name }) => name), align: 'left' },
    { heading: ['cases'], cells: rows.map((row) => String(row.cases)) },
    {
      heading: ['orders'],
      cells: rows.map(({ orders }) => (orders.length > 0 ? orders.join(', ') : 'none')),
    },
    { heading: ['worst error'], cells: rows.map(({ worstError }) => magnitude(worstError)) },
    { heading: ['kinks met'], cells: rows.map(({ kinks }) => String(kinks)) },
    { heading: [''], cells: rows.map(({ ok }) => (ok ? '' : 'FAILED')), align: 'left' },
  ]);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
