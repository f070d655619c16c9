import { readFileSync } from 'node:fs';

/** The version of a package in spec/bench/node_modules; throws where it is not installed. */
export function packageVersion(name) {
  return JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url))).version;
}
