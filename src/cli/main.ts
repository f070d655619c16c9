#!/usr/bin/env node
/**
 * The executable `gradus`.
 *
 * @module
 */
import { checkRule, ruleNames } from '../verify/ledger.js';
import { processOutput } from './output.js';
import { execute } from './program.js';

process.exitCode = execute(process.argv.slice(2), processOutput(), { checkRule, ruleNames });
