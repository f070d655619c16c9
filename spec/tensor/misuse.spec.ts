import { describe, expect, it, vi } from 'vitest';
import * as gradus from '../../src/index.js';
import { GradusError, Generator, tensor, Variable, type Tensor } from '../../src/index.js';
import { kernels } from '../../src/kernels/index.js';
import type * as functional from '../../src/nn/functional/index.js';
import type { MethodName } from '../properties/operations.js';

/** An argument of a call: one value that is right, and many that are not. */
interface Argument {
  readonly right: unknown;
  readonly wrong: readonly unknown[];
}

const x = tensor([
  [1, 2],
  [3, 4],
]);

/** Nothing that is a number, a list, a tensor or an options object. */
const STRANGE: readonly unknown[] = [
  null,
  '1',
  '',
  true,
  false,
  1n,
  Symbol('strange'),
  () => 1,
  new Date(0),
  new Map(),
  Object.create(null) as object,
];

const notANumber = [
  ...STRANGE,
  undefined,
  [],
  [1],
  {},
  x,
  new Variable(x),
  new Number(1),
  new Float32Array(1),
];

const number = (right: number): Argument => ({ right, wrong: [...notANumber, NaN] });

const integer = (right: number, ...beyond: number[]): Argument => ({
  right,
  wrong: [...notANumber, NaN, Infinity, -Infinity, 0.5, 2 ** 53, ...beyond],
});

const dim = integer(0, 2, -3);

const optionalDim: Argument = { ...dim, wrong: dim.wrong.filter((value) => value !== undefined) };

const notAList = [...STRANGE, undefined, 1, {}, { length: 2 }, new Float32Array(2), new Set([2]), x];

const list = (right: readonly number[], ...beyond: unknown[]): Argument => ({
  right,
  wrong: [
    ...notAList,
    ...[[0.5], [NaN], [Infinity], [-2], ['1'], [null], [undefined], [1n], [[1]], [{}], [Symbol('size')]],
    ...[[2, '2'], [2, 1n], Array<number>(2), [true, true, true, true], ...beyond],
  ],
});

const operand: Argument = {
  right: 1,
  wrong: [
    ...STRANGE,
    ...[undefined, [], [1], {}, { shape: [2], dtype: 'float32' }, new Float32Array(2)],
    ...[new Variable(x), x.to('float64'), x.to('int32'), x.gt(0), tensor([1, 2, 3])],
  ],
};

/** A second operand of any dtype, which is no number. */
const tensorOperand: Argument = {
  right: x.to('int32'),
  wrong: [...STRANGE, undefined, 1, [], [1], {}, new Variable(x), tensor([1, 2, 3])],
};

const mask: Argument = {
  right: x.gt(2),
  wrong: [
    ...STRANGE,
    undefined,
    1,
    [true],
    x,
    x.to('int32'),
    new Variable(x.gt(2)),
    tensor([true, false, true]),
  ],
};

const matrix: Argument = { right: x, wrong: [...operand.wrong, 1, tensor([[1, 2]]), tensor(1)] };

const options = (right: object | undefined, ...wrong: unknown[]): Argument => ({
  right,
  wrong: [
    ...STRANGE.filter((value) => typeof value !== 'object' || value === null),
    [],
    1,
    { dtpye: 'float64' },
    ...wrong,
  ],
});

const dtypes: Argument = {
  right: 'float64',
  wrong: [...STRANGE, undefined, 0, 'float', 'Float32', 'int64', 'toString', ['float32'], {}],
};

const dtypeOptions = options(
  { dtype: 'float64' },
  ...dtypes.wrong
    .slice(0, -1)
    .filter((d) => d !== undefined)
    .map((dtype) => ({ dtype })),
);

const dims: Argument = {
  right: [0, 1],
  wrong: [
    ...notAList.filter((value) => value !== undefined && value !== 1),
    [],
    0.5,
    2,
    -3,
    [0, 0],
    [0, -2],
    [2],
    ['0'],
    [null],
    [1n],
    [undefined],
    [[0]],
  ],
};

const keepDim = options(
  { keepDim: true },
  { keepDim: 1 },
  { keepDim: 'yes' },
  { keepDim: null },
  { keepdim: true },
);

const reduction = [dims, keepDim];

const varianceSlips = [
  { correction: NaN },
  { correction: '1' },
  { correction: Infinity },
  { unbiased: true },
];

