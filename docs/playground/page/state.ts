/**
 * What the page knows, and what can be done to it.
 *
 * @module
 */
import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Checked, Comparison, Graph, Refutation, Searched, Tasks, Trained } from '../protocol.js';
import { Desk, Stopped } from './desk.js';
import { examples, exampleNames, type ExampleName } from './examples.js';
import { languages, readLink, writeLink, type Language, type LinkFault, type Shared } from './link.js';
import { configOf, type Draft } from './settings.js';

// What is shared

const opened = readLink(location.hash);

export const draft = signal(opened.shared.draft);
export const config = computed(() => configOf(draft.value));
export const logarithmic = signal(opened.shared.logarithmic);
export const secondOrder = signal(opened.shared.secondOrder);
export const linkFaults = signal<readonly LinkFault[]>(opened.faults);

/** The language that was chosen, here or by a link. */
const chosenLanguage = signal(opened.shared.language);

export const language = computed<Language>(() => chosenLanguage.value ?? languageOfBrowser());

function languageOfBrowser(): Language {
  const first = navigator.languages.find((tag) => languages.some((one) => tag.toLowerCase().startsWith(one)));
  return first?.toLowerCase().startsWith('zh') === true ? 'zh' : 'en';
}

export const code = signal(opened.shared.code ?? examples[language.value].wrong);

/** The code that came with a link, as long as nobody changed it. */
const linkedCode = signal(opened.shared.code);
export const codeFromLink = computed(() => linkedCode.value !== null && linkedCode.value === code.value);

/** The example that the code is, unchanged. */
export const example = computed<ExampleName | null>(
  () => exampleNames.find((name) => examples[language.value][name] === code.value) ?? null,
);

/** Speaks another language; an example that nobody changed does too. */
export function speak(to: Language): void {
  batch(() => {
    const same = example.value;
    chosenLanguage.value = to;
    if (same !== null) code.value = examples[to][same];
  });
}

export function change(part: Partial<Draft>): void {
  draft.value = { ...draft.value, ...part };
}

const shared = computed<Shared>(() => ({
  draft: draft.value,
  language: chosenLanguage.value,
  logarithmic: logarithmic.value,
  code: example.value === 'wrong' ? null : code.value,
  secondOrder: secondOrder.value,
}));

/** The address that opens the page as it is. A field that is wrong is not passed on. */
export const link = computed(() => writeLink(readLink(writeLink(shared.value)).shared));

/** Takes over what an address says. */
function open(hash: string): void {
  const { shared: said, faults } = readLink(hash);
  batch(() => {
    draft.value = said.draft;
    chosenLanguage.value = said.language;
    logarithmic.value = said.logarithmic;
    secondOrder.value = said.secondOrder;
    linkedCode.value = said.code;
    code.value = said.code ?? examples[language.value].wrong;
    linkFaults.value = faults;
  });
}

/** Keeps the address and the state alike. */
function followAddress(): void {
  let first = true;
  effect(() => {
    const hash = link.value;
    // What was wrong in a link stays to be seen until something is changed.
    if (first && linkFaults.peek().length > 0) return void (first = false);
    first = false;
    if (location.hash !== hash)
      history.replaceState(null, '', hash === '' ? location.pathname + location.search : hash);
  });
  addEventListener('hashchange', () => {
    // A link to a part of the page is no state.
    if (document.getElementById(location.hash.slice(1)) === null) open(location.hash);
  });
}

// Work that is done in a worker

/** The state of one piece of work. */
export type Work<Result> =
  | { readonly state: 'idle' }
  | { readonly state: 'busy' }
  | { readonly state: 'stopped'; readonly late: boolean }
  | { readonly state: 'failed'; readonly name: string; readonly message: string }
  | { readonly state: 'done'; readonly result: Result };

const idle = { state: 'idle' } as const;

/** A piece of work that can be done again and again; only the last time counts. */
export class Job<Result> {
  readonly #state = signal<Work<Result>>(idle);
  #times = 0;

  get work(): Work<Result> {
    return this.#state.value;
  }

