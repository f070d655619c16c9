/**
 * The committed ledger names every operation, and says what the sources and the cases say now. What a run measured is
 * compared where the rules are proven, in spec/autograd/rules.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { ruleNames } from '../../src/verify/ledger.js';
import { definitionOf } from './definitions.js';
import { formulasSource } from './formulas.js';
import { readMeasured } from './measured.js';
import { families, ledgerPage } from './page.js';

const path = new URL('../../docs/ledger.md', import.meta.url);
const page = readFileSync(path, 'utf8');
const measured = readMeasured(page);

describe('docs/ledger.md', () => {
  test('lists exactly the operations that are proven: else run npm run ledger', () => {
    const headings = Array.from(page.matchAll(/^### (.*)$/gm), ([, name]) => name);
    expect(headings).toEqual(ruleNames);
    expect([...measured.keys()]).toEqual(ruleNames);
  });

  test('is what the sources say, but for what was measured: else run npm run ledger', async () => {
    const unmeasured = { orders: 'missing', worstError: 'missing', float32Error: 'missing' };
    const now = ledgerPage((name) => measured.get(name) ?? unmeasured);
    expect(page).toBe(await format(now, { ...(await resolveConfig(path)), parser: 'markdown' }));
  });

  test('says of every operation that it holds to both orders, with an error below the tolerance', () => {
    for (const [name, { orders, worstError, float32Error }] of measured) {
      expect([name, orders]).toEqual([name, '1, 2']);
      expect(Number(worstError), name).toBeLessThan(1e-7);
      expect(Number(float32Error), name).toBeLessThan(2 ** -12);
    }
  });
});

describe('the sources', () => {
  test('say of every operation what it is and what its derivative is', () => {
    for (const name of ruleNames) {
      const { rule, paragraphs } = definitionOf(name);
      // A rule is derived: its formula, then why the derivative is what it is.
      expect(paragraphs.length, name).toBeGreaterThanOrEqual(rule === null ? 1 : 2);
    }
  });

  test('put every operation in one family', () => {
    expect(families.flatMap(({ names }) => names)).toEqual(ruleNames);
  });
});

describe('src/inspect/formulas.ts', () => {
  test('is what the docstrings of the rules say: else run npm run ledger', async () => {
    const file = fileURLToPath(new URL('../../src/inspect/formulas.ts', import.meta.url));
    const now = await format(formulasSource(), { ...(await resolveConfig(file)), filepath: file });
    expect(readFileSync(file, 'utf8')).toBe(now);
  });
});
