/**
 * The engines: where each is found, and how it is installed where it can be.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const platform = process.platform === 'win32' ? 'win' : process.platform;

/** An engine that comes as an npm package with the binary in it. */
function packaged(title, engine, name, version, binary) {
  return {
    title,
    engine,
    kind: 'process',
    find(cache, { install }) {
      const folder = join(cache, `${name.replace(/\W+/g, '-')}-${version}`);
      const path = join(folder, 'node_modules', name, 'bin', binary);
      if (install) rmSync(folder, { recursive: true, force: true });
      if (!existsSync(path)) {
        const quiet = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
        const patience = ['--fetch-retries', '1', '--fetch-timeout', '60000'];
        const args = ['install', '--prefix', folder, ...quiet, ...patience, `${name}@${version}`];
        run('npm', args, `npm has no ${name}@${version} for this machine, or cannot be reached`);
      }
      return usable(path);
    },
  };
}

/** A browser of the machine; with --install it comes from Debian. */
function browser(title, engine, kind, names, debian) {
  return {
    title,
    engine,
    kind,
    find(_cache, { install }) {
      if (install && onPath(names) === undefined && process.platform === 'linux') {
        const why = `apt-get cannot install ${debian}`;
        run('apt-get', ['update'], why);
        run('apt-get', ['install', '--yes', '--no-install-recommends', debian], why);
      }
      const path = onPath(names);
      if (path === undefined) throw new Error(`none of ${names.join(', ')} is installed (--install tries)`);
      return path;
    },
  };
}

const node = (major) => packaged(`Node.js ${major}`, 'V8', `node-${platform}-${process.arch}`, major, 'node');
const bunArch = process.arch === 'arm64' ? 'aarch64' : process.arch;

/** Every engine that the digests are compared in, by the name that --engines takes. */
export const engines = {
  node: {
    title: 'Node.js, the one that runs this',
    engine: 'V8',
    kind: 'process',
    find: () => process.execPath,
  },
  node20: node('20'),
  node22: node('22'),
  node24: node('24'),
  node26: node('26'),
  bun: packaged('Bun', 'JavaScriptCore', `@oven/bun-${process.platform}-${bunArch}`, 'latest', 'bun'),
  chromium: browser(
    'Chromium',
    'V8',
    'chromium',
    ['chromium', 'chromium-browser', 'google-chrome'],
    'chromium',
  ),
  firefox: browser('Firefox', 'SpiderMonkey', 'firefox', ['firefox-esr', 'firefox'], 'firefox-esr'),
};

/** The version that an engine says it has. */
export function versionOf(path) {
  const text = execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return /\d+(?:\.\d+)+\w*/.exec(text)?.[0] ?? text.trim();
}

function run(command, args, otherwise) {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 600_000 });
  } catch (error) {
    throw new Error(otherwise, { cause: error });
  }
}

function usable(path) {
  accessSync(path, constants.X_OK);
  return path;
}

function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}
