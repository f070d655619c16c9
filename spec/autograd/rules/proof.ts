/**
 * The proof of a family of operations: every one, at every case of its list, in every use.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkRule, ruleNames } from '../../../src/verify/ledger.js';
import {
  caseFamilies,
  operationCases,
  type FamilyName,
  type OperationName,
} from '../../../src/verify/cases/index.js';
import { measuredOf, readMeasured, SEED } from '../../ledger/measured.js';

const SEEDS = [SEED, 4294967295];

const ledger = readMeasured(readFileSync(new URL('../../../docs/ledger.md', import.meta.url), 'utf8'));

/** Proves the operations of a family. */
export function prove(family: FamilyName): void {
  const names = Object.keys(caseFamilies[family]) as OperationName[];

  test('the operations of the family are in the ledger', () => {
    expect(ruleNames).toEqual(expect.arrayContaining(names));
  });

  describe.each(names)('the rule of %s', (name) => {
    test.each(SEEDS)('is right to first and second order at every case, seed %i', (seed) => {
      const row = checkRule(name, { seed });
      expect(row.failures).toEqual([]);
      expect(row).toMatchObject({ name, ok: true, orders: [1, 2] });
      // Nothing was measured at a kink, and nothing was lost in rounding: every case tells a right rule from a wrong one.
      expect(row).toMatchObject({ kinks: 0, uninformative: 0 });
      expect(row.cases).toBeGreaterThanOrEqual(operationCases[name].length);
      expect(row.worstError).toBeLessThan(1e-7);
      if (seed === SEED)
        expect(measuredOf(row), 'docs/ledger.md: run npm run ledger').toEqual(ledger.get(name));
    });
  });
}
