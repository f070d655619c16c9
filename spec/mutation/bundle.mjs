/**
 * Makes one file of a suite, its specs and the library: `node spec/mutation/bundle.mjs <suite>`. For each mutant the
 * suite is loaded anew, which hundreds of modules would make slow.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [suite] = process.argv.slice(2);
const suites = JSON.parse(await readFile(join(import.meta.dirname, 'suites.json'), 'utf8'));
const spec = join(import.meta.dirname, '..');

/** The specs find fixtures by their own place, which is not the bundle's. */
const ownPlace = {
  name: 'own-place',
  setup({ onLoad }) {
    onLoad({ filter: /\/spec\/.*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: 'ts',
    }));
  },
};

const imports = ['setup.js', ...suites[suite].specs.map((name) => `${name}.spec.js`)];

await build({
  stdin: { contents: imports.map((path) => `import './${path}';`).join('\n'), resolveDir: spec },
  outfile: join(import.meta.dirname, 'suite.cjs'),
  bundle: true,
  external: ['vitest'],
  format: 'cjs',
  platform: 'node',
  target: 'es2022',
  // The package says that no module has side effects; that of a spec is its tests.
  ignoreAnnotations: true,
  // A rule is called by the name of its class.
  keepNames: true,
  plugins: [ownPlace],
  logLevel: 'warning',
});
