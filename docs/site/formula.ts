/**
 * Formulas as the sources write them, in Unicode (`y = x·tanh(ln(1 + eˣ))`), read as mathematics and written as TeX.
 *
 * Nothing marks a formula in a docstring: it is found. A formula is the longest piece of a sentence that follows the
 * grammar below, and holds something that prose does not: a variable of one letter, a superscript, a root. So the
 * sources stay as one would write them on a blackboard, and the pages are typeset.
 *
 *     relation = sum { ("=" | "<" | "≤" | "→" | …) sum }
 *     sum      = ["−" | "±"] product { ("+" | "−" | "±") product }
 *     product  = factor { ["·" | "/" | "×" | "mod"] factor }
 *     factor   = atom { superscript | subscript | prime | "^" atom | "(" list ")" | "[" list "]" }
 *     atom     = letter | number | word | function factor | "√" factor | "Σ" product | "(" list ")" | "|" sum "|" | …
 */

/** A piece of a text: prose, or a formula with its TeX. */
export type Piece =
  | { readonly kind: 'prose'; readonly text: string }
  | { readonly kind: 'formula'; readonly text: string; readonly tex: string };

/** How fractions are written: `a/b` in a line of prose, one above the other where there is room. */
export type Style = 'inline' | 'display';

const KINDS = [
  'space',
  'number',
  'superscript',
  'subscript',
  'prime',
  'word',
  'letter',
  'symbol',
  'other',
] as const;

type Kind = (typeof KINDS)[number];

interface Token {
  readonly kind: Kind;
  readonly text: string;
}

const SUPERSCRIPT =
  '[\u00B2\u00B3\u00B9\u02B0-\u02B8\u02E1-\u02E3\u1D2C-\u1D61\u1D78\u1D9B-\u1DBF\u2070\u2071\u2074-\u207F]';
const SUBSCRIPT = '[\u1D62-\u1D6A\u2080-\u209C\u2C7C]';

const TOKENS = new RegExp(
  [
    String.raw`(?<space>[^\S\n]+|\n)`,
    String.raw`(?<number>\d+(?:\.\d+)?…?|[½¼¾⅓⅔∞…])`,
    `(?<superscript>${SUPERSCRIPT}+)`,
    `(?<subscript>${SUBSCRIPT}+)`,
    String.raw`(?<prime>[′″]+)`,
    String.raw`(?<word>[A-Za-z]{2,}[A-Za-z0-9]*|[A-Za-z]\d+)`,
    String.raw`(?<letter>[A-Za-zα-ωΑ-ΟΡΤ-ΩϕϵℓŷĀḠŪȲ][\u0302-\u0304]?)`,
    String.raw`(?<symbol>[-+−±·×⊙∘/=<>≤≥≠≈∈→∂√∫ΣΠ|‖⌊⌋⌈⌉⟨⟩()[\]^,:])`,
    String.raw`(?<other>[\s\S])`,
  ].join('|'),
  'gu',
);

function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(TOKENS), ({ 0: found, groups = {} }) => {
    const kind = KINDS.find((name) => groups[name] === found) ?? 'other';
    return { kind, text: found };
  });
}

/** Functions that take their argument without parentheses, as in `ln x`. */
const FUNCTIONS = new Set(
  `ln log exp sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf erfc det tr adj max min sign trunc
  mean softmax var logSoftmax diag`.split(/\s+/),
);

/** Those that TeX knows. */
const TEX_FUNCTIONS = new Set('ln log exp sin cos tan sinh cosh tanh det max min'.split(' '));

/** Words that are never the name of a quantity, though they stand beside an operator. */
const PROSE = new Set(
  `a an and are as at be both but by do else every for from has if in is it its no none not of on one or over so that the
  then this those to two when where which with without all each either half here there they what whatever whole
  whose only as does can may their number`.split(/\s+/),
);

const RELATIONS = new Map(
  Object.entries({
    '=': '=',
    '<': '<',
    '>': '>',
    '≤': String.raw`\le `,
    '≥': String.raw`\ge `,
    '≠': String.raw`\ne `,
    '≈': String.raw`\approx `,
    '∈': String.raw`\in `,
    '→': String.raw`\to `,
  }),
);

const SUMS = new Map(Object.entries({ '+': '+', '−': '-', '±': String.raw`\pm ` }));

