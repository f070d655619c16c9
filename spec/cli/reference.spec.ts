import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readReference } from '../../src/cli/reference.js';
import { UsageError } from '../../src/cli/usage.js';
import { programs } from '../../src/experiments/index.js';

const folder = mkdtempSync(join(tmpdir(), 'gradus-reference-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { config } = programs.manual({ epochs: 2, batch: 1, inputs: 1, hidden: 1, outputs: 1 });

function read(content: unknown) {
  const path = join(folder, 'reference.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readReference('gradus compare', path, config);
}

describe('readReference', () => {
  it('finds the traces with the same settings, and reads what is not finite', () => {
    const { label, losses } = read({
      provenance: { torch: '1.13.1 (Debian)' },
      traces: [
        { program: 'manual', config: { ...config, seed: 1 }, losses: [9, 9] },
        { program: 'manual', config, losses: [1.5, 'NaN'] },
        { program: 'published', config, losses: ['Infinity', '-Infinity'] },
      ],
    });
    expect(label).toBe('PyTorch 1.13.1');
    expect([...losses]).toEqual([
      ['manual', [1.5, NaN]],
      ['published', [Infinity, -Infinity]],
    ]);
  });

  it.each([
    ['not JSON', '{', 'is not JSON'],
    ['a list', [], 'has no traces'],
    ['null', null, 'has no traces'],
    ['no list of traces', { traces: {} }, 'has no traces'],
    ['an empty list', { traces: [] }, 'has no trace with these settings'],
    [
      'other settings only',
      { traces: [{ program: 'manual', config: {}, losses: [1, 2] }] },
      'has no trace with',
    ],
    ['a trace that is none', { traces: [3] }, 'is malformed: traces[0]'],
    [
      'an unknown program',
      { traces: [{ program: 'other', config, losses: [1, 2] }] },
      'traces[0].program is none of',
    ],
    [
      'too few losses',
      { traces: [{ program: 'manual', config, losses: [1] }] },
      'is not a list of 2 numbers',
    ],
    [
      'losses that are none',
      { traces: [{ program: 'manual', config, losses: [1, '2'] }] },
      'is not a list of 2',
    ],
  ])('complains of %s', (_what, content, message) => {
    expect(() => read(content)).toThrow(UsageError);
    expect(() => read(content)).toThrow(message);
  });

  it('complains of a file there is not', () => {
    expect(() => readReference('gradus compare', join(folder, 'none.json'), config)).toThrow(
      /cannot be read: ENOENT/,
    );
  });
});
