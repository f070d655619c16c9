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
  const gradus = await import(packages[0]);
  const { Generator, gradcheck, programs, randint, randn, uniform, Variable } = gradus;
  const { conv2d, crossEntropy, layerNorm, maxPool2d, scaledDotProductAttention } = gradus;
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
    sin: (x) => x.sin(),
    sigmoid: (x) => x.sigmoid(),
    gelu: (x) => x.gelu(),
    softplus: (x) => x.softplus(),
    sum: (x) => x.sum(),
    'sum(0)': (x) => x.sum(0),
    'sum(1)': (x) => x.sum(1),
    mean: (x) => x.mean(),
    max: (x) => x.max(),
    var: (x) => x.var(),
    'argmax(1)': (x) => x.argmax(1),
    'softmax(1)': (x) => x.softmax(1),
    'logsumexp(1)': (x) => x.logsumexp(1),
    'cumsum(1)': (x) => x.cumsum(1),
    'sort(1)': (x) => x.sort(1).values,
    'transpose, then copy': (x) => x.t().add(0),
  };

  const labels = randint([256], { low: 0, high: 1000, generator });
  const networks = {
    bmm: {
      shapes: [
        [32, 64, 64],
        [32, 64, 64],
      ],
      run: (a, b) => a.bmm(b),
    },
    conv2d: {
      shapes: [
        [8, 16, 32, 32],
        [32, 16, 3, 3],
      ],
      run: (x, w) => conv2d(x, w, null, { padding: 1 }),
    },
    maxPool2d: { shapes: [[8, 16, 64, 64]], run: (x) => maxPool2d(x, 2) },
    layerNorm: { shapes: [[256, 1000]], run: (x) => layerNorm(x, [1000]) },
    crossEntropy: { shapes: [[256, 1000]], run: (x) => crossEntropy(x, labels) },
    attention: {
      shapes: [
        [8, 128, 64],
        [8, 128, 64],
        [8, 128, 64],
      ],
      run: (q, k, v) => scaledDotProductAttention(q, k, v),
    },
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
            w.data = w.data.sub(w.grad.data, { alpha: 1e-6 });
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
    network({ name }) {
      const { shapes, run } = networks[name];
      const inputs = shapes.map((shape) => new Variable(randn(shape, { generator }), { requiresGrad: true }));
      return () => {
        run(...inputs)
          .sum()
          .backward();
        for (const input of inputs) input.zeroGrad();
      };
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
