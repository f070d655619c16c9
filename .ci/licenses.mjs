/**
 * Writes THIRD_PARTY_LICENSES.txt: the licence, and every further notice, of each package that the build contains.
 * What the build contains is read from its source maps, so run it after `npm run build`.
 * With --check it writes nothing and fails when the file is out of date.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const target = 'THIRD_PARTY_LICENSES.txt';

/** The files of other packages that went into dist. */
function bundledFiles() {
  const maps = readdirSync('dist', { recursive: true }).filter((file) => /\.c?js\.map$/.test(file));
  const sources = maps.flatMap((file) => JSON.parse(readFileSync(join('dist', file), 'utf8')).sources);
  return [...new Set(sources)]
    .filter((source) => source.includes('node_modules/'))
    .map((source) => source.slice(source.indexOf('node_modules/')))
    .sort();
}

/** The directory of the package that a file belongs to. */
const packageOf = (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)[0];

/** Files such as fdlibm's ports carry a copyright of their own, below the heading "Notice". */
function noticesIn(file) {
  const comments = readFileSync(file, 'utf8').match(/\/\*[^]*?\*\//g) ?? [];
  return comments
    .map((comment) => /## Notice\b([^]*)\*\//.exec(comment)?.[1])
    .filter((notice) => notice !== undefined)
    .map((notice) => notice.replace(/^[ \t]*\*[ \t]?/gm, '').replace(/^```\w*$/gm, ''))
    .map((notice) => tidy(notice));
}

const tidy = (text) =>
  text
    .replace(/\r/g, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\s+$/g, '');

/** Which packages share a text, in order of first appearance. */
function group(pairs) {
  const owners = new Map();
  for (const [text, owner] of pairs) owners.set(text, new Set(owners.get(text)).add(owner));
  return [...owners].map(([text, names]) => `${[...names].join('\n')}\n\n${text}\n`);
}

const files = bundledFiles();
const packages = [...new Set(files.map(packageOf))];
const manifest = (path) => JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
const describe = (path) => `${manifest(path).name} ${manifest(path).version} (${manifest(path).license})`;

const texts = packages.flatMap((path) => {
  const present = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'NOTICE'].filter((name) =>
    existsSync(join(path, name)),
  );
  if (!present.some((name) => name.startsWith('LICENSE'))) throw new Error(`${path} has no licence file.`);
  return present.map((name) => [tidy(readFileSync(join(path, name), 'utf8')), describe(path)]);
});
const notices = files.flatMap((file) =>
  noticesIn(file).map((notice) => [notice, file.replace('node_modules/', '')]),
);

const rule = `\n${'-'.repeat(80)}\n\n`;
const document = [
  'Gradus contains code of the packages named below. Their licences and notices follow.\n' +
    'Made by .ci/licenses.mjs.\n',
  ...group(texts),
  ...group(notices),
].join(rule);

if (!process.argv.includes('--check')) {
  writeFileSync(target, document);
  console.log(
    `${target}: ${packages.length} packages, ${new Set(notices.map(([text]) => text)).size} notices`,
  );
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== document) {
  console.error(`${target} is out of date: run \`npm run build && npm run licenses\`.`);
  process.exitCode = 1;
}
