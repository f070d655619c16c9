#!/usr/bin/env node
/**
 * The executable `gradus`. A package of modules cannot have CommonJS under the name `cli.js`; the command line is
 * bundled as CommonJS all the same, since Node.js has it running some 15 ms sooner.
 *
 * @module
 */
import { createRequire } from 'node:module';

createRequire(import.meta.url)('./cli/main.cjs');