const PRODUCTS = new Map(
  Object.entries({
    '·': String.raw`\cdot `,
    '×': String.raw`\times `,
    '⊙': String.raw`\odot `,
    '∘': String.raw`\circ `,
    '/': '/',
  }),
);

const BRACKETS = new Map([
  ['(', [')', '(', ')']],
  ['|', ['|', String.raw`\lvert `, String.raw`\rvert `]],
  ['‖', ['‖', String.raw`\lVert `, String.raw`\rVert `]],
  ['⌊', ['⌋', String.raw`\lfloor `, String.raw`\rfloor `]],
  ['⌈', ['⌉', String.raw`\lceil `, String.raw`\rceil `]],
  ['⟨', ['⟩', String.raw`\langle `, String.raw`\rangle `]],
] as const);

const FRACTIONS = new Map([
  ['½', [1, 2]],
  ['¼', [1, 4]],
  ['¾', [3, 4]],
  ['⅓', [1, 3]],
  ['⅔', [2, 3]],
] as const);

const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'varepsilon', ϵ: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta',
  κ: 'kappa', λ: 'lambda', μ: 'mu', ν: 'nu', ξ: 'xi', π: 'pi', ρ: 'rho', σ: 'sigma', τ: 'tau', φ: 'varphi', ϕ: 'phi',
  χ: 'chi', ψ: 'psi', ω: 'omega', Γ: 'Gamma', Δ: 'Delta', Θ: 'Theta', Λ: 'Lambda', Φ: 'Phi', Ψ: 'Psi', Ω: 'Omega',
  ℓ: 'ell',
}; // prettier-ignore

const ACCENTS: Readonly<Record<string, string>> = {
  '\u0302': String.raw`\hat`,
  '\u0303': String.raw`\tilde`,
  '\u0304': String.raw`\bar`,
};

/** What a piece of a formula is in TeX. */
interface Term {
  readonly tex: string;
  /** Without the parentheses around it, where it has some: as the part of a fraction or an exponent. */
  readonly bare?: string;
  /** A letter or a function's name: parentheses behind it hold arguments. */
  readonly callable?: boolean;
  /** It takes what follows as its argument. */
  readonly operator?: boolean;
}

/** Reads one formula from the beginning of a list of tokens. */
class Reader {
  at: number;
  /** Whether there was something that prose does not hold. */
  strong = false;
  /** How many letters and operators there were. */
  letters = 0;
  operators = 0;
  readonly #bars: string[] = [];
  readonly #tokens: readonly Token[];
  readonly #style: Style;

  constructor(tokens: readonly Token[], at: number, style: Style) {
    this.#tokens = tokens;
    this.at = at;
    this.#style = style;
  }

