/**
 * The page docs/ledger.md: what is known of each operation from the sources and from the cases, and what a run measured.
 */
import type { Domain, Region } from '../../src/autograd/domain.js';
import { caseFamilies, type FamilyName, type OperationName } from '../../src/verify/cases/index.js';
import { conventions, noConvention } from '../../src/verify/conventions.js';
import { groundsOf, type Grounds } from '../../src/verify/ledger.js';
import { definitionOf } from './definitions.js';
import { SEED, type Measured } from './measured.js';

const TITLES: Readonly<Record<FamilyName, string>> = {
  pointwise: 'Pointwise operations',
  elementary: 'Elementary functions',
  activations: 'Activations',
  reductions: 'Reductions',
  probabilities: 'Sums of exponentials',
  ordering: 'Order',
  scans: 'Scans',
  products: 'Products',
  linearAlgebra: 'Linear algebra',
  layout: 'Layout',
  rearranging: 'Rearranging',
  indexing: 'Indexing',
  functional: 'Functions of networks',
};

/** The families with their operations, in the order of the page; those without any are left out. */
export const families: readonly { readonly title: string; readonly names: readonly OperationName[] }[] = (
  Object.keys(TITLES) as FamilyName[]
)
  .map((family) => ({
    title: TITLES[family],
    names: Object.keys(caseFamilies[family]) as OperationName[],
  }))
  .filter(({ names }) => names.length > 0);

/** The page. */
export function ledgerPage(measured: (name: OperationName) => Measured): string {
  const names = families.flatMap((family) => family.names);
  const points = names.reduce((sum, name) => sum + groundsOf(name).cases, 0);
  return [
    `# The ledger

Every differentiable operation, what its derivative is, and how it was proven. \`npm run ledger\` makes this page from the
docstrings of the rules, from their cases and from a run at seed ${SEED}; \`npx gradus check --json\` prints the same
run as data, at any seed, on your machine. The numbers are the same on every machine; a test fails where this page is
not what the sources say.

${names.length} operations, ${points} checks. A check compares every entry of a Jacobian with five-point differences in float64, for
the gradient (order 1) and for the gradient of the gradient (order 2), and tries the laws that every gradient obeys: the
same bits twice, inputs untouched, linear in the gradient it starts from, zeros from zeros. An error is relative to the
larger of both numbers; up to 1e-7 passes.

- **made of**: the rule in [\`src/autograd/rules\`](../src/autograd/rules), or other operations, which then prove it too.
- **checks**: how many points were tried: every shape alone, on transposed views, with one Variable for all operands; and
  a rule, at its largest case, with its output used twice and beside dead branches.
- **error**: the largest relative error of a derivative, of both orders, in float64.
- **float32**: how far a gradient in float32 was from that in float64, relative to the largest of its input. One rounding is
  6.0e-8.`,
    `## Conventions

What is given for a derivative where there is none: at a kink or a tie, with the slopes from the left and from the right, and
what PyTorch 1.13 gives. [\`src/verify/conventions.ts\`](../src/verify/conventions.ts) is the table; a spec holds the slopes,
the gradient and PyTorch's answer to it.`,
    table(
      ['operation', 'at', 'slopes', 'given', 'PyTorch', ''],
      conventions.map(({ operation, at, slopes, ours, pytorch, reason = '' }) => {
        const sides = slopes.map((slope) => (slope === null ? 'none' : decimal(slope))).join(', ');
        return [link(operation), at, sides, decimal(ours), decimal(pytorch), reason];
      }),
    ),
    'No convention is needed, though the cases keep away from a point:',
    Object.entries(noConvention)
      .map(([name, reason]) => `- ${link(name)}: ${reason}`)
      .join('\n'),
    ...families.flatMap((family) => [
      `## ${family.title}`,
      table(
        ['operation', 'made of', 'checks', 'orders', 'error', 'float32'],
        family.names.map((name) => summary(name, measured(name))),
        2,
      ),
      ...family.names.map(details),
    ]),
    '',
  ].join('\n\n');
}

/** The line of an operation in the table of its family. */
function summary(name: OperationName, { orders, worstError, float32Error }: Measured): readonly string[] {
  const { rule } = definitionOf(name);
  const made = rule === null ? 'operations' : `\`${rule}\``;
  return [link(name), made, String(groundsOf(name).cases), orders, worstError, float32Error];
}

/** Formula, derivation and convention of an operation, and where it was checked. */
function details(name: OperationName): string {
  const { file, paragraphs } = definitionOf(name);
  const { domains, shapes } = groundsOf(name);
  const sampled = domains.map((domain) => describeDomain(domain, shapes)).join('; or ');
  const tried = shapes.map((tuple) => `\`${tuple.map(formatShape).join(' ')}\``).join(', ');
  return [
    `### ${name}`,
    ...paragraphs,
    `[Source](../${file}). Sampled ${sampled}; shapes ${tried}; in float64 and float32.`,
  ].join('\n\n');
}

const link = (name: string): string => `[\`${name}\`](#${name.toLowerCase()})`;

export const formatShape = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

/** A domain in words: one region for all inputs, or one for each. */
export function describeDomain(domain: Domain, shapes: Grounds['shapes']): string {
  const most = shapes.reduce((arity, tuple) => Math.max(arity, tuple.length), 0);
  const regions = domain.slice(0, Math.max(1, most));
  if (new Set(regions.map((region) => JSON.stringify(region))).size === 1) return describeRegion(domain[0]);
  return regions
    .map((region, i) => {
      const others = i === regions.length - 1 && i < most - 1;
      return `input ${i}${others ? ' and all further' : ''} ${describeRegion(region)}`;
    })
    .join(', ');
}

function describeRegion({ low, high, except = [], distinct = false, grid }: Region): string {
  const kinks = except.filter(Number.isFinite);
  return [
    `in [${decimal(low)}, ${decimal(high)}]`,
    ...(kinks.length > 0 ? [`away from ${kinks.map(decimal).join(' and ')}`] : []),
    ...(distinct ? ['without ties'] : []),
    ...(grid === undefined ? [] : [`in multiples of ${decimal(grid)}`]),
  ].join(' ');
}

export const decimal = (value: number): string =>
  String(Number(value.toPrecision(6)))
    .replaceAll('-', '−')
    .replace('Infinity', '∞');

function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  numbersFrom = Infinity,
): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = headings.map((_, column) => (column < numbersFrom ? '---' : '---:'));
  return [line(headings), line(rule), ...rows.map(line)].join('\n');
}
