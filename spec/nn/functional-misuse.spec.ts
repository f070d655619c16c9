/**
 * Wrong arguments of the functions of networks: each gives an error of the family that names the function, before any kernel
 * runs and before anything is drawn.
 */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Generator, GradusError, tensor, Variable, zeros, type Dtype, type Tensor } from '../../src/index.js';
import { kernels } from '../../src/kernels/index.js';
import * as functional from '../../src/nn/functional/index.js';

type FunctionName = keyof typeof functional;

/** A call that is right, and in each place what is wrong there. */
interface Call {
  readonly right: readonly unknown[];
  readonly wrong: readonly (readonly unknown[])[];
}

const of = (shape: readonly number[], dtype: Dtype = 'float32'): Tensor => zeros(shape, { dtype });
const whole = (...data: readonly number[]): Tensor => tensor(Int32Array.from(data));

/** Nothing that could be a tensor. */
const noTensor = [
  undefined,
  null,
  1,
  '1',
  true,
  [],
  [1],
  {},
  { shape: [2], dtype: 'float32' },
  () => 1,
  new Float32Array(1),
];
const noOptional = noTensor.slice(2);

/** Operands of another dtype, or of these shapes. */
const floats = (right: readonly number[], ...shapes: readonly (readonly number[])[]): readonly unknown[] => [
  ...noTensor,
  ...(['float64', 'int32', 'bool'] as const).map((dtype) => of(right, dtype)),
  ...shapes.map((shape) => of(shape)),
];

/** As operands that may be left out. */
const optional = (right: readonly number[], ...shapes: readonly (readonly number[])[]): readonly unknown[] =>
  floats(right, ...shapes).slice(2);

/** Options with these contents, or that are none. */
const options = (...wrong: readonly object[]): readonly unknown[] => [
  ...[null, 1, '1', true, [], () => 1],
  { stirde: 1 },
  ...wrong,
];

/** An option with these values. */
const each = (name: string, values: readonly unknown[], more: object = {}): readonly object[] =>
  values.map((value) => ({ ...more, [name]: value }));

const noNumber = [null, '1', true, NaN, {}, [], 1n];
const noFlag = [null, 0, 1, 'true', {}];
const noInteger = [...noNumber, 0.5, Infinity];
const reductions = each('reduction', [null, 'all', 1, true, ['mean'], 'Mean', '']);
const noSize = [...noInteger, 0, -1, [1, 1, 1], [0, 1], [1, '1'], [1, null], Array<number>(2)];
const noPadding = [...noInteger, -1, [1, 1, 1], [-1, 0]];

const generator = new Generator(0);

/** What convolutions refuse among their options. */
const convolution = (padding: readonly unknown[]): readonly unknown[] =>
  options(
    ...each('stride', noSize),
    ...each('dilation', noSize),
    ...each('padding', padding),
    ...each('groups', [...noInteger, 0, -1, 3, [1]]),
  );

const conv = (dims: number): Call => {
  const ones = Array.from({ length: dims }, () => 1);
  const [image, window] = [ones.map(() => 3), ones.map(() => 2)];
  return {
    right: [of([1, 2, ...image]), of([2, 2, ...window]), null, { padding: 0 }],
    wrong: [
      floats([1, 2, ...image], [2], [1, 1, 2, ...image], [1, 3, ...image], [1, 2, ...ones], [2, ...ones]),
      floats(
        [2, 2, ...window],
        [2, 2],
        [2, 3, ...window],
        [2, 2, ...ones.map(() => 4)],
        [2, 2, ...ones.map(() => 0)],
      ),
      optional([2], [], [1], [3], [2, 1]),
      [
        ...convolution([...noPadding, 'full', 'Same'].filter((value) => value !== '1')),
        ...each('padding', ['same'], { stride: 2 }),
        { outputPadding: 0 },
        { dilation: 3 },
      ],
    ],
  };
};

