/**
 * Points in a rule's domain.
 *
 * @module
 */
import type { Domain, Region } from '../autograd/domain.js';
import { sizeOf } from '../kernels/layout.js';
import { randperm, uniform } from '../random/distributions.js';
import type { Generator } from '../random/generator.js';
import { tensor } from '../tensor/creation.js';
import { fromData, type Tensor } from '../tensor/tensor.js';

/** How far samples stay from a kink or a pole: far more than a step of the differences. */
const DISTANCE = 1 / 16;

/**
 * Float64 tensors of given shapes, each in its region of a domain.
 *
 * @param domain - a region for each shape, the last standing for all further ones
 */
export function sample(
  domain: Domain,
  shapes: readonly (readonly number[])[],
  generator: Generator,
): Tensor[] {
  const regions = shapes.map((_, i) => domain[Math.min(i, domain.length - 1)] ?? domain[0]);
  const sizes = shapes.map((shape) => shape.reduce((product, size) => product * size, 1));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const ranks = Array.from(randperm(total, { generator }).toTypedArray());
  let drawn = 0;
  return shapes.map((shape, i) => {
    const region = regions[i] ?? domain[0];
    const values = Array.from({ length: sizes[i] ?? 0 }, () => {
      const rank = ranks[drawn++] ?? 0;
      return region.distinct === true ? spread(region, rank, total, generator) : draw(region, generator);
    });
    return tensor(Float64Array.from(values), { shape });
  });
}

/** One number of a region, away from what it excepts. */
function draw(region: Region, generator: Generator): number {
  const { low, high, except = [], grid } = region;
  for (;;) {
    const value = uniform([], { generator, dtype: 'float64', low, high }).item();
    const placed = grid === undefined ? value : Math.round(value / grid) * grid;
    if (except.every((kink) => Math.abs(placed - kink) >= DISTANCE)) return placed;
  }
}

/** The number in the `rank`-th of `total` equal parts of a region, in the middle half of it: no two are close. */
function spread({ low, high }: Region, rank: number, total: number, generator: Generator): number {
  const inner = uniform([], { generator, dtype: 'float64', low: 0.25, high: 0.75 }).item();
  return low + ((rank + inner) / total) * (high - low);
}

/** Numbers from ½ to 1, of both signs: multiples of 1/64, so that they are exact in float32 too. */
export function weightsOf(shape: readonly number[], generator: Generator): Tensor {
  const data = new Float64Array(sizeOf(shape));
  for (let i = 0; i < data.length; i++) {
    const size = 32 + (generator.nextUint32() % 32);
    data[i] = (generator.nextUint32() % 2 === 0 ? size : -size) / 64;
  }
  return fromData(data, shape, 'float64');
}
