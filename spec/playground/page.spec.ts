/**
 * The playground in a browser, as a reader uses it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { fixed4 } from '../../src/cli/format.js';
import { programs, type ProgramName } from '../../src/index.js';
import { allPrograms } from '../experiments/configs.js';
import { need } from '../properties/indices.js';
import { missing, Playground, skipped, type Opened } from './browser.js';

/** Until it holds: a browser on a busy machine takes its time. */
const eventually = <Value>(value: () => Value | Promise<Value>) => expect.poll(value, { timeout: 30_000 });

const small = 'batch=4&inputs=6&hidden=5&outputs=3&epochs=6&lr=1e-3';
const smallConfig = { batch: 4, inputs: 6, hidden: 5, outputs: 3, epochs: 6, learningRate: 1e-3 };

describe.skipIf(missing)(`the playground in Chromium${skipped}`, () => {
  let playground: Playground;
  let opened: Opened | undefined;

  beforeAll(async () => (playground = await Playground.start()), 120_000);
  afterAll(() => playground.stop());

  const open = async (hash = '', options: Parameters<Playground['open']>[1] = {}): Promise<Page> => {
    opened = await playground.open(`${playground.hosted}${hash}`, options);
    return opened.page;
  };

  afterEach(async () => {
    const { page, complaints } = opened ?? {};
    opened = undefined;
    await page?.context().close();
    expect(complaints ?? []).toEqual([]);
  });

  const press = (page: Page, name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click();

  /** Presses a button of one part of the page. */
  const pressIn = (page: Page, part: string, name: string): Promise<void> =>
    page.locator(part).getByRole('button', { name, exact: true }).click();

  /** The losses in the table of a part, column by column. */
  const column = (page: Page, part: string, place: number): Promise<string[]> =>
    page.locator(`${part} .losses tbody td:nth-child(${place})`).allInnerTexts();

  const digest = (page: Page): Promise<string> => page.locator('#train .digest code').innerText();

  const status = (page: Page, part: string): Promise<string> =>
    page.locator(`${part} [role=status]`).last().innerText();

  const write = (page: Page, code: string): Promise<void> => page.getByLabel('Code (JavaScript)').fill(code);

  describe('training', () => {
    test('prints 48420312 first at seed 0, and then what the library gives elsewhere, bit for bit', async () => {
      const page = await open();
      await press(page, 'Run');
      await page.locator('#train .digest').waitFor();
      const shown = await column(page, '#train', 2);
      const { losses, digest: expected } = programs.autograd({ seed: 0 });
      expect(shown[0]).toBe('48420312.0000');
      expect(shown).toEqual(losses.map(fixed4));
      expect(await digest(page)).toBe(expected);
      expect(await page.getByRole('img', { name: /^Curve of the loss over 20 epochs/ }).count()).toBe(1);
    });

    test.each(allPrograms)(
      'runs the program %s with the settings of the fields',
      async (name: ProgramName) => {
        const page = await open();
        await page.getByLabel('Program').selectOption(name);
        const fields = {
          Seed: '7',
          'Learning rate': '1e-3',
          Epochs: '6',
          Batch: '4',
          Inputs: '6',
          Outputs: '3',
        };
        for (const [label, value] of Object.entries({ ...fields, 'Hidden units': '5' })) {
          await page.getByLabel(label, { exact: true }).fill(value);
        }
        await page.getByLabel('float64').check();
        await press(page, 'Run');
        await page.locator('#train .digest').waitFor();
        expect(await digest(page)).toBe(programs[name]({ ...smallConfig, seed: 7, dtype: 'float64' }).digest);
      },
    );

    test('goes epoch by epoch, on to the end, and back to the beginning', async () => {
      const page = await open(`#${small}`);
      const { losses } = programs.autograd(smallConfig);
      for (let count = 1; count <= 3; count++) {
        await press(page, 'Step');
        await eventually(() => column(page, '#train', 2)).toEqual(losses.slice(0, count).map(fixed4));
        await eventually(() => page.locator('#graph .lead').innerText()).toContain(`at epoch ${count - 1}.`);
      }
      await press(page, 'Run');
      await page.locator('#train .digest').waitFor();
      expect(await column(page, '#train', 2)).toEqual(losses.map(fixed4));
      await press(page, 'Reset');
      expect(await column(page, '#train', 2)).toEqual([]);
    });

    test('is stopped in the middle, answers meanwhile, and can go on with other settings', async () => {
      const page = await open('#batch=400&hidden=400&epochs=1000');
      await press(page, 'Run');
      await eventually(() => column(page, '#train', 2)).not.toEqual([]);
      await page.getByLabel('linear', { exact: true }).check();
      expect(await status(page, '#train')).toBe('Running …');
      await pressIn(page, '#train', 'Stop');
      await eventually(() => status(page, '#train')).toMatch(/^Stopped after \d+ epochs/);
      expect((await column(page, '#train', 2)).length).toBeLessThan(1000);
      for (const label of ['Batch', 'Hidden units', 'Epochs']) await page.getByLabel(label).fill('3');
      expect(await column(page, '#train', 2)).toEqual([]);
      await press(page, 'Run');
      await page.locator('#train .digest').waitFor();
      expect(await column(page, '#train', 2)).toHaveLength(3);
    });

    test('says that it diverges', async () => {
      const page = await open(`#${small.replace('1e-3', '10')}&epochs=30`.replace('epochs=6&', ''));
      await press(page, 'Run');
      await page.locator('#train .digest').waitFor();
      expect(await status(page, '#train')).toContain('no finite number');
      expect(await column(page, '#train', 2)).toContain('nan');
    });

    test('refuses a field that holds no acceptable number, and says what it accepts', async () => {
      const page = await open(`#${small}`);
      await page.getByLabel('Seed').fill('4294967296');
      await eventually(() => page.getByRole('alert').innerText()).toBe(
        'Accepted is a whole number from 0 to 4294967295.',
      );
      expect(await page.getByLabel('Seed').getAttribute('aria-invalid')).toBe('true');
      const run = page.getByRole('button', { name: 'Run', exact: true });
      expect(await run.getAttribute('aria-disabled')).toBe('true');
      await run.click({ force: true });
      expect(await column(page, '#train', 2)).toEqual([]);
      await page.getByLabel('Seed').fill('1');
      await press(page, 'Run');
      await eventually(() => column(page, '#train', 2)).not.toEqual([]);
    });
  });

  describe('the graph', () => {
    const node = (page: Page, name: RegExp) => page.locator('#graph .plan').getByRole('button', { name });
    const title = (page: Page): Promise<string> => page.locator('#graph .details h3').innerText();

    test('shows the numbers of a value on hover, and on focus by the arrow keys', async () => {
      const page = await open();
      await node(page, /^h Mm/).hover();
      await eventually(() => title(page)).toMatch(/^h\s+Mm$/);
      const details = page.locator('#graph .details');
      expect(await details.innerText()).toContain('[100, 100]');
      await node(page, /^L Sum/).focus();
      await eventually(() => title(page)).toMatch(/^L\s+Sum$/);
      expect(await details.innerText()).toContain('48420312');
      await page.keyboard.press('ArrowLeft');
      await eventually(() => title(page)).toMatch(/^s\s+Pow$/);
      await page.keyboard.press('Home');
      await eventually(() => title(page)).toMatch(/^x\s+data$/);
      expect(await details.innerText()).toContain('None is computed');
      expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toMatch(
        /^x data \[100, 1000\]\. Value: norm/,
      );
    });

    test('is walked back, function by function', async () => {
      const page = await open(`#${small}`);
      const walked: string[] = [];
      for (let i = 0; i < 6; i++) {
        await eventually(() => status(page, '#graph')).toContain(`Step ${i + 1} of 6`);
        walked.push((await status(page, '#graph')).replace(/.*: /, ''));
        if (i < 5) await press(page, 'Next');
      }
      expect(walked).toEqual(['Sum', 'Pow', 'Sub', 'Mm', 'Clamp', 'Mm']);
      expect(await page.locator('#graph .walk tbody').count()).toBe(6);
    });
  });

  describe('the published gradient', () => {
    test('is refuted: the losses part at epoch 1, the gradients are counted, the counterexample is shown', async () => {
      const page = await open();
      await press(page, 'Compare');
      await page.locator('#compare .quadrants').waitFor();
      expect(await status(page, '#compare')).toContain('epoch 1, and part there');
      const [published, manual] = [programs.published(), programs.manual()];
      expect(await column(page, '#compare', 2)).toEqual(published.losses.map(fixed4));
      expect(await column(page, '#compare', 3)).toEqual(manual.losses.map(fixed4));
      const shrunk = await page.locator('#compare .values .strong').allInnerTexts();
      expect(shrunk).toEqual(['[[1]]', '[[1]]', '[[1]]', '[[2]]']);
      const told = await page.locator('#compare').innerText();
      expect(told).toMatch(/differ in 4.?255 of 10.?000 elements/u);
      expect(told).toContain('−2');
    });
  });

  describe('the box', () => {
    const verdict = async (page: Page, button = 'Check'): Promise<string> => {
      await pressIn(page, '#check', button);
      await page.locator('#check .seal, #check .fault').waitFor();
      return page.locator('#check .verdict').innerText();
    };

    test('catches a wrong hand-derived gradient, and shows where', async () => {
      const page = await open(`#${small}`);
      const told = await verdict(page);
      expect(told).toContain('Fail: the gradient is wrong');
      const cells = await page.locator('#check .values tbody tr').first().locator('td').allInnerTexts();
      // x³ at 0.5: the code has 2x², the truth is 3x².
      expect(cells.slice(0, 2)).toEqual(['0.5', '0.75']);
      await write(
        page,
        (await page.getByLabel('Code (JavaScript)').inputValue()).replace('mul(2)', 'mul(3)'),
      );
      expect(await verdict(page)).toContain('Pass: the gradient is right here');
    });

    test.each([
      ['right', 'Pass'],
      ['published', 'Fail'],
      ['kink', 'Kink'],
    ])('finds the example %s to be: %s', async (name, expected) => {
      const page = await open(`#${small}`);
      await page.getByLabel('Begin with').selectOption(name);
      const told = await verdict(page);
      expect(told).toContain(expected);
      if (name === 'kink') expect(told).toMatch(/−1\s+1\s+0\s+yes/);
    });

    test('searches for a counterexample, and shrinks it', async () => {
      const page = await open(`#${small}`);
      await page.getByLabel('Begin with').selectOption('published');
      expect(await verdict(page, 'Search for a counterexample')).toMatch(/Point \d+ failed/);
      await page.getByLabel('Begin with').selectOption('right');
      await pressIn(page, '#check', 'Search for a counterexample');
      await eventually(() => status(page, '#check')).toContain('right at all of them');
    });

    test('stops an endless loop when asked, and is ready for the next', async () => {
      const page = await open(`#${small}`);
      await write(page, 'while (true);');
      await pressIn(page, '#check', 'Check');
      await eventually(() => status(page, '#check')).toBe('Checking …');
      await pressIn(page, '#check', 'Stop');
      await eventually(() => status(page, '#check')).toContain('Stopped');
      await page.getByLabel('Begin with').selectOption('right');
      expect(await verdict(page)).toContain('Pass');
    });

    test('stops an endless loop by itself after ten seconds', async () => {
      const page = await open(`#${small}`);
      await page.clock.install();
      await write(
        page,
        'const inputs = [1]; const forward = (x) => { for (;;); }; const backward = forward;',
      );
      await pressIn(page, '#check', 'Check');
      await eventually(() => status(page, '#check')).toBe('Checking …');
      await page.clock.runFor(10_000);
      await eventually(() => status(page, '#check')).toContain('Stopped after 10 seconds');
    });

    test('shows what is wrong with code that does not run', async () => {
      const page = await open(`#${small}`);
      await write(
        page,
        'const inputs = [1]; function forward(x) { return x.nothing(); } function backward(g) {}',
      );
      expect(await verdict(page)).toContain('x.nothing is not a function');
      await write(page, 'function (');
      expect(await verdict(page)).toContain('SyntaxError');
    });

    test('has nowhere to send anything: code from a link could not', async () => {
      const page = await open(`#${small}`);
      const code = (line: string) =>
        `${line}; const inputs = [1]; const forward = (x) => x.exp(); const backward = forward;`;
      const before = playground.asked.length;
      await write(page, code(`importScripts('${playground.hosted.replace('127.0.0.1', 'localhost')}a.js')`));
      expect(await verdict(page)).toContain('NetworkError');
      await write(
        page,
        code(`const r = new XMLHttpRequest(); r.open('GET', '${playground.hosted}secret', false); r.send()`),
      );
      expect(await verdict(page)).toContain('NetworkError');
      expect(playground.asked.slice(before)).toEqual([]);
      // The refusals are what the browser complains of here.
      const said = need(opened).complaints as string[];
      expect(said.filter((line) => !/Content Security Policy|not loaded/.test(line))).toEqual([]);
      said.length = 0;
    });
  });

  describe('a link', () => {
    test('opens the page as it was shared', async () => {
      const page = await open();
      await page.getByLabel('Program').selectOption('published');
      await page.getByLabel('Seed').fill('42');
      await page.getByLabel('Learning rate').fill('2e-6');
      await page.getByLabel('linear', { exact: true }).check();
      await page.getByLabel('float64').check();
      await page.getByLabel('Second order too').check();
      await write(page, 'const inputs = [1]; // 你好 & # %');
      await press(page, '中文');
      await eventually(() => page.url()).toContain('lang=zh');
      const address = page.url();
      await page.context().close();

      opened = await playground.open(address);
      const again = opened.page;
      expect(await again.title()).toBe('Gradus 演练场');
      expect(await again.getByLabel('程序').inputValue()).toBe('published');
      expect(await again.getByLabel('随机种子').inputValue()).toBe('42');
      expect(await again.getByLabel('学习率').inputValue()).toBe('2e-6');
      expect(await again.getByLabel('线性').isChecked()).toBe(true);
      expect(await again.getByLabel('float64').isChecked()).toBe(true);
      expect(await again.getByLabel('同时检验二阶').isChecked()).toBe(true);
      expect(await again.getByLabel('代码（JavaScript）').inputValue()).toBe(
        'const inputs = [1]; // 你好 & # %',
      );
      expect(await again.locator('#code-help').innerText()).toContain('这段代码来自链接');
      expect(again.url()).toBe(address);
    });

    test('does not run its code by itself', async () => {
      const page = await open(`#${small}&code=${encodeURIComponent('while (true);')}`);
      await page.waitForTimeout(500);
      expect(await status(page, '#check')).toContain('“Check” looks at the inputs');
    });

    test('with wrong values says so, and opens with the defaults', async () => {
      const page = await open('#seed=-3&program=sgd&batch=%E0%A4%A&lr=fast&colour=red&epochs=7&lang=fr');
      const told = await page.getByRole('alert').innerText();
      for (const part of ['Seed', '“sgd”', 'Batch', '“fast”', '“colour”', '“fr”'])
        expect(told).toContain(part);
      expect(await page.getByLabel('Seed').inputValue()).toBe('0');
      expect(await page.getByLabel('Epochs').inputValue()).toBe('7');
      await press(page, 'Dismiss');
      expect(await page.getByRole('alert').count()).toBe(0);
      await press(page, 'Run');
      await eventually(() => column(page, '#train', 2)).toHaveLength(7);
    });

    test('that is followed on the open page is taken over', async () => {
      const page = await open('#seed=3');
      await page.evaluate('location.hash = "#seed=5&lang=zh"');
      await eventually(() => page.getByLabel('随机种子').inputValue()).toBe('5');
    });

    test('is copied, or offered to be copied by hand', async () => {
      const page = await open('#seed=9', { permissions: ['clipboard-read', 'clipboard-write'] });
      await press(page, 'Copy a link to this page as it is');
      await page.getByText('The link is copied.').waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${playground.hosted}#seed=9`);
      await page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error("no"))');
      await press(page, 'Copy a link to this page as it is');
      expect(await page.getByRole('textbox', { name: 'Copy a link' }).inputValue()).toBe(
        `${playground.hosted}#seed=9`,
      );
    });
  });

  describe('everybody', () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

    /** What axe finds, each with where. */
    const found = async (page: Page): Promise<unknown> => {
      await page.evaluate(axe);
      return page.evaluate(
        `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
          violations.map(({ id, nodes }) => [id, nodes.map(({ target, failureSummary }) => [target, failureSummary])]))`,
      );
    };

    const everything = async (page: Page): Promise<void> => {
      for (const id of ['#train .settings', '#compare', '#check .code']) {
        await page.locator(`${id} .button.main`).first().click();
      }
      for (const shown of ['#train .digest', '#compare .quadrants', '#check .seal']) {
        await page.locator(shown).waitFor();
      }
      await page.locator('#check summary').click();
    };

    test.each(
      (['en', 'zh'] as const).flatMap((lang) =>
        (['light', 'dark'] as const).map((scheme) => [lang, scheme] as const),
      ),
    )('finds no barrier that axe knows: %s, %s', async (lang, scheme) => {
      const page = await open(`#lang=${lang}&${small}&seed=x`, { colorScheme: scheme });
      await page.locator('#graph .details').waitFor();
      expect(await found(page)).toEqual([]);
      await everything(page);
      await page.getByRole('textbox').first().fill('no number');
      expect(await found(page)).toEqual([]);
    });

    test.each(['en', 'zh'])('sees the whole page on a phone: nothing is wider than it (%s)', async (lang) => {
      const page = await open(`#lang=${lang}&${small}&program=published`, {
        viewport: { width: 360, height: 740 },
      });
      await everything(page);
      await eventually(() => page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    });

    test('reads the page in the language of the browser, and in the other after the switch', async () => {
      const page = await open('', { locale: 'zh-CN' });
      const said = (): Promise<unknown> => page.evaluate('[document.documentElement.lang, document.title]');
      expect(await said()).toEqual(['zh-Hans', 'Gradus 演练场']);
      expect(await page.getByLabel('代码（JavaScript）').inputValue()).toContain('手工推导');
      await press(page, 'English');
      expect(await said()).toEqual(['en', 'Gradus playground']);
      expect(await page.getByLabel('Code (JavaScript)').inputValue()).toContain('derived by hand');
      // All that is still Chinese is the name of the language.
      expect((await page.locator('body').innerText()).match(/\p{Script=Han}+/gu)).toEqual(['中文']);
    });

    test('does everything with the keyboard alone', async () => {
      const page = await open(`#${small}`);
      await page.locator('#graph .details').waitFor();
      const focused = (): Promise<string> =>
        page.evaluate(
          `(() => { const e = document.activeElement; return e.labels?.[0]?.innerText ?? e.ariaLabel ?? e.innerText; })()`,
        );
      const tabTo = async (name: RegExp): Promise<void> => {
        for (let i = 0; i < 40; i++) {
          await page.keyboard.press('Tab');
          if (name.test(await focused())) return;
        }
        throw new Error(`the tab key does not come to ${String(name)}; it is at ${await focused()}`);
      };
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('Skip to the content');
      expect(
        await page
          .locator('.skip')
          .evaluate((e: { getBoundingClientRect(): { top: number } }) => e.getBoundingClientRect().top >= 0),
      ).toBe(true);
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('content');
      await tabTo(/^Program$/);
      await page.keyboard.press('ArrowUp');
      expect(await page.getByLabel('Program').inputValue()).toBe('manual');
      await tabTo(/^Seed$/);
      await page.keyboard.type('3');
      await page.keyboard.press('Enter');
      await page.locator('#train .digest').waitFor();
      expect(await digest(page)).toBe(programs.manual({ ...smallConfig, seed: 3 }).digest);
      await tabTo(/^logarithmic$/);
      await tabTo(/^Losses$/);
      await tabTo(/^L Sum/);
      await page.keyboard.press('ArrowLeft');
      expect(await focused()).toMatch(/^s Pow/);
      await tabTo(/^Next$/);
      await tabTo(/^Compare$/);
      await page.keyboard.press('Space');
      await page.locator('#compare .quadrants').waitFor();
      expect(await focused()).toBe('Compare');
      // The tab key leaves the code, and does not write in it.
      await tabTo(/^Code/);
      await tabTo(/^Check$/);
      await page.keyboard.press('Enter');
      await page.locator('#check .seal').waitFor();
      expect(await focused()).toBe('Check');
      await tabTo(/^Copy a link/);
    });

    test('sees where the focus is', async () => {
      const page = await open(`#${small}`);
      for (let i = 0; i < 12; i++) {
        await page.keyboard.press('Tab');
        const outline = 'getComputedStyle(document.activeElement).outlineStyle';
        expect(await page.evaluate(outline)).toBe('solid');
      }
    });
  });

  test('loads less than 300 KB, compressed, and nothing from elsewhere', async () => {
    const before = playground.asked.length;
    const page = await open();
    await page.locator('#graph .details').waitFor();
    await press(page, 'Run');
    await page.locator('#train .digest').waitFor();
    const loaded = playground.asked.slice(before);
    expect(loaded.map(({ path }) => path.replace(/.*\//, '')).sort()).toEqual([
      '',
      'playground.css',
      'playground.js',
    ]);
    const bytes = loaded.reduce((sum, { body }) => sum + gzipSync(body).length, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(300_000);
  });

  test('works when it is opened from disk', async () => {
    opened = await playground.open(`${playground.onDisk}#seed=1&${small}`);
    const { page } = opened;
    await press(page, 'Run');
    await page.locator('#train .digest').waitFor();
    expect(await digest(page)).toBe(programs.autograd({ ...smallConfig, seed: 1 }).digest);
    await press(page, 'Compare');
    await page.locator('#compare .quadrants').waitFor();
    await pressIn(page, '#check', 'Check');
    await page.locator('#check .seal.fail').waitFor();
    await page.getByLabel('Seed').fill('2');
    await eventually(() => page.url()).toContain('seed=2');
  });
});
