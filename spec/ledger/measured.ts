/**
 * What a run measures, as docs/ledger.md prints it.
 */
import { magnitude } from '../../src/cli/format.js';
import type { LedgerRow } from '../../src/verify/ledger.js';

/** The seed of the committed page. */
export const SEED = 0;

/** What a run measured of an operation, as the page prints it. */
export interface Measured {
  readonly orders: string;
  readonly worstError: string;
  readonly float32Error: string;
}

/** What a row measured. */
export function measuredOf({ orders, worstError, float32Error }: LedgerRow): Measured {
  return {
    orders: orders.join(', ') || 'none',
    worstError: magnitude(worstError),
    float32Error: magnitude(float32Error),
  };
}

/** What a page says was measured, by operation. */
export function readMeasured(page: string): ReadonlyMap<string, Measured> {
  const found = new Map<string, Measured>();
  for (const line of page.split('\n')) {
    // A bar within a cell is written \|.
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    const name = /^\[`(\w+)`\]/.exec(cells[1] ?? '')?.[1];
    const [, , , checks = '', orders, worstError, float32Error] = cells;
    if (
      name === undefined ||
      orders === undefined ||
      worstError === undefined ||
      float32Error === undefined
    ) {
      continue;
    }
    if (/^\d+$/.test(checks)) found.set(name, { orders, worstError, float32Error });
  }
  return found;
}
