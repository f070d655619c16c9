/**
 * `gradus compare`: all programs side by side, and where they part.
 *
 * @module
 */
import type { Command } from 'commander';
import type { Config, ExperimentRecord } from '../experiments/experiment.js';
import { programs, type ProgramName } from '../experiments/index.js';
import { version } from '../version.js';
import { lossChart } from './chart.js';
import type { Curve } from './curves.js';
import { example, type Context } from './context.js';
import { fixed4, magnitude } from './format.js';
import { partsAt } from './losses.js';
import { addProgramOptions, programNames, toConfig, type ProgramOptions } from './options.js';
import type { Output } from './output.js';
import { plotter, settingsLine } from './plot.js';
import { withProgress } from './progress.js';
import { readReference, type Reference } from './reference.js';
import { greatest, table, widthOf, wrap, type Column } from '../inspect/table.js';

const WHY_PUBLISHED_PARTS =
  'Why: published clips the gradient of the hidden layer at 0, by the sign of the gradient itself. The derivative ' +
  'of clamp(min=0) is a mask: it passes the gradient where what went into clamp is not negative, and stops it ' +
  'elsewhere. A loss is measured before the update of its epoch, so epoch 0 cannot tell them apart.';

const NOTHING_SHOWS = 'The mistake of published does not show with these settings.';

/** What the command takes, and does. */
export function define(command: Command, { path, output }: Context): void {
  command.description('Trains the network by all five programs, and shows where they part and why.');
  addProgramOptions(command, path);
  command
    .option('--reference <file>', "PyTorch's losses to stand beside, in the format of fixtures/programs.json")
    .option('--plot <file>', 'draw the loss curves in a file, whose name ends in .svg')
    .addHelpText(
      'after',
      example(
        'gradus compare --seed 0 --reference fixtures/programs.json',
        'gradus compare --plot losses.svg',
      ),
    )
    .action(async (options: ProgramOptions & { reference?: string; plot?: string }) => {
      const config = toConfig(path, options);
      const { reference, plot: file } = options;
      const given = reference === undefined ? null : readReference(path, reference, config);
      const plot = file === undefined ? null : await plotter(path, file);
      const runs = compare(config, given, output);
      plot?.('Loss by epoch', config, distinctCurves(runs));
    });
}

/** What a program did, by its name. */
type Run = Pick<ExperimentRecord, 'losses' | 'digest'> & { readonly name: ProgramName };

/** Runs all programs, prints what they did, and returns it. */
export function compare(config: Config, reference: Reference | null, output: Output): readonly Run[] {
  const runs = withProgress(output, programNames.length * config.epochs, (step) =>
    programNames.map((name): Run => {
      const { losses, digest } = programs[name]({ ...config, onEpoch: () => step(name) });
      return { name, losses, digest };
    }),
  );
  output.write(comparison(config, runs, reference, output));
  return runs;
}

/** The curves of runs: those that agree in every bit are one. */
function distinctCurves(runs: readonly Run[]): readonly Curve[] {
  const traces = shared(runs.map(({ name, losses }) => ({ from: '', names: [name], losses })));
  return traces.map(({ names, losses }) => {
    return { name: `${names.join(', ')}${names.length > 1 ? ': the same in every bit' : ''}`, losses };
  });
}

/** The whole text: the losses, where the programs part and why, their curves, and their digests. */
export function comparison(
  config: Config,
  runs: readonly Run[],
  reference: Reference | null,
  { columns, color }: Pick<Output, 'columns' | 'color'>,
): string {
  const width = Math.min(columns, 80);
  const sections = [
    wrap(heading(config), width),
    lossTable(runs, reference, width),
    wrapLines(verdicts(runs), width),
    ...(reference === null ? [] : [differences(runs, reference)]),
    curves(runs, width, color),
    `SHA-256 of the final weights and the losses:\n${digests(runs)}`,
  ];
  return sections.join('\n');
}

function heading(config: Config): string {
  return `One network, trained in five ways from the same numbers. ${settingsLine(config)}.`;
}

