/**
 * The table of operations in the guide "Moving from PyTorch": made from what each operation is in PyTorch's words, as
 * its cases state it.
 */
import * as gradus from '../../src/index.js';
import { caseFamilies, type FamilyName, type OperationName } from '../../src/verify/cases/index.js';
import { linearAlgebraConstants } from '../../src/verify/cases/linear-algebra.js';
import { logicalConstants } from '../../src/verify/cases/logical.js';
import { orderingConstants } from '../../src/verify/cases/ordering.js';
import { pointwiseConstants } from '../../src/verify/cases/pointwise.js';
import { reductionConstants } from '../../src/verify/cases/reductions.js';

export const languages = ['en', 'zh'] as const;

export type Language = (typeof languages)[number];

type Row = FamilyName | 'constants';

const TITLES: Readonly<Record<Row, Readonly<Record<Language, string>>>> = {
  pointwise: { en: 'pointwise', zh: '逐元素运算' },
  elementary: { en: 'elementary functions', zh: '初等函数' },
  activations: { en: 'activations', zh: '激活函数' },
  reductions: { en: 'reductions', zh: '归约' },
  probabilities: { en: 'sums of exponentials', zh: '指数和' },
  ordering: { en: 'order', zh: '排序' },
  scans: { en: 'scans', zh: '累积运算' },
  products: { en: 'products', zh: '乘积' },
  linearAlgebra: { en: 'linear algebra', zh: '线性代数' },
  layout: { en: 'layout', zh: '形状与布局' },
  rearranging: { en: 'rearranging', zh: '重排' },
  indexing: { en: 'indexing', zh: '索引' },
  functional: { en: 'functions of networks', zh: '网络函数' },
  constants: { en: 'without a derivative', zh: '没有导数的运算' },
};

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Gradus', 'the same name', 'another name'],
  zh: ['Gradus', '同名', '不同名'],
};

/** Names that the cases do not state, or that are not PyTorch's in lowerCamelCase. */
const STATED: Readonly<Partial<Record<OperationName, string>>> = {
  where: 'torch.where',
  permute: 'x.permute',
  reshape: 'x.reshape',
  expand: 'x.expand',
  narrow: 'x.narrow',
  clone: 'x.clone',
  to: 'x.to',
  concat: 'torch.cat',
  hardsigmoid: 'F.hardsigmoid',
  logSigmoid: 'F.logsigmoid',
  index: 'x[…]',
  scaledDotProductAttention: 'F._scaled_dot_product_attention',
};

/** A name in lowerCamelCase: `log_softmax` is `logSoftmax`. */
const camel = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Whether users of the library can call an operation; the rest are primitives. */
export const isPublic = (name: string): boolean => name in gradus || name in gradus.Tensor.prototype;

/** What PyTorch calls an operation: with its module, or as a method of `x`. */
function torchName(name: OperationName, family: FamilyName): string {
  const stated = STATED[name];
  if (stated !== undefined) return stated;
  const expressions = (caseFamilies[family][name] ?? []).map(({ torch = '' }) => torch).join(' ');
  const names = expressions.match(/\b(?:torch|F|x0)(?:\.[a-z]\w*)+/g) ?? [];
  const found = names.find((one) => camel(one.split('.').at(-1) ?? '') === name);
  if (found === undefined) throw new Error(`say in STATED of torch-names.ts what PyTorch calls ${name}`);
  return found;
}

/** The table, as Markdown. */
export function namesTable(language: Language): string {
  const rows = (Object.keys(caseFamilies) as FamilyName[]).map((family) => {
    const names = (Object.keys(caseFamilies[family]) as OperationName[]).filter(isPublic);
    const same = names.filter((name) => camel(torchName(name, family).split('.').at(-1) ?? '') === name);
    const others = names.filter((name) => !same.includes(name));
    return [
      TITLES[family][language],
      same.map((name) => `\`${name}\``).join(' '),
      others.map((name) => `\`${name}\`: \`${torchName(name, family)}\``).join(', '),
    ];
  });
  const constants = [
    pointwiseConstants,
    logicalConstants,
    reductionConstants,
    orderingConstants,
    linearAlgebraConstants,
  ].flatMap((family) => Object.keys(family).filter(isPublic));
  rows.push([TITLES.constants[language], constants.map((name) => `\`${name}\``).join(' '), '']);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(HEADINGS[language]), '| --- | --- | --- |', ...rows.map(line)].join('\n');
}

const MARKED = /(<!-- names -->\n)[^]*(\n<!-- \/names -->)/;

/** A page with the table between its marks. */
export function withNames(page: string, language: Language): string {
  if (!MARKED.test(page)) throw new Error('the page has no <!-- names --> … <!-- /names -->');
  return page.replace(MARKED, (_, begin: string, end: string) => `${begin}\n${namesTable(language)}\n${end}`);
}
