/**
 * The site: API pages by TypeDoc, guides, the ledger, the sources, and the playground where there is one.
 */
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, posix, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  Application,
  ArrayType,
  type CommentDisplayPart,
  Comment,
  CommentTag,
  type Context,
  Converter,
  DeclarationReflection,
  type DefaultThemeRenderContext,
  DocumentReflection,
  LiteralType,
  normalizePath,
  type NormalizedPath,
  PageEvent,
  ParameterReflection,
  type ProjectReflection,
  ReferenceType,
  ReflectionFlag,
  TSConfigReader,
  TypeOperatorType,
  UnionType,
  ValidatingFileRegistry,
} from 'typedoc';
import { ruleNames } from '../../src/verify/ledger.js';
import { type Concept, CONCEPTS, conceptOf } from './concepts.js';
import { formulas, type Markdown } from './markdown.js';
import { readOperations } from './operations.js';
import { panelsOf } from './panel.js';
import { fileOf, SiteRouter } from './router.js';
import { SourcePages } from './sources.js';
import { type PanelsOf, raw, SiteTheme } from './theme.js';

/** Where the site is made, and into which folder. */
export interface SiteOptions {
  /** The root of the repository. */
  readonly root: string;
  /** The folder, which is emptied. */
  readonly out: string;
}

/** Pages beside the guides, in the order of the navigation. */
const PAGES = ['checking', 'ledger', 'determinism', 'benchmark'];

/** The languages of the guides, as they are named in an address and in HTML. */
const LANGUAGES = { en: 'en', zh: 'zh-Hans' } as const;

/** The order of the guides; others follow by name. */
const GUIDES = [
  'three-ways-to-one-gradient',
  'the-mistake-in-the-gradient',
  'how-backward-works',
  'your-own-rule',
  'reproducible-experiments',
  'from-pytorch',
  'what-is-left-out',
];

/** Pages and pictures. Whatever else a document links to is a source, which has a page of its own and is not copied. */
const MEDIA = /\.(?:md|svg|png)$/;

class SiteFiles extends ValidatingFileRegistry {
  override getNameToAbsoluteMap(): ReadonlyMap<string, string> {
    return new Map([...super.getNameToAbsoluteMap()].filter(([, path]) => MEDIA.test(path)));
  }

  override *getMediaPaths(): Generator<NormalizedPath> {
    for (const path of super.getMediaPaths()) if (MEDIA.test(path)) yield path;
  }
}

/** Builds the site. Answers whether nothing was wrong. */
export async function buildSite({ root, out }: SiteOptions): Promise<boolean> {
  const app = await Application.bootstrapWithPlugins(
    {
      name: 'Gradus',
      entryPoints: ['src/index.ts', 'src/verify/ledger.ts', 'src/testing/index.ts'].map((path) =>
        join(root, path),
      ),
      tsconfig: join(root, 'docs/site/tsconfig.typedoc.json'),
      basePath: root,
      displayBasePath: root,
      readme: join(root, 'docs/site/index.md'),
      projectDocuments: documentsOf(root),
      router: 'site',
      theme: 'site',
      customCss: join(root, 'docs/site/site.css'),
      // `npm run typecheck` checks the types.
      skipErrorChecking: true,
      excludePrivate: true,
      excludeInternal: true,
      includeHierarchySummary: false,
      hideGenerator: true,
      headings: { readme: false, document: false },
      githubPages: true,
      disableGit: true,
      sourceLinkTemplate: 'site:source/{path}.html#L{line}',
      // What can be called comes before the types of its arguments.
      sort: ['kind', 'source-order'],
      kindSortOrder: ['Class', 'Function', 'Variable', 'Interface', 'TypeAlias'],
      categorizeByGroup: false,
      categoryOrder: [...CONCEPTS, '*'],
      navigationLinks: {
        Guides: 'site:guides/en/three-ways-to-one-gradient.html',
        指南: 'site:zh.html',
        API: 'site:modules/gradus.html',
        Ledger: 'site:ledger.html',
        Playground: 'site:playground/index.html',
      },
      useFirstParagraphOfCommentAsSummary: true,
      searchInComments: true,
      searchInDocuments: true,
      highlightLanguages: ['typescript', 'javascript', 'json', 'python', 'bash', 'html', 'css', 'mermaid'],
      ignoredHighlightLanguages: ['text', 'mermaid', 'dot', 'csv'],
      validation: {
        notExported: true,
        invalidLink: true,
        notDocumented: true,
        invalidPath: true,
        rewrittenLink: true,
      },
      requiredToBeDocumented: [
        'Variable',
        'Function',
        'Class',
        'Interface',
        'Property',
        'Method',
        'Accessor',
        'TypeAlias',
      ],
    },
    [new TSConfigReader()],
  );
  app.files = new SiteFiles(normalizePath(root));
  const sources = new SourcePages(root);
  app.renderer.defineRouter('site', SiteRouter);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, prepare, 1000);
  app.converter.on(Converter.EVENT_RESOLVE_END, (context) => linkSources(context, root));
  const operations = readOperations(root);
  let unicode = true;
  app.options.setValue('markdownItLoader', (parser: unknown) => formulas(parser as Markdown, () => unicode));
  app.renderer.on(PageEvent.BEGIN, (page) => {
    // Guides mark their formulas; a docstring does not, nor does the ledger, which is made of docstrings.
    unicode = !(page.model instanceof DocumentReflection) || page.url === 'ledger.html';
  });
  const panels: PanelsOf = (context) => {
    const { model } = context.page;
    const operation = operations.get(model.name);
    const shown = model instanceof DeclarationReflection && context.page.url.startsWith('operations/');
    if (operation === undefined || !shown) return { top: '', bottom: '' };
    const throws = (model.signatures ?? []).some(({ comment }) => comment?.getTag('@throws') !== undefined);
    return panelsOf(operation, context, throws);
  };
  app.renderer.defineTheme(
    'site',
    class extends SiteTheme {
      readonly panelsOf = panels;
    },
  );
  app.renderer.hooks.on('head.end', (context) =>
    raw(`<link rel="stylesheet" href="${context.relativeURL('assets/katex/katex.css')}">`),
  );
  app.renderer.hooks.on('content.begin', (context) => raw(languageSwitch(context)));
  app.renderer.on(PageEvent.END, (page) => {
    page.contents = finish(page.contents ?? '', page.url, (path) => sources.want(path));
  });

  const project = await app.convert();
  if (project === undefined) return false;
  app.validate(project);
  await app.generateDocs(project, out);
  await sources.write(out);
  await copyKatex(out);
  await playground(root, out);
  return !app.logger.hasErrors() && !app.logger.hasWarnings();
}

