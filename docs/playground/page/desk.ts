/**
 * A place where one task at a time is done, in a worker of its own.
 *
 * @module
 */
import source from 'playground-worker';
import type { Answer, Question, TaskName, Tasks } from '../protocol.js';

/** The task was ended before it was done. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  /** Whether it was ended because it took too long. */
  readonly late: boolean;

  constructor(late: boolean) {
    super(late ? 'it took too long' : 'it was stopped');
    this.late = late;
  }
}

/** What went wrong in the worker. */
export class TaskError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

let address: string | undefined;

/** A classic script from a Blob: a page opened from disk may not start a worker from a file. */
function startWorker(): Worker {
  address ??= URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  return new Worker(address);
}

/** Options of a question. */
export interface AskOptions<Name extends TaskName> {
  readonly tell?: (told: Tasks[Name]['tells']) => void;
  /** In milliseconds, after which the task is ended. */
  readonly limit?: number;
}

export class Desk {
  #worker: Worker | null = null;
  #asked = 0;
  #end: ((error: Stopped) => void) | null = null;

  /** Whether a task is being done. */
  get busy(): boolean {
    return this.#end !== null;
  }

  /** Does a task. One that is still being done is stopped first. */
  ask<Name extends TaskName>(
    task: Name,
    takes: Tasks[Name]['takes'],
    { tell, limit }: AskOptions<Name> = {},
  ): Promise<Tasks[Name]['gives']> {
    this.stop();
    const worker = (this.#worker ??= startWorker());
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      const timer = limit === undefined ? undefined : setTimeout(() => this.stop(true), limit);
      const done = (): void => {
        clearTimeout(timer);
        worker.onmessage = worker.onerror = null;
        this.#end = null;
      };
      this.#end = (error) => {
        done();
        this.close();
        reject(error);
      };
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if (data.id !== id) return;
        // The worker answers a question of this name with what the table of tasks says.
        if ('tells' in data) return tell?.(data.tells as Tasks[Name]['tells']);
        done();
        if ('gives' in data) resolve(data.gives as Tasks[Name]['gives']);
        else reject(new TaskError(data.error.name, data.error.message));
      };
      worker.onerror = ({ message }) => {
        done();
        this.close();
        reject(new TaskError('Error', message));
      };
      const question: Question<Name> = { id, task, takes };
      worker.postMessage(question);
    });
  }

  /** Ends the task that is being done, whatever it does: its worker is given up. */
  stop(late = false): void {
    this.#end?.(new Stopped(late));
  }

  /** Gives up the worker, and with it whatever ran in it. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }
}
