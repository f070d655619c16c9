/**
 * What random programs are made of: smooth operations, each scaled so that values within [−2, 2] give values within
 * [−2, 2]. So a program of any length is bounded, and finite differences tell something of it.
 *
 * @module
 */
import type { Shape } from '../kernels/types.js';
import type { Algebra } from '../tensor/algebra.js';
import { broadcastsTo } from '../tensor/check.js';
import { arange, eye, tensor, zeros } from '../tensor/creation.js';
import { concat, stack, where } from '../tensor/functions.js';
import type { Tensor } from '../tensor/tensor.js';

/** An operation of random programs: smooth, and bounded by 2 where its operands are. */
export interface ProgramOperation {
  /** How a program that is printed calls it. */
  readonly name: string;
  /** How many values it takes. */
  readonly arity: 1 | 2;
  /** Whether it takes values of these shapes; for a rank, a size, or shapes that fit. */
  readonly takes: (a: Shape, b: Shape) => boolean;
  /**
   * Its value. With one operand, `b` is `a` again. `variant` is a number from 0 up that is drawn: a dim, an order, an index.
   */
  readonly apply: <T extends Algebra<T>>(a: T, b: T, variant: number) => T;
}

type Apply = ProgramOperation['apply'];

const one = (
  name: string,
  apply: Apply,
  takes: (shape: Shape) => boolean = () => true,
): ProgramOperation => ({
  ...{ name, arity: 1, apply, takes },
});

const two = (name: string, apply: Apply, takes: ProgramOperation['takes']): ProgramOperation => ({
  ...{ name, arity: 2, apply, takes },
});

const ranked = (shape: Shape): boolean => shape.length > 0;
const several = (shape: Shape): boolean => shape.some((size) => size > 1);
const matrix = (shape: Shape): boolean => shape.length === 2;
const square = (shape: Shape): boolean => matrix(shape) && shape[0] === shape[1];
const vectors = (a: Shape, b: Shape): boolean => a.length === 1 && b.length === 1;
const alike = (a: Shape, b: Shape): boolean => broadcastsTo(a, b) && broadcastsTo(b, a);
const fitting = (a: Shape, b: Shape): boolean => {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => [a.at(-1 - i) ?? 1, b.at(-1 - i) ?? 1] as const).every(
    ([x, y], i) => i >= Math.min(a.length, b.length) || x === y || x === 1 || y === 1,
  );
};

const dimOf = (x: { readonly ndim: number }, variant: number): number => variant % Math.max(1, x.ndim);

/** Every other element. */
const mask = (shape: Shape): Tensor => {
  const place = arange(
    shape.reduce((product, size) => product * size, 1),
    { dtype: 'float64' },
  );
  return place.div(2).to('int32').to('float64').mul(2).eq(place).reshape(shape);
};

/** Of one element, one each. */
const elementwise: readonly ProgramOperation[] = [
  one('neg', (x) => x.neg()),
  one('tanh', (x) => x.tanh()),
  one('sigmoid', (x) => x.mul(2).sigmoid()),
  one('exp', (x) => x.div(2).exp().mul(0.7)),
  one('log', (x) => x.add(2.5).log()),
  one('sqrt', (x) => x.div(2).add(1.25).sqrt()),
  one('square', (x) => x.square().add(x).div(3)),
  one('pow 3', (x) => x.pow(3).add(x.mul(2)).div(6)),
  one('pow −1.5', (x) => x.div(2).add(1.7).pow(-1.5)),
  one('sin', (x) => x.add(0.5).sin()),
  one('cos', (x) => x.add(1).cos()),
  one('atan', (x) => x.atan()),
  one('asinh', (x) => x.asinh()),
  one('expm1', (x) => x.div(2).expm1()),
  one('log1p', (x) => x.div(4).log1p().mul(2)),
  one('erf', (x) => x.erf()),
  one('softplus', (x) => x.softplus().div(1.5)),
  one('gelu', (x) => x.gelu()),
  one('clone', (x) => x.clone()),
  two('add', (a, b) => a.add(b).div(2), fitting),
  two('sub', (a, b) => a.sub(b).div(2), fitting),
  two('mul', (a, b) => a.mul(b).div(2), fitting),
  two('div', (a, b) => a.div(b.square().add(1)), fitting),
  two('lerp', (a, b) => a.lerp(b, 0.25), fitting),
  two('logaddexp', (a, b) => a.logaddexp(b).div(1.5), fitting),
  two('where', (a, b) => where<typeof a>(mask(a.shape), a, b), alike),
];