/** The arguments of methods, one by one; the others meet random ones in `fuzz.spec.ts`. */
const methods: Partial<Record<MethodName, readonly Argument[]>> = {
  neg: [],
  abs: [],
  square: [],
  exp: [],
  log: [],
  sqrt: [],
  tanh: [],
  sigmoid: [],
  relu: [],
  round: [
    options({ decimals: 1 }, { decimals: 0.5 }, { decimals: '1' }, { decimals: null }, { decimals: 309 }),
  ],
  pow: [{ right: 2, wrong: [...operand.wrong, NaN] }],
  clamp: [
    options({ min: 0 }, undefined, {}, { min: '0' }, { min: NaN }, { max: null }, { min: x }, { Min: 0 }),
  ],
  add: [operand],
  sub: [operand],
  mul: [operand],
  div: [operand],
  fmod: [operand],
  remainder: [operand],
  lerp: [operand, { ...operand, right: 0.5 }],
  maskedFill: [mask, { right: 0, wrong: [...operand.wrong, tensor([1])] }],
  nanToNum: [options({ nan: NaN }, { nan: '0' }, { posinf: null }, { neginf: x }, { posInf: 1 })],
  isclose: [
    operand,
    options({ rtol: 0 }, { rtol: '0' }, { rtol: NaN }, { atol: -1 }, { equalNan: 1 }, { equalNaN: true }),
  ],
  logicalAnd: [tensorOperand],
  logicalOr: [tensorOperand],
  logicalXor: [tensorOperand],
  softplus: [options({ beta: 2 }, { beta: '1' }, { threshold: NaN }, { threshold: null }, { Beta: 1 })],
  leakyRelu: [options({ negativeSlope: 0.2 }, { negativeSlope: NaN }, { negativeSlope: x }, { slope: 0.2 })],
  elu: [options({ alpha: 2 }, { alpha: NaN }, { alpha: '1' }, { beta: 1 })],
  celu: [options({ alpha: 2 }, { alpha: 0 }, { alpha: -0 }, { alpha: NaN }, { alpha: '1' }, { beta: 1 })],
  gelu: [options({ approximate: 'tanh' }, { approximate: 'erf' }, { approximate: null }, { approx: 'tanh' })],
  hardtanh: [
    options({ minVal: 0 }, { minVal: 2 }, { maxVal: -2 }, { minVal: NaN }, { maxVal: '1' }, { min: 0 }),
  ],
  threshold: [number(0.5), { right: NaN, wrong: notANumber }],
  maximum: [operand],
  minimum: [operand],
  eq: [operand],
  ne: [operand],
  lt: [operand],
  le: [operand],
  gt: [operand],
  ge: [operand],
  sum: reduction,
  mean: reduction,
  amax: reduction,
  amin: reduction,
  prod: [optionalDim, keepDim],
  var: [dims, options({ correction: 0 }, ...varianceSlips)],
  std: [dims, options({ correction: 0 }, ...varianceSlips)],
  norm: [{ right: 2, wrong: notANumber.filter((value) => value !== undefined) }, ...reduction],
  any: reduction,
  all: reduction,
  logsumexp: [{ ...dims, wrong: [...dims.wrong, undefined] }, keepDim],
  softmax: [dim],
  logSoftmax: [dim],
  max: [optionalDim, keepDim],
  min: [optionalDim, keepDim],
  median: [optionalDim, keepDim],
  argmax: [optionalDim, keepDim],
  argmin: [optionalDim, keepDim],
  sort: [optionalDim, options({ descending: true }, { descending: 1 }, { stable: true })],
  argsort: [optionalDim, options({ descending: true }, { descending: 1 }, { stable: true })],
  topk: [
    integer(1, -1, 3),
    optionalDim,
    options({ largest: false }, { largest: 0 }, { sorted: null }, { sort: true }),
  ],
  cumsum: [dim],
  cumprod: [dim],
  cummax: [dim],
  cummin: [dim],
  mm: [matrix],
  matmul: [matrix],
  t: [],
  transpose: [dim, dim],
  permute: [list([1, 0], [0], [0, 0], [0, 1, 2], [0, 2], [])],
  reshape: [list([4, 1], [3], [2, 3], [-1, -1], [-1, 3], [0, -1], [])],
  expand: [list([3, 2, 2], [2], [3, 2], [2, 3], [-1, 2, 2], [2, -2])],
  squeeze: [optionalDim],
  unsqueeze: [integer(0, 3, -4)],
  narrow: [dim, integer(0, 3, -3), integer(1, -1, 3)],
  clone: [],
  to: [dtypes],
  lift: [],
  numel: [],
  size: [dim],
  item: [],
  toArray: [],
  toTypedArray: [],
  equal: [{ right: x, wrong: [...STRANGE, undefined, 1, [1], {}, new Variable(x)] }],
  allClose: [
    { right: x, wrong: [...STRANGE, undefined, 1, new Variable(x), tensor([1, 2, 3]), x.to('float64')] },
    options({ rtol: 0 }, { rtol: '0' }, { rtol: NaN }, { atol: -1 }, { equalNan: 1 }, { equalNaN: true }),
  ],
  toString: [],
};

