/**
 * Which page a name is on, and where that lies.
 */
import {
  ContainerReflection,
  DeclarationReflection,
  DocumentReflection,
  KindRouter,
  PageKind,
  type Reflection,
  ReflectionKind,
  type RouterTarget,
} from 'typedoc';
import { conceptOf } from './concepts.js';

/** Whether a name is an operation with a page of its own: a method of the algebra, or a primitive that is none. */
export function isOperation(target: RouterTarget): target is DeclarationReflection {
  if (!(target instanceof DeclarationReflection) || target.kind !== ReflectionKind.Method) return false;
  const { parent } = target;
  if (parent?.name === 'Algebra') return true;
  if (parent?.name !== 'Primitives' || !(parent.parent instanceof ContainerReflection)) return false;
  const others = parent.parent.children ?? [];
  const algebra = others.find(({ name }) => name === 'Algebra');
  return ![...others, ...(algebra?.children ?? [])].some(({ name }) => name === target.name);
}

/** The file that declares a name, from the root of the repository. */
export const fileOf = (target: DeclarationReflection): string =>
  (target.sources ?? target.signatures?.[0]?.sources)?.[0]?.fileName ?? '';

export class SiteRouter extends KindRouter {
  protected override getPageKind(target: RouterTarget): string | undefined {
    return isOperation(target) ? PageKind.Reflection : super.getPageKind(target);
  }

  protected override getIdealBaseName(target: Reflection): string {
    if (isOperation(target)) return `operations/${target.name}`;
    if (target instanceof DocumentReflection) {
      const path = target.project.files.getReflectionPath(target) ?? target.name;
      // docs/guides/en/name.md → guides/en/name, docs/ledger.md → ledger
      return path
        .slice(path.lastIndexOf('/docs/') + '/docs/'.length)
        .replace(/\.md$/, '')
        .replace(/^site\//, '');
    }
    if (target instanceof DeclarationReflection && target.kind === ReflectionKind.Function) {
      const concept = conceptOf(fileOf(target), target.name);
      const operation =
        concept === 'Functions of networks' || fileOf(target).endsWith('src/tensor/functions.ts');
      if (operation && target.name !== 'pow') return `operations/${target.name}`;
    }
    if (target.kind === ReflectionKind.Module) return `modules/${target.name.replaceAll('/', '.')}`;
    // classes/gradus.Tensor → classes/Tensor, functions/gradus_testing.points → functions/testing.points
    return super.getIdealBaseName(target).replace(/\/gradus(?:_(testing\.)|\.)/, '/$1');
  }
}
