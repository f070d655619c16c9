/**
 * The site, built as `npm run docs` builds it: that it is whole. Every link leads somewhere, every formula is typeset,
 * every public name has a page, and the page of an operation says all that is to be said of it.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as gradus from '../../src/index.js';
import { tensor, type Tensor } from '../../src/index.js';
import { ruleNames } from '../../src/verify/ledger.js';
import * as testing from '../../src/testing/index.js';
import { constants } from '../../src/verify/cases/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = join(root, 'node_modules/.cache/gradus-site/dist');

/** The pages of the site by address; the playground is an application, with a spec of its own. */
const pages = new Map<string, string>();
let log = '';

beforeAll(() => {
  log = execFileSync(process.execPath, [join(root, 'docs/site/build.mjs'), out], { encoding: 'utf8' });
  for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
    const address = name.replaceAll('\\', '/');
    if (address.endsWith('.html') && !address.startsWith('playground/')) {
      pages.set(address, readFileSync(join(out, name), 'utf8'));
    }
  }
}, 600_000);

const page = (address: string): string => {
  const html = pages.get(address);
  if (html === undefined) throw new Error(`the site has no page ${address}`);
  return html;
};

/** The values of an attribute in a page. */
const attribute = (html: string, name: string): readonly string[] =>
  Array.from(html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g')), ([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  );

test('it is built without a warning', () => {
  expect(log).not.toMatch(/warning|error/i);
  expect(pages.size).toBeGreaterThan(ruleNames.length);
});

describe('a page', () => {
  test('has a title and a language, that of its text', () => {
    for (const [address, html] of pages) {
      const language = address === 'zh.html' || address.startsWith('guides/zh/') ? 'zh-Hans' : 'en';
      expect(/<html[^>]*\slang="([^"]*)"/.exec(html)?.[1], address).toBe(language);
      expect(/<title>([^<]+)<\/title>/.exec(html)?.[1]?.trim(), address).toBeTruthy();
    }
  });

  test('links to pages and anchors that exist', () => {
    const ids = new Map(Array.from(pages, ([address, html]) => [address, new Set(attribute(html, 'id'))]));
    const broken: string[] = [];
    for (const [address, html] of pages) {
      for (const href of [...attribute(html, 'href'), ...attribute(html, 'src')]) {
        if (/^(?:https?:|mailto:|data:)/.test(href)) continue;
        const [path = '', anchor] = href.split('#').map(decodeURIComponent);
        const target = path === '' ? address : normalize(join(dirname(address), path));
        if (!existsSync(join(out, target))) broken.push(`${address}: ${href}`);
        else if (
          anchor !== undefined &&
          anchor !== '' &&
          ids.has(target) &&
          ids.get(target)?.has(anchor) !== true
        ) {
          broken.push(`${address}: ${href}`);
        }
      }
    }
    expect(broken).toEqual([]);
  });

  test('loads nothing from elsewhere', () => {
    for (const [address, html] of pages) {
      const loaded = Array.from(html.matchAll(/<(?:script|link|img|iframe|source)\b[^>]*/g), ([tag]) => tag);
      expect(
        loaded.filter((tag) => /\b(?:src|href)="(?:https?:)?\/\//.test(tag)),
        address,
      ).toEqual([]);
    }
    const styles = readdirSync(join(out, 'assets'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.css'),
    );
    for (const name of styles) {
      const css = readFileSync(join(out, 'assets', name), 'utf8');
      for (const [, url = ''] of css.matchAll(/url\(["']?([^"')]*)/g)) {
        if (!url.startsWith('data:'))
          expect(existsSync(join(out, 'assets', dirname(name), url)), `${name}: ${url}`).toBe(true);
      }
    }
  });

  test('has its formulas typeset', () => {
    let formulas = 0;
    for (const [address, html] of pages) {
      expect(html, address).not.toContain('katex-error');
      formulas += html.split('class="katex"').length - 1;
    }
    expect(formulas).toBeGreaterThan(1000);
  });
});

describe('the pages of the API', () => {
  test('have one for every public name', () => {
    const anywhere = new Set(
      Array.from(pages.keys(), (address) => address.replaceAll(/^\w+\/(?:testing\.)?|\.html$/g, '')),
    );
    const names = [...Object.keys(gradus), ...Object.keys(testing)];
    expect(names.filter((name) => !anywhere.has(name))).toEqual([]);
  });
});

/** Calls a method that takes no arguments, or has a default for all of them. */
function call(x: Tensor, name: string): void {
  const methods = x as unknown as Readonly<Record<string, () => unknown>>;
  methods[name]?.();
}

/** The operations that are reached by name: as a method, or as a function. */
const isPublic = (name: string): boolean => name in tensor(0) || name in gradus;

describe('the page of an operation', () => {
  const parts = (html: string): readonly string[] => attribute(html, 'data-part');

  /** What stands under a heading of the docstring. */
  const says = (html: string, heading: string): boolean => new RegExp(`<h4[^>]*>${heading}`).test(html);

  test.each(ruleNames)('%s: says what it is, what its gradient is and why, and how it was proven', (name) => {
    const html = page(`operations/${name}.html`);
    const found = parts(html);
    expect(found).toEqual(
      expect.arrayContaining(['formula', 'domain', 'convention', 'shapes', 'property', 'ledger']),
    );
    const rule = ['gradient', 'derivation'].every((part) => found.includes(part));
    expect(rule || found.includes('composition')).toBe(true);
    expect(html).toContain(`ledger.html#${name.toLowerCase()}"`);
    expect(html).toMatch(/href="[^"]*source\/spec\/autograd\/rules\/[\w-]+\.spec\.ts\.html"/);
    expect(says(html, 'Throws'), 'the errors it throws').toBe(true);
    expect(says(html, 'Example'), 'an example').toBe(true);
  });

  test.each(Object.keys(constants))('%s: says why it has no derivative', (name) => {
    const html = page(`operations/${name}.html`);
    expect(parts(html)).toContain('reason');
    expect(says(html, 'Throws'), 'the errors it throws').toBe(true);
    if (isPublic(name)) expect(says(html, 'Example'), 'an example').toBe(true);
  });

  test('promises no errors only where every tensor is accepted', () => {
    const every = (['float32', 'float64', 'int32', 'bool'] as const).flatMap((dtype) =>
      [[], [0], [2, 3]].map((shape) => gradus.zeros(shape, { dtype })),
    );
    const silent = [...pages]
      .filter(([address, html]) => address.startsWith('operations/') && parts(html).includes('errors'))
      .map(([address]) => address.slice('operations/'.length, -'.html'.length));
    for (const name of silent) {
      for (const x of every) {
        expect(() => call(x, name), `${name} of ${x.dtype} ${JSON.stringify(x.shape)}`).not.toThrow();
      }
    }
  });
});

const executable = '/usr/bin/chromium';

describe.skipIf(!existsSync(executable))('in Chromium, from the disk (skipped where there is none)', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-gpu'] });
  });

  afterAll(async () => {
    await browser.close();
  });

  async function open(
    address: string,
    size: { width: number; height: number },
    look: (page: Page, complaints: readonly string[]) => Promise<void>,
  ): Promise<void> {
    const opened = await browser.newPage({ viewport: size });
    const complaints: string[] = [];
    opened.on('pageerror', ({ message }) => complaints.push(message));
    opened.on('requestfailed', (request) => {
      // From the disk a browser refuses this one, and TypeDoc's script draws the icons in its place.
      if (!request.url().endsWith('/assets/icons.svg')) complaints.push(request.url());
    });
    await opened.goto(pathToFileURL(join(out, address)).href);
    await look(opened, complaints);
    await opened.close();
  }

  const desktop = { width: 1280, height: 900 };

  test('the search finds an operation and goes there', async () => {
    await open('index.html', desktop, async (opened, complaints) => {
      await opened.click('#tsd-search-trigger');
      await opened.fill('#tsd-search-input', 'softplus');
      await opened.waitForSelector('#tsd-search-results a');
      const first = opened.locator('#tsd-search-results a').first();
      expect(await first.getAttribute('href')).toMatch(/operations\/softplus\.html$/);
      await first.click();
      await opened.waitForURL(/operations\/softplus\.html/);
      expect(await opened.title()).toContain('softplus');
      expect(complaints).toEqual([]);
    });
  });

  test.each([
    'index.html',
    'operations/softplus.html',
    'operations/cumprod.html',
    'ledger.html',
    'classes/Algebra.html',
  ])('%s is no wider than a phone', async (address) => {
    await open(address, { width: 360, height: 740 }, async (opened) => {
      const over = await opened.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(over).toBeLessThanOrEqual(0);
    });
  });
});
