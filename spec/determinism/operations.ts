/**
 * Every operation, forward and backward. The table is keyed by the names of the operations: one that is added
 * later joins through the cases it is proven on, or asks for its row here.
 */
import type { Dtype, Tensor, ValuesAndIndices, Variable } from '../../src/index.js';
import type { PrimitiveName } from '../../src/tensor/algebra.js';
import type * as creationFile from '../../src/tensor/creation.js';
import type { operationCases } from '../../src/verify/cases/index.js';
import type * as functionsFile from '../../src/tensor/functions.js';
import { hashOf } from './hash.js';
import type { Digests, Library, PublicNames } from './library.js';
import { numbersFor, specialCount } from './numbers.js';

/** The methods of a tensor. */
type MethodName = {
  [K in keyof Tensor]: Tensor[K] extends (this: Tensor, ...args: never[]) => unknown ? K : never;
}[keyof Tensor];

/** What can be done with tensors: methods, primitives and free functions. */
export type OperationName = MethodName | PrimitiveName | PublicNames<typeof functionsFile>;

/** Those that join by themselves, through the cases they are proven on: see `rules.ts`. */
type Proven = keyof typeof operationCases;

/** One operand: its shape, and whether numbers of every size make sense in it. */
interface Operand {
  readonly shape: readonly number[];
  readonly anySize: boolean;
  /** The shape in which it meets the special values, if not in its own. */
  readonly special: (count: number) => readonly number[];
}

/** An operation and what it is applied to. */
interface Operation {
  readonly operands: readonly Operand[];
  readonly dtypes: readonly Dtype[];
  /** A Variable, or anything else that can be digested, or a list. */
  readonly run: (library: Library, ...xs: readonly [Variable, Variable]) => unknown;
}

const FLOATS: readonly Dtype[] = ['float32', 'float64'];
const ALL: readonly Dtype[] = [...FLOATS, 'int32', 'bool'];

/** Long enough to meet the rare arguments of an elementary function. */
const MANY = 1024;

const block = (...shape: readonly number[]): Operand => ({ shape, anySize: false, special: () => shape });

const one =
  (...operands: readonly Operand[]) =>
  (run: (x: Variable) => unknown, dtypes = FLOATS): Operation => ({
    operands,
    dtypes,
    run: (_, x) => run(x),
  });

const two =
  (...operands: readonly Operand[]) =>
  (run: (a: Variable, b: Variable) => unknown, dtypes = FLOATS): Operation => ({
    operands,
    dtypes,
    run: (_, a, b) => run(a, b),
  });

/** Element by element: every number, and every special value. */
const pointwise = one({ shape: [MANY], anySize: true, special: (count) => [count] });

/** Element by element over two operands: every special value against every other. */
const pairwise = two(
  { shape: [MANY], anySize: true, special: (count) => [count, 1] },
  { shape: [MANY], anySize: true, special: (count) => [count] },
);

/** Over dims: a block of odd sizes, more elements than one run of the pairwise sum. */
const reducing = one(block(3, 37, 5));

/** Whatever the elements are. */
const moving = one(block(2, 3, 5));
const movingTwo = two(block(2, 3), block(2, 3));

/** All dims, one, several, kept and dropped, and a view that is not contiguous. */
const reductions = (
  reduce: (x: Variable, dim?: number | readonly number[], options?: { keepDim: boolean }) => Variable,
): ((x: Variable) => readonly Variable[]) => {
  return (x) => [
    reduce(x),
    reduce(x, 1),
    reduce(x, [0, 2], { keepDim: true }),
    reduce(x.transpose(0, 1), -1),
    reduce(x.narrow(1, 1, 33).transpose(0, 2), [0, 1]),
  ];
};

/** Along each dim, and along one of a view that is not contiguous. */
const lines =
  (along: (x: Variable, dim: number) => readonly Variable[]) =>
  (x: Variable): readonly Variable[] => [
    ...[0, 1, 2].flatMap((dim) => along(x, dim)),
    ...along(x.narrow(1, 1, 33).transpose(0, 2), 1),
  ];

const both = ({ values, indices }: ValuesAndIndices<Variable>): readonly Variable[] => [values, indices];

