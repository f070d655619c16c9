/** jax-js on WebAssembly, its default. An operation takes its operands; `ref` keeps one for later. */
import { packageVersion } from './package-version.mjs';

export const title = 'jax-js, WebAssembly';
export const color = '#56b4e9';
export const packages = ['@jax-js/jax'];
export const version = () => packageVersion('@jax-js/jax');

export async function load() {
  globalThis.navigator ??= { userAgent: 'Node.js' }; // It reads this; Node.js 20 has none.
  const { grad, init, jit, nn, numpy: np, random, valueAndGrad } = await import('@jax-js/jax');
  await init('wasm');
  const dtypeOf = (name) => (name === 'float64' ? np.float64 : np.float32);
  let drawn = 0;
  const normal = (shape) => random.normal(random.key(drawn++), shape);
  const positive = (shape, dtype) =>
    random.uniform(random.key(drawn++), shape).add(0.5).astype(dtypeOf(dtype));
  const finish = (x) => x.blockUntilReady().then((ready) => ready.dispose());

  const operations = {
    add: (x, y) => np.add(x, y.ref),
    mul: (x, y) => np.multiply(x, y.ref),
    div: (x, y) => np.divide(x, y.ref),
    clamp: (x) => np.maximum(x, 1),
    pow: (x) => np.square(x),
    sqrt: (x) => np.sqrt(x),
    exp: (x) => np.exp(x),
    log: (x) => np.log(x),
    tanh: (x) => np.tanh(x),
    sin: (x) => np.sin(x),
    sigmoid: (x) => nn.sigmoid(x),
    gelu: (x) => nn.gelu(x),
    softplus: (x) => nn.softplus(x),
    sum: (x) => np.sum(x),
    'sum(0)': (x) => np.sum(x, 0),
    'sum(1)': (x) => np.sum(x, 1),
    mean: (x) => np.mean(x),
    max: (x) => np.max(x),
    var: (x) => np.var_(x),
    'argmax(1)': (x) => np.argmax(x, 1),
    'softmax(1)': (x) => nn.softmax(x, 1),
    'logsumexp(1)': (x) => nn.logsumexp(x, 1),
    'cumsum(1)': (x) => np.cumsum(x, 1),
    'sort(1)': (x) => np.sort(x, 1),
  };

  const loss = (w1, w2, x, y) => np.square(np.matmul(np.maximum(np.matmul(x, w1), 0), w2).sub(y)).sum();
  // One compiled step, kept for all jobs.
  const step = jit((w1, w2, x, y) => {
    const [value, [g1, g2]] = valueAndGrad(loss, { argnums: [0, 1] })(w1.ref, w2.ref, x, y);
    return [value, w1.sub(g1.mul(1e-6)), w2.sub(g2.mul(1e-6))];
  });

  return {
    job({ epochs, record }) {
      if (record) return undefined;
      return () => {
        const x = normal([100, 1000]);
        const y = normal([100, 10]);
        let w1 = normal([1000, 100]);
        let w2 = normal([100, 10]);
        let value;
        let last;
        for (let epoch = 0; epoch < epochs; epoch++) {
          [value, w1, w2] = step(w1, w2, x.ref, y.ref);
          last = value.item();
        }
        for (const array of [x, y, w1, w2]) array.dispose();
        return last;
      };
    },
    mm({ m, k, n, dtype }) {
      const a = normal([m, k]).astype(dtypeOf(dtype));
      const b = normal([k, n]).astype(dtypeOf(dtype));
      return () => finish(np.matmul(a.ref, b.ref));
    },
    operation({ name, shape, dtype }) {
      const x = positive(shape, dtype);
      const y = positive(shape, dtype);
      const run = operations[name];
      return run && (() => finish(run(x.ref, y)));
    },
    randn({ shape, dtype }) {
      if (dtype === 'float64') return undefined; // It draws float32 only.
      return () => finish(normal(shape));
    },
    walk({ nodes, forward }) {
      if (!forward) return undefined;
      const x = normal([]);
      const gradient = grad((x) => {
        let y = x;
        for (let i = 0; i < nodes; i++) y = y.mul(1.000001);
        return y;
      });
      return () => finish(gradient(x.ref));
    },
  };
}
