/**
 * Short words for what the specs of the graph say over and over.
 */
import { tensor, Variable, type FloatDtype, type NestedArray, type Tensor } from '../../src/index.js';

/** A leaf that needs a gradient; float64 unless said otherwise. */
export function leaf(data: NestedArray, dtype: FloatDtype = 'float64'): Variable {
  return new Variable(tensor(data, { dtype }), { requiresGrad: true });
}

/** A float64 tensor. */
export function float64(data: NestedArray): Tensor {
  return tensor(data, { dtype: 'float64' });
}

/** The elements in row-major order; a Variable that is missing has none. */
export function flat(x: Variable | Tensor | null | undefined): readonly number[] {
  if (x === null || x === undefined) throw new TypeError('there is no gradient');
  return Array.from((x instanceof Variable ? x.data : x).toTypedArray());
}

/** The gradient on a leaf, as nested arrays. */
export function gradOf(x: Variable): NestedArray {
  if (x.grad === null) throw new TypeError('there is no gradient');
  return x.grad.toArray();
}