/** Sizes that fill no block of the product, and transposed views. */
const product =
  (multiply: (a: Variable, b: Variable) => Variable) =>
  (a: Variable, b: Variable): readonly Variable[] => [
    multiply(a, b),
    multiply(b.t(), a.t()),
    multiply(a.narrow(0, 1, 1), b),
    multiply(a.narrow(1, 3, 0), b.narrow(0, 2, 0)),
  ];

const operations: Readonly<
  Record<Exclude<OperationName, Proven>, Operation> & Partial<Record<Proven, Operation>>
> = {
  neg: pointwise((x) => x.neg()),
  abs: pointwise((x) => x.abs()),
  square: pointwise((x) => x.square()),
  exp: pointwise((x) => x.exp()),
  log: pointwise((x) => x.log()),
  sqrt: pointwise((x) => x.sqrt()),
  tanh: pointwise((x) => x.tanh()),
  sigmoid: pointwise((x) => x.sigmoid()),
  relu: pointwise((x) => x.relu()),
  pow: pointwise((x) =>
    [0, 1, 2, 3, -1, -2, -7, 0.5, -0.5, 1.5, 2.7, -0.3, 1 / 3, 40, 1001, Infinity, -Infinity].flatMap((n) => [
      x.pow(n),
      x.abs().pow(n),
    ]),
  ),
  expm1: pointwise((x) => x.expm1()),
  exp2: pointwise((x) => x.exp2()),
  log1p: pointwise((x) => x.log1p()),
  log2: pointwise((x) => x.log2()),
  log10: pointwise((x) => x.log10()),
  sin: pointwise((x) => x.sin()),
  cos: pointwise((x) => x.cos()),
  tan: pointwise((x) => x.tan()),
  asin: pointwise((x) => [x.asin(), x.div(x.abs().add(1)).asin()]),
  acos: pointwise((x) => [x.acos(), x.div(x.abs().add(1)).acos()]),
  atan: pointwise((x) => x.atan()),
  sinh: pointwise((x) => x.sinh()),
  cosh: pointwise((x) => x.cosh()),
  asinh: pointwise((x) => x.asinh()),
  acosh: pointwise((x) => x.acosh()),
  atanh: pointwise((x) => [x.atanh(), x.div(x.abs().add(1)).atanh()]),
  erf: pointwise((x) => x.erf()),
  erfc: pointwise((x) => x.erfc()),
  rsqrt: pointwise((x) => x.rsqrt()),
  round: pointwise((x) => x.round()),
  softplus: pointwise((x) => x.softplus()),
  gelu: pointwise((x) => x.gelu()),
  silu: pointwise((x) => x.silu()),
  mish: pointwise((x) => x.mish()),
  elu: pointwise((x) => x.elu()),
  atan2: pairwise((a, b) => a.atan2(b)),
  hypot: pairwise((a, b) => a.hypot(b)),
  logaddexp: pairwise((a, b) => a.logaddexp(b)),
  xlogy: pairwise((a, b) => a.xlogy(b)),
  fmod: pairwise((a, b) => a.fmod(b)),
  remainder: pairwise((a, b) => a.remainder(b)),
  clamp: pointwise((x) => [
    x.clamp({ min: -1 }),
    x.clamp({ max: 0.3 }),
    x.clamp({ min: -0.1, max: 1 }),
    x.clamp({ min: 1, max: -1 }),
  ]),
  add: pairwise((a, b) => [a.add(b), a.add(0.1)]),
  sub: pairwise((a, b) => [a.sub(b), a.sub(0.1)]),
  mul: pairwise((a, b) => [a.mul(b), a.mul(0.1)]),
  div: pairwise((a, b) => [a.div(b), a.div(0.1)]),
  maximum: pairwise((a, b) => [a.maximum(b), a.maximum(0)]),
  minimum: pairwise((a, b) => [a.minimum(b), a.minimum(0)]),
  eq: pairwise((a, b) => [a.eq(b), a.eq(1)], ALL),
  ne: pairwise((a, b) => [a.ne(b), a.ne(1)], ALL),
  lt: pairwise((a, b) => [a.lt(b), a.lt(1)], ALL),
  le: pairwise((a, b) => [a.le(b), a.le(1)], ALL),
  gt: pairwise((a, b) => [a.gt(b), a.gt(1)], ALL),
  ge: pairwise((a, b) => [a.ge(b), a.ge(1)], ALL),
  isnan: pointwise((x) => x.isnan(), ALL),
  isinf: pointwise((x) => x.isinf(), ALL),
  isfinite: pointwise((x) => x.isfinite(), ALL),
  isclose: pairwise((a, b) => [a.isclose(b), a.isclose(b, { rtol: 0.5, equalNan: true })], ALL),
  logicalNot: pointwise((x) => x.logicalNot(), ALL),
  logicalAnd: pairwise((a, b) => [a.logicalAnd(b), a.logicalAnd(b.gt(0))], ALL),
  logicalOr: pairwise((a, b) => [a.logicalOr(b), a.logicalOr(b.gt(0))], ALL),
  logicalXor: pairwise((a, b) => [a.logicalXor(b), a.logicalXor(b.gt(0))], ALL),
  where: {
    ...pairwise(() => null, ALL),
    run: ({ where }, a, b) => [where(a.data.lt(b.data), a, b), where(a.eq(b), 1, a)],
  },
  sum: reducing(
    reductions((x, ...how) => x.sum(...how)),
    ['float32', 'float64', 'bool'],
  ),
  mean: reducing(reductions((x, ...how) => x.mean(...how))),
  amax: reducing(
    reductions((x, ...how) => x.amax(...how)),
    ALL,
  ),
  amin: reducing(
    reductions((x, ...how) => x.amin(...how)),
    ALL,
  ),
  prod: reducing((x) => [x.prod(), x.prod(1), x.narrow(1, 1, 33).transpose(0, 2).prod(1, { keepDim: true })]),
  var: reducing(reductions((x, ...how) => x.var(...how))),
  std: reducing(reductions((x, ...how) => x.std(...how))),
  norm: reducing((x) =>
    [2, 1, 0, 3, -0.5, Infinity].flatMap((p) => reductions((y, ...how) => y.norm(p, ...how))(x)),
  ),
  logsumexp: reducing(reductions((x, dim = [0, 1, 2], options) => x.logsumexp(dim, options))),
  softmax: reducing(lines((x, dim) => [x.softmax(dim)])),
  logSoftmax: reducing(lines((x, dim) => [x.logSoftmax(dim)])),
  any: reducing(
    reductions((x, ...how) => x.any(...how)),
    ALL,
  ),
  all: reducing(
    reductions((x, ...how) => x.all(...how)),
    ALL,
  ),
  max: reducing((x) => [x.max(), ...lines((y, dim) => both(y.max(dim)))(x)], ALL),
  min: reducing((x) => [x.min(), ...lines((y, dim) => both(y.min(dim)))(x)], ALL),
  median: reducing((x) => [x.median(), ...lines((y, dim) => both(y.median(dim)))(x)], ALL),
  argmax: reducing((x) => [x.argmax(), ...lines((y, dim) => [y.argmax(dim)])(x)], ALL),
  argmin: reducing((x) => [x.argmin(), ...lines((y, dim) => [y.argmin(dim)])(x)], ALL),
  argmedian: reducing(
    lines((x, dim) => [x.primitives.argmedian(x, [dim])]),
    ALL,
  ),
  sort: reducing(
    lines((x, dim) => [...both(x.sort(dim)), ...both(x.sort(dim, { descending: true }))]),
    ALL,
  ),
  argsort: reducing(
    lines((x, dim) => [x.argsort(dim), x.argsort(dim, { descending: true })]),
    ALL,
  ),
  topk: reducing(
    lines((x, dim) => [true, false].flatMap((largest) => both(x.topk(3, dim, { largest })))),
    ALL,
  ),
  argtopk: reducing(
    lines((x, dim) => [x.primitives.argtopk(x, [dim], 3, true, false)]),
    ALL,
  ),
  cumsum: reducing(
    lines((x, dim) => [x.cumsum(dim)]),
    [...FLOATS, 'bool'],
  ),
  cumprod: reducing(
    lines((x, dim) => [x.cumprod(dim)]),
    [...FLOATS, 'bool'],
  ),
  cummax: reducing(
    lines((x, dim) => both(x.cummax(dim))),
    ALL,
  ),
  cummin: reducing(
    lines((x, dim) => both(x.cummin(dim))),
    ALL,
  ),
  argcummax: reducing(
    lines((x, dim) => [x.primitives.argcummax(x, dim)]),
    ALL,
  ),
  argcummin: reducing(
    lines((x, dim) => [x.primitives.argcummin(x, dim)]),
    ALL,
  ),
  mm: two(block(33, 70), block(70, 19))(
    product((a, b) => a.mm(b)),
    FLOATS,
  ),
  matmul: two(
    block(5, 7),
    block(7, 3),
  )((a, b) => [
    ...product((c, d) => c.matmul(d))(a, b),
    a.unsqueeze(0).expand([4, 5, 7]).matmul(b),
    a.matmul(b.narrow(1, 0, 1).reshape([7])),
  ]),
  detSign: one(block(3, 5, 5))((x) => x.slogdet().sign),
  einsum: {
    ...two(block(4, 5, 7), block(7, 5, 3))(() => null),
    run: ({ einsum }, a, b) => [
      einsum('bij,jik->bk', [a, b]),
      einsum('bij,jik->kib', [a, b]),
      einsum('bij,...', [a, b.narrow(0, 0, 1).sum()]),
      einsum('bij,jik,bij->', [a, b, a]),
    ],
  },
  t: movingTwo((a, b) => [a.t(), b.t().t()], ALL),
  transpose: moving((x) => x.transpose(0, -1), ALL),
  permute: moving((x) => x.permute([2, 0, 1]), ALL),
  reshape: moving((x) => [x.reshape([6, -1]), x.transpose(0, 1).reshape([30])], ALL),
  expand: moving((x) => x.expand([2, -1, -1, -1]), ALL),
  squeeze: moving((x) => x.narrow(1, 1, 1).squeeze(), ALL),
  unsqueeze: moving((x) => x.unsqueeze(1), ALL),
  narrow: moving((x) => x.narrow(-1, -3, 2), ALL),
  concat: {
    ...movingTwo(() => null, ALL),
    run: ({ concat }, a, b) => [concat([a, b, a], 0), concat([a.t(), b.t()], -1)],
  },
  stack: { ...movingTwo(() => null, ALL), run: ({ stack }, a, b) => [stack([a, b]), stack([a, b], -1)] },
  clone: moving((x) => x.transpose(0, 1).clone(), ALL),
  to: {
    ...pointwise(() => null, ALL),
    run: ({ where }, x) => {
      const whole = x.dtype === 'int32' || x.dtype === 'bool';
      // int32 refuses what it cannot hold.
      const held = whole ? x : where(x.abs().lt(2 ** 31), x, 0);
      return [x.to('float32'), x.to('float64'), x.to('bool'), held.to('int32')];
    },
  },
  lift: moving((x) => [x.lift('lift', 'value', 1), x.mul(x.lift('lift', 'value', 0.1))]),
  numel: moving((x) => x.numel(), ALL),
  size: moving((x) => x.size(-1), ALL),
  item: moving((x) => x.narrow(0, 1, 1).narrow(1, 2, 1).narrow(2, 3, 1).item(), ALL),
  toArray: moving((x) => x.transpose(0, 2).toArray(), ALL),
  toTypedArray: moving((x) => x.data.transpose(0, 2).toTypedArray(), ALL),
  equal: movingTwo((a, b) => [a.data.equal(b.data), a.data.equal(a.data)], ALL),
  allClose: movingTwo((a, b) => [
    a.data.allClose(b.data),
    a.data.allClose(a.data.mul(1 + 2 ** -18)),
    a.data.allClose(a.data, { equalNan: true }),
  ]),
  toString: moving((x) => [x.toString(), x.data.toString()], ALL),
};

