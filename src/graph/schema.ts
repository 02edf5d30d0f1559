/**
 * @file The document: what is saved, shared, undone. Design: records keyed by id, so that patches
 * stay small and ids stable. Run state (values, deltas) and view state (selection, viewport) never enter it.
 */
import { z } from 'zod'

/** Names that would reach into Object.prototype when used as keys. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export const idSchema = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/,
    'An id starts with a letter or _ and has at most 64 letters, digits, _ or -.',
  )
  .refine((id) => !FORBIDDEN_KEYS.has(id), 'This id is reserved.')

export const portRefSchema = z.strictObject({ node: idSchema, port: idSchema })

export const nodeSchema = z.strictObject({
  op: idSchema.describe('The kind of the node, such as "affine".'),
  label: z.string().max(120).optional().describe('The name shown on the canvas, such as "z₁".'),
  attrs: z
    .record(z.string().max(64), z.json())
    .optional()
    .describe('Attributes of the op; absent ones take their defaults.'),
})

export const edgeSchema = z.strictObject({ from: portRefSchema, to: portRefSchema })

const number = z.union([z.number(), z.boolean(), z.enum(['NaN', 'Infinity', '-Infinity'])])

export const tensorSchema = z
  .strictObject({
    dtype: z.enum(['float64', 'float32', 'int64', 'bool']),
    shape: z.array(z.int().min(0)).max(8),
    data: z.array(number).optional().describe('Flat, row-major.'),
    base64: z.string().optional().describe('Little-endian bytes, for large tensors.'),
  })
  .refine(
    (tensor) => (tensor.data === undefined) !== (tensor.base64 === undefined),
    'A tensor has either data or base64.',
  )

const finite = z.number().min(-1e7).max(1e7)

export const optimizerSchema = z.looseObject({
  kind: z.string().max(40).default('sgd'),
  lr: z.number().min(0).default(0.1).describe('η, the learning rate.'),
})

export const scheduleSchema = z.looseObject({
  kind: z.string().max(40).describe('How the rate changes with t, such as "step" or "cosine_annealing".'),
})

export const clipSchema = z.strictObject({
  norm: z
    .number()
    .positive()
    .describe('The largest norm that all gradients together may have; longer ones are shortened.'),
  norm_type: z
    .union([z.number().min(1), z.literal('inf')])
    .optional()
    .describe('Which norm: 2 (absent) is the length, 1 the sum of sizes, "inf" the largest size.'),
})

export const trainingSchema = z.strictObject({
  optimizer: optimizerSchema.default({ kind: 'sgd', lr: 0.1 }),
  schedule: scheduleSchema
    .nullable()
    .optional()
    .describe('How the learning rate changes from step to step; null or absent: it stays as it is.'),
  clip: clipSchema
    .nullable()
    .optional()
    .describe('Shortens gradients that are too long before each update; null or absent: never.'),
  steps: z.int().min(1).max(10_000_000).default(1000).describe('t_max: stop after this many updates.'),
  batchSize: z.int().min(1).nullable().default(null).describe('Examples in one step; null is all of them.'),
  seed: z.int().min(0).max(0xffffffff).default(0),
  tolerance: z
    .number()
    .min(0)
    .nullable()
    .default(null)
    .describe('Converged when every parameter moves by less than this in one step.'),
})

export const dataSchema = z.strictObject({
  dataset: idSchema.describe('A built-in data set, such as "mnist".'),
  inputs: z
    .record(idSchema, z.string().max(64))
    .describe('Which field feeds which input node: { "x": "image", "t": "label" }.'),
  settings: z
    .record(idSchema, z.union([z.number(), z.string().max(64), z.boolean()]))
    .optional()
    .describe('Settings of the data set, such as { "noise": 0.1, "seed": 3 }; absent ones are as they come.'),
})

const hiddenSchema = z.strictObject({
  kind: z
    .enum(['value', 'delta', 'edge', 'gradient'])
    .describe('A value or a δ of an output port, what comes back along an edge, or the gradient of a parameter.'),
  key: z
    .string()
    .regex(
      /^[A-Za-z_][\w-]{0,63}(\.[A-Za-z_][\w-]{0,63})?$/,
      'This must be the id of an edge, or a port written node.port.',
    )
    .describe('The id of the edge; for the other kinds the port, such as "z1.weight".'),
  element: z.int().min(0).optional().describe('One element, by its flat row-major index; absent: all of them.'),
})

export const exerciseSchema = z.strictObject({
  title: z.string().max(200).default('Exercise'),
  task: z
    .string()
    .max(20_000)
    .default('')
    .describe(
      'What the student is asked to do. Blank lines part paragraphs, line breaks stay. **Bold**, `code` and LaTeX between $ and $ are set; a backslash before *, ` or $ keeps the sign. No HTML.',
    ),
  hidden: z
    .array(hiddenSchema)
    .max(500)
    .default([])
    .describe('The numbers that the student has to find. They are not shown until they are found.'),
  tolerance: z
    .number()
    .min(0)
    .max(1)
    .default(1e-3)
    .describe('How far an answer may be off, as a part of the right number.'),
  hints: z.boolean().default(true).describe('Whether a wrong answer is met with a hint from the chain rule.'),
})

export const documentSchema = z.strictObject({
  format: z.literal('gradwire'),
  version: z.literal(1),
  name: z.string().max(200).default('Untitled'),
  description: z
    .string()
    .max(2000)
    .optional()
    .describe('What the graph shows, in a sentence or two; read in the gallery.'),
  nodes: z.record(idSchema, nodeSchema).default({}),
  edges: z.record(idSchema, edgeSchema).default({}),
  /** Keyed "node.port": data of inputs, values of parameters. */
  tensors: z.record(z.string().max(130), tensorSchema).default({}),
  layout: z.record(idSchema, z.strictObject({ x: finite, y: finite })).default({}),
  objective: portRefSchema.optional().describe('The scalar to differentiate; absent: the only loss node.'),
  data: dataSchema.optional(),
  training: trainingSchema.optional(),
  groups: z
    .record(idSchema, z.strictObject({ label: z.string().max(120).optional(), nodes: z.array(idSchema).max(20_000) }))
    .optional(),
  notes: z.record(idSchema, z.strictObject({ text: z.string().max(20_000), x: finite, y: finite })).optional(),
  exercise: exerciseSchema.optional().describe('What is hidden, what is graded.'),
})

export type PortRef = z.output<typeof portRefSchema>
export type GraphNode = z.output<typeof nodeSchema>
export type GraphEdge = z.output<typeof edgeSchema>
export type StoredTensor = z.output<typeof tensorSchema>
export type TrainingSettings = z.output<typeof trainingSchema>
export type Hidden = z.output<typeof hiddenSchema>
export type Exercise = z.output<typeof exerciseSchema>
export type DataBinding = z.output<typeof dataSchema>
export type GraphDocument = z.output<typeof documentSchema>

/** "node.port": the key of values, deltas and tensors. */
export function portKey(node: string, port: string): string {
  return `${node}.${port}`
}

export const DEFAULT_TRAINING: TrainingSettings = trainingSchema.parse({})

export const DEFAULT_EXERCISE: Exercise = exerciseSchema.parse({})

export function emptyDocument(name = 'Untitled'): GraphDocument {
  return { format: 'gradwire', version: 1, name, nodes: {}, edges: {}, tensors: {}, layout: {} }
}
