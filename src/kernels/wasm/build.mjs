// Compiles assembly/ and writes the module as the TypeScript file bytes.ts: npm run wasm. With --check it writes
// nothing and fails when bytes.ts is not what the compiler makes of the sources.
/* global WebAssembly */
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = dirname(fileURLToPath(import.meta.url));
const files = new Map();
const { error, stderr } = await asc.main(
  [
    'index.ts',
    '--outFile',
    'kernels.wasm',
    '-O3',
    '--runtime',
    'stub', // no allocator and no collector: the source only uses addresses
    '--enable',
    'simd',
    '--noAssert',
    '--initialMemory',
    '224', // pages of 64 KB: what the source lays out
    '--maximumMemory',
    '224',
  ],
  {
    readFile: (name, base) => {
      try {
        return readFileSync(join(here, 'assembly', base === '.' ? name : join(base, name)), 'utf8');
      } catch {
        return null;
      }
    },
    writeFile: (name, contents) => void files.set(name, contents),
    listFiles: () => [],
  },
);
if (error) throw new Error(String(stderr), { cause: error });

const bytes = Buffer.from(files.get('kernels.wasm'));
if (!WebAssembly.validate(bytes)) throw new Error('not a WebAssembly module');
const { A, END, memory } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
if (new Uint8Array(memory.buffer).some((byte, place) => byte !== 0 && place >= A.value))
  throw new Error('constants reach into the memory behind A: see assembly/memory.ts');
if (END.value > memory.buffer.byteLength) throw new Error('the memory is too small for assembly/memory.ts');
const lines = bytes
  .toString('hex')
  .match(/.{1,100}/g)
  .map((line) => `  '${line}'`);
const text = `/**
 * assembly/, compiled (${bytes.length} bytes): written by build.mjs, not by hand.
 *
 * @module
 */

/** A WebAssembly module, in hexadecimal: twice its size, but a packed byte stays one, so it compresses best. */
export const bytes: string = [
${lines.join(',\n')},
].join('');
`;
const target = join(here, 'bytes.ts');
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text)
  throw new Error('bytes.ts is not what assembly/ compiles to; run build.mjs');
console.log(`${bytes.length} bytes of WebAssembly, ${text.length} bytes of TypeScript`);
