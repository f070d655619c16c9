/**
 * Every operation on tensors in one table, so that a law about all of them forgets none: a new method of
 * Tensor or a new primitive without a row here does not compile.
 */
import fc, { type Arbitrary } from 'fast-check';
import { concat, Generator, stack, Variable, where, type Dtype, type Tensor } from '../../src/index.js';
import type { PrimitiveName } from '../../src/tensor/algebra.js';
import { sample } from '../../src/verify/sample.js';
import { operationCases, type RuleCase } from '../../src/verify/cases/index.js';
import { anyTensor, broadcastTensors, sizes, tensors, type Sample } from './arbitraries.js';
import { need } from './indices.js';

/** The names of Tensor's methods. */
export type MethodName = {
  [K in keyof Tensor]: Tensor[K] extends (this: Tensor, ...args: never[]) => unknown ? K : never;
}[keyof Tensor];

/** What can be done with tensors: methods, primitives and free functions. */
export type OperationName = MethodName | PrimitiveName | 'stack';

/** Those that have a row through the cases they are proven on, if they have none of their own. */
type Proven = keyof typeof operationCases;

/** Operands of an operation, and the operation. */
export interface Operation {
  readonly operands: Arbitrary<readonly Sample[]>;
  readonly run: (...xs: Tensor[]) => unknown;
}

const one =
  (run: (x: Tensor) => unknown, dtype: Dtype = 'float64') =>
  (): Operation => ({ operands: anyTensor(dtype).map((x) => [x]), run: run });

const two = (run: (a: Tensor, b: Tensor) => unknown) => (): Operation => ({
  operands: broadcastTensors(['float32', 'float32']),
  run: run,
});

/** At least one dim, none of them empty. */
const filled = (run: (x: Tensor) => unknown) => (): Operation => ({
  operands: fc
    .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
    .chain((shape) => tensors(shape, 'float64'))
    .map((x) => [x]),
  run: run,
});

const matrices =
  (run: (a: Tensor, b: Tensor) => unknown, lead: readonly number[] = []) =>
  (): Operation => ({
    operands: fc
      .tuple(sizes(), sizes(), sizes())
      .chain(([m, k, n]) => fc.tuple(tensors([...lead, m, k], 'float32'), tensors([k, n], 'float32'))),
    run: run,
  });

const alike = (run: (a: Tensor, b: Tensor) => unknown) => (): Operation => ({
  operands: fc
    .array(sizes(), { minLength: 1, maxLength: 3 })
    .chain((shape) => fc.tuple(tensors(shape, 'float32'), tensors(shape, 'float32'))),
  run: run,
});

