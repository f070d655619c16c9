/**
 * The numbers that operations are applied to. They are made of the seeded stream's bits and exact operations
 * only: a change of an elementary function changes the digests of what uses it, and no others.
 */
import type { Dtype, Tensor } from '../../src/index.js';
import type { Library } from './library.js';

/** Draws tensors for one operation. */
export interface Numbers {
  /** Of moderate size: from [−2, 2), as small integers, or as truth values. */
  readonly moderate: (shape: readonly number[]) => Tensor;
  /** Of every size: moderate ones, up to ±32 and ±768, and any bits at all, NaN among them. */
  readonly anySize: (shape: readonly number[]) => Tensor;
  /** The special values in turn, from a place on. */
  readonly special: (shape: readonly number[], from: number) => Tensor;
}

const EDGES = [
  ...[0, 2 ** -149, 2 ** -126, 2 ** -27, 0.1, 0.5, 1, 1 + 2 ** -23, 1.5, 2, 2.5, 3, Math.PI, 16777217],
  ...[2 ** 31, 2 ** 53, 2 ** 127, 2 ** 127 * (2 - 2 ** -23), Infinity],
];

/** Denormals, signed zeros, infinities, NaN, the ends of the range, and where exponentials overflow. */
const SPECIALS: Readonly<Record<Dtype, readonly number[]>> = {
  float32: [NaN, ...[...EDGES, 17.5, 87.5, 88.75, 103.5, 104].flatMap((x) => [x, -x])],
  float64: [
    NaN,
    ...[
      ...EDGES,
      ...[5e-324, 2 ** -1022, 2 ** -28, 1 + 2 ** -52, 22.5, 709.5, 709.875, 745, 745.25, 746],
      ...[1e22, 2 ** 900, Number.MAX_VALUE],
    ].flatMap((x) => [x, -x]),
  ],
  int32: [0, 1, -1, 2, -3, 2 ** 31 - 1, -(2 ** 31)],
  bool: [0, 1, 1],
};

/** How many special values a dtype has. */
export function specialCount(dtype: Dtype): number {
  return SPECIALS[dtype].length;
}

/** The numbers for one operation and dtype; the label names their stream. */
export function numbersFor({ Generator, tensor }: Library, label: string, dtype: Dtype): Numbers {
  const generator = new Generator(0).fork(`determinism ${label} ${dtype}`);
  const bits = new DataView(new ArrayBuffer(8));
  const anyBits = (): number => {
    bits.setUint32(0, generator.nextUint32());
    bits.setUint32(4, generator.nextUint32());
    return dtype === 'float32' ? bits.getFloat32(0) : bits.getFloat64(0);
  };
  const even = (size: number): number => (generator.nextFloat64() * 2 - 1) * size;
  const moderate = (): number => {
    if (dtype === 'bool') return generator.nextUint32() & 1;
    return dtype === 'int32' ? (generator.nextUint32() % 9) - 4 : even(2);
  };
  const draws: readonly (() => number)[] = [moderate, () => even(32), () => even(768), anyBits];
  const whole = dtype === 'int32' || dtype === 'bool';
  const make = (shape: readonly number[], draw: (i: number) => number): Tensor => {
    const length = shape.reduce((product, size) => product * size, 1);
    return tensor(
      Float64Array.from({ length }, (_, i) => draw(i)),
      { shape, dtype },
    );
  };
  const specials = SPECIALS[dtype];
  return {
    moderate: (shape) => make(shape, moderate),
    anySize: (shape) => make(shape, (i) => (whole ? moderate : (draws[i % draws.length] ?? moderate))()),
    special: (shape, from) => make(shape, (i) => specials[(from + i) % specials.length] ?? NaN),
  };
}
