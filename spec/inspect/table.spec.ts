import { describe, expect, it } from 'vitest';
import { table, widthOf, wrap } from '../../src/inspect/table.js';

describe('table', () => {
  it('aligns cells under headings of any height, and ends no line in a space', () => {
    const text = table([
      { heading: ['rule'], cells: ['add', 'clamp'], align: 'left' },
      { heading: ['worst', 'error'], cells: ['1', '22'] },
      { heading: [''], cells: ['', 'FAILED'], align: 'left' },
    ]);

    expect(text).toBe(
      [
        '       worst', //
        'rule   error',
        '─────  ─────  ──────',
        'add        1',
        'clamp     22  FAILED',
        '',
      ].join('\n'),
    );
    expect(widthOf(text)).toBe(20);
  });

  it('can be set closer', () => {
    expect(
      table(
        [
          { heading: ['a'], cells: ['1'] },
          { heading: ['b'], cells: ['2'] },
        ],
        ' ',
      ),
    ).toBe('a b\n─ ─\n1 2\n');
  });
});

describe('wrap', () => {
  it('breaks at spaces only, into lines that fit', () => {
    expect(wrap('one two three', 7)).toBe('one two\nthree\n');
    expect(wrap('unbreakable word', 5)).toBe('unbreakable\nword\n');
    expect(wrap('', 5)).toBe('\n');
  });
});
