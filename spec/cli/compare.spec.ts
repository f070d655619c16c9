import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparison, relativeDifference } from '../../src/cli/compare.js';
import { programNames } from '../../src/cli/options.js';
import { widthOf } from '../../src/inspect/table.js';
import { programs, type ProgramName } from '../../src/experiments/index.js';
import { gradus } from './capture.js';

const { config } = programs.manual({ epochs: 3, batch: 1, inputs: 1, hidden: 1, outputs: 1 });
const terminal = { columns: 80, color: false };

/** Runs that all lost the same, but for those given. */
function runsWith(changed: Partial<Record<ProgramName, { losses?: number[]; digest?: string }>>) {
  return programNames.map((name) => ({ name, losses: [3, 2, 1], digest: 'd1', ...changed[name] }));
}

describe('relativeDifference', () => {
  it('is |a − b| / |b|, and knows the values that are no numbers', () => {
    expect(relativeDifference(1.5, 2)).toBe(0.25);
    expect(relativeDifference(-1, 1)).toBe(2);
    for (const same of [NaN, Infinity, -Infinity, 0]) expect(relativeDifference(same, same)).toBe(0);
    for (const other of [NaN, Infinity, 1]) expect(relativeDifference(other, -Infinity)).toBe(Infinity);
    expect(relativeDifference(1, NaN)).toBe(Infinity);
    expect(relativeDifference(NaN, 1)).toBe(Infinity);
  });
});

describe('comparison', () => {
  it('says where a program parts from autograd, and which do not', () => {
    const text = comparison(
      config,
      runsWith({ published: { losses: [3, 2.5, 1], digest: 'd2' } }),
      null,
      terminal,
    );
    expect(text).toContain('\npublished parts from autograd at epoch 1\n');
    expect(text).toContain('\nmanual, module, module-manual: bitwise equal to autograd\n');
    expect(text).toContain('clips the gradient');
  });

  it('sees weights that part after the last loss', () => {
    const text = comparison(config, runsWith({ module: { digest: 'd2' } }), null, terminal);
    expect(text).toContain('\nmodule parts from autograd in the weights after the last epoch\n');
    expect(text).toContain('\npublished, manual, module-manual: bitwise equal to autograd\n');
    expect(text).toContain('does not show with these settings');
  });

  it('has a row for each epoch, and for each program a column and a digest', () => {
    const text = comparison(config, runsWith({ published: { losses: [3, 2.5, 1] } }), null, terminal);
    expect(text).toMatch(/^epoch +published +manual +autograd +module +module-manual$/m);
    expect(text).toMatch(/^ +1 +2\.5000( +2\.0000){4}$/m);
    for (const name of programNames) expect(text).toMatch(new RegExp(`^${name} +d1$`, 'm'));
  });

  it("stands the five columns of the tutorial's own losses in 80 columns", () => {
    const runs = runsWith({}).map((run) => ({ ...run, losses: [48420312, 854586624, 1093067.75] }));
    expect(comparison(config, runs, null, terminal)).toMatch(/^ {4}1( 854586624\.0000){5}$/m);
  });

  it('lets programs share a column only where five do not fit, and only if they agree in every bit', () => {
    const long = [123456789012, 1234567890123, 12345678901234];
    const other = [123456789012, 1234567890123, 12345678901235];
    const runs = programNames.map((name) => ({
      name,
      losses: name === 'published' ? other : long,
      digest: 'd',
    }));
    const lines = comparison(config, runs, null, { ...terminal, columns: 60 }).split('\n');
    expect(lines.find((line) => line.startsWith('epoch'))).toMatch(/^epoch +published +module-manual$/);
    expect(lines.filter((line) => /^ +(manual|autograd|module)$/.test(line))).toHaveLength(3);
  });

  it('stands any losses in 80 columns', () => {
    const loss = fc.oneof(fc.double(), fc.float(), fc.constantFrom(NaN, Infinity, -Infinity, 0, 1e300));
    const losses = fc.array(loss, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(losses, losses, (published, others) => {
        const runs = programNames.map((name) => {
          return { name, losses: name === 'published' ? published : others, digest: 'd'.repeat(64) };
        });
        const theirs = new Map<ProgramName, readonly number[]>([['manual', published]]);
        for (const reference of [null, { label: 'PyTorch 1.13.1', losses: theirs }]) {
          const text = comparison(config, runs, reference, terminal);
          expect(widthOf(text)).toBeLessThanOrEqual(80);
          expect(text).not.toMatch(/undefined|NaN|Infinity/);
        }
      }),
    );
  });

  it('names the largest relative difference from the reference, and where it is', () => {
    const losses = new Map<ProgramName, readonly number[]>([
      ['manual', [3, 1.6, 1]],
      ['module', [3, 2, 1]],
    ]);
    const text = comparison(config, runsWith({}), { label: 'PyTorch 1.13.1', losses }, terminal);
    expect(text).toMatch(/^manual +2\.5e-1 +at epoch 1$/m);
    expect(text).toMatch(/^module +0 +at every epoch$/m);
    expect(text).toMatch(/^published +not in the file$/m);
  });
});

describe('gradus compare', () => {
  const fixture = ['--lr', '0.001', '--batch', '3', '--inputs', '5', '--hidden', '7', '--outputs', '2'];

  it("stands beside PyTorch's losses, and agrees with them", async () => {
    const { code, out, err } = await gradus('compare', ...fixture, '--reference', 'fixtures/programs.json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const found = [...out.matchAll(/^(published|manual|autograd|module) +(\S+) +at e/gm)];
    expect(found).toHaveLength(4);
    for (const [, , difference] of found) expect(Number(difference)).toBeLessThan(1e-5);
  });

  it('prints the same bytes every time', async () => {
    const [first, second] = [await gradus('compare', ...fixture), await gradus('compare', ...fixture)];
    expect(first.out).toBe(second.out);
  });

  it('survives losses that overflow', async () => {
    const { code, out } = await gradus('compare', '--lr', '1e30', '--epochs', '4', ...fixture.slice(2));
    expect(code).toBe(0);
    expect(out).toMatch(/inf|nan/);
  });

  it('refuses a reference without these settings, before training', async () => {
    const { code, out, err } = await gradus(
      'compare',
      '--seed',
      '123',
      '--reference',
      'fixtures/programs.json',
    );
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^gradus compare: --reference fixtures\/programs\.json has no trace [^\n]+\n$/);
  });
});
