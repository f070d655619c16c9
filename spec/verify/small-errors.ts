/**
 * Mistakes of any size, to see how small a one is found: beside values of ordinary size, beside huge ones, and where the
 * value itself is huge.
 */
import { gradcheck, gradgradcheck, Variable, type GradcheckReport, type Tensor } from '../../src/index.js';
import { f64, POINT, rule } from './wrong-rules/wrong-rule.js';

/** A mistake, and the smallest of its kind that is found. */
export interface SmallError {
  /** What is wrong, and where: a row of the table in docs/checking.md. */
  readonly what: string;
  /** How large it is where it is found. A hundredth of it is not. */
  readonly found: number;
  /** What is said of it. */
  readonly by: string;
  /** The check of a function with a mistake of this size; with 0 it has none. */
  readonly check: (size: number) => GradcheckReport;
}

type Unary = (x: Variable) => Variable;

const HUGE = 1e12;
/** The first of two elements. */
const FIRST = f64([1, 0]);
const TWO = f64([1.3, 0.7]);
/** Two factors, the second huge. */
const beside = (size: number): Tensor => f64([1, size]);

/** 0, with a derivative of `size` by the first of two elements. */
const slip = (size: number): Unary =>
  rule(
    (x) => x.mul(0),
    (g) => [g.mul(FIRST).mul(size)],
  );

/** Itself, with a derivative of 1 + size. */
const factor = (size: number): Unary =>
  rule(
    (x) => x.mul(1),
    (g) => [g.mul(1 + size)],
  );

/** Itself, with a gradient that is right for 1 and 0 and of the second degree between, in the first element. */
const bent = (size: number): Unary =>
  rule(
    (x) => x.mul(1),
    (g) => [g.add(g.mul(g.abs()).sub(g).mul(FIRST).mul(size))],
  );

/** Itself, with a gradient that doubles where gradOutput does, and is no sum: the first element sees the second's. */
export const mixed = (size: number): Unary =>
  rule(
    (x) => x.mul(1),
    (g) => {
      const [here, there] = [g.abs(), g.abs().flip(0)];
      return [g.add(g.mul(there).div(here.add(there).add(1e-300)).mul(FIRST).mul(size))];
    },
  );

/** exp with a second derivative that is off by `size` in the first element. */
const secondSlip = (size: number): Unary =>
  rule(
    (x) => x.exp(),
    (g, [x], y) => [g.mul(y).add(x.sub(x.detach()).mul(FIRST).mul(size))],
  );

/** x, with a slope that jumps by `size` at 0. */
const kinked =
  (size: number): Unary =>
  (x) =>
    x.add(x.abs().mul(size / 2));

const constant = (value: number): Variable => new Variable(f64(value));

export const smallErrors: readonly SmallError[] = [
  {
    what: 'every derivative times 1 + e: of exp',
    found: 2e-7,
    by: 'jacobian',
    check: (e) => gradcheck((x) => factor(e)(x.exp()), [POINT]),
  },
  {
    what: 'every derivative times 1 + e: of x², at 1.3 and 10¹²',
    found: 2e-7,
    by: 'jacobian',
    check: (e) => gradcheck((x) => factor(e)(x.square()), [f64([1.3, HUGE])]),
  },
  {
    what: 'one derivative, of 2.6, of x² at 1.3 and 10¹²',
    found: 5e-7,
    by: 'jacobian',
    check: (e) => gradcheck((x) => x.square().add(slip(e)(x)), [f64([1.3, HUGE])]),
  },
  {
    what: 'one derivative, of 1, beside one of 10¹²',
    found: 2e-7,
    by: 'jacobian',
    check: (e) => gradcheck((x) => x.mul(beside(HUGE)).add(slip(e)(x)), [TWO]),
  },
  {
    what: 'one derivative, of 0, beside one of 10¹²',
    found: 5e-12,
    by: 'jacobian',
    check: (e) => gradcheck((x) => x.mul(f64([HUGE, 1])).add(slip(e)(x).flip(0)), [TWO]),
  },
  {
    what: 'one derivative, of 1, of an output beside another of 10¹²',
    found: 2e-7,
    by: 'jacobian',
    check: (e) => gradcheck((x) => [x.mul(1).add(slip(e)(x)), constant(HUGE)], [TWO]),
  },
  {
    what: 'one second derivative, of about 3, beside one of 10¹²',
    found: 5e-7,
    by: 'jacobian',
    check: (e) => gradgradcheck((x) => secondSlip(e)(x).mul(beside(HUGE)), [TWO]),
  },
  {
    what: 'one derivative, of about 1, where the value itself is 10⁸',
    found: 1e-2,
    by: 'jacobian',
    check: (e) => gradcheck((x) => x.sin().add(1e8).add(slip(e)(x)), [TWO]),
  },
  {
    what: 'one derivative, of about 1, where 10⁸ was added and taken away again',
    found: 2e-3,
    by: 'jacobian',
    check: (e) => gradcheck((x) => x.sin().add(1e8).sub(1e8).add(slip(e)(x)), [TWO]),
  },
  {
    what: 'a gradient of the second degree, in one element of 1',
    found: 1e-11,
    by: 'linearity',
    check: (e) => gradcheck((x) => bent(e)(x), [TWO]),
  },
  {
    what: 'the same, beside a derivative of 10¹²',
    found: 1e-10,
    by: 'linearity',
    check: (e) => gradcheck((x) => bent(e)(x).mul(beside(HUGE)), [TWO]),
  },
  {
    what: 'the same, of an output beside another of 10¹²',
    found: 1e-10,
    by: 'linearity',
    check: (e) => gradcheck((x) => [bent(e)(x), constant(HUGE)], [TWO]),
  },
  {
    what: 'a gradient that is no sum, in one element of 1, beside a derivative of 10¹²',
    found: 2e-8,
    by: 'linearity',
    check: (e) => gradcheck((x) => mixed(e)(x.mul(beside(HUGE))), [TWO]),
  },
  {
    what: 'a kink: a slope of 1 that jumps',
    found: 2e-6,
    by: 'kink',
    check: (e) => gradcheck(kinked(e), [f64(0)]),
  },
  {
    what: 'the same, of an output beside another of 10¹²',
    found: 2e-6,
    by: 'kink',
    check: (e) => gradcheck((x) => [kinked(e)(x), constant(HUGE)], [f64(0)]),
  },
  {
    what: 'the same, where the value itself is 10⁶',
    found: 2e-4,
    by: 'kink',
    check: (e) => gradcheck((x) => kinked(e)(x).add(1e6), [f64(0)]),
  },
];
