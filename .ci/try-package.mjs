/**
 * Tries the package as its user gets it: packs it, installs the tarball in an empty project, and there imports it,
 * requires it, compiles against its types and runs its command line.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const fastCheck = JSON.parse(
  readFileSync(join(root, 'node_modules/fast-check/package.json'), 'utf8'),
).version;
const project = mkdtempSync(join(tmpdir(), 'gradus-user-'));

const run = (command, args, cwd = project) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const node = (...args) => run(process.execPath, args);
const install = (...names) => run('npm', ['install', '--no-audit', '--no-fund', '--save-exact', ...names]);
const write = (file, text) => writeFileSync(join(project, file), text);
const say = (what) => console.log(`try:package: ${what}`);

/** Compiles one file in the given module system, checking the package's declarations too. */
function compile(file, text, options) {
  write(file, text);
  // No types but the package's own: a user without the types of Node.js or of the DOM can compile.
  const environment = { target: 'ES2022', lib: ['ES2022'], types: [], noEmit: true };
  const compilerOptions = { strict: true, exactOptionalPropertyTypes: true, ...environment, ...options };
  write('tsconfig.json', JSON.stringify({ compilerOptions, files: [file] }));
  try {
    node(tsc);
  } catch (error) {
    throw new Error(`${file} does not compile with ${JSON.stringify(options)}:\n${error.stdout}`, {
      cause: error,
    });
  }
}

try {
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', project], root));
  say(`${packed.filename}: ${packed.files.length} files, ${Math.round(packed.size / 1024)} KiB`);

  write('package.json', JSON.stringify({ name: 'user', private: true, type: 'module' }));
  install(`./${packed.filename}`);

  // Before fast-check is there: it is an optional peer, and only 'gradus/testing' needs it.
  write(
    'import.mjs',
    `const start = performance.now();
     const gradus = await import('gradus');
     console.log(JSON.stringify({ time: performance.now() - start, names: Object.keys(gradus).sort() }));`,
  );
  write('require.cjs', `console.log(JSON.stringify({ names: Object.keys(require('gradus')).sort() }));`);
  const imported = JSON.parse(node('import.mjs'));
  const required = JSON.parse(node('require.cjs'));
  assert.ok(imported.names.includes('Tensor'));
  assert.deepEqual(required.names, imported.names, 'import and require give the same names');
  say(
    `import 'gradus' takes ${imported.time.toFixed(0)} ms; import and require give ${imported.names.length} names`,
  );

  const output = run('npx', ['--no-install', 'gradus', 'run', 'manual', '--epochs', '2']);
  assert.match(output, /Epoch:1\b/, 'the command line prints its epochs');
  say('npx gradus run manual --epochs 2');

  const gradus = (...args) => run('npx', ['--no-install', 'gradus', ...args]);
  gradus('run', 'manual', '--epochs', '2', '--plot', 'loss.svg');
  gradus('graph', 'autograd', '--out', 'graph.svg');
  for (const file of ['loss.svg', 'graph.svg']) {
    assert.match(readFileSync(join(project, file), 'utf8'), /^<svg [^]*<\/svg>\n$/, `${file} is a picture`);
  }
  say('npx gradus run --plot and gradus graph draw');

  install(`fast-check@${fastCheck}`);
  node('--input-type=module', '--eval', `await import('gradus/testing')`);
  node('--input-type=commonjs', '--eval', `require('gradus/testing')`);
  const dist = join(project, 'node_modules/gradus/dist');
  for (const extension of ['js', 'cjs']) {
    const files = readdirSync(dist).filter((file) => file.endsWith(`.${extension}`));
    const definitions = files.filter((file) =>
      /\bclass _?Tensor\b|\bTensor = class\b/.test(readFileSync(join(dist, file), 'utf8')),
    );
    assert.equal(
      definitions.length,
      1,
      `class Tensor is defined once in *.${extension}: ${definitions.join(', ')}`,
    );
  }
  say('gradus and gradus/testing share one class Tensor, in both module systems');

  const source = `import { Tensor } from 'gradus';
    import * as gradus from 'gradus';
    import * as testing from 'gradus/testing';
    type IsAny<T> = 0 extends 1 & T ? true : false;
    export const typed: [IsAny<Tensor>, IsAny<typeof gradus>, IsAny<typeof testing>] = [false, false, false];
    `;
  compile('user.mts', source, { module: 'nodenext' });
  compile('user.cts', source, { module: 'nodenext' });
  compile('bundled.ts', source, { module: 'esnext', moduleResolution: 'bundler' });
  // fast-check's own declarations need a newer resolver than this one.
  compile('old.ts', source, { module: 'commonjs', moduleResolution: 'node10', skipLibCheck: true });
  say('types compile as ESM, as CommonJS, for bundlers and for node10 resolvers');
} finally {
  rmSync(project, { recursive: true, force: true });
}
