/**
 * Formulas are found in prose, and read as a mathematician reads them.
 */
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { piecesOf } from '../../docs/site/formula.js';
import { definitionOf, ruleSourceOf } from '../ledger/definitions.js';
import { ruleNames } from '../../src/verify/ledger.js';
import { gradientOf, readOperations, sentencesOf } from '../../docs/site/operations.js';
import { fileURLToPath } from 'node:url';

/** A text with its formulas between angle quotes. */
const marked = (text: string): string =>
  piecesOf(text)
    .map((piece) => (piece.kind === 'prose' ? piece.text : `«${piece.text}»`))
    .join('');

const tex = (text: string, style: 'inline' | 'display' = 'inline'): string =>
  piecesOf(text, style)
    .map((piece) => (piece.kind === 'prose' ? piece.text : piece.tex))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[^a-zA-Z])/g, '')
    .trim();

describe('formulas in prose', () => {
  test.each([
    ['y = x·tanh(s), with s = ln(1 + eˣ).', '«y = x·tanh(s)», with «s = ln(1 + eˣ)».'],
    ['For x > 0, y = 1 − 1/(1 + x); at 0 too.', 'For «x > 0», «y = 1 − 1/(1 + x)»; at 0 too.'],
    ['A large x is held; I take a step.', 'A large «x» is held; I take a step.'],
    ['Linear in a and b: ∂y/∂a = 1.', 'Linear in «a» and «b»: «∂y/∂a = 1».'],
    ['the mean 0 and the variance 1', 'the mean 0 and the variance 1'],
    ['e.g. the n-th of 3-D and/or input/output', 'e.g. the n-th of 3-D and/or input/output'],
    ['Huber, Ann. Math. Statist. 35(1), 1964; K. He', 'Huber, Ann. Math. Statist. 35(1), 1964; K. He'],
    ['ends at ⌊(n − size) / step⌋ + 1 (see there)', 'ends at «⌊(n − size) / step⌋ + 1» (see there)'],
    ['low < x < high and 0 outside', '«low < x < high» and 0 outside'],
    ['y = the largest', '«y» = the largest'],
  ])('%s', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });
});

describe('formulas in TeX', () => {
  test.each([
    ['y′ = e⁻ˣ/(1 + e⁻ˣ)²', "y'=e^{-x}/(1+e^{-x})^{2}"],
    ['|x − t| ≤ β', String.raw`\lvert x-t\rvert\le\beta`],
    ['√(a² + b²)', String.raw`\sqrt{a^{2}+b^{2}}`],
    ['∂L/∂xⱼ = Σᵢ gᵢ·yᵢ', String.raw`\partial L/\partial x_{j}=\sum_{i} g_{i}\cdot y_{i}`],
    ['X̄ = −Yᵀ·G', String.raw`\bar{X}=-Y^{\mathsf{T}}\cdot G`],
    ['x^(−½)', String.raw`x^{-\tfrac{1}{2}}`],
  ])('%s', (text, expected) => {
    expect(tex(text)).toBe(expected);
  });

  test('a fraction is written one above the other where there is room', () => {
    expect(tex('y = a·(1 + x)/b²', 'display')).toBe(String.raw`y=a\cdot\frac{1+x}{b^{2}}`);
  });
});

describe('the docstrings of the operations', () => {
  test('have only formulas that KaTeX reads without a complaint', () => {
    for (const name of ruleNames) {
      for (const paragraph of definitionOf(name).paragraphs) {
        for (const style of ['inline', 'display'] as const) {
          for (const piece of piecesOf(paragraph, style)) {
            if (piece.kind === 'prose') continue;
            expect(
              () => katex.renderToString(piece.tex, { strict: 'error' }),
              `${name}: ${piece.text}`,
            ).not.toThrow();
          }
        }
      }
    }
  });
});

describe('the gradient of a rule', () => {
  test.each([
    ['Sqrt', 'y′ = 1/(2y)'],
    ['Relu', 'y′ = 1 for x > 0 and 0 for x < 0'],
    ['Lerp', '∂y/∂a = 1 − w,\u2003∂y/∂b = w,\u2003∂y/∂w = b − a'],
    ['Softmax', '∂L/∂xⱼ = Σᵢ gᵢ·yᵢ·(δᵢⱼ − yⱼ) = yⱼ·(gⱼ − Σ g·y)'],
    ['Inverse', 'X̄ = −Yᵀ·G·Yᵀ'],
    ['Reshape', 'The gradient is reshaped back.'],
  ])('%s: %s', (rule, expected) => {
    expect(gradientOf(ruleSourceOf(rule).paragraphs.slice(1))).toBe(expected);
  });

  test('is stated by every rule', () => {
    for (const operation of readOperations(fileURLToPath(new URL('../..', import.meta.url))).values()) {
      if (operation.kind === 'constant') continue;
      expect(operation.rules.length, operation.name).toBeGreaterThan(0);
      for (const { name, gradient } of operation.rules) expect(gradient, name).not.toBe('');
    }
  });
});

test('a point within a number or a formula ends no sentence', () => {
  expect(sentencesOf('y = 0.5·x, e.g. here. It is so. λ is 1.')).toEqual([
    'y = 0.5·x, e.g. here.',
    'It is so. λ is 1.',
  ]);
});
