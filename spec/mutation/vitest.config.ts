import { defineConfig } from 'vitest/config';

/** The specs that mutants are tried by: those that reach src/autograd and do not take long. */
export default defineConfig({
  test: {
    include: [
      'spec/autograd/{backward,function,variable,grad,grad-mode,hooks,algebra,kinks,peers,functional,rules}.spec.ts',
      'spec/autograd/{fixtures,float32,edges,elementary-edges}.spec.ts',
      'spec/verify/{oracle,conventions,adjoint}.spec.ts',
    ],
    setupFiles: ['spec/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
