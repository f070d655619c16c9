/**
 * What the guides and the READMEs type into a shell: every `npx gradus …` is run, prints what stands behind it and makes
 * the picture that the page shows; every `npm run …` is a script there is.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { execute } from '../../src/cli/program.js';
import { capture } from '../cli/capture.js';
import { filesUnder, readPage, root, type Block } from './markdown.js';

const pages = ['README.md', 'README.zh.md', ...filesUnder('docs/guides', '.md')].map(readPage);

/** The commands of a block, without comments. */
const commands = ({ code }: Block): readonly string[] =>
  code
    .split('\n')
    .flatMap((line) => line.replace(/(^|\s)#.*$/, '').split('&&'))
    .map((command) => command.trim())
    .filter((command) => command !== '');

const blocks = pages.flatMap((page) => page.blocks).filter(({ language }) => language === 'sh');

const { scripts, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly version: string;
};

const GRADUS = /^(?:npx )?gradus /;

const loadLedger = () => import('../../src/verify/ledger.js');

/** What a block prints, and the exit code of its last command; two blocks of a page may share a file. */
async function run(block: Block): Promise<{ readonly code: number; readonly printed: string }> {
  const { text, output } = capture();
  let code = 0;
  for (const command of commands(block)) {
    const args = command.replace(GRADUS, '').split(/\s+/);
    code = await execute(args, output, loadLedger);
    expect(text.err).toBe('');
  }
  return { code, printed: text.out.trimEnd() };
}

/** A text in which a line `…` stands for any lines. */
function asPattern(text: string): RegExp {
  const parts = text.split(/^…\n/m).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(?:.*\n)*?')}$`);
}

describe('the commands of', () => {
  const here = process.cwd();
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gradus-guide-'));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(here);
    rmSync(folder, { recursive: true });
  });

  const running = pages.filter(({ blocks }) =>
    blocks.some((block) => block.language === 'sh' && commands(block).some((one) => GRADUS.test(one))),
  );

  test.each(running.map((page) => [page.path, page] as const))('%s print what it says', async (_, page) => {
    for (const block of page.blocks) {
      if (block.language !== 'sh' || !commands(block).every((one) => GRADUS.test(one))) continue;
      const { code, printed } = await run(block);
      // A page that shows a failure says so behind the command.
      expect([block.place, code]).toEqual([
        block.place,
        /# (?:exit code|退出码) 1\b/.test(block.code) ? 1 : 0,
      ]);
      for (const [, name = ''] of block.code.matchAll(/--(?:out|plot) (\S+\.svg)/g)) {
        const picture = readFileSync(join(root, 'docs/guides/pictures', name), 'utf8');
        expect(readFileSync(name, 'utf8') === picture, `${name} is the picture: npm run guides`).toBe(true);
      }
      if (block.output !== null) expect(`${printed}\n`, block.place).toMatch(asPattern(`${block.output}\n`));
    }
  });
});

describe('the other commands', () => {
  test.each(blocks.map((block) => [block.place, block] as const))('%s are there', (_, block) => {
    for (const command of commands(block)) {
      const script = /^npm (?:run )?(\S+)/.exec(command)?.[1];
      if (command.startsWith('npm run ')) expect(Object.keys(scripts)).toContain(script);
      const packed = /gradus-[\d.]+\.tgz/.exec(command)?.[0];
      if (packed !== undefined) expect(packed).toBe(`gradus-${version}.tgz`);
    }
  });
});
