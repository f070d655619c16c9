/**
 * The command line of this process.
 *
 * @module
 */
import { processOutput } from './output.js';
import { execute } from './program.js';

const ended = execute(process.argv.slice(2), processOutput(), () => import('../verify/ledger.js'));
void ended.then((exitCode) => (process.exitCode = exitCode));
