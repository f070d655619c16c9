/**
 * Where gradus gives another value than PyTorch 1.13, on purpose. A spec shows of each entry that it still
 * differs, and of every other case of the fixtures that it does not.
 */

/** Some cases of fixtures/operations.json in which a value differs. */
export interface DeliberateDifference {
  /** The cases' names, in float64; the float32 cases of the same names, with `/float32` behind, differ alike. */
  readonly cases: readonly string[];
  /** What differs, in either direction. */
  readonly differs: 'the sign of a zero';
  /** Why gradus has it so. */
  readonly reason: string;
}

export const deliberateDifferences: readonly DeliberateDifference[] = [
  {
    cases: ['relu/18/special', 'clamp[min=0.0]/4/bounds', 'clamp[min=0.0]/18/special'],
    differs: 'the sign of a zero',
    reason:
      'relu(−0) and max(−0, 0) are 0: the larger, as IEEE 754-2019 maximum and Math.max have it. PyTorch keeps −0.',
  },
  {
    cases: [
      'maximum/2x3,2x3/ties',
      'maximum/81,81/special',
      'minimum/2x3,2x3/ties',
      'minimum/81,81/special',
      'min[dim=1]/4x3/ties',
    ],
    differs: 'the sign of a zero',
    reason:
      '−0 counts as smaller than 0, as in IEEE 754-2019 maximum and minimum. In PyTorch the sign depends on where in the vector an element lies.',
  },
];
