/**
 * What is known of an operation: from the docstring of its rule, from its cases, from the conventions and from the ledger.
 * Nothing of it is written for the pages.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionOf, ruleSourceOf, type RuleSource } from '../../spec/ledger/definitions.js';
import { readMeasured, type Measured } from '../../spec/ledger/measured.js';
import { describeDomain, formatShape } from '../../spec/ledger/page.js';
import type { Function } from '../../src/autograd/function.js';
import { differentiable } from '../../src/autograd/rules/index.js';
import { Variable } from '../../src/autograd/variable.js';
import { Generator } from '../../src/random/generator.js';
import {
  caseFamilies,
  constants,
  operationCases,
  type FamilyName,
  type OperationName,
} from '../../src/verify/cases/index.js';
import { conventions, noConvention, type Convention } from '../../src/verify/conventions.js';
import { groundsOf, ruleNames } from '../../src/verify/ledger.js';
import { sample } from '../../src/verify/sample.js';
import { piecesOf } from './formula.js';

/** A rule that an operation applies. */
export interface Rule extends RuleSource {
  readonly name: string;
  /** What its gradient is, in a line: from its derivation. */
  readonly gradient: string;
}

/** An operation that has a derivative. */
export interface Differentiable {
  readonly kind: 'rule' | 'composite';
  readonly name: OperationName;
  /** What it is, in a line: Unicode text. */
  readonly formula: string;
  /** The rules that it applies: its own, or those it is composed of, in the order of the computation. */
  readonly rules: readonly Rule[];
  readonly conventions: readonly Convention[];
  /** Why the cases keep away from a point though no convention is needed there. */
  readonly noConvention: string | undefined;
  readonly domain: string;
  readonly shapes: readonly string[];
  readonly checks: number;
  readonly measured: Measured;
  /** The spec that proves it, from the root of the repository. */
  readonly proof: string;
}

/** An operation that has none. */
export interface Constant {
  readonly kind: 'constant';
  readonly name: string;
  readonly reason: string;
}

/** The operations by name. */
export function readOperations(root: string): ReadonlyMap<string, Differentiable | Constant> {
  const measured = readMeasured(readFileSync(join(root, 'docs/ledger.md'), 'utf8'));
  const found = new Map<string, Differentiable | Constant>();
  for (const name of ruleNames) {
    const row = measured.get(name);
    if (row === undefined) throw new Error(`${name} is not in docs/ledger.md: run npm run ledger`);
    found.set(name, differentiableOperation(name, row));
  }
  for (const [name, { notDifferentiable }] of Object.entries(constants)) {
    found.set(name, { kind: 'constant', name, reason: notDifferentiable });
  }
  return found;
}

function differentiableOperation(name: OperationName, measured: Measured): Differentiable {
  const grounds = groundsOf(name);
  const own = Object.hasOwn(differentiable, name);
  const rules = rulesOf(name)
    .map((rule): Rule => {
      const source = ruleSourceOf(rule);
      return { ...source, name: rule, gradient: gradientOf(source.paragraphs.slice(1)) };
    })
    // What a case does besides, to reach a point, is no part of the operation.
    .filter(({ operation }) => !own || operation === name);
  const { paragraphs } = definitionOf(name);
  const [first = ''] = (own ? rules[0]?.paragraphs : undefined) ?? paragraphs;
  return {
    kind: own ? 'rule' : 'composite',
    name,
    formula: own ? first : sentencesOf(first)[0],
    rules,
    conventions: conventions.filter(({ operation }) => operation === name),
    noConvention: noConvention[name],
    domain: grounds.domains.map((domain) => describeDomain(domain, grounds.shapes)).join('; or '),
    shapes: grounds.shapes.map((tuple) => tuple.map(formatShape).join(' ')),
    checks: grounds.cases,
    measured,
    proof: `spec/autograd/rules/${fileNameOf(familyOf(name))}.spec.ts`,
  };
}

