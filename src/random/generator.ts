/**
 * The seeded stream.
 *
 * @module
 */
import { mersenne, mersenneFromState } from 'pure-rand/generator/mersenne';
import { digest } from '../digest.js';
import { ArgumentError, describe } from '../errors.js';
import { cos, log1p, sin } from '../kernels/elementary.js';
import { kernels } from '../kernels/index.js';
import { float32From, float64From } from '../kernels/mersenne.js';
import type { Data } from '../kernels/types.js';

/** The largest seed: seeds are 32-bit, as MT19937's `init_genrand` takes them. */
const LARGEST_SEED = 2 ** 32 - 1;

/** How many words `pure-rand` saves: the position and the 624 words of MT19937. */
const WORDS = 625;

/**
 * Fewer numbers are drawn one by one: to hand over the state and take it back costs as much as some 3500 of float32, or
 * 1600 of float64.
 */
const MANY = 3000;

/** Draws many numbers at once. */
let drawMany: (data: Data, from: number, to: number, generator: Generator) => void;

/** A saved position in a stream: plain data that survives JSON. */
export interface GeneratorState {
  /** The seed the stream began with. */
  readonly seed: number;
  /** The engine's words. */
  readonly words: readonly number[];
  /** The second number of a Box–Muller pair, waiting to be drawn. */
  readonly normal: number | null;
}

/**
 * A stream of random numbers that is fixed by its seed: MT19937, which draws what `torch.manual_seed(seed)`
 * makes PyTorch draw on the CPU. There is no default generator; every draw names the one it advances.
 *
 * Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998.
 *
 * @example
 * ```ts
 * import { Generator, randn } from 'gradus';
 * const generator = new Generator(0);
 * const again = new Generator(0);
 * randn([2], { generator }).equal(randn([2], { generator: again })); // => true
 * ```
 */
