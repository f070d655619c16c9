import { packageVersion } from './package-version.mjs';
import { tasksOf } from './tfjs.mjs';

export const title = 'tfjs, JavaScript';
export const color = '#e69f00';
export const packages = ['@tensorflow/tfjs'];
export const version = () => packageVersion('@tensorflow/tfjs');

export async function load() {
  const tf = await import('@tensorflow/tfjs');
  await tf.setBackend('cpu');
  return tasksOf(tf);
}
