/**
 * The factor L of a symmetric positive-definite matrix A = L·Lᵀ.
 *
 * Source: Golub and Van Loan, Matrix Computations, 4th ed., §4.2.
 *
 * @module
 */

/**
 * Factors `count` matrices of [n, n], in place: L on and below the diagonal, zeros above it. Only the lower triangle is
 * read. Column by column: lⱼⱼ = √(aⱼⱼ − Σₖ lⱼₖ²) and lᵢⱼ = (aᵢⱼ − Σₖ lᵢₖ·lⱼₖ)/lⱼⱼ for k < j, subtracted for ascending k, in
 * float64, each product and each difference rounded.
 *
 * @returns the first matrix that is not positive definite, where it stopped, or −1
 */
export function choleskyInPlace(a: Float64Array, count: number, n: number): number {
  for (let at = 0; at < count; at++) {
    const start = at * n * n;
    for (let j = 0; j < n; j++) {
      const line = start + j * n;
      for (let i = j; i < n; i++) {
        const row = start + i * n;
        let rest = a[row + j];
        for (let k = 0; k < j; k++) rest -= a[row + k] * a[line + k];
        if (i > j) {
          a[row + j] = rest / a[line + j];
        } else if (rest <= 0) {
          return at;
        } else {
          a[row + j] = Math.sqrt(rest);
        }
      }
      a.fill(0, line + j + 1, line + n);
    }
  }
  return -1;
}
