/** The results as tables in Markdown, for the terminal and the documentation. */

/** Adds to each row what is told about its samples. */
export function summarise(rows, measure) {
  const work = new Map(measure.cases.map((given) => [given.name, given.work]));
  const told = rows.map((row) => {
    const sorted = row.samples.toSorted((a, b) => a - b);
    const median =
      sorted.length === 0 ? undefined : (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
    const per = measure.rate?.per;
    const rateOf = (ms) => (per && ms ? work.get(row.case) / (ms / 1000) / per : undefined);
    return { ...row, median, min: sorted[0], rate: rateOf(median), best: rateOf(sorted[0]) };
  });
  for (const row of told) {
    const own = told.find((other) => other.case === row.case && other.contestant === 'gradus');
    if (own?.median && row.median) row.ratio = row.median / own.median;
  }
  return told;
}

/** Finds a row by its case and contestant. */
export const finder = (rows) => (name, contestant) =>
  rows.find((row) => row.case === name && row.contestant === contestant);

/** Everything about one measurement. */
export function tableOf(measure, rows, contestants) {
  const shown = Object.keys(contestants).filter((id) => rows.some((row) => row.contestant === id));
  const at = finder(rows);
  const problems = [];
  const cells = measure.cases.map((given) => [
    given.name,
    ...shown.map((id) => {
      const row = at(given.name, id);
      if (row?.error === undefined) return row === undefined ? '' : cellOf(row, measure);
      problems.push(`- ${given.name}, ${contestants[id].title}: ${row.error}`);
      return row.median === undefined ? 'fails' : `${cellOf(row, measure)} (then failed)`;
    }),
  ]);
  const parts = [grid(['', ...shown.map((id) => contestants[id].title)], cells)];
  const peaks = shown.filter((id) => rows.some((row) => row.contestant === id && row.peak));
  if (peaks.length > 0 && measure.cases.length <= 3) {
    const peakOf = (id) =>
      Math.max(...rows.filter((row) => row.contestant === id).map(({ peak }) => peak ?? 0));
    parts.push(
      `Memory: ${peaks.map((id) => `${contestants[id].title} ${(peakOf(id) / 1e6).toFixed(0)} MB`).join(', ')}.`,
    );
  }
  if (problems.length > 0) parts.push(`What failed:\n\n${problems.join('\n')}`);
  return parts.join('\n\n');
}

function cellOf({ contestant, median, min, rate, best, ratio }, { rate: unit, unit: kind = 'ms' }) {
  const times = contestant === 'gradus' || ratio === undefined ? '' : ` ${digits(ratio)}×`;
  if (unit) return `${digits(rate)} (${digits(best)})${times}`;
  if (kind === 'bytes') return `${(median / 1000).toFixed(1)} kB${times}`;
  const [scale, name] = median >= 1000 ? [1000, 's'] : median >= 0.1 ? [1, 'ms'] : [0.001, 'µs'];
  return `${digits(median / scale)} (${digits(min / scale)}) ${name}${times}`;
}

/** Three significant digits, without an exponent. */
export function digits(value) {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

/** What was wanted and what came, by the medians and by the best. */
export function targetsOf(measure, rows) {
  const best = rows.map((row) => ({ ...row, median: row.min, rate: row.best }));
  const byBest = measure.targets?.(finder(best)) ?? [];
  return (measure.targets?.(finder(rows)) ?? []).map((target, i) => ({ ...target, best: byBest[i].value }));
}

export function targetsTable(targets) {
  const rows = targets.map(({ title, value, best, atMost, atLeast }) => {
    const wanted = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
    if (value === undefined) return [title, wanted, 'not measured', '', ''];
    const met = atMost === undefined ? value >= atLeast : value <= atMost;
    return [title, wanted, digits(value), digits(best), met ? 'yes' : 'no'];
  });
  return grid(['target', 'wanted', 'by the medians', 'by the best', 'met'], rows);
}

/** A table in Markdown, its columns aligned. */
export function grid(head, rows) {
  const widths = head.map((title, i) => Math.max(3, title.length, ...rows.map((row) => row[i].length)));
  const line = (cells) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`;
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** Who took part, and who did not. */
export function entrantsTable(contestants, missing) {
  const rows = Object.values(contestants).map(({ title, versionText, note = '' }) => [
    title,
    versionText,
    note,
  ]);
  return grid(
    ['contestant', 'version', 'note'],
    [...rows, ...missing.map(({ title, reason }) => [title, 'missing', reason])],
  );
}
