/**
 * Writes docs/ledger.md and src/inspect/formulas.ts: `npm run ledger`. It checks every operation, which takes some
 * seconds; with --formulas it writes the second alone.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';

const root = new URL('../..', import.meta.url);
const bundle = new URL('node_modules/.cache/gradus-ledger/page.mjs', root);
const page = new URL('docs/ledger.md', root);
const formulas = new URL('src/inspect/formulas.ts', root);

const entry = `
  export { checkRule } from './src/verify/ledger.js';
  export { formulasSource } from './spec/ledger/formulas.js';
  export { measuredOf, SEED } from './spec/ledger/measured.js';
  export { ledgerPage } from './spec/ledger/page.js';
`;
await mkdir(new URL('.', bundle), { recursive: true });
await build({
  stdin: { contents: entry, resolveDir: root.pathname, loader: 'ts' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  external: ['typescript'],
  // The sources are read from where they are, not from where the bundle lies.
  define: { 'import.meta.url': JSON.stringify(new URL('spec/ledger/page.ts', root).href) },
  outfile: bundle.pathname,
});
const { checkRule, formulasSource, ledgerPage, measuredOf, SEED } = await import(bundle.href);

const formatted = async (text, file) =>
  format(text, { ...(await resolveConfig(file)), filepath: fileURLToPath(file) });

await writeFile(formulas, await formatted(formulasSource(), formulas));
if (process.argv.includes('--formulas')) process.exit();

const failed = [];
const text = ledgerPage((name) => {
  const row = checkRule(name, { seed: SEED });
  failed.push(...row.failures);
  return measuredOf(row);
});
await writeFile(page, await formatted(text, page));
for (const failure of failed) console.error(failure);
process.exitCode = failed.length > 0 ? 1 : 0;
