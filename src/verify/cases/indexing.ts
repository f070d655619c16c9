/**
 * What reading and adding up elements by their places is checked on.
 *
 * @module
 */
import { AddPlaces, PickPlaces } from '../../autograd/rules/indexing.js';
import type { IndexingPrimitives, Indexing } from '../../tensor/algebra/indexing.js';
import type { Layout } from '../../tensor/algebra/layout.js';
import type { Tensor } from '../../tensor/tensor.js';
import { cases, type Own, type RuleCase } from './case.js';

/** What reading and adding up elements by their places is checked on. */
export const indexingCases: Readonly<
  Record<Own<Indexing<Tensor>, Layout<Tensor>> | keyof IndexingPrimitives<Tensor>, readonly RuleCase[]>
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
};
