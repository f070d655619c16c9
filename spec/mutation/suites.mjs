/**
 * What is mutated, and by what: for each part of src/autograd the specs that try its mutants, the fastest first, since
 * the first test that fails ends the trial.
 */
export const suites = {
  engine: {
    folders: ['.', 'functional'],
    specs: [
      'autograd/grad-mode',
      'autograd/variable',
      'autograd/hooks',
      'autograd/grad',
      'autograd/function',
      'autograd/backward',
      'autograd/functional',
      'autograd/peers',
      'verify/oracle',
      'verify/adjoint',
    ],
  },
  rules: {
    folders: ['rules'],
    specs: [
      'verify/oracle',
      'autograd/kinks',
      'autograd/peers',
      'autograd/reductions',
      'autograd/cholesky',
      'autograd/elementary-edges',
      'autograd/edges',
      'verify/conventions',
      'autograd/rules',
      'autograd/fixtures',
      'autograd/float32',
      'verify/adjoint',
      'autograd/determinant',
    ],
  },
};
