/**
 * The order of the elements of a line: sorting, and choosing without sorting. NaN counts as greater than every number,
 * and as equal to itself; −0 equals 0. Elements that are equal stay in the order in which they stand.
 *
 * @module
 */
import type { Lines } from './along.js';
import type { Data } from './types.js';

/** A line in two parts: its numbers, as keys that ascend in the order wanted, and the indices of what is NaN. */
class Keys {
  readonly keys: Float64Array;
  readonly indices: Int32Array;
  readonly missing: Int32Array;
  numbers = 0;
  nans = 0;
  readonly #sign: 1 | -1;

  /** For lines of up to `length` elements, to be ordered ascending or descending. */
  constructor(length: number, descending: boolean) {
    this.keys = new Float64Array(length);
    this.indices = new Int32Array(length);
    this.missing = new Int32Array(length);
    this.#sign = descending ? -1 : 1;
  }

  read(x: Data, start: number, step: number, n: number): void {
    this.numbers = 0;
    this.nans = 0;
    for (let i = 0; i < n; i++) {
      const value = x[start + i * step];
      if (Number.isNaN(value)) {
        this.missing[this.nans++] = i;
      } else {
        this.keys[this.numbers] = this.#sign * value;
        this.indices[this.numbers++] = i;
      }
    }
  }
}

/** The indices of the elements in ascending or descending order. */
export const sortedIndices =
  (descending: boolean): Lines =>
  (length) => {
    const line = new Keys(length, descending);
    const sort = sorter(length);
    return (out, at, by, x, start, step, n) => {
      line.read(x, start, step, n);
      const { numbers, nans, missing } = line;
      const sorted = sort(line.keys, line.indices, numbers);
      const [forNumbers, forNans] = descending ? [nans, 0] : [0, numbers];
      for (let i = 0; i < numbers; i++) out[at + (forNumbers + i) * by] = sorted[i];
      for (let i = 0; i < nans; i++) out[at + (forNans + i) * by] = missing[i];
    };
  };

/** The indices of the k largest or smallest elements, in that order, or in the order in which they stand. */
export const chosenIndices =
  (k: number, largest: boolean, sorted: boolean): Lines =>
  (length) => {
    const line = new Keys(length, largest);
    const sort = sorter(length);
    const work = new Float64Array(length);
    const found = new Int32Array(k);
    return (out, at, by, x, start, step, n) => {
      line.read(x, start, step, n);
      const { keys, indices, missing } = line;
      const nans = largest ? Math.min(k, line.nans) : Math.max(0, k - line.numbers);
      const numbers = k - nans;
      if (numbers > 0 && numbers < line.numbers) {
        for (let i = 0; i < line.numbers; i++) work[i] = keys[i];
        moveUp(keys, indices, line.numbers, numbers, select(work, line.numbers, numbers - 1));
      }
      const inOrder = sorted ? sort(keys, indices, numbers) : indices;
      const [forNumbers, forNans] = largest ? [nans, 0] : [0, numbers];
      for (let i = 0; i < numbers; i++) found[forNumbers + i] = inOrder[i];
      for (let i = 0; i < nans; i++) found[forNans + i] = missing[i];
      if (!sorted) found.sort();
      for (let i = 0; i < k; i++) out[at + i * by] = found[i];
    };
  };

/** Moves to the front the keys below a limit, and of those that equal it as many as are wanted, in their order. */
function moveUp(keys: Float64Array, indices: Int32Array, n: number, wanted: number, limit: number): void {
  let ties = wanted;
  for (let i = 0; i < n; i++) if (keys[i] < limit) ties--;
  let to = 0;
  for (let i = 0; i < n; i++) {
    if (keys[i] > limit || (keys[i] === limit && ties-- <= 0)) continue;
    keys[to] = keys[i];
    indices[to++] = indices[i];
  }
}

/** The index of the lower median: the first element that equals it, or the first NaN. */
export const indexOfMedian: Lines = (length) => {
  const work = new Float64Array(length);
  return (out, at, _, x, start, step, n) => {
    let index = 0;
    for (; index < n; index++) {
      const value = x[start + index * step];
      if (Number.isNaN(value)) break;
      work[index] = value;
    }
    if (index === n) {
      const median = select(work, n, (n - 1) >> 1);
      for (index = 0; x[start + index * step] !== median;) index++;
    }
    out[at] = index;
  };
};

/** Rounds after which an unlucky choice of pivots ends in a sort. */
const PATIENCE = 64;

/** The k-th smallest of n numbers, by Hoare's FIND; they are left in another order. */
function select(values: Float64Array, n: number, k: number): number {
  let low = 0;
  let high = n - 1;
  for (let round = 0; low < high; round++) {
    if (round === PATIENCE) {
      values.subarray(low, high + 1).sort();
      break;
    }
    const pivot = middle(values[low], values[(low + high) >> 1], values[high]);
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const value = values[i];
      values[i++] = values[j];
      values[j--] = value;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k];
}

const middle = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

/** Keys, and for each the index of its element. */
type Pairs = readonly [keys: Float64Array, indices: Int32Array];

/** Runs of this many keys are sorted by insertion. */
const RUN = 16;

/** Sorts the first n keys, and the indices with them, by merging; gives the indices in their new order. */
function sorter(length: number): (keys: Float64Array, indices: Int32Array, n: number) => Int32Array {
  const spareKeys = new Float64Array(length);
  const spareIndices = new Int32Array(length);
  return (keys, indices, n) => {
    for (let from = 0; from < n; from += RUN) insert(keys, indices, from, Math.min(from + RUN, n));
    let now: Pairs = [keys, indices];
    let next: Pairs = [spareKeys, spareIndices];
    for (let width = RUN; width < n; width *= 2) {
      for (let from = 0; from < n; from += 2 * width) {
        merge(now, next, from, Math.min(from + width, n), Math.min(from + 2 * width, n));
      }
      [now, next] = [next, now];
    }
    return now[1];
  };
}

function insert(keys: Float64Array, indices: Int32Array, from: number, to: number): void {
  for (let next = from + 1; next < to; next++) {
    const key = keys[next];
    const index = indices[next];
    let at = next;
    for (; at > from && keys[at - 1] > key; at--) {
      keys[at] = keys[at - 1];
      indices[at] = indices[at - 1];
    }
    keys[at] = key;
    indices[at] = index;
  }
}

/** The runs from `from` to `mid` and from `mid` to `to` into one; of equal keys the left one comes first. */
function merge(
  [keys, indices]: Pairs,
  [toKeys, toIndices]: Pairs,
  from: number,
  mid: number,
  to: number,
): void {
  let left = from;
  let right = mid;
  let at = from;
  while (left < mid && right < to) {
    const source = keys[left] <= keys[right] ? left++ : right++;
    toKeys[at] = keys[source];
    toIndices[at++] = indices[source];
  }
  // One run is used up; what is left of the other is in its place.
  for (let source = left < mid ? left : right; at < to; at++, source++) {
    toKeys[at] = keys[source];
    toIndices[at] = indices[source];
  }
}
