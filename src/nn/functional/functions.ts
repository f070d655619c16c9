/**
 * The functions of networks and no types: the keys of this module are their names.
 *
 * @module
 */
export { conv1d, conv2d, convTranspose2d } from './convolution.js';
export { embedding, linear } from './linear.js';
export { huberLoss, l1Loss, mseLoss, smoothL1Loss } from './regression.js';
export { adaptiveAvgPool2d, avgPool2d, maxPool2d } from './pooling.js';
export { dropout } from './dropout.js';
export { batchNorm, groupNorm, layerNorm, runningStatistics } from './normalization.js';
export { cosineSimilarity } from './similarity.js';
export { scaledDotProductAttention } from './attention.js';
export { crossEntropy, nllLoss } from './classification.js';
export { klDiv } from './divergence.js';
export { binaryCrossEntropy, binaryCrossEntropyWithLogits } from './binary.js';
