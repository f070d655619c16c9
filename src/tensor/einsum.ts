/**
 * Sums of products in Einstein's notation: how the equation is read, and how the operands are contracted.
 *
 * @module
 */
import { ArgumentError, describe, formatShape, ShapeError } from '../errors.js';
import { sizeOf } from '../kernels/layout.js';
import type { Algebra } from './algebra.js';

/** The name of a dim: its letter, or where it stands in the ellipsis, counted from the end: '-1' is the last. */
type Label = string;

/** What an equation says, with a label for every dim. */
export interface Equation {
  readonly inputs: readonly (readonly Label[])[];
  readonly output: readonly Label[];
}

/** Letters, with at most one ellipsis among them. */
const TERM = /^([a-zA-Z]*)(\.\.\.)?([a-zA-Z]*)$/;

const SYNTAX = 'accepted are letters and at most one ellipsis for each operand, as "...ij,jk->...ik"';

/** Reads an equation for operands of these shapes. */
export function readEquation(equation: unknown, shapes: readonly (readonly number[])[]): Equation {
  if (typeof equation !== 'string') {
    throw new ArgumentError(`einsum: equation is ${describe(equation)}; ${SYNTAX}`);
  }
  const [left = '', right, ...more] = equation.replaceAll(' ', '').split('->');
  if (more.length > 0) throw new ArgumentError(`einsum: equation has more than one "->"; ${SYNTAX}`);
  const terms = left.split(',');
  if (terms.length !== shapes.length) {
    throw new ArgumentError(
      `einsum: equation has ${terms.length} terms; accepted are as many as operands, of which there are ${shapes.length}`,
    );
  }
  const inputs = terms.map((term, i) => labelsOf(term, shapes[i] ?? []));
  const hidden = inputs.flat().filter((label) => !isLetter(label));
  const ellipsis = [...new Set(hidden)].sort((a, b) => Number(a) - Number(b));
  return {
    inputs,
    output: right === undefined ? implied(inputs, ellipsis) : outputOf(right, inputs, ellipsis),
  };
}

const isLetter = (label: Label): boolean => !label.startsWith('-');

/** The letters before and after the ellipsis; all are before it where there is none. */
function parts(term: string): { before: readonly Label[]; ellipsis: boolean; after: readonly Label[] } {
  const match = TERM.exec(term);
  if (match === null) throw new ArgumentError(`einsum: equation has the term ${describe(term)}; ${SYNTAX}`);
  const [, before = '', dots, after = ''] = match;
  return { before: Array.from(before), ellipsis: dots !== undefined, after: Array.from(after) };
}

/** The labels of an operand's dims. */
function labelsOf(term: string, shape: readonly number[]): readonly Label[] {
  const { before, ellipsis, after } = parts(term);
  const hidden = shape.length - before.length - after.length;
  if (ellipsis ? hidden < 0 : hidden !== 0) {
    throw new ShapeError(
      `einsum: the term ${describe(term)} names ${before.length + after.length} dims; ` +
        `its operand has shape ${formatShape(shape)}, with ${shape.length}`,
    );
  }
  return [...before, ...Array.from({ length: hidden }, (_, i) => `${i - hidden}`), ...after];
}

/** Where no output is given: the dims of the ellipsis, then in alphabetical order the letters that come just once. */
function implied(inputs: readonly (readonly Label[])[], ellipsis: readonly Label[]): readonly Label[] {
  const letters = inputs.flat().filter(isLetter);
  const once = letters.filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter));
  return [...ellipsis, ...once.sort((a, b) => (a < b ? -1 : 1))];
}

function outputOf(
  term: string,
  inputs: readonly (readonly Label[])[],
  ellipsis: readonly Label[],
): readonly Label[] {
  const { before, ellipsis: dots, after } = parts(term);
  const letters = [...before, ...after];
  const strange = letters.find(
    (letter, i) => letters.indexOf(letter) !== i || !inputs.flat().includes(letter),
  );
  if (strange !== undefined) {
    throw new ArgumentError(
      `einsum: the output ${describe(term)} has ${strange}; ` +
        `accepted are letters of the operands, each at most once`,
    );
  }
  return [...before, ...(dots ? ellipsis : []), ...after];
}

/** The size of each label: that of all dims it names, but for those of size 1, which broadcast. */
export function sizesOf(
  { inputs }: Equation,
  shapes: readonly (readonly number[])[],
): ReadonlyMap<Label, number> {
  const sizes = new Map<Label, number>();
  inputs.forEach((labels, i) => {
    labels.forEach((label, dim) => {
      const size = shapes[i]?.[dim] ?? 1;
      const first = shapes[i]?.[labels.indexOf(label)] ?? 1;
      const known = sizes.get(label) ?? 1;
      if (size !== first || (size !== known && size !== 1 && known !== 1)) {
        const name = isLetter(label) ? label : `dim ${label} of the ellipsis`;
        throw new ShapeError(
          `einsum: shapes are ${shapes.map(formatShape).join(', ')}; ` +
            `${name} has the sizes ${size !== first ? first : known} and ${size}`,
        );
      }
      sizes.set(label, size === 1 ? known : size);
    });
  });
  return sizes;
}

