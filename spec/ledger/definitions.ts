/**
 * What the sources say of each operation: its formula and its derivation, from the docstring of its rule, or of the
 * operation itself where it is made of others.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** What is said of one operation, or of one rule. */
export interface Definition {
  /** The rule's class; `null` where the operation is made of others. */
  readonly rule: string | null;
  /** Where it is said, from the root of the repository. */
  readonly file: string;
  /** The paragraphs of the docstring, in Markdown. */
  readonly paragraphs: readonly string[];
}

/** A rule as it stands in the sources. */
export interface RuleSource {
  /** Where it stands, from the root of the repository. */
  readonly file: string;
  /** The line of its class. */
  readonly line: number;
  /** Its class, without the docstring. */
  readonly code: string;
  /** The paragraphs of the docstring, in Markdown. */
  readonly paragraphs: readonly string[];
  /** The operation whose line of the table makes it; `undefined` where it is only a part of one. */
  readonly operation: string | undefined;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A docstring and the file it stands in. */
interface Docstring {
  readonly file: string;
  readonly text: string;
}

type Sources = readonly { readonly file: string; readonly source: ts.SourceFile }[];

function sourcesUnder(folder: string): Sources {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name) => {
      const file = `${folder}/${name.replaceAll('\\', '/')}`;
      const text = readFileSync(join(root, file), 'utf8');
      return { file, source: ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true) };
    });
}

/** The docstring of a declaration without its tags; `undefined` where it has none. */
function docstringOf(node: ts.Node): string | undefined {
  const own = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  if (own === undefined) return undefined;
  const text = ts.getTextOfJSDocComment(own.comment) ?? '';
  return text === '' ? undefined : text;
}

/** The docstrings of the rules, by class. One that only states its formula is derived where its base class is. */
function ruleDocstrings(sources: Sources): ReadonlyMap<string, Docstring> {
  const found = new Map<string, Docstring>();
  const bases = new Map<string, string>();
  for (const { file, source } of sources) {
    for (const statement of source.statements) {
      if (!ts.isClassDeclaration(statement) || statement.name === undefined) continue;
      const text = docstringOf(statement);
      if (text !== undefined) found.set(statement.name.text, { file, text });
      const base = statement.heritageClauses?.[0]?.types[0]?.expression.getText();
      if (base !== undefined) bases.set(statement.name.text, base);
    }
  }
  for (const [name, { file, text }] of found) {
    const base = found.get(bases.get(name) ?? '');
    if (paragraphsOf(text).length > 1 || base?.file !== file) continue;
    found.set(name, { file, text: `${text}\n\n${base.text}` });
  }
  return found;
}

/** For each line of the tables of rules, the classes it makes: those that its value names, in order. */
function classesInTables(
  sources: Sources,
  classes: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, readonly [string, ...string[]]> {
  const found = new Map<string, readonly [string, ...string[]]>();
  for (const { source } of sources) {
    const values = new Map<string, ts.Expression>();
    for (const statement of source.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name) && initializer !== undefined) values.set(name.text, initializer);
      }
    }
    const classesNamedBy = (node: ts.Node, depth: number): readonly string[] => {
      if (ts.isIdentifier(node)) {
        if (classes.has(node.text)) return [node.text];
        const value = depth > 0 ? values.get(node.text) : undefined;
        return value === undefined ? [] : classesNamedBy(value, depth - 1);
      }
      const named: string[] = [];
      ts.forEachChild(node, (child) => {
        named.push(...classesNamedBy(child, depth));
      });
      return named;
    };
    for (const value of values.values()) {
      if (!ts.isObjectLiteralExpression(value)) continue;
      for (const line of value.properties) {
        if (!ts.isPropertyAssignment(line) || !ts.isIdentifier(line.name)) continue;
        const [first, ...others] = classesNamedBy(line.initializer, 1);
        if (first !== undefined) found.set(line.name.text, [first, ...others]);
      }
    }
  }
  return found;
}

/** The docstrings of methods and functions, by name. */
function operationDocstrings(sources: Sources): ReadonlyMap<string, Docstring> {
  const found = new Map<string, Docstring>();
  const keep = (node: ts.MethodDeclaration | ts.FunctionDeclaration, file: string): void => {
    const text = docstringOf(node);
    const name = node.name?.getText();
    if (name !== undefined && text !== undefined && !found.has(name)) found.set(name, { file, text });
  };
  for (const { file, source } of sources) {
    for (const statement of source.statements) {
      // A helper of a file may bear the name of an operation.
      if (ts.isFunctionDeclaration(statement) && isExported(statement)) keep(statement, file);
      if (ts.isClassDeclaration(statement)) {
        statement.members.filter(ts.isMethodDeclaration).forEach((member) => {
          keep(member, file);
        });
      }
    }
  }
  return found;
}

