/**
 * What products are checked on.
 *
 * @module
 */
import { Matmul, Mm } from '../../autograd/rules/products.js';
import type { Variable } from '../../autograd/variable.js';
import type { Shape } from '../../kernels/types.js';
import type { Products } from '../../tensor/algebra/products.js';
import type { Scans } from '../../tensor/algebra/scans.js';
import { einsum } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { applied, cases, type Own, type RuleCase } from './case.js';

/** A product of two operands, of each pair of shapes. */
const product = (
  apply: (a: Variable, b: Variable) => Variable,
  torch: string,
  pairs: readonly (readonly [Shape, Shape])[],
): RuleCase[] => pairs.map((shapes) => applied(apply, shapes, { torch }));

/** Equations and the shapes of their operands. */
const EQUATIONS: readonly (readonly [equation: string, ...shapes: readonly Shape[]])[] = [
  // One operand: sums, diagonals, dims in another order.
  ['', []],
  ['i', [3]],
  ['i->', [3]],
  ['ij->ji', [2, 3]],
  ['ba', [2, 3]],
  ['aB', [2, 3]],
  ['ij->j', [2, 3]],
  ['ii', [3, 3]],
  ['ii->i', [3, 3]],
  ['iij->ji', [2, 2, 3]],
  ['ijj', [2, 3, 3]],
  ['iii->i', [2, 2, 2]],
  ['ijij->ij', [2, 3, 2, 3]],
  ['...->...', [2, 3]],
  ['...', [2, 3]],
  ['...->', [2, 3]],
  ['i...->...', [3, 2]],
  ['...ii->...i', [3, 2, 2]],
  ['i...j->...ji', [2, 1, 3, 2]],
  ['ij->', [0, 3]],
  // Two operands: inner, outer, elementwise, batched, with sums of their own.
  ['i,i->', [3], [3]],
  ['i,j->ij', [2], [3]],
  ['i,j->ji', [2], [3]],
  ['ij,ij->ij', [2, 2], [2, 2]],
  ['ij,jk->ik', [2, 3], [3, 2]],
  ['ij,jk', [2, 2], [2, 2]],
  ['Ab , bC -> C A', [2, 3], [3, 2]],
  ['ij,kj->ki', [2, 3], [2, 3]],
  ['bij,bjk->bik', [2, 1, 3], [2, 3, 2]],
  ['bij,bjk->ikb', [2, 2, 2], [2, 2, 2]],
  ['ijk,ilkj->li', [2, 1, 3], [2, 2, 3, 1]],
  ['ij,kl->', [2, 2], [2, 1]],
  ['ij,jk->i', [2, 3], [3, 2]],
  ['ii,ij->j', [2, 2], [2, 3]],
  ['i,->i', [3], []],
  [',', [], []],
  ['ik,kj->ij', [2, 0], [0, 2]],
  ['ik,kj->ij', [0, 2], [2, 2]],
  // Sizes of 1 and ellipses broadcast.
  ['ij,jk->ik', [2, 1], [3, 2]],
  ['i,i->i', [1], [3]],
  ['i,i->', [3], [1]],
  ['...ij,...jk', [3, 2, 2], [2, 2]],
  ['...ij,...jk->...ik', [2, 1, 1, 2], [3, 2, 1]],
  ['...,...', [2, 3], [3]],
  ['...,...->', [2, 1], [1, 3]],
  ['b...a,a', [2, 1, 3], [3]],
  ['...i,i...->...', [2, 3], [3, 2]],
  // Several operands, from left to right.
  ['ij,jk,kl->il', [2, 2], [2, 3], [3, 1]],
  ['ij,kl,jl->ik', [2, 2], [1, 3], [2, 3]],
  ['i,ij,j', [2], [2, 3], [3]],
  ['i,i,i->i', [3], [3], [3]],
  ['bn,anm,bm->ba', [2, 3], [2, 3, 2], [2, 2]],
  ['ab,bc,cd,da', [2, 2], [2, 2], [2, 2], [2, 2]],
];

