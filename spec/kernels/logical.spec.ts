/**
 * Questions about elements and the logic of their answers are their definition at every index, for every dtype and every
 * layout.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, ShapeError, tensor, Variable, type Dtype, type Tensor } from '../../src/index.js';
import { constants } from '../../src/verify/cases/index.js';
import { anyTensor, broadcastTensors } from '../properties/arbitraries.js';
import { expectElements } from '../properties/bits.js';
import { broadcastElement, broadcastShape, fromIndex } from '../properties/indices.js';

const DTYPES: readonly Dtype[] = ['float32', 'float64', 'int32', 'bool'];

const QUESTIONS: Readonly<Record<string, [(x: Tensor) => Tensor, (x: number) => boolean]>> = {
  isnan: [(x) => x.isnan(), Number.isNaN],
  isinf: [(x) => x.isinf(), (x) => Math.abs(x) === Infinity],
  isfinite: [(x) => x.isfinite(), Number.isFinite],
  logicalNot: [(x) => x.logicalNot(), (x) => x === 0],
};

/** Whatever is not 0 is true, NaN too. */
const truth = (x: number): boolean => x !== 0;

const CONNECTIVES = {
  logicalAnd: (a: boolean, b: boolean) => a && b,
  logicalOr: (a: boolean, b: boolean) => a || b,
  logicalXor: (a: boolean, b: boolean) => a !== b,
};

describe.each(DTYPES)('%s', (dtype) => {
  it.each(Object.entries(QUESTIONS))('%s answers for every element', (_, [ask, holds]) => {
    const law = fc.property(anyTensor(dtype), (x) => {
      const answer = ask(x.tensor);
      expect(answer.dtype).toBe('bool');
      expectElements(answer, { shape: x.shape, values: x.values.map((value) => Number(holds(value))) });
    });
    fc.assert(law);
  });

  it.each(Object.entries(CONNECTIVES))('%s with every dtype, over broadcast views', (name, f) => {
    for (const other of DTYPES) {
      const law = fc.property(broadcastTensors([dtype, other]), ([a, b]) => {
        if (a === undefined || b === undefined) throw new RangeError();
        const expected = fromIndex(broadcastShape(a.shape, b.shape), (i) =>
          Number(f(truth(broadcastElement(a, i)), truth(broadcastElement(b, i)))),
        );
        const answer = a.tensor[name as keyof typeof CONNECTIVES](b.tensor);
        expect(answer.dtype).toBe('bool');
        expectElements(answer, expected);
      });
      fc.assert(law, { numRuns: 50 });
    }
  });

  it('isclose holds for every element where allClose holds for it alone', () => {
    const options = fc.record(
      { rtol: fc.constantFrom(0, 0.5), atol: fc.constantFrom(0, 1, Infinity), equalNan: fc.boolean() },
      { requiredKeys: [] },
    );
    const law = fc.property(broadcastTensors([dtype, dtype]), options, ([a, b], given) => {
      if (a === undefined || b === undefined) throw new RangeError();
      const single = (x: number): Tensor => tensor([x], { dtype });
      const expected = fromIndex(broadcastShape(a.shape, b.shape), (i) =>
        Number(single(broadcastElement(a, i)).allClose(single(broadcastElement(b, i)), given)),
      );
      expectElements(a.tensor.isclose(b.tensor, given), expected);
    });
    fc.assert(law, { numRuns: 200 });
  });
});

describe('on Variables', () => {
  const x = new Variable(tensor([0, 1, NaN]), { requiresGrad: true });

  it.each([
    ['isnan', x.isnan()],
    ['isinf', x.isinf()],
    ['isfinite', x.isfinite()],
    ['isclose', x.isclose(1)],
    ['logicalNot', x.logicalNot()],
    ['logicalAnd', x.logicalAnd(x)],
    ['logicalOr', x.logicalOr(x.gt(0))],
    ['logicalXor', x.logicalXor(tensor([true, false, false]))],
  ] as const)('%s is a constant', (name, answer) => {
    expect([answer.requiresGrad, answer.gradFn, answer.dtype]).toEqual([false, null, 'bool']);
    expect(constants[name].notDifferentiable).toBe('the result is a truth value');
  });
});

describe('a connective refuses', () => {
  it.each(Object.keys(CONNECTIVES))('a number as the other operand of %s', (name) => {
    const one: unknown = 1;
    const call = (): Tensor => tensor([1])[name as keyof typeof CONNECTIVES](one as Tensor);
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(`${name}: other is 1; accepted is a tensor`);
  });

  it.each(Object.keys(CONNECTIVES))('shapes that do not broadcast: %s', (name) => {
    expect(() => tensor([1, 2])[name as keyof typeof CONNECTIVES](tensor([1, 2, 3]))).toThrow(ShapeError);
  });
});