  async do(result: () => Promise<Result>): Promise<void> {
    const time = ++this.#times;
    this.#state.value = { state: 'busy' };
    const outcome = await result().then((found): Work<Result> => ({ state: 'done', result: found }), failure);
    if (time === this.#times) this.#state.value = outcome;
  }

  forget(): void {
    this.#times++;
    this.#state.value = idle;
  }
}

function failure(error: unknown): Work<never> {
  if (error instanceof Stopped) return { state: 'stopped', late: error.late };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { state: 'failed', name, message };
}

// Training

const trainer = new Desk();

/** All losses that are computed; some may not be shown yet. */
const computedLosses = signal<readonly number[]>([]);
const shownCount = signal(0);

export const losses = computed(() => computedLosses.value.slice(0, shownCount.value));

export type TrainingState =
  | { readonly state: 'idle' | 'running' | 'paused' | 'stopped' }
  | { readonly state: 'finished'; readonly trained: Trained | null }
  | { readonly state: 'failed'; readonly name: string; readonly message: string };

export const training = signal<TrainingState>({ state: 'idle' });

/** Has the worker run the program so far; tells each loss at the next frame. */
async function compute(epochs: number, tell: (losses: readonly number[]) => void): Promise<Trained | null> {
  const settings = config.value;
  if (settings === null) return null;
  const found: number[] = [];
  let frame: number | undefined;
  const flush = (): void => {
    frame = undefined;
    tell([...found]);
  };
  try {
    return await trainer.ask(
      'train',
      { program: draft.value.program, config: { ...settings, epochs } },
      {
        tell: ({ loss }) => {
          found.push(loss);
          frame ??= requestAnimationFrame(flush);
        },
      },
    );
  } finally {
    if (frame !== undefined) cancelAnimationFrame(frame);
    flush();
  }
}

const failed = (error: unknown): TrainingState => {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return error instanceof Stopped ? { state: 'stopped' } : { state: 'failed', name, message };
};

/** Runs from where the curve is to the last epoch. */
export async function run(): Promise<void> {
  const settings = config.value;
  if (settings === null || training.value.state === 'running') return;
  if (training.value.state === 'finished') reset();
  training.value = { state: 'running' };
  try {
    const trained = await compute(settings.epochs, (found) => {
      // The same settings give the same bits, so that a run that was interrupted is simply done again.
      if (found.length < shownCount.value) return;
      batch(() => {
        computedLosses.value = found;
        shownCount.value = found.length;
      });
    });
    training.value = { state: 'finished', trained };
  } catch (error) {
    training.value = failed(error);
  }
}

/** Shows one epoch more. */
export async function step(): Promise<void> {
  const settings = config.value;
  if (settings === null || training.value.state === 'running') return;
  if (training.value.state === 'finished') reset();
  const wanted = shownCount.value + 1;
  if (computedLosses.value.length < wanted) {
    // Some epochs ahead, so that not every step begins at the beginning.
    const ahead = Math.min(settings.epochs, Math.max(20, 2 * wanted));
    training.value = { state: 'running' };
    try {
      await compute(ahead, (found) => (computedLosses.value = found));
    } catch (error) {
      training.value = failed(error);
      return;
    }
  }
  batch(() => {
    shownCount.value = wanted;
    training.value = wanted < settings.epochs ? { state: 'paused' } : { state: 'finished', trained: null };
  });
}

export function stop(): void {
  trainer.stop();
}

export function reset(): void {
  trainer.stop();
  batch(() => {
    computedLosses.value = [];
    shownCount.value = 0;
    training.value = idle;
  });
}

// The graph of a step

const drawer = new Desk();

export const drawing = new Job<Graph>();

/** The graph that was there last, while the next one is computed. */
export const graph = signal<Graph | null>(null);

/** The epoch whose step is shown: the last one of the curve. */
const graphEpoch = computed(() => Math.max(0, shownCount.value - 1));

function followTraining(): void {
  const wanted = computed(() => {
    const settings = config.value;
    if (settings === null || training.value.state === 'running') return null;
    return JSON.stringify({ program: draft.value.program, config: settings, epoch: graphEpoch.value });
  });
  effect(() => {
    const text = wanted.value;
    if (text === null) return;
    const takes = JSON.parse(text) as Tasks['graph']['takes'];
    void drawing.do(async () => (graph.value = await drawer.ask('graph', takes)));
  });
}

// Published and corrected

const scales = new Desk();

export interface Compared {
  readonly comparison: Comparison;
  readonly refutation: Refutation;
}

export const comparing = new Job<Compared>();

export function compare(): void {
  const settings = config.value;
  if (settings === null) return;
  const both = async (): Promise<Compared> => {
    const comparison = await scales.ask('compare', settings);
    return { comparison, refutation: await scales.ask('refute', { seed: settings.seed }) };
  };
  void comparing.do(both);
}

export function stopComparing(): void {
  scales.stop();
}

// The reader's own gradient

const court = new Desk();

/** What was found out about the reader's code. */
export type Judged =
  | { readonly kind: 'check'; readonly checked: Checked }
  | { readonly kind: 'search'; readonly searched: Searched };

export const judging = new Job<Judged>();

/** Nobody's gradient takes longer than this, unless it never ends. */
export const LIMIT = 10_000;

/** Has the code run, in a worker that is then given up with all that the code may have left in it. */
async function judge(kind: Judged['kind']): Promise<Judged> {
  const takes = { code: code.value, order: secondOrder.value ? 2 : 1 } as const;
  try {
    if (kind === 'check') return { kind, checked: await court.ask('check', takes, { limit: LIMIT }) };
    const seed = config.value?.seed ?? 0;
    return { kind, searched: await court.ask('search', { ...takes, seed }, { limit: LIMIT }) };
  } finally {
    court.close();
  }
}

export function check(): void {
  void judging.do(() => judge('check'));
}

export function search(): void {
  void judging.do(() => judge('search'));
}

export function stopJudging(): void {
  court.stop();
}

/** Whatever was found under other settings is gone. */
function forgetWhenChanged(): void {
  const under = (value: ReadonlySignal<string>, forget: () => void): void => {
    let before: string | undefined;
    effect(() => {
      const now = value.value;
      if (before !== undefined && before !== now) forget();
      before = now;
    });
  };
  under(
    computed(() => JSON.stringify([draft.value.program, config.value])),
    reset,
  );
  under(
    computed(() => JSON.stringify(config.value)),
    () => {
      scales.stop();
      comparing.forget();
    },
  );
  under(
    computed(() => JSON.stringify([code.value, secondOrder.value])),
    () => {
      court.stop();
      judging.forget();
    },
  );
}

/** Begins to keep things in step with each other. */
export function begin(): void {
  followAddress();
  forgetWhenChanged();
  followTraining();
}
