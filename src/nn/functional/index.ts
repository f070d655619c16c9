/**
 * The functions of networks, by their names in `torch.nn.functional`. What PyTorch takes as inputs, targets and the
 * parameters of a layer are arguments, in its order; everything else is in one object of options.
 *
 * @module
 */
export * from './functions.js';
export type { ConvOptions, ConvTransposeOptions } from './convolution.js';
export type { EmbeddingOptions } from './linear.js';
export type { HuberOptions, SmoothL1Options } from './regression.js';
export type { LossOptions, Reduction } from './reduction.js';
export type { AvgPoolOptions, MaxPoolOptions, PoolOptions } from './pooling.js';
export type { DropoutOptions } from './dropout.js';
export type {
  BatchNormOptions,
  NormOptions,
  RunningStatistics,
  RunningStatisticsOptions,
} from './normalization.js';
export type { CosineOptions } from './similarity.js';
export type { AttentionOptions } from './attention.js';
export type { CrossEntropyOptions, NllOptions } from './classification.js';
export type { KlDivOptions } from './divergence.js';
export type { Each, OptionalOperand } from './arguments.js';
export type { BinaryCrossEntropyOptions, BinaryCrossEntropyWithLogitsOptions } from './binary.js';
