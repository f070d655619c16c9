/**
 * The command line itself: its commands and options, and what becomes of errors.
 *
 * @module
 */
import { CommanderError, type Command } from 'commander';
import { GradusError } from '../errors.js';
import { version } from '../version.js';
import { check, pickRules, type Ledger } from './check.js';
import { OneLineCommand } from './command.js';
import { compare } from './compare.js';
import { oneLine } from './format.js';
import { addProgramOptions, oneOf, seedOption, toConfig, type ProgramOptions } from './options.js';
import { ClosedPipeError, WriteError, type Output } from './output.js';
import { readReference } from './reference.js';
import { programNames, run } from './run.js';
import { wrap } from './table.js';
import { pick, UsageError } from './usage.js';

/** The exit codes: all is well; a rule is not proven; the arguments are wrong; the reader has gone (SIGPIPE). */
const [OK, FAILED, MISUSED, CLOSED] = [0, 1, 2, 141];

/**
 * Does what the arguments ask for.
 *
 * @param args - the command line, without the executable and the script
 * @returns the exit code
 */
export function execute<Name extends string>(
  args: readonly string[],
  output: Output,
  ledger: Ledger<Name>,
): number {
  try {
    let exitCode = OK;
    define(output, ledger, () => (exitCode = FAILED)).parse([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof ClosedPipeError) return CLOSED;
    // Help or the version was printed; an error if nobody asked for it.
    if (error instanceof CommanderError) return error.exitCode === 0 ? OK : MISUSED;
    if (error instanceof UsageError) return complain(output, error.message, MISUSED);
    if (error instanceof GradusError) return complain(output, `gradus: ${error.message}`, MISUSED);
    if (error instanceof WriteError) return complain(output, `gradus: ${error.message}`, FAILED);
    // What an allocation throws: the sizes are more than this machine can hold.
    if (error instanceof RangeError && /alloc|array|memory/i.test(error.message)) {
      return complain(output, `gradus: out of memory (${error.message}); choose smaller sizes`, MISUSED);
    }
    throw error;
  }
}

function complain(output: Output, message: string, exitCode: number): number {
  output.err(`${oneLine(message)}\n`);
  return exitCode;
}

function define<Name extends string>(output: Output, ledger: Ledger<Name>, fail: () => void): Command {
  const program = new OneLineCommand('gradus')
    .description('Tensors and automatic differentiation, proven and reproducible.')
    .version(version)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: output.write,
      writeErr: output.err,
      getOutHelpWidth: () => output.columns,
      getErrHelpWidth: () => output.columns,
    });
  defineRun(program, output);
  defineCompare(program, output);
  defineCheck(program, output, ledger, fail);
  defineHelp(program);
  return program.addHelpText('after', example('gradus run manual', 'gradus help run'));
}

function defineRun(program: Command, output: Output): void {
  const path = 'gradus run';
  const command = program
    .command('run')
    .summary('train one of the five programs')
    .description('Trains a two-layer network by one of five programs, and prints the loss of each epoch.')
    .argument('<program>', `one of ${programNames.join(', ')}`, oneOf(path, 'program', programNames));
  addProgramOptions(command, path);
  command
    .option('--json', 'print one JSON record, and nothing else')
    .addHelpText('after', example('gradus run manual --seed 1 --epochs 5'))
    .action((name: (typeof programNames)[number], options: ProgramOptions & { json?: boolean }) =>
      run(name, toConfig(path, options), options.json ?? false, output),
    );
}

function defineCompare(program: Command, output: Output): void {
  const path = 'gradus compare';
  const command = program
    .command('compare')
    .summary('train all five side by side, and show where they part')
    .description('Trains the network by all five programs, and shows where they part and why.');
  addProgramOptions(command, path);
  command
    .option('--reference <file>', "PyTorch's losses to stand beside, in the format of fixtures/programs.json")
    .addHelpText('after', example('gradus compare --seed 0 --reference fixtures/programs.json'))
    .action((options: ProgramOptions & { reference?: string }) => {
      const config = toConfig(path, options);
      const { reference } = options;
      compare(config, reference === undefined ? null : readReference(path, reference, config), output);
    });
}

function defineCheck<Name extends string>(
  program: Command,
  output: Output,
  ledger: Ledger<Name>,
  fail: () => void,
): void {
  const path = 'gradus check';
  program
    .command('check')
    .summary('prove the backward rules on this machine')
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

/** Commander's own `help` prints the whole help for a command there is not. */
function defineHelp(program: Command): void {
  program
    .command('help')
    .description('display help for a command')
    .argument('[command]', 'the command')
    .action((name: string | undefined) => {
      const names = program.commands.map((command) => command.name());
      const known = name === undefined ? undefined : pick('gradus help', 'command', name, names);
      (program.commands.find((command) => command.name() === known) ?? program).help();
    });
}

function example(...lines: readonly string[]): string {
  return `\nExample${lines.length === 1 ? '' : 's'}:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