  #peek(offset = 0): Token {
    return this.#tokens[this.at + offset] ?? { kind: 'other', text: '' };
  }

  #is(text: string): boolean {
    return this.#peek().text === text;
  }

  /** The first way on that can be read; the position stays where none can. */
  #attempt<Result>(read: () => Result | undefined): Result | undefined {
    const { at, strong, letters, operators } = this;
    const depth = this.#bars.length;
    const result = read();
    if (result === undefined) {
      Object.assign(this, { at, strong, letters, operators });
      this.#bars.length = depth;
    }
    return result;
  }

  #skipSpace(): boolean {
    const found = this.#peek().kind === 'space';
    if (found) this.at++;
    return found;
  }

  /** An operator of a table, with or without space around it, and what stands behind it. */
  #operation(
    table: ReadonlyMap<string, string>,
    operand: () => Term | undefined,
  ): [string, Term] | undefined {
    return this.#attempt(() => {
      const before = this.#skipSpace();
      const tex = table.get(this.#peek().text);
      if (tex === undefined) return undefined;
      this.at++;
      const after = this.#skipSpace();
      if (before && !after) return undefined;
      const right = operand();
      if (right === undefined) return undefined;
      this.operators++;
      return [tex, right];
    });
  }

  relation(): Term | undefined {
    const first = this.sum();
    if (first === undefined) return undefined;
    let { tex } = first;
    for (;;) {
      const next = this.#operation(RELATIONS, () => this.sum());
      if (next === undefined) return { tex };
      tex += next[0] + next[1].tex;
    }
  }

  sum(): Term | undefined {
    return this.#attempt(() => {
      const sign = SUMS.get(this.#peek().text);
      if (sign !== undefined) this.at++;
      const first = this.product();
      if (first === undefined) return undefined;
      let tex = (sign ?? '') + first.tex;
      for (;;) {
        const next = this.#operation(SUMS, () => this.product());
        if (next === undefined) return { tex };
        tex += next[0] + next[1].tex;
      }
    });
  }

  product(): Term | undefined {
    const first = this.factor();
    if (first === undefined) return undefined;
    const factors: string[] = [first.tex];
    let last = first;
    for (;;) {
      const next = this.#operation(PRODUCTS, () => this.#signed(() => this.factor()));
      if (next !== undefined) {
        const [operator, right] = next;
        if (operator === '/' && this.#style === 'display') {
          const fraction = String.raw`\frac{${last.bare ?? last.tex}}{${right.bare ?? right.tex}}`;
          factors[factors.length - 1] = fraction;
          last = { tex: fraction };
        } else {
          factors.push(operator, right.tex);
          last = right;
        }
        continue;
      }
      const beside = this.#beside(last);
      if (beside === undefined)
        return {
          tex: factors.join(''),
          ...(factors.length === 1 && last.bare !== undefined && { bare: last.bare }),
        };
      factors.push(beside.tex);
      last = beside;
    }
  }

  /** A factor behind an operator may have a sign, as in 2·−x. */
  #signed(read: () => Term | undefined): Term | undefined {
    if (!this.#is('−')) return read();
    this.at++;
    const term = read();
    return term && { tex: `-${term.tex}` };
  }

  /** A factor right beside another one, as in 2x; or behind a space, a sum, an integral or a differential. */
  #beside(last: Term): Term | undefined {
    return this.#attempt(() => {
      const spaced = this.#skipSpace();
      const { kind, text } = this.#peek();
      if (spaced) {
        const mod = text === 'mod';
        if (mod) {
          this.at++;
          this.#skipSpace();
          const right = this.factor();
          return right && { tex: String.raw`\bmod ${right.tex}` };
        }
        const indexed = last.tex.includes('_') && kind === 'letter' && this.#peek(1).kind === 'subscript';
        if (
          !indexed &&
          !['∫', 'Σ', 'Π'].includes(text) &&
          !(last.operator !== true && /^d[a-z]$/.test(text) && text !== 'do')
        )
          return undefined;
        const right = this.factor();
        return right && { tex: String.raw`\,${right.tex}` };
      }
      if (kind === 'number' && text !== '½' && text !== '…') return undefined;
      if (
        kind === 'letter' ||
        kind === 'word' ||
        ['number', '(', '√', '∂', 'Σ', 'Π', '⌊', '⌈'].includes(kind === 'number' ? kind : text)
      ) {
        return this.factor();
      }
      return undefined;
    });
  }

  factor(): Term | undefined {
    return this.#attempt(() => {
      const atom = this.#atom();
      if (atom === undefined) return undefined;
      let { tex, bare } = atom;
      let callable = atom.callable === true;
      for (;;) {
        const { kind, text } = this.#peek();
        if (kind === 'superscript' || kind === 'subscript') {
          this.at++;
          this.strong = true;
          tex += kind === 'superscript' ? `^{${small(text)}}` : `_{${small(text)}}`;
        } else if (kind === 'prime') {
          this.at++;
          this.strong = true;
          tex += text === '″' ? "''" : "'".repeat(text.length);
        } else if (text === '^') {
          const exponent = this.#attempt(() => {
            this.at++;
            return this.#signed(() => this.#atom());
          });
          if (exponent === undefined) return { tex };
          this.operators++;
          tex += `^{${exponent.bare ?? exponent.tex}}`;
        } else if (callable && (text === '(' || text === '[')) {
          const list = this.#attempt(() => this.#list(text, text === '(' ? ')' : ']'));
          if (list === undefined) break;
          this.strong = true;
          tex += text === '(' ? `(${list})` : `[${list}]`;
        } else break;
        bare = undefined;
        callable ||= kind === 'prime';
      }
      return this.#applied({ ...atom, tex, ...(bare === undefined ? {} : { bare }) });
    });
  }

  /** A function with the argument that follows it without parentheses. */
  #applied({ tex, bare, operator, callable }: Term): Term | undefined {
    if (operator !== true) return { tex, ...(bare !== undefined && { bare }), ...(callable && { callable }) };
    if (tex.endsWith(')')) return { tex };
    const argument = this.#attempt(() => {
      this.#skipSpace();
      const sum = /^\\(?:sum|prod|int)/.test(tex);
      return sum ? this.product() : this.#functionArgument(!tex.startsWith('\\operatorname'));
    });
    if (argument === undefined) return callable === true ? { tex } : undefined;
    this.strong = true;
    return { tex: `${tex} ${argument.tex}` };
  }

  #functionArgument(known: boolean): Term | undefined {
    const { kind, text } = this.#peek();
    if (kind === 'word' && !FUNCTIONS.has(text)) return undefined;
    // `mean 0` is prose, `ln 2` is not.
    return kind === 'number' && !known ? undefined : this.factor();
  }

  #atom(): Term | undefined {
    const { kind, text } = this.#peek();
    const brackets = BRACKETS.get(text as '(');
    if (brackets !== undefined) return this.#bracketed(text, brackets);
    switch (kind) {
      case 'number': {
        this.at++;
        const fraction = FRACTIONS.get(text as '½');
        if (fraction !== undefined) return { tex: String.raw`\tfrac{${fraction[0]}}{${fraction[1]}}` };
        return { tex: text.replace('∞', String.raw`\infty `).replace('…', String.raw`\ldots `) };
      }
      case 'letter':
        return this.#letter(text);
      case 'word':
        return this.#word(text);
      case 'symbol':
        return this.#prefix(text);
      default:
        return undefined;
    }
  }

  #letter(text: string): Term {
    this.at++;
    this.letters++;
    if (!/^[aAI]$/.test(text)) this.strong = true;
    const [base = '', accent] = text.normalize('NFD');
    const name = GREEK[base];
    const letter = name === undefined ? base : `\\${name} `;
    const mark = accent === undefined ? undefined : ACCENTS[accent];
    return { tex: mark === undefined ? letter : `${mark}{${letter}}`, callable: true };
  }

  #word(text: string): Term | undefined {
    if (PROSE.has(text.toLowerCase())) return undefined;
    this.at++;
    if (FUNCTIONS.has(text)) {
      const tex = TEX_FUNCTIONS.has(text) ? `\\${text} ` : String.raw`\operatorname{${text}}`;
      return { tex, callable: true, operator: true };
    }
    if (/^[dD][A-Za-z]$/.test(text)) {
      this.strong = true;
      return { tex: String.raw`d${text.slice(1)}` };
    }
    return { tex: String.raw`\mathrm{${text}}`, callable: true };
  }

  #prefix(text: string): Term | undefined {
    switch (text) {
      case '√': {
        this.at++;
        this.strong = true;
        const root = this.#attempt(() => this.#atom());
        return root && { tex: String.raw`\sqrt{${root.bare ?? root.tex}}` };
      }
      case 'Σ':
      case 'Π':
      case '∫':
        this.at++;
        return {
          tex: { Σ: String.raw`\sum`, Π: String.raw`\prod`, '∫': String.raw`\int` }[text],
          operator: true,
        };
      case '∂': {
        this.at++;
        this.strong = true;
        const of = this.#attempt(() => (this.#peek().kind === 'letter' ? this.factor() : undefined));
        return of && { tex: String.raw`\partial ${of.tex}` };
      }
      default:
        return undefined;
    }
  }

  #bracketed(open: string, [close, left, right]: readonly [string, string, string]): Term | undefined {
    if (this.#bars.at(-1) === open && open === close) return undefined;
    if (open === '|' && this.#peek(1).text === '·' && this.#peek(2).text === '|') {
      this.at += 3;
      return { tex: String.raw`\lvert\cdot\rvert`, callable: true };
    }
    return this.#attempt(() => {
      const list = this.#list(open, close);
      if (list === undefined) return undefined;
      if (open !== '(') this.strong = true;
      return { tex: left + list + right, ...(open === '(' && { bare: list }) };
    });
  }

  /** What stands between brackets: formulas, with commas between them. */
  #list(open: string, close: string): string | undefined {
    this.at++;
    this.#bars.push(open);
    const items: string[] = [];
    do {
      this.#skipSpace();
      const item = this.#is(':') ? this.#colon() : this.relation();
      if (item === undefined) return undefined;
      items.push(item.tex);
      this.#skipSpace();
    } while (this.#is(',') && this.at++ >= 0);
    if (!this.#is(close)) return undefined;
    this.at++;
    this.#bars.pop();
    return items.join(', ');
  }

  /** All of a dim, as in x[:, k]. */
  #colon(): Term {
    this.at++;
    return { tex: '{:}' };
  }
}

