import eslint from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What each folder of src/ may import besides itself and the leaves: the one table of the design's layers. */
const layers = {
  kernels: [],
  tensor: ['kernels'],
  random: ['kernels', 'tensor'],
  autograd: ['kernels', 'tensor'],
  inspect: ['kernels', 'tensor', 'autograd'],
  // The functions of networks are proven by the same cases as the operations.
  verify: ['kernels', 'tensor', 'random', 'autograd', 'nn'],
  nn: ['kernels', 'tensor', 'random', 'autograd'],
  optim: ['kernels', 'tensor', 'autograd'],
  experiments: ['kernels', 'tensor', 'random', 'autograd', 'verify', 'nn', 'optim'],
  testing: ['kernels', 'tensor', 'random', 'autograd', 'verify'],
  cli: ['kernels', 'tensor', 'random', 'autograd', 'inspect', 'verify', 'nn', 'optim', 'experiments'],
};

/** Files at the root of src/ that every layer may import, and that import no layer. */
const leaves = ['errors.ts', 'digest.ts', 'version.ts'];

/** Entry points: nothing in src/ imports them. */
const entries = ['index', 'testing', 'cli'];

const zones = [
  ...Object.entries(layers).map(([layer, below]) => ({
    target: `./src/${layer}`,
    from: './src',
    except: [layer, ...below, ...leaves].map((path) => `./${path}`),
    message: `src/${layer} may import only ${[...below, ...leaves].join(', ')}.`,
  })),
  ...leaves.map((leaf) => ({
    target: `./src/${leaf}`,
    from: './src',
    except: leaves.map((path) => `./${path}`),
    message: `src/${leaf} is a leaf and imports no layer.`,
  })),
  {
    target: './src/index.ts',
    from: './src',
    except: [...Object.keys(layers).filter((layer) => !entries.includes(layer)), ...leaves].map(
      (path) => `./${path}`,
    ),
    message: 'The public face exports neither testing nor cli.',
  },
];

/** Exact in every engine. All else in Math may differ between engines and even between their versions. */
const exactMath = [
  ...['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc'],
  ...['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'],
];

const useKernel = 'Its bits depend on the engine; use the deterministic functions of src/kernels.';
const notReproducible = 'The library reads no clock, entropy, locale or global state.';

export default defineConfig(
  globalIgnores(['dist', 'docs/dist', 'coverage', 'src/kernels/wasm/assembly']),
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // On an exported constant the annotation is the public type: `string`, not the one literal.
      '@typescript-eslint/no-inferrable-types': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // A default sort compares numbers as text.
      '@typescript-eslint/require-array-sort-compare': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      // Sources import each other by the name of the compiled file.
      'import-x/resolver-next': [createNodeResolver({ extensionAlias: { '.js': ['.ts', '.js'] } })],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'import-x/no-cycle': 'error',
      'import-x/no-unresolved': ['error', { ignore: ['^[^.]'] }],
    },
  },
  {
    // A class and the table of its operations need each other: Tensor and its primitives, Variable and its rules.
    files: ['src/tensor/**/*.ts', 'src/autograd/**/*.ts'],
    rules: { 'import-x/no-cycle': 'off' },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['Date', 'Intl', 'Temporal', 'crypto', 'performance', 'process', 'globalThis'].map((name) => ({
          name,
          message: notReproducible,
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', allowProperties: exactMath, message: useKernel },
      ],
      'no-restricted-syntax': [
        'error',
        // A literal power of two within the normal range is exact everywhere, and reads better than its digits.
        {
          selector:
            'BinaryExpression[operator="**"]:not([left.value=2]:matches([right.raw=/^\\d{1,3}$/], [right.operator="-"][right.argument.raw=/^\\d{1,3}$/]))',
          message: useKernel,
        },
        { selector: 'AssignmentExpression[operator="**="]', message: useKernel },
        // The rule above sees `Math.name` and `const { name } = Math`. What else could reach a function of Math:
        {
          selector:
            ':not(MemberExpression, VariableDeclarator[id.type="ObjectPattern"]) > Identifier[name="Math"]',
          message: useKernel,
        },
        {
          selector: 'VariableDeclarator[init.name="Math"] > ObjectPattern > RestElement',
          message: useKernel,
        },
        { selector: 'MemberExpression[computed=true] > Identifier.object[name="Math"]', message: useKernel },
        {
          selector: 'MemberExpression[property.name=/^(toLocale|localeCompare$)/]',
          message: notReproducible,
        },
      ],
      'no-restricted-imports': [
        'error',
        { paths: ['commander', 'cli-progress', 'simple-ascii-chart', 'fast-check'], patterns: ['node:*'] },
      ],
    },
  },
  {
    // fast-check is an optional peer: whoever imports 'gradus/testing' has it.
    files: ['src/testing/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: ['commander', 'cli-progress', 'simple-ascii-chart'], patterns: ['node:*'] },
      ],
    },
  },
  {
    // An index names the element in the textbook's formula, and is faster than an iterator.
    files: ['src/kernels/**/*.ts', 'src/tensor/**/*.ts'],
    rules: { '@typescript-eslint/prefer-for-of': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: { Buffer: 'readonly', console: 'readonly', process: 'readonly', URL: 'readonly' },
    },
  },
);