function documentsOf(root: string): string[] {
  const guides = Object.keys(LANGUAGES).flatMap((language) => {
    const folder = join(root, 'docs/guides', language);
    if (!existsSync(folder)) return [];
    const place = (name: string): number =>
      (GUIDES.indexOf(name.replace(/\.md$/, '')) + GUIDES.length) % GUIDES.length;
    return readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .sort((a, b) => place(a) - place(b))
      .map((name) => join(folder, name));
  });
  return [...guides, ...PAGES.map((name) => join(root, `docs/${name}.md`)), join(root, 'docs/site/zh.md')];
}

/** The names of the operations, which the compiler puts together from the cases of each family, as a list. */
function nameOperations(project: ProjectReflection): void {
  const all = Object.values(project.reflections);
  const alias = all.find(
    (one): one is DeclarationReflection => one.name === 'OperationName' && one.isDeclaration(),
  );
  if (alias === undefined) return;
  for (const one of all) {
    const typed = one instanceof DeclarationReflection || one instanceof ParameterReflection;
    if (!typed || one === alias) continue;
    const text = one.type?.toString() ?? '';
    if (!text.includes('Own<')) continue;
    const name = ReferenceType.createResolvedReference(alias.name, alias, project);
    one.type = text.startsWith('readonly') ? new TypeOperatorType(new ArrayType(name), 'readonly') : name;
  }
  alias.type = new UnionType(ruleNames.map((name) => new LiteralType(name)));
}

/** Before anything is resolved: names of modules and documents, concepts, and each operation once. */
function prepare(context: Context): void {
  const { project } = context;
  nameOperations(project);
  for (const document of project.documents ?? []) {
    const [heading = ''] = /(?<=^|\n)# .*/.exec(Comment.combineDisplayParts(document.content)) ?? [];
    document.name = heading.slice(2).replaceAll('`', '') || document.name;
  }
  for (const parameter of Object.values(project.reflections)) {
    // That a method has a carrier to work on is said by where it stands.
    if (parameter instanceof ParameterReflection && parameter.name === 'this')
      project.removeReflection(parameter);
  }
  const algebra = project.children
    ?.flatMap(({ children }) => children ?? [])
    .find(({ name }) => name === 'Algebra');
  const documented = new Map(algebra?.children?.map((child) => [child.name, child]));
  for (const module of project.children ?? []) {
    for (const name of [...(module.children ?? [])]) {
      categorize(name, name.name);
      for (const child of [...(name.children ?? [])]) {
        // What an error has from the language is not listed.
        if (fileOf(child).includes('/node_modules/')) project.removeReflection(child);
      }
      if (name.name === 'Algebra') {
        for (const child of name.children ?? []) {
          delete child.inheritedFrom;
          child.signatures?.forEach((signature) => delete signature.inheritedFrom);
          child.setFlag(ReflectionFlag.Inherited, false);
          categorize(child, child.name, 'Tensors');
        }
      }
      if (name.name !== 'Algebra') {
        // A carrier has every operation of the algebra, where it is documented once.
        for (const child of [...(name.children ?? [])]) {
          if (child.flags.isInherited && documented.has(child.name)) project.removeReflection(child);
        }
      }
      if (name.name === 'Primitives') {
        for (const child of [...(name.children ?? [])]) {
          const own =
            documented.get(child.name) ?? module.children?.find(({ name: of }) => of === child.name);
          if (own === undefined) continue;
          borrow(child, own);
          // The search finds the method.
          child.relevanceBoost = 0;
        }
      }
    }
  }
}

