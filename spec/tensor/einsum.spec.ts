/**
 * einsum against its definition: for each index of the output, the sum over all indices that are not in it.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { einsum, tensor, type Tensor } from '../../src/index.js';
import { expectElements, expectSameBits } from '../properties/bits.js';
import {
  broadcastElement,
  countOf,
  fromIndex,
  indicesOf,
  need,
  type Elements,
} from '../properties/indices.js';
import { tensors, type Sample } from '../properties/arbitraries.js';

/** Small integers, whose sums of products are exact in every order. */
const integers = fc.integer({ min: -3, max: 3 }).map((x) => x + 0);

/** An equation with the labels of every dim, those of the ellipsis as digits. */
interface Drawn {
  readonly equation: string;
  readonly inputs: readonly (readonly string[])[];
  readonly output: readonly string[];
  readonly sizes: ReadonlyMap<string, number>;
  readonly operands: readonly Sample[];
}

const LETTERS = ['a', 'b', 'Z', 'i'];

/** The dims of an ellipsis of n, by their place from the end. */
const hidden = (n: number): string[] => Array.from({ length: n }, (_, i) => `${n - i}`);

/** A term as it is written: letters, and an ellipsis somewhere among them. */
interface Term {
  readonly before: readonly string[];
  readonly dots: number | null;
  readonly after: readonly string[];
}

const term = fc.record<Term>({
  before: fc.array(fc.constantFrom(...LETTERS), { maxLength: 2 }),
  dots: fc.oneof(fc.constant(null), fc.nat(2)),
  after: fc.array(fc.constantFrom(...LETTERS), { maxLength: 1 }),
});

const written = ({ before, dots, after }: Term): string =>
  [...before, ...(dots === null ? [] : ['...']), ...after].join('');

const labelsOf = ({ before, dots, after }: Term): string[] => [...before, ...hidden(dots ?? 0), ...after];

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    terms: fc.array(term, { minLength: 1, maxLength: 3 }),
    sizes: fc.array(fc.constantFrom(1, 2, 2, 3, 0), { minLength: 6, maxLength: 6 }),
    ones: fc.array(fc.nat(4), { minLength: 20, maxLength: 20 }),
    output: fc.oneof(
      fc.constant(null),
      fc.record({ letters: fc.shuffledSubarray(LETTERS), dots: fc.boolean(), at: fc.nat(4) }),
    ),
    spaces: fc.boolean(),
  })
  .chain(({ terms, sizes, ones, output, spaces }) => {
    const inputs = terms.map(labelsOf);
    const used = new Set(inputs.flat());
    const sizeOf = new Map([...LETTERS, '2', '1'].map((label, i) => [label, need(sizes[i])]));
    // Now and then a letter of one operand has the size 1, wherever it stands there.
    const shapes = inputs.map((labels, i) =>
      labels.map((label) => (ones[(7 * i + label.charCodeAt(0)) % 20] === 0 ? 1 : need(sizeOf.get(label)))),
    );
    const whole = new Map<string, number>();
    inputs.forEach((labels, i) => {
      labels.forEach((label, dim) => {
        const size = need(need(shapes[i])[dim]);
        if (size !== 1 || !whole.has(label)) whole.set(label, size);
      });
    });
    const ellipsis = hidden(2).filter((label) => used.has(label));
    const letters = inputs.flat().filter((label) => LETTERS.includes(label));
    const once = letters.filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter));
    const chosen = output?.letters.filter((letter) => used.has(letter)) ?? [];
    const at = Math.min(output?.at ?? 0, chosen.length);
    const text =
      output === null
        ? ''
        : `->${[...chosen.slice(0, at), ...(output.dots ? ['...'] : []), ...chosen.slice(at)].join('')}`;
    const equation = `${terms.map(written).join(',')}${text}`;
    return fc.tuple(...shapes.map((shape) => tensors(shape, 'float64', integers))).map((operands) => ({
      equation: spaces ? equation.replaceAll(/[a-zA-Z,]|->/g, ' $& ') : equation,
      inputs,
      output:
        output === null
          ? [...ellipsis, ...once.sort()]
          : [...chosen.slice(0, at), ...(output.dots ? ellipsis : []), ...chosen.slice(at)],
      sizes: whole,
      operands,
    }));
  });

/** Σ over the labels that are not in the output, of the product of the elements that the labels name. */
function definition({ inputs, output, sizes, operands }: Drawn): Elements {
  const summed = [...sizes.keys()].filter((label) => !output.includes(label));
  const sizeOf = (labels: readonly string[]): number[] => labels.map((label) => need(sizes.get(label)));
  return fromIndex(sizeOf(output), (index) => {
    let sum = 0;
    for (const inner of indicesOf(sizeOf(summed))) {
      const value = (label: string): number =>
        output.includes(label) ? need(index[output.indexOf(label)]) : need(inner[summed.indexOf(label)]);
      sum += operands.reduce((product, x, i) => product * broadcastElement(x, need(inputs[i]).map(value)), 1);
    }
    return sum + 0;
  });
}

