import { describe, expect, it } from 'vitest';
import { ClosedPipeError, WriteError } from '../../src/cli/output.js';
import { execute } from '../../src/cli/program.js';
import { programs } from '../../src/experiments/index.js';
import { version } from '../../src/version.js';
import { capture, gradus, loadLedger, small } from './capture.js';

describe('gradus run', () => {
  it.each(['published', 'manual', 'autograd', 'module', 'module-manual'] as const)(
    "prints each epoch of %s as the tutorial's Python does",
    async (name) => {
      const { code, out, err } = await gradus('run', name, ...small);
      const { losses } = programs[name]({ epochs: 3, batch: 3, inputs: 5, hidden: 7, outputs: 2 });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toBe(losses.map((loss, epoch) => `Epoch:${epoch} , Loss:${loss.toFixed(4)}\n`).join(''));
    },
  );

  it('prints an epoch as soon as it is over', async () => {
    const { output } = capture();
    const written: string[] = [];
    const impatient = {
      ...output,
      write(text: string) {
        written.push(text);
        if (written.length === 2) throw new ClosedPipeError();
      },
    };
    expect(await execute(['run', 'manual', ...small], impatient, loadLedger)).toBe(141);
    expect(written.map((text) => text.slice(0, 7))).toEqual(['Epoch:0', 'Epoch:1']);
  });

  it('prints one JSON record and nothing else with --json', async () => {
    const { out } = await gradus('run', 'module', '--json', ...small);
    const { program, config, losses, parameterDigests, digest } = programs.module({
      ...{ epochs: 3, batch: 3, inputs: 5, hidden: 7, outputs: 2 },
    });
    expect(out.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(out)).toEqual({
      ...{ program, config, losses, parameters: parameterDigests, digest, version },
    });
    expect(Object.keys(JSON.parse(out) as object)).toEqual([
      'program',
      'config',
      'losses',
      'parameters',
      'digest',
      'version',
    ]);
  });

  it('writes losses that are not finite as strings in JSON', async () => {
    const { out } = await gradus('run', 'manual', '--json', '--lr', '1e30', ...small);
    expect((JSON.parse(out) as { losses: unknown[] }).losses.slice(1)).toContain('NaN');
  });
});

