/** @file Attribute schemas that several ops share. */
import { z } from 'zod'

/** How the implicit parameters of an op start. kaiming_uniform is PyTorch's default for linear and conv layers: U(±1/√fan_in). */
export const initAttr = z
  .enum(['kaiming_uniform', 'xavier_uniform', 'normal', 'zeros', 'ones'])
  .default('kaiming_uniform')
  .describe('How the weights start before training.')

const size = z.int().min(0)

/** Sizes, some of which may be symbols such as "N", the batch. */
export const shapeAttr = z
  .array(
    z.union([
      size,
      z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,15}$/, 'A size is a whole number, or a name such as N.'),
    ]),
  )
  .max(8)
/** Sizes that are all known. */
export const fixedShapeAttr = z.array(size).max(8)
export const dtypeAttr = z.enum(['float64', 'float32', 'int64', 'bool']).default('float64')

/** Axes of a reduction: a list, one number, or null for all. */
export const dimsAttr = z
  .union([z.int(), z.array(z.int()).max(8)])
  .nullable()
  .default(null)
  .transform((dim) => (typeof dim === 'number' ? [dim] : dim))
  .describe('The axes to go over, −1 being the last; null: all of them.')

export const keepdimAttr = z.boolean().default(false).describe('Whether the axes gone over stay, with size 1.')
