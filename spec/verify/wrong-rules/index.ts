/**
 * A corpus of wrong rules, every one of which the checker must reject: slips of the pen, forgotten cases, and the bugs
 * measured in published programs. Each says which law, or which error of the walk, must catch it, and stands beside the
 * same function without the mistake.
 */
import { choices } from './choices.js';
import { engine } from './engine.js';
import { factors } from './factors.js';
import { laws } from './laws.js';
import { networks } from './networks.js';
import { operands } from './operands.js';
import { published } from './published.js';
import { secondOrder } from './second-order.js';
import { shapes } from './shapes.js';
import type { WrongRule } from './wrong-rule.js';

export { published } from './published.js';
export type { Caught, WrongRule } from './wrong-rule.js';

/** All of them, by what is wrong. */
export const wrongRules: Readonly<Record<string, readonly WrongRule[]>> = {
  'a factor, a sign or a term': factors,
  'the operand': operands,
  'where elements came from': shapes,
  'what was chosen': choices,
  'functions of networks': networks,
  'the second derivative': secondOrder,
  'published programs': published,
  'a law of every gradient': laws,
  'what is returned': engine,
};
