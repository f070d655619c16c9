/** js-pytorch on the CPU. It keeps nested arrays of JavaScript's numbers, so it computes in float64 whatever is asked. */
import { packageVersion } from './package-version.mjs';

export const title = 'js-pytorch';
export const color = '#cc79a7';
export const note = 'computes in float64 on nested arrays; its job therefore is one in float64';
export const packages = ['js-pytorch'];
export const version = () => packageVersion('js-pytorch');

export async function load() {
  const { torch } = await import('js-pytorch');
  const positive = (shape) => torch.rand(shape).add(0.5);

  /** Its `sum` without an axis adds along the last. */
  const total = (x) => x.sum(1).sum(0);

  const operations = {
    add: (x, y) => x.add(y),
    mul: (x, y) => x.mul(y),
    div: (x, y) => x.div(y),
    pow: (x) => x.pow(2),
    sqrt: (x) => x.sqrt(),
    exp: (x) => x.exp(),
    log: (x) => x.log(),
    sum: total,
    'sum(0)': (x) => x.sum(0),
    'sum(1)': (x) => x.sum(1),
    mean: (x) => total(x).div(x.length * x.data[0].length),
  };

  /** It has no update but Adam's, so this one is written by hand. */
  const updated = (w) => {
    const { data, grad } = w;
    return torch.tensor(
      data.map((row, i) => row.map((value, j) => value - 1e-6 * grad[i][j])),
      true,
    );
  };

  const chain = (x, nodes) => {
    let y = x;
    for (let i = 0; i < nodes; i++) y = y.mul(1.000001);
    return y;
  };

  const float64 = (task) => (params) => (params.dtype === 'float32' ? undefined : task(params));

  return {
    job({ epochs, record }) {
      if (record) return undefined;
      return () => {
        const x = torch.randn([100, 1000]);
        const y = torch.randn([100, 10]);
        let w1 = torch.randn([1000, 100], true);
        let w2 = torch.randn([100, 10], true);
        let last;
        for (let epoch = 0; epoch < epochs; epoch++) {
          const h = torch.matmul(x, w1);
          // Its ReLU has a slope of 1/1000 below 0.
          const prediction = torch.matmul(
            h.masked_fill(h, (value) => value < 0, 0),
            w2,
          );
          const loss = total(prediction.sub(y).pow(2));
          last = loss.data[0];
          loss.backward();
          w1 = updated(w1);
          w2 = updated(w2);
        }
        return last;
      };
    },
    mm: float64(({ m, k, n }) => {
      const a = torch.randn([m, k]);
      const b = torch.randn([k, n]);
      return () => torch.matmul(a, b);
    }),
    operation: float64(({ name, shape }) => {
      const x = positive(shape);
      const y = positive(shape);
      const run = operations[name];
      return run && (() => run(x, y));
    }),
    randn: float64(({ shape }) => {
      return () => torch.randn(shape);
    }),
    walk({ nodes, forward }) {
      if (!forward) return undefined; // Its graph is walked once.
      return () => chain(torch.tensor([1], true), nodes).backward();
    },
  };
}
