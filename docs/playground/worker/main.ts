/**
 * The worker: does what the page asks, one task at a time. All numbers come from the library.
 *
 * @module
 */
import { programs } from '../../../src/index.js';
import type { Answer, Question, TaskName, Tasks, Trained } from '../protocol.js';
import { check, search } from './check.js';
import { compare, refute } from './compare.js';
import { graph } from './graph.js';

declare const self: DedicatedWorkerGlobalScope;

type Task<Name extends TaskName> = (
  takes: Tasks[Name]['takes'],
  tell: (told: Tasks[Name]['tells']) => void,
) => Tasks[Name]['gives'];

const tasks: { readonly [Name in TaskName]: Task<Name> } = { train, graph, compare, refute, check, search };

function train(
  { program, config }: Tasks['train']['takes'],
  onEpoch: (told: Tasks['train']['tells']) => void,
): Trained {
  const start = performance.now();
  const record = programs[program]({ ...config, onEpoch });
  const milliseconds = performance.now() - start;
  return { losses: record.losses, digest: record.digest, milliseconds };
}

function answer<Name extends TaskName>({ id, task, takes }: Question<Name>): void {
  const post = (message: Answer): void => self.postMessage(message);
  try {
    post({ id, gives: tasks[task](takes, (tells) => post({ id, tells })) });
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(`thrown: ${String(thrown)}`);
    post({ id, error: { name: error.name, message: error.message } });
  }
}

self.onmessage = ({ data }: MessageEvent<Question>) => answer(data);
