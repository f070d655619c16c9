/**
 * Tensors, as fast-check arbitraries that shrink: within a domain, with ties, as indices, and as views.
 *
 * @module
 */
import fc from 'fast-check';
import { everywhere, type Domain, type Region } from '../autograd/domain.js';
import { ArgumentError } from '../errors.js';
import { sizeOf } from '../kernels/layout.js';
import type { Dtype, Shape } from '../kernels/types.js';
import { full, tensor } from '../tensor/creation.js';
import { concat } from '../tensor/functions.js';
import type { Tensor } from '../tensor/tensor.js';
import { shapes } from './shapes.js';

/** Drawn numbers are multiples of this: they shrink to short decimals, and finite differences stay exact. */
const GRID = 1 / 64;

/** How far drawn numbers stay from what a region excepts: far more than a step of the differences. */
const DISTANCE = 1 / 16;

/** Distinct numbers share out a region; each part holds at least so many multiples of the grid. */
const PART = 4;

/**
 * Points of a domain: a float64 tensor for each input, its elements between the bounds of its region and at a distance
 * from what the region excepts. Where regions ask for distinct elements, all of theirs are distinct, across the inputs
 * too, so that nothing ties and nothing is near a tie.
 *
 * @param domain - a region for each input, the last one standing for all further ones
 * @param shapes - the shapes of the inputs: given, or drawn
 * @throws `ArgumentError` for a region that holds no number, or too few distinct ones
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { broadcastingShapes, points } from 'gradus/testing';
 * const numerator = { low: -2, high: 2 };
 * const divisor = { low: -2, high: 2, except: [0] };
 * fc.assert(
 *   fc.property(points([numerator, divisor], broadcastingShapes()), ([a, b]) =>
 *     a?.div(b ?? 1).mul(b ?? 1).allClose(a),
 *   ),
 * );
 * ```
 */
export function points(
  domain: Domain,
  shapes: readonly Shape[] | fc.Arbitrary<readonly Shape[]>,
): fc.Arbitrary<readonly Tensor[]> {
  return new Points(domain, shapes instanceof fc.Arbitrary ? shapes : fc.constant(shapes));
}

/** A point as it was drawn: what shrinking starts from. */
interface Drawn {
  readonly shapes: fc.Value<readonly Shape[]>;
  /** The elements of each input. */
  readonly elements: readonly (readonly fc.Value<number>[])[];
}

/**
 * Points of a domain. They shrink to smaller shapes first, keeping the elements at the front or at the back, so that
 * what fails because of one element is found again; then element by element. (With `chain`, other elements would be
 * drawn for every smaller shape.)
 */
class Points extends fc.Arbitrary<readonly Tensor[]> {
  /** The regions, and what draws an element of each, where elements need not be distinct. */
  readonly #regions: readonly (readonly [Region, fc.Arbitrary<number> | null])[];
  readonly #shapes: fc.Arbitrary<readonly Shape[]>;

  constructor(domain: Domain, shapes: fc.Arbitrary<readonly Shape[]>) {
    super();
    this.#regions = domain.map((region) => [region, region.distinct === true ? null : elementsOf(region)]);
    this.#shapes = shapes;
  }