/** What products are checked on. */
export const productCases: Readonly<
  Record<Own<Products<Tensor>, Scans<Tensor>> | 'einsum', readonly RuleCase[]>
> = {
  mm: (
    [
      [
        [1, 1],
        [1, 1],
      ],
      [
        [2, 2],
        [2, 2],
      ],
      [
        [2, 3],
        [3, 2],
      ],
      [
        [3, 1],
        [1, 2],
      ],
      [
        [1, 3],
        [3, 1],
      ],
      [
        [0, 2],
        [2, 3],
      ],
      [
        [2, 0],
        [0, 3],
      ],
    ] as const
  ).map((shapes) => cases(() => new Mm(), shapes, undefined, 'torch.mm(x0, x1)')),
  matmul: (
    [
      [
        [2, 2],
        [2, 2],
      ],
      [
        [2, 1, 3],
        [3, 2],
      ],
      [
        [1, 3],
        [2, 3, 1],
      ],
      [
        [2, 2, 2],
        [2, 2, 2],
      ],
      [
        [2, 1, 1, 2],
        [3, 2, 1],
      ],
      [
        [0, 2, 2],
        [2, 1],
      ],
    ] as const
  ).map((shapes) => cases(() => new Matmul(), shapes, undefined, 'torch.matmul(x0, x1)')),
  dot: product((a, b) => a.dot(b), 'torch.dot(x0, x1)', [
    [[3], [3]],
    [[1], [1]],
    [[0], [0]],
  ]),
  mv: product((a, b) => a.mv(b), 'torch.mv(x0, x1)', [
    [[2, 3], [3]],
    [[1, 1], [1]],
    [[2, 0], [0]],
    [[0, 2], [2]],
  ]),
  bmm: product((a, b) => a.bmm(b), 'torch.bmm(x0, x1)', [
    [
      [2, 2, 2],
      [2, 2, 2],
    ],
    [
      [3, 1, 2],
      [3, 2, 2],
    ],
    [
      [0, 2, 2],
      [0, 2, 1],
    ],
    [
      [2, 2, 0],
      [2, 0, 1],
    ],
  ]),
  outer: product((a, b) => a.outer(b), 'torch.outer(x0, x1)', [
    [[2], [3]],
    [[3], [3]],
    [[1], [2]],
    [[0], [2]],
  ]),
  kron: product((a, b) => a.kron(b), 'torch.kron(x0, x1)', [
    [[], []],
    [[2], [3]],
    [
      [2, 2],
      [2, 2],
    ],
    [
      [1, 3],
      [2, 1],
    ],
    [[2], [2, 1, 3]],
    [[2, 1, 2], []],
    [
      [0, 2],
      [2, 1],
    ],
  ]),
  cross: [
    // The square, since the cross product of a vector and itself is 0, and its derivative nothing but rounding.
    ...product((a, b) => a.cross(b.square()), 'torch.linalg.cross(x0, x1.square())', [
      [[3], [3]],
      [
        [2, 3],
        [2, 3],
      ],
      [
        [3, 3],
        [3, 3],
      ],
      [
        [2, 1, 3],
        [1, 2, 3],
      ],
      [
        [0, 3],
        [0, 3],
      ],
    ]).map((one) => ({ ...one, notTwice: 'x × x = 0: what is left is rounding' })),
    ...([0, 1, -2] as const).map((dim) =>
      applied(
        (a, b) => a.cross(b, dim),
        [
          [3, 3, 2],
          [3, 3, 1],
        ],
        { label: `dim ${dim}`, torch: `torch.cross(x0, x1, dim=${dim})` },
      ),
    ),
  ],
  einsum: EQUATIONS.map(([equation, ...shapes]) =>
    applied((...xs) => einsum<Variable>(equation, xs), shapes, {
      label: `'${equation}'`,
      torch: `torch.einsum('${equation}', ${shapes.map((_, i) => `x${i}`).join(', ')})`,
    }),
  ),
};
