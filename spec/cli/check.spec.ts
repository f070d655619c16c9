import { describe, expect, it } from 'vitest';
import { execute } from '../../src/cli/program.js';
import { capture, gradus, ledger } from './capture.js';

describe('gradus check', () => {
  it('prints the ledger of the rules asked for, and exits 0 where all hold', async () => {
    const { code, out, err } = await gradus('check', 'mul', 'add', '--seed', '5');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      [
        'rule  cases  orders  worst error  kinks met',
        '────  ─────  ──────  ───────────  ─────────',
        'mul      15    1, 2      1.3e-11          3',
        'add      15    1, 2      1.3e-11          3',
        '',
        '2 of 2 rules proven in 30 cases drawn from seed 5',
        '',
      ].join('\n'),
    );
  });

  it('exits 1 where one fails, and prints how to see it', async () => {
    const { code, out } = await gradus('check');
    expect(code).toBe(1);
    expect(out).toMatch(/^div +10 +1 +inf +3 +FAILED$/m);
    expect(out).toContain('\ndiv FAILED\nrule div, seed 0: analytic 1, numeric 2\n');
    expect(out).toContain('\n2 of 3 rules proven');
  });

  it('prints JSON and nothing else, with the same exit code', async () => {
    const { code, out } = await gradus('check', '--json', '--seed', '3');
    expect(code).toBe(1);
    expect(out.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject({
      version: '0.1.0',
      seed: 3,
      rules: [
        { name: 'add', cases: 13 },
        { name: 'mul' },
        { name: 'div', ok: false, worstError: 'Infinity' },
      ],
    });
  });

  it.each([
    [['ad'], 'gradus check: rule is ad; accepted are add, mul, div; did you mean add?\n'],
    [['xyzzy'], 'gradus check: rule is xyzzy; accepted are add, mul, div\n'],
    [['add', 'mul', 'add'], 'gradus check: rule add is named twice; once is enough\n'],
  ])('refuses %j', async (rules, line) => {
    expect(await gradus('check', ...rules)).toEqual({ code: 2, out: '', err: line });
  });

  it('shows its progress on a terminal, and leaves the terminal as it was', async () => {
    const { text, output } = capture({ errIsTTY: true });
    const listeners = process.listenerCount('SIGINT');
    const watching = {
      ...ledger,
      checkRule(...args: Parameters<typeof ledger.checkRule>) {
        // The default stays in force: the work never returns to the event loop, where a listener would run.
        expect(process.listenerCount('SIGINT')).toBe(listeners);
        return ledger.checkRule(...args);
      },
    };
    await execute(['check', 'add', 'mul'], output, () => Promise.resolve(watching));
    expect(text.err).toContain('2/2 mul');
    // Neither the cursor hidden nor line wrapping off: a Ctrl-C could not undo them.
    for (const mode of ['[?25l', '[?7l']) expect(text.err).not.toContain(mode);
    expect(text.err).not.toContain('\n');
    expect(text.out).toBe((await gradus('check', 'add', 'mul')).out);
  });

  it('takes its progress away when a check throws', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
    const { output } = capture({ errIsTTY: true });
    const before = timers();
    const broken = { ...ledger, checkRule: () => expect.fail('a defect') };
    await expect(execute(['check'], output, () => Promise.resolve(broken))).rejects.toThrow('a defect');
    expect(timers()).toBe(before);
  });
});
