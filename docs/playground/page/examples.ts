/**
 * The code that the box offers to begin with.
 *
 * @module
 */
import type { Language } from './link.js';

export const exampleNames = ['wrong', 'right', 'published', 'kink'] as const;
export type ExampleName = (typeof exampleNames)[number];

const en: Readonly<Record<ExampleName, string>> = {
  wrong: `// A function, its gradient derived by hand, and where to check it.
const inputs = [[0.5, -1.5, 2]];

function forward(x) {
  return x.pow(3);
}

// grad is the gradient with regard to the output.
function backward(grad, x) {
  return grad.mul(x.pow(2)).mul(2); // is the factor right?
}
`,
  right: `// tanh(x·w): one gradient for each input, in an array.
const inputs = [
  [[0.5, -1, 2], [1.5, 0.25, -0.5]], // x
  [[0.3], [-0.2], [0.7]],            // w
];

function forward(x, w) {
  return x.mm(w).tanh();
}

function backward(grad, x, w) {
  const y = x.mm(w).tanh();
  const gradZ = grad.mul(y.square().neg().add(1)); // tanh′ = 1 − tanh²
  return [gradZ.mm(w.t()), x.t().mm(gradZ)];
}
`,
  published: `// The hidden layer of the tutorial, with the gradient as published.
const inputs = [[[1, -2], [0.5, 3]]]; // h

function forward(h) {
  return h.clamp({ min: 0 });
}

function backward(grad, h) {
  return grad.clamp({ min: 0 }); // clips the gradient; a mask would be:
  // return where(h.ge(0), grad, 0);
}
`,
  kink: `// At 0 the slope of |x| is −1 from the left and 1 from the right.
const inputs = [[-1, 0, 2]];

function forward(x) {
  return x.abs();
}

function backward(grad, x) {
  return grad.mul(x.sign()); // sign(0) = 0: a convention
}
`,
};

const zh: Readonly<Record<ExampleName, string>> = {
  wrong: `// 一个函数、手工推导的梯度，以及在哪里检验。
const inputs = [[0.5, -1.5, 2]];

function forward(x) {
  return x.pow(3);
}

// grad 是损失对输出的梯度。
function backward(grad, x) {
  return grad.mul(x.pow(2)).mul(2); // 这个系数对吗？
}
`,
  right: `// tanh(x·w)：有几个输入，就在数组里返回几个梯度。
const inputs = [
  [[0.5, -1, 2], [1.5, 0.25, -0.5]], // x
  [[0.3], [-0.2], [0.7]],            // w
];

function forward(x, w) {
  return x.mm(w).tanh();
}

function backward(grad, x, w) {
  const y = x.mm(w).tanh();
  const gradZ = grad.mul(y.square().neg().add(1)); // tanh′ = 1 − tanh²
  return [gradZ.mm(w.t()), x.t().mm(gradZ)];
}
`,
  published: `// 教程的隐藏层，梯度照原文的写法。
const inputs = [[[1, -2], [0.5, 3]]]; // h

function forward(h) {
  return h.clamp({ min: 0 });
}

function backward(grad, h) {
  return grad.clamp({ min: 0 }); // 截断了梯度；正确的掩码是：
  // return where(h.ge(0), grad, 0);
}
`,
  kink: `// 在 0 处，|x| 的左侧斜率是 −1，右侧斜率是 1。
const inputs = [[-1, 0, 2]];

function forward(x) {
  return x.abs();
}

function backward(grad, x) {
  return grad.mul(x.sign()); // sign(0) = 0：一种约定
}
`,
};

export const examples: Readonly<Record<Language, Readonly<Record<ExampleName, string>>>> = { en, zh };