/** A superscript or a subscript as ordinary characters. */
function small(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll('−', '-')
    .replaceAll('T', String.raw`\mathsf{T}`)
    .replaceAll(/[α-ω]/gu, (letter) => `\\${GREEK[letter] ?? letter} `);
}

/** Whether a formula may begin at a token: not within a word or a number, and with something to read. */
function mayBegin(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined || token.kind === 'space' || token.kind === 'other') return false;
  const before = tokens[at - 1];
  if (
    before !== undefined &&
    before.kind !== 'space' &&
    !['(', '[', '{', '"', '“', '‘', '—', '–', '/'].includes(before.text)
  )
    return false;
  if (token.text === '[' || token.text === '^') return false;
  if (token.kind !== 'word') return true;
  if (/^d[A-Z]$/.test(token.text) || FUNCTIONS.has(token.text)) return true;
  // A word begins a formula only as the name of a quantity that is compared, or as a function of something.
  const next = tokens[at + 1];
  if (next?.kind === 'prime' || next?.text === '(') return true;
  const relation = tokens[at + 2]?.text ?? '';
  return next?.kind === 'space' && RELATIONS.has(relation);
}

/** Whether a lone `a` before a position is a variable, and not the article: what follows tells. */
function isVariable(tokens: readonly Token[], at: number): boolean {
  const [next, second] = [tokens[at], tokens[at + 1]];
  if (next === undefined || next.text === ',' || next.text === ')' || next.text === ']') return true;
  if (/^[.;:]$/.test(next.text)) return second === undefined || second.kind === 'space';
  return (
    next.kind === 'space' && ['and', 'or', 'is', 'has', 'gets', 'where', 'times'].includes(second?.text ?? '')
  );
}

