/**
 * What the page and its worker say to each other. Everything here can be cloned: numbers, strings, plain objects.
 *
 * @module
 */
import type { Config, Dtype, EpochReport, GradcheckReport, ProgramName } from '../../src/index.js';

/** A program with all its settings. */
export interface Job {
  readonly program: ProgramName;
  readonly config: Config;
}

/** What a finished run tells. */
export interface Trained {
  readonly losses: readonly number[];
  /** SHA-256 of the weights and the losses. */
  readonly digest: string;
  /** How long the program itself took. */
  readonly milliseconds: number;
}

/** What is shown of a tensor. */
export interface Glance {
  readonly shape: readonly number[];
  readonly dtype: Dtype;
  /** The square root of the sum of squares. */
  readonly norm: number;
  /** The first elements in row-major order. */
  readonly first: readonly number[];
  /** How many elements there are. */
  readonly count: number;
}

/** A node of the graph: a leaf, or a function with the value it made. */
export interface GraphNode {
  /** What the network calls the value: `x`, `w1`, `h` … */
  readonly name: string;
  /** The rule that made it; `null` for a leaf. */
  readonly rule: string | null;
  /** The names of the values that the rule was applied to. */
  readonly inputs: readonly string[];
  readonly value: Glance;
  /** The gradient of the loss with regard to the value; `null` where none is computed. */
  readonly gradient: Glance | null;
}

/** A gradient on its way. */
export interface Passed {
  /** The value it is the gradient of. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly norm: number;
}

/** One step of the walk back: a function is handed the gradient of its value, and passes on those of its inputs. */
export interface WalkStep {
  readonly rule: string;
  readonly taken: Passed;
  /** Data gets none. */
  readonly passed: readonly Passed[];
}

/** One training step as a graph. */
export interface Graph {
  readonly epoch: number;
  /** Leaves first, each function after its inputs; the loss last. */
  readonly nodes: readonly GraphNode[];
  /** What the walk back does, step by step. */
  readonly walk: readonly WalkStep[];
}

/** An element of the gradient of the hidden layer, both ways. */
export interface Disagreement {
  readonly row: number;
  readonly column: number;
  /** The hidden layer before the clamp. */
  readonly h: number;
  /** The gradient that arrives from above. */
  readonly incoming: number;
  readonly published: number;
  readonly corrected: number;
}

/** How the gradients of the hidden layer differ at the first step. */
export interface HiddenGradients {
  readonly rows: number;
  readonly columns: number;
  /** How many elements there are of each kind; the unit is on where h ≥ 0. */
  readonly counts: {
    /** On, and the gradient not negative: both let it pass. */
    readonly both: number;
    /** On, and the gradient negative: the published one loses it. */
    readonly lost: number;
    /** Off, and the gradient positive: the published one lets it through. */
    readonly leaked: number;
    /** Off, and the gradient not positive: both give 0. */
    readonly neither: number;
  };
  readonly largest: Disagreement | null;
  /** The kind of each element of the upper left corner: 0 both, 1 lost, 2 leaked, 3 neither. */
  readonly map: { readonly rows: number; readonly columns: number; readonly kinds: Uint8Array };
}

/** The published gradient beside the corrected one. */
export interface Comparison {
  readonly published: readonly number[];
  readonly corrected: readonly number[];
  /** The first epoch at which the losses differ; `null` where they never do. */
  readonly parts: number | null;
  readonly hidden: HiddenGradients;
}

/** A tensor that is small enough to be shown whole, as nested arrays. */
export interface NamedValue {
  readonly name: string;
  readonly shape: readonly number[];
  readonly value: string;
}

/** A counterexample as a property test found it, and what shrinking made of it. */
export interface Refutation {
  readonly seed: number;
  /** How many points were tried until one failed. */
  readonly tried: number;
  readonly shrinks: number;
  readonly found: readonly NamedValue[];
  readonly shrunk: readonly NamedValue[];
  readonly report: GradcheckReport;
}

/** The outcome of a check of the reader's own gradient. */
export interface Checked {
  readonly report: GradcheckReport;
  /** Where it was checked. */
  readonly inputs: readonly NamedValue[];
}

/** The outcome of a search for a point at which the reader's own gradient is wrong. */
export interface Searched {
  /** How many points were drawn. */
  readonly tried: number;
  /** At how many the gradient passed; the others are kinks, or tell nothing. */
  readonly proven: number;
  readonly shrinks: number;
  /** The smallest failing point; `null` where none was found. */
  readonly counterexample: Checked | null;
}

/** What can be asked of the worker: for each task what it takes, what it tells meanwhile, and what it gives. */
export interface Tasks {
  readonly train: { readonly takes: Job; readonly tells: EpochReport; readonly gives: Trained };
  readonly graph: {
    readonly takes: Job & { readonly epoch: number };
    readonly tells: never;
    readonly gives: Graph;
  };
  readonly compare: { readonly takes: Config; readonly tells: never; readonly gives: Comparison };
  readonly refute: {
    readonly takes: { readonly seed: number };
    readonly tells: never;
    readonly gives: Refutation;
  };
  readonly check: {
    readonly takes: { readonly code: string; readonly order: 1 | 2 };
    readonly tells: never;
    readonly gives: Checked;
  };
  readonly search: {
    readonly takes: { readonly code: string; readonly order: 1 | 2; readonly seed: number };
    readonly tells: never;
    readonly gives: Searched;
  };
}

export type TaskName = keyof Tasks;

/** What the page sends. */
export interface Question<Name extends TaskName = TaskName> {
  readonly id: number;
  readonly task: Name;
  readonly takes: Tasks[Name]['takes'];
}

/** What the worker sends back: any number of `tells`, then one of the others. */
export type Answer =
  | { readonly id: number; readonly tells: unknown }
  | { readonly id: number; readonly gives: unknown }
  | { readonly id: number; readonly error: { readonly name: string; readonly message: string } };
