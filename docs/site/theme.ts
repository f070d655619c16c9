/**
 * TypeDoc's own theme, with a navigation by concept and the panels of operations.
 */
import {
  DeclarationReflection,
  DefaultTheme,
  DefaultThemeRenderContext,
  DocumentReflection,
  JSX,
  type NavigationElement,
  type PageEvent,
  type ProjectReflection,
  type Reflection,
  ReflectionKind,
} from 'typedoc';
import { CONCEPTS, conceptOf } from './concepts.js';
import { fileOf, isOperation } from './router.js';

/** What a project says of where its documents go in the navigation. */
export const SECTIONS = [
  { title: 'Guides', folder: 'guides/en/' },
  { title: '指南', folder: 'guides/zh/' },
  { title: 'How it is proven', folder: '' },
] as const;

/** What a page says above and below what TypeDoc writes of it. */
export type PanelsOf = (context: DefaultThemeRenderContext) => {
  readonly top: string;
  readonly bottom: string;
};

type Template = DefaultThemeRenderContext['reflectionTemplate'];

class SiteContext extends DefaultThemeRenderContext {
  constructor(panelsOf: PanelsOf, ...given: ConstructorParameters<typeof DefaultThemeRenderContext>) {
    super(...given);
    const own = this.reflectionTemplate;
    this.reflectionTemplate = (...[page]: Parameters<Template>) => {
      const { top, bottom } = panelsOf(this);
      const { model } = page;
      // The algebra is shown as a module is: its operations by family, each with its first paragraph and its own page.
      const module = model.name === 'Algebra' && model instanceof DeclarationReflection;
      return JSX.createElement(
        JSX.Fragment,
        null,
        raw(top),
        // What is no operation has no page of its own, and follows.
        ...(module
          ? [
              this.moduleReflection(model),
              this.typeParameters(model.typeParameters ?? []),
              this.members(model),
            ]
          : [own(page)]),
        raw(bottom),
      );
    };
  }
}

export abstract class SiteTheme extends DefaultTheme {
  abstract readonly panelsOf: PanelsOf;

  override getRenderContext(page: PageEvent): DefaultThemeRenderContext {
    return new SiteContext(
      this.panelsOf,
      this.router,
      this,
      page as PageEvent<Reflection>,
      this.application.options,
    );
  }

  override buildNavigation(project: ProjectReflection): NavigationElement[] {
    const link = (reflection: Reflection): NavigationElement => ({
      text: reflection.name,
      path: this.router.getFullUrl(reflection),
      kind: reflection.kind,
    });
    const documents = (project.documents ?? []).filter((document) => document instanceof DocumentReflection);
    const pathOf = (document: DocumentReflection): string => this.router.getFullUrl(document);
    const guides = SECTIONS.map(({ title, folder }) => ({
      text: title,
      children: documents
        .filter((document) =>
          folder === ''
            ? !/^guides\/|^(?:index|zh)\b/.test(pathOf(document))
            : pathOf(document).startsWith(folder),
        )
        .map(link),
    }));
    const names = (project.children ?? []).flatMap((module) => module.children ?? []);
    const operations = names.flatMap((name) => (name.children ?? []).filter((child) => isOperation(child)));
    const shown = [...names, ...operations].filter((name) => this.router.hasOwnDocument(name));
    const concepts = CONCEPTS.map((concept) => ({
      text: concept,
      children: shown
        .filter((name) => conceptOf(fileOf(name), name.name) === concept)
        .filter((name) => name.kind !== ReflectionKind.Reference)
        .map(link)
        .sort((a, b) => rank(a) - rank(b)),
    }));
    return [...guides, ...concepts].filter(({ children }) => children.length > 0);
  }
}

/** What can be called comes first, then what can be made, then the types. */
function rank({ kind }: NavigationElement): number {
  if (kind === ReflectionKind.Method || kind === ReflectionKind.Function) return 1;
  if (kind === ReflectionKind.Class || kind === ReflectionKind.Variable) return 0;
  return 2;
}

/** HTML as an element. */
export const raw = (html: string): JSX.Element => JSX.createElement(JSX.Raw, { html });
