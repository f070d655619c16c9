/**
 * What the rules compute and why their derivatives are what they are, in the words of their docstrings, from which
 * `npm run ledger` makes this file.
 *
 * @module
 */
import {
  LeakyRelu,
  Elu,
  Softplus,
  Silu,
  Gelu,
  GeluTanh,
  Mish,
  Softsign,
} from '../autograd/rules/activations.js';
import { Neg, Add, Sub, AddScaled, Mul, Div, Lerp } from '../autograd/rules/arithmetic.js';
import { Exp, Log, Sqrt, Tanh, Sigmoid } from '../autograd/rules/elementary.js';
import {
  Expm1,
  Exp2,
  Log1p,
  Log2,
  Log10,
  Erf,
  Erfc,
  LogAddExp,
  Share,
  XLogY,
} from '../autograd/rules/exponentials.js';
import { Sinh, Cosh, Asinh, Acosh, Atanh } from '../autograd/rules/hyperbolic.js';
import { PickPlaces, AddPlaces } from '../autograd/rules/indexing.js';
import { Permute, Reshape, Expand, Narrow, Concat, Clone, To } from '../autograd/rules/layout.js';
import {
  Det,
  LogAbsDet,
  Inverse,
  Solve,
  SolveTriangular,
  Cholesky,
} from '../autograd/rules/linear-algebra.js';
import { Median } from '../autograd/rules/ordering.js';
import { Abs, Relu, Clamp, Maximum, Minimum, Where } from '../autograd/rules/piecewise.js';
import { Pow, Power, Rsqrt } from '../autograd/rules/powers.js';
import { LogSumExp, Softmax, LogSoftmax } from '../autograd/rules/probabilities.js';
import { Mm, Matmul } from '../autograd/rules/products.js';
import { Sum, Prod, Amax, Amin, Var, Std, Center, Norm } from '../autograd/rules/reductions.js';
import { Cumsum, Cumprod, Recurrence } from '../autograd/rules/scans.js';
import { Sign, Floor, Ceil, Round, Trunc, Fmod, Remainder } from '../autograd/rules/steps.js';
import {
  Sin,
  Cos,
  Tan,
  OneMinusSquare,
  Asin,
  Acos,
  Atan,
  Hypot,
  Cosine,
  Atan2,
  Inversion,
} from '../autograd/rules/trigonometric.js';

/** What is said of a rule. */
export interface Formula {
  /** What it computes. */
  readonly formula: string;
  /** Why its derivative is what it is. */
  readonly derivation: string;
}

