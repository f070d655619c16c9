import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { programNames } from '../../src/cli/options.js';
import { recordLine, type SavedRecord } from '../../src/cli/record.js';
import { replayOf } from '../../src/cli/replay.js';
import { programs } from '../../src/experiments/index.js';
import { version } from '../../src/version.js';
import { gradus, small } from './capture.js';

const folder = mkdtempSync(join(tmpdir(), 'gradus-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'record.json');

const settings = { epochs: 3, batch: 3, inputs: 5, hidden: 7, outputs: 2 };
const record = programs.manual(settings);
const saved = JSON.parse(recordLine(record)) as SavedRecord;
const other = 'f'.repeat(64);

/** Replays a file of this content. */
function replay(content: unknown, ...options: readonly string[]) {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return gradus('replay', path, ...options);
}

/** The losses with the one of an epoch moved by its last bit. */
const nudged = (epoch: number) =>
  saved.losses.map((loss, i) => (i === epoch ? loss * (1 + Number.EPSILON) : loss));

describe('gradus replay', () => {
  it.each(programNames)('finds what gradus run %s printed identical', async (name) => {
    const { out } = await gradus('run', name, '--json', ...small);
    expect(await replay(out)).toEqual({ code: 0, out: 'identical\n', err: '' });
  });

  it('finds any run identical, also where losses are not finite', async () => {
    const size = fc.integer({ min: 1, max: 4 });
    const config = fc.record({
      ...{ seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }), epochs: size },
      ...{ batch: size, inputs: size, hidden: size, outputs: size },
      learningRate: fc.constantFrom(0, 1e-6, 0.1, 10, 1e30, -1e300),
      dtype: fc.constantFrom('float32' as const, 'float64' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...programNames), config, async (name, given) => {
        expect((await replay(recordLine(programs[name](given)))).out).toBe('identical\n');
      }),
      { numRuns: 50 },
    );
    const { losses } = programs.manual({ ...settings, learningRate: 1e30 });
    expect(losses.filter((loss) => !Number.isFinite(loss))).not.toEqual([]);
  });

  it('names the first epoch that differs, were it by one bit', async () => {
    for (const epoch of [0, 1, 2]) {
      const { code, out, err } = await replay({ ...saved, losses: nudged(epoch) });
      expect({ code, err }).toEqual({ code: 1, err: '' });
      expect(out).toMatch(
        new RegExp(`^different\nThe losses part at epoch ${epoch}: \\S+ in the record, \\S+ here\\.\n$`),
      );
    }
  });

  it('names the parameters that differ, and no others', async () => {
    const { w1, w2 } = saved.parameters;
    const wrong = (parameters: object) => replay({ ...saved, parameters });
    const said = (names: string) => ({
      ...{ code: 1, out: `different\nAfter the last epoch ${names} differ from the record.\n`, err: '' },
    });
    expect(await wrong({ w1: other, w2 })).toEqual(said('w1'));
    expect(await wrong({ w1, w2: other })).toEqual(said('w2'));
    expect(await wrong({ w1: w2, w2: w1 })).toEqual(said('w1 and w2'));
  });

  it('sees a digest that is not of its record', async () => {
    const { code, out } = await replay({ ...saved, digest: other });
    expect(code).toBe(1);
    expect(out).toMatch(/^different\nOnly the digest differs/);
  });

  it('runs the record of another seed, and so finds one whose seed was changed different', async () => {
    const { code, out } = await replay({ ...saved, config: { ...saved.config, seed: 1 } });
    expect(code).toBe(1);
    expect(out).toContain('The losses part at epoch 0');
    expect(out).toContain('w1 and w2 differ');
  });

  it('replays the record of another version, and says so', async () => {
    expect(await replay({ ...saved, version: '0.0.9' })).toEqual({
      ...{ code: 0, err: '' },
      out: `identical\nThe record is of gradus 0.0.9, this is gradus ${version}.\n`,
    });
  });

  it('prints what it found as JSON, and nothing else', async () => {
    const same = await replay(saved, '--json');
    expect(same.code).toBe(0);
    expect(JSON.parse(same.out)).toEqual({
      ...{ program: 'manual', identical: true, firstEpoch: null, parameters: [], sameDigest: true },
      versions: { record: version, now: version },
    });
    const changed = { ...saved, losses: nudged(1), parameters: { ...saved.parameters, w2: other } };
    const found = await replay(changed, '--json');
    expect(found.code).toBe(1);
    expect(found.out.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(found.out)).toMatchObject({
      ...{ identical: false, firstEpoch: 1, parameters: ['w2'], sameDigest: true },
    });
  });

  it('tells infinities and NaN apart, and takes NaN for NaN', () => {
    const now = { ...record, losses: [1, NaN, Infinity] };
    const firstEpoch = (losses: readonly number[]) => replayOf({ ...saved, losses }, now).firstEpoch;
    expect(firstEpoch([1, NaN, Infinity])).toBeNull();
    expect(firstEpoch([1, NaN, -Infinity])).toBe(2);
    expect(firstEpoch([1, Infinity, Infinity])).toBe(1);
  });
});

