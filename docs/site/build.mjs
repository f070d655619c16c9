/**
 * Builds the whole site into docs/dist: `npm run docs`. With a folder as argument, into that one.
 *
 * The site is written in TypeScript and reads the library itself (its cases, its rules, its conventions), so it is
 * bundled first.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = join(root, 'node_modules/.cache/gradus-site/site.mjs');
const started = performance.now();

await mkdir(join(bundle, '..'), { recursive: true });
await build({
  entryPoints: [join(root, 'docs/site/site.ts')],
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  // A rule is known by the name of its class.
  keepNames: true,
  // The sources are read from where they are, not from where the bundle lies.
  define: { 'import.meta.url': JSON.stringify(new URL('spec/ledger/page.ts', `file://${root}`).href) },
  outfile: bundle,
});
const { buildSite } = await import(bundle);
const out = resolve(root, process.argv[2] ?? 'docs/dist');
const ok = await buildSite({ root, out });
console.log(`${out} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
process.exitCode = ok ? 0 : 1;
