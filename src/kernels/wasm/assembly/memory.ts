/**
 * Where things lie in the one fixed memory. Nothing but constants, below A and at ZEROS, is carried from one call of a
 * kernel to the next: every part lays out the same bytes anew. A page that was never touched costs nothing.
 */

/** The columns of a tile of the matrix product are two vectors: 8 float32 or 4 float64. */
export const PANEL: usize = 32;

/** Its terms added in one go: a panel this deep (8 KB) stays in the first-level cache while rows pass by. */
export const BAND: usize = 256;

/** Rows that pass by all panels before the next do: `BAND` columns of them stay in the second-level cache. */
export const STRIP: usize = 160;

// The caller cuts a larger product into blocks: at most MAX_ROWS rows of a, and MAX_BYTES of its columns and of the
// columns of b. Up to PADDING bytes may follow each line of a block. Tiles and panels at the edge of an operand read
// and write past its end, into the slack: what they find there never becomes part of a result.
export const MAX_ROWS: usize = 1024;
export const MAX_BYTES: usize = 4096;
const PADDING: usize = 64;
const SLACK: usize = 32768;
const BLOCK: usize = MAX_ROWS * (MAX_BYTES + PADDING) + SLACK;

/** Where the caller puts the first operand; the compiler puts constants below. */
export const A: usize = 4096;
/** Where the caller puts the second operand. */
export const B: usize = A + BLOCK;
/** One band of the second operand of a matrix product, packed; or where the caller puts a third one. */
export const C: usize = B + BLOCK;
/** The result, for the caller to take. */
export const D: usize = C + BAND * MAX_BYTES + SLACK;
/** Rows of a transposed first operand of a matrix product, packed. */
export const E: usize = D + BLOCK;
/** The columns of a matrix product that do not fill a panel. */
export const F: usize = E + STRIP * BAND * 8 + SLACK;
/** One row of a tile of zeros, which nobody writes. */
export const ZEROS: usize = F + (MAX_ROWS + 4) * PANEL;
/** The state of the Mersenne Twister: an index and 624 words. */
export const STATE: usize = ZEROS + PANEL;
/** Where the last of them ends. */
export const END: usize = STATE + 4 * 625;