/** The family of an operation, as the cases are divided. */
function familyOf(name: OperationName): FamilyName {
  const families = Object.keys(caseFamilies) as FamilyName[];
  const found = families.find((family) => Object.hasOwn(caseFamilies[family], name));
  if (found === undefined) throw new Error(`${name} is in no family`);
  return found;
}

const fileNameOf = (family: FamilyName): string =>
  family.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The rules in the graphs that an operation makes of its cases: read off the graphs, each once. */
function rulesOf(name: OperationName): readonly string[] {
  const found = new Set<string>();
  for (const { apply, domain, shapes, label } of operationCases[name]) {
    const inputs = sample(domain, shapes, new Generator(0).fork(`${name} / ${label}`));
    const output = apply(...inputs.map((x) => new Variable(x, { requiresGrad: true })));
    for (const rule of rulesBehind(output)) found.add(rule);
  }
  return [...found];
}

/** The names of the functions that made a Variable, the first applied first. */
function rulesBehind(output: Variable): readonly string[] {
  const seen = new Map<Function<readonly Variable[]>, number>();
  const waiting = [output.gradFn];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node === null || seen.has(node)) continue;
    seen.set(node, node.order);
    waiting.push(...node.parents.map(({ gradFn }) => gradFn));
  }
  return [...seen].sort(([, a], [, b]) => a - b).map(([node]) => node.constructor.name);
}

/** The sentences of a paragraph. A point within a formula or a number ends none. */
export function sentencesOf(paragraph: string): [string, ...string[]] {
  const [first = '', ...others] = paragraph.split(/(?<=[.!?])\s+(?=[A-Z0-9∂({[])/u);
  return [first, ...others];
}

/** What a formula for a derivative begins with: y′, ∂y/∂x, X̄, dy. */
const DERIVATIVE = /^(?:\(?\p{L}+(?:\([^)]*\))?\)?[′]|∂|\p{L}\u0304)/u;

/** Where the statement of a gradient ends and the talk about it begins. */
const TALK = /[.;:](?:\s|$)|, (?:of )?which\b|, at\b| and keep/u;

/**
 * The gradient, from a derivation: its last equation for each derivative, with what restricts it; or, where the
 * derivation is in words, its first sentence that speaks of the gradient.
 */
export function gradientOf(derivation: readonly string[]): string {
  const sentences = derivation.flatMap((paragraph) => sentencesOf(paragraph));
  const stated = new Map<string, string>();
  for (const sentence of sentences) {
    if (/^Convention|^For .* constant/.test(sentence)) continue;
    const pieces = piecesOf(sentence);
    pieces.forEach((piece, i) => {
      const [left = '', right] = piece.kind === 'formula' ? piece.text.normalize('NFC').split(' = ') : [];
      if (right === undefined || !DERIVATIVE.test(left.normalize('NFD'))) return;
      const following = pieces
        .slice(i + 1)
        .map(({ kind, text }) =>
          kind === 'formula' && DERIVATIVE.test(text.normalize('NFD')) && text.includes(' = ') ? '. ' : text,
        )
        .join('');
      const end = TALK.exec(`${following} `)?.index ?? following.length;
      const restriction = following.slice(0, end).replace(/,? (?:and|so|with)? ?$/, '');
      stated.set(left, `${piece.text}${restriction}`.replace(/[,\s]+$/, ''));
    });
  }
  const best = [/^(?:∂L|\p{Lu}̄)/u, /^(?:[yz]′|∂[yz])/, /^/]
    .map((kind) => [...stated].filter(([left]) => kind.test(left.normalize('NFD'))))
    .find((some) => some.length > 0);
  if (best !== undefined) return best.map(([, equation]) => equation).join(',\u2003');
  return sentences.find((sentence) => /gradient|derivative|identity/.test(sentence)) ?? sentences[0] ?? '';
}
