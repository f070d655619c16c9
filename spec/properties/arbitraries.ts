/**
 * fast-check arbitraries of shapes, elements and tensors. Tensors come in every layout that views can give:
 * transposed, cut out of larger storage, repeated with stride 0.
 */
import fc, { type Arbitrary } from 'fast-check';
import { tensor, type Dtype, type Tensor } from '../../src/index.js';
import { countOf, elementAt, fromIndex, type Elements } from './indices.js';

/** A tensor beside what it holds, which was written down before the tensor was made. */
export interface Sample extends Elements {
  readonly tensor: Tensor;
}

/** Limits of random shapes. */
export interface ShapeLimits {
  readonly minRank?: number;
  readonly maxRank?: number;
  readonly maxSize?: number;
}

/** One size: now and then 0, often 1. */
export function sizes(maxSize = 5): Arbitrary<number> {
  return fc.oneof(
    { arbitrary: fc.integer({ min: 1, max: maxSize }), weight: 8 },
    { arbitrary: fc.constant(1), weight: 3 },
    { arbitrary: fc.constant(0), weight: 1 },
  );
}

/** Shapes, scalars and empty ones among them. */
export function shapes({ minRank = 0, maxRank = 4, maxSize = 5 }: ShapeLimits = {}): Arbitrary<number[]> {
  return fc.array(sizes(maxSize), { minLength: minRank, maxLength: maxRank });
}

/** The shapes of operands that broadcast together: leading dims missing, sizes of 1 in place of others. */
export function broadcastShapes(count: number, limits: ShapeLimits = {}): Arbitrary<number[][]> {
  return shapes(limits).chain((whole) =>
    fc.array(
      fc
        .tuple(
          fc.oneof(fc.constant(0), fc.nat(whole.length)),
          fc.array(fc.nat(3), { minLength: whole.length, maxLength: whole.length }),
        )
        .map(([lead, dice]) => whole.map((size, dim) => (dice[dim] === 0 ? 1 : size)).slice(lead)),
      { minLength: count, maxLength: count },
    ),
  );
}

/** Kinks, signed zeros, what is not finite, and the ends of the range. */
const SPECIALS = {
  float64: [
    0,
    -0,
    NaN,
    Infinity,
    -Infinity,
    5e-324,
    -5e-324,
    2 ** -1022,
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
  ],
  float32: [0, -0, NaN, Infinity, -Infinity, 2 ** -149, -(2 ** -149), 2 ** -126, 2 ** 127 * (2 - 2 ** -23)],
  int32: [0, -(2 ** 31), 2 ** 31 - 1],
  bool: [0, 1],
};

/** Elements of a dtype: small integers that collide, any value at all, and the special ones. */
export function elements(dtype: Dtype): Arbitrary<number> {
  const any = {
    float64: fc.double(),
    float32: fc.float(),
    int32: fc.integer(),
    bool: fc.nat(1),
  }[dtype];
  const small = dtype === 'bool' ? fc.nat(1) : fc.integer({ min: -3, max: 3 });
  return fc.oneof(
    { arbitrary: small, weight: 3 },
    { arbitrary: any, weight: 4 },
    { arbitrary: fc.constantFrom(...SPECIALS[dtype]), weight: 2 },
  );
}

/** Elements of moderate size, so that a formula is told from a wrong one without overflow. */
export function moderate(dtype: Dtype): Arbitrary<number> {
  if (dtype === 'bool') return fc.nat(1);
  if (dtype === 'int32') return fc.integer({ min: -1000, max: 1000 });
  const [min, max] = [-1000, 1000];
  const real =
    dtype === 'float32' ? fc.float({ min, max, noNaN: true }) : fc.double({ min, max, noNaN: true });
  return real.map((x) => x + 0);
}

