/**
 * `npm run guides`: writes the table of operations into the guides "Moving from PyTorch", and makes the pictures, by the
 * commands that the guides show (with `dist`, so `npm run build` comes first).
 */
import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { load } from '../../fixtures/bundle.mjs';

const { languages, withNames } = await load(
  `export { languages, withNames } from './spec/guides/torch-names.js';`,
);

for (const language of languages) {
  const path = new URL(`../../docs/guides/${language}/from-pytorch.md`, import.meta.url);
  const page = withNames(await readFile(path, 'utf8'), language);
  await writeFile(path, await format(page, { ...(await resolveConfig(path)), parser: 'markdown' }));
}

const guides = new URL('../../docs/guides/en/', import.meta.url);
const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
for (const name of await readdir(guides)) {
  const page = await readFile(new URL(name, guides), 'utf8');
  for (const [, command] of page.matchAll(/^npx gradus (.*--(?:out|plot) \S+\.svg.*)$/gm)) {
    execFileSync(process.execPath, [cli, ...command.split(/\s+/)], {
      cwd: new URL('../pictures/', guides),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
}
