/**
 * Pages of the sources that other pages link to, so that the site is whole without a code host.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { escape } from './markdown.js';

/** Left out of the pages of folders. */
const HIDDEN = /^(?:\.|node_modules$|dist$|__pycache__$)/;

/** Files above this are not shown line by line. */
const MOST_BYTES = 200_000;

/** TypeScript and JavaScript, which are coloured. */
const CODE = /\.[cm]?[jt]s$/;

/** Collects what is linked to, and writes its pages. */
export class SourcePages {
  readonly #root: string;
  readonly #wanted = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Asks for the page of a file, or of a folder and all below it, given from the root of the repository. */
  want(path: string): void {
    if (this.#wanted.has(path)) return;
    this.#wanted.add(path);
    if (statSync(join(this.#root, path)).isDirectory())
      this.#entries(path).forEach((entry) => this.want(`${path}/${entry}`));
  }

  #entries(path: string): readonly string[] {
    return readdirSync(join(this.#root, path))
      .filter((name) => !HIDDEN.test(name))
      .sort((a, b) => (a < b ? -1 : 1));
  }

  /** Writes the pages below `out`/source. */
  async write(out: string): Promise<number> {
    for (const path of this.#wanted) {
      const target = join(out, 'source', `${path}.html`);
      await mkdir(dirname(target), { recursive: true });
      const folder = statSync(join(this.#root, path)).isDirectory();
      await writeFile(
        target,
        page(path, (up) => this.#wanted.has(up), folder ? this.#folder(path) : this.#file(path)),
      );
    }
    return this.#wanted.size;
  }

  #folder(path: string): string {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const items = this.#entries(path).map((entry) => `<li><a href="${name}/${entry}.html">${entry}</a></li>`);
    return `<ul class="source-folder">${items.join('')}</ul>`;
  }

  #file(path: string): string {
    const text = readFileSync(join(this.#root, path), 'utf8');
    if (text.length > MOST_BYTES)
      return `<p>${text.length} characters of data, which are not shown here.</p>`;
    const lines = (CODE.test(path) ? coloured(text) : escape(text)).replace(/\n$/, '').split('\n');
    const numbered = lines.map(
      (line, i) => `<span class="line" id="L${i + 1}">${line === '' ? ' ' : line}</span>`,
    );
    return `<pre class="source" tabindex="0"><code>${numbered.join('\n')}</code></pre>`;
  }
}

/** Code with its comments, words and literals told apart, by the scanner of the language itself. */
function coloured(code: string): string {
  const file = ts.createSourceFile('code.ts', code, ts.ScriptTarget.ES2022);
  let html = '';
  let end = 0;
  const add = (from: number, to: number, kind: string | undefined): void => {
    for (const [i, line] of code.slice(from, to).split('\n').entries()) {
      if (i > 0) html += '\n';
      html +=
        kind === undefined || line === '' ? escape(line) : `<span class="${kind}">${escape(line)}</span>`;
    }
  };
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(file).filter((child) => !ts.isJSDoc(child));
    if (children.length > 0) {
      children.forEach(visit);
      return;
    }
    // What lies between two tokens is space and comments.
    const start = node.getStart(file);
    if (start > end) add(end, start, /\S/.test(code.slice(end, start)) ? 'code-comment' : undefined);
    add(Math.max(start, end), node.end, kindOf(node));
    end = Math.max(end, node.end);
  };
  visit(file);
  add(end, code.length, 'code-comment');
  return html;
}

function kindOf({ kind }: ts.Node): string | undefined {
  if (kind >= ts.SyntaxKind.FirstKeyword && kind <= ts.SyntaxKind.LastKeyword) return 'code-keyword';
  if (kind === ts.SyntaxKind.NumericLiteral) return 'code-number';
  const text = kind === ts.SyntaxKind.RegularExpressionLiteral || kind === ts.SyntaxKind.StringLiteral;
  const template = kind >= ts.SyntaxKind.FirstTemplateToken && kind <= ts.SyntaxKind.LastTemplateToken;
  return text || template ? 'code-text' : undefined;
}

function page(path: string, exists: (path: string) => boolean, content: string): string {
  const base = '../'.repeat(path.split('/').length);
  const parts = path.split('/');
  const crumbs = parts.map((part, i) => {
    const up = '../'.repeat(parts.length - 1 - i);
    return i === parts.length - 1 || !exists(parts.slice(0, i + 1).join('/'))
      ? escape(part)
      : `<a href="${up}${part}.html">${escape(part)}</a>`;
  });
  return `<!DOCTYPE html>
<html class="default" lang="en" data-base="${base}">
<head>
<meta charset="utf-8">
<title>${escape(path)} | Gradus</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${base}assets/style.css">
<link rel="stylesheet" href="${base}assets/highlight.css">
<link rel="stylesheet" href="${base}assets/custom.css">
</head>
<body class="source-page">
<script>document.documentElement.dataset.theme = localStorage.getItem('tsd-theme') || 'os';</script>
<header class="tsd-page-toolbar"><div class="tsd-toolbar-contents container">
<a class="title" href="${base}index.html">Gradus</a></div></header>
<main class="container"><nav aria-label="Path">${crumbs.join(' / ')}</nav>
<h1>${escape(parts.at(-1) ?? path)}</h1>
${content}
</main>
</body>
</html>
`;
}
