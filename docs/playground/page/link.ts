/**
 * The page's whole state in the part of its address behind the #, so that a link is enough to share it.
 *
 * @module
 */
import {
  dtypes,
  defaults,
  numberNames,
  numberOf,
  programNames,
  type Draft,
  type NumberName,
} from './settings.js';

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

/** What a link carries. */
export interface Shared {
  readonly draft: Draft;
  /** The language it was shared in; `null` leaves it to the reader's browser. */
  readonly language: Language | null;
  readonly logarithmic: boolean;
  /** The code in the box; `null` for the first example. */
  readonly code: string | null;
  readonly secondOrder: boolean;
}

/** A part of a link that could not be used. */
export type LinkFault =
  | { readonly kind: 'unknown'; readonly key: string }
  | { readonly kind: 'number'; readonly key: NumberName; readonly value: string }
  | {
      readonly kind: 'choice';
      readonly key: string;
      readonly value: string;
      readonly accepted: readonly string[];
    }
  | { readonly kind: 'long'; readonly key: string; readonly length: number };

/** Longer code is no example any more, and some browsers cut longer addresses. */
export const LONGEST_CODE = 8000;

/** How the address calls a number. */
const keyOf = (name: NumberName): string => (name === 'learningRate' ? 'lr' : name);

/** What an address says. What is wrong in it is named, and left as it would be without. */
export function readLink(hash: string): { readonly shared: Shared; readonly faults: readonly LinkFault[] } {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const faults: LinkFault[] = [];
  const taken = new Set<string>();
  const take = (key: string): string | null => {
    taken.add(key);
    return given.get(key);
  };
  const choice = <Value extends string>(key: string, accepted: readonly Value[]): Value | null => {
    const value = take(key);
    if (value === null) return null;
    const found = accepted.find((one) => one === value);
    if (found === undefined) faults.push({ kind: 'choice', key, value, accepted });
    return found ?? null;
  };
  const number = (name: NumberName): string => {
    const value = take(keyOf(name));
    if (value === null) return defaults[name];
    if (numberOf(name, value) !== null) return value.trim();
    faults.push({ kind: 'number', key: name, value });
    return defaults[name];
  };
  const draft: Draft = {
    program: choice('program', programNames) ?? defaults.program,
    dtype: choice('dtype', dtypes) ?? defaults.dtype,
    ...(Object.fromEntries(numberNames.map((name) => [name, number(name)])) as Record<NumberName, string>),
  };
  const language = choice('lang', languages);
  const logarithmic = choice('scale', ['linear', 'log']) !== 'linear';
  const secondOrder = choice('order', ['1', '2']) === '2';
  let code = take('code');
  if (code !== null && code.length > LONGEST_CODE) {
    faults.push({ kind: 'long', key: 'code', length: code.length });
    code = null;
  }
  for (const key of new Set(given.keys())) {
    if (key !== '' && !taken.has(key)) faults.push({ kind: 'unknown', key });
  }
  return { shared: { draft, language, logarithmic, code, secondOrder }, faults };
}

/** The address of a state: only what differs from an address without anything. */
export function writeLink({ draft, language, logarithmic, code, secondOrder }: Shared): string {
  const said = new URLSearchParams();
  const say = (key: string, value: string, unsaid: string): void => {
    if (value !== unsaid) said.set(key, value);
  };
  say('program', draft.program, defaults.program);
  for (const name of numberNames) say(keyOf(name), draft[name].trim(), defaults[name]);
  say('dtype', draft.dtype, defaults.dtype);
  say('scale', logarithmic ? 'log' : 'linear', 'log');
  say('order', secondOrder ? '2' : '1', '1');
  if (code !== null) said.set('code', code);
  if (language !== null) said.set('lang', language);
  const text = said.toString();
  return text === '' ? '' : `#${text}`;
}
