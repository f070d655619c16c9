/**
 * The concepts that the pages are grouped by, read off where a name is declared. Nothing is marked in the sources: a file
 * belongs to a concept, and a file without one fails the build.
 */

/** The concepts, in the order of the navigation. */
export const CONCEPTS = [
  'Tensors',
  'Creation',
  'Pointwise operations',
  'Elementary functions',
  'Activations',
  'Logic',
  'Reductions',
  'Sums of exponentials',
  'Order',
  'Scans',
  'Products',
  'Linear algebra',
  'Layout',
  'Rearranging',
  'Indexing',
  'Functions of networks',
  'Randomness',
  'Automatic differentiation',
  'Modules',
  'Optimizers',
  'Experiments',
  'Inspection',
  'Verification',
  'Errors',
  'Testing',
] as const;

/** A concept. */
export type Concept = (typeof CONCEPTS)[number];

/** Folders and files below src/, each with its concept; the first that fits counts. */
const PLACES: readonly (readonly [place: string, concept: Concept])[] = [
  ['tensor/algebra/carrier.ts', 'Tensors'],
  ['tensor/algebra/arguments.ts', 'Tensors'],
  ['tensor/algebra/pointwise.ts', 'Pointwise operations'],
  ['tensor/algebra/elementary.ts', 'Elementary functions'],
  ['tensor/algebra/activations.ts', 'Activations'],
  ['tensor/algebra/logical.ts', 'Logic'],
  ['tensor/algebra/reductions.ts', 'Reductions'],
  ['tensor/algebra/probabilities.ts', 'Sums of exponentials'],
  ['tensor/algebra/ordering.ts', 'Order'],
  ['tensor/algebra/scans.ts', 'Scans'],
  ['tensor/algebra/products.ts', 'Products'],
  ['tensor/algebra/diagonals.ts', 'Linear algebra'],
  ['tensor/algebra/linear-algebra.ts', 'Linear algebra'],
  ['tensor/algebra/layout.ts', 'Layout'],
  ['tensor/algebra/rearranging.ts', 'Rearranging'],
  ['tensor/algebra/index', 'Indexing'],
  ['tensor/algebra/indic', 'Indexing'],
  ['tensor/creation.ts', 'Creation'],
  ['tensor/', 'Tensors'],
  ['kernels/', 'Tensors'],
  ['random/', 'Randomness'],
  ['autograd/', 'Automatic differentiation'],
  ['nn/functional/', 'Functions of networks'],
  ['nn/', 'Modules'],
  ['optim/', 'Optimizers'],
  ['experiments/', 'Experiments'],
  ['inspect/', 'Inspection'],
  ['verify/', 'Verification'],
  ['errors.ts', 'Errors'],
  ['version.ts', 'Errors'],
  ['digest.ts', 'Experiments'],
  ['testing/', 'Testing'],
];

/** Functions that stand with the operations that they belong to, though they take no `this`. */
const NAMES: Readonly<Record<string, Concept>> = {
  where: 'Pointwise operations',
  pow: 'Pointwise operations',
  einsum: 'Products',
  concat: 'Layout',
  stack: 'Layout',
};

/** The concept of a name that is declared in a file; `undefined` where the tables do not know it. */
export function conceptOf(file: string, name: string): Concept | undefined {
  if (file.endsWith('src/tensor/functions.ts')) return NAMES[name];
  const inside = file.slice(file.lastIndexOf('src/') + 'src/'.length);
  return PLACES.find(([place]) => inside.startsWith(place))?.[1];
}
