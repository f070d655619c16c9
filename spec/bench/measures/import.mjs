import { takeProcesses } from '../schedule.mjs';

const name = 'import';

export default {
  title: 'Import time',
  about: 'Of the packages a program imports, in a new process, without the start of the process.',
  run: takeProcesses,
  mode: 'import',
  enters: ({ packages, command }) => packages !== undefined || command !== undefined,
  of: ({ ms }) => ms,
  cases: [{ name }],
  targets: (at) => [{ title: "import 'gradus', ms", value: at(name, 'gradus')?.median, atMost: 60 }],
};
