/**
 * Shapes, strides and the order in which elements are visited: row-major, always.
 *
 * @module
 */
import { allocate } from './storage.js';
import type { Data, Dtype, Shape, View } from './types.js';

/** How many elements a shape holds: the product of its sizes, 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let dim = 0; dim < shape.length; dim++) size *= shape[dim];
  return size;
}

/** The strides of row-major storage without gaps. */
export function contiguousStrides(shape: Shape): readonly number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    strides[dim] = stride;
    stride *= shape[dim];
  }
  return strides;
}

/** The view of all of a storage, row-major. */
export function rowMajorView(data: Data, shape: Shape): View {
  return { data, shape, strides: contiguousStrides(shape), offset: 0 };
}

/** Whether a view's elements lie in storage one after the other, in row-major order. */
export function isContiguous(view: View): boolean {
  let expected = 1;
  for (let dim = view.shape.length - 1; dim >= 0; dim--) {
    const length = view.shape[dim];
    if (length === 0) return true;
    if (length !== 1 && view.strides[dim] !== expected) return false;
    expected *= length;
  }
  return true;
}

/** Whether two shapes are the same. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let dim = 0; dim < a.length; dim++) if (a[dim] !== b[dim]) return false;
  return true;
}

/** The view repeated along new and size-1 dims to a shape it broadcasts to: no element is copied. */
export function broadcastTo(view: View, shape: Shape): View {
  if (sameShape(view.shape, shape)) return view;
  const lead = shape.length - view.shape.length;
  const strides = shape.map((_, dim) =>
    dim < lead || view.shape[dim - lead] === 1 ? 0 : view.strides[dim - lead],
  );
  return { data: view.data, shape, strides, offset: view.offset };
}

/**
 * Visits views of one shape together, run by run along the last axis, in row-major order. Neighbouring axes
 * that every view steps through evenly are first merged into one, so contiguous operands are a single run.
 *
 * @param views - operands, already broadcast to one shape
 * @param run - gets the run's place in the row-major output, its length, where each operand's run begins,
 * and the operands' strides along it. The array `starts` is reused between runs.
 */
export function eachRun(
  views: readonly View[],
  run: (place: number, length: number, starts: readonly number[], strides: readonly number[]) => void,
): void {
  if (views.every(isContiguous)) {
    const size = sizeOf(views[0].shape);
    if (size > 0) {
      run(
        0,
        size,
        views.map((view) => view.offset),
        views.map(() => 1),
      );
    }
    return;
  }
  const { shape, strides } = mergeAxes(views);
  if (sizeOf(shape) === 0) return;
  const inner = shape.length - 1;
  const length = shape[inner];
  const innerStrides = strides.map((ofView) => ofView[inner]);
  const starts = views.map((view) => view.offset);
  const index = new Array<number>(inner).fill(0);
  for (let place = 0; ; place += length) {
    run(place, length, starts, innerStrides);
    let dim = inner - 1;
    for (; dim >= 0; dim--) {
      index[dim]++;
      for (let v = 0; v < starts.length; v++) starts[v] += strides[v][dim];
      if (index[dim] < shape[dim]) break;
      for (let v = 0; v < starts.length; v++) starts[v] -= strides[v][dim] * shape[dim];
      index[dim] = 0;
    }
    if (dim < 0) return;
  }
}

/** The common shape with evenly stepped neighbours merged; at least one axis remains. */
function mergeAxes(views: readonly View[]): { shape: number[]; strides: number[][] } {
  const shape: number[] = [];
  const strides: number[][] = views.map(() => []);
  const whole = views[0].shape;
  for (let dim = 0; dim < whole.length; dim++) {
    if (whole[dim] === 1) continue;
    const last = shape.length - 1;
    const even = last >= 0 && views.every((view, v) => strides[v][last] === view.strides[dim] * whole[dim]);
    if (even) {
      shape[last] *= whole[dim];
      views.forEach((view, v) => (strides[v][last] = view.strides[dim]));
    } else {
      shape.push(whole[dim]);
      views.forEach((view, v) => strides[v].push(view.strides[dim]));
    }
  }
  if (shape.length === 0) {
    shape.push(1);
    for (const ofView of strides) ofView.push(1);
  }
  return { shape, strides };
}

/** Runs up to this length are copied by a loop: making a subarray would cost more than it saves. */
const SHORT = 64;

/** The elements of a view in row-major order, in new storage of a dtype. */
export function gather(view: View, dtype: Dtype): Data {
  const out = allocate(dtype, sizeOf(view.shape));
  const { data } = view;
  eachRun([view], (place, length, [start], [stride]) => {
    if (stride === 1 && length > SHORT) {
      out.set(data.subarray(start, start + length), place);
    } else {
      for (let i = 0; i < length; i++) out[place + i] = data[start + i * stride];
    }
  });
  return out;
}

/**
 * The elements in row-major order, only to be read: in the storage itself where they lie so, else in a copy.
 */
export function rowMajor(view: View, dtype: Dtype): Data {
  if (!isContiguous(view)) return gather(view, dtype);
  return view.data.subarray(view.offset, view.offset + sizeOf(view.shape));
}

/** The view with its dims in another order. */
export function permuteView(view: View, dims: readonly number[]): View {
  return {
    data: view.data,
    shape: Object.freeze(dims.map((dim) => view.shape[dim])),
    strides: dims.map((dim) => view.strides[dim]),
    offset: view.offset,
  };
}

/** The `length` indices from `start` on along one dim. */
export function narrowView(view: View, dim: number, start: number, length: number): View {
  return {
    data: view.data,
    shape: Object.freeze(view.shape.map((size, i) => (i === dim ? length : size))),
    strides: view.strides,
    offset: view.offset + (view.shape[dim] === 0 ? 0 : start * view.strides[dim]),
  };
}

/**
 * The same elements under another shape of the same size, where strides alone can say so: each evenly stepped
 * stretch of the old dims must be split exactly by new ones.
 */
export function reshapeView(view: View, shape: Shape): View | undefined {
  if (sizeOf(shape) === 0 || isContiguous(view)) return { ...view, shape, strides: contiguousStrides(shape) };
  const merged = mergeAxes([view]);
  const [steps] = merged.strides;
  let axis = steps.length - 1;
  let left = merged.shape[axis];
  let step = steps[axis];
  const strides = new Array<number>(shape.length).fill(1);
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    if (shape[dim] === 1) continue;
    if (left === 1) {
      axis--;
      left = merged.shape[axis];
      step = steps[axis];
    }
    if (left % shape[dim] !== 0) return undefined;
    strides[dim] = step;
    step *= shape[dim];
    left /= shape[dim];
  }
  return { ...view, shape, strides };
}
