/** The library as it is shipped: dist. */
import { readFileSync, statSync } from 'node:fs';

export const title = 'gradus';
export const color = '#d55e00';
export const packages = [new URL('../../../dist/index.js', import.meta.url).href];

export function version() {
  statSync(new URL(packages[0]));
  return JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url))).version;
}

export async function load() {
  const { Generator, gradcheck, programs, randn, uniform, Variable } = await import(packages[0]);
  const generator = new Generator(0);
  const positive = (shape, dtype) => uniform(shape, { low: 0.5, high: 1.5, generator, dtype });

  const operations = {
    add: (x, y) => x.add(y),
    mul: (x, y) => x.mul(y),
    div: (x, y) => x.div(y),
    clamp: (x) => x.clamp({ min: 1 }),
    pow: (x) => x.pow(2),
    sqrt: (x) => x.sqrt(),
    exp: (x) => x.exp(),
    log: (x) => x.log(),
    tanh: (x) => x.tanh(),
    sum: (x) => x.sum(),
    'sum(0)': (x) => x.sum(0),
    'sum(1)': (x) => x.sum(1),
    mean: (x) => x.mean(),
    max: (x) => x.max(),
  };

  const chain = (x, nodes) => {
    let y = x;
    for (let i = 0; i < nodes; i++) y = y.mul(1.000001);
    return y;
  };

  return {
    job({ epochs, record }) {
      if (record) return () => programs.autograd({ seed: 0, epochs });
      return () => {
        const draw = new Generator(0);
        const x = new Variable(randn([100, 1000], { generator: draw }), { requiresGrad: false });
        const y = new Variable(randn([100, 10], { generator: draw }), { requiresGrad: false });
        const w1 = new Variable(randn([1000, 100], { generator: draw }), { requiresGrad: true });
        const w2 = new Variable(randn([100, 10], { generator: draw }), { requiresGrad: true });
        let last;
        for (let epoch = 0; epoch < epochs; epoch++) {
          const loss = x.mm(w1).clamp({ min: 0 }).mm(w2).sub(y).pow(2).sum();
          last = loss.item();
          loss.backward();
          for (const w of [w1, w2]) {
            w.data = w.data.sub(w.grad.data.mul(1e-6));
            w.zeroGrad();
          }
        }
        return last;
      };
    },
    mm({ m, k, n, dtype }) {
      const a = randn([m, k], { generator, dtype });
      const b = randn([k, n], { generator, dtype });
      return () => a.mm(b);
    },
    operation({ name, shape, dtype }) {
      const x = positive(shape, dtype);
      const y = positive(shape, dtype);
      const run = operations[name];
      return run && (() => run(x, y));
    },
    randn: ({ shape, dtype }) => {
      return () => randn(shape, { generator, dtype });
    },
    walk({ nodes, forward }) {
      const x = new Variable(randn([], { generator }), { requiresGrad: true });
      const end = forward ? undefined : chain(x, nodes);
      return () => {
        (end ?? chain(x, nodes)).backward();
        x.zeroGrad();
      };
    },
    gradcheck({ batch, inputs, outputs }) {
      const dtype = 'float64';
      const x = randn([batch, inputs], { generator, dtype });
      const w = randn([inputs, outputs], { generator, dtype });
      const b = randn([outputs], { generator, dtype });
      const layer = (x, w, b) => x.mm(w).add(b).tanh();
      return () => {
        const report = gradcheck(layer, [x, w, b]);
        if (!report.ok) throw new Error(report.message);
      };
    },
  };
}
