/**
 * Plain text tables.
 *
 * @module
 */

/** A column: its heading, which may take several lines, and a cell for each row. */
export interface Column {
  readonly heading: readonly string[];
  readonly cells: readonly string[];
  /** Default right, as numbers stand. */
  readonly align?: 'left' | 'right';
}

/** The columns side by side, headings down to a rule; no line ends in a space. */
export function table(columns: readonly Column[], gap: string = '  '): string {
  const height = greatest(columns.map(({ heading }) => heading.length));
  const drawn = columns.map(({ heading, cells, align = 'right' }) => {
    const width = greatest([...heading, ...cells].map((text) => text.length));
    const pad = (text: string) => (align === 'left' ? text.padEnd(width) : text.padStart(width));
    const blank = Array.from({ length: height - heading.length }, () => '');
    return [...[...blank, ...heading].map(pad), '─'.repeat(width), ...cells.map(pad)];
  });
  const rows = greatest(drawn.map(({ length }) => length));
  return Array.from({ length: rows }, (_, row) =>
    drawn
      .map((lines) => lines[row] ?? '')
      .join(gap)
      .trimEnd()
      .concat('\n'),
  ).join('');
}

/** How wide the widest line of a text is. */
export function widthOf(text: string): number {
  return greatest(text.split('\n').map(({ length }) => length));
}

/** The text broken at spaces into lines no wider than the width, where words allow. */
export function wrap(text: string, width: number): string {
  let line = '';
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line, ''].join('\n');
}

/** The greatest of any number of numbers: `Math.max(...values)` overflows the stack from some 100 000 on. */
export function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}