/** Of many elements, one or as many. */
const reducing: readonly ProgramOperation[] = [
  one('sum', (x, _, variant) => x.sum(dimOf(x, variant)).div(2).tanh(), several),
  one('mean kept', (x, _, variant) => x.mean(dimOf(x, variant), { keepDim: true }), several),
  one(
    'mean',
    (x) => x.mean(),
    (shape) => shape.length > 1 && several(shape),
  ),
  one('logsumexp', (x, _, variant) => x.logsumexp(dimOf(x, variant)).div(2), several),
  one('softmax', (x, _, variant) => x.softmax(dimOf(x, variant)), several),
  one('cumsum', (x, _, variant) => x.cumsum(dimOf(x, variant)).div(x.size(dimOf(x, variant))), several),
  one(
    'prod',
    (x, _, variant) => x.prod(dimOf(x, variant)).div(4),
    (shape) => several(shape) && shape.every((size) => size <= 3),
  ),
];

/** Products of vectors and matrices. */
const products: readonly ProgramOperation[] = [
  two(
    'mm',
    (a, b) => a.mm(b).div(2 * a.size(1)),
    (a, b) => matrix(a) && matrix(b) && a[1] === b[0],
  ),
  two(
    'matmul',
    (a, b) => a.matmul(b.transpose(0, 1)).div(2 * a.size(-1)),
    (a, b) => ranked(a) && matrix(b) && a.at(-1) === b[1],
  ),
  two(
    'dot',
    (a, b) => a.dot(b).div(2 * a.numel()),
    (a, b) => vectors(a, b) && a[0] === b[0],
  ),
  two('outer', (a, b) => a.outer(b).div(2), vectors),
  one(
    'inverse',
    (x) =>
      x
        .div(4)
        .add(eye(x.size(0), { dtype: x.dtype }).mul(2))
        .inverse(),
    square,
  ),
];

/** Elements that only move. */
const moving: readonly ProgramOperation[] = [
  one('transpose', (x, _, variant) => x.transpose(dimOf(x, variant), -1), ranked),
  one('flip', (x, _, variant) => x.flip(dimOf(x, variant)), ranked),
  one('roll', (x, _, variant) => x.roll(1, dimOf(x, variant)), ranked),
  one('flatten', (x) => x.flatten()),
  one('unsqueeze', (x, _, variant) => x.unsqueeze(variant % (x.ndim + 1))),
  one('squeeze', (x) => x.squeeze()),
  one('expand', (x) => x.unsqueeze(0).expand([2, ...x.shape])),
  one(
    'narrow',
    (x, _, variant) => x.narrow(dimOf(x, variant), 1, 1),
    (shape) => shape.every((size) => size > 1) && ranked(shape),
  ),
  one('select', (x, _, variant) => x.select(dimOf(x, variant), -1), several),
  one(
    'indexSelect',
    (x, _, variant) =>
      x.indexSelect(dimOf(x, variant), tensor([0, x.size(dimOf(x, variant)) - 1, 0], { dtype: 'int32' })),
    ranked,
  ),
  one('tril', (x) => x.tril(), matrix),
  one('diagonal', (x) => x.diagonal(), matrix),
  one('gather', (x, _, variant) => x.gather(dimOf(x, variant), zeros(x.shape, { dtype: 'int32' })), several),
  two(
    'concat',
    (a, b, variant) => concat<typeof a>([a, b], dimOf(a, variant)),
    (a, b) => ranked(a) && alike(a, b),
  ),
  two('stack', (a, b, variant) => stack<typeof a>([a, b], variant % (a.ndim + 1)), alike),
];

/** The operations that programs are made of unless told otherwise. */
export const programOperations: readonly ProgramOperation[] = [
  ...elementwise,
  ...reducing,
  ...products,
  ...moving,
];
