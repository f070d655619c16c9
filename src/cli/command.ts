/**
 * Commander's commands, with errors of one line.
 *
 * @module
 */
import { Command, type ErrorOptions } from 'commander';
import { hint, quote, UsageError } from './usage.js';

/** A command that says of a wrong command line, in one line, what came and what is accepted. */
export class OneLineCommand extends Command {
  override createCommand(name?: string): Command {
    return new OneLineCommand(name);
  }

  override error(message: string, options: ErrorOptions = {}): never {
    const path = this.parent === null ? this.name() : `${this.parent.name()} ${this.name()}`;
    throw new UsageError(`${path}: ${this.explain(message, options.code)}`);
  }

  /** Commander's message, completed by what would be accepted. */
  private explain(message: string, code?: string): string {
    const text = message.replace(/^error: /, '').replace(/\.$/, '');
    const given = /'(.*)'/s.exec(text)?.[1] ?? '';
    const listed = (what: string, names: readonly string[]) =>
      `unknown ${what} ${quote(given)}; accepted are ${names.join(', ')}${hint(given, names)}`;
    switch (code) {
      case 'commander.unknownOption':
        return listed(
          'option',
          this.createHelp()
            .visibleOptions(this)
            .map(({ long, flags }) => long ?? flags),
        );
      case 'commander.unknownCommand':
        return listed(
          'command',
          this.commands.map((command) => command.name()),
        );
      case 'commander.missingArgument':
        return `${given} is missing; accepted is ${this.registeredArguments[0]?.description ?? 'one argument'}`;
      case 'commander.optionMissingArgument':
        return `${given.split(' ')[0] ?? given} has no value; accepted is ${given}`;
      case 'commander.excessArguments':
        return `${text}: ${this.args.map(quote).join(' ')}`;
      default:
        return text;
    }
  }
}
