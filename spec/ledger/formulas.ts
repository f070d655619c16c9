/**
 * The file src/inspect/formulas.ts: at run time there are no docstrings, so what they say of the rules is written down
 * where `explainBackward` finds it.
 */
import { formulasOfRules } from './definitions.js';

/** The text of the file, before it is formatted. */
export function formulasSource(): string {
  const formulas = formulasOfRules();
  const files = [...new Set(formulas.map(({ file }) => file))];
  const imports = files.map((file) => {
    const names = formulas.filter((formula) => formula.file === file).map(({ rule }) => rule);
    return `import { ${names.join(', ')} } from '${file.replace(/^src/, '..').replace(/\.ts$/, '.js')}';`;
  });
  const rows = formulas.map(({ rule, formula, derivation }) => {
    return `[${rule}, { formula: ${JSON.stringify(formula)}, derivation: ${JSON.stringify(derivation)} }],`;
  });
  return `/**
 * What the rules compute and why their derivatives are what they are, in the words of their docstrings, from which
 * \`npm run ledger\` makes this file.
 *
 * @module
 */
${imports.join('\n')}

/** What is said of a rule. */
export interface Formula {
  /** What it computes. */
  readonly formula: string;
  /** Why its derivative is what it is. */
  readonly derivation: string;
}

/** The formulas by class: a rule of the same name from elsewhere is another one. */
export const formulas: ReadonlyMap<unknown, Formula> = new Map<unknown, Formula>([
${rows.join('\n')}
]);
`;
}
