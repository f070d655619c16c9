/**
 * What matrix functions are checked on.
 *
 * @module
 */
import { interval } from '../../autograd/domain.js';
import type { Variable } from '../../autograd/variable.js';
import type { Shape } from '../../kernels/types.js';
import type { LinearAlgebra, LinearAlgebraPrimitives } from '../../tensor/algebra/linear-algebra.js';
import type { Products } from '../../tensor/algebra/products.js';
import { eye } from '../../tensor/creation.js';
import type { Tensor } from '../../tensor/tensor.js';
import { applied, type NotDifferentiable, type Own, type RuleCase } from './case.js';

/** With n·I added, matrices from here dominate by their diagonal: they are regular, and well conditioned. */
const SMALL = interval(-1, 1);

/** Sizes of one, of several, of a batch of matrices, and empty ones. */
const SQUARE: readonly Shape[] = [
  [1, 1],
  [2, 2],
  [3, 3],
  [2, 2, 2],
  [2, 1, 2, 2],
  [0, 0],
  [0, 2, 2],
];

/** X + n·I. */
function dominant(x: Variable): Variable {
  const n = x.size(-1);
  return x.add(eye(n, { dtype: x.dtype }).mul(n));
}

/** The same in PyTorch. */
const dominantInTorch = (name: string, shape: Shape): string =>
  `(${name} + ${shape.at(-1) ?? 0} * torch.eye(${shape.at(-1) ?? 0}))`;

/** A function of well-conditioned matrices. */
const ofDominant = (apply: (x: Variable) => Variable, torch: (x: string) => string, label = ''): RuleCase[] =>
  SQUARE.map((shape) =>
    applied((x) => apply(dominant(x)), [shape], {
      label,
      domain: SMALL,
      torch: torch(dominantInTorch('x0', shape)),
    }),
  );

/** A solution of systems with well-conditioned matrices, which come first. */
const solving = (
  apply: (a: Variable, b: Variable) => Variable,
  torch: (a: string, b: string) => string,
  label: string,
  pairs: readonly (readonly [Shape, Shape])[],
): RuleCase[] =>
  pairs.map((shapes) =>
    applied((a, b) => apply(dominant(a), b), shapes, {
      label,
      domain: SMALL,
      torch: torch(dominantInTorch('x0', shapes[0]), 'x1'),
    }),
  );

/** Matrices and right-hand sides: alike, broadcast both ways, and empty. */
const SYSTEMS: readonly (readonly [Shape, Shape])[] = [
  [
    [1, 1],
    [1, 1],
  ],
  [
    [2, 2],
    [2, 2],
  ],
  [
    [3, 3],
    [3, 2],
  ],
  [
    [2, 2],
    [2, 2, 1],
  ],
  [
    [2, 2, 2],
    [2, 1],
  ],
  [
    [2, 1, 2, 2],
    [3, 2, 1],
  ],
  [
    [0, 0],
    [0, 2],
  ],
  [
    [2, 2],
    [2, 0],
  ],
  [
    [0, 2, 2],
    [2, 1],
  ],
];

/** All of them, or two: which triangle is meant changes nothing about the shapes. */
const systemsFor = (all: boolean): typeof SYSTEMS => (all ? SYSTEMS : SYSTEMS.slice(2, 4));

/** The same for X·A = B. */
const SYSTEMS_FROM_RIGHT: readonly (readonly [Shape, Shape])[] = [
  [
    [2, 2],
    [2, 2],
  ],
  [
    [3, 3],
    [2, 3],
  ],
  [
    [2, 2, 2],
    [1, 2],
  ],
  [
    [2, 2],
    [2, 1, 2],
  ],
];

/** What matrix functions are checked on. */
export const linearAlgebraCases: Readonly<
  Record<
    | Own<LinearAlgebra<Tensor>, Products<Tensor>>
    | Exclude<keyof LinearAlgebraPrimitives<Tensor>, keyof typeof linearAlgebraConstants>,
    readonly RuleCase[]
  >
