import { describe, expect, it } from 'vitest';
import {
  arange,
  ArgumentError,
  bernoulli,
  concat,
  DtypeError,
  eye,
  full,
  Generator,
  GradusError,
  ones,
  rand,
  randint,
  randn,
  ShapeError,
  stack,
  tensor,
  uniform,
  Variable,
  where,
  zeros,
} from '../../src/index.js';

const matrix = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);
const cube = zeros([2, 3, 4]);
const wide = matrix.to('float64');
const generator = new Generator(0);

/** A program in plain JavaScript, which no compiler has seen. */
const unchecked = (value: unknown): never => value as never;

type Row = readonly [
  program: string,
  run: () => unknown,
  kind: typeof GradusError,
  /** What the message must name: the operation, the argument or shapes that came, what is accepted. */
  says: readonly string[],
];

const shapes: readonly Row[] = [
  [
    'a mask filled from a vector',
    () => matrix.maskedFill(matrix.gt(0), tensor([1])),
    ShapeError,
    ['maskedFill: ', 'value has shape [1]', 'a number or a scalar'],
  ],
  [
    'a.add(b) of shapes that do not broadcast',
    () => matrix.add(zeros([2, 2])),
    ShapeError,
    ['add: ', '[2, 3]', '[2, 2]', 'sizes 3 and 2 at dim -1', 'neither is 1'],
  ],
  [
    'a.gt(b) of shapes that do not broadcast',
    () => matrix.gt(zeros([4, 1])),
    ShapeError,
    ['gt: ', '[2, 3]', '[4, 1]', 'dim -2'],
  ],
  [
    'a.maximum(b) of shapes that do not broadcast',
    () => matrix.maximum(zeros([0])),
    ShapeError,
    ['maximum: ', '[2, 3]', '[0]'],
  ],
  [
    'where of shapes that do not broadcast',
    () => where(matrix.gt(0), matrix, zeros([2])),
    ShapeError,
    ['where: ', '[2, 3]', '[2]'],
  ],
  [
    'allClose of shapes that do not broadcast',
    () => matrix.allClose(zeros([2])),
    ShapeError,
    ['allClose: ', '[2, 3]', '[2]'],
  ],
  [
    'mm of inner sizes that differ',
    () => matrix.mm(matrix),
    ShapeError,
    ['mm: ', '[2, 3] and [2, 3]', '[m, k] and [k, n]'],
  ],
  ['mm of batches', () => cube.mm(cube), ShapeError, ['mm: ', '[2, 3, 4]', 'matmul takes batches']],
  ['mm of a vector', () => matrix.mm(zeros([3])), ShapeError, ['mm: ', '[2, 3] and [3]']],
  [
    'matmul of a scalar',
    () => matrix.matmul(tensor(1)),
    ShapeError,
    ['matmul: ', '[2, 3] and []', '[…, m, k] and […, k, n]'],
  ],
  [
    'matmul of inner sizes that differ',
    () => cube.matmul(zeros([3, 2])),
    ShapeError,
    ['matmul: ', '[2, 3, 4] and [3, 2]'],
  ],
  [
    'matmul of batches that do not broadcast',
    () => cube.matmul(zeros([3, 4, 2])),
    ShapeError,
    ['matmul: ', '[2]', '[3]'],
  ],
  ['t of three dims', () => cube.t(), ShapeError, ['t: ', '[2, 3, 4]', 'transpose(dim0, dim1)']],
  [
    'reshape to another number of elements',
    () => matrix.reshape([4]),
    ShapeError,
    ['reshape: ', '[2, 3]', '6 elements', '[4]'],
  ],
  [
    'reshape with two −1',
    () => matrix.reshape([-1, -1]),
    ShapeError,
    ['reshape: ', '[-1, -1]', 'at most one −1'],
  ],
  [
    'reshape with a −1 that does not divide',
    () => matrix.reshape([4, -1]),
    ShapeError,
    ['reshape: ', '[4, -1]'],
  ],
  [
    'reshape of nothing with a −1 that could be anything',
    () => zeros([0]).reshape([0, -1]),
    ShapeError,
    ['reshape: ', '[0, -1]'],
  ],
  [
    'expand of a size that is not 1',
    () => matrix.expand([4, 3]),
    ShapeError,
    ['expand: ', '[2, 3]', '[4, 3]', 'size 1'],
  ],
  ['expand to fewer dims', () => matrix.expand([3]), ShapeError, ['expand: ', '[2, 3]', '[3]']],
  ['expand of a new dim to −1', () => matrix.expand([-1, 2, 3]), ShapeError, ['expand: ', '[-1, 2, 3]']],
  [
    'concat of other sizes',
    () => concat([matrix, zeros([2, 2])]),
    ShapeError,
    ['concat: ', '[2, 3] and [2, 2]', 'dim 0'],
  ],
  ['concat of other ranks', () => concat([matrix, zeros([3])]), ShapeError, ['concat: ', '[2, 3] and [3]']],
  [
    'stack of other shapes',
    () => stack([matrix, zeros([3, 2])]),
    ShapeError,
    ['stack: ', '[2, 3] and [3, 2]'],
  ],
  ['max of nothing', () => zeros([0]).max(), ShapeError, ['max: ', '[0]', 'no element']],
  ['min along an empty dim', () => zeros([2, 0]).min(1), ShapeError, ['min: ', '[2, 0]']],
  [
    'item of many elements',
    () => matrix.item(),
    ShapeError,
    ['item: ', '6 elements', '[2, 3]', 'exactly one'],
  ],
  ['item of none', () => zeros([0]).item(), ShapeError, ['item: ', '0 elements']],
  [
    'ragged rows',
    () => tensor([[1, 2], [3]]),
    ShapeError,
    ['tensor: ', 'data[1]', 'an array of 1', 'an array of 2'],
  ],
  [
    'a row that is deeper',
    () => tensor([1, [2]]),
    ShapeError,
    ['tensor: ', 'data[1]', 'an array', 'an element'],
  ],
  [
    'a row that is an element',
    () => tensor([[1], 2]),
    ShapeError,
    ['tensor: ', 'data[1]', 'is 2', 'an array of 1'],
  ],
  [
    'data of another size than the shape',
    () => tensor([1, 2, 3], { shape: [2, 2] }),
    ShapeError,
    ['tensor: ', '3 elements', '[2, 2]', 'holds 4'],
  ],
  ['a negative size', () => zeros([2, -1]), ShapeError, ['zeros: ', '-1', 'integers from 0 up']],
  ['a fractional size', () => ones([1.5]), ShapeError, ['ones: ', '1.5']],
  ['a size that is NaN', () => rand([NaN], { generator }), ShapeError, ['rand: ', 'NaN']],
  ['a shape that is a number', () => full(unchecked(3), 1), ShapeError, ['full: ', 'shape is 3', '[2, 3]']],
  [
    'a shape beyond all storage',
    () => zeros([2 ** 20, 2 ** 20]),
    ShapeError,
    ['zeros: ', '[1048576, 1048576]', '2^31'],
  ],
];

