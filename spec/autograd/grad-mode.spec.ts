/**
 * noGrad: operations that are not recorded.
 */
import { describe, expect, test } from 'vitest';
import {
  ArgumentError,
  Function,
  isGradEnabled,
  noGrad,
  type Tensor,
  type Variable,
} from '../../src/index.js';
import { gradOf, leaf } from './support.js';

describe('noGrad', () => {
  test('records nothing, and the same operation after it is recorded', () => {
    const x = leaf([1, 2]);
    const inside = noGrad(() => x.mul(2));
    expect([inside.requiresGrad, inside.gradFn, inside.isLeaf]).toEqual([false, null, true]);
    const outside = x.mul(2);
    expect([outside.requiresGrad, outside.isLeaf]).toEqual([true, false]);
    expect(outside.gradFn?.name).toBe('Mul');
  });

  test('computes the same value and returns what the function returns', () => {
    const x = leaf([1, 2]);
    expect(noGrad(() => x.exp()).data.equal(x.exp().data)).toBe(true);
    expect(noGrad(() => 'text')).toBe('text');
  });

  test('holds nested, and ends with the outermost', () => {
    const seen = noGrad(() => {
      const before = isGradEnabled();
      const inner = noGrad(() => isGradEnabled());
      return [before, inner, isGradEnabled()];
    });
    expect(seen).toEqual([false, false, false]);
    expect(isGradEnabled()).toBe(true);
  });

  test('ends with an exception too', () => {
    expect(() =>
      noGrad(() => {
        throw new RangeError('stop');
      }),
    ).toThrow(RangeError);
    expect(isGradEnabled()).toBe(true);
  });

  test('refuses a function that returns a Promise, and leaves recording on', () => {
    const later = async (): Promise<void> => {
      await Promise.resolve();
    };
    expect(() => noGrad(later)).toThrow(ArgumentError);
    expect(() => noGrad(later)).toThrow(
      /^noGrad: run returned a Promise; accepted is a function that is done/,
    );
    expect(isGradEnabled()).toBe(true);
  });

  test('refuses what is no function', () => {
    expect(() => noGrad(7 as never)).toThrow(ArgumentError);
    expect(() => noGrad(7 as never)).toThrow(/^noGrad: run is 7; accepted is a function/);
  });

  test('keeps a walk inside it from being recorded, and createGraph records one all the same', () => {
    const x = leaf(3);
    const y = x.pow(2);
    noGrad(() => y.backward());
    expect([gradOf(x), x.grad?.requiresGrad]).toEqual([6, false]);
    x.zeroGrad();
    noGrad(() => y.backward(undefined, { createGraph: true }));
    expect(x.grad?.requiresGrad).toBe(true);
  });

  test('a walk records nothing by itself: a rule sees recording only with createGraph', () => {
    const seen: boolean[] = [];
    class Watching extends Function {
      forward(x: Tensor): Tensor {
        return x;
      }
      backward(gradient: Variable): Variable[] {
        seen.push(isGradEnabled());
        return [gradient];
      }
    }
    const y = new Watching().apply(leaf(1));
    y.backward();
    y.backward(undefined, { createGraph: true });
    expect(seen).toEqual([false, true]);
    expect(isGradEnabled()).toBe(true);
  });
});