const loss = (...more: readonly object[]): Call => ({
  right: [of([2, 2]), of([2, 2]), { reduction: 'sum' }],
  wrong: [
    floats([2, 2], [2], [2, 1], [], [2, 2, 1]),
    floats([2, 2], [2], [2, 1], []),
    options(...reductions, ...more),
  ],
});

const weights = (shape: readonly number[], ...shapes: readonly (readonly number[])[]): readonly unknown[] =>
  optional(shape, ...shapes);

/** Pooling with these options beside stride, padding and ceilMode. */
const pool = (...more: readonly object[]): Call => ({
  right: [of([1, 4, 4]), 2, { stride: 1 }],
  wrong: [
    [
      ...noTensor,
      of([1, 4, 4], 'int32'),
      of([1, 4, 4], 'bool'),
      of([4, 4]),
      of([1, 1, 1, 4, 4]),
      of([1, 0, 4]),
      of([1, 1, 1]),
    ],
    [undefined, ...noSize, 5, [2, 5]],
    options(
      ...each('stride', noSize),
      ...each('padding', [...noPadding, 2, [1, 2]]),
      ...each('ceilMode', noFlag),
      ...more,
    ),
  ],
});

const norm = { eps: each('eps', [...noNumber, -1]) };

const calls: Readonly<Record<FunctionName, Call>> = {
  linear: {
    right: [of([2, 3]), of([4, 3]), of([4])],
    wrong: [
      floats([2, 3], [], [3, 2], [2, 0]),
      floats([4, 3], [], [3, 4], [1, 4, 3]),
      optional([4], [], [3], [1], [4, 1]),
    ],
  },
  embedding: {
    right: [whole(0, 1), of([2, 3]), { paddingIdx: 0 }],
    wrong: [
      [...noTensor, of([2]), of([2], 'bool'), whole(0, 2), whole(-1)],
      [...noTensor, of([2, 3], 'int32'), of([2]), of([1, 3]), of([2, 3, 1]), of([0, 3])],
      options(...each('paddingIdx', [...noInteger, 2, -3])),
    ],
  },
  mseLoss: loss({ beta: 1 }),
  l1Loss: loss({ delta: 1 }),
  smoothL1Loss: loss(...each('beta', [...noNumber, -1, Infinity])),
  huberLoss: loss(...each('delta', [...noNumber, 0, -1, Infinity])),
  klDiv: {
    ...loss(...each('logTarget', noFlag)),
    right: [of([2, 2]), of([2, 2]), { reduction: 'batchmean' }],
  },
  binaryCrossEntropy: {
    right: [of([2, 2]), of([2, 2]), { weight: of([2]) }],
    wrong: [
      [
        ...floats([2, 2], [2], []),
        tensor([
          [0.5, 0.5],
          [0.5, 1.5],
        ]),
        tensor([
          [-0.5, 0],
          [0, 0],
        ]),
      ],
      floats([2, 2], [2], []),
      options(...reductions, ...each('weight', weights([2], [3], [1, 2, 2])), { posWeight: of([2]) }),
    ],
  },
  binaryCrossEntropyWithLogits: {
    right: [of([2, 2]), of([2, 2]), { weight: of([2]), posWeight: of([2, 1]) }],
    wrong: [
      floats([2, 2], [2], []),
      floats([2, 2], [2], []),
      options(
        ...reductions,
        ...['weight', 'posWeight'].flatMap((name) => each(name, weights([2], [3], [1, 2, 2]))),
      ),
    ],
  },
  nllLoss: {
    right: [of([2, 3]), whole(0, 2), { weight: of([3]) }],
    wrong: [
      [
        ...noTensor,
        of([2, 3], 'int32'),
        of([2, 3], 'float64'),
        of([]),
        of([2, 0]),
        of([2, 2]),
        of([3, 3]),
        of([2, 3, 1]),
      ],
      [...noTensor, of([2]), of([2], 'bool'), whole(0, 3), whole(-1, 0), whole(0), of([2, 3])],
      options(
        ...reductions,
        ...each('weight', weights([3], [2], [1], [])),
        ...each('ignoreIndex', noInteger),
        {
          labelSmoothing: 0.1,
        },
      ),
    ],
  },
  crossEntropy: {
    right: [of([2, 3]), whole(0, 2), { weight: of([3]) }],
    wrong: [
      [
        ...noTensor,
        of([2, 3], 'int32'),
        of([2, 3], 'float64'),
        of([]),
        of([2, 0]),
        of([2, 2]),
        of([3, 3]),
        of([2, 3, 1]),
      ],
      [
        ...noTensor,
        of([2]),
        of([2], 'bool'),
        whole(0, 3),
        whole(-1, 0),
        whole(0),
        of([2, 3], 'float64'),
        of([2, 3], 'int32'),
      ],
      options(
        ...reductions,
        ...each('weight', weights([3], [2], [1], [])),
        ...each('ignoreIndex', noInteger),
        ...each('labelSmoothing', [...noNumber, -0.1, 1.1]),
      ),
    ],
  },
  cosineSimilarity: {
    right: [of([2, 3]), of([3]), { dim: -1 }],
    wrong: [
      floats([2, 3], [2], [2, 2]),
      floats([3], [2], [3, 3]),
      options(...each('dim', [...noInteger, 2, -3]), ...norm.eps),
    ],
  },
  conv1d: conv(1),
  conv2d: conv(2),
  convTranspose2d: {
    right: [of([1, 2, 2, 2]), of([2, 1, 2, 2]), of([1]), { stride: 2 }],
    wrong: [
      floats([1, 2, 2, 2], [2], [1, 1, 2, 2], [1, 2, 0, 2], [1, 1, 2, 2, 2]),
      floats([2, 1, 2, 2], [2, 1], [1, 1, 2, 2], [2, 1, 0, 2], [2, 2, 2, 2]),
      optional([1], [], [2]),
      [
        ...convolution([...noPadding, 2, 'same', 'valid']),
        ...each('outputPadding', [...noInteger, -1, 2, [0, 2]], { stride: 2 }),
        { outputPadding: 1 },
      ],
    ],
  },
  maxPool2d: pool(...each('dilation', [...noSize, 4]), { countIncludePad: true }),
  avgPool2d: pool(...each('countIncludePad', noFlag), { dilation: 1 }),
  adaptiveAvgPool2d: {
    right: [of([1, 4, 4]), [2, null]],
    wrong: [
      [...noTensor, of([1, 4, 4], 'int32'), of([4, 4]), of([1, 0, 4])],
      [undefined, ...noInteger, -1, [1], [1, 1, 1], [null], [1, '1'], [-1, 1]],
    ],
  },
  layerNorm: {
    right: [of([2, 3]), [3], of([3]), null, { eps: 1 }],
    wrong: [
      floats([2, 3], [], [3, 2]),
      [undefined, ...noNumber, 3, [], [2], [1, 2, 3], [3, 2], [-1], ['3'], of([3])],
      optional([3], [], [2], [1], [2, 3]),
      optional([3], [], [2], [1], [2, 3]),
      options(...norm.eps),
    ],
  },
  groupNorm: {
    right: [of([2, 4]), 2, of([4]), null, { eps: 1 }],
    wrong: [
      floats([2, 4], [], [4], [2, 3]),
      [undefined, ...noInteger, 0, -1, 3, [2]],
      optional([4], [], [2], [2, 4]),
      optional([4], [], [2], [2, 4]),
      options(...norm.eps),
    ],
  },
  batchNorm: {
    right: [of([2, 3]), of([3]), of([3]), null, of([3]), { eps: 1 }],
    wrong: [
      floats([2, 3], [], [3], [2, 2]),
      [null, undefined, ...optional([3], [], [2], [1, 3])],
      [null, undefined, ...optional([3], [], [2], [1, 3])],
      optional([3], [], [2]),
      optional([3], [], [2]),
      options(...norm.eps, ...each('training', noFlag), { momentum: 0.1 }),
    ],
  },
  runningStatistics: {
    right: [of([2, 3]), of([3]), of([3]), { momentum: 0.5 }],
    wrong: [
      floats([2, 3], [], [3], [2, 2], [1, 3], [0, 3]),
      floats([3], [], [2]),
      floats([3], [], [2]),
      options(...each('momentum', [...noNumber, -0.1, 1.1])),
    ],
  },
  dropout: {
    right: [of([2]), { generator }],
    wrong: [
      [...noTensor, of([2], 'int32'), of([2], 'bool')],
      [
        undefined,
        {},
        ...options(
          ...each('generator', [null, 0, {}]),
          ...each('p', [...noNumber, -0.1, 1.1], { generator }),
          ...each('training', noFlag, { generator }),
          { p: 0 },
          { p: 2, training: false },
        ),
      ],
    ],
  },
  scaledDotProductAttention: {
    right: [of([2, 3]), of([4, 3]), of([4, 1]), { attnMask: of([2, 4]) }],
    wrong: [
      floats([2, 3], [3], [2, 2]),
      floats([4, 3], [3], [4, 2], [3, 3]),
      floats([4, 1], [4], [3, 1]),
      options(
        ...each('attnMask', [
          ...noOptional,
          of([2, 4], 'int32'),
          of([2, 4], 'float64'),
          of([4, 2]),
          of([1, 2, 4]),
        ]),
        ...each('isCausal', noFlag),
        ...each('attnMask', [of([2, 4])], { isCausal: true }),
        ...each('dropoutP', [...noNumber, -0.1, 1.1], { generator }),
        ...each('generator', [undefined, null, 1], { dropoutP: 0.5 }),
      ),
    ],
  },
};