/** The formulas by class: a rule of the same name from elsewhere is another one. */
export const formulas: ReadonlyMap<unknown, Formula> = new Map<unknown, Formula>([
  [
    LeakyRelu,
    {
      formula: 'y = x for x > 0, else s·x',
      derivation: 'y′ = 1 for x > 0, else s. Convention at the kink: y′(0) = s.',
    },
  ],
  [
    Elu,
    {
      formula: 'y = s·x for x > 0, else α·s·(e^(t·x) − 1)',
      derivation:
        'y′ = s for x > 0, else α·s·t·e^(t·x). Convention at the kink: y′(0) = α·s·t, and y″(0) = 0.',
    },
  ],
  [
    Softplus,
    {
      formula: 'y = ln(1 + e^(β·x))/β, and x where β·x > θ',
      derivation:
        'y′ = e^(β·x)/(1 + e^(β·x)) = σ(β·x), and 1 where β·x > θ. Convention at the jump β·x = θ: the first holds.',
    },
  ],
  [Silu, { formula: 'y = x·σ(x)', derivation: 'σ′(x) = σ(x)·σ(−x), so y′ = σ(x)·(1 + x·σ(−x)).' }],
  [
    Gelu,
    {
      formula: 'y = x·Φ(x), with the normal distribution Φ(x) = ½·erfc(−x/√2)',
      derivation: 'Φ′(x) = φ(x) = e^(−x²/2)/√(2π), so y′ = Φ(x) + x·φ(x).',
    },
  ],
  [
    GeluTanh,
    {
      formula: 'y = x·½(1 + tanh u) = x·σ(v), with v = 2u = 2√(2/π)·(x + 0.044715·x³)',
      derivation:
        'By the chain rule, (σ(v))′ = σ(v)·σ(−v)·v′ with v′ = 2√(2/π)·(1 + 0.134145·x²), so y′ = σ(v)·(1 + x·σ(−v)·v′).',
    },
  ],
  [
    Mish,
    {
      formula: 'y = x·tanh(s), with s = ln(1 + eˣ)',
      derivation:
        'With a = σ(x) and b = σ(−x) = 1 − a = e⁻ˢ: tanh s = (1 − b²)/(1 + b²) = a·(1 + b)/(1 + b²). And since s′ = a and tanh′ = 1 − tanh² = 4b²/(1 + b²)², (tanh s)′ = 4a·(b/(1 + b²))². Neither cancels anywhere. By the product rule, y′ = tanh s + 4a·x·(b/(1 + b²))².',
    },
  ],
  [
    Softsign,
    {
      formula: 'y = x/(1 + |x|)',
      derivation:
        'For x > 0, y = 1 − 1/(1 + x) and y′ = 1/(1 + x)²; for x < 0, y = −y(−x). So y′ = 1/(1 + |x|)², at 0 too.',
    },
  ],
  [Neg, { formula: 'y = −x', derivation: 'Linear: ∂y/∂x = −1.' }],
  [Add, { formula: 'y = a + b', derivation: 'Linear: ∂y/∂a = 1, ∂y/∂b = 1.' }],
  [Sub, { formula: 'y = a − b', derivation: 'Linear: ∂y/∂a = 1, ∂y/∂b = −1.' }],
  [AddScaled, { formula: 'y = a + α·b for a number α', derivation: 'Linear: ∂y/∂a = 1, ∂y/∂b = α.' }],
  [
    Mul,
    {
      formula: 'y = a·b, element by element',
      derivation: 'Bilinear, by the product rule: ∂y/∂a = b, ∂y/∂b = a.',
    },
  ],
  [
    Div,
    {
      formula: 'y = a/b',
      derivation:
        'By the quotient rule: ∂y/∂a = 1/b, ∂y/∂b = −a/b² = −y/b. The pole b = 0 gives what IEEE division gives.',
    },
  ],
  [
    Lerp,
    {
      formula: 'y = a + w·(b − a)',
      derivation: 'Linear in a and b together, and in w: ∂y/∂a = 1 − w, ∂y/∂b = w, ∂y/∂w = b − a.',
    },
  ],
  [Exp, { formula: 'y = eˣ', derivation: 'y′ = eˣ = y.' }],
  [Log, { formula: 'y = ln x, for x > 0', derivation: 'x = e^y, so 1 = e^y·y′ and y′ = 1/x.' }],
  [
    Sqrt,
    {
      formula: 'y = √x, for x > 0',
      derivation: 'x = y², so 1 = 2y·y′ and y′ = 1/(2y). At 0 it is Infinity.',
    },
  ],
  [Tanh, { formula: 'y = tanh x', derivation: 'tanh = sinh/cosh, so y′ = (cosh² − sinh²)/cosh² = 1 − y².' }],
  [
    Sigmoid,
    {
      formula: 'y = 1/(1 + e⁻ˣ)',
      derivation:
        'y′ = e⁻ˣ/(1 + e⁻ˣ)² = y·(1 − y) = σ(x)·σ(−x), of which the last form cancels nowhere: 1 − y would lose all digits of a large x.',
    },
  ],
  [
    Expm1,
    {
      formula: 'y = eˣ − 1',
      derivation: 'y′ = eˣ, which is y + 1; but that would lose the digits of a small eˣ.',
    },
  ],
  [Exp2, { formula: 'y = 2ˣ', derivation: '2ˣ = e^(x·ln 2), so y′ = y·ln 2.' }],
  [
    Log1p,
    { formula: 'y = ln(1 + x), for x > −1', derivation: '1 + x = e^y, so 1 = e^y·y′ and y′ = 1/(1 + x).' },
  ],
  [Log2, { formula: 'y = log₂ x, for x > 0', derivation: 'log₂ x = ln x/ln 2, so y′ = 1/(x·ln 2).' }],
  [Log10, { formula: 'y = log₁₀ x, for x > 0', derivation: 'log₁₀ x = ln x/ln 10, so y′ = 1/(x·ln 10).' }],
  [Erf, { formula: 'y = 2/√π ∫₀ˣ e^(−t²) dt', derivation: 'y′ is the integrand, 2/√π·e^(−x²).' }],
  [Erfc, { formula: 'y = 1 − erf x', derivation: 'y′ = −2/√π·e^(−x²).' }],
  [
    LogAddExp,
    { formula: 'y = ln(eᵃ + eᵇ)', derivation: '∂y/∂a = eᵃ/(eᵃ + eᵇ), the share of a, and ∂y/∂b that of b.' },
  ],
  [
    Share,
    {
      formula:
        'y = eᵃ/(eᵃ + eᵇ) = σ(a − b). Convention for two equal infinities, whose difference is NaN: half to each',
      derivation: 'σ′(x) = σ(x)·σ(−x), so ∂y/∂a = −∂y/∂b is the product of both shares.',
    },
  ],
  [
    XLogY,
    {
      formula: 'y = a·ln b, for b > 0, and 0 where a = 0',
      derivation:
        'By the product rule: ∂y/∂a = ln b, ∂y/∂b = a/b. Convention where a = 0 and b ≤ 0: both are 0.',
    },
  ],
  [Sinh, { formula: 'y = sinh x = (eˣ − e⁻ˣ)/2', derivation: 'y′ = (eˣ + e⁻ˣ)/2 = cosh x.' }],
  [Cosh, { formula: 'y = cosh x = (eˣ + e⁻ˣ)/2', derivation: 'y′ = (eˣ − e⁻ˣ)/2 = sinh x.' }],
  [Asinh, { formula: 'y = asinh x', derivation: 'x = sinh y, so 1 = cosh y·y′ and y′ = 1/√(x² + 1).' }],
  [
    Acosh,
    {
      formula: 'y = acosh x, for x > 1',
      derivation:
        'x = cosh y, so 1 = sinh y·y′ and y′ = 1/√(x² − 1): by two roots, which do not overflow and keep their digits near 1. At 1 it is Infinity.',
    },
  ],
  [
    Atanh,
    {
      formula: 'y = atanh x, for |x| < 1',
      derivation: 'x = tanh y, so 1 = (1 − x²)·y′ and y′ = 1/(1 − x²). At ±1 it is Infinity.',
    },
  ],
  [
    PickPlaces,
    {
      formula: 'yᵢ = x at place pᵢ; 0 where pᵢ = −1',
      derivation: 'Each element of x gets the sum of the gradients of all that was read from it.',
    },
  ],
  [
    AddPlaces,
    {
      formula: 'y = 0, then y at place pᵢ grows by xᵢ for each i; what has the place −1 is left out',
      derivation: 'Each element of x gets the gradient at its place.',
    },
  ],
  [
    Permute,
    {
      formula: 'The dims in another order',
      derivation: 'The gradient goes back by the inverse permutation.',
    },
  ],
  [
    Reshape,
    {
      formula: 'The same elements in row-major order under another shape',
      derivation: 'The gradient is reshaped back.',
    },
  ],
  [
    Expand,
    {
      formula: 'x repeated along size-1 and new dims',
      derivation:
        'Each element gets the sum of the gradients of its copies: the walk sums what was broadcast.',
    },
  ],
  [
    Narrow,
    {
      formula: 'The length indices from start on along a dim',
      derivation: 'The gradient goes back to its place, among zeros for the elements left out.',
    },
  ],
  [Concat, { formula: 'Tensors joined along a dim', derivation: 'Each gets its part of the gradient back.' }],
  [
    Clone,
    { formula: 'The same values in storage of their own', derivation: 'The identity: the gradient passes.' },
  ],
  [
    To,
    {
      formula: 'The values in another dtype',
      derivation:
        'The identity, but for rounding: the gradient is converted back. Between floats only; int32 and bool carry no gradient.',
    },
  ],
  [
    Det,
    {
      formula: 'y = det X',
      derivation:
        'Expanded along row i, y = Σⱼ xᵢⱼ·cᵢⱼ, where no cofactor cᵢⱼ depends on that row. So ∂y/∂xᵢⱼ = cᵢⱼ and X̄ = g·C.',
    },
  ],
  [
    LogAbsDet,
    {
      formula: 'y = ln |det X|, for a regular X',
      derivation:
        "By Jacobi's formula d(det X) = det X·tr(X⁻¹·dX), so dy = tr(X⁻¹·dX) and X̄ = g·X⁻ᵀ. Where X is singular there is no derivative.",
    },
  ],
  [
    Inverse,
    { formula: 'Y = X⁻¹', derivation: 'From X·Y = I: dX·Y + X·dY = 0, so dY = −Y·dX·Y and X̄ = −Yᵀ·G·Yᵀ.' },
  ],
  [
    Solve,
    {
      formula: 'X = A⁻¹·B, the solution of A·X = B',
      derivation:
        'dA·X + A·dX = dB, so dX = A⁻¹·(dB − dA·X), and B̄ = A⁻ᵀ·G and Ā = −B̄·Xᵀ. The walk sums over the dims along which an operand was broadcast.',
    },
  ],
  [
    SolveTriangular,
    {
      formula: 'X = A⁻¹·B for a triangular A',
      derivation:
        'As Solve: B̄ = A⁻ᵀ·G and Ā = −B̄·Xᵀ, of which the triangle is taken, without the diagonal where that counts as ones.',
    },
  ],
  [
    Cholesky,
    {
      formula:
        'L, lower triangular with a positive diagonal, of L·Lᵀ = X for a symmetric positive-definite X',
      derivation:
        'dX = dL·Lᵀ + L·dLᵀ, so L⁻¹·dX·L⁻ᵀ = S + Sᵀ with S = L⁻¹·dL, which is lower triangular: S = Φ(L⁻¹·dX·L⁻ᵀ), where Φ takes the lower triangle and halves its diagonal. So dL = L·Φ(L⁻¹·dX·L⁻ᵀ), and X̄ = L⁻ᵀ·Φ(Lᵀ·G)·L⁻¹, of which the symmetric part is taken: X is symmetric, and so is every dX.',
    },
  ],
  [
    Median,
    {
      formula: 'y = the lower median of all x',
      derivation:
        'Piecewise linear: the element in the middle has the derivative 1, all others 0. Convention where several equal it: they share the gradient evenly.',
    },
  ],
  [
    Abs,
    {
      formula: 'y = |x|',
      derivation: 'y′ = 1 for x > 0 and −1 for x < 0. Convention at the kink: |·|′(0) = 0.',
    },
  ],
  [
    Relu,
    {
      formula: 'y = max(x, 0)',
      derivation:
        'y′ = 1 for x > 0 and 0 for x < 0. Convention at the kink: relu′(0) = 0. Where x is NaN, so is y, and the gradient passes.',
    },
  ],
  [
    Clamp,
    {
      formula: 'y = min(max(x, low), high)',
      derivation:
        'y′ = 1 for low < x < high and 0 outside. Convention at the kinks: the gradient passes at both bounds.',
    },
  ],
  [
    Maximum,
    {
      formula: 'y = max(a, b)',
      derivation: 'The gradient goes to the larger operand. Convention where they tie: half to each.',
    },
  ],
  [
    Minimum,
    {
      formula: 'y = min(a, b)',
      derivation: 'The gradient goes to the smaller operand. Convention where they tie: half to each.',
    },
  ],
  [
    Where,
    {
      formula: 'y = a where the condition holds, else b',
      derivation: 'Linear in a and b: each gets the gradient where it was chosen. The condition has none.',
    },
  ],
  [
    Pow,
    {
      formula: 'y = xⁿ for a number n',
      derivation:
        'y′ = n·xⁿ⁻¹. For n = 0 the function is constant and y′ = 0 everywhere, which the formula would spoil at x = 0.',
    },
  ],
  [
    Power,
    {
      formula: 'y = aᵇ = e^(b·ln a), for a > 0',
      derivation:
        '∂y/∂a = b·aᵇ⁻¹ and ∂y/∂b = aᵇ·ln a. Where a is negative, ∂y/∂b is NaN. Convention at the edge a = 0: ∂y/∂a = 0 for b = 0, where y is the constant 1 (so too where a is NaN), and ∂y/∂b = 0 for b ≥ 0, its limit for b > 0. Both formulas would multiply 0 by ∞ there, so they see 1 in the place of a.',
    },
  ],
  [Rsqrt, { formula: 'y = 1/√x = x^(−½), for x > 0', derivation: 'y′ = −½·x^(−3/2) = −½·y³.' }],
  [
    LogSumExp,
    {
      formula: 'y = ln Σ eˣ over dims',
      derivation:
        'e^y = Σ eˣ, so e^y·∂y/∂x = eˣ and ∂y/∂x = eˣ⁻ʸ = softmax(x). Convention where y is infinite: the elements that equal it share the gradient evenly.',
    },
  ],
  [
    Softmax,
    {
      formula: 'y = eˣ / Σ eˣ along dims',
      derivation: '∂yᵢ/∂xⱼ = yᵢ·(δᵢⱼ − yⱼ), so ∂L/∂xⱼ = Σᵢ gᵢ·yᵢ·(δᵢⱼ − yⱼ) = yⱼ·(gⱼ − Σ g·y).',
    },
  ],
  [
    LogSoftmax,
    {
      formula: 'y = x − ln Σ eˣ along dims',
      derivation: '∂yᵢ/∂xⱼ = δᵢⱼ − softmax(x)ⱼ, so ∂L/∂xⱼ = gⱼ − softmax(x)ⱼ·Σ g.',
    },
  ],
  [
    Mm,
    {
      formula: 'Y = A·B for matrices',
      derivation:
        'Bilinear: yᵢⱼ = Σₚ aᵢₚ bₚⱼ, so ∂L/∂aᵢₚ = Σⱼ gᵢⱼ bₚⱼ and ∂L/∂bₚⱼ = Σᵢ aᵢₚ gᵢⱼ. In matrices, with G the gradient: ∂L/∂A = G·Bᵀ and ∂L/∂B = Aᵀ·G.',
    },
  ],
  [
    Matmul,
    {
      formula: 'Y = A·B over the last two dims, the leading ones broadcast',
      derivation:
        'As Mm, matrix by matrix: ∂L/∂A = G·Bᵀ and ∂L/∂B = Aᵀ·G. The walk sums over the dims along which an operand was broadcast.',
    },
  ],
  [
    Sum,
    {
      formula: 'y = Σ x over dims',
      derivation:
        'Linear: every element has the derivative 1, so each gets the gradient of the sum it went into.',
    },
  ],
  [
    Prod,
    {
      formula: 'y = Π x over a dim',
      derivation:
        '∂y/∂xₖ is the product of all others: of those before k and those after k, each a running product. Nothing is divided, so it is exact where elements are 0. In float64, since parts may leave the range of float32 where the whole does not.',
    },
  ],
  [
    Amax,
    {
      formula: 'y = max x over dims',
      derivation:
        'Piecewise linear: the largest element has the derivative 1, all others 0. Convention where several tie: they share the gradient evenly.',
    },
  ],
  [
    Amin,
    {
      formula: 'y = min x over dims',
      derivation:
        'Piecewise linear: the smallest element has the derivative 1, all others 0. Convention where several tie: they share the gradient evenly.',
    },
  ],
  [
    Var,
    {
      formula: 'y = Σ (x − mean)² / (n − c) over dims',
      derivation:
        "With d = x − mean, Σ d = 0, so that the mean's own part, −(2/n)·Σ d, vanishes: ∂y/∂x = 2d/(n − c).",
    },
  ],
  [
    Std,
    {
      formula: 'y = √(Σ (x − mean)² / (n − c)) over dims',
      derivation:
        'y² is the variance, so 2y·∂y/∂x = 2d/(n − c) and ∂y/∂x = d/((n − c)·y). Convention where y = 0: the gradient is 0.',
    },
  ],
  [
    Center,
    {
      formula: 'y = x − mean x over dims',
      derivation:
        'A projection, and symmetric: ∂yᵢ/∂xⱼ = δᵢⱼ − 1/n, so the gradient goes back by the same map.',
    },
  ],
  [
    Norm,
    {
      formula: 'y = (Σ |x|ᵖ)^(1/p) over dims, for a finite p that is neither 0 nor 1',
      derivation:
        'yᵖ = Σ |x|ᵖ, so p·yᵖ⁻¹·∂y/∂x = p·|x|ᵖ⁻¹·sign(x) and ∂y/∂x = sign(x)·(|x|/y)ᵖ⁻¹, which is x/y for p = 2. Convention where x = 0 or y = 0: the gradient is 0.',
    },
  ],
  [
    Cumsum,
    {
      formula: 'yₖ = Σ xⱼ over j ≤ k; over j ≥ k where it runs in reverse',
      derivation:
        'Linear: xⱼ is in every yₖ with k ≥ j, so it gets the sum of their gradients, which runs the other way.',
    },
  ],
  [
    Cumprod,
    {
      formula: 'yₖ = Π xⱼ over j ≤ k; over j ≥ k where it runs in reverse',
      derivation:
        'For k ≥ j, ∂yₖ/∂xⱼ = yⱼ₋₁·(xⱼ₊₁·…·xₖ), so ∂L/∂xⱼ = yⱼ₋₁·rⱼ with rⱼ = gⱼ + xⱼ₊₁·(gⱼ₊₁ + xⱼ₊₂·(gⱼ₊₂ + …)): a recurrence that runs the other way, rⱼ = gⱼ + xⱼ₊₁·rⱼ₊₁. Nothing is divided, so it is exact where elements are 0. In float64, since parts may leave the range of float32 where the whole does not.',
    },
  ],
  [
    Recurrence,
    {
      formula: 'hₖ = bₖ + aₖ·hₖ₋₁ from h₋₁ = 0; hₖ = bₖ + aₖ·hₖ₊₁ where it runs in reverse',
      derivation:
        'hₖ is in hₖ₊₁ with the factor aₖ₊₁, so what L changes by hₖ, its own gradient and all that follows, is λₖ = gₖ + aₖ₊₁·λₖ₊₁: a recurrence that runs the other way. Then ∂L/∂bₖ = λₖ and ∂L/∂aₖ = λₖ·hₖ₋₁.',
    },
  ],
  [
    Sign,
    {
      formula: 'y = sign x: 1 for x > 0, −1 for x < 0, else 0',
      derivation: 'y′ = 0. Convention at the step: sign′(0) = 0.',
    },
  ],
  [
    Floor,
    {
      formula: 'y = ⌊x⌋, the largest whole number that is not above x',
      derivation: 'y′ = 0. Convention at the steps, the whole numbers: 0.',
    },
  ],
  [
    Ceil,
    {
      formula: 'y = ⌈x⌉, the least whole number that is not below x',
      derivation: 'y′ = 0. Convention at the steps, the whole numbers: 0.',
    },
  ],
  [
    Round,
    {
      formula: 'y = the whole number nearest to x, the even one of two',
      derivation: 'y′ = 0. Convention at the steps, in the middle between whole numbers: 0.',
    },
  ],
  [
    Trunc,
    {
      formula: 'y = x without its fraction: ⌊x⌋ for x ≥ 0, ⌈x⌉ for x ≤ 0',
      derivation: 'y′ = 0. Convention at the steps, the whole numbers but 0: 0.',
    },
  ],
  [
    Fmod,
    {
      formula: 'y = a − b·trunc(a/b), with the sign of a',
      derivation:
        'The quotient is constant between its steps, so ∂y/∂a = 1 and ∂y/∂b = −trunc(a/b). Convention at the jumps: the same.',
    },
  ],
  [
    Remainder,
    {
      formula: 'y = a − b·⌊a/b⌋, with the sign of b',
      derivation:
        'The quotient is constant between its steps, so ∂y/∂a = 1 and ∂y/∂b = −⌊a/b⌋. Convention at the jumps: the same.',
    },
  ],
  [Sin, { formula: 'y = sin x', derivation: 'y′ = cos x.' }],
  [Cos, { formula: 'y = cos x', derivation: 'y′ = −sin x.' }],
  [Tan, { formula: 'y = tan x', derivation: 'tan = sin/cos, so y′ = (cos² + sin²)/cos² = 1 + y².' }],
  [
    OneMinusSquare,
    { formula: 'y = 1 − x², which as (1 − x)·(1 + x) keeps its digits near ±1', derivation: 'y′ = −2x.' },
  ],
  [
    Asin,
    {
      formula: 'y = asin x, for |x| < 1',
      derivation: 'x = sin y, so 1 = cos y·y′ and y′ = 1/√(1 − x²). At ±1 it is Infinity.',
    },
  ],
  [
    Acos,
    {
      formula: 'y = acos x, for |x| < 1',
      derivation: 'acos x = ½π − asin x, so y′ = −1/√(1 − x²). At ±1 it is −Infinity.',
    },
  ],
  [
    Atan,
    {
      formula: 'y = atan x',
      derivation: 'x = tan y, so 1 = (1 + x²)·y′ and y′ = 1/(1 + x²): by its root, which does not overflow.',
    },
  ],
  [
    Hypot,
    {
      formula: 'y = √(a² + b²)',
      derivation:
        'y² = a² + b², so 2y·∂y/∂a = 2a and ∂y/∂a = a/y: the cosine of the angle between the vector and its part a. Convention at the kink a = b = 0: 0.',
    },
  ],
  [
    Cosine,
    {
      formula: 'y = a/√(a² + b²)',
      derivation:
        'With h = √(a² + b²): ∂y/∂a = 1/h − a²/h³ = (b/h)²/h and ∂y/∂b = −(a/h)·(b/h)/h. Convention at the origin: 0. Beside an infinite part, a finite one is 0; two infinite ones are equal.',
    },
  ],
  [
    Atan2,
    {
      formula: 'z = the angle of the vector (x, y), where y comes first',
      derivation:
        'With h² = x² + y² and tan z = y/x: (1 + y²/x²)·dz = dy/x − y·dx/x², so ∂z/∂y = x/h² and ∂z/∂x = −y/h². Convention at the origin, where there is no limit: NaN.',
    },
  ],
  [
    Inversion,
    {
      formula: "y = a/(a² + b²), the first part of the vector's inverse in the unit circle",
      derivation:
        'With h² = a² + b²: ∂y/∂a = 1/h² − 2a²/h⁴ = (b/h − a/h)·(b/h + a/h)/h² and ∂y/∂b = −2·(a/h)·(b/h)/h².',
    },
  ],
]);
