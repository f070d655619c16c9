import * as crypto from 'node:crypto';
import { relative } from 'node:path';
import { format } from 'node:util';
import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as gradus from '../src/index.js';
import * as ledger from '../src/verify/ledger.js';
import * as testing from '../src/testing/index.js';
import { complaints } from './guides/compile.js';
import { filesUnder, readPage, type Block } from './guides/markdown.js';

/**
 * Every example of the documentation is run: each ```ts block in a docstring under src/, in the READMEs and in
 * docs/. A line `expression; // => value` or `const name = expression; // => value` has to give the value, and a ```text
 * block right behind has to be what the example prints.
 */
type Example = Pick<Block, 'place' | 'code' | 'output'>;

const blocks = [
  ...filesUnder('src', '.ts'),
  'README.md',
  'README.zh.md',
  ...filesUnder('docs', '.md'),
].flatMap((path) => readPage(path).blocks);

const examples = blocks.filter(({ language }) => language === 'ts');

/** Those for readers without TypeScript: run, but not compiled. */
const plain = blocks.filter(({ language }) => language === 'js');

/** The code with a call of `check` in the place of every promised value. */
function withChecks(code: string): string {
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  let promised = 0;
  const statements = file.statements.map((statement) => {
    const text = statement.getText();
    const behind = /^[^\S\n]*\/\/ => (.*)/.exec(code.slice(statement.end))?.[1];
    if (behind === undefined) return text;
    promised++;
    if (ts.isExpressionStatement(statement)) {
      return `check(${JSON.stringify(text)}, ${statement.expression.getText()}, (${behind}));`;
    }
    const name =
      ts.isVariableStatement(statement) && statement.declarationList.declarations[0]?.name.getText();
    if (typeof name !== 'string') throw new SyntaxError(`a value is promised for: ${text}`);
    return `${text}\ncheck(${JSON.stringify(text)}, ${name}, (${behind}));`;
  });
  if (promised !== code.split('// =>').length - 1) {
    throw new SyntaxError('a "// =>" stands elsewhere than behind a statement of its own');
  }
  return statements.join('\n');
}

/** What an example may import; its tests are run as they are met. */
function modules(tests: Promise<unknown>[]): Readonly<Record<string, unknown>> {
  const test = (_name: string, body: () => unknown): void => void tests.push(Promise.resolve(body()));
  return {
    gradus,
    'gradus/ledger': ledger,
    'gradus/testing': testing,
    'fast-check': { __esModule: true, default: fc },
    vitest: { test, expect },
    'node:crypto': crypto,
  };
}

async function run({ code, place, output }: Example): Promise<void> {
  const { outputText } = ts.transpileModule(withChecks(code), {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  });
  const tests: Promise<unknown>[] = [];
  const known = modules(tests);
  const load = (name: string): unknown => {
    if (Object.hasOwn(known, name)) return known[name];
    throw new Error(`${place} imports ${name}`);
  };
  const check = (line: string, actual: unknown, expected: unknown): void => {
    expect(actual, line).toEqual(expected);
  };
  const printed: string[] = [];
  const console = { log: (...values: readonly unknown[]): unknown => printed.push(format(...values)) };
  type Program = (require: typeof load, exports: object, check_: typeof check, out: object) => Promise<void>;
  const program = runInThisContext(
    `(async (require, exports, check, console) => {${outputText}\n})`,
    place,
  ) as Program;
  await program(load, {}, check, console);
  await Promise.all(tests);
  expect(printed.join('\n'), 'what it prints').toBe(output ?? '');
}

describe('every example of the documentation', () => {
  it.each([...examples, ...plain].map((example) => [example.place, example] as const))(
    'gives what it says: %s',
    async (_, example) => {
      await run(example);
    },
  );

  it('compiles, with the strictness of the library', () => {
    expect(complaints(examples)).toEqual([]);
  });

  it('is found: in the sources, in the READMEs and in the guides of both languages', () => {
    const within = (folder: string): number =>
      examples.filter(({ place }) => !relative(folder, place).startsWith('..')).length;
    expect(within('src')).toBeGreaterThan(40);
    for (const folder of ['docs/guides/en', 'docs/guides/zh']) expect(within(folder)).toBeGreaterThan(10);
    for (const readme of ['README.md', 'README.zh.md']) {
      expect(examples.some(({ place }) => place.startsWith(`${readme}:`))).toBe(true);
    }
  });

  it('would fail if it promised another value, or a value nobody checks, or printed something else', async () => {
    const wrong = "import { tensor } from 'gradus';\ntensor([1]).toArray(); // => [2]";
    const example = { place: 'here', output: null };
    await expect(run({ ...example, code: wrong })).rejects.toThrow();
    await expect(run({ ...example, code: 'if (true) {\n  1; // => 1\n}' })).rejects.toThrow(
      'stands elsewhere',
    );
    await expect(run({ ...example, code: 'console.log(1);' })).rejects.toThrow('what it prints');
    await expect(run({ ...example, output: '2', code: 'console.log(1);' })).rejects.toThrow('what it prints');
    const test = "import { test, expect } from 'vitest';\ntest('no', () => expect(1).toBe(2));";
    await expect(run({ ...example, code: test })).rejects.toThrow();
  });
});