/** Whether what follows shows that this was prose after all: `n-th`, `e.g.`, `K. He`. */
function isProse(tokens: readonly Token[], start: number, end: number): boolean {
  const [next, second, third] = [tokens[end], tokens[end + 1], tokens[end + 2]];
  if (next === undefined) return false;
  if (next.text === '-' || tokens[start - 1]?.text === '-') return true;
  if (next.kind === 'letter' || next.kind === 'word') return true;
  if (end - start > 1 || next.text !== '.') return false;
  if (second?.kind === 'letter') return true;
  return (
    /^[A-Z]$/.test(tokens[start]?.text ?? '') && second?.kind === 'space' && /^[A-Z]/.test(third?.text ?? '')
  );
}

/** A text cut into prose and formulas. */
export function piecesOf(text: string, style: Style = 'inline'): readonly Piece[] {
  const tokens = tokensOf(text);
  const pieces: Piece[] = [];
  let prose = '';
  let at = 0;
  while (at < tokens.length) {
    const found = mayBegin(tokens, at) ? formulaAt(tokens, at, style) : undefined;
    if (found === undefined) {
      prose += tokens[at]?.text ?? '';
      at++;
      continue;
    }
    if (prose !== '') pieces.push({ kind: 'prose', text: prose });
    prose = '';
    const source = tokens
      .slice(at, found.end)
      .map((token) => token.text)
      .join('');
    pieces.push({ kind: 'formula', text: source, tex: found.tex });
    at = found.end;
  }
  if (prose !== '') pieces.push({ kind: 'prose', text: prose });
  return pieces;
}

function formulaAt(
  tokens: readonly Token[],
  at: number,
  style: Style,
): { end: number; tex: string } | undefined {
  const reader = new Reader(tokens, at, style);
  const term = reader.relation();
  if (term === undefined || reader.at === at) return undefined;
  const strong =
    reader.strong || (reader.letters > 0 && (reader.operators > 0 || isVariable(tokens, reader.at)));
  if (!strong || isProse(tokens, at, reader.at)) return undefined;
  return { end: reader.at, tex: term.tex };
}
