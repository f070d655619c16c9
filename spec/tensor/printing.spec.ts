import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { tensor, zeros } from '../../src/index.js';
import { numbers, readPrints } from '../properties/fixtures.js';

/** The differences by design: JavaScript's truth values, brackets around sizes, dtypes without their module. */
function asGradusWritesIt(text: string, dtype: string): string {
  const plain = text.replaceAll('torch.', '').replace(/size=\((.*?),?\)/, 'size=[$1]');
  return dtype === 'bool' ? plain.replaceAll('True', 'true').replaceAll('False', 'false') : plain;
}

describe('a tensor prints as PyTorch prints it', () => {
  it.each(readPrints().map((print) => [`${print.dtype} ${print.text}`.slice(0, 70), print] as const))(
    '%s',
    (_, { dtype, shape, values, text }) => {
      const x = tensor(numbers(values), { dtype, shape });
      // Without `torch.` the dtype may still fit on a line that is full in PyTorch.
      const oneLine = (printed: string): string => printed.replace(/,\n +dtype=(\w+)\)$/, ', dtype=$1)');
      expect(oneLine(x.toString())).toBe(oneLine(asGradusWritesIt(text, dtype)));
      expect(
        x
          .toString()
          .split('\n')
          .every((line) => line.length <= 80),
      ).toBe(true);
    },
  );

  it('a view prints what it shows', () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(x.t().narrow(0, 1, 2).toString()).toBe('tensor([[2., 5.],\n        [3., 6.]])');
  });

  it('Node.js inspects, and templates print, the same text', () => {
    const x = zeros([2, 3]);
    expect(inspect(x)).toBe(x.toString());
    expect(x.toString()).toBe(String(x));
    expect(inspect({ x: tensor(1) })).toBe('{ x: tensor(1.) }');
  });
});