const isExported = (node: ts.FunctionDeclaration): boolean =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;

/** A docstring as paragraphs of Markdown, each on one line but for lists. */
function paragraphsOf(text: string): string[] {
  return paragraphs(
    text
      .replaceAll(LINK, (_, target: string, words?: string) => words ?? `\`${target}\``)
      .replaceAll(/<(?=[A-Za-z/!])/g, '\\<'),
  );
}

/** The same as it is printed in a terminal. */
function plainParagraphsOf(text: string): string[] {
  return paragraphs(
    text.replaceAll(LINK, (_, target: string, words?: string) => words ?? target).replaceAll('`', ''),
  );
}

function paragraphs(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s*\n\s*(?!- )/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');
}

/** {@link target | words}. */
const LINK = /\{@link\s+([^}|]+?)\s*(?:\|\s*([^}]+?)\s*)?\}/g;

let cachedRules: ReadonlyMap<string, RuleSource> | undefined;

/** The rule of this class, as it stands in the sources. */
export function ruleSourceOf(name: string): RuleSource {
  cachedRules ??= allRules();
  const found = cachedRules.get(name);
  if (found === undefined) throw new Error(`${name}: no rule of this name has a docstring`);
  return found;
}

function allRules(): ReadonlyMap<string, RuleSource> {
  const sources = sourcesUnder('src/autograd/rules');
  const docstrings = ruleDocstrings(sources);
  const operations = new Map<string, string>();
  for (const [operation, classes] of classesInTables(sources, docstrings)) {
    for (const name of classes) if (!operations.has(name)) operations.set(name, operation);
  }
  const found = new Map<string, RuleSource>();
  for (const { file, source } of sources) {
    for (const statement of source.statements.filter(ts.isClassDeclaration)) {
      const name = statement.name?.text ?? '';
      const docstring = docstrings.get(name);
      if (docstring === undefined) continue;
      found.set(name, {
        file,
        line: source.getLineAndCharacterOfPosition(statement.getStart()).line + 1,
        code: statement.getText(),
        paragraphs: paragraphsOf(docstring.text),
        operation: operations.get(name),
      });
    }
  }
  return found;
}

/** What one rule's docstring says, as {@link explainBackward} prints it. */
export interface Formula {
  /** The rule's class, and the file it stands in. */
  readonly rule: string;
  readonly file: string;
  /** What it computes, without the full stop. */
  readonly formula: string;
  /** Why its derivative is what it is. */
  readonly derivation: string;
}

/** The formulas of all rules, in the order of the files and of the classes in them. */
export function formulasOfRules(): readonly Formula[] {
  const sources = sourcesUnder('src/autograd/rules');
  const docstrings = ruleDocstrings(sources);
  return sources.flatMap(({ file, source }) =>
    source.statements.flatMap((statement) => {
      if (!ts.isClassDeclaration(statement) || statement.name === undefined) return [];
      if (statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword)) return [];
      const rule = statement.name.text;
      const [formula, ...derivation] = plainParagraphsOf(docstrings.get(rule)?.text ?? '');
      if (formula === undefined) throw new Error(`${rule}: the rule has no docstring`);
      return [{ rule, file, formula: formula.replace(/\.$/, ''), derivation: derivation.join(' ') }];
    }),
  );
}

let cached: ReadonlyMap<string, Definition> | undefined;

/** What is said of an operation, and where. */
export function definitionOf(name: string): Definition {
  cached ??= allDefinitions();
  const found = cached.get(name);
  if (found === undefined) {
    throw new Error(`${name}: neither a rule's class nor a method or function of this name has a docstring`);
  }
  return found;
}

function allDefinitions(): ReadonlyMap<string, Definition> {
  const rules = sourcesUnder('src/autograd/rules');
  const classes = ruleDocstrings(rules);
  const operations = operationDocstrings([
    ...sourcesUnder('src/tensor/algebra'),
    ...sourcesUnder('src/tensor'),
    ...sourcesUnder('src/nn'),
  ]);
  const definition = (rule: string | null, { file, text }: Docstring): Definition => {
    return { rule, file, paragraphs: paragraphsOf(text) };
  };
  const found = new Map<string, Definition>();
  for (const [name, docstring] of operations) found.set(name, definition(null, docstring));
  for (const [name, [rule]] of classesInTables(rules, classes)) {
    const docstring = classes.get(rule);
    if (docstring !== undefined) found.set(name, definition(rule, docstring));
  }
  return found;
}