> = {
  det: [
    ...[
      [1, 1],
      [2, 2],
      [2, 2, 2],
      [0, 0],
    ].map((shape) => applied((x) => x.det(), [shape], { torch: 'torch.det(x0)' })),
    ...ofDominant(
      (x) => x.det(),
      (x) => `torch.det(${x})`,
      'dominant',
    ),
    // Its cofactors come from the inverse; here none of them is lost in the rounding of larger ones.
    applied((x) => dominant(x).det(), [[5, 5]], {
      label: 'dominant',
      domain: interval(-1 / 4, 1 / 4, { except: [0] }),
      torch: `torch.det(${dominantInTorch('x0', [5, 5])})`,
    }),
  ],
  slogdet: [
    ...ofDominant(
      (x) => x.slogdet().logabsdet,
      (x) => `torch.slogdet(${x}).logabsdet`,
      'logabsdet',
    ),
  ],
  logAbsDet: ofDominant(
    (x) => x.primitives.logAbsDet(x),
    (x) => `torch.log(torch.abs(torch.det(${x})))`,
  ),
  inverse: ofDominant(
    (x) => x.inverse(),
    (x) => `torch.inverse(${x})`,
  ),
  solve: [
    ...solving(
      (a, b) => a.solve(b),
      (a, b) => `torch.linalg.solve(${a}, ${b})`,
      '',
      [
        ...SYSTEMS,
        // Vectors.
        [[2, 2], [2]],
        [[2, 2, 2], [2]],
        [
          [2, 3, 3],
          [2, 3],
        ],
        [[0, 0], [0]],
      ],
    ),
    ...solving(
      (a, b) => a.solve(b, { left: false }),
      (a, b) => `torch.linalg.solve(${a}, ${b}, left=False)`,
      'left false',
      SYSTEMS_FROM_RIGHT,
    ),
  ],
  cholesky: [false, true].flatMap((upper) =>
    SQUARE.map((shape) =>
      // X·Xᵀ + 3I is positive definite whatever X is.
      applied(
        (x) =>
          x
            .matmul(x.transpose(-2, -1))
            .add(eye(x.size(-1), { dtype: x.dtype }).mul(3))
            .cholesky({ upper }),
        [shape],
        {
          label: `upper ${upper}`,
          domain: SMALL,
          torch: `torch.linalg.cholesky(x0 @ x0.mT + 3 * torch.eye(x0.shape[-1]), upper=${upper ? 'True' : 'False'})`,
        },
      ),
    ),
  ),
  solveTriangular: [false, true].flatMap((upper) =>
    [false, true].flatMap((unitriangular) =>
      [false, true].flatMap((left) =>
        solving(
          (a, b) => a.solveTriangular(b, { upper, unitriangular, left }),
          (a, b) =>
            `torch.linalg.solve_triangular(${a}, ${b}, upper=${upper ? 'True' : 'False'}, ` +
            `unitriangular=${unitriangular ? 'True' : 'False'}, left=${left ? 'True' : 'False'})`,
          `upper ${upper} unitriangular ${unitriangular} left ${left}`,
          left ? systemsFor(upper && !unitriangular) : SYSTEMS_FROM_RIGHT.slice(1, 3),
        ),
      ),
    ),
  ),
  triangularSolve: [false, true].flatMap((upper) =>
    [false, true].flatMap((unitriangular) =>
      [false, true].flatMap((transpose) =>
        solving(
          (a, b) => b.triangularSolve(a, { upper, unitriangular, transpose }),
          (a, b) =>
            `torch.triangular_solve(${b}, ${a}, upper=${upper ? 'True' : 'False'}, ` +
            `unitriangular=${unitriangular ? 'True' : 'False'}, ` +
            `transpose=${transpose ? 'True' : 'False'}).solution`,
          `upper ${upper} unitriangular ${unitriangular} transpose ${transpose}`,
          systemsFor(false),
        ),
      ),
    ),
  ),
  diagonal: (
    [
      [[3, 3], 0, 0, 1],
      [[2, 3], 1, 0, 1],
      [[3, 2], -1, 0, 1],
      [[2, 3], 4, 0, 1],
      [[2, 3, 2], 0, 1, 2],
      [[2, 3, 2], 1, -1, 0],
      [[2, 3, 2], -1, 2, 1],
      [[0, 3], 0, 0, 1],
      [[2, 0, 2], 0, 0, 2],
    ] as const
  ).map(([shape, offset, dim1, dim2]) =>
    applied((x) => x.diagonal(offset, dim1, dim2), [shape], {
      label: `offset ${offset} dims ${dim1},${dim2}`,
      torch: `torch.diagonal(x0, ${offset}, ${dim1}, ${dim2})`,
    }),
  ),
  diag: (
    [
      [[3], 0],
      [[2], 1],
      [[2], -2],
      [[0], 0],
      [[0], 1],
      [[2, 2], 0],
      [[2, 3], 1],
      [[3, 2], -1],
      [[2, 3], -2],
    ] as const
  ).map(([shape, k]) =>
    applied((x) => x.diag(k), [shape], { label: `diagonal ${k}`, torch: `torch.diag(x0, ${k})` }),
  ),
  tril: triangles((x, k) => x.tril(k), 'torch.tril'),
  triu: triangles((x, k) => x.triu(k), 'torch.triu'),
  trace: [
    [1, 1],
    [3, 3],
    [2, 3],
    [3, 1],
    [0, 2],
  ].map((shape) => applied((x) => x.trace(), [shape], { torch: 'torch.trace(x0)' })),
};

/** The triangles of matrices of every kind, at several diagonals. */
function triangles(apply: (x: Variable, k: number) => Variable, torch: string): readonly RuleCase[] {
  return (
    [
      [[3, 3], 0],
      [[2, 3], 1],
      [[3, 2], -1],
      [[2, 2], 3],
      [[2, 2], -3],
      [[2, 2, 3], 0],
      [[0, 3], 0],
      [[2, 0, 2], 1],
    ] as const
  ).map(([shape, k]) =>
    applied((x) => apply(x, k), [shape], { label: `diagonal ${k}`, torch: `${torch}(x0, ${k})` }),
  );
}

/** The matrix functions without a derivative. */
export const linearAlgebraConstants: Readonly<Record<'detSign', NotDifferentiable>> = {
  detSign: { notDifferentiable: 'the result is a sign, which is constant wherever it is continuous' },
};
