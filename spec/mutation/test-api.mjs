/**
 * What the specs use of Vitest, without its workers: the tests are collected in a list. `expect` is Vitest's own.
 *
 * Vitest takes two seconds for each mutant to start a worker and to load the modules; a list of functions takes none.
 */
import { format } from 'node:util';
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

/** Vitest's `expect`. */
const expect = Object.assign(
  (value, message) => chai.expect(value, message),
  chai.expect,
  globalThis[ASYMMETRIC_MATCHERS_OBJECT],
);
globalThis[GLOBAL_EXPECT] = expect;
setState({ assertionCalls: 0, isExpectingAssertions: false, expectedAssertionsNumber: null }, expect);

/** A title with the row's values in it: %s and its like, or $name of an object. */
function titleOf(title, row) {
  const named = title.replaceAll(/\$(\w+)/g, (whole, name) =>
    Object.hasOwn(row[0] ?? {}, name) ? row[0][name] : whole,
  );
  return named === title ? format(title, ...row.slice(0, (title.match(/%[a-z]/g) ?? []).length)) : named;
}

/** `define` for each row of a table, as `describe.each` and `test.each` have it. */
const each = (define) => (table) => (title, body) => {
  for (const one of table) {
    const row = Array.isArray(one) ? one : [one];
    define(titleOf(title, row), () => body(...row));
  }
};

/** An empty list of tests, and the functions that fill it. */
export function collector() {
  const tests = [];
  const names = new Map();
  const path = [];
  const test = (title, run) => {
    const name = [...path, title].join(' › ');
    const before = names.get(name) ?? 0;
    names.set(name, before + 1);
    tests.push({ name: before === 0 ? name : `${name} (${before + 1})`, run });
  };
  const describe = (title, body) => {
    path.push(title);
    body();
    path.pop();
  };
  test.each = each(test);
  test.runIf = (condition) => (title, run) => condition && test(title, run);
  describe.each = each(describe);
  return { tests, api: { describe, expect, it: test, test } };
}
