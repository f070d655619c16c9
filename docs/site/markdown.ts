/**
 * Formulas in Markdown, typeset by KaTeX: the Unicode ones of docstrings, which are found, and TeX between dollars, which
 * guides may use.
 */
import katex from 'katex';
import { piecesOf, type Style } from './formula.js';

/** What is used of markdown-it's tokens and parser. */
interface Token {
  type: string;
  content: string;
  level: number;
  children: Token[] | null;
}
type MakeToken = new (type: string, tag: string, nesting: -1 | 0 | 1) => Token;
interface State {
  readonly tokens: Token[];
  readonly Token: MakeToken;
  readonly env: unknown;
}
interface InlineState {
  readonly src: string;
  pos: number;
  push(type: string, tag: string, nesting: number): Token;
}
/** What is used of markdown-it. */
export interface Markdown {
  readonly core: { readonly ruler: { push(name: string, rule: (state: State) => void): void } };
  readonly inline: {
    readonly ruler: {
      before(beside: string, name: string, rule: (state: InlineState, silent: boolean) => boolean): void;
    };
  };
  readonly renderer: { readonly rules: Record<string, unknown> };
}

/** TeX as HTML, with MathML beside it for those who listen. */
export function typeset(tex: string, displayMode = false): string {
  return katex.renderToString(tex, {
    displayMode,
    strict: 'error',
    throwOnError: true,
    output: 'htmlAndMathml',
  });
}

/** A text with its Unicode formulas typeset, as HTML. */
export function typesetText(text: string, style: Style = 'inline'): string {
  return piecesOf(text, style)
    .map((piece) => (piece.kind === 'prose' ? escape(piece.text) : typeset(wide(piece.tex, style))))
    .join('');
}

const wide = (tex: string, style: Style): string =>
  style === 'display' ? String.raw`\displaystyle ${tex}` : tex;

export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Teaches a parser both kinds. `unicode` says whether formulas are looked for in the text at hand. */
export function formulas(markdown: Markdown, unicode: () => boolean): void {
  markdown.inline.ruler.before('escape', 'tex', dollars);
  markdown.renderer.rules['tex'] = (tokens: readonly Token[], at: number): string =>
    typeset(tokens[at]?.content ?? '');
  markdown.renderer.rules['tex_display'] = (tokens: readonly Token[], at: number): string =>
    typeset(tokens[at]?.content ?? '', true);
  markdown.core.ruler.push('unicode_formulas', (state) => {
    if (!unicode()) return;
    state.tokens.forEach((block, i) => {
      const heading = state.tokens[i - 1]?.type === 'heading_open';
      if (block.type === 'inline' && block.children !== null && !heading) {
        block.children = block.children.flatMap((token) => typesetToken(token, state.Token));
      }
    });
  });
}

function typesetToken(token: Token, Token: MakeToken): Token[] {
  if (token.type !== 'text') return [token];
  return piecesOf(token.content).map((piece) => {
    const made = new Token(piece.kind === 'prose' ? 'text' : 'tex', '', 0);
    made.content = piece.kind === 'prose' ? piece.text : piece.tex;
    made.level = token.level;
    return made;
  });
}

/** `$a$` in a line, `$$a$$` on lines of its own. As on code hosts, no space stands inside the single dollars. */
const TEX = /\$\$([^$]+)\$\$|\$(?!\s)((?:[^$\\]|\\.)+?)(?<!\s)\$(?!\d)/y;

function dollars(state: InlineState, silent: boolean): boolean {
  TEX.lastIndex = state.pos;
  const match = TEX.exec(state.src);
  if (match === null) return false;
  if (!silent)
    state.push(match[1] === undefined ? 'tex' : 'tex_display', '', 0).content = (
      match[1] ??
      match[2] ??
      ''
    ).trim();
  state.pos = TEX.lastIndex;
  return true;
}
