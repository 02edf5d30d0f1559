/** @file Whether a graph can be fed by data as it is chosen, and in words why not. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dataSets, fieldsOf, type DataSet } from '../../../src/data'
import { suggestInputs } from '../../../src/editor/datasets/binding'
import { fittingInputs, misfit } from '../../../src/editor/datasets/fitting'
import { starterFor } from '../../../src/editor/datasets/starter'
import { readDocument } from '../../../src/formats'
import { emptyDocument, type GraphDocument } from '../../../src/graph'
import { ops } from '../../../src/ops'

function example(file: string): GraphDocument {
  const read = readDocument(readFileSync(`examples/${file}.json`, 'utf8'))
  if (!read.ok) throw new Error(read.message)
  return read.document
}

const set = (id: string) => dataSets.get(id)!
const chosenFor = (document: GraphDocument, data: DataSet, bound = {}) =>
  fittingInputs(document, data, fieldsOf(data), {}, bound, ops)
const problemOf = (document: GraphDocument, data: DataSet, chosen = chosenFor(document, data)) =>
  misfit(document, data, fieldsOf(data), {}, chosen, ops)

describe('what fits can be used', () => {
  test('XOR takes points and their targets', () => {
    const xor = example('02-xor')
    expect(chosenFor(xor, set('moons'))).toEqual({ x: 'point', t: 'target' })
    expect(problemOf(xor, set('moons'))).toBeNull()
  })

  test('LeNet takes other pictures of its size', () => {
    expect(problemOf(example('03-lenet'), set('fashion-mnist'))).toBeNull()
  })

  test.each([...dataSets.values()].filter(({ kind }) => kind !== 'text'))('$id fits its own network', (data) => {
    expect(problemOf(starterFor(data, {})!, data)).toBeNull()
  })

  test('layers whose parameters are not there yet take any width: the input gets another shape', () => {
    expect(problemOf(starterFor(set('iris'), {})!, set('wine'))).toBeNull()
  })

  test('an error that the graph has already is not held against the data', () => {
    const xor = example('02-xor')
    const broken = { ...xor, nodes: { ...xor.nodes, lost: { op: 'sigmoid' } } }
    expect(problemOf(broken, set('moons'))).toBeNull()
  })
})

describe('what does not fit is said with node, port and both shapes', () => {
  test('other features than the stored weights read', () => {
    const { message, hint } = problemOf(example('02-xor'), set('iris'))!
    expect(message).toMatch(/needs x with 2 features, but x gives 4 \(\[N, 4\]; weight is \[4, 2\]\)/)
    expect(hint).toContain('[4, 4]')
  })

  test('symbols where numbers are multiplied want an embedding, and no other loss', () => {
    const { message, hint } = problemOf(example('02-xor'), set('text'), { x: 'input', t: 'next' })!
    expect(message).toContain('needs real numbers at x, but input ([N, 32]) tells')
    expect(hint).toContain('put an embedding between')
  })

  test('a label where numbers are compared', () => {
    expect(problemOf(example('02-xor'), set('moons'), { x: 'point', t: 'label' })).toEqual({
      message: 'L needs real numbers at target, but label ([N]) tells 2 classes apart, by the numbers 0 to 1.',
      hint: 'Choose another field, or take a loss for classes, such as cross_entropy_loss.',
    })
  })

  test('rows of a table where pictures are read', () => {
    expect(problemOf(example('03-lenet'), set('iris'))!.message).toMatch(/\[N, 4\]/)
  })

  test('more classes than the network tells apart: shapes alone do not say it', () => {
    const three = starterFor(set('iris'), {})!
    const many: DataSet = {
      ...set('iris'),
      fields: { ...set('iris').fields, label: { ...set('iris').fields.label!, classes: 7 } },
    }
    expect(problemOf(three, many)).toEqual({
      message: 'L has room for 3 at input ([N, 3]), but label tells 7 apart, by the numbers 0 to 6.',
      hint: 'Let input of L have 7 there.',
    })
  })

  test('symbols for which an embedding has no row', () => {
    const writer = example('40-character-model')
    const text = set('text')
    const chosen = { x: 'input', t: 'next' }
    const settings = { letters: 'both', length: 48 }
    expect(misfit(writer, text, fieldsOf(text, settings), settings, chosen, ops)!.message).toMatch(
      /has room for 40 at (weight|input)/,
    )
  })
})

describe('each field goes to one input', () => {
  const at = (node: string, port: string) => ({ node, port })
  /** Two branches that read one number each. */
  const two: GraphDocument = {
    ...emptyDocument(),
    nodes: {
      a: { op: 'input', attrs: { shape: ['N', 1] } },
      b: { op: 'input', attrs: { shape: ['N', 1] } },
      L: { op: 'mse_loss' },
    },
    edges: { 1: { from: at('a', 'y'), to: at('L', 'input') }, 2: { from: at('b', 'y'), to: at('L', 'target') } },
  }

  test('and not to two', () => {
    const both: GraphDocument = { ...two, edges: {} }
    const chosen = Object.values(suggestInputs(both, set('sine').fields)).filter((field) => field !== null)
    expect(new Set(chosen).size).toBe(chosen.length)
  })

  test('unless it is bound so', () => {
    const bound = { a: 'x', b: 'x' }
    expect(suggestInputs(two, set('sine').fields, bound)).toEqual(bound)
  })

  test('where the likeliest way does not run, another one that does is chosen', () => {
    // By its name the label is a target, but here it is looked up, and what is said about it is a row of numbers.
    const lookup: GraphDocument = {
      ...emptyDocument(),
      nodes: {
        a: { op: 'input', attrs: { shape: ['N'], dtype: 'int64' } },
        e: { op: 'embedding', attrs: { num_embeddings: 3, embedding_dim: 4 } },
        t: { op: 'input', attrs: { shape: ['N', 4] } },
        L: { op: 'mse_loss' },
      },
      edges: {
        1: { from: at('a', 'y'), to: at('e', 'index') },
        2: { from: at('e', 'y'), to: at('L', 'input') },
        3: { from: at('t', 'y'), to: at('L', 'target') },
      },
    }
    expect(chosenFor(lookup, set('iris'))).toEqual({ a: 'label', t: 'features' })
  })
})
