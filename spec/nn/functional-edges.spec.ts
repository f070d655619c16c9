/**
 * Functions of networks where samples of a smooth domain do not go: at kinks, at 0, far out, at infinities and NaN. Value,
 * first and second gradient, in float64 and float32, beside PyTorch, or mpmath where PyTorch loses digits; where it is meant
 * to differ, the reason is written.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as gradus from '../../src/index.js';
import {
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  grad,
  tensor,
  Variable,
  zerosLike,
  type Dtype,
  type FloatDtype,
} from '../../src/index.js';
import { numbers, type Written } from '../properties/fixtures.js';
import { need } from '../properties/indices.js';

type Column = readonly Written[];

interface Answer {
  readonly name: string;
  readonly torch: string;
  readonly dtype: FloatDtype;
  readonly options: Readonly<Record<string, unknown>>;
  readonly inputs: readonly {
    readonly shape: readonly number[];
    readonly dtype: Dtype;
    readonly data: Column;
  }[];
  readonly value: Column;
  readonly first: readonly Column[] | null;
  readonly second: readonly Column[] | null;
}

const { cases } = JSON.parse(
  readFileSync(new URL('../../fixtures/functional.json', import.meta.url), 'utf8'),
) as { cases: readonly Answer[] };

type Loss = (...operands: unknown[]) => Variable;

/** Where a derivative is meant to differ from PyTorch's. */
interface Difference {
  /** The expressions in PyTorch that it concerns. */
  readonly torch: RegExp;
  readonly why: string;
  /** What is right of the derivative by an input at a point of inputs; `undefined` where PyTorch is. */
  readonly right: (order: 1 | 2, input: number, x: number, t: number) => number | undefined;
}

const differences: readonly Difference[] = [
  {
    torch: /smooth_l1_loss.*beta=0\)/,
    why: 'it is the absolute error, whose derivative at 0 is 0, and at NaN too, as that of l1_loss in PyTorch',
    right: (_order, _input, x, t) => (x === t || Number.isNaN(x - t) ? 0 : undefined),
  },
  {
    torch: /kl_div\(x0, x1, reduction='none'\)/,
    why: 'PyTorch has NaN as derivative of t·ln t at 0, and so none of the rest of the loss, −t·x',
    right: (order, input, x, t) => (t !== 0 || input !== 1 ? undefined : order === 1 ? -x : -1),
  },
];

/** Relative to the number; for a second derivative, which may be what is left of terms that cancel, to 1/64. */
function close(order: 0 | 1 | 2, actual: number, expected: number, dtype: FloatDtype): boolean {
  if (Object.is(actual, expected) || actual === expected) return true;
  const tolerance = dtype === 'float32' ? 2e-6 : 1e-12;
  return (
    Math.abs(actual - expected) <= tolerance * Math.max(order === 2 ? 1 / 64 : 1e-30, Math.abs(expected))
  );
}

/** The gradients of a sum, zeros where nothing depends on a leaf. */
function gradients(outputs: readonly Variable[], leaves: readonly Variable[]): readonly Variable[] {
  const total = outputs.map((y) => y.sum()).reduce((a, b) => a.add(b));
  const found = total.requiresGrad
    ? grad(total, leaves, { createGraph: true, allowUnused: true })
    : leaves.map(() => null);
  return found.map((g, i) => g ?? new Variable(zerosLike(need(leaves[i]))));
}

describe('at the edges numbers are those of', () => {
  it.each(cases.map((given) => [`${given.dtype} ${given.torch}`, given] as const))('%s', (_, given) => {
    const { name, torch, dtype, options } = given;
    const inputs = given.inputs.map((x) => {
      const data = tensor(Float64Array.from(numbers(x.data)), { shape: x.shape }).to(x.dtype);
      return new Variable(data, { requiresGrad: x.dtype === dtype });
    });
    const { posWeight, p, ...rest } = options;
    const call = gradus[name as keyof typeof gradus] as unknown as Loss;
    const y = call(...inputs, {
      ...rest,
      ...(posWeight === undefined ? {} : { posWeight: tensor(Number(posWeight), { dtype }) }),
      ...(p === undefined ? {} : { p, generator: new gradus.Generator(0) }),
    });
    const different = differences.find((one) => one.torch.test(torch));
    const slips: string[] = [];
    const compare = (order: 0 | 1 | 2, input: number, actual: Variable, expected: Column): void => {
      const values = actual.toTypedArray();
      numbers(expected).forEach((theirs, i) => {
        const at = inputs.map((x) => x.toTypedArray()[i] ?? NaN);
        const meant = order === 0 ? undefined : different?.right(order, input, at[0] ?? NaN, at[1] ?? NaN);
        const mine = need(values[i]);
        if (close(order, mine, meant ?? theirs, dtype)) return;
        slips.push(`order ${order} by ${input}, element ${i} at (${at.join(', ')}): ${mine}, not ${theirs}`);
      });
    };
    compare(0, 0, y, given.value);
    const leaves = inputs.filter((x) => x.requiresGrad);
    const first = gradients([y], leaves);
    given.first?.forEach((expected, i) => compare(1, i, need(first[i]), expected));
    const second = gradients(first, leaves);
    given.second?.forEach((expected, i) => compare(2, i, need(second[i]), expected));
    expect(slips).toEqual([]);
  });
});

describe('binaryCrossEntropy at 0 and 1', () => {
  it.each(['float64', 'float32'] as const)('has the gradients of its own value, in %s', (dtype) => {
    const [x, t] = [
      [0, 0, 0, 1, 1, 1, 1e-44],
      [0, 1, 0.25, 0, 1, 0.25, 1],
    ].map((data) => new Variable(tensor(data, { dtype }), { requiresGrad: true }));
    const [ofInput, ofTarget] = gradients(
      [binaryCrossEntropy(need(x), need(t), { reduction: 'none' })],
      [need(x), need(t)],
    );
    // A logarithm that counts as −100 has the derivative 0; the other one is ln 1, with −1 or 1.
    expect(ofInput?.toArray()).toEqual([1, 0, 0.75, 0, -1, -0.25, 0]);
    expect(ofTarget?.toArray()).toEqual([100, 100, 100, -100, -100, -100, 100]);
  });
});

describe('binaryCrossEntropyWithLogits at infinities', () => {
  it('has the value and the gradient of the limit where that is infinite', () => {
    const x = new Variable(tensor([Infinity, -Infinity]), { requiresGrad: true });
    const y = binaryCrossEntropyWithLogits(x, tensor([0, 1]), { reduction: 'none' });
    expect(y.toArray()).toEqual([Infinity, Infinity]);
    expect(gradients([y], [x])[0]?.toArray()).toEqual([1, -1]);
  });
});
