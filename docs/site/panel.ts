/**
 * What the page of an operation says beside its docstring, as HTML: its formula and its gradient at the top, and below how
 * the gradient is derived, where it holds, what is chosen at kinks, and how it was proven.
 */
import type { DefaultThemeRenderContext } from 'typedoc';
import { decimal } from '../../spec/ledger/page.js';
import { escape, typesetText } from './markdown.js';
import type { Constant, Differentiable, Rule } from './operations.js';

type Operation = Differentiable | Constant;

/** What is said of errors where the docstring names none. */
function noErrors({ page }: DefaultThemeRenderContext): string {
  return page.model.parent?.name === 'Primitives'
    ? section('checked', 'Throws', '<p>Nothing: a primitive gets arguments that were checked.</p>')
    : section('errors', 'Throws', '<p>Nothing: it accepts every tensor.</p>');
}

/** What a page is made of. */
export interface Panels {
  readonly top: string;
  readonly bottom: string;
}

/** The panels of an operation's page. `throws` says whether its docstring names an error. */
export function panelsOf(operation: Operation, context: DefaultThemeRenderContext, throws: boolean): Panels {
  const errors = throws ? '' : noErrors(context);
  if (operation.kind === 'constant') {
    return { top: '', bottom: panel(section('reason', 'Derivative', reason(operation)) + errors) };
  }
  const { kind, rules } = operation;
  const top = [
    section('formula', 'Formula', `<p>${inline(operation.formula)}</p>`),
    kind === 'rule'
      ? section('gradient', 'Gradient', rules.map((rule) => gradient(rule, rules)).join(''))
      : '',
  ];
  const derivative =
    kind === 'rule'
      ? rules.map((rule) => derivation(rule, rules, context)).join('')
      : section('composition', 'Gradient', composition(operation));
  const details = [
    section('domain', 'Domain', `<p>Proven for inputs ${inline(operation.domain)}.</p>`),
    section('convention', 'At kinks', convention(operation)),
    section('shapes', 'Shapes', shapes(operation)),
    errors,
    section('property', 'Proof', proof(operation)),
  ];
  return {
    top: `<div class="operation-card">${top.join('')}</div>`,
    bottom: panel(derivative + details.join('')),
  };
}

const panel = (content: string): string => `<section class="tsd-panel operation-proof">${content}</section>`;

const section = (part: string, title: string, content: string): string =>
  `<div class="operation-part" data-part="${part}"><h4>${title}</h4>${content}</div>`;

/** A line of Unicode text with formulas, and code between backticks. */
const inline = (text: string): string =>
  text
    .split(/(`[^`]+`)/)
    .map((piece) =>
      piece.startsWith('`') ? `<code>${escape(piece.slice(1, -1))}</code>` : typesetText(piece, 'display'),
    )
    .join('');

const labelled = (rule: Rule, rules: readonly Rule[], text: string): string =>
  rules.length > 1 ? `<span class="operation-rule">${rule.name}</span> ${text}` : text;

const gradient = (rule: Rule, rules: readonly Rule[]): string =>
  `<p>${labelled(rule, rules, inline(rule.gradient))}</p>`;

function derivation(rule: Rule, rules: readonly Rule[], context: DefaultThemeRenderContext): string {
  const [formula = '', ...paragraphs] = rule.paragraphs;
  const steps = rules.length > 1 ? [formula, ...paragraphs] : paragraphs;
  return (
    section(
      'derivation',
      rules.length > 1 ? `Derivation of <code>${rule.name}</code>` : 'Derivation',
      context.markdown([{ kind: 'text', text: steps.join('\n\n') }]),
    ) +
    `<details class="operation-source"><summary>The rule, as it stands in <a href="${sourceUrl(rule.file, rule.line)}">` +
    `${rule.file}</a></summary>${context.markdown([{ kind: 'code', text: `\`\`\`ts\n${rule.code}\n\`\`\`` }])}</details>`
  );
}

function composition({ rules }: Differentiable): string {
  const parts = rules.map(({ name, operation, file, line }) => {
    const target = operation === undefined ? sourceUrl(file, line) : `site:operations/${operation}.html`;
    return `<a href="${target}"><code>${name}</code></a>`;
  });
  return (
    `<p>It is composed of ${parts.join(', ')}, so its gradient is theirs, by the chain rule: ` +
    'read off the graphs that its cases make. It has no rule of its own, and is proven like those that have.</p>'
  );
}

function reason({ reason: why }: Constant): string {
  return (
    `<p>None: ${escape(why)}. On a Variable it gives a constant of the graph, through which no gradient passes; ` +
    'where it is continuous it is constant, so that there is nothing to pass.</p>'
  );
}

function convention({ conventions, noConvention, rules, kind }: Differentiable): string {
  if (conventions.length > 0) {
    const why = conventions.some(({ reason: given }) => given !== undefined);
    const headings = ['at', 'slopes, left and right', 'given', 'PyTorch', ...(why ? ['why'] : [])];
    const rows = conventions.map(({ at, slopes, ours, pytorch, reason: given = '' }) => {
      const sides = slopes.map((slope) => (slope === null ? 'none' : decimal(slope))).join(', ');
      const cells = [at, sides, decimal(ours), decimal(pytorch), ...(why ? [given] : [])];
      return `<tr>${cells.map((cell) => `<td>${typesetText(cell)}</td>`).join('')}</tr>`;
    });
    return (
      `<table><thead><tr>${headings.map((heading) => `<th>${heading}</th>`).join('')}</tr></thead>` +
      `<tbody>${rows.join('')}</tbody></table>`
    );
  }
  if (noConvention !== undefined) return `<p>None is needed: ${typesetText(noConvention)}.</p>`;
  const said = kind === 'rule' && rules.some(({ paragraphs }) => paragraphs.join(' ').includes('Convention'));
  if (said) return '<p>The derivation states what is given where there is no derivative.</p>';
  return kind === 'rule'
    ? '<p>None is needed: there is a derivative everywhere in its domain.</p>'
    : '<p>None of its own: where a part has a kink, its convention holds.</p>';
}

function shapes({ shapes: tried }: Differentiable): string {
  const tuples = tried.map((shape) => `<code>${shape}</code>`).join(', ');
  return `<p>Tried on ${tuples}; in float64 and float32. What it accepts is said above.</p>`;
}

function proof({ name, checks, measured, proof: spec }: Differentiable): string {
  return (
    `<p>${checks} checks to first and second order; the largest relative error is ${measured.worstError} in float64, and the ` +
    `gradient in float32 is off by ${measured.float32Error} at most. ` +
    `<a href="${sourceUrl(spec)}">The property that proves it</a> · ` +
    `<a href="site:ledger.html#${name.toLowerCase()}" data-part="ledger">Its row of the ledger</a></p>`
  );
}

/** The address of a source's page; `site:` stands for the root of the site. */
export const sourceUrl = (file: string, line?: number): string =>
  `site:source/${file}.html${line === undefined ? '' : `#L${line}`}`;
