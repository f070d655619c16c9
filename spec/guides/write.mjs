/** Writes the table of operations into the guides "Moving from PyTorch": `npm run guides`. */
import { readFile, writeFile } from 'node:fs/promises';
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
