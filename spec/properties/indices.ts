/**
 * The slow, obvious definitions that fast code is compared with: everything is found index by index.
 */

/** What a strided tensor holds, said plainly: a shape and the elements in row-major order. */
export interface Elements {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** How many elements a shape holds. */
export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Every index of a shape, in row-major order. */
export function* indicesOf(shape: readonly number[]): Generator<readonly number[]> {
  const [size, ...rest] = shape;
  if (size === undefined) {
    yield [];
    return;
  }
  for (let i = 0; i < size; i++) for (const tail of indicesOf(rest)) yield [i, ...tail];
}

/** Where an index lies in row-major order. */
export function flatIndex(index: readonly number[], shape: readonly number[]): number {
  return shape.reduce((place, size, dim) => place * size + need(index[dim]), 0);
}

/** The element at an index. */
export function elementAt({ shape, values }: Elements, index: readonly number[]): number {
  return need(values[flatIndex(index, shape)]);
}

/** Elements given by a function of the index. */
export function fromIndex(shape: readonly number[], f: (index: readonly number[]) => number): Elements {
  return { shape, values: Array.from(indicesOf(shape), f) };
}

/** NumPy's rule: aligned at the end; of two sizes that differ, one is 1 and stretches. */
export function broadcastShape(...shapes: readonly (readonly number[])[]): readonly number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, dim) => {
    const sizes = shapes.map((shape) => shape[dim - rank + shape.length] ?? 1);
    return sizes.find((size) => size !== 1) ?? 1;
  });
}

/** The element that an index of the broadcast shape sees. */
export function broadcastElement(x: Elements, index: readonly number[]): number {
  const own = index.slice(index.length - x.shape.length);
  return elementAt(
    x,
    own.map((i, dim) => (x.shape[dim] === 1 ? 0 : i)),
  );
}

/** For each index of the dims that are kept, the elements along the others in row-major order, folded. */
export function foldOver(
  x: Elements,
  dims: readonly number[],
  keepDim: boolean,
  fold: (values: readonly number[]) => number,
): Elements {
  const kept = x.shape.map((size, dim) => (dims.includes(dim) ? 1 : size));
  const folded = x.shape.map((size, dim) => (dims.includes(dim) ? size : 1));
  const whole = fromIndex(kept, (at) =>
    fold(
      Array.from(indicesOf(folded), (along) =>
        elementAt(
          x,
          at.map((i, dim) => i + need(along[dim])),
        ),
      ),
    ),
  );
  const shape = keepDim ? kept : kept.filter((_, dim) => !dims.includes(dim));
  return { shape, values: whole.values };
}

/** Each line of elements along a dim made into another, which may have another length, the same for all. */
export function alongLines(
  x: Elements,
  dim: number,
  length: number,
  line: (values: readonly number[]) => readonly number[],
): Elements {
  const shape = x.shape.map((size, i) => (i === dim ? length : size));
  return fromIndex(shape, (at) => {
    const values = Array.from({ length: need(x.shape[dim]) }, (_, k) =>
      elementAt(
        x,
        at.map((i, other) => (other === dim ? k : i)),
      ),
    );
    return need(line(values)[need(at[dim])]);
  });
}

/** A value that is there by construction. */
export function need<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('an element is missing');
  return value;
}
