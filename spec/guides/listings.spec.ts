/**
 * PyTorch's listings in the guides print and give what PyTorch printed and gave: fixtures/listings.json.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesUnder, readPage, root, withoutComments } from './markdown.js';

interface Listing {
  readonly page: string;
  readonly code: string;
  readonly printed: string;
  /** What Python's `repr` writes. */
  readonly values: readonly string[];
}

const { listings } = JSON.parse(readFileSync(join(root, 'fixtures/listings.json'), 'utf8')) as {
  readonly listings: readonly Listing[];
};

const blocks = filesUnder('docs/guides', '.md')
  .flatMap((path) => readPage(path).blocks)
  .filter(({ language }) => language === 'py');

describe("PyTorch's listings", () => {
  test.each(blocks.map((block) => [block.place, block] as const))('%s', (_, { code, output }) => {
    const known = listings.find((listing) => listing.code === withoutComments(code));
    if (known === undefined) throw new Error('PyTorch was not asked: /usr/bin/python3 fixtures/listings.py');
    expect(output ?? '').toBe(known.printed);
    const promised = Array.from(code.matchAll(/# => (.*)$/gm), ([, value]) => value);
    expect(promised).toEqual(known.values);
  });

  test('are all still there, in both languages', () => {
    for (const language of ['en', 'zh']) {
      const there = blocks.filter(({ place }) => place.includes(`/${language}/`));
      expect(there.map(({ code }) => withoutComments(code)).sort(order)).toEqual(
        listings.map(({ code }) => code).sort(order),
      );
    }
    expect(listings.length).toBeGreaterThan(3);
  });
});

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
