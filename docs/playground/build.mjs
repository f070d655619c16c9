/**
 * Builds the playground: one page, one script, one style sheet, which open from disk as well as from any host.
 *
 *     node docs/playground/build.mjs [folder]
 */
import { copyFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

const shared = {
  bundle: true,
  minify: true,
  target: 'es2022',
  format: 'iife',
  legalComments: 'eof',
  charset: 'utf8',
};

/** The worker as one classic script. Its text is part of the page's script: see `page/desk.ts`. */
async function worker() {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: [join(here, 'worker/main.ts')],
    write: false,
    // A rule is called by the name of its class, in the graph and in messages.
    keepNames: true,
  });
  return outputFiles[0].text;
}

const workerAsText = {
  name: 'playground-worker',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^playground-worker$/ }, ({ path }) => ({ path, namespace: 'worker' }));
    onLoad({ filter: /.*/, namespace: 'worker' }, async () => ({ contents: await worker(), loader: 'text' }));
  },
};

/** Writes the page to a folder, which is made if it is not there. */
export async function buildPlayground(folder) {
  await mkdir(folder, { recursive: true });
  await build({
    ...shared,
    entryPoints: { playground: join(here, 'page/main.tsx') },
    outdir: folder,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    plugins: [workerAsText],
  });
  await build({ ...shared, entryPoints: { playground: join(here, 'style.css') }, outdir: folder });
  await copyFile(join(here, 'index.html'), join(folder, 'index.html'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPlayground(resolve(process.argv[2] ?? join(here, '../dist/playground')));
}
