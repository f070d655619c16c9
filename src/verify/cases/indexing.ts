/**
 * What reading and adding up elements by their places is checked on.
 *
 * @module
 */
import { AddPlaces, PickPlaces } from '../../autograd/rules/indexing.js';
import type { Shape } from '../../kernels/types.js';
import type { IndexingPrimitives, Indexing } from '../../tensor/algebra/indexing.js';
import type { Rearranging } from '../../tensor/algebra/rearranging.js';
import { tensor } from '../../tensor/creation.js';
import type { Tensor } from '../../tensor/tensor.js';
import { applied, cases, type Own, type RuleCase } from './case.js';

const int32 = (values: readonly number[], shape: Shape = [values.length]): Tensor =>
  tensor([...values], { dtype: 'int32', shape });

const bool = (values: readonly boolean[], shape: Shape = [values.length]): Tensor =>
  tensor([...values], { shape });

/** What reading and adding up elements by their places is checked on. */
export const indexingCases: Readonly<
  Record<Own<Indexing<Tensor>, Rearranging<Tensor>> | keyof IndexingPrimitives<Tensor>, readonly RuleCase[]>
> = {
  pick: (
    [
      [[4], [3, 0, 0], [3]],
      [
        [2, 3],
        [5, -1, 2, 2],
        [2, 2],
      ],
      [[], [0, 0], [2]],
      [[0], [-1], [1]],
      [[3], [], [0]],
    ] as const
  ).map(([shape, places, to]) =>
    cases(() => new PickPlaces(Int32Array.from(places), to), [shape], `places ${places.join(',')}`),
  ),
  place: (
    [
      [[3], [3, 0, 0], [4]],
      [
        [2, 2],
        [5, -1, 2, 2],
        [2, 3],
      ],
      [[2], [0, 0], []],
      [[1], [-1], [0]],
      [[0], [], [3]],
    ] as const
  ).map(([shape, places, to]) =>
    cases(() => new AddPlaces(Int32Array.from(places), to), [shape], `places ${places.join(',')}`),
  ),
  index: [
    applied((x) => x.index(), [[]], { torch: 'x0[()]' }),
    applied((x) => x.index(1, '...', null, -1), [[2, 2, 3]], {
      label: 'numbers',
      torch: 'x0[1, ..., None, -1]',
    }),
    applied((x) => x.index('1:', ':-1'), [[3, 2]], { label: 'a view', torch: 'x0[1:, :-1]' }),
    applied((x) => x.index('::2', { start: -2, step: 1 }), [[3, 3]], {
      label: 'steps',
      torch: 'x0[::2, -2:]',
    }),
    applied((x) => x.index([2, 0, 2]), [[3]], { label: 'a list', torch: 'x0[[2, 0, 2]]' }),
    applied((x) => x.index(':', int32([0, 1], [2, 1]), int32([1, 0])), [[2, 2, 2]], {
      label: 'side by side',
      torch: 'x0[:, torch.tensor([0, 1]).reshape([2, 1]), torch.tensor([1, 0])]',
    }),
    applied((x) => x.index('::2', bool([true, false, true, true], [2, 2])), [[3, 2, 2]], {
      label: 'a mask',
      torch: 'x0[::2, torch.tensor([[True, False], [True, True]])]',
    }),
    applied((x) => x.index(bool([true], [])), [[2]], {
      label: 'a scalar mask',
      torch: 'x0[torch.tensor(True)]',
    }),
    applied((x) => x.index(int32([]), '1:'), [[2, 2]], {
      label: 'nothing',
      torch: 'x0[torch.tensor([], dtype=torch.long), 1:]',
    }),
  ],
  indexSelect: [
    applied((x) => x.indexSelect(0, int32([2, 0, 2])), [[3]], {
      torch: 'x0.index_select(0, torch.tensor([2, 0, 2]))',
    }),
    applied((x) => x.indexSelect(-1, [1, 1]), [[2, 3]], {
      torch: 'x0.index_select(-1, torch.tensor([1, 1]))',
    }),
    applied((x) => x.indexSelect(0, int32([0], [])), [[]], {
      torch: 'x0.index_select(0, torch.tensor([0]).reshape([]))',
    }),
    applied((x) => x.indexSelect(1, []), [[2, 2]], {
      torch: 'x0.index_select(1, torch.tensor([], dtype=torch.long))',
    }),
  ],
  gather: [
    applied((x) => x.gather(0, int32([1, 0, 1, 1, 0, 1], [3, 2])), [[2, 3]], {
      torch: 'x0.gather(0, torch.tensor([1, 0, 1, 1, 0, 1]).reshape([3, 2]))',
    }),
    applied((x) => x.gather(-1, int32([2, 0], [1, 2, 1])), [[2, 2, 3]], {
      torch: 'x0.gather(-1, torch.tensor([2, 0]).reshape([1, 2, 1]))',
    }),
    applied((x) => x.gather(0, [0, 0]), [[]], { torch: 'x0.gather(0, torch.tensor([0, 0]))' }),
    applied((x) => x.gather(0, int32([])), [[0]], {
      torch: 'x0.gather(0, torch.tensor([], dtype=torch.long))',
    }),
  ],
  scatter: [
    applied(
      (x, value) => x.scatter(0, int32([1, 0, 0, 1], [2, 2]), value),
      [
        [2, 3],
        [2, 2],
      ],
      {
        torch: 'x0.scatter(0, torch.tensor([1, 0, 0, 1]).reshape([2, 2]), x1)',
      },
    ),
    applied((x, value) => x.scatter(-1, [3, 1], value), [[4], [3]], {
      label: 'of a longer tensor',
      torch: 'x0.scatter(-1, torch.tensor([3, 1]), x1[:2])',
    }),
    applied((x, value) => x.scatter(0, [1, 2, 1], value), [[3], [3]], {
      label: 'the last one stands',
      torch: 'torch.stack([x0[0], x1[2], x1[1]])',
    }),
    applied((x) => x.scatter(1, int32([0, 2], [2, 1]), 5), [[2, 3]], {
      label: 'of a number',
      torch: 'x0.scatter(1, torch.tensor([0, 2]).reshape([2, 1]), 5.0)',
    }),
    applied((x, value) => x.scatter(0, int32([0], []), value), [[], []], {
      torch: 'x0.scatter(0, torch.tensor([0]).reshape([]), x1) + 0 * x0',
    }),
  ],
  scatterAdd: [
    applied(
      (x, source) => x.scatterAdd(0, int32([1, 0, 1, 1], [2, 2]), source),
      [
        [2, 3],
        [2, 2],
      ],
      {
        torch: 'x0.scatter_add(0, torch.tensor([1, 0, 1, 1]).reshape([2, 2]), x1)',
      },
    ),
    applied((x, source) => x.scatterAdd(-1, [1, 1], source), [[2], [3]], {
      label: 'of a longer tensor',
      torch: 'x0.scatter_add(-1, torch.tensor([1, 1]), x1[:2])',
    }),
    applied((x, source) => x.scatterAdd(0, [0, 0], source), [[], [2]], {
      torch: 'x0.scatter_add(0, torch.tensor([0, 0]), x1)',
    }),
  ],
  indexAdd: [
    applied(
      (x, source) => x.indexAdd(0, int32([1, 1, 0]), source),
      [
        [2, 2],
        [3, 2],
      ],
      {
        torch: 'x0.index_add(0, torch.tensor([1, 1, 0]), x1)',
      },
    ),
    applied(
      (x, source) => x.indexAdd(-1, [2], source, { alpha: -0.5 }),
      [
        [2, 3],
        [2, 1],
      ],
      {
        label: 'times alpha',
        torch: 'x0.index_add(-1, torch.tensor([2]), x1, alpha=-0.5)',
      },
    ),
    applied((x, source) => x.indexAdd(0, int32([0], []), source), [[], []], {
      torch: 'x0.index_add(0, torch.tensor([0]).reshape([]), x1)',
    }),
  ],
  maskedSelect: [
    applied((x) => x.maskedSelect(bool([true, false, true])), [[2, 3]], {
      label: 'a row',
      torch: 'x0.masked_select(torch.tensor([True, False, True]))',
    }),
    applied((x) => x.maskedSelect(bool([true, true], [2, 1])), [[2]], {
      label: 'a larger mask',
      torch: 'x0.masked_select(torch.tensor([[True], [True]]))',
    }),
    applied((x) => x.maskedSelect(bool([true], [])), [[]], { torch: 'x0.masked_select(torch.tensor(True))' }),
    applied((x) => x.maskedSelect(bool([false], [])), [[3]], {
      torch: 'x0.masked_select(torch.tensor(False))',
    }),
  ],
  take: [
    applied((x) => x.take(int32([5, -6, 0, 0], [2, 2])), [[2, 3]], {
      torch: 'x0.take(torch.tensor([5, -6, 0, 0]).reshape([2, 2]))',
    }),
    applied((x) => x.take([0, -1]), [[]], { torch: 'x0.take(torch.tensor([0, -1]))' }),
    applied((x) => x.take([]), [[0]], { torch: 'x0.take(torch.tensor([], dtype=torch.long))' }),
  ],
};
