/**
 * What turning round, continuing, repeating and windows are checked on.
 *
 * @module
 */
import type { Variable } from '../../autograd/variable.js';
import type { Layout } from '../../tensor/algebra/layout.js';
import type { Rearranging } from '../../tensor/algebra/rearranging.js';
import { tensor } from '../../tensor/creation.js';
import type { Tensor } from '../../tensor/tensor.js';
import { applied, type Own, type RuleCase } from './case.js';

const padded = (
  shape: readonly number[],
  sizes: readonly number[],
  mode: 'constant' | 'reflect' | 'replicate' | 'circular',
  torch = `F.pad(x0, (${sizes.join(', ')},), mode='${mode}')`,
): RuleCase =>
  applied((x) => x.pad(sizes, { mode }), [shape], { label: `${mode} ${sizes.join(',')}`, torch });

/**
 * In PyTorch, padding other than by a constant is for tensors with one or two dims before those that are
 * padded.
 */
const paddedAlone = (sizes: readonly number[], mode: 'reflect' | 'replicate' | 'circular'): RuleCase =>
  padded([3], sizes, mode, `F.pad(x0[None, None], (${sizes.join(', ')}), mode='${mode}')[0, 0]`);

const int32 = (values: readonly number[]): Tensor => tensor(values, { dtype: 'int32' });

/** What turning round, continuing, repeating and windows are checked on. */
export const rearrangingCases: Readonly<
  Record<Own<Rearranging<Tensor>, Layout<Tensor>>, readonly RuleCase[]>
> = {
  flip: [
    applied((x) => x.flip(0), [[3]], { torch: 'x0.flip(0)' }),
    applied((x) => x.flip([0, -1]), [[2, 2, 3]], { torch: 'x0.flip(0, -1)' }),
    applied((x) => x.flip(0), [[]], { torch: 'x0.flip(0)' }),
    applied((x) => x.flip(1), [[2, 0]], { torch: 'x0.flip(1)' }),
  ],
  roll: [
    applied((x) => x.roll(1), [[2, 3]], { torch: 'x0.roll(1)' }),
    applied((x) => x.roll(-4, 1), [[2, 3]], { label: 'dim 1', torch: 'x0.roll(-4, 1)' }),
    applied((x) => x.roll([1, 2], [0, 1]), [[2, 3]], { label: 'dims 0,1', torch: 'x0.roll((1, 2), (0, 1))' }),
    applied((x) => x.roll([1, 3], [0, 0]), [[3]], { label: 'dim 0 twice', torch: 'x0.roll((1, 3), (0, 0))' }),
    applied((x) => x.roll(3), [[]], { torch: 'x0.roll(3)' }),
    applied((x) => x.roll(1, 0), [[0, 2]], { torch: 'x0.roll(1, 0)' }),
  ],
  pad: [
    padded([3], [1, 2], 'constant'),
    padded([2, 3], [-1, 1, 2, -1], 'constant'),
    padded([0, 1], [1, 0, 0, 1], 'constant'),
    applied((x) => x.pad([1, 1], { value: 7 }), [[2, 2]], {
      label: 'value 7',
      torch: 'F.pad(x0, (1, 1), value=7.0)',
    }),
    padded([2, 3], [2, 1], 'reflect'),
    padded([2, 3], [-1, 2], 'reflect'),
    padded([1, 2, 3], [2, 1, 1, 0], 'reflect'),
    paddedAlone([1, 2], 'reflect'),
    padded([2, 2], [2, 1], 'replicate'),
    padded([1, 2, 2], [-1, 1, 2, 0], 'replicate'),
    paddedAlone([1, 2], 'replicate'),
    padded([1, 2, 3], [3, 2], 'circular'),
    padded([1, 1, 2, 2], [1, 2, 0, 1], 'circular'),
    paddedAlone([1, 2], 'circular'),
  ],
  repeat: [
    applied((x) => x.repeat([2]), [[3]], { torch: 'x0.repeat(2)' }),
    applied((x) => x.repeat([2, 1, 3]), [[2, 2]], { torch: 'x0.repeat(2, 1, 3)' }),
    applied((x) => x.repeat([2]), [[]], { torch: 'x0.repeat(2)' }),
    applied((x) => x.repeat([2, 0]), [[2, 1]], { torch: 'x0.repeat(2, 0)' }),
  ],
  tile: [
    applied((x) => x.tile([2]), [[2, 3]], { torch: 'x0.tile((2,))' }),
    applied((x) => x.tile([2, 2]), [[2]], { torch: 'x0.tile((2, 2))' }),
    applied((x) => x.tile([]), [[]], { torch: 'x0.tile(())' }),
  ],
  repeatInterleave: [
    applied((x) => x.repeatInterleave(2), [[2, 2]], { torch: 'x0.repeat_interleave(2)' }),
    applied((x) => x.repeatInterleave(2, 0), [[2, 2]], {
      label: 'dim 0',
      torch: 'x0.repeat_interleave(2, 0)',
    }),
    applied((x) => x.repeatInterleave(int32([1, 0, 3]), 1), [[2, 3]], {
      label: 'by a tensor',
      torch: 'x0.repeat_interleave(torch.tensor([1, 0, 3]), 1)',
    }),
    applied((x) => x.repeatInterleave([2]), [[3]], {
      label: 'by a list',
      torch: 'x0.repeat_interleave(torch.tensor([2]))',
    }),
    applied((x) => x.repeatInterleave(3), [[]], { torch: 'x0.repeat_interleave(3)' }),
  ],
  unfold: [
    applied((x) => x.unfold(0, 3, 1), [[5]], { torch: 'x0.unfold(0, 3, 1)' }),
    applied((x) => x.unfold(-2, 2, 2), [[5, 2]], { torch: 'x0.unfold(-2, 2, 2)' }),
    applied((x) => x.unfold(0, 2, 1).unfold(1, 2, 1), [[3, 3]], {
      label: 'twice',
      torch: 'x0.unfold(0, 2, 1).unfold(1, 2, 1)',
    }),
    applied((x) => x.unfold(0, 1, 1), [[]], { torch: 'x0.unfold(0, 1, 1)' }),
    applied((x: Variable) => x.unfold(1, 0, 1), [[2, 1]], { label: 'empty', torch: 'x0.unfold(1, 0, 1)' }),
  ],
};
