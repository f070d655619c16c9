/**
 * What a kernel works on: a typed array, and a strided view of one.
 *
 * @module
 */

/** The type of a tensor's elements. `float32` and `float64` carry gradients; `int32` and `bool` are data. */
export type Dtype = 'float32' | 'float64' | 'int32' | 'bool';

/** The dtypes that are differentiable. */
export type FloatDtype = 'float32' | 'float64';

/** The storage of a tensor; `bool` is kept as bytes of 0 and 1. */
export type Data = Float32Array | Float64Array | Int32Array | Uint8Array;

/** Sizes along each dim; `[]` is a scalar. */
export type Shape = readonly number[];

/**
 * A strided window on storage: element (i₀, i₁, …) is `data[offset + i₀·strides[0] + i₁·strides[1] + …]`.
 * A stride of 0 repeats an element, which is how broadcasting costs no copy.
 */
export interface View {
  readonly data: Data;
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
}

/** The dtype whose elements a storage holds. */
export function dtypeOf(data: Data): Dtype {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Float64Array) return 'float64';
  return data instanceof Int32Array ? 'int32' : 'bool';
}