/** How the elements lie in storage. */
interface Layout {
  /** The dims from the outermost in storage to the innermost. */
  readonly order: readonly number[];
  /** How much the storage holds beyond each dim, before and after. */
  readonly margins: readonly (readonly [before: number, after: number])[];
  /** The dims along which one element is repeated. */
  readonly repeated: readonly boolean[];
}

/** A tensor of a shape and dtype, with any layout. */
export function tensors(
  shape: readonly number[],
  dtype: Dtype,
  element = elements(dtype),
): Arbitrary<Sample> {
  const size = countOf(shape);
  const rank = shape.length;
  const whole = { minLength: rank, maxLength: rank };
  const dims = shape.map((_, dim) => dim);
  const margin = fc.constantFrom(0, 0, 0, 1, 2);
  const plain = fc.constant<Layout>({
    order: dims,
    margins: dims.map(() => [0, 0]),
    repeated: dims.map(() => false),
  });
  const strided = fc.record<Layout>({
    order: fc.shuffledSubarray(dims, whole),
    margins: fc.array(fc.tuple(margin, margin), whole),
    repeated: fc.array(
      fc.nat(4).map((die) => die === 0),
      whole,
    ),
  });
  return fc
    .tuple(fc.array(element, { minLength: size, maxLength: size }), fc.oneof(plain, strided, strided))
    .map(([values, layout]) => laidOut({ shape, values }, dtype, layout));
}

/** A tensor of any shape. */
export function anyTensor(dtype: Dtype, limits?: ShapeLimits, element = elements(dtype)): Arbitrary<Sample> {
  return shapes(limits).chain((shape) => tensors(shape, dtype, element));
}

/** A tensor of any shape with a dim, and one of its dims. */
export function anyLines(
  dtype: Dtype,
  limits: ShapeLimits = {},
  element = elements(dtype),
): Arbitrary<{ readonly x: Sample; readonly dim: number }> {
  return anyTensor(dtype, { ...limits, minRank: 1 }, element).chain((x) =>
    fc.record({ x: fc.constant(x), dim: fc.nat(x.shape.length - 1) }),
  );
}

/** Operands that broadcast together. */
export function broadcastTensors(
  dtypes: readonly Dtype[],
  limits?: ShapeLimits,
  element: (dtype: Dtype) => Arbitrary<number> = elements,
): Arbitrary<Sample[]> {
  return broadcastShapes(dtypes.length, limits).chain((found) =>
    fc.tuple(
      ...found.map((shape, i) => tensors(shape, dtypes[i] ?? 'float32', element(dtypes[i] ?? 'float32'))),
    ),
  );
}

/** The tensor that holds the elements in the layout; what lies in the margins must never be seen. */
function laidOut(given: Elements, dtype: Dtype, { order, margins, repeated }: Layout): Sample {
  const { shape } = given;
  const { values } = fromIndex(shape, (index) =>
    elementAt(
      given,
      index.map((i, dim) => (repeated[dim] === true ? 0 : i)),
    ),
  );
  const kept = shape.map((size, dim) => (repeated[dim] === true && size > 0 ? 1 : size));
  const before = (dim: number): number => margins[dim]?.[0] ?? 0;
  const stored = order.map((dim) => before(dim) + (kept[dim] ?? 0) + (margins[dim]?.[1] ?? 0));
  const storage = fromIndex(stored, (index) => {
    const own = shape.map((_, dim) => (index[order.indexOf(dim)] ?? 0) - before(dim));
    const inside = own.every((i, dim) => i >= 0 && i < (kept[dim] ?? 0));
    return inside ? elementAt({ shape, values }, own) : dtype === 'bool' || dtype === 'int32' ? 1 : NaN;
  });
  let view = tensor([...storage.values], { dtype, shape: stored });
  view = view.permute(shape.map((_, dim) => order.indexOf(dim)));
  kept.forEach((size, dim) => (view = view.narrow(dim, before(dim), size)));
  return { tensor: view.expand(shape), shape, values };
}