/** A primitive is what the method of its name computes, from arguments that were checked. */
function borrow(primitive: DeclarationReflection, method: DeclarationReflection): void {
  for (const signature of primitive.signatures ?? []) {
    if (signature.comment !== undefined) continue;
    signature.comment = new Comment([
      { kind: 'text', text: 'As ' },
      { kind: 'inline-tag', tag: '@link', text: method.name, target: method },
      { kind: 'text', text: ', of arguments that were checked.' },
    ]);
  }
}

/** Says which concept a name belongs to, as `@category` would. */
function categorize(name: DeclarationReflection, as: string, otherwise?: Concept): void {
  const concept = conceptOf(fileOf(name), as) ?? otherwise;
  if (concept === undefined)
    throw new Error(`docs/site/concepts.ts knows no concept for ${as}, in ${fileOf(name)}`);
  name.comment ??= new Comment();
  name.comment.blockTags.push(new CommentTag('@category', [{ kind: 'text', text: concept }]));
}

/** Links of documents to files of the repository become links to the pages of these files. */
function linkSources({ project }: Context, root: string): void {
  const link = (part: CommentDisplayPart): CommentDisplayPart => {
    if (part.kind !== 'relative-link' || part.target === undefined) return part;
    const path = project.files.resolvePath(part.target);
    if (path === undefined || MEDIA.test(path)) return part;
    const line = part.targetAnchor === undefined ? '' : `#${part.targetAnchor}`;
    return { kind: 'text', text: `site:source/${relative(root, path).split('\\').join('/')}.html${line}` };
  };
  for (const document of project.documents ?? []) document.content = document.content.map(link);
  project.readme = project.readme?.map(link) ?? [];
}

/** On the first page, the way to the one in the other language; a guide has its own. */
function languageSwitch({ page: { url } }: DefaultThemeRenderContext): string {
  if (url !== 'index.html' && url !== 'zh.html') return '';
  const [target, language, text] =
    url === 'zh.html' ? ['index', LANGUAGES.en, 'English'] : ['zh', LANGUAGES.zh, '中文'];
  return `<p class="language-switch"><a href="site:${target}.html" lang="${language}" hreflang="${language}">${text}</a></p>`;
}

const languageOf = (url: string): string =>
  url === 'zh.html' || url.startsWith('guides/zh/') ? LANGUAGES.zh : LANGUAGES.en;

/** Addresses from the root of the site become relative ones, and the language is that of the page. */
function finish(html: string, url: string, want: (source: string) => void): string {
  const base = '../'.repeat(url.split('/').length - 1);
  return html
    .replace('lang="en"', `lang="${languageOf(url)}"`)
    .replaceAll(/\b(href|src)="site:([^"]*)"/g, (_, attribute: string, target: string) => {
      const source = /^source\/(.*)\.html(?:#.*)?$/.exec(target)?.[1];
      if (source !== undefined) want(source);
      const path = decodeURI(posix.normalize(target));
      return `${attribute}="${base}${path}"`;
    });
}

/** KaTeX's styles and the fonts they name, in the one format that every browser reads. */
async function copyKatex(out: string): Promise<void> {
  const dist = dirname(createRequire(import.meta.url).resolve('katex/dist/katex.min.css'));
  const target = join(out, 'assets/katex');
  await mkdir(join(target, 'fonts'), { recursive: true });
  const css = await readFile(join(dist, 'katex.min.css'), 'utf8');
  await writeFile(
    join(target, 'katex.css'),
    css.replaceAll(/,url\(fonts\/[^)]*\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g, ''),
  );
  for (const font of readdirSync(join(dist, 'fonts')).filter((name) => name.endsWith('.woff2'))) {
    await cp(join(dist, 'fonts', font), join(target, 'fonts', font));
  }
}

async function playground(root: string, out: string): Promise<void> {
  const script = join(root, 'docs/playground/build.mjs');
  if (!existsSync(script)) return;
  const { buildPlayground } = (await import(pathToFileURL(script).href)) as {
    buildPlayground: (out: string) => Promise<void>;
  };
  await buildPlayground(join(out, 'playground'));
}