const dtypes: readonly Row[] = [
  [
    'a mask that is not bool',
    () => matrix.maskedFill(matrix, 0),
    DtypeError,
    ['maskedFill: ', 'mask is float32', 'accepted is bool, as x.gt(0) gives'],
  ],
  [
    'a.add(b) of two float dtypes',
    () => matrix.add(wide),
    DtypeError,
    ['add: ', 'float32 and float64', ".to('float32')"],
  ],
  [
    'a.mm(b) of two float dtypes',
    () => wide.mm(matrix.t()),
    DtypeError,
    ['mm: ', 'float64 and float32', ".to('float64')"],
  ],
  [
    'a.eq(b) of int32 and float32',
    () => matrix.to('int32').eq(matrix),
    DtypeError,
    ['eq: ', 'int32 and float32', ".to('float32')"],
  ],
  [
    'concat of two dtypes',
    () => concat([matrix, wide]),
    DtypeError,
    ['concat: ', 'float32 and float64', '.to('],
  ],
  ['stack of two dtypes', () => stack([matrix, matrix.gt(0)]), DtypeError, ['stack: ', 'float32 and bool']],
  [
    'where of two dtypes',
    () => where(matrix.gt(0), matrix, wide),
    DtypeError,
    ['where: ', 'float32 and float64'],
  ],
  [
    'where with a condition that is not bool',
    () => where(matrix, matrix, matrix),
    DtypeError,
    ['where: ', 'condition is float32', 'bool'],
  ],
  ['allClose of two dtypes', () => matrix.allClose(wide), DtypeError, ['allClose: ', 'float32 and float64']],
  ['exp of int32', () => matrix.to('int32').exp(), DtypeError, ['exp: ', 'int32', ".to('float32')"]],
  ['mean of bool', () => matrix.gt(0).mean(), DtypeError, ['mean: ', 'bool', ".to('float32')"]],
  ['add of bool', () => matrix.gt(0).add(1), DtypeError, ['add: ', 'bool', ".to('float32')"]],
  [
    'an unknown dtype',
    () => matrix.to(unchecked('float16')),
    DtypeError,
    ['to: ', '"float16"', 'float32, float64, int32, bool'],
  ],
  [
    'int32 compared with a fraction',
    () => matrix.to('int32').gt(0.5),
    DtypeError,
    ['gt: ', '0.5', 'int32', 'integer'],
  ],
  ['bool compared with 2', () => matrix.gt(0).eq(2), DtypeError, ['eq: ', '2', 'bool', '0 or 1']],
  [
    'int32 of a fraction',
    () => tensor([1, 1.5], { dtype: 'int32' }),
    DtypeError,
    ['tensor: ', 'element 1 is 1.5', 'int32'],
  ],
  [
    'int32 beyond its range',
    () => tensor(2 ** 31, { dtype: 'int32' }),
    DtypeError,
    ['tensor: ', '2147483648', '-2147483648 to 2147483647'],
  ],
  ['int32 of NaN', () => full([1], NaN, { dtype: 'int32' }), DtypeError, ['full: ', 'NaN', 'int32']],
  ['bool of 2', () => tensor([0, 2], { dtype: 'bool' }), DtypeError, ['tensor: ', 'element 1 is 2', 'bool']],
  ['numbers among booleans', () => tensor([true, 1]), DtypeError, ['tensor: ', 'data[1] is 1', 'boolean']],
  [
    'a typed array that no dtype matches',
    () => tensor(new Uint8Array(1)),
    DtypeError,
    ['tensor: ', 'Uint8Array', "{ dtype: 'float32' }"],
  ],
  [
    'randn of int32',
    () => randn([1], { generator, dtype: unchecked('int32') }),
    DtypeError,
    ['randn: ', 'int32', 'float32 and float64'],
  ],
  [
    'bernoulli of int32 probabilities',
    () => bernoulli(tensor([1], { dtype: 'int32' }), { generator }),
    DtypeError,
    ['bernoulli: ', 'int32'],
  ],
];

