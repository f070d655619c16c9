/**
 * What the specs of the documentation read out of a page of Markdown: code, headings, tables, links and prose.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A fenced block. */
export interface Block {
  /** Where it stands, as path:line. */
  readonly place: string;
  /** What stands behind the fence. */
  readonly language: string;
  readonly code: string;
  /** What it prints: the `text` block right behind it. */
  readonly output: string | null;
}

/** A page, taken apart. */
export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly blocks: readonly Block[];
  /** The lines outside of blocks; those of blocks are empty, so that numbers of lines stay. */
  readonly prose: readonly string[];
}

/** The files under a folder with an extension, sorted, from the root of the repository. */
export function filesUnder(folder: string, extension: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension) && !/^(api|dist)\b|node_modules/.test(name))
    .map((name) => join(folder, name))
    .sort((a, b) => (a < b ? -1 : 1));
}

/** Reads a page; the docstrings of a source are one, behind asterisks. */
export function readPage(path: string): Page {
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  return takeApart(path, path.endsWith('.ts') ? lines.map((line) => line.replace(/^\s*\* ?/, '')) : lines);
}

/** Takes the lines of a page apart. */
export function takeApart(path: string, lines: readonly string[]): Page {
  const blocks: Block[] = [];
  const prose: string[] = [];
  let open: { readonly start: number; readonly language: string } | undefined;
  /** The block that a `text` block would be the output of. */
  let printing = -1;
  lines.forEach((line, i) => {
    const fence = /^\s*```(\w*)/.exec(line)?.[1];
    if (open === undefined && fence !== undefined) {
      open = { start: i + 1, language: fence };
    } else if (open !== undefined && fence === '') {
      const { start, language } = open;
      const code = lines.slice(start, i).join('\n');
      const before = blocks[printing];
      if (language === 'text' && before !== undefined) blocks[printing] = { ...before, output: code };
      else blocks.push({ place: `${path}:${start + 1}`, language, code, output: null });
      printing = language === 'text' ? -1 : blocks.length - 1;
      open = undefined;
    } else if (open === undefined && line.trim() !== '') {
      printing = -1;
    }
    prose.push(open !== undefined || fence !== undefined ? '' : line);
  });
  if (open !== undefined) throw new SyntaxError(`${path}: the block of line ${open.start} is not closed`);
  return { path, blocks, prose };
}

/** Code without its comments, which are in the language of the page; `=> value` stays. */
export function withoutComments(code: string): string {
  return code
    .split('\n')
    .map((line) => line.replace(/(^|\s+)(\/\/|#) (?!=>).*$/, ''))
    .filter((line) => line.trim() !== '')
    .join('\n');
}

/** The headings of a page, each as its level and its text. */
export function headings({ prose }: Page): readonly (readonly [level: number, text: string])[] {
  return prose.flatMap((line) => {
    const [, signs, text] = /^(#{1,6}) (.*)$/.exec(line) ?? [];
    return signs === undefined || text === undefined ? [] : [[signs.length, text] as const];
  });
}

/** The tables of a page: rows of cells, the line of dashes left out. */
export function tables({ prose }: Page): readonly (readonly (readonly string[])[])[] {
  const found: string[][][] = [];
  prose.forEach((line, i) => {
    if (!line.startsWith('|')) return;
    if (i === 0 || prose[i - 1]?.startsWith('|') !== true) found.push([]);
    if (/^\|[\s:|-]+\|$/.test(line)) return;
    const cells = line.slice(1, -1).split(/(?<!\\)\|/);
    found.at(-1)?.push(cells.map((cell) => cell.trim().replaceAll('\\|', '|')));
  });
  return found;
}

/** The targets of the links and pictures of a page. */
export function links({ prose }: Page): readonly string[] {
  const text = prose.join('\n').replace(/`[^`\n]*`/g, '');
  return [
    ...Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target),
    ...Array.from(text.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g), ([, target = '']) => target),
  ];
}

/** The anchors that a code host gives the headings of a page. */
export function anchors(page: Page): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, text] of headings(page)) {
    const plain = text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const base = plain.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-');
    let name = base;
    for (let i = 1; found.has(name); i++) name = `${base}-${i}`;
    found.add(name);
  }
  return found;
}