describe('gradus replay refuses', () => {
  const { config } = saved;
  const without = (name: keyof typeof config) =>
    Object.fromEntries(Object.entries(config).filter(([key]) => key !== name));

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'is not JSON'],
    ['nothing', '', 'is not JSON'],
    ['two records', `${recordLine(record)}${recordLine(record)}`, 'is not JSON'],
    ['null', 'null', 'it is not an object'],
    ['a list', [saved], 'it is not an object'],
    ['no program', { ...saved, program: undefined }, 'program is not a name'],
    ['an unknown program', { ...saved, program: 'manul' }, 'program is manul, which is none of published, '],
    ['a program of several lines', { ...saved, program: 'a\nb' }, 'program is "a\\nb"'],
    ['an inherited name', { ...saved, program: 'toString' }, 'program is toString, which is none of'],
    ['no config', { ...saved, config: undefined }, 'config is not an object'],
    ['a setting missing', { ...saved, config: without('seed') }, 'config has no seed'],
    ['a setting too many', { ...saved, config: { ...config, lr: 1 } }, 'config has lr, which is no setting'],
    ['a listener', { ...saved, config: { ...config, onEpoch: 1 } }, 'config has onEpoch'],
    ['a seed out of range', { ...saved, config: { ...config, seed: -1 } }, 'config: seed is -1'],
    ['no epochs', { ...saved, config: { ...config, epochs: 0 } }, 'config: epochs is 0'],
    ['a size as text', { ...saved, config: { ...config, batch: '3' } }, 'config: batch is "3"'],
    ['a rate as text', { ...saved, config: { ...config, learningRate: 'NaN' } }, 'learningRate is "NaN"'],
    ['another dtype', { ...saved, config: { ...config, dtype: 'int32' } }, 'int32'],
    ['null for a setting', { ...saved, config: { ...config, hidden: null } }, 'hidden is null'],
    ['no losses', { ...saved, losses: undefined }, 'losses is not a list of 3 numbers'],
    ['a loss too few', { ...saved, losses: [1, 2] }, 'losses is not a list of 3 numbers'],
    ['a loss too many', { ...saved, losses: [1, 2, 3, 4] }, 'losses is not a list of 3 numbers'],
    ['a loss as text', { ...saved, losses: [1, 2, '3'] }, 'losses is not a list of 3 numbers'],
    ['null for a loss', { ...saved, losses: [1, 2, null] }, 'losses is not a list of 3 numbers'],
    ['no parameters', { ...saved, parameters: undefined }, 'parameters is not { w1, w2 }'],
    ['one parameter', { ...saved, parameters: { w1: other } }, 'parameters.w2 is not a SHA-256'],
    ['another digest', { ...saved, parameters: { w1: 'F'.repeat(64), w2: other } }, 'parameters.w1 is not'],
    ['no digest', { ...saved, digest: 3 }, 'digest is not a SHA-256'],
    ['no version', { ...saved, version: 1 }, 'version is not a text'],
  ])('%s, in one line', async (_what, content, message) => {
    const { code, out, err } = await replay(content);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).toMatch(/^gradus replay: [^\n]+\n$/);
  });

  it('a file there is not, a folder, and no file', async () => {
    for (const [args, message] of [
      [[join(folder, 'none.json')], 'cannot be read: ENOENT'],
      [[folder], 'cannot be read: EISDIR'],
      [[], 'gradus replay: record is missing; accepted is a file that gradus run --json or --out wrote'],
    ] as const) {
      const { code, out, err } = await gradus('replay', ...args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(message);
      expect(err.match(/\n/g)).toHaveLength(1);
    }
  });

  it('sizes beyond this machine, before anything is drawn', async () => {
    const { code, err } = await replay({
      ...saved,
      config: { ...config, batch: 2_000_000_000, inputs: 2_000_000_000 },
    });
    expect(code).toBe(2);
    expect(err).toMatch(/^gradus replay: batch 2000000000, [^\n]+ need at least [^\n]+\n$/);
  });
});

describe('gradus run --out', () => {
  it('writes what --json prints, beside what is printed', async () => {
    const file = join(folder, 'out.json');
    const { code, out, err } = await gradus('run', 'module', '--out', file, ...small);
    const { out: json } = await gradus('run', 'module', '--json', '--out', file, ...small);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.match(/^Epoch:/gm)).toHaveLength(3);
    expect(readFileSync(file, 'utf8')).toBe(json);
    expect((await gradus('replay', file)).out).toBe('identical\n');
  });

  it('says before training that a file cannot be written, in one line', async () => {
    const file = join(folder, 'none', 'out.json');
    const { code, out, err } = await gradus('run', 'manual', '--out', file, ...small);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^gradus: cannot write [^\n]+ENOENT[^\n]+\n$/);
  });

  it.each(['-', ''])('takes no %j for a file', async (name) => {
    const { code, out, err } = await gradus('run', 'manual', '--out', name, ...small);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^gradus run: --out is (-|""); accepted is the name of a file; [^\n]+\n$/);
  });
});
