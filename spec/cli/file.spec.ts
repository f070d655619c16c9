import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { findTarget, writeWhole, type FileSystem } from '../../src/cli/file.js';
import { WriteError } from '../../src/cli/output.js';

const root = fs.mkdtempSync(join(tmpdir(), 'gradus-file-'));
afterAll(() => fs.rmSync(root, { recursive: true }));

let folder: string;
let path: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(root, 'case-'));
  path = join(folder, 'record.json');
});

const write = (text: string, files?: FileSystem) => writeWhole(findTarget(path), text, files);
const read = () => fs.readFileSync(path, 'utf8');

describe('writeWhole', () => {
  it('makes a file, and replaces one whole', () => {
    for (const text of ['first, and longer', 'second']) {
      write(text);
      expect(read()).toBe(text);
      expect(fs.readdirSync(folder)).toEqual(['record.json']);
    }
  });

  it('shows a reader the old file or the whole new one, and has it on disk before it shows', () => {
    write('old');
    const steps: string[] = [];
    const watched = <Args extends unknown[], Result>(name: string, call: (...args: Args) => Result) => {
      return (...args: Args): Result => {
        steps.push(`${name}: ${read()}`);
        return call(...args);
      };
    };
    write('new', {
      ...fs,
      writeFileSync: watched('write', fs.writeFileSync),
      fsyncSync: watched('fsync', fs.fsyncSync),
      renameSync: watched('rename', fs.renameSync),
    });
    expect(steps).toEqual(['write: old', 'fsync: old', 'rename: old']);
    expect(read()).toBe('new');
  });

  it.each(['openSync', 'writeFileSync', 'fsyncSync', 'closeSync', 'renameSync'] as const)(
    'leaves what was there, and nothing else, where %s fails',
    (step) => {
      const full: FileSystem = {
        ...fs,
        [step]: (...args: readonly unknown[]) => {
          // As on a full disk: a part is written. What was opened is closed, so that the case leaves nothing open.
          if (step === 'writeFileSync') fs.writeSync(args[0] as number, 'ne');
          if (step === 'closeSync') fs.closeSync(args[0] as number);
          throw new Error('ENOSPC: no space left on device');
        },
      };
      const failing = () => write('new', full);
      expect(failing).toThrow(WriteError);
      expect(failing).toThrow(`cannot write ${path}: ENOSPC`);
      expect(fs.readdirSync(folder)).toEqual([]);
      write('old');
      expect(failing).toThrow(WriteError);
      expect(read()).toBe('old');
      expect(fs.readdirSync(folder)).toEqual(['record.json']);
    },
  );

  it('keeps the permissions of the file it replaces', () => {
    write('old');
    fs.chmodSync(path, 0o640);
    write('new');
    expect(fs.statSync(path).mode & 0o7777).toBe(0o640);
  });

  it('writes to where a symbolic link leads, and keeps the link', () => {
    write('old');
    const link = join(folder, 'link');
    fs.symlinkSync('record.json', link);
    writeWhole(findTarget(link), 'new');
    expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
    expect(read()).toBe('new');
  });
});

describe('findTarget', () => {
  it('refuses a folder that is not there', () => {
    expect(() => findTarget(join(folder, 'none', 'record.json'))).toThrow(/^cannot write .+: ENOENT/);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a folder', () => folder],
    ['a device', () => '/dev/null'],
  ])('refuses %s, which a file must not replace', (_what, there) => {
    expect(() => findTarget(there())).toThrow(WriteError);
    expect(() => findTarget(there())).toThrow('it is there already, and is not a file');
  });

  it('refuses a folder that is a file', () => {
    write('text');
    expect(() => findTarget(join(path, 'record.json'))).toThrow(WriteError);
  });
});
