/**
 * Where a rule is differentiable.
 *
 * @module
 */

/** Where one input of a rule is sampled. */
export interface Region {
  /** The least value. */
  readonly low: number;
  /** The greatest value. */
  readonly high: number;
  /** Kinks and poles within: samples keep a distance from them. */
  readonly except?: readonly number[];
  /** Ties are kinks: all elements, of this input and of the others, differ by a distance. */
  readonly distinct?: boolean;
  /** Samples are multiples of this, so that they and finite steps from them are exact in a smaller dtype. */
  readonly grid?: number;
}

/** A region for each input; the last stands for all further ones. */
export type Domain = readonly [Region, ...Region[]];

/** Everywhere, as far as samples go. */
export const everywhere: Domain = [{ low: -2, high: 2 }];

/** A domain of one region for every input. */
export function interval(low: number, high: number, more: Omit<Region, 'low' | 'high'> = {}): Domain {
  return [{ low, high, ...more }];
}
