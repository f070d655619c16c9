/**
 * Random programs written against the algebra: they run on Tensors and on Variables alike.
 */
import fc, { type Arbitrary } from 'fast-check';
import type { Algebra } from '../../src/index.js';
import { concat, stack, where, type Operand } from '../../src/index.js';
import { need } from '../properties/indices.js';

/** An operation and its operands, as places among the values made so far. */
export interface Instruction {
  readonly operation: number;
  readonly a: number;
  readonly b: number;
}

type Step = <T extends Algebra<T>>(a: T, b: T) => T;

/** `where`, with operands whose carrier only the caller knows. */
function choose<T extends Algebra<T>>(condition: T, a: Operand<T>, b: Operand<T>): T {
  return where<T>(condition, a, b);
}

/** Every value is a matrix [2, 2], and every operation of the algebra makes one of two. */
const steps: readonly (readonly [name: string, step: Step])[] = [
  ['neg', (a) => a.neg()],
  ['abs', (a) => a.abs()],
  ['square', (a) => a.square()],
  ['pow', (a) => a.pow(3)],
  ['exp', (a) => a.exp()],
  ['log', (a) => a.log()],
  ['sqrt', (a) => a.sqrt()],
  ['tanh', (a) => a.tanh()],
  ['sigmoid', (a) => a.sigmoid()],
  ['relu', (a) => a.relu()],
  ['clamp', (a) => a.clamp({ min: -0.5, max: 1 })],
  ['clone', (a) => a.clone()],
  ['add', (a, b) => a.add(b)],
  ['sub', (a, b) => a.sub(b)],
  ['mul', (a, b) => a.mul(b)],
  ['div', (a, b) => a.div(b)],
  ['maximum', (a, b) => a.maximum(b)],
  ['minimum', (a, b) => a.minimum(b)],
  ['add a number', (a) => a.add(0.1)],
  ['eq', (a, b) => choose(a.eq(b), a, b)],
  ['ne', (a, b) => choose(a.ne(b), a, 2)],
  ['lt', (a, b) => choose(a.lt(b), -1, b)],
  ['le', (a, b) => a.le(b).to('float64')],
  ['gt', (a, b) => choose(a.gt(b), a, b)],
  ['ge', (a, b) => choose(a.ge(b), b, a)],
  ['sum', (a, b) => a.sum(0).add(b)],
  ['mean', (a, b) => a.mean(1, { keepDim: true }).mul(b)],
  ['max', (a, b) => b.sub(a.max())],
  ['min', (a, b) => b.mul(a.min(1).values)],
  ['amax', (a, b) => b.sub(a.amax(0))],
  ['amin', (a, b) => b.mul(a.amin(1, { keepDim: true }))],
  ['prod', (a, b) => b.sub(a.prod(1))],
  ['norm', (a, b) => b.div(a.norm(2, 0))],
  ['var', (a, b) => b.sub(a.var(1))],
  ['std', (a, b) => b.sub(a.std())],
  ['logsumexp', (a, b) => b.sub(a.logsumexp(0))],
  ['softmax', (a, b) => a.softmax(1).mul(b)],
  ['logSoftmax', (a, b) => a.logSoftmax(-1).mul(b)],
  ['any and all', (a, b) => choose(a.any(0), choose(b.all(), a, b), b)],
  ['argmax and argmin', (a, b) => choose(a.argmax(0).eq(b.argmin(1)), a, b)],
  ['median', (a, b) => b.sub(a.median()).add(a.median(0).values)],
  ['sort', (a, b) => a.sort(0).values.sub(b.sort(-1, { descending: true }).values)],
  ['argsort', (a, b) => choose(a.argsort().eq(b.argsort(0)), a, b)],
  ['topk', (a, b) => a.topk(1, 0).values.add(b)],
  ['cumsum', (a) => a.cumsum(0)],
  ['cumprod', (a, b) => a.cumprod(1).sub(b)],
  ['cummax', (a) => a.cummax(0).values],
  ['cummin', (a, b) => choose(b.cummin(1).indices.eq(0), a, b)],
  ['mm', (a, b) => a.mm(b)],
  ['matmul', (a, b) => stack<typeof a>([a, b]).matmul(b).sum(0)],
  ['t', (a, b) => a.t().mul(b)],
  ['transpose', (a) => a.transpose(0, -1)],
  ['permute', (a) => a.permute([1, 0])],
  ['reshape', (a) => a.reshape([4]).reshape([2, -1])],
  ['expand', (a) => a.narrow(0, 0, 1).expand([2, -1])],
  ['squeeze', (a) => a.unsqueeze(1).squeeze()],
  ['narrow', (a, b) => concat<typeof a>([a, b], 1).narrow(1, 1, 2)],
  ['concat', (a, b) => concat<typeof a>([a.narrow(0, 1, 1), b.narrow(0, 0, 1)])],
  ['stack', (a, b) => stack<typeof a>([a, b], -1).narrow(2, -1, 1).squeeze(2)],
  ['to', (a) => a.to('float32').to('float64')],
];

/** The names of what a program may do. */
export const stepNames: readonly string[] = steps.map(([name]) => name);

/** Programs of one instruction to twelve. */
export const instructions: Arbitrary<readonly Instruction[]> = fc.array(
  fc.record({ operation: fc.nat(steps.length - 1), a: fc.nat(12), b: fc.nat(12) }),
  { minLength: 1, maxLength: 12 },
);

/** Runs a program on matrices [2, 2]; its value is the last one made. */
export function run<T extends Algebra<T>>(program: readonly Instruction[], inputs: readonly T[]): T {
  const values = [...inputs];
  for (const { operation, a, b } of program) {
    const [, step] = need(steps[operation]);
    values.push(step(need(values[a % values.length]), need(values[b % values.length])));
  }
  return need(values.at(-1));
}
