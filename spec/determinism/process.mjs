/**
 * Engines that run a file: Node.js and Bun.
 */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { prelude, report } from './variant.mjs';

/** What the engine reports for one variant. `files` names the library's and the harness's file of each format. */
export async function runProcess(path, variant, { files, scratch, math }) {
  const { format, wasm } = variant;
  const { library, harness } = files[format];
  const load = {
    esm: (file) => `await import(${JSON.stringify(pathToFileURL(file).href)})`,
    cjs: (file) => `require(${JSON.stringify(file)})`,
  }[format];
  const main = join(scratch, `main-${wasm ? 'wasm' : 'plain'}.${format === 'esm' ? 'mjs' : 'cjs'}`);
  writeFileSync(
    main,
    `${prelude(variant)}
     const library = ${load(library)};
     const harness = ${load(harness)};
     console.log(${report(variant, math)});`,
  );
  const { stdout } = await promisify(execFile)(path, [main], { timeout: 300_000, maxBuffer: 2 ** 28 });
  return JSON.parse(stdout);
}