describe('einsum', () => {
  it('is the sum of products that its equation defines, whatever the layout of the operands', () => {
    const law = fc.property(drawn, (given) => {
      const actual = einsum(
        given.equation,
        given.operands.map((x) => x.tensor),
      );
      expectElements(actual.add(0), definition(given));
    });
    fc.assert(law, { numRuns: 1000 });
  });

  it('is tried on diagonals, broadcasts, ellipses, empty operands and up to three of them', () => {
    const all = fc.sample(drawn, 500);
    const some = (holds: (one: Drawn) => boolean): boolean => all.some(holds);
    expect(some(({ inputs }) => inputs.some((labels) => new Set(labels).size < labels.length))).toBe(true);
    expect(some(({ equation }) => !equation.includes('->'))).toBe(true);
    expect(some(({ equation }) => equation.includes('->...'))).toBe(true);
    expect(some(({ operands }) => operands.length === 3)).toBe(true);
    expect(some(({ operands }) => operands.some(({ shape }) => countOf(shape) === 0))).toBe(true);
    const broadcasts = ({ inputs, operands, sizes }: Drawn): boolean =>
      inputs.some((labels, i) =>
        labels.some((label, dim) => need(operands[i]).shape[dim] === 1 && need(sizes.get(label)) > 1),
      );
    expect(some(broadcasts)).toBe(true);
  });
});

describe('the order in which einsum adds', () => {
  /** Numbers whose sums depend on the order. */
  const uneven = (shape: readonly number[]): Tensor =>
    tensor(
      Float32Array.from(
        { length: countOf(shape) },
        (_, i) => (((i + 1) * 0.6180339887498949) % 1) * 10 ** (i % 5),
      ),
      { shape },
    );
  const a = uneven([5, 40]);
  const b = uneven([40, 3]);

  const same = (actual: Tensor, expected: Tensor): void => {
    expect(actual.shape).toEqual(expected.shape);
    expectSameBits(actual.toTypedArray(), expected.toTypedArray());
  };

  it("is mm's for what both operands have", () => {
    same(einsum('ij,jk->ik', [a, b]), a.mm(b));
    same(einsum('ij,jk->ki', [a, b]), a.mm(b).t());
  });

  it("is sum's for what one operand has alone", () => {
    same(einsum('ij->i', [a]), a.sum(1));
    same(einsum('ij,kl->il', [a, b]), a.sum(1).outer(b.sum(0)));
  });

  it('is row-major in the left operand for several letters', () => {
    const c = uneven([2, 3, 20]);
    const d = uneven([20, 3, 4]);
    const rows = c.reshape([2, 60]);
    const columns = d.permute([1, 0, 2]).reshape([60, 4]);
    same(einsum('ijk,kjl->il', [c, d]), rows.mm(columns));
  });

  it('is from left to right over several operands', () => {
    const c = uneven([3, 7]);
    same(einsum('ij,jk,kl->il', [a, b, c]), a.mm(b).mm(c));
  });

  it('of no letters at all keeps the sign of a zero', () => {
    same(einsum('i,i->i', [tensor([-0, 2]), tensor([1, -3])]), tensor([-0, -6]));
  });
});

describe('an equation that does not fit', () => {
  const x = tensor([
    [1, 2],
    [3, 4],
  ]);

  it.each([
    ['ij', [tensor([1])], 'einsum: the term "ij" names 2 dims; its operand has shape [1], with 1'],
    ['ij,jk', [x], 'einsum: equation has 2 terms; accepted are as many as operands, of which there are 1'],
    [
      'ij,jk->il',
      [x, x],
      'einsum: the output "il" has l; accepted are letters of the operands, each at most once',
    ],
    ['ij->ii', [x], 'einsum: the output "ii" has i; accepted are letters of the operands, each at most once'],
    ['ii', [tensor([[1, 2]])], 'einsum: shapes are [1, 2]; i has the sizes 1 and 2'],
    ['ij,jk', [x, tensor([[1], [2], [3]])], 'einsum: shapes are [2, 2], [3, 1]; j has the sizes 2 and 3'],
    [
      '...,...',
      [x, tensor([1, 2, 3])],
      'einsum: shapes are [2, 2], [3]; dim -1 of the ellipsis has the sizes 2 and 3',
    ],
    ['i.j', [x], 'einsum: equation has the term "i.j"; accepted are letters and at most one ellipsis'],
    ['i->j->', [x], 'einsum: equation has more than one "->"'],
  ])('%s', (equation, operands, message) => {
    expect(() => einsum(equation, operands)).toThrow(message);
  });
});