/** A tensor whose dims have names, no two the same. */
interface Named<T> {
  readonly x: T;
  readonly labels: readonly Label[];
}

/** The sum of products that an equation asks for. Operands are contracted from left to right, two at a time. */
export function contract<T extends Algebra<T>>(equation: Equation, operands: readonly [T, ...T[]]): T {
  const { inputs, output } = equation;
  const sizes = sizesOf(
    equation,
    operands.map((x) => x.shape),
  );
  const terms = operands.map((x, i) => named(x, inputs[i] ?? [], sizes));
  /** The labels that something from operand i on, or the output, still asks for. */
  const wantedFrom = (i: number): readonly Label[] => [
    ...output,
    ...terms.slice(i).flatMap(({ labels }) => labels),
  ];
  const [first = named(operands[0], inputs[0] ?? [], sizes), ...rest] = terms;
  const product = rest.reduce(
    (sofar, term, i) => pair(sofar, term, wantedFrom(i + 2), sizes),
    sumOut(first, wantedFrom(1)),
  );
  return product.x.permute(output.map((label) => product.labels.indexOf(label)));
}

/** An operand with one dim for each of its labels: diagonals where one is repeated, and nothing that only broadcasts. */
function named<T extends Algebra<T>>(
  x: T,
  given: readonly Label[],
  sizes: ReadonlyMap<Label, number>,
): Named<T> {
  let labels = given;
  for (const label of new Set(given)) {
    while (labels.indexOf(label) !== labels.lastIndexOf(label)) {
      const [one, other] = [labels.indexOf(label), labels.lastIndexOf(label)];
      x = x.diagonal(0, one, other);
      labels = [...labels.filter((_, dim) => dim !== one && dim !== other), label];
    }
  }
  const broadcasts = (label: Label, dim: number): boolean => x.size(dim) === 1 && sizes.get(label) !== 1;
  const kept = labels.filter((label, dim) => !broadcasts(label, dim));
  return { x: x.reshape(kept.map((label) => sizes.get(label) ?? 1)), labels: kept };
}

/** Without the labels that nothing asks for: added up as `sum` adds. */
function sumOut<T extends Algebra<T>>({ x, labels }: Named<T>, wanted: readonly Label[]): Named<T> {
  const dims = labels.map((_, dim) => dim).filter((dim) => !wanted.includes(labels[dim] ?? ''));
  if (dims.length === 0) return { x, labels };
  return { x: x.sum(dims), labels: labels.filter((label) => wanted.includes(label)) };
}

/**
 * The product of two, summed over the labels of both that nothing else asks for: as a batch of matrix products, or
 * element by element where there are none.
 */
function pair<T extends Algebra<T>>(
  one: Named<T>,
  other: Named<T>,
  wanted: readonly Label[],
  sizes: ReadonlyMap<Label, number>,
): Named<T> {
  const a = sumOut(one, [...wanted, ...other.labels]);
  const b = sumOut(other, [...wanted, ...one.labels]);
  const shared = a.labels.filter((label) => b.labels.includes(label));
  const batch = shared.filter((label) => wanted.includes(label));
  const inner = shared.filter((label) => !wanted.includes(label));
  const left = a.labels.filter((label) => !shared.includes(label));
  const right = b.labels.filter((label) => !shared.includes(label));
  const shapeOf = (labels: readonly Label[]): number[] => labels.map((label) => sizes.get(label) ?? 1);
  const arranged = ({ x, labels }: Named<T>, order: readonly Label[]): T =>
    x.permute(order.map((label) => labels.indexOf(label)));
  const labels = [...batch, ...left, ...right];
  if (inner.length === 0) {
    const ones = (list: readonly Label[]): number[] => list.map(() => 1);
    const x = arranged(a, [...batch, ...left]).reshape([...shapeOf([...batch, ...left]), ...ones(right)]);
    const y = arranged(b, [...batch, ...right]).reshape([
      ...shapeOf(batch),
      ...ones(left),
      ...shapeOf(right),
    ]);
    return { x: x.mul(y), labels };
  }
  const count = (list: readonly Label[]): number => sizeOf(shapeOf(list));
  const x = arranged(a, [...batch, ...left, ...inner]).reshape([count(batch), count(left), count(inner)]);
  const y = arranged(b, [...batch, ...inner, ...right]).reshape([count(batch), count(inner), count(right)]);
  return { x: x.bmm(y).reshape(shapeOf(labels)), labels };
}
