import { takeTurns } from '../schedule.mjs';
import { ratio } from './ratio.mjs';

const shapes = [
  ...[16, 32, 64, 128, 256, 512, 1024].map((size) => [size, size, size]),
  [100, 1000, 100], // The tutorial's.
];
const dtypes = ['float32', 'float64'];

const nameOf = ([m, k, n], dtype) => `${m === n && m === k ? m : `${m}×${k}×${n}`} ${dtype}`;

/** Those that are large enough for the rate of the inner kernel to be what counts. */
const large = shapes.filter(([m, k, n]) => m * k * n >= 128 ** 3);

/** The least of some ratios, and where it is. */
function least(of) {
  const found = large
    .map((shape) => ({ shape, value: of(shape) }))
    .filter(({ value }) => value !== undefined);
  return found.sort((a, b) => a.value - b.value)[0];
}

export default {
  title: 'Matrix product, GFLOP/s',
  about:
    'Operands and results are tensors of the library; 2·m·k·n operations. "inner kernel" is the innermost loop of ' +
    "gradus's own product alone, on operands that stay in the first-level cache. Gradus adds in the textbook's order, " +
    'one rounded multiplication and one rounded addition each; the others may fuse and reorder.',
  run: takeTurns,
  task: 'mm',
  rate: { unit: 'GFLOP/s', per: 1e9 },
  cases: dtypes.flatMap((dtype) =>
    shapes.map((shape) => {
      const [m, k, n] = shape;
      return { name: nameOf(shape, dtype), params: { m, k, n, dtype }, work: 2 * m * k * n };
    }),
  ),
  targets(at) {
    const rate = (shape, dtype, contestant = 'gradus') => at(nameOf(shape, dtype), contestant);
    const inner = least((shape) => ratio(rate(shape, 'float32', 'bare'), rate(shape, 'float32')));
    const half = least((shape) => ratio(rate(shape, 'float32'), rate(shape, 'float64')));
    const where = (found) => (found ? ` (the least: ${nameOf(found.shape, '').trim()})` : '');
    return [
      {
        title: `mm float32 from 128 on: share of the inner kernel's rate${where(inner)}`,
        value: inner?.value,
        atLeast: 0.85,
      },
      { title: `mm from 128 on: float64's rate / float32's${where(half)}`, value: half?.value, atLeast: 0.5 },
    ];
  },
};