export class Generator {
  static {
    drawMany = (data, from, to, generator) => {
      const state = kernels.uniform(generator.#engine.getState(), data, from, to);
      generator.#engine = mersenneFromState(state);
    };
  }

  readonly #seed: number;
  #engine: ReturnType<typeof mersenne>;
  #normal: number | null = null;

  /**
   * @param seed - an integer from 0 to 2³²−1
   * @throws `ArgumentError` for anything else
   */
  constructor(seed: number) {
    this.#seed = checkSeed('Generator', seed);
    this.#engine = mersenne(seed);
  }

  /** The seed the stream began with. */
  get seed(): number {
    return this.#seed;
  }

  /** The next 32-bit output of the engine, from 0 to 2³²−1. Everything else is made of these. */
  nextUint32(): number {
    return this.#engine.next() >>> 0;
  }

  /** A multiple of 2⁻²⁴ in [0, 1): the low 24 bits of one output. What `rand` draws in float32. */
  nextFloat32(): number {
    return float32From(this.#engine);
  }

  /**
   * A multiple of 2⁻⁵³ in [0, 1): the low 53 bits of two outputs, of which the first is the high word. What
   * `rand` draws in float64.
   */
  nextFloat64(): number {
    return float64From(this.#engine);
  }

  /**
   * A standard normal number in float64, by Box and Muller's transform: with u₁, u₂ from {@link nextFloat64},
   * r = √(−2 ln(1 − u₂)) and θ = 2π u₁ give r cos θ now and r sin θ at the next call. What `randn` draws for
   * fewer than 16 elements.
   */
  nextNormal(): number {
    const waiting = this.#normal;
    if (waiting !== null) {
      this.#normal = null;
      return waiting;
    }
    const u1 = this.nextFloat64();
    const u2 = this.nextFloat64();
    const r = Math.sqrt(-2 * log1p(-u2));
    const theta = 2 * Math.PI * u1;
    this.#normal = r * sin(theta);
    return r * cos(theta);
  }

  /**
   * A stream of its own for a part of an experiment. It depends on this generator's seed and the label, not on
   * what has been drawn so far, and does not advance this stream: adding a part changes no other. The new seed
   * is the first 32 bits of the SHA-256 of `gradus.fork:<seed>:<label>`, so PyTorch can be given it too.
   *
   * @param label - names the part; the same label gives the same stream
   *
   * @example
   * ```ts
   * import { Generator } from 'gradus';
   * const generator = new Generator(0);
   * generator.fork('data').seed === generator.fork('data').seed; // => true
   * generator.fork('data').seed === generator.fork('weights').seed; // => false
   * ```
   */
  fork(label: string): Generator {
    if (typeof label !== 'string') {
      throw new ArgumentError(`Generator.fork: label is ${describe(label)}; accepted is a string`);
    }
    const hash = digest().text(`gradus.fork:${this.#seed}:${label}`).hex();
    return new Generator(Number.parseInt(hash.slice(0, 8), 16));
  }

  /** The position in the stream, as plain data; see {@link Generator.fromState}. */
  getState(): GeneratorState {
    return Object.freeze({
      seed: this.#seed,
      words: Object.freeze([...this.#engine.getState()]),
      normal: this.#normal,
    });
  }

  /**
   * A generator that goes on where {@link Generator.getState} was called.
   *
   * @throws `ArgumentError` for anything that is not such a state
   *
   * @example
   * ```ts
   * import { Generator } from 'gradus';
   * const generator = new Generator(7);
   * generator.nextUint32();
   * const saved = JSON.parse(JSON.stringify(generator.getState()));
   * Generator.fromState(saved).nextUint32() === generator.nextUint32(); // => true
   * ```
   */
  static fromState(state: GeneratorState): Generator {
    const { seed, words, normal } = checkState(state);
    const generator = new Generator(seed);
    generator.#engine = mersenneFromState(words);
    generator.#normal = normal;
    return generator;
  }
}

/**
 * Fills storage from `from` to `to` as {@link Generator.nextFloat32} or {@link Generator.nextFloat64} would, one number after
 * the other.
 */
export function fillUniform(data: Data, from: number, to: number, generator: Generator): void {
  if (to - from >= MANY) drawMany(data, from, to, generator);
  else if (data instanceof Float32Array) for (let i = from; i < to; i++) data[i] = generator.nextFloat32();
  else for (let i = from; i < to; i++) data[i] = generator.nextFloat64();
}

function checkSeed(operation: string, seed: unknown): number {
  if (typeof seed === 'number' && Number.isInteger(seed) && seed >= 0 && seed <= LARGEST_SEED) return seed;
  throw new ArgumentError(
    `${operation}: seed is ${describe(seed)}; accepted is an integer from 0 to ${LARGEST_SEED}`,
  );
}

function checkState(state: unknown): GeneratorState {
  const { seed, words, normal } = (
    typeof state === 'object' && state !== null ? state : {}
  ) as Partial<GeneratorState>;
  const engine = Array.isArray(words) ? (words as unknown[]) : [];
  const isWord = (word: unknown): word is number => typeof word === 'number' && (word | 0) === word;
  const [index] = engine;
  if (
    engine.length !== WORDS ||
    !engine.every(isWord) ||
    typeof index !== 'number' ||
    index < 0 ||
    index >= WORDS - 1 ||
    (normal !== null && (typeof normal !== 'number' || Number.isNaN(normal)))
  ) {
    throw new ArgumentError(
      `Generator.fromState: state is ${describe(state)} that getState() did not make; accepted is what it returns`,
    );
  }
  return { seed: checkSeed('Generator.fromState', seed), words: engine, normal };
}

/** The generator among a draw's options: there is no default one. */
export function checkGenerator(operation: string, generator: unknown): Generator {
  if (generator instanceof Generator) return generator;
  throw new ArgumentError(
    `${operation}: generator is ${describe(generator)}; there is no default one: ` +
      `pass { generator: new Generator(seed) }`,
  );
}
