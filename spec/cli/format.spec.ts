import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochLine, fixed4, magnitude, oneLine, short, toJson } from '../../src/cli/format.js';

describe('fixed4', () => {
  it.each([
    [48420312, '48420312.0000'],
    [852019.5625, '852019.5625'],
    [0.03125, '0.0312'],
    [0.09375, '0.0938'],
    [0.15625, '0.1562'],
    [-0.03125, '-0.0312'],
    [1e21, '1000000000000000000000.0000'],
    [1e22, '10000000000000000000000.0000'],
    [3.4028234663852886e38, '340282346638528859811704183484516925440.0000'],
    [5e-324, '0.0000'],
    [-0, '-0.0000'],
    [-1e-9, '-0.0000'],
    [0.00005, '0.0001'],
    [0.00015, '0.0001'],
    [0.99995, '1.0000'],
    [9007199254740992, '9007199254740992.0000'],
    [NaN, 'nan'],
    [Infinity, 'inf'],
    [-Infinity, '-inf'],
  ])("prints %d as Python's '{:.4f}' does: %s", (value, text) => {
    expect(fixed4(value)).toBe(text);
  });

  it('is toFixed(4), which is exact but for ties and below 1e21', () => {
    const isTie = (x: number) => Number.isInteger(x * 32) && !Number.isInteger(x * 16);
    const doubles = fc.double({ min: -1e20, max: 1e20, noNaN: true }).filter((x) => !isTie(x) && x !== 0);
    fc.assert(
      fc.property(
        fc.oneof(
          doubles,
          fc.double({ min: -100, max: 100, noNaN: true }).filter((x) => !isTie(x) && x !== 0),
        ),
        (x) => {
          expect(fixed4(x)).toBe(x.toFixed(4));
        },
      ),
    );
  });

  it('takes the even digit of a tie', () => {
    // Only odd multiples of 1/32 lie in the middle between two multiples of 0.0001.
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), (n) => {
        const tie = (2 * n + 1) / 32;
        const text = fixed4(tie);
        expect(Number(text.at(-1)) % 2).toBe(0);
        expect(Math.abs(Number(text) - tie)).toBeLessThan(0.0000501 + Math.abs(tie) * 2 ** -52);
      }),
    );
  });

  it('prints every digit of a large integer', () => {
    fc.assert(
      fc.property(fc.double({ min: 2 ** 53, noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(fixed4(x)).toBe(`${BigInt(x)}.0000`);
      }),
    );
  });
});

describe('epochLine', () => {
  it("is the tutorial's line", () => {
    expect(epochLine(0, 48420312)).toBe('Epoch:0 , Loss:48420312.0000');
  });
});

describe('toJson', () => {
  it('writes what is not finite so that Number reads it back', () => {
    const values = [1, NaN, Infinity, -Infinity, 0.1];
    const read = JSON.parse(toJson({ values })) as { values: (number | string)[] };
    expect(read.values).toEqual([1, 'NaN', 'Infinity', '-Infinity', 0.1]);
    expect(read.values.map(Number)).toEqual(values);
  });
});

describe('short and magnitude', () => {
  it('choose the shorter notation', () => {
    expect([0.5, 1e-6, 0.001, 1e30, 100].map(short)).toEqual(['0.5', '1e-6', '1e-3', '1e30', '100']);
    expect([0, 1.25e-9, Infinity, NaN].map(magnitude)).toEqual(['0', '1.3e-9', 'inf', 'nan']);
  });
});

describe('oneLine', () => {
  it('leaves no control character and no second line, and other text as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = oneLine(text);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        if (!/[\p{Cc}\u2028\u2029]/u.test(text)) expect(line).toBe(text);
      }),
    );
    expect(oneLine('a\nb\u001b[31m\u2028')).toBe('a\\nb\\u001b[31m\\u2028');
  });
});
