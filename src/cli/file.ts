/**
 * Files written whole or not at all.
 *
 * @module
 */
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { WriteError } from './output.js';

/** What of the file system is used, so that its failures can be tried. */
export type FileSystem = Pick<
  typeof fs,
  'closeSync' | 'fchmodSync' | 'fsyncSync' | 'openSync' | 'renameSync' | 'rmSync' | 'writeFileSync'
>;

/** A place where a file can be written, or replaced. */
export interface Target {
  /** Its path; that of the file itself where a symbolic link was given. */
  readonly path: string;
  /** The permissions of the file that is there; `null` where there is none. */
  readonly mode: number | null;
}

/**
 * Looks whether a file can be written, so that this is known before the work that makes its content.
 *
 * @throws `WriteError` where its folder is missing or takes no files, or where something is there already that is
 * no file: `/dev/null` must not be replaced by one
 */
export function findTarget(given: string): Target {
  return explained(given, () => {
    const there = fs.statSync(given, { throwIfNoEntry: false });
    if (there?.isFile() === false) throw new Error('it is there already, and is not a file');
    const path = there === undefined ? given : fs.realpathSync(given);
    fs.accessSync(dirname(path), fs.constants.W_OK | fs.constants.X_OK);
    return { path, mode: there === undefined ? null : there.mode & 0o7777 };
  });
}

/**
 * Writes a file: first beside its place and down to the disk, then moved there in one step. Whoever reads it finds
 * what was there before or all of the text, also where the disk is full or the power fails.
 *
 * @throws `WriteError` where that cannot be done; what was there before is there still
 */
export function writeWhole({ path, mode }: Target, text: string, files: FileSystem = fs): void {
  explained(path, () => {
    const beside = join(dirname(path), `.gradus-${process.pid}-${process.hrtime.bigint()}.tmp`);
    const fd = files.openSync(beside, 'wx');
    try {
      try {
        if (mode !== null) files.fchmodSync(fd, mode);
        files.writeFileSync(fd, text);
        files.fsyncSync(fd);
      } finally {
        files.closeSync(fd);
      }
      files.renameSync(beside, path);
    } catch (error) {
      files.rmSync(beside, { force: true });
      throw error;
    }
  });
}

function explained<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new WriteError(`cannot write ${path}: ${(error as Error).message}`);
  }
}
