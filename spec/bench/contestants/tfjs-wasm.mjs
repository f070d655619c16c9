import { packageVersion } from './package-version.mjs';
import { tasksOf } from './tfjs.mjs';

export const title = 'tfjs, WebAssembly';
export const color = '#009e73';
export const packages = ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'];
export const version = () => packageVersion('@tensorflow/tfjs');

export async function load() {
  const tf = await import('@tensorflow/tfjs');
  await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  if (tf.getBackend() !== 'wasm') throw new Error(`the backend is ${tf.getBackend()}`);
  return tasksOf(tf);
}
