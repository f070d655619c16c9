/**
 * `gradus graph`: the graph of one training step as a picture.
 *
 * @module
 */
import { extname } from 'node:path';
import { Option, type Command } from 'commander';
import { nodesBehind } from '../autograd/walk.js';
import type { GraphReport } from '../experiments/experiment.js';
import type { ProgramName } from '../experiments/index.js';
import { toDot } from '../inspect/dot.js';
import { toMermaid } from '../inspect/mermaid.js';
import { example, type Context } from './context.js';
import { findTarget, writeWhole } from './file.js';
import { addEpochOptions, oneOf, toConfigOfEpoch, type EpochOptions } from './options.js';
import { graphProgram, graphPrograms, lookAtLastEpoch } from './step.js';
import { refuse, UsageError } from './usage.js';

/** The formats, and the extensions of their files. */
const formats = { dot: '.dot', mermaid: '.mmd', svg: '.svg' } as const;

type Format = keyof typeof formats;

const formatNames = Object.keys(formats) as readonly Format[];

interface GraphCommandOptions extends EpochOptions {
  readonly format?: Format;
  readonly out?: string;
}

/** What the command takes, and does. */
export function define(command: Command, { path, output }: Context): void {
  command
    .description(
      'Draws the graph of one epoch after the walk back: what the loss was made of, with the shapes of all values and ' +
        'gradients.',
    )
    .argument('<program>', `one of ${graphPrograms.join(', ')}`, graphProgram(path));
  addEpochOptions(command, path);
  command
    .option('--out <file>', `write to a file, whose name ends in ${Object.values(formats).join(', ')}`)
    .addOption(
      new Option(
        '--format <name>',
        `${formatNames.join(', ')}: print in this format; dot where nothing is said`,
      ).argParser(oneOf(path, '--format', formatNames)),
    )
    .addHelpText(
      'after',
      example('gradus graph autograd --out graph.svg', 'gradus graph module --format mermaid'),
    )
    .action(async (name: ProgramName, { format: given, out, ...options }: GraphCommandOptions) => {
      const format = formatOf(path, given, out);
      const config = toConfigOfEpoch(path, options);
      const target = out === undefined ? null : findTarget(out);
      // Before the work, so that what cannot be loaded is known at once.
      const draw = format === 'svg' ? (await import('./svg.js')).drawDot : null;
      const text = lookAtLastEpoch(name, config, (report) => pictureOf(report, format));
      const title = `The graph of ${name} at epoch ${options.epoch}`;
      const picture = draw === null ? text : await draw(text, title);
      if (target === null) output.write(picture);
      else writeWhole(target, picture);
    });
}

function formatOf(path: string, given: Format | undefined, out: string | undefined): Format {
  if (out === undefined) return given ?? 'dot';
  const format = formatNames.find((name) => formats[name] === extname(out).toLowerCase());
  if (format === undefined) {
    return refuse(path, '--out', out, `accepted is a name that ends in ${Object.values(formats).join(', ')}`);
  }
  if (given === undefined || given === format) return format;
  throw new UsageError(
    `${path}: --format is ${given}, but --out ends in ${formats[format]}; leave one of them out`,
  );
}

/** The graph with all its gradients. The walk is taken here, since the program forgets the gradients after its own. */
function pictureOf({ loss, names }: GraphReport, format: Format): string {
  for (const { output } of nodesBehind([loss])) output.retainGrad();
  loss.backward();
  return format === 'mermaid' ? toMermaid(loss, { names }) : toDot(loss, { names });
}
