/**
 * Graphs to look at, and a second, recursive way of looking at them.
 */
import fc from 'fast-check';
import { tensor, Variable } from '../../src/index.js';
import { programs } from '../../src/testing/index.js';

/** Random programs as graphs: what they end in needs a gradient, though some of their inputs may be constants. */
export const graphs: fc.Arbitrary<Variable> = fc
  .tuple(programs({ maxSteps: 12 }), fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }))
  .map(([program, needed]) => {
    const leaves = program.inputs.map((data, i) => new Variable(data, { requiresGrad: needed[i] === true }));
    const output = program.run(...leaves);
    if (output.requiresGrad) return output;
    return output.add(new Variable(tensor(0, { dtype: 'float64' }), { requiresGrad: true }));
  });

/** All Variables of a graph, each once. */
export function variablesOf(output: Variable, found = new Set<Variable>()): ReadonlySet<Variable> {
  if (!found.has(output)) {
    found.add(output);
    output.gradFn?.parents.forEach((parent) => variablesOf(parent, found));
  }
  return found;
}

/** What a graph is made of, as a list that does not depend on its order: for each edge, what its ends say. */
export function edgesOf(output: Variable, text: (variable: Variable) => string): string[] {
  return [...variablesOf(output)]
    .flatMap(({ gradFn }) => {
      if (gradFn === null) return [];
      const places = gradFn.parents.map((parent, place) => {
        return `${text(parent)} -${gradFn.parents.length > 1 ? String(place) : ''}> ${gradFn.name}`;
      });
      return [...places, `${gradFn.name} -> ${text(gradFn.output)}`];
    })
    .sort(byText);
}

/** Names that mean something to one language or the other. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary-ascii', maxLength: 6 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          '"',
          '\\',
          '\n',
          '\r\n',
          '<',
          '>',
          '|',
          '{',
          '}',
          '[',
          ']',
          '(',
          ')',
          '&amp;',
          '&',
          '#',
          '#quot;',
          '`',
        ],
        ...[
          '\\N',
          '\\l',
          ';',
          '-->',
          '%%',
          ':::',
          '@',
          '**a**',
          '1. ',
          '\u0000',
          '</text>',
          '$$',
          '__x__',
          'end',
        ],
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => parts.join('')),
);

/** An order of texts that is the same everywhere. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
