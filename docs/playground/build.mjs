/**
 * Builds the playground: one page, one script, one style sheet, which open from disk as well as from any host.
 *
 *     node docs/playground/build.mjs [folder]
 */
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = resolve(here, '../..');

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  target: 'es2022',
  format: 'iife',
  legalComments: 'none',
  charset: 'utf8',
  metafile: true,
};

/** Writes the page to a folder, which is made if it is not there. */
export async function buildPlayground(folder) {
  await mkdir(folder, { recursive: true });
  const worker = await build({
    ...shared,
    entryPoints: [join(here, 'worker/main.ts')],
    write: false,
    // A rule is called by the name of its class, in the graph and in messages.
    keepNames: true,
  });
  const page = await build({
    ...shared,
    entryPoints: { playground: join(here, 'page/main.tsx') },
    outdir: folder,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    plugins: [asText('playground-worker', worker.outputFiles[0].text)],
  });
  const style = await build({
    ...shared,
    entryPoints: { playground: join(here, 'style.css') },
    outdir: folder,
  });
  await copyFile(join(here, 'index.html'), join(folder, 'index.html'));
  await writeFile(join(folder, 'licenses.txt'), await licences([worker, page, style]));
}

/** A module that is a text: the worker as one classic script, which `page/desk.ts` starts. */
const asText = (name, contents) => ({
  name,
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^${name}$`) }, ({ path }) => ({ path, namespace: name }));
    onLoad({ filter: /.*/, namespace: name }, () => ({ contents, loader: 'text' }));
  },
});

/** The licences of the packages that went into some builds, which have to go with them. */
async function licences(builds) {
  const files = builds.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const packages = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  const owners = new Map();
  for (const folder of [...new Set(packages)].sort()) {
    const path = join(root, folder);
    const { name, version, license } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
    for (const file of (await readdir(path)).filter((one) => /^(licen[cs]e|notice)\b/i.test(one)).sort()) {
      const text = (await readFile(join(path, file), 'utf8')).trim();
      owners.set(text, [...(owners.get(text) ?? []), `${name} ${version} (${license})`]);
    }
  }
  const rule = `\n${'-'.repeat(80)}\n\n`;
  const lead = 'The playground contains Gradus and the packages named below. Their licences follow.\n';
  return [lead, ...[...owners].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`)].join(rule);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPlayground(resolve(process.argv[2] ?? join(here, '../dist/playground')));
}
