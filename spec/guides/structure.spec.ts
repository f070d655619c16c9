/**
 * The guides in English and in Chinese are the same guides: the same pages, headings, code and tables. And no page of
 * the documentation has a link that leads nowhere, or a number that no block shows.
 */
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  anchors,
  filesUnder,
  headings,
  links,
  readPage,
  root,
  tables,
  takeApart,
  withoutComments,
  type Page,
} from './markdown.js';

const namesIn = (folder: string): readonly string[] =>
  filesUnder(folder, '.md').map((path) => path.slice(folder.length + 1));

const guides = namesIn('docs/guides/en');

/** The pages that say the same in both languages. */
const pairs = [
  ...guides.map((name) => [`docs/guides/en/${name}`, `docs/guides/zh/${name}`] as const),
  ['README.md', 'README.zh.md'] as const,
];

describe('a page in both languages', () => {
  test('has the same name', () => {
    expect(namesIn('docs/guides/zh')).toEqual(guides);
    expect(guides.length).toBeGreaterThan(0);
  });

  describe.each(pairs)('%s and %s', (english, chinese) => {
    const [en, zh] = [readPage(english), readPage(chinese)];

    test('have headings of the same levels', () => {
      const levels = (page: Page): readonly number[] => headings(page).map(([level]) => level);
      expect(levels(zh)).toEqual(levels(en));
    });

    test('have the same blocks, but for comments', () => {
      const code = (page: Page): unknown =>
        page.blocks.map(({ language, code, output }) => [language, withoutComments(code), output]);
      expect(code(zh)).toEqual(code(en));
    });

    test('have tables of the same sizes', () => {
      const sizes = (page: Page): unknown => tables(page).map((rows) => rows.map((row) => row.length));
      expect(sizes(zh)).toEqual(sizes(en));
    });

    test('have the same formulas, but for their words', () => {
      const formulas = (page: Page): unknown =>
        Array.from(page.prose.join('\n').matchAll(/\$\$([^$]+)\$\$/g), ([, formula = '']) =>
          formula.replace(/\\text\{[^}]*\}/g, '').replace(/\s+/g, ' '),
        );
      expect(formulas(zh)).toEqual(formulas(en));
    });

    test('link to each other', () => {
      const target = (from: string, to: string): string =>
        from.startsWith('docs') ? `../${to.slice('docs/guides/'.length)}` : to;
      expect(links(en)).toContain(target(english, chinese));
      expect(links(zh)).toContain(target(chinese, english));
    });
  });
});

const pages = [
  ...['README.md', 'README.zh.md', 'CONTRIBUTING.md', 'fixtures/README.md'],
  ...filesUnder('docs', '.md'),
];

describe('every page', () => {
  test.each(pages)('%s links to what is there', (path) => {
    const page = readPage(path);
    const broken = links(page).filter((target) => {
      if (/^[a-z]+:/.test(target)) return false;
      const [file = '', anchor] = target.split('#');
      const there = file === '' ? path : normalize(join(dirname(path), file));
      if (!existsSync(join(root, there))) return true;
      return anchor !== undefined && !anchors(readPage(there)).has(decodeURIComponent(anchor));
    });
    expect(broken).toEqual([]);
  });
});

/** What a spec runs, or holds to what makes it. */
const checked = ['ts', 'js', 'py', 'sh', 'mermaid'];

describe('a guide', () => {
  test.each(pairs.flat())('%s has no block that nothing checks', (path) => {
    const others = readPage(path).blocks.filter(({ language }) => !checked.includes(language));
    expect(others).toEqual([]);
  });

  // A number of five digits or more is of a measurement or of a run. (A year has four.)
  test.each(pairs.flat())('%s states no number that its blocks do not show', (path) => {
    const { prose, blocks } = readPage(path);
    const shown = blocks.map(({ code, output }) => `${code}\n${output ?? ''}`).join('\n');
    const stated = prose.flatMap((line) => line.match(/(?<![\w.])\d{5,}(?:\.\d+)?(?!\w)/g) ?? []);
    expect(stated.filter((number) => !shown.includes(number))).toEqual([]);
  });
});

describe('taking a page apart', () => {
  const page = takeApart('here', [
    ...['# One', '', '```ts', 'f(); // => 1', '# not a heading', '```', '', '```text', 'out', '```'],
    ...['', '| a \\| b | c |', '| --- | --- |', '| d | [e](f.md#g) |', '', '```text', 'alone', '```'],
  ]);

  test('finds blocks with what they print, headings, tables and links', () => {
    expect(page.blocks).toEqual([
      { place: 'here:4', language: 'ts', code: 'f(); // => 1\n# not a heading', output: 'out' },
      { place: 'here:17', language: 'text', code: 'alone', output: null },
    ]);
    expect(headings(page)).toEqual([[1, 'One']]);
    expect(tables(page)).toEqual([
      [
        ['a | b', 'c'],
        ['d', '[e](f.md#g)'],
      ],
    ]);
    expect(links(page)).toEqual(['f.md#g']);
  });

  test('gives headings the anchors of a code host', () => {
    const of = (...lines: readonly string[]): unknown => [...anchors(takeApart('', lines))];
    expect(of('# The `grad` of x, and y', '## 叶子节点', '## 叶子节点', '# A/B')).toEqual([
      'the-grad-of-x-and-y',
      '叶子节点',
      '叶子节点-1',
      'ab',
    ]);
  });

  test('leaves promises in code without comments', () => {
    expect(withoutComments('// why\na(); // this\nb(); // => 1')).toBe('a();\nb(); // => 1');
  });
});
