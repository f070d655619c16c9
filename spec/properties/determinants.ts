/**
 * Determinants of whole numbers by their definition, exact.
 */
import { need } from './indices.js';

/** Rows of whole numbers. */
export type Rows = readonly (readonly number[])[];

/** Σ over all permutations, by expanding along the first row: exact for small whole numbers. */
export function exactDeterminant(rows: Rows): number {
  const [first, ...rest] = rows;
  if (first === undefined) return 1;
  return first.reduce((sum, x, j) => {
    if (x === 0) return sum;
    const minor = rest.map((row) => row.filter((_, column) => column !== j));
    return sum + (j % 2 === 0 ? x : -x) * exactDeterminant(minor);
  }, 0);
}

/**
 * The derivative of the determinant with regard to elements: it is linear in each row, so row i becomes the j-th unit
 * vector for each element (i, j); and two elements of one row are in no product together.
 */
export function exactDerivative(
  rows: Rows,
  elements: readonly (readonly [row: number, column: number])[],
): number {
  if (new Set(elements.map(([row]) => row)).size < elements.length) return 0;
  const replaced = rows.map((row, i) => {
    const element = elements.find(([at]) => at === i);
    return element === undefined ? row : row.map((_, j) => (j === element[1] ? 1 : 0));
  });
  return exactDeterminant(replaced);
}

/** The product of a matrix of [n, r] and one of [r, n]: of rank r or less. */
export function ofRank(left: Rows, right: Rows): Rows {
  return left.map((row) =>
    need(right[0] ?? left.map(() => 0)).map((_, j) =>
      row.reduce((sum, x, k) => sum + x * need(right[k]?.[j]), 0),
    ),
  );
}
