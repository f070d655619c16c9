/**
 * The guide "Moving from PyTorch": its names are PyTorch's, its code compiles, and what it says of conventions and
 * operations is what the sources say.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import * as gradus from '../../src/index.js';
import { conventions, ruleNames } from '../../src/verify/ledger.js';
import { complaints } from './compile.js';
import { readPage, root, tables } from './markdown.js';
import { isPublic, languages, withNames } from './torch-names.js';

const { names } = JSON.parse(readFileSync(join(root, 'fixtures/listings.json'), 'utf8')) as {
  /** The cells in which PyTorch's names stand; `fixtures/listings.py` refuses a name that PyTorch does not have. */
  readonly names: readonly string[];
};

/** What the code of a Gradus column is about. */
const prelude = `
  import * as everything from 'gradus';
  declare let x: everything.Tensor, v: everything.Variable;
  declare const y: everything.Tensor, g: everything.Tensor, m: everything.Tensor, n: everything.Tensor;
  declare const i: everything.Tensor, t: everything.Tensor;
  declare const w: everything.Variable, loss: everything.Variable, lr: number;
  declare const generator: everything.Generator;
  declare const double: (w: everything.Variable) => everything.Variable, total: typeof double;
  class Exp extends everything.Function {
    forward(x: everything.Tensor): everything.Tensor { return x.exp(); }
    backward(grad: everything.Variable): everything.Variable[] { return [grad.mul(this.output)]; }
  }
  class Net extends everything.Module {
    forward(x: everything.Variable): everything.Variable { return x; }
  }
  declare const exp: Exp, net: Net;
`;

describe.each(languages)('the guide in %s', (language) => {
  const path = `docs/guides/${language}/from-pytorch.md`;
  const page = readPage(path);
  const named = tables(page).filter(([heading]) => heading?.[0] === 'PyTorch');

  test('has the table of operations that the sources make: else run npm run guides', async () => {
    const text = readFileSync(join(root, path), 'utf8');
    const options = { ...(await resolveConfig(join(root, path))), parser: 'markdown' };
    expect(text).toBe(await format(withNames(text, language), options));
  });

  test('has names of PyTorch only that PyTorch has: else run fixtures/listings.py', () => {
    expect(named.length).toBeGreaterThan(3);
    const cells = named.flatMap(([, ...rows]) => rows.map(([pytorch]) => pytorch));
    const [operations] = tables(page).filter(([heading]) => heading?.[0] === 'Gradus');
    const made = operations?.slice(1).flatMap((row) => row.slice(1).filter((cell) => cell !== '')) ?? [];
    expect([...cells, ...made]).toEqual(names);
  });

  test('names every operation that users can call', () => {
    const [operations] = tables(page).filter(([heading]) => heading?.[0] === 'Gradus');
    const code = operations?.flatMap((row) => row.slice(1)).join(' ') ?? '';
    const mentioned = new Set(Array.from(code.matchAll(/`(\w+)`/g), ([, name = '']) => name));
    expect([...mentioned].filter((name) => !isPublic(name))).toEqual([]);
    expect(ruleNames.filter((name) => isPublic(name) && !mentioned.has(name))).toEqual([]);
  });

  test('has code of Gradus only that compiles', () => {
    const pieces = named.flatMap(([, ...rows]) =>
      rows.flatMap(([, cell = '']) =>
        Array.from(cell.matchAll(/`([^`]+)`/g), ([, code = '']) => ({ place: code, code })),
      ),
    );
    expect(pieces.length).toBeGreaterThan(40);
    const statements = pieces.map(({ code }) =>
      code.startsWith('class ') ? `abstract ${code.replace(/class \w+/, '$&2')} {}` : `void (${code});`,
    );
    const imported = Object.keys(gradus).filter((name) =>
      new RegExp(`\\b${name}\\b`).test(statements.join()),
    );
    const imports = `import { ${imported.join(', ')} } from 'gradus';`;
    const code = [prelude, imports, ...statements].join('\n');
    expect(complaints([{ place: path, code }])).toEqual([]);
  });

  test('says of conventions what the table of the sources says', () => {
    const [, ...rows] = tables(page).find(([heading]) => heading?.[2] === 'Gradus') ?? [];
    const differing = conventions.filter(({ ours, pytorch }) => !Object.is(ours, pytorch));
    expect(rows.map(([operation, , ours, pytorch]) => [operation, ours, pytorch])).toEqual(
      differing.map(({ operation, ours, pytorch }) => [`\`${operation}\``, String(ours), String(pytorch)]),
    );
  });
});
