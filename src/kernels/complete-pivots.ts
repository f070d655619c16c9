/**
 * How far a matrix is from being singular, and which of its elements to change so that it is not.
 *
 * @module
 */

/** What elimination with complete pivoting finds in a matrix. */
export interface Pivots {
  /** The sizes of the pivots, from the first on; those that are 0 come last. */
  readonly sizes: Float64Array;
  /** The row and the column of the matrix each pivot was in. */
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

/**
 * Eliminates with complete pivoting, in place: at every step the largest element that is left, in row-major order the
 * first of several, becomes the pivot. An element that is no larger than the rounding error it may carry, n·2⁻⁵⁰ of all
 * that was added up in it, counts as 0.
 */
export function completePivots(a: Float64Array, start: number, n: number): Pivots {
  const sizes = new Float64Array(n);
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  const columns = rows.slice();
  const rounding = n * 2 ** -50;
  const added = new Float64Array(n * n);
  for (let i = 0; i < n * n; i++) added[i] = Math.abs(a[start + i]);
  // Rows and columns stay where they are: `rows` and `columns` say in which order they are taken.
  for (let k = 0; k < n; k++) {
    let most = 0;
    let [bestRow, bestColumn] = [k, k];
    for (let i = k; i < n; i++) {
      for (let j = k; j < n; j++) {
        const size = Math.abs(a[start + rows[i] * n + columns[j]]);
        if (size > most || (Number.isNaN(size) && !Number.isNaN(most))) {
          most = size;
          [bestRow, bestColumn] = [i, j];
        }
      }
    }
    if (most === 0) break;
    [rows[k], rows[bestRow]] = [rows[bestRow], rows[k]];
    [columns[k], columns[bestColumn]] = [columns[bestColumn], columns[k]];
    sizes[k] = most;
    const line = rows[k] * n;
    const pivot = a[start + line + columns[k]];
    for (let i = k + 1; i < n; i++) {
      const row = rows[i] * n;
      const multiple = a[start + row + columns[k]] / pivot;
      for (let j = k + 1; j < n; j++) {
        const place = row + columns[j];
        const product = multiple * a[start + line + columns[j]];
        const rest = a[start + place] - product;
        added[place] += Math.abs(product);
        a[start + place] = Math.abs(rest) <= rounding * added[place] ? 0 : rest;
      }
    }
  }
  return { sizes, rows, columns };
}