describe('help and version', () => {
  it.each([['--help'], ['-h'], ['help'], ['help run'], ['run --help'], ['compare -h'], ['check --help']])(
    'gradus %s explains on stdout and exits 0',
    async (line) => {
      const { code, out, err } = await gradus(...line.split(' '));
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('Usage: gradus');
      expect(out).toMatch(/Examples?:\n {2}\$ gradus /);
    },
  );

  it.each(['run', 'compare'])('gradus %s --help shows every default', async (command) => {
    const { out } = await gradus(command, '--help');
    for (const value of ['0', '20', '1e-6', '100', '1000', '10', '"float32"']) {
      expect(out.replace(/\s+/g, ' ')).toContain(`(default: ${value})`);
    }
  });

  it.each(['--version', '-V'])('gradus %s prints the version', async (flag) => {
    expect(await gradus(flag)).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('explains on stderr and exits 2 without a command', async () => {
    const { code, out, err } = await gradus();
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: gradus');
  });
});

const ACCEPTED_SEED = 'accepted is an integer from 0 to 4294967295';
const ACCEPTED_SIZE = 'accepted is an integer from 1 to 2147483647';
const PROGRAMS = 'published, manual, autograd, module, module-manual';

describe('a wrong command line', () => {
  it.each<[readonly string[], string | RegExp]>([
    [
      ['bogus'],
      'gradus: unknown command bogus; accepted are run, compare, graph, explain, check, replay, help',
    ],
    [
      ['chek'],
      'gradus: unknown command chek; accepted are run, compare, graph, explain, check, replay, help; did you mean check?',
    ],
    [
      ['a\nb'],
      'gradus: unknown command "a\\nb"; accepted are run, compare, graph, explain, check, replay, help',
    ],
    [
      ['help', 'bogus'],
      'gradus help: command is bogus; accepted are run, compare, graph, explain, check, replay, help',
    ],
    [['--bogus'], 'gradus: unknown option --bogus; accepted are --version, --help'],
    [['run'], `gradus run: program is missing; accepted is one of ${PROGRAMS}`],
    [['run', 'manul'], `gradus run: program is manul; accepted are ${PROGRAMS}; did you mean manual?`],
    [
      ['run', 'manual', 'module'],
      "gradus run: too many arguments for 'run'. Expected 1 argument but got 2: manual module",
    ],
    [
      ['check', '--sed', '1'],
      'gradus check: unknown option --sed; accepted are --seed, --json, --help; did you mean --seed?',
    ],
    [['run', 'manual', '--seed', '-V'], `gradus run: --seed is -V; ${ACCEPTED_SEED}`],
    [['check', '-V'], 'gradus check: unknown option -V; accepted are --seed, --json, --help'],
    [['run', 'manual', '--seed'], 'gradus run: --seed has no value; accepted is --seed <integer>'],
    [['run', 'manual', '--seed', '-1'], `gradus run: --seed is -1; ${ACCEPTED_SEED}`],
    [['run', 'manual', '--seed=-1'], `gradus run: --seed is -1; ${ACCEPTED_SEED}`],
    [['run', 'manual', '--seed', '--json'], `gradus run: --seed is --json; ${ACCEPTED_SEED}`],
    [['run', 'manual', '--seed', ''], `gradus run: --seed is ""; ${ACCEPTED_SEED}`],
    [['run', 'manual', '--seed', '1\n2'], `gradus run: --seed is "1\\n2"; ${ACCEPTED_SEED}`],
    [['compare', '--seed', '1.5'], `gradus compare: --seed is 1.5; ${ACCEPTED_SEED}`],
    [['check', '--seed', '4294967296'], `gradus check: --seed is 4294967296; ${ACCEPTED_SEED}`],
    [['run', 'manual', '--epochs', '0'], `gradus run: --epochs is 0; ${ACCEPTED_SIZE}`],
    [['run', 'manual', '--batch', '1e3'], `gradus run: --batch is 1e3; ${ACCEPTED_SIZE}`],
    [['run', 'manual', '--inputs', 'x'], `gradus run: --inputs is x; ${ACCEPTED_SIZE}`],
    [['run', 'manual', '--hidden', '-3'], `gradus run: --hidden is -3; ${ACCEPTED_SIZE}`],
    [['run', 'manual', '--outputs', '0'], `gradus run: --outputs is 0; ${ACCEPTED_SIZE}`],
    [
      ['run', 'manual', '--lr', 'NaN'],
      'gradus run: --lr is NaN; accepted is a finite number, as 0.01 or 1e-6',
    ],
    [['run', 'manual', '--dtype', 'int32'], 'gradus run: --dtype is int32; accepted are float32, float64'],
    [
      ['compare', '--reference', '/none'],
      /^gradus compare: --reference \/none cannot be read: ENOENT[^\n]*$/,
    ],
    [
      ['compare', '--reference', '/no\nne'],
      /^gradus compare: --reference "\/no\\nne" cannot be read: ENOENT[^\n]*$/,
    ],
  ])('%j exits 2 with one line', async (args, line) => {
    const { code, out, err } = await gradus(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.endsWith('\n')).toBe(true);
    if (typeof line === 'string') expect(err.slice(0, -1)).toBe(line);
    else expect(err.slice(0, -1)).toMatch(line);
  });

  it('exits 2 with one line for sizes beyond any machine', async () => {
    const { code, out, err } = await gradus(
      'run',
      'manual',
      '--batch',
      '2000000000',
      '--inputs',
      '2000000000',
    );
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^gradus run: --batch 2000000000, [^\n]+ need at least [^\n]+\n$/);
  });
});

describe('a failure', () => {
  const failing = async (error: Error) => {
    const { text, output } = capture();
    const broken = {
      ...output,
      write() {
        throw error;
      },
    };
    return { code: await execute(['run', 'manual', ...small], broken, loadLedger), ...text };
  };

  it('to write is one line and exit code 1', async () => {
    expect(await failing(new WriteError('cannot write: ENOSPC'))).toEqual({
      ...{ code: 1, out: '', err: 'gradus: cannot write: ENOSPC\n' },
    });
  });

  it('to find memory is one line and exit code 2', async () => {
    const { code, err } = await failing(new RangeError('Array buffer allocation failed'));
    expect(code).toBe(2);
    expect(err).toMatch(/^gradus: out of memory [^\n]+\n$/);
  });

  it('because nobody reads any more is silent', async () => {
    expect(await failing(new ClosedPipeError())).toEqual({ code: 141, out: '', err: '' });
  });

  it('of the command line itself is not hidden', async () => {
    await expect(failing(new TypeError('a defect'))).rejects.toThrow('a defect');
  });
});
