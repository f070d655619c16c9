/**
 * What a node computes, in words.
 *
 * @module
 */
import type { Node } from '../autograd/walk.js';
import { formulas } from './formulas.js';

/** What a node computes, and why its derivative is what it is; `null` where its rule does not say. */
export function formulaOf(
  node: Node,
): { readonly formula: string; readonly derivation: string | null } | null {
  if (node.formula !== undefined) return { formula: node.formula, derivation: null };
  return formulas.get(node.constructor) ?? null;
}
