/**
 * Every distribution on a fixed seed, and the stream under them. The table is keyed by the names of the
 * distributions: a new one asks for its row here, or the specs do not compile.
 */
import type { FloatDtype, Generator, Tensor } from '../../src/index.js';
import type * as distributionsFile from '../../src/random/distributions.js';
import { hashOf } from './hash.js';
import type { Digests, Library, PublicNames } from './library.js';

/** The name of a distribution. */
export type DistributionName = PublicNames<typeof distributionsFile>;

type Draw = (
  library: Library,
  n: number,
  options: { generator: Generator; dtype: FloatDtype },
) => readonly Tensor[];

const distributions: Readonly<Record<DistributionName, Draw>> = {
  rand: ({ rand }, n, options) => [rand([n], options)],
  uniform: ({ uniform }, n, options) => [uniform([n], { ...options, low: -0.1, high: 0.7 })],
  randn: ({ randn }, n, options) => [randn([n], options)],
  randint: ({ randint }, n, { generator }) => [
    randint([n], { generator, low: -3, high: 10 }),
    randint([n], { generator, low: -(2 ** 31), high: 2 ** 31 }),
  ],
  randperm: ({ randperm }, n, { generator }) => [randperm(n, { generator })],
  bernoulli: ({ bernoulli, arange }, n, { generator, dtype }) => [
    bernoulli([n], { generator, dtype, p: 0.3 }),
    bernoulli(arange(n, { dtype }).div(n), { generator }),
  ],
};

/** Below, at and above the size of a block of `randn`, and many. */
const SIZES = [1, 15, 16, 17, 1000];

/** Every distribution, and where it leaves the stream. */
export function distributionDigests(library: Library): Digests {
  const names = Object.keys(distributions) as DistributionName[];
  return Object.fromEntries(
    names.flatMap((name) =>
      (['float32', 'float64'] as const).map((dtype) => {
        const generator = new library.Generator(20240229);
        const drawn = SIZES.map((n) => [
          distributions[name](library, n, { generator, dtype }),
          JSON.stringify(generator.getState()),
        ]);
        return [`${name} ${dtype}`, hashOf(drawn)];
      }),
    ),
  );
}

/** The stream itself. */
export function generatorDigests({ Generator }: Library): Digests {
  const many = (next: (generator: Generator) => number): readonly string[] =>
    [0, 1, 2 ** 32 - 1].map((seed) => {
      const generator = new Generator(seed);
      return hashOf(Float64Array.from({ length: 2000 }, () => next(generator)));
    });
  const forks = ['', 'data', 'weights/0', 'ä𝒳'].map((label) => new Generator(7).fork(label));
  const halfway = new Generator(3);
  halfway.nextNormal();
  const saved = JSON.stringify(halfway.getState());
  const restored = Generator.fromState(JSON.parse(saved) as ReturnType<Generator['getState']>);
  return {
    nextUint32: hashOf(many((generator) => generator.nextUint32())),
    nextFloat32: hashOf(many((generator) => generator.nextFloat32())),
    nextFloat64: hashOf(many((generator) => generator.nextFloat64())),
    nextNormal: hashOf(many((generator) => generator.nextNormal())),
    fork: hashOf(forks.flatMap((generator) => [generator.seed, generator.nextUint32()])),
    state: hashOf(saved, [0, 1, 2].map(() => restored.nextNormal())), // prettier-ignore
  };
}
