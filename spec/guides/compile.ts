/**
 * What the compiler says of code that stands in the documentation.
 */
import { join } from 'node:path';
import ts from 'typescript';
import { root, type Block } from './markdown.js';

/**
 * The compiler's complaints about each piece of code, as a module of its own; all of them as one program with the
 * library's own sources, as strict as they are.
 */
export function complaints(pieces: readonly Pick<Block, 'place' | 'code'>[]): readonly string[] {
  const configPath = join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(configPath, (path) => ts.sys.readFile(path)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, references: [] }, ts.sys, root);
  const files = new Map(pieces.map(({ code }, i) => [join(root, 'spec', `example-${i}.ts`), code]));
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
      return `${pieces[i]?.place ?? ''} + ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  });
}