const call = (name: FunctionName, given: readonly unknown[]): unknown =>
  (functional[name] as (...args: readonly unknown[]) => unknown)(...given);

/** What is said about a value when a test fails. */
function show(value: unknown): string {
  if (value instanceof Variable || typeof value !== 'object' || value === null) return String(value);
  const text = (_: string, part: unknown): unknown => (typeof part === 'bigint' ? `${part}n` : part);
  return `${value.constructor.name} ${JSON.stringify(value, text)}`;
}

const names = Object.keys(calls) as FunctionName[];

describe('a wrong argument gives an error of the family, names the function, and comes before any kernel or draw', () => {
  it.each(names)('%s', (name) => {
    const { right, wrong } = calls[name];
    const spies = Object.keys(kernels).map((kernel) => vi.spyOn(kernels, kernel as keyof typeof kernels));
    const state = JSON.stringify(generator.getState());
    const slips: string[] = [];
    wrong.forEach((values, place) => {
      for (const value of values) {
        const given = right.map((argument, i) => (i === place ? value : argument));
        try {
          call(name, given);
          slips.push(`argument ${place} as ${show(value)} is accepted`);
        } catch (error) {
          const what = `argument ${place} as ${show(value)}`;
          if (!(error instanceof GradusError)) slips.push(`${what} gives ${String(error)}`);
          else if (!error.message.startsWith(`${name}: `)) slips.push(`${what} says ${error.message}`);
        }
      }
    });
    const ran = spies.filter((spy) => spy.mock.calls.length > 0).map((spy) => spy.getMockName());
    vi.restoreAllMocks();
    expect(slips).toEqual([]);
    expect(ran).toEqual([]);
    expect(JSON.stringify(generator.getState())).toBe(state);
  });

  it.each(names)('and %s takes the right ones, of Tensors and of Variables', (name) => {
    const { right } = calls[name];
    call(name, right);
    call(
      name,
      right.map((argument) =>
        argument instanceof Object && 'shape' in argument ? new Variable(argument as Tensor) : argument,
      ),
    );
  });

  it.each(names)('also where several arguments of %s are wrong together', (name) => {
    const { right, wrong } = calls[name];
    const given = fc.tuple(...right.map((value, i) => fc.constantFrom(value, ...(wrong[i] ?? []))));
    fc.assert(
      fc.property(given, (args) => {
        try {
          call(name, args);
        } catch (error) {
          if (!(error instanceof GradusError)) throw error;
          expect(error.message.startsWith(`${name}: `), error.message).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