/** The numbers an operation is applied to. */
type Regime = 'ordinary' | 'special';

/** One run of an operation, forward, backward, and backward through the backward. */
function runOnce(
  library: Library,
  name: string,
  operation: Operation,
  dtype: Dtype,
  regime: Regime,
): readonly unknown[] {
  const { Variable, grad } = library;
  const numbers = numbersFor(library, name, dtype);
  const requiresGrad = FLOATS.includes(dtype);
  const [a, b = a] = operation.operands.map((operand, i) => {
    const { shape, anySize, special } = operand;
    const value =
      regime === 'ordinary'
        ? numbers[anySize ? 'anySize' : 'moderate'](shape)
        : numbers.special(special(specialCount(dtype)), 5 * i);
    return new Variable(value, { requiresGrad });
  });
  if (a === undefined || b === undefined) throw new RangeError(`${name}: no operands`);
  const result = operation.run(library, a, b);
  const outputs = (Array.isArray(result) ? (result as readonly unknown[]) : [result]).filter(
    (value): value is Variable => value instanceof Variable && value.requiresGrad,
  );
  if (outputs.length === 0) return [result];
  const weights = outputs.map(
    (y) => new Variable(numbersFor(library, `${name} gradient`, y.dtype).moderate(y.shape), { requiresGrad }),
  );
  const inputs = a === b ? [a] : [a, b];
  const gradOutputs = weights;
  const first = grad(outputs, inputs, { gradOutputs, createGraph: true, allowUnused: true });
  const again = first.filter((gradient) => gradient?.requiresGrad === true) as Variable[];
  if (again.length === 0) return [result, first];
  const second = grad(again, [...inputs, ...weights], {
    gradOutputs: again.map((gradient) =>
      numbersFor(library, `${name} second`, gradient.dtype).moderate(gradient.shape),
    ),
    allowUnused: true,
  });
  return [result, first, second];
}