  generate(random: fc.Random, bias: number | undefined): fc.Value<readonly Tensor[]> {
    const shapes = this.#shapes.generate(random, bias);
    const sizes = shapes.value.map(sizeOf);
    const total = sizes.reduce((sum, size, i) => sum + (this.#of(i)[1] === null ? size : 0), 0);
    const ranks = Array.from({ length: total }, (_, rank) => rank);
    const order = fc
      .shuffledSubarray(ranks, { minLength: total, maxLength: total })
      .generate(random, undefined);
    let next = 0;
    const elements = sizes.map((size, i) => {
      const [region, element] = this.#of(i);
      return Array.from({ length: size }, () => {
        if (element !== null) return element.generate(random, bias);
        return new fc.Value(inPart(region, order.value[next++] ?? 0, total, random), undefined);
      });
    });
    return point({ shapes, elements });
  }

  canShrinkWithoutContext(_value: unknown): _value is readonly Tensor[] {
    return false;
  }

  shrink(_value: readonly Tensor[], context: unknown): fc.Stream<fc.Value<readonly Tensor[]>> {
    // What `point` makes has no other context.
    return fc.stream(this.#smaller(context as Drawn));
  }

  *#smaller({ shapes, elements }: Drawn): IterableIterator<fc.Value<readonly Tensor[]>> {
    for (const fewer of this.#shapes.shrink(shapes.value, shapes.context)) {
      const sizes = fewer.value.map(sizeOf);
      if (sizes.some((size, i) => size > (elements[i]?.length ?? 0))) continue;
      yield point({ shapes: fewer, elements: sizes.map((size, i) => (elements[i] ?? []).slice(0, size)) });
      yield point({
        shapes: fewer,
        elements: sizes.map((size, i) => (size === 0 ? [] : (elements[i] ?? []).slice(-size))),
      });
    }
    for (const [i, own] of elements.entries()) {
      // Distinct elements stay what they are: simpler ones might tie.
      const [, element] = this.#of(i);
      for (const [j, drawn] of own.entries()) {
        for (const simpler of element?.shrink(drawn.value, drawn.context) ?? []) {
          const others = own.map((one, place) => (place === j ? simpler : one));
          yield point({ shapes, elements: elements.map((list, input) => (input === i ? others : list)) });
        }
      }
    }
  }

  #of(i: number): readonly [Region, fc.Arbitrary<number> | null] {
    return this.#regions[Math.min(i, this.#regions.length - 1)] ?? [everywhere[0], null];
  }
}

/** What was drawn, as tensors. */
function point(drawn: Drawn): fc.Value<readonly Tensor[]> {
  const tensors = drawn.shapes.value.map((shape, i) =>
    tensor(
      Float64Array.from(drawn.elements[i] ?? [], ({ value }) => value),
      { shape },
    ),
  );
  return new fc.Value<readonly Tensor[]>(tensors, drawn);
}

/**
 * Float64 tensors with elements in a region: between its bounds, at a distance from what it excepts, and
 * distinct where it asks for that.
 *
 * @param region - default [−2, 2]
 * @param shape - one shape, or an arbitrary of them
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { tensors } from 'gradus/testing';
 * const positive = tensors({ low: 0.5, high: 4 });
 * fc.assert(fc.property(positive, (x) => x.log().exp().allClose(x)));
 * ```
 */
export function tensors(
  region: Region = everywhere[0],
  shape: Shape | fc.Arbitrary<Shape> = shapes(),
): fc.Arbitrary<Tensor> {
  const drawn = shape instanceof fc.Arbitrary ? shape : fc.constant(shape);
  return points(
    [region],
    drawn.map((one) => [one]),
  ).map(([x]) => x ?? tensor([]));
}

/**
 * Float64 tensors in which elements tie: at least two, where there are two. What is chosen among equals, and what
 * gradient they get, is a convention; this finds where a function has none.
 *
 * @param region - default [−2, 2]
 * @param shape - one shape, or an arbitrary of them
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { jacobian } from 'gradus';
 * import { ties } from 'gradus/testing';
 * // Whoever ties, the shares of a maximum add up to the whole.
 * fc.assert(
 *   fc.property(ties({ low: -1, high: 1 }, [4]), (x) =>
 *     Math.abs(jacobian((a) => a.max(), x).sum().item() - 1) < 1e-12,
 *   ),
 * );
 * ```
 */
export function ties(
  region: Region = everywhere[0],
  shape: Shape | fc.Arbitrary<Shape> = shapes(),
): fc.Arbitrary<Tensor> {
  const drawn = shape instanceof fc.Arbitrary ? shape : fc.constant(shape);
  return drawn.chain((sizes) => {
    const length = sizeOf(sizes);
    // Fewer values than elements: some value comes twice.
    const count = Math.max(1, Math.floor(length / 2));
    return fc
      .tuple(
        fc.array(elementsOf(region), { minLength: count, maxLength: count }),
        fc.array(fc.nat(count - 1), { minLength: length, maxLength: length }),
      )
      .map(([values, choice]) =>
        tensor(
          Float64Array.from(choice, (i) => values[i] ?? NaN),
          { shape: sizes },
        ),
      );
  });
}

/** Options of {@link indices}. */
export interface IndexConstraints {
  /** Count from the end too: −1 is the last. Default `false`. */
  readonly negative?: boolean;
  /** Draw one index at least twice, where there are two. Default `false`: it happens often anyway. */
  readonly repeated?: boolean;
}

/**
 * Int32 tensors of indices into a dim, as they are given to gather and scatter.
 *
 * @param size - the size of the dim; from 1 up
 * @param shape - the shape of the indices: one, or an arbitrary of them
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { indices } from 'gradus/testing';
 * fc.assert(
 *   fc.property(indices(5, [3], { repeated: true }), (index) => {
 *     const found = Array.from(index.toTypedArray());
 *     return found.every((i) => i >= 0 && i < 5) && new Set(found).size < 3;
 *   }),
 * );
 * ```
 */
export function indices(
  size: number,
  shape: Shape | fc.Arbitrary<Shape> = shapes(),
  { negative = false, repeated = false }: IndexConstraints = {},
): fc.Arbitrary<Tensor> {
  if (!Number.isInteger(size) || size < 1) {
    throw new ArgumentError(`indices: size is ${size}; accepted is an integer from 1 up`);
  }
  const drawn = shape instanceof fc.Arbitrary ? shape : fc.constant(shape);
  const index = fc.integer({ min: negative ? -size : 0, max: size - 1 });
  return drawn.chain((sizes) => {
    const length = sizeOf(sizes);
    return fc
      .tuple(fc.array(index, { minLength: length, maxLength: length }), fc.nat(length), fc.nat(length))
      .map(([flat, from, to]) => {
        const own = Int32Array.from(flat);
        const a = from % Math.max(1, length);
        // Another place than a.
        const b = (a + 1 + (to % Math.max(1, length - 1))) % Math.max(1, length);
        if (repeated && length > 1) own[b] = own[a] ?? 0;
        return tensor(own, { shape: sizes });
      });
  });
}

/**
 * The same tensors as views: with dims in another order in storage, and cut out of something larger. A function of the
 * values must not see the difference.
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { tensors, views } from 'gradus/testing';
 * fc.assert(fc.property(views(tensors()), (x) => x.exp().equal(x.clone().exp())));
 * ```
 */
export function views(arbitrary: fc.Arbitrary<Tensor>): fc.Arbitrary<Tensor> {
  const most = 8;
  return fc
    .tuple(
      arbitrary,
      fc.array(fc.nat(most), { minLength: most, maxLength: most }),
      fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: most, maxLength: most }),
    )
    .map(([x, keys, margins]) => {
      const order = x.shape.map((_, dim) => dim).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
      let stored = x.permute(order).clone();
      const cut = order.map((dim, place) => {
        const [before, after] = margins[dim] ?? [0, 0];
        const length = stored.size(place);
        const beside = (size: number): Tensor =>
          full(
            stored.shape.map((one, i) => (i === place ? size : one)),
            HIDDEN[stored.dtype],
            { dtype: stored.dtype },
          );
        stored = concat([beside(before), stored, beside(after)], place);
        return { place, before, length };
      });
      const view = cut.reduce(
        (whole, { place, before, length }) => whole.narrow(place, before, length),
        stored,
      );
      return view.permute(order.map((_, dim) => order.indexOf(dim)));
    });
}

