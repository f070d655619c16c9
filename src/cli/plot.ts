/**
 * `--plot`: the loss curves of a command as a file.
 *
 * @module
 */
import { extname } from 'node:path';
import type { Config } from '../experiments/experiment.js';
import type { Curve } from './curves.js';
import { findTarget, writeWhole } from './file.js';
import { short } from './format.js';
import { refuse } from './usage.js';

/** Writes the picture of curves. */
export type Plotter = (title: string, config: Config, curves: readonly Curve[]) => void;

/**
 * Gets ready to draw into a file: what is wrong with its name or its place is known before the work begins, and so is
 * whether what draws can be loaded, which nobody needs who asks for no picture.
 */
export async function plotter(path: string, file: string): Promise<Plotter> {
  if (extname(file).toLowerCase() !== '.svg') {
    return refuse(path, '--plot', file, 'accepted is a name that ends in .svg');
  }
  const target = findTarget(file);
  const { lossCurves } = await import('./curves.js');
  return (title, config, curves) => writeWhole(target, lossCurves(title, settingsLine(config), curves));
}

/** The settings in a line. */
export function settingsLine({
  seed,
  epochs,
  learningRate,
  batch,
  inputs,
  hidden,
  outputs,
  dtype,
}: Config): string {
  return (
    `Seed ${seed}, ${epochs} epochs, learning rate ${short(learningRate)}, ${batch} examples, ` +
    `${inputs} inputs, ${hidden} hidden units, ${outputs} outputs, ${dtype}`
  );
}
