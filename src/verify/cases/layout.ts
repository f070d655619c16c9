/**
 * What changes of layout are checked on.
 *
 * @module
 */
import { Clone, Concat, Expand, Narrow, Permute, Reshape, To } from '../../autograd/rules/layout.js';
import type { Variable } from '../../autograd/variable.js';
import type { Layout } from '../../tensor/algebra/layout.js';
import type { LinearAlgebra } from '../../tensor/algebra/linear-algebra.js';
import { concat, stack } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { applied, cases, ONE, pointwise, type Own, type RuleCase } from './case.js';

/** Parts put together again, the last one first: so each shows by its own place. */
const reversed =
  (parts: (x: Variable) => readonly Variable[]) =>
  (x: Variable): Variable =>
    stack([...parts(x)].reverse());

/** What changes of layout are checked on. */
export const layoutCases: Readonly<
  Record<Own<Layout<Tensor>, LinearAlgebra<Tensor>> | 'concat' | 'stack', readonly RuleCase[]>
> = {
  permute: (
    [
      [[], []],
      [[3], [0]],
      [
        [2, 3],
        [1, 0],
      ],
      [
        [2, 1, 3],
        [2, 0, 1],
      ],
      [
        [0, 2],
        [1, 0],
      ],
    ] as const
  ).map(([shape, dims]) => cases(() => new Permute(dims), [shape], `dims ${dims.join(',')}`)),
  reshape: (
    [
      [[], [1, 1]],
      [[4], [2, 2]],
      [
        [2, 3],
        [3, 2],
      ],
      [[2, 1, 3], [6]],
      [
        [0, 2],
        [3, 0],
      ],
      [[1], []],
    ] as const
  ).map(([shape, to]) => cases(() => new Reshape(to), [shape], `to [${to.join(', ')}]`)),
  expand: (
    [
      [[], [2]],
      [[1], [3]],
      [
        [2, 1],
        [2, 3],
      ],
      [[3], [2, 3]],
      [
        [1, 2],
        [0, 2],
      ],
      [
        [2, 2],
        [2, 2],
      ],
    ] as const
  ).map(([shape, to]) => cases(() => new Expand(to), [shape], `to [${to.join(', ')}]`)),
  narrow: (
    [
      [[4], 0, 1, 2],
      [[2, 3], 1, 0, 1],
      [[3, 2], 0, 2, 1],
      [[2, 2], 0, 0, 2],
      [[3], 0, 1, 0],
      [[0, 2], 1, 1, 1],
    ] as const
  ).map(([shape, dim, start, length]) =>
    cases(() => new Narrow(dim, start, length), [shape], `dim ${dim} start ${start} length ${length}`),
  ),
  concat: (
    [
      [0, [[2], [3]]],
      [
        0,
        [
          [1, 2],
          [2, 2],
        ],
      ],
      [
        1,
        [
          [2, 1],
          [2, 2],
          [2, 1],
        ],
      ],
      [0, [[2], [0]]],
      [
        1,
        [
          [0, 1],
          [0, 2],
        ],
      ],
      [0, [[3]]],
    ] as const
  ).map(([dim, shapes]) => cases(() => new Concat(dim), shapes, `dim ${dim}`)),
  clone: pointwise(() => new Clone()),
  to: ONE.map((shape) => ({
    ...cases(() => new To('float64'), [shape], 'through float32'),
    // Differences need float64 at both ends. On the grid of the domain, with a step on it too, the way through
    // float32 is exact; and the stencil is exact for the squares that a use of the output twice makes.
    options: { step: 1 / 4 },
    apply: (x: Variable) => new To('float64').apply(new To('float32').apply(x)),
  })),
  t: [[], [3], [2, 3], [0, 2]].map((shape) => applied((x) => x.t(), [shape], { torch: 'x0.t()' })),
  transpose: [
    applied((x) => x.transpose(0, -1), [[2, 1, 3]], { torch: 'x0.transpose(0, -1)' }),
    applied((x) => x.transpose(1, 0), [[2, 3]], { torch: 'x0.transpose(1, 0)' }),
  ],
  squeeze: [
    applied((x) => x.squeeze(), [[2, 1, 3, 1]], { label: 'all', torch: 'x0.squeeze()' }),
    applied((x) => x.squeeze(1), [[2, 1, 1]], { label: 'dim 1', torch: 'x0.squeeze(1)' }),
    applied((x) => x.squeeze(0), [[2, 1]], { label: 'a dim of size 2', torch: 'x0.squeeze(0)' }),
  ],
  unsqueeze: [
    applied((x) => x.unsqueeze(-1), [[2, 3]], { label: 'last', torch: 'x0.unsqueeze(-1)' }),
    applied((x) => x.unsqueeze(0), [[]], { label: 'first', torch: 'x0.unsqueeze(0)' }),
  ],
  broadcastTo: [
    applied((x) => x.broadcastTo([2, -1]), [[3]], { torch: 'x0.broadcast_to((2, 3))' }),
    applied((x) => x.broadcastTo([2]), [[]], { torch: 'x0.broadcast_to((2,))' }),
  ],
  select: [
    applied((x) => x.select(1, -1), [[2, 3]], { torch: 'x0.select(1, -1)' }),
    applied((x) => x.select(0, 1), [[3]], { torch: 'x0.select(0, 1)' }),
    applied((x) => x.select(1, 0), [[0, 2, 3]], { torch: 'x0.select(1, 0)' }),
  ],
  unbind: [
    applied(
      reversed((x) => x.unbind()),
      [[3]],
      { torch: 'torch.stack(x0.unbind()[::-1])' },
    ),
    applied(
      reversed((x) => x.unbind(1)),
      [[2, 3]],
      { torch: 'torch.stack(x0.unbind(1)[::-1])' },
    ),
    applied((x) => x.unbind(-1)[1] ?? x, [[2, 0, 3]], { torch: 'x0.unbind(-1)[1]' }),
  ],
  split: [
    applied((x) => concat([...x.split(2)].reverse()), [[5]], { torch: 'torch.cat(x0.split(2)[::-1])' }),
    applied((x) => x.split([1, 0, 2], 1)[2] ?? x, [[2, 3]], { torch: 'x0.split([1, 0, 2], 1)[2]' }),
    applied((x) => x.split(2)[0] ?? x, [[0, 2]], { torch: 'x0.split(2)[0]' }),
  ],
  chunk: [
    applied((x) => concat([...x.chunk(3)].reverse()), [[4]], { torch: 'torch.cat(x0.chunk(3)[::-1])' }),
    applied((x) => x.chunk(2, -1)[1] ?? x, [[2, 3]], { torch: 'x0.chunk(2, -1)[1]' }),
    applied((x) => x.chunk(2)[1] ?? x, [[0, 2]], { torch: 'x0.chunk(2)[1]' }),
  ],
  movedim: [
    applied((x) => x.movedim(0, -1), [[2, 1, 3]], { torch: 'x0.movedim(0, -1)' }),
    applied((x) => x.movedim([2, 0], [0, 1]), [[2, 3, 2]], { torch: 'x0.movedim((2, 0), (0, 1))' }),
    applied((x) => x.movedim([], []), [[]], { torch: 'x0.movedim((), ())' }),
  ],
  flatten: [
    applied((x) => x.flatten(), [[]], { torch: 'x0.flatten()' }),
    applied((x) => x.flatten(1), [[2, 2, 2]], { torch: 'x0.flatten(1)' }),
    applied((x) => x.transpose(0, 1).flatten(0, -2), [[2, 3, 2]], {
      label: 'of a view',
      torch: 'x0.transpose(0, 1).flatten(0, -2)',
    }),
  ],
  stack: [
    applied(
      (...xs) => stack<Variable>(xs),
      [
        [2, 3],
        [2, 3],
      ],
      { torch: 'torch.stack([x0, x1])' },
    ),
    applied((...xs) => stack<Variable>(xs, -1), [[2], [2], [2]], {
      label: 'dim -1',
      torch: 'torch.stack([x0, x1, x2], dim=-1)',
    }),
  ],
};
