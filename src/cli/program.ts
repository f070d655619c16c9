/**
 * The command line itself: its commands, and what becomes of errors.
 *
 * @module
 */
import { CommanderError, type Command } from 'commander';
import { GradusError } from '../errors.js';
import { version } from '../version.js';
import type { Ledger } from './check.js';
import { OneLineCommand } from './command.js';
import { example, type Context } from './context.js';
import { oneLine } from './format.js';
import { ClosedPipeError, WriteError, type Output } from './output.js';
import { pick, UsageError } from './usage.js';

/** The exit codes: all is well; not proven, not identical or not written; misused; the reader has gone (SIGPIPE). */
const [OK, FAILED, MISUSED, CLOSED] = [0, 1, 2, 141];

/** A command: what it is for, and where the rest of it is, which is loaded only where it is wanted. */
interface Entry {
  readonly summary: string;
  readonly load: () => Promise<(command: Command, context: Context) => void>;
}

function entries<Name extends string>(
  loadLedger: () => Promise<Ledger<Name>>,
): Readonly<Record<string, Entry>> {
  return {
    run: {
      summary: 'train one of the five programs',
      load: async () => (await import('./run.js')).define,
    },
    compare: {
      summary: 'train all five side by side, and show where they part',
      load: async () => (await import('./compare.js')).define,
    },
    graph: {
      summary: 'draw the graph of one training step',
      load: async () => (await import('./graph.js')).define,
    },
    explain: {
      summary: 'explain the walk back of one training step',
      load: async () => (await import('./explain.js')).define,
    },
    check: {
      summary: 'prove the backward rules on this machine',
      load: async () => {
        const [{ define }, ledger] = await Promise.all([import('./check.js'), loadLedger()]);
        return (command, context) => define(command, context, ledger);
      },
    },
    replay: {
      summary: 'run a saved record again, and tell whether every bit is the same',
      load: async () => (await import('./replay.js')).define,
    },
  };
}

/**
 * Does what the arguments ask for.
 *
 * @param args - the command line, without the executable and the script
 * @param loadLedger - gives what proves rules, where that is asked for
 * @returns the exit code
 */
export async function execute<Name extends string>(
  args: readonly string[],
  output: Output,
  loadLedger: () => Promise<Ledger<Name>>,
): Promise<number> {
  try {
    let exitCode = OK;
    const program = await define(args, output, entries(loadLedger), () => (exitCode = FAILED));
    await program.parseAsync([...args], { from: 'user' });
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

async function define(
  args: readonly string[],
  output: Output,
  commands: Readonly<Record<string, Entry>>,
  fail: () => void,
): Promise<Command> {
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
  const [first = '', second = ''] = args;
  const named = first === 'help' ? second : first;
  for (const [name, { summary, load }] of Object.entries(commands)) {
    const command = program.command(name).summary(summary);
    // The help of gradus itself shows what each command takes.
    if (name === named || !Object.hasOwn(commands, named))
      (await load())(command, { path: `gradus ${name}`, output, fail });
  }
  defineHelp(program);
  return program.addHelpText('after', example('gradus run manual', 'gradus help run'));
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
