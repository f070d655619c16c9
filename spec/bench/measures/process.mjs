import { takeProcesses } from '../schedule.mjs';
import { ratio } from './ratio.mjs';

const name = 'the job';

export default {
  title: 'The job as a whole process',
  about:
    'The same job from the start of the process to its end: engine, import, compilation and all. The first round, ' +
    'which fills the caches of the file system, does not count. Memory is the most the process ever held (resident).',
  run: takeProcesses,
  mode: 'job',
  enters: ({ packages, command }) => packages !== undefined || command !== undefined,
  of({ wall, last }) {
    // Seeds differ, and so do the streams; but this is where it ends for all who compute the same.
    if (!(last > 1e5 && last < 1e7)) throw new Error(`the last loss is ${last}, which is not this job's`);
    return wall;
  },
  cases: [{ name }],
  targets: (at) => [
    {
      title: "job as a process: PyTorch's time / gradus's",
      value: ratio(at(name, 'pytorch'), at(name, 'gradus')),
      atLeast: 6,
    },
    {
      title: 'job as a process: resident memory, MB',
      value: megabytes(at(name, 'gradus')?.peak),
      atMost: 120,
    },
  ],
};

const megabytes = (bytes) => (bytes === undefined ? undefined : bytes / 1e6);