const table: Record<Exclude<OperationName, Proven>, () => Operation> &
  Partial<Record<Proven, () => Operation>> = {
  neg: one((x) => x.neg()),
  abs: one((x) => x.abs()),
  square: one((x) => x.square()),
  exp: one((x) => x.exp()),
  log: one((x) => x.log()),
  sqrt: one((x) => x.sqrt()),
  tanh: one((x) => x.tanh()),
  sigmoid: one((x) => x.sigmoid()),
  relu: one((x) => x.relu()),
  pow: one((x) => x.pow(3)),
  clamp: one((x) => x.clamp({ min: -1, max: 1 })),
  add: two((a, b) => a.add(b)),
  sub: two((a, b) => a.sub(b)),
  mul: two((a, b) => a.mul(b)),
  div: two((a, b) => a.div(b)),
  maximum: two((a, b) => a.maximum(b)),
  minimum: two((a, b) => a.minimum(b)),
  eq: two((a, b) => a.eq(b)),
  ne: two((a, b) => a.ne(b)),
  lt: two((a, b) => a.lt(b)),
  le: two((a, b) => a.le(b)),
  gt: two((a, b) => a.gt(b)),
  ge: two((a, b) => a.ge(b)),
  isnan: one((x) => x.isnan()),
  isinf: one((x) => x.isinf()),
  isfinite: one((x) => x.isfinite()),
  isclose: two((a, b) => a.isclose(b, { equalNan: true })),
  logicalNot: one((x) => x.logicalNot()),
  logicalAnd: two((a, b) => a.logicalAnd(b)),
  logicalOr: two((a, b) => a.logicalOr(b)),
  logicalXor: two((a, b) => a.logicalXor(b)),
  where: () => ({
    operands: broadcastTensors(['bool', 'int32', 'int32']),
    run: (test: Tensor, a: Tensor, b: Tensor) => where(test, a, b),
  }),
  sum: filled((x) => x.sum(-1)),
  mean: filled((x) => x.mean([0])),
  prod: filled((x) => x.prod(0)),
  amax: filled((x) => x.amax([0], { keepDim: true })),
  amin: filled((x) => x.amin(-1)),
  var: filled((x) => x.var(-1)),
  std: filled((x) => x.std()),
  norm: filled((x) => [x.norm(), x.norm(3, 0)]),
  any: filled((x) => x.any(0)),
  all: filled((x) => x.all()),
  logsumexp: filled((x) => x.logsumexp(0)),
  softmax: filled((x) => x.softmax(-1)),
  logSoftmax: filled((x) => x.logSoftmax(0)),
  max: filled((x) => x.max(0, { keepDim: true }).values),
  min: filled((x) => x.min()),
  argmax: filled((x) => x.argmax(-1)),
  argmin: filled((x) => x.argmin()),
  argmedian: filled((x) => x.primitives.argmedian(x, [0])),
  median: filled((x) => x.median(0).values),
  sort: filled((x) => x.sort(0).values),
  argsort: filled((x) => x.argsort(0, { descending: true })),
  topk: filled((x) => x.topk(1, 0).values),
  argtopk: filled((x) => x.primitives.argtopk(x, [0], 1, false, true)),
  cumsum: filled((x) => x.cumsum(0)),
  cumprod: filled((x) => x.cumprod(0)),
  cummax: filled((x) => x.cummax(0).values),
  cummin: filled((x) => x.cummin(-1).indices),
  argcummax: filled((x) => x.primitives.argcummax(x, 0)),
  argcummin: filled((x) => x.primitives.argcummin(x, 0)),
  mm: matrices((a, b) => a.mm(b)),
  matmul: matrices((a, b) => a.matmul(b), [2]),
  t: matrices((a) => a.t()),
  detSign: () => ({
    operands: sizes(3).chain((n) => fc.tuple(tensors([2, n, n], 'float64'))),
    run: (x: Tensor) => x.slogdet().sign,
  }),
  transpose: filled((x) => x.transpose(0, -1)),
  permute: filled((x) => x.permute(x.shape.map((_, dim) => x.ndim - 1 - dim))),
  reshape: one((x) => x.reshape([x.numel(), 1])),
  expand: one((x) => x.expand([2, ...x.shape])),
  squeeze: one((x) => x.squeeze()),
  unsqueeze: one((x) => x.unsqueeze(-1)),
  narrow: filled((x) => x.narrow(-1, -1, 1)),
  concat: alike((a, b) => concat([a, b], -1)),
  stack: alike((a, b) => stack([a, b], 1)),
  clone: one((x) => x.clone()),
  to: one((x) => x.to('bool')),
  lift: two((a, b) => a.lift('lift', 'value', b)),
  numel: one((x) => x.numel()),
  size: filled((x) => x.size(-1)),
  item: () => ({
    operands: anyTensor('float32', { maxSize: 1 })
      .filter((x) => x.values.length === 1)
      .map((x) => [x]),
    run: (x: Tensor) => x.item(),
  }),
  toArray: one((x) => x.toArray(), 'bool'),
  toTypedArray: one((x) => x.toTypedArray(), 'int32'),
  equal: alike((a, b) => a.equal(b)),
  allClose: two((a, b) => a.allClose(b, { equalNan: true })),
  toString: one((x) => x.toString()),
};

/** An operation at a point that one of its cases is proven at. */
const proven = (name: string, cases: readonly RuleCase[]): Operation => ({
  operands: fc
    .record({ which: fc.nat(cases.length - 1), seed: fc.nat() })
    .map(({ which, seed }) => pointOf(need(cases[which]), seed)),
  run: (...xs) => {
    const shapes = xs.map((x) => x.shape);
    const given = cases.find((one) => JSON.stringify(one.shapes) === JSON.stringify(shapes));
    if (given === undefined)
      throw new RangeError(`${name}: no case has the shapes ${JSON.stringify(shapes)}`);
    return given.apply(...xs.map((x) => new Variable(x))).data;
  },
});

function pointOf({ domain, shapes }: RuleCase, seed: number): readonly Sample[] {
  return sample(domain, shapes, new Generator(seed)).map((x) => ({
    tensor: x,
    shape: x.shape,
    values: Array.from(x.toTypedArray()),
  }));
}

const own: readonly (readonly [string, () => Operation])[] = Object.entries(table);

/** The table's rows, and those of the proven operations it leaves out. */
export const operations: readonly (readonly [string, Operation])[] = [
  ...own.map(([name, make]) => [name, make()] as const),
  ...Object.entries(operationCases)
    .filter(([name]) => !Object.hasOwn(table, name))
    .map(([name, cases]: [string, readonly RuleCase[]]) => [name, proven(name, cases)] as const),
];
