/**
 * Tensors made small enough to be sent and shown.
 *
 * @module
 */
import type { Tensor } from '../../../src/index.js';
import type { Glance, NamedValue } from '../protocol.js';

const SHOWN = 6;

/** What is shown of a tensor. */
export function glance(x: Tensor): Glance {
  const first = x.reshape([-1]).narrow(0, 0, Math.min(SHOWN, x.numel()));
  // In float64, where the sum of squares of a large float32 gradient does not overflow.
  const norm = x.to('float64').norm().item();
  return { shape: x.shape, dtype: x.dtype, norm, first: Array.from(first.toTypedArray()), count: x.numel() };
}

/** A small tensor, whole. */
export function whole(name: string, x: Tensor): NamedValue {
  return { name, shape: x.shape, value: JSON.stringify(x.toArray()) };
}
