/** TensorFlow.js, on either of its backends. */

/** The tasks on the backend that is set. */
export function tasksOf(tf) {
  const positive = (shape) => tf.randomUniform(shape, 0.5, 1.5);

  const operations = {
    add: (x, y) => tf.add(x, y),
    mul: (x, y) => tf.mul(x, y),
    div: (x, y) => tf.div(x, y),
    clamp: (x) => tf.clipByValue(x, 1, Infinity),
    pow: (x) => tf.square(x),
    sqrt: (x) => tf.sqrt(x),
    exp: (x) => tf.exp(x),
    log: (x) => tf.log(x),
    tanh: (x) => tf.tanh(x),
    sin: (x) => tf.sin(x),
    sigmoid: (x) => tf.sigmoid(x),
    softplus: (x) => tf.softplus(x),
    sum: (x) => tf.sum(x),
    'sum(0)': (x) => tf.sum(x, 0),
    'sum(1)': (x) => tf.sum(x, 1),
    mean: (x) => tf.mean(x),
    max: (x) => tf.max(x),
    'argmax(1)': (x) => tf.argMax(x, 1),
    'softmax(1)': (x) => tf.softmax(x, 1),
    'logsumexp(1)': (x) => tf.logSumExp(x, 1),
    'cumsum(1)': (x) => tf.cumsum(x, 1),
    'transpose, then copy': (x) => tf.transpose(x),
  };

  const labels = () => tf.oneHot(tf.range(0, 256, 1, 'int32'), 1000);
  const networks = {
    bmm: {
      shapes: [
        [32, 64, 64],
        [32, 64, 64],
      ],
      run: (a, b) => tf.matMul(a, b),
    },
    conv2d: {
      shapes: [
        [8, 32, 32, 16],
        [3, 3, 16, 32],
      ],
      run: (x, w) => tf.conv2d(x, w, 1, 'same'),
    },
    maxPool2d: { shapes: [[8, 64, 64, 16]], run: (x) => tf.maxPool(x, 2, 2, 'valid') },
    crossEntropy: { shapes: [[256, 1000]], run: (x) => tf.losses.softmaxCrossEntropy(labels(), x) },
    attention: {
      shapes: [
        [8, 128, 64],
        [8, 128, 64],
        [8, 128, 64],
      ],
      run: (q, k, v) => tf.matMul(tf.softmax(tf.matMul(q, k, false, true).div(8)), v),
    },
  };

  const float32 = (task) => (params) => (params.dtype === 'float64' ? undefined : task(params));

  return {
    job({ epochs, record }) {
      if (record) return undefined;
      return () => {
        const x = tf.randomNormal([100, 1000]);
        const y = tf.randomNormal([100, 10]);
        const w1 = tf.variable(tf.randomNormal([1000, 100]));
        const w2 = tf.variable(tf.randomNormal([100, 10]));
        let last;
        for (let epoch = 0; epoch < epochs; epoch++) {
          tf.tidy(() => {
            const { value, grads } = tf.variableGrads(() =>
              x.matMul(w1).relu().matMul(w2).sub(y).square().sum(),
            );
            last = value.dataSync()[0];
            for (const w of [w1, w2]) w.assign(w.sub(grads[w.name].mul(1e-6)));
          });
        }
        tf.disposeVariables();
        tf.dispose([x, y]);
        return last;
      };
    },
    mm: float32(({ m, k, n }) => {
      const a = tf.randomNormal([m, k]);
      const b = tf.randomNormal([k, n]);
      return () => tf.matMul(a, b).dispose();
    }),
    operation: float32(({ name, shape }) => {
      const x = positive(shape);
      const y = positive(shape);
      const run = operations[name];
      return run && (() => run(x, y).dispose());
    }),
    network({ name }) {
      const { shapes, run } = networks[name] ?? {};
      if (run === undefined) return undefined;
      const inputs = shapes.map((shape) => tf.randomNormal(shape));
      const gradients = tf.grads((...given) => run(...given).sum());
      return () => tf.dispose(tf.tidy(() => gradients(inputs)));
    },
    randn: float32(({ shape }) => {
      return () => tf.randomNormal(shape).dispose();
    }),
    walk({ nodes, forward }) {
      if (!forward) return undefined; // Its tape is walked once, by the call that records it.
      const x = tf.randomNormal([]);
      const gradient = tf.grad((x) => {
        let y = x;
        for (let i = 0; i < nodes; i++) y = y.mul(1.000001);
        return y;
      });
      return () => gradient(x).dispose();
    },
  };
}