const values: readonly Row[] = [
  [
    'a Variable given to a method of Tensor',
    () => matrix.add(unchecked(new Variable(matrix))),
    ArgumentError,
    ['add: ', 'other is a Variable', 'put it first'],
  ],
  [
    'a Variable given to mm',
    () => matrix.mm(unchecked(new Variable(matrix))),
    ArgumentError,
    ['mm: ', 'Variable'],
  ],
  [
    'an array given as an operand',
    () => matrix.mul(unchecked([1, 2])),
    ArgumentError,
    ['mul: ', 'other is an array', 'a Tensor or a number'],
  ],
  [
    'nothing given as an operand',
    () => matrix.sub(unchecked(undefined)),
    ArgumentError,
    ['sub: ', 'other is undefined'],
  ],
  [
    'mm with a number',
    () => matrix.mm(unchecked(2)),
    ArgumentError,
    ['mm: ', 'other is 2', 'mul takes a number'],
  ],
  ['a dim out of range', () => matrix.sum(2), ArgumentError, ['sum: ', 'dim is 2', 'from -2 to 1']],
  ['a dim of a scalar', () => tensor(1).size(0), ArgumentError, ['size: ', 'dim is 0', 'scalar']],
  ['a fractional dim', () => matrix.max(0.5), ArgumentError, ['max: ', 'dim is 0.5']],
  ['a dim twice', () => matrix.mean([0, -2]), ArgumentError, ['mean: ', 'twice', '[0, -2]']],
  ['an empty list of dims', () => matrix.sum([]), ArgumentError, ['sum: ', 'empty', 'leave it out']],
  [
    'a misspelt option',
    () => matrix.sum(0, unchecked({ keepdim: true })),
    ArgumentError,
    ['sum: ', 'keepdim', 'keepDim'],
  ],
  [
    'an option of another type',
    () => matrix.sum(0, { keepDim: unchecked(1) }),
    ArgumentError,
    ['sum: ', 'keepDim is 1', 'true and false'],
  ],
  [
    'options in the place of which stands a truth value',
    () => matrix.sum(0, unchecked(true)),
    ArgumentError,
    ['sum: ', 'options is true', '{ keepDim: true }'],
  ],
  [
    'permute of too few dims',
    () => cube.permute([0, 1]),
    ArgumentError,
    ['permute: ', '[0, 1]', '3 dims exactly once'],
  ],
  ['permute of a dim twice', () => cube.permute([0, 1, -2]), ArgumentError, ['permute: ', '[0, 1, -2]']],
  [
    'narrow beyond the end',
    () => matrix.narrow(1, 2, 2),
    ArgumentError,
    ['narrow: ', 'length is 2', 'from 0 to 1'],
  ],
  [
    'narrow from beyond the start',
    () => matrix.narrow(1, -4, 1),
    ArgumentError,
    ['narrow: ', 'start is -4', 'from -3 to 3'],
  ],
  ['clamp without a bound', () => matrix.clamp({}), ArgumentError, ['clamp: ', '{ min }, { max } or both']],
  ['clamp to NaN', () => matrix.clamp({ min: NaN }), ArgumentError, ['clamp: ', 'min is NaN']],
  [
    'clamp with numbers in a row',
    () => matrix.clamp(unchecked(0)),
    ArgumentError,
    ['clamp: ', '0', '{ min: 0 }'],
  ],
  [
    'pow of a text',
    () => matrix.pow(unchecked('2')),
    ArgumentError,
    ['pow: ', 'exponent is "2"', 'a Tensor or a number'],
  ],
  [
    'a connective of a tensor and a number',
    () => matrix.gt(0).logicalAnd(unchecked(1)),
    ArgumentError,
    ['logicalAnd: ', 'other is 1', 'a tensor, as x.gt(0) gives'],
  ],
  [
    'half a decimal',
    () => matrix.round({ decimals: 0.5 }),
    ArgumentError,
    ['round: ', 'decimals is 0.5', 'an integer from -308 to 308'],
  ],
  [
    'another approximation of gelu',
    () => matrix.gelu(unchecked({ approximate: 'erf' })),
    ArgumentError,
    ['gelu: ', 'approximate is "erf"', "'none' and 'tanh'"],
  ],
  [
    'celu without a scale',
    () => matrix.celu({ alpha: 0 }),
    ArgumentError,
    ['celu: ', 'alpha is 0', 'any other number'],
  ],
  [
    'hardtanh with its bounds the wrong way round',
    () => matrix.hardtanh({ minVal: 2, maxVal: 1 }),
    ArgumentError,
    ['hardtanh: ', 'minVal is 2', 'above maxVal 1'],
  ],
  [
    'int32 of what does not fit',
    () => tensor([1e10]).to('int32'),
    ArgumentError,
    ['to: ', '10000000000', 'int32'],
  ],
  ['int32 of NaN', () => tensor([NaN]).to('int32'), ArgumentError, ['to: ', 'NaN', 'int32']],
  [
    'a sum beyond int32',
    () => full([2], 2 ** 30, { dtype: 'int32' }).sum(),
    ArgumentError,
    ['sum: ', 'int32', ".to('float64')"],
  ],
  [
    'text in data',
    () => tensor(unchecked([1, 'two'])),
    ArgumentError,
    ['tensor: ', 'data[1] is "two"', 'numbers and booleans'],
  ],
  ['nothing as data', () => tensor(unchecked(undefined)), ArgumentError, ['tensor: ', 'undefined']],
  [
    'arange away from end',
    () => arange(0, 5, -1),
    ArgumentError,
    ['arange: ', '-1', '0', '5', 'towards end'],
  ],
  ['arange in steps of 0', () => arange(0, 5, 0), ArgumentError, ['arange: ', 'steps of 0']],
  ['eye of a negative size', () => eye(-1), ArgumentError, ['eye: ', 'n is -1']],
  ['concat of nothing', () => concat([]), ArgumentError, ['concat: ', 'empty', 'at least one']],
  [
    'concat without brackets',
    () => concat(unchecked(matrix)),
    ArgumentError,
    ['concat: ', 'tensors is a Tensor', 'array'],
  ],
  [
    'concat of a number',
    () => concat(unchecked([matrix, 1])),
    ArgumentError,
    ['concat: ', 'tensors[1] is 1'],
  ],
  [
    'where with a number as condition',
    () => where(unchecked(1), matrix, matrix),
    ArgumentError,
    ['where: ', 'condition is 1'],
  ],
  [
    'uniform with low above high',
    () => uniform([1], { generator, low: 2, high: 1 }),
    ArgumentError,
    ['uniform: ', 'low is 2', 'high is 1', 'low ≤ high'],
  ],
  [
    'randint without a choice',
    () => randint([1], { generator, low: 3, high: 3 }),
    ArgumentError,
    ['randint: ', 'high is 3', 'from 4'],
  ],
  [
    'bernoulli of 1.5',
    () => bernoulli([1], { generator, p: 1.5 }),
    ArgumentError,
    ['bernoulli: ', 'p is 1.5', 'from 0 to 1'],
  ],
  [
    'bernoulli of a tensor with 2',
    () => bernoulli(tensor([0, 2]), { generator }),
    ArgumentError,
    ['bernoulli: ', 'probabilities[1] is 2'],
  ],
];

describe.each([
  ['ShapeError', shapes],
  ['DtypeError', dtypes],
  ['ArgumentError', values],
] as const)('%s names the operation, what came and what is accepted', (name, rows) => {
  it.each(rows)('%s', (_, run, kind, says) => {
    let thrown: unknown;
    try {
      run();
    } catch (error) {
      thrown = error;
    }
    if (!(thrown instanceof GradusError))
      throw new Error('nothing of the family was thrown', { cause: thrown });
    expect(thrown).toBeInstanceOf(kind);
    expect(thrown).toBeInstanceOf(Error);
    expect(thrown.name).toBe(name);
    expect(
      says
        .filter((part) => !thrown.message.includes(part))
        .map((part) => `${part} not in: ${thrown.message}`),
    ).toEqual([]);
  });
});