const generator = new Generator(0);
const draw = (right: object, ...wrong: unknown[]): Argument =>
  options(
    { generator, ...right },
    undefined,
    {},
    { generator: 0 },
    { generator: null },
    ...wrong.map((more) => ({ generator, ...right, ...(more as object) })),
  );
const drawDtype = [{ dtype: 'int32' }, { dtype: 'bool' }, { dtype: null }, { dtpye: 'float64' }];
const shape = list([2, 3], [1e9, 1e9], [2 ** 1023, 2 ** 1023, 0]);
const shaped: Argument = {
  right: x,
  wrong: [...STRANGE, undefined, 1, [1], {}, { shape: [2] }, { shape: [-1], dtype: 'float32' }],
};

const data: Argument = {
  right: [[1, 2]],
  wrong: [
    ...STRANGE.filter((value) => typeof value !== 'boolean'),
    ...[
      undefined,
      {},
      { length: 1, 0: 1 },
      x,
      new Set([1]),
      ['1'],
      [null],
      [undefined],
      [1n],
      [[1], 2],
      [1, [2]],
    ],
    ...[
      [[1, 2], [3]],
      [[1], [2, 3]],
      [1, true],
      [true, 0],
      [[], [1]],
      Array<number>(2),
      [[[1]], [1]],
      selfContaining(),
    ],
    ...[new BigInt64Array(1), new DataView(new ArrayBuffer(8)), new ArrayBuffer(8)],
  ],
};

function selfContaining(): unknown[] {
  const held: unknown[] = [];
  held.push(held);
  return held;
}

/** Every free function of the tensor and random layers; those of networks are in `spec/nn/functional-misuse.spec.ts`. */
type FunctionName = Exclude<
  {
    [K in keyof typeof gradus]: (typeof gradus)[K] extends (...args: never[]) => Tensor ? K : never;
  }[keyof typeof gradus],
  'noGrad' | keyof typeof functional
>;

const tensorList: Argument = {
  right: [x, x],
  wrong: [
    ...notAList,
    [],
    [1],
    [null],
    [x, undefined],
    [x, tensor([1])],
    [x, x.to('float64')],
    [[x]],
    [x, 'x'],
  ],
};

const functions: Record<FunctionName, readonly Argument[]> = {
  tensor: [
    data,
    options(
      { dtype: 'float64' },
      { dtype: 'float' },
      { dtype: null },
      { dtype: 32 },
      { shape: [3] },
      { shape: 2 },
      { shape: null },
      { shape: [-2] },
      { shape: ['2'] },
    ),
  ],
  full: [shape, { right: 1, wrong: notANumber }, dtypeOptions],
  zeros: [shape, dtypeOptions],
  ones: [shape, dtypeOptions],
  zerosLike: [shaped, dtypeOptions],
  onesLike: [shaped, dtypeOptions],
  arange: [
    number(0),
    {
      right: 4,
      wrong: [...number(1).wrong.filter((value) => value !== undefined && !isObject(value)), -1, Infinity],
    },
    {
      right: 1,
      wrong: [...number(1).wrong.filter((value) => value !== undefined && !isObject(value)), 0, -1, 1e-300],
    },
    dtypeOptions,
  ],
  eye: [integer(2, -1, 2 ** 40), integer(3, -1, 2 ** 40), dtypeOptions].map((argument, at) =>
    at === 1
      ? { ...argument, wrong: argument.wrong.filter((value) => value !== undefined && !isObject(value)) }
      : argument,
  ),
  where: [
    {
      right: x.gt(0),
      wrong: [...STRANGE, undefined, 1, [true], x, x.to('int32'), tensor([true, false, true])],
    },
    { right: x, wrong: operand.wrong.filter((value) => !(value instanceof Variable)) },
    { right: x, wrong: operand.wrong.filter((value) => !(value instanceof Variable)) },
  ],
  pow: [
    { right: x, wrong: operand.wrong.filter((value) => !(value instanceof Variable)) },
    { right: x, wrong: operand.wrong.filter((value) => !(value instanceof Variable)) },
  ],
  concat: [tensorList, optionalDim],
  stack: [
    tensorList,
    { ...integer(0, 3, -4), wrong: integer(0, 3, -4).wrong.filter((value) => value !== undefined) },
  ],
  einsum: [
    {
      right: 'ij,jk->ik',
      wrong: [
        ...STRANGE,
        ...[undefined, 1, [], {}, x],
        ...['ij', 'ij,jk,kl', 'ij,jk->ik->ik', 'ij,jk->il', 'ij,jk->ii', 'ij,j', 'ij,jkl', 'i1,jk'],
        ...['i..j,jk', '......ij,jk', '...i...j,jk', 'ijk...,jk', 'ij;jk', 'ij,jk>ik', 'ij,jk->i,k'],
      ],
    },
    {
      ...tensorList,
      wrong: [...tensorList.wrong, [x], [x, x, x], [x, tensor([[1], [2], [3]])], [x.gt(0), x.gt(0)]],
    },
  ],
  rand: [shape, draw({}, ...drawDtype)],
  randn: [shape, draw({}, ...drawDtype)],
  uniform: [
    shape,
    draw(
      {},
      ...drawDtype,
      { low: 2 },
      { low: NaN },
      { high: '1' },
      { high: Infinity },
      { low: -Infinity },
      { hgih: 1 },
    ),
  ],
  randint: [
    shape,
    draw(
      { high: 3 },
      { high: 0 },
      { high: 1.5 },
      { high: undefined },
      { high: 2 ** 31 + 1 },
      { low: 3 },
      { low: -(2 ** 31) - 1 },
      { low: '0' },
      { dtype: 'int32' },
    ),
  ],
  randperm: [integer(3, -1, 2 ** 31), draw({}, { dtype: 'int32' })],
  bernoulli: [shape, draw({}, ...drawDtype, { p: -0.1 }, { p: 1.1 }, { p: NaN }, { p: '0.5' }, { p: null })],
};

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** What is said about a value when a test fails. */
function show(value: unknown): string {
  if (typeof value === 'symbol') return value.toString();
  try {
    return `${typeof value} ${String(value)}`;
  } catch {
    return 'a value without text';
  }
}

