/**
 * Triangular systems, by substitution.
 *
 * @module
 */

/** Which triangle of a matrix is meant; with `unit`, its diagonal counts as ones and is not read. */
export interface Triangle {
  readonly upper: boolean;
  readonly unit: boolean;
}

/**
 * Solves A·X = B for a triangular [n, n] matrix A, which lies in `a` from `from` on. B is [n, m] and lies in `x` from
 * `at` on, where X takes its place. The other triangle of A is not read.
 *
 * Row by row, from the one with a single unknown on: xᵢ = (bᵢ − Σₖ aᵢₖ·xₖ)/aᵢᵢ, the products subtracted for ascending k,
 * each rounded. A 0 on the diagonal gives what IEEE division gives.
 */
export function substitute(
  a: Float64Array,
  from: number,
  n: number,
  { upper, unit }: Triangle,
  x: Float64Array,
  at: number,
  m: number,
): void {
  for (let step = 0; step < n; step++) {
    const i = upper ? n - 1 - step : step;
    const line = from + i * n;
    const row = at + i * m;
    const end = upper ? n : i;
    for (let k = upper ? i + 1 : 0; k < end; k++) {
      const factor = a[line + k];
      const known = at + k * m;
      for (let j = 0; j < m; j++) x[row + j] -= factor * x[known + j];
    }
    if (unit) continue;
    const pivot = a[line + i];
    for (let j = 0; j < m; j++) x[row + j] /= pivot;
  }
}
