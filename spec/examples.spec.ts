import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as gradus from '../src/index.js';
import * as ledger from '../src/verify/ledger.js';
import * as testing from '../src/testing/index.js';

/**
 * Every example of the documentation is run: each ```ts block in a docstring under src/, in README.md and in
 * docs/. A line `expression; // => value` or `const name = expression; // => value` has to give the value.
 */
interface Example {
  /** Where it stands, as path:line. */
  readonly place: string;
  readonly code: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** What an example may import. */
const modules: Readonly<Record<string, unknown>> = {
  gradus,
  'gradus/ledger': ledger,
  'gradus/testing': testing,
  'fast-check': { __esModule: true, default: fc },
};

function filesUnder(folder: string, extension: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension) && !name.startsWith('api'))
    .map((name) => join(folder, name))
    .sort((a, b) => (a < b ? -1 : 1));
}

/** The ```ts blocks of Markdown; a docstring is Markdown behind asterisks. */
function examplesIn(path: string): Example[] {
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  const text = path.endsWith('.ts') ? lines.map((line) => line.replace(/^\s*\* ?/, '')) : lines;
  const found: Example[] = [];
  let start: number | undefined;
  text.forEach((line, i) => {
    if (start === undefined && line.trim() === '```ts') start = i + 1;
    else if (start !== undefined && line.trim() === '```') {
      found.push({ place: `${path}:${start + 1}`, code: text.slice(start, i).join('\n') });
      start = undefined;
    }
  });
  return found;
}

const examples = [
  ...filesUnder('src', '.ts'),
  ...['README.md'].filter((path) => existsSync(join(root, path))),
  ...filesUnder('docs', '.md'),
].flatMap(examplesIn);

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

async function run({ code, place }: Example): Promise<void> {
  const { outputText } = ts.transpileModule(withChecks(code), {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  });
  const load = (name: string): unknown => {
    if (Object.hasOwn(modules, name)) return modules[name];
    throw new Error(`${place} imports ${name}`);
  };
  const check = (line: string, actual: unknown, expected: unknown): void => {
    expect(actual, line).toEqual(expected);
  };
  type Program = (require: typeof load, exports: object, check_: typeof check) => Promise<void>;
  const program = runInThisContext(
    `(async (require, exports, check) => {${outputText}\n})`,
    place,
  ) as Program;
  await program(load, {}, check);
}

/** The compiler's complaints about every example, as one program with the library's own sources. */
function complaints(): readonly string[] {
  const configPath = join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(configPath, (path) => ts.sys.readFile(path)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, references: [] }, ts.sys, root);
  const files = new Map(examples.map(({ code }, i) => [join(root, 'spec', `example-${i}.ts`), code]));
  const own: ts.CompilerOptions = {
    ...options,
    noUnusedLocals: false,
    incremental: false,
    paths: {
      gradus: ['./src/index.ts'],
      'gradus/ledger': ['./src/verify/ledger.ts'],
      'gradus/testing': ['./src/testing/index.ts'],
    },
    pathsBasePath: root,
  };
  delete own.tsBuildInfoFile;
  const host = ts.createCompilerHost(own);
  const real = { ...host };
  host.getSourceFile = (path, languageVersion, ...rest) => {
    const code = files.get(path);
    return code === undefined
      ? real.getSourceFile(path, languageVersion, ...rest)
      : ts.createSourceFile(path, `${code}\nexport {};`, languageVersion, true);
  };
  host.fileExists = (path) => files.has(path) || real.fileExists(path);
  host.readFile = (path) => files.get(path) ?? real.readFile(path);
  const program = ts.createProgram([...files.keys()], own, host);
  return [...files.keys()].flatMap((path, i) => {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ start = 0, messageText }) => {
      const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
      return `${examples[i]?.place ?? ''} + ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  });
}

describe('every example of the documentation', () => {
  it.each(examples.map((example) => [example.place, example] as const))(
    'gives what it says: %s',
    async (_, example) => {
      await run(example);
    },
  );

  it('compiles, with the strictness of the library', () => {
    expect(complaints()).toEqual([]);
  });

  it('is found: in the sources and in the README', () => {
    const within = (folder: string): number =>
      examples.filter(({ place }) => !relative(folder, place).startsWith('..')).length;
    expect(within('src')).toBeGreaterThan(40);
    expect(examples.some(({ place }) => place.startsWith('README.md'))).toBe(true);
  });

  it('would fail if it promised another value, or a value nobody checks', async () => {
    const wrong = "import { tensor } from 'gradus';\ntensor([1]).toArray(); // => [2]";
    await expect(run({ place: 'here', code: wrong })).rejects.toThrow();
    await expect(run({ place: 'here', code: 'if (true) {\n  1; // => 1\n}' })).rejects.toThrow(
      'stands elsewhere',
    );
  });
});
