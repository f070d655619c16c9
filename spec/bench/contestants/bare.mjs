/** The inner kernel of gradus's matrix product alone: no packing, no copies. What no product of matrices exceeds. */
import { Buffer } from 'node:buffer';
import { fileURLToPath } from 'node:url';

export const title = 'inner kernel';
export const color = '#888888';
export const note = "the inner loop of gradus's mm alone, on operands that stay in the first-level cache";
export const version = () => '';

/** The rows and bytes of a tile, and how many terms are added to it in one go: see src/kernels/wasm/assembly/mm.ts. */
const ROWS = 5;
const PANEL = 32;
const DEPTH = 256;

export async function load() {
  const { build } = await import('esbuild');
  const path = fileURLToPath(new URL('../../../src/kernels/wasm/bytes.ts', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [path], format: 'esm', write: false });
  const source = Buffer.from(outputFiles[0].contents).toString('base64');
  const { bytes } = await import(`data:text/javascript;base64,${source}`);
  const { Instance, Module } = globalThis.WebAssembly;
  const { exports } = new Instance(new Module(Buffer.from(bytes, 'hex')));
  return {
    mm({ m, k, n, dtype }) {
      const size = dtype === 'float32' ? 4 : 8;
      const tile = dtype === 'float32' ? exports.tile32 : exports.tile64;
      const flops = 2 * ROWS * (PANEL / size) * DEPTH;
      const times = Math.max(20, Math.round((2 * m * k * n) / flops));
      const [a, b] = [exports.A.value, exports.B.value];
      const run = () => tile(a, DEPTH * size, b, DEPTH, b + DEPTH * PANEL, PANEL, times);
      return Object.assign(run, { work: flops * times });
    },
  };
}
