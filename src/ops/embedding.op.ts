import { z } from 'zod'
import { fromArray, numel, shapeText, type Dim, type Tensor } from '../tensor'
import { defineOp, ShapeProblem, type ValueProblem } from './defineOp'
import { product, same } from './dependence'
import { compatible } from './rules'

interface EmbeddingAttrs {
  readonly num_embeddings?: number | undefined
  readonly embedding_dim?: number | undefined
  readonly padding_idx: number | null
}

/** @throws ShapeProblem when an attribute is missing that sizes an unwired table. */
function ownTable(attrs: EmbeddingAttrs): Dim[] {
  for (const name of ['num_embeddings', 'embedding_dim'] as const)
    if (attrs[name] === undefined)
      throw new ShapeProblem(
        'weight',
        `{node} does not know ${name === 'num_embeddings' ? 'how many rows its table has' : 'how long its vectors are'}.`,
        `Set ${name}, or wire a weight.`,
        'missing-attribute',
      )
  return [attrs.num_embeddings!, attrs.embedding_dim!]
}

/** A negative padding_idx counts from the last row, as in PyTorch. */
const paddedRow = (padding: number | null, rows: number) =>
  padding === null ? null : padding < 0 ? padding + rows : padding

/** A row that does not exist cannot be looked up. */
function rowProblem(index: Tensor | undefined, weight: Tensor | undefined): ValueProblem | null {
  if (!index || !weight) return null
  const rows = weight.shape[0]!
  const at = index.data.findIndex((row) => !(Number.isInteger(row) && row >= 0 && row < rows))
  if (at < 0) return null
  return {
    port: 'index',
    message: `{node} has a table of ${rows} rows (numbers 0 to ${rows - 1}), but {from:index} holds ${index.data[at]} (element ${at}).`,
    hint: `Use row numbers from 0 to ${rows - 1}, or give {node} a larger table (num_embeddings).`,
  }
}

/** torch.nn.functional.embedding. */
export default defineOp({
  id: 'embedding',
  category: 'linear',
  title: 'Embedding',
  symbol: 'E[i]',
  letter: 'e',
  summary: 'Looks words up: each whole number stands for a row of a learned table, and the row is what goes on.',
  inputs: {
    index: { doc: 'Row numbers (0, 1, 2, …), any shape.', dtype: 'integer' },
    weight: {
      doc: 'The table, one row for each word: [num_embeddings, embedding_dim].',
      parameter: {
        shape: (_, attrs: EmbeddingAttrs) => ownTable(attrs),
        // One row is read whole: each number of the result is fed by one of the table.
        fanIn: () => 1,
      },
    },
  },
  outputs: { y: { doc: 'The shape of index with one more axis: [..., embedding_dim].' } },
  fresh: { num_embeddings: 10, embedding_dim: 4 },
  attrs: z.object({
    num_embeddings: z.int().min(1).max(1e7).optional().describe('How many rows the table has: one for each word.'),
    embedding_dim: z.int().min(1).max(65536).optional().describe('How many numbers each row has.'),
    padding_idx: z
      .int()
      .nullable()
      .default(null)
      .describe('The row that stands for "nothing here": it is read like any other, but gets no gradient.'),
    init: z
      .enum(['standard_normal', 'kaiming_uniform', 'xavier_uniform', 'normal', 'zeros', 'ones'])
      .default('standard_normal')
      .describe('How the table starts before training.'),
  }),
  shape: ({ index, weight }, attrs) => {
    if (weight.length !== 2)
      throw new ShapeProblem(
        'weight',
        `{node} needs a weight with 2 axes [num_embeddings, embedding_dim], but gets ${shapeText(weight)}.`,
        'Reshape the weight to two axes.',
      )
    const [rows, width] = weight as [Dim, Dim]
    for (const [name, size, axis] of [
      ['num_embeddings', rows, 0],
      ['embedding_dim', width, 1],
    ] as const) {
      const wanted = attrs[name]
      if (wanted !== undefined && !compatible(wanted, size))
        throw new ShapeProblem(
          'weight',
          `{node} has ${name} ${wanted}, but its weight has ${size} ${axis === 0 ? 'rows' : 'columns'} (${shapeText(weight)}).`,
          `Set ${name} to ${size}, or use a weight of ${shapeText(axis === 0 ? [wanted, width] : [rows, wanted])}.`,
        )
    }
    const { padding_idx } = attrs
    if (padding_idx !== null && typeof rows === 'number' && !(padding_idx >= -rows && padding_idx < rows))
      throw new ShapeProblem(
        null,
        `{node} has padding_idx ${padding_idx}, but its table has only ${rows} rows (${shapeText(weight)}).`,
        `Set padding_idx to a number from ${-rows} to ${rows - 1}, or take it away.`,
        'attribute',
      )
    return { y: [...index, width] }
  },
  checkValues: ({ index, weight }) => rowProblem(index, weight),
  forward: (k, { index, weight }) => ({ y: k.rows(weight, index) }),
  backward: {
    index: null,
    // A row was used by every index that named it: their errors are added up.
    weight: ({ k, index, weight, dy, attrs }) =>
      k.rowsGrad(dy, index, weight.shape, paddedRow(attrs.padding_idx, weight.shape[0]!)),
  },
  formula: { y: '{y} = {weight}[{index}]' },
  derivative: {
    weight: {
      formula: '\\textstyle\\sum_{i\\,:\\,{index}_i = r} {dy}_i',
      local: '[{index} = r]',
      words: 'Row r adds up the errors of all places that looked it up; a row that nobody looked up gets 0.',
    },
  },
  dependence: {
    // One number of the row that was named, for each number of the result.
    weight: ({ weight, y }, _, numbers) =>
      product(
        {
          kind: 'chosen',
          inputs: weight![0]!,
          outputs: numel(y!.slice(0, -1)),
          from: () => Array.from(numbers('index'), (row) => (row < 0 ? row + weight![0]! : row)),
        },
        same(weight![1]!),
      ),
  },
  examples: [
    {
      attrs: { num_embeddings: 3, embedding_dim: 2 },
      inputs: { index: fromArray([4], [2, 0, 2, 1], 'int64'), weight: fromArray([3, 2], [1, 2, 3, 4, 5, 6]) },
      outputs: { y: fromArray([4, 2], [5, 6, 1, 2, 5, 6, 3, 4]) },
    },
    {
      inputs: { index: fromArray([], [1], 'int64'), weight: fromArray([2, 3], [0, 0, 0, 7, 8, 9]) },
      outputs: { y: fromArray([3], [7, 8, 9]) },
    },
  ],
  spelling: { torch: 'F.embedding({index}, {weight}, padding_idx={attrs.padding_idx})', onnx: 'Gather' },
})
