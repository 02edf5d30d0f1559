/** @file Which kernels the module has. Each says from shapes and attributes what it would do, or null: TypeScript does it then. */
import type { Kernels } from '../kernels'
import { binary, erf, powScalar, scale, shift, unary } from './elementwise'
import type { Native } from './native'
import { conv2d, conv2dInputGrad, conv2dWeightGrad, matmul } from './products'
import {
  avgPool2d,
  avgPool2dGrad,
  broadcastTo,
  logSoftmax,
  maxPool2d,
  maxPool2dGrad,
  oneHot,
  permute,
  softmax,
  sum,
  sumTo,
  toFloat,
} from './shaping'

export type KernelName = Exclude<keyof Kernels, 'dtype'>

type Float = 'float64' | 'float32'
type Typed = { readonly [K in KernelName]?: (dtype: Float, ...args: Parameters<Kernels[K]>) => Native | null }
type Erased = Readonly<Record<string, ((dtype: Float, ...args: never[]) => Native | null) | undefined>>

const typed = {
  neg: unary('neg'),
  exp: unary('exp'),
  log: unary('log'),
  sigmoid: unary('sigmoid'),
  tanh: unary('tanh'),
  relu: unary('relu'),
  softplus: unary('softplus'),
  erf,
  abs: unary('abs'),
  sqrt: unary('sqrt'),
  scale,
  shift,
  powScalar,
  add: binary('add'),
  sub: binary('sub'),
  mul: binary('mul'),
  div: binary('div'),
  greater: binary('greater'),
  equal: binary('equal'),
  maximum: binary('maximum'),
  minimum: binary('minimum'),
  sum,
  sumTo,
  broadcastTo,
  permute,
  toFloat,
  matmul,
  softmax,
  logSoftmax,
  oneHot,
  conv2d,
  conv2dInputGrad,
  conv2dWeightGrad,
  maxPool2d,
  maxPool2dGrad,
  avgPool2d,
  avgPool2dGrad,
} satisfies Typed

export const natives: Erased = typed
