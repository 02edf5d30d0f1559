/** @file Attribute schemas that several ops share. */
import { z } from 'zod'

/** How the implicit parameters of an op start. kaiming_uniform is PyTorch's default for linear and conv layers: U(±1/√fan_in). */
export const initAttr = z
  .enum(['kaiming_uniform', 'xavier_uniform', 'normal', 'zeros', 'ones'])
  .default('kaiming_uniform')
  .describe('How the weights start before training.')

export const shapeAttr = z.array(z.union([z.int().min(0), z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,15}$/)])).max(8)
export const dtypeAttr = z.enum(['float64', 'float32', 'int64', 'bool']).default('float64')