function digestsOf(library: Library, regime: Regime): Digests {
  const rows: readonly (readonly [string, Operation])[] = Object.entries(operations);
  return Object.fromEntries(
    rows.flatMap(([name, operation]) =>
      operation.dtypes.map((dtype) => [
        `${name} ${dtype}`,
        hashOf(...runOnce(library, name, operation, dtype, regime)),
      ]),
    ),
  );
}

/** Every operation on ordinary numbers. */
export function operationDigests(library: Library): Digests {
  return digestsOf(library, 'ordinary');
}

/** Every operation on NaN, ±Infinity, ±0, denormals and the ends of the range. */
export function specialDigests(library: Library): Digests {
  return digestsOf(library, 'special');
}

/** The tensors that come from nothing. */
const creation: Readonly<
  Record<PublicNames<typeof creationFile>, (library: Library, dtype: Dtype) => unknown>
> = {
  tensor: ({ tensor }, dtype) => [
    tensor([[0, 1, 1], [1, 0, 1]], { dtype }), // prettier-ignore
    tensor(1, { dtype }),
    tensor([], { dtype }),
    tensor([true, false]),
    tensor(Float64Array.of(1, 0), { dtype }),
  ],
  full: ({ full }, dtype) => full([2, 3], 1, { dtype }),
  zeros: ({ zeros }, dtype) => zeros([2, 0, 3], { dtype }),
  ones: ({ ones }, dtype) => ones([3], { dtype }),
  zerosLike: ({ zerosLike, ones }, dtype) => zerosLike(ones([2]), { dtype }),
  onesLike: ({ onesLike, zeros }, dtype) => onesLike(zeros([2]), { dtype }),
  arange: ({ arange }, dtype) => [
    arange(2, { dtype }),
    dtype === 'bool' ? null : [arange(-3, 8, 2, { dtype }), arange(10, 0, -3, { dtype })],
    dtype === 'float32' || dtype === 'float64' ? arange(0, 1, 0.1, { dtype }) : null,
  ],
  eye: ({ eye }, dtype) => [eye(3, { dtype }), eye(2, 3, { dtype })],
};

/** Every function that makes a tensor from nothing. */
export function creationDigests(library: Library): Digests {
  return Object.fromEntries(
    Object.entries(creation).map(([name, make]) => [name, hashOf(ALL.map((dtype) => make(library, dtype)))]),
  );
}
