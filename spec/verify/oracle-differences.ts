/**
 * Where the proven operations part from PyTorch 1.13 on purpose, or it has nothing to say. Read by `oracle.spec.ts`.
 */

/** Operations that PyTorch does not have: name and reason. */
export const notInPytorch: Readonly<Record<string, string>> = {
  where: 'the condition is no input of the case; its values are in operations.json',
  pick: 'a primitive of this library; what is made of it is compared',
  place: 'a primitive of this library; what is made of it is compared',
  center: 'a primitive of this library; what is made of it is compared',
  recurrence: 'a primitive of this library; what is made of it is compared',
  permute: 'compared in operations.json',
  reshape: 'compared in operations.json',
  expand: 'compared in operations.json',
  narrow: 'compared in operations.json',
  concat: 'compared in operations.json',
  clone: 'the identity',
  to: 'PyTorch converts float64 to float64 without going through float32',
};

/** Cases whose numbers differ: `operation / label` and reason. */
export const unlikePytorch: Readonly<Record<string, string>> = {
  'trace / [3, 1]': 'PyTorch 1.13 gives x[2, 0], which is not on the diagonal, a gradient too',
};