/** What lies in storage beside a view: it must never be seen. */
const HIDDEN: Readonly<Record<Dtype, number>> = { float32: NaN, float64: NaN, int32: 2 ** 30, bool: 1 };

/** The numbers of a region. */
function elementsOf({ low, high, except = [], grid = GRID }: Region): fc.Arbitrary<number> {
  const [min, max] = [Math.ceil(low / grid), Math.floor(high / grid)];
  const near = (value: number): boolean => except.some((kink) => Math.abs(value - kink) < DISTANCE);
  const some = Array.from({ length: Math.max(0, Math.min(max - min + 1, 1024)) }, (_, i) => (min + i) * grid);
  if (some.every(near)) {
    throw new ArgumentError(
      `tensors: region from ${low} to ${high} holds no multiple of ${grid} that is ${DISTANCE} from what it excepts`,
    );
  }
  return fc
    .integer({ min, max })
    .map((steps) => steps * grid + 0)
    .filter((value) => !near(value));
}

/** A number in the middle half of the part of a region with a rank among `total`: no two ranks are close. */
function inPart({ low, high, grid }: Region, rank: number, total: number, random: fc.Random): number {
  let step = grid ?? GRID;
  const held = (): number => Math.floor((Math.floor(high / step) - Math.ceil(low / step) + 1) / total);
  while (grid === undefined && held() < PART && step > 2 ** -40) step /= 2;
  const part = held();
  if (part < PART) {
    throw new ArgumentError(
      `tensors: region from ${low} to ${high} holds no ${total} distinct multiples of ${step}`,
    );
  }
  const margin = Math.floor(part / 4);
  const offset = random.nextInt(margin, part - 1 - margin);
  return (Math.ceil(low / step) + rank * part + offset) * step + 0;
}
