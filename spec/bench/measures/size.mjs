import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = fileURLToPath(new URL('..', import.meta.url));
const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

const everything = 'everything';
const entries = {
  '.': ['index'],
  './ledger': ['ledger'],
  './testing': ['testing'],
  [everything]: ['index', 'ledger', 'testing'],
};

export default {
  title: 'Bundle size, minified and gzipped',
  about:
    'Everything the packages export, bundled for a browser by esbuild; WebAssembly files beside the code are counted ' +
    "too (of tfjs the one with SIMD). './ledger' and './testing' contain most of '.'; fast-check, which it is used with, is not counted, nor is gpu.js, which js-pytorch loads on demand.",
  unit: 'bytes',
  cases: Object.keys(entries).map((name) => ({ name })),
  async run(measure, { contestants, report }) {
    report(measure.title);
    const rows = [];
    for (const [id, { packages }] of Object.entries(contestants)) {
      if (packages === undefined) continue;
      const sources =
        id === 'gradus'
          ? Object.entries(entries).map(([name, files]) => [name, files.map((file) => `${dist}/${file}.js`)])
          : [[everything, packages]];
      for (const [name, modules] of sources) {
        const row = { case: name, contestant: id, samples: [] };
        rows.push(row);
        try {
          row.samples.push((await bundled(modules)) + binaries(modules));
        } catch (error) {
          row.error = error.message.split('\n')[0];
        }
      }
    }
    return rows;
  },
  targets: (at) => [
    {
      title: 'whole library, minified and gzipped, kB',
      value: kilobytes(at(everything, 'gradus')),
      atMost: 80,
    },
  ],
};

const kilobytes = (row) => row && row.median / 1000;

async function bundled(modules) {
  const { build } = await import('esbuild');
  const exports = modules.map((name, i) => `export * as m${i} from ${JSON.stringify(name)};`);
  const { outputFiles } = await build({
    stdin: { contents: exports.join('\n'), resolveDir: here },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    // What Node.js has and a browser has not is reached only under Node.js.
    external: ['fast-check', 'node:*', ...builtinModules],
    // gpu.js brings OpenGL for Node.js, which its browser build leaves out.
    loader: { '.node': 'empty' },
    logLevel: 'silent',
  });
  return gzipSync(Buffer.from(outputFiles[0].contents), { level: 9 }).length;
}

/** The WebAssembly that a package loads from a file of its own. */
function binaries(modules) {
  let size = 0;
  for (const name of modules.filter((name) => name.startsWith('@'))) {
    const folder = `${here}node_modules/${name}/dist`;
    for (const file of readdirSync(folder).filter((file) => /(?<!threaded)-simd\.wasm$/.test(file))) {
      size += gzipSync(readFileSync(`${folder}/${file}`), { level: 9 }).length;
    }
  }
  return size;
}
