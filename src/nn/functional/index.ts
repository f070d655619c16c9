/**
 * The functions of networks, by their names in `torch.nn.functional`. What PyTorch takes as inputs, targets and the
 * parameters of a layer are arguments, in its order; everything else is in one object of options.
 *
 * @module
 */
export {
  conv1d,
  conv2d,
  convTranspose2d,
  type ConvOptions,
  type ConvTransposeOptions,
} from './convolution.js';
export { embedding, linear, type EmbeddingOptions } from './linear.js';
export {
  huberLoss,
  l1Loss,
  mseLoss,
  smoothL1Loss,
  type HuberOptions,
  type SmoothL1Options,
} from './regression.js';
export { type LossOptions, type Reduction } from './reduction.js';
export {
  adaptiveAvgPool2d,
  avgPool2d,
  maxPool2d,
  type AvgPoolOptions,
  type MaxPoolOptions,
  type PoolOptions,
} from './pooling.js';
export { dropout, type DropoutOptions } from './dropout.js';
export {
  batchNorm,
  groupNorm,
  layerNorm,
  runningStatistics,
  type BatchNormOptions,
  type NormOptions,
  type RunningStatistics,
  type RunningStatisticsOptions,
} from './normalization.js';
export { cosineSimilarity, type CosineOptions } from './similarity.js';
export { scaledDotProductAttention, type AttentionOptions } from './attention.js';
export { crossEntropy, nllLoss, type CrossEntropyOptions, type NllOptions } from './classification.js';
export { klDiv, type KlDivOptions } from './divergence.js';
export { type Each, type OptionalOperand } from './arguments.js';
export {
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  type BinaryCrossEntropyOptions,
  type BinaryCrossEntropyWithLogitsOptions,
} from './binary.js';