/** A column for each program where that fits; otherwise programs that agree in every bit share one. */
function lossTable(runs: readonly Run[], reference: Reference | null, width: number): string {
  const traces = runs.map(({ name, losses }) => ({ from: `gradus ${version}`, names: [name], losses }));
  for (const [name, losses] of reference?.losses ?? []) {
    traces.push({ from: reference?.label ?? '', names: [name], losses });
  }
  const epochs = (runs[0]?.losses ?? []).map((_, epoch) => String(epoch));
  const cell = cellFormat(traces.flatMap(({ losses }) => losses));
  const draw = (shown: readonly Trace[], gap?: string) => {
    const height = greatest(shown.map(({ names }) => names.length));
    const columns = shown.map(({ from, names, losses }): Column => {
      const blank = Array.from({ length: height - names.length }, () => '');
      return {
        heading: [...(reference === null ? [] : [from]), ...blank, ...names],
        cells: losses.map(cell),
      };
    });
    return table([{ heading: ['epoch'], cells: epochs }, ...columns], gap);
  };
  const together = draw(shared(traces));
  return [draw(traces), draw(traces, ' ')].find((text) => widthOf(text) <= width) ?? together;
}

interface Trace {
  readonly from: string;
  readonly names: readonly string[];
  readonly losses: readonly number[];
}

/** The same traces, those from one place that agree in every bit made one. */
function shared(traces: readonly Trace[]): readonly Trace[] {
  return traces.reduce<readonly Trace[]>((found, trace) => {
    const twin = found.find(({ from, losses }) => from === trace.from && partsAt(losses, trace.losses) < 0);
    if (twin === undefined) return [...found, trace];
    return found.map((one) => (one === twin ? { ...one, names: [...one.names, ...trace.names] } : one));
  }, []);
}

/** As the tutorial prints losses, where that shows them well; otherwise with an exponent. */
function cellFormat(losses: readonly number[]): (loss: number) => string {
  const fixed = losses.every(
    (loss) => !Number.isFinite(loss) || (Math.abs(loss) >= 0.01 && Math.abs(loss) < 1e10),
  );
  return (loss) => (fixed || !Number.isFinite(loss) ? fixed4(loss) : loss.toExponential(8));
}

/** How each program did beside `autograd`. */
function verdicts(runs: readonly Run[]): readonly string[] {
  const autograd = runs.find(({ name }) => name === 'autograd');
  if (autograd === undefined) return [];
  const others = runs.filter((run) => run !== autograd);
  const parted = others.filter(({ losses }) => partsAt(losses, autograd.losses) >= 0);
  const same = others.filter((run) => !parted.includes(run) && run.digest === autograd.digest);
  const late = others.filter((run) => !parted.includes(run) && !same.includes(run));
  return [
    ...parted.map(({ name, losses }) => {
      return `${name} parts from autograd at epoch ${partsAt(losses, autograd.losses)}`;
    }),
    ...late.map(({ name }) => `${name} parts from autograd in the weights after the last epoch`),
    ...(same.length > 0 ? [`${same.map(({ name }) => name).join(', ')}: bitwise equal to autograd`] : []),
    '',
    same.some(({ name }) => name === 'published') ? NOTHING_SHOWS : WHY_PUBLISHED_PARTS,
  ];
}

function wrapLines(lines: readonly string[], width: number): string {
  return lines.map((line) => wrap(line, width)).join('');
}

/** The largest relative difference from the reference, and its epoch, for each program that is in it. */
function differences(runs: readonly Run[], { label, losses: expected }: Reference): string {
  const lines = runs.map(({ name, losses }) => {
    const theirs = expected.get(name);
    if (theirs === undefined) return `${name.padEnd(13)}  not in the file`;
    const errors = losses.map((loss, epoch) => relativeDifference(loss, theirs[epoch] ?? NaN));
    const worst = greatest(errors);
    const where = worst === 0 ? 'at every epoch' : `at epoch ${errors.indexOf(worst)}`;
    return `${name.padEnd(13)}  ${magnitude(worst).padEnd(7)}  ${where}`;
  });
  return `Largest relative difference from ${label}, which sums in another order:\n${lines.join('\n')}\n`;
}

/** |a − b| / |b|: 0 for the same value, whatever it is, and ∞ where only one of them is a finite number. */
export function relativeDifference(a: number, b: number): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  const difference = Math.abs(a - b) / Math.abs(b);
  return Number.isFinite(a) && Number.isFinite(b) ? difference : Infinity;
}

function curves(runs: readonly Run[], width: number, color: boolean): string {
  const line = runs.find(({ name }) => name === 'autograd');
  const dots = runs.find(({ name }) => name === 'published');
  if (line === undefined || dots === undefined) return '';
  const alike = runs.filter((run) => run !== dots && partsAt(run.losses, line.losses) < 0);
  const names = alike.map(({ name }) => name).join(', ');
  return lossChart({ name: names, losses: line.losses }, dots, width, color);
}

function digests(runs: readonly Run[]): string {
  return runs.map(({ name, digest }) => `${name.padEnd(14)}${digest}\n`).join('');
}
