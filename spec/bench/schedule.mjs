/**
 * Who is timed when. All contestants of a case are prepared and warmed up; then they take turns, round after round,
 * each with a short stretch of calls, so that whatever else the machine does meets all of them.
 */
import { Child, runProgram } from './child.mjs';

/**
 * @typedef {object} Plan
 * @property {number} rounds How many stretches each contestant gets.
 * @property {number} stretch How long one stretch is at least, in ms.
 * @property {number} warm How long a contestant warms up at least, in ms.
 * @property {number} budget After so many ms a contestant gets no further stretch in this case.
 * @property {number} limit A command that takes longer, in ms, is ended.
 */

/** @type {{ full: Plan, quick: Plan }} */
export const plans = {
  full: { rounds: 21, stretch: 20, warm: 400, budget: 10_000, limit: 60_000 },
  quick: { rounds: 5, stretch: 2, warm: 20, budget: 1000, limit: 15_000 },
};

/** A measurement's cases, each by every contestant that offers it. */
export async function takeTurns(measure, { contestants, plan, report }) {
  const children = Object.entries(contestants)
    .filter(([, { load, command }]) => load ?? command)
    .map(([id, contestant]) => ({ id, child: new Child(id, contestant) }));
  const rows = [];
  for (const given of measure.cases) {
    report(`${measure.title}: ${given.name}`);
    const entrants = [];
    for (const { id, child } of children) {
      const row = { case: given.name, contestant: id, samples: [] };
      try {
        const { offered, work } = await child.ask({ task: measure.task, params: given.params }, plan.limit);
        if (!offered) continue;
        const { patience = 1 } = measure;
        const warm = await child.ask({ calls: 1, atLeast: patience * plan.warm }, plan.limit);
        const calls = Math.max(1, Math.ceil((patience * plan.stretch * warm.calls) / warm.ms));
        const entrant = { row, child, calls, spent: 0, scale: scaleOf(work, given.work) };
        // The one call that was too long to be repeated is better than none.
        if (warm.calls === 1 && warm.ms > plan.budget) sample(entrant, warm);
        entrants.push(entrant);
      } catch (error) {
        row.error = error.message;
      }
      rows.push(row);
    }
    for (let round = 0; round < plan.rounds; round++) {
      for (const entrant of turned(entrants, round)) {
        const { row, child, calls, spent } = entrant;
        if (row.error !== undefined || spent > plan.budget) continue;
        try {
          sample(entrant, await child.ask({ calls, atLeast: 0 }, plan.limit));
        } catch (error) {
          row.error = error.message;
        }
      }
    }
  }
  for (const { child } of children) await child.stop();
  return rows;
}

/** A new process for each repetition. `of` picks what is measured from what is known about one. */
export async function takeProcesses(measure, { contestants, plan, report }) {
  const rows = Object.entries(contestants)
    .filter(([id]) => measure.enters(contestants[id]))
    .map(([id]) => ({ case: measure.cases[0].name, contestant: id, samples: [] }));
  const spent = new Map(rows.map((row) => [row, 0]));
  // The first round fills the caches of the file system, and does not count.
  for (let round = -1; round < plan.rounds; round++) {
    report(`${measure.title}: round ${Math.max(0, round) + 1} of ${plan.rounds}`);
    for (const row of turned(rows, round + 1)) {
      if (row.error !== undefined || spent.get(row) > 3 * plan.budget) continue;
      try {
        const run = await runProgram(row.contestant, contestants[row.contestant], measure.mode, plan.limit);
        spent.set(row, spent.get(row) + run.wall);
        if (round < 0) continue;
        row.samples.push(measure.of(run));
        row.peak = Math.max(row.peak ?? 0, run.peak);
      } catch (error) {
        row.error = error.message;
      }
    }
  }
  return rows;
}

function sample(entrant, { calls, ms, peak }) {
  const { row, scale } = entrant;
  row.samples.push((ms / calls) * scale);
  row.peak = peak;
  entrant.spent += ms;
}

/** A run that does other work than the case says is scaled to the case's. */
const scaleOf = (done, asked) => (done === undefined ? 1 : asked / done);

/** Everyone begins a round in turn. */
const turned = (items, round) => items.map((_, i) => items[(i + round) % items.length]);
