/**
 * What the worker is asked to do, done here: its numbers are the library's.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check, search } from '../../docs/playground/worker/check.js';
import { compare, hiddenGradients, refute } from '../../docs/playground/worker/compare.js';
import { graph } from '../../docs/playground/worker/graph.js';
import { examples } from '../../docs/playground/page/examples.js';
import { Generator, programs, randn, where, type Config } from '../../src/index.js';
import { allPrograms, configs, drawn } from '../experiments/configs.js';
import { need } from '../properties/indices.js';

describe('the graph', () => {
  test('of any program at any epoch ends in the loss that the program has there', () => {
    fc.assert(
      fc.property(fc.constantFrom(...allPrograms), configs, (program, config) => {
        const { losses } = programs[program](config);
        const epoch = config.epochs - 1;
        const { nodes } = graph({ program, config, epoch });
        expect(nodes.at(-1)).toMatchObject({ name: 'loss', value: { first: [losses[epoch]] } });
      }),
      { numRuns: 40 },
    );
  });

  test('has every value after those it is made of, and walks from the loss back', () => {
    const config: Config = {
      ...programs.autograd({ epochs: 1 }).config,
      batch: 3,
      inputs: 4,
      hidden: 5,
      outputs: 2,
    };
    const { nodes, walk } = graph({ program: 'autograd', config, epoch: 0 });
    const names = nodes.map(({ name }) => name);
    nodes.forEach(({ inputs }, i) => {
      for (const input of inputs) expect(names.indexOf(input)).toBeLessThan(i);
    });
    expect(walk.map(({ rule }) => rule)).toEqual(['Sum', 'Pow', 'Sub', 'Mm', 'Clamp', 'Mm']);
    // What a step passes on, a later one takes.
    for (const { taken } of walk.slice(1)) {
      expect(walk.flatMap(({ passed }) => passed)).toContainEqual(taken);
    }
    const { losses, ...step } = programs.autograd(config);
    expect(losses).toHaveLength(1);
    expect(step.config).toEqual(config);
  });

  test('has one node for a Module with its own backward', () => {
    const config: Config = {
      ...programs.autograd({ epochs: 1 }).config,
      batch: 3,
      inputs: 4,
      hidden: 5,
      outputs: 2,
    };
    const { nodes, walk } = graph({ program: 'module-manual', config, epoch: 0 });
    expect(nodes.map(({ rule }) => rule)).toContain('ManualModel');
    expect(walk.map(({ rule }) => rule)).toEqual(['Sum', 'Pow', 'Sub', 'ManualModel']);
  });
});

describe('the comparison', () => {
  test('has the losses of both programs, and the epoch at which they part', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const { published, corrected, parts } = compare(config);
        expect(published).toEqual(programs.published(config).losses);
        expect(corrected).toEqual(programs.autograd(config).losses);
        const same = published.map((loss, i) => Object.is(loss, corrected[i]));
        expect(parts).toBe(same.includes(false) ? same.indexOf(false) : null);
        expect(parts).not.toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  test('counts the elements of the gradient of h that differ, and finds the largest difference', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const { counts, largest, map } = hiddenGradients(config);
        const { x, y, w1, w2 } = drawn(config);
        const h = x.mm(w1);
        const gradR = h.clamp({ min: 0 }).mm(w2).sub(y).mul(2).mm(w2.t());
        const gap = gradR
          .clamp({ min: 0 })
          .sub(where(h.ge(0), gradR, 0))
          .abs();
        expect(counts.lost + counts.leaked).toBe(gap.gt(0).to('float64').sum().item());
        expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(config.batch * config.hidden);
        expect(map.kinds).toHaveLength(config.batch * config.hidden);
        if (largest === null) expect(gap.max().item()).toBe(0);
        else {
          expect(Math.abs(largest.published - largest.corrected)).toBe(gap.max().item());
          expect(gap.toTypedArray()[largest.row * config.hidden + largest.column]).toBe(gap.max().item());
        }
      }),
    );
  });

  test('clips as the published program does: its first step is along that gradient, bit for bit', () => {
    const config: Config = {
      ...programs.published({ epochs: 1 }).config,
      batch: 3,
      inputs: 2,
      hidden: 4,
      outputs: 2,
    };
    const { largest, rows, columns } = hiddenGradients(config);
    expect([rows, columns]).toEqual([3, 4]);
    const { x, y, w1, w2 } = drawn(config);
    const gradR = x.mm(w1).clamp({ min: 0 }).mm(w2).sub(y).mul(2).mm(w2.t());
    const published = gradR.clamp({ min: 0 });
    const { row, column, published: value } = need(largest ?? undefined);
    expect(published.toTypedArray()[row * columns + column]).toBe(value);
    const step = w1.sub(x.t().mm(published).mul(config.learningRate));
    expect(programs.published(config).parameters.w1.equal(step)).toBe(true);
  });

  test('refutes the published gradient from any seed, by one unit that is on and whose output is too low', () => {
    for (const seed of [0, 1, 7, 2 ** 32 - 1]) {
      const { shrunk, report, found } = refute({ seed });
      expect(shrunk.map(({ value }) => value)).toEqual(['[[1]]', '[[1]]', '[[1]]', '[[2]]']);
      expect(found.map(({ name }) => name)).toEqual(['x', 'w1', 'w2', 'y']);
      expect(report.verdict).toBe('fail');
      const failure = report.failures.find(({ place }) => place?.input === 1);
      expect(failure?.analytic).toBe(0);
      expect(failure?.numeric).toBeCloseTo(-2, 9);
    }
  });
});

describe('the box', () => {
  test.each([
    ['wrong', 'fail'],
    ['right', 'pass'],
    ['published', 'fail'],
    ['kink', 'kink'],
  ] as const)('finds its example “%s” to be: %s', (name, verdict) => {
    for (const order of [1, 2] as const) {
      for (const code of [examples.en[name], examples.zh[name]]) {
        expect(check({ code, order }).report.verdict).toBe(verdict);
      }
    }
  });

  test('has the same program in both languages: they differ in comments only', () => {
    const bare = (code: string): string => code.replaceAll(/\s*\/\/.*$/gm, '');
    for (const name of Object.keys(examples.en) as (keyof typeof examples.en)[]) {
      expect(bare(examples.zh[name])).toBe(bare(examples.en[name]));
    }
  });

  test('searches until it finds a counterexample, and shrinks it', () => {
    const { counterexample } = search({ code: examples.en.published, order: 1, seed: 0 });
    expect(counterexample?.report.verdict).toBe('fail');
    const right = search({ code: examples.en.right, order: 2, seed: 0 });
    expect(right).toEqual({ tried: 100, proven: 100, shrinks: 0, counterexample: null });
  });

  test('finds a gradient wrong that is wrong only where x is negative', () => {
    const code = `const inputs = [[1, 2]];
      function forward(x) { return x.pow(2); }
      function backward(grad, x) { return grad.mul(x.abs()).mul(2); }`;
    expect(check({ code, order: 1 }).report.verdict).toBe('pass');
    const { counterexample } = search({ code, order: 1, seed: 0 });
    expect(counterexample?.report.verdict).toBe('fail');
  });

  test('tells points that tell nothing from points that prove', () => {
    // The derivative is lost in the rounding of 1 + 1e-30·x: any other would pass too.
    const code = `const inputs = [[1, 2]];
      function forward(x) { return x.mul(1e-30).add(1); }
      function backward(grad, x) { return grad.mul(2e-30); }`;
    expect(search({ code, order: 1, seed: 0 })).toMatchObject({ counterexample: null, proven: 0 });
  });

  test('checks the second order when asked, where only that is wrong', () => {
    // The gradient is right, but what it is made of is a constant: it cannot be differentiated.
    const code = `const inputs = [[1.5, 2]];
      function forward(x) { return x.pow(3); }
      function backward(grad, x) { return grad.mul(x.detach().pow(2).mul(3)); }`;
    expect(check({ code, order: 1 }).report.verdict).toBe('pass');
    expect(check({ code, order: 2 }).report).toMatchObject({ verdict: 'fail', order: 2 });
  });

  test('takes tensors for inputs, constants beside them, and names of the library for its own', () => {
    const code = `const inputs = [tensor([0.5, 2]), 3];
      const grad = 1, where = 2;
      function forward(x, y) { return x.mul(y).log(); }
      const backward = (grad, x, y) => [grad.div(x), grad.div(y)];`;
    expect(check({ code, order: 1 }).report).toMatchObject({ verdict: 'pass', entries: 6 });
  });

  test.each([
    ['let', /SyntaxError|Unexpected/],
    ['const inputs = [1];', /forward is missing/],
    ['const inputs = [1]; function forward(x) { return x; }', /backward is missing/],
    ['function forward(x) { return x; } function backward(grad) { return grad; }', /inputs is missing/],
    ['const inputs = []; const forward = (x) => x; const backward = forward;', /inputs is missing/],
    ['const inputs = [[[]]]; const forward = (x) => x; const backward = forward;', /empty tensor/],
    ['const inputs = [[1, [2]]]; const forward = (x) => x; const backward = forward;', /./],
    ['const inputs = ["a"]; const forward = (x) => x; const backward = forward;', /./],
    ['const inputs = [1]; const domain = 3; const forward = (x) => x; const backward = forward;', /domain/],
    ['const inputs = [1]; const forward = () => 1; const backward = forward;', /forward returned 1/],
    [
      'const inputs = [1]; const forward = (x) => x.exp(); const backward = () => [];',
      /backward returned 0 gradients/,
    ],
    [
      'const inputs = [1]; const forward = (x) => x.exp(); const backward = () => 2;',
      /gradient of input 0 is 2/,
    ],
    [
      'const inputs = [1]; const forward = (x) => { throw new Error("mine"); }; const backward = forward;',
      /mine/,
    ],
  ])('says what is wrong with: %s', (code, message) => {
    expect(() => check({ code, order: 1 })).toThrow(message);
    expect(() => search({ code, order: 1, seed: 0 })).toThrow(message);
  });
});

test('what is drawn is what the programs draw', () => {
  const { batch, inputs, seed } = programs.autograd({ epochs: 1 }).config;
  const first = graph({ program: 'autograd', config: programs.autograd({ epochs: 1 }).config, epoch: 0 })
    .nodes[0];
  const x = randn([batch, inputs], { generator: new Generator(seed) });
  expect(first?.value.first).toEqual(Array.from(x.toTypedArray().slice(0, 6)));
});