/** Calls with each wrong value in each place: an error of the family, naming the operation; no kernel runs. */
function expectRefused(name: string, call: (...args: unknown[]) => unknown, args: readonly Argument[]): void {
  const spies = Object.keys(kernels).map((kernel) => vi.spyOn(kernels, kernel as keyof typeof kernels));
  const state = JSON.stringify(generator.getState());
  const right = args.map((argument) => argument.right);
  const slips: string[] = [];
  args.forEach((argument, place) => {
    for (const wrong of argument.wrong) {
      const given = right.map((value, i) => (i === place ? wrong : value));
      const at = `argument ${place} as ${show(wrong)}`;
      try {
        call(...given);
        slips.push(`${at} is accepted`);
      } catch (error) {
        if (!(error instanceof GradusError)) slips.push(`${at} gives ${String(error)}`);
        else if (!error.message.startsWith(`${name}: `)) slips.push(`${at} says ${error.message}`);
      }
    }
  });
  const ran = spies.filter((spy) => spy.mock.calls.length > 0).map((spy) => spy.getMockName());
  vi.restoreAllMocks();
  expect(slips).toEqual([]);
  expect(ran).toEqual([]);
  expect(JSON.stringify(generator.getState())).toBe(state);
}

/** The methods as plain JavaScript sees them. */
const unchecked = (of: Tensor): Record<MethodName, (...args: unknown[]) => unknown> =>
  of as unknown as Record<MethodName, (...args: unknown[]) => unknown>;

describe('a wrong argument gives an error of the family, names the operation, and comes before any kernel or draw', () => {
  const withArguments = Object.entries(methods).filter(([, args]) => args.length > 0);

  it.each(withArguments)('x.%s', (name, args) => {
    expectRefused(name, (...given) => unchecked(x)[name as MethodName](...given), args);
  });

  it.each(Object.entries(functions))('%s', (name, args) => {
    const call = gradus[name as FunctionName] as (...args: unknown[]) => unknown;
    expectRefused(name, call, args);
  });

  it.each(withArguments)('and x.%s takes the right ones', (name, args) => {
    unchecked(x)[name as MethodName](...args.map((argument) => argument.right));
  });

  it.each(Object.entries(functions))('and %s takes the right ones', (name, args) => {
    const call = gradus[name as FunctionName] as (...args: unknown[]) => unknown;
    call(...args.map((argument) => argument.right));
  });

  it.each([
    'neg',
    'abs',
    'square',
    'exp',
    'log',
    'sqrt',
    'rsqrt',
    'reciprocal',
    'sign',
    'floor',
    'ceil',
    'round',
    'trunc',
    'frac',
    'tanh',
    'sigmoid',
    'relu',
    'mean',
    'mm',
    'add',
    'pow',
    'clamp',
    'fmod',
    'remainder',
    'lerp',
    'nanToNum',
    'logSigmoid',
    'softplus',
    'leakyRelu',
    'elu',
    'selu',
    'celu',
    'gelu',
    'silu',
    'mish',
    'hardtanh',
    'hardsigmoid',
    'hardswish',
    'softsign',
    'threshold',
  ] as const)('x.%s of int32 and bool is refused, with the way to float32', (name) => {
    for (const data of [x.to('int32'), x.gt(0)]) {
      const argument = { pow: 2, mean: 0, clamp: { min: 0 } }[name as string] ?? data;
      const law = expect(() => unchecked(data)[name](argument));
      law.toThrow(gradus.DtypeError);
      law.toThrow("convert it with .to('float32')");
    }
  });
});
