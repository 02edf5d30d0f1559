import { describe, expect, it } from 'vitest'
import { DEFAULT_EXERCISE, type GraphDocument } from '../../src/graph'
import { IN_EXERCISE } from '../../src/runtime/exerciseGuard'
import { graph, runOf } from '../editor/inspector/runOf'

const matrix = async (document: GraphDocument, node: string, port: string, output?: string) => {
  const { client } = await runOf(document)
  const answer = await client.jacobian({ node, port, ...(output ? { output } : {}) })
  if (answer.state !== 'matrix') throw new Error(`${answer.state}: ${JSON.stringify(answer)}`)
  return answer
}

const x = { 'x.y': { shape: [2, 2], data: [1, 2, 3, 4] } }
const input = (shape: number[]) => ['input', { shape }] as [string, Record<string, unknown>]

describe('the local derivative as a matrix', () => {
  it('of an affine is its weight, once for each example', async () => {
    const document = graph({ x: input([2, 2]), z: ['affine', { out_features: 3 }] }, [['x', 'z.x']], {
      ...x,
      'z.weight': { shape: [3, 2], data: [1, 2, 3, 4, 5, 6] },
      'z.bias': { shape: [3], data: [0, 0, 0] },
    })
    const { data, outputShape, inputShape } = await matrix(document, 'z', 'x')
    expect(outputShape).toEqual([2, 3])
    expect(inputShape).toEqual([2, 2])
    expect([...data]).toEqual(
      [
        [1, 2, 0, 0],
        [3, 4, 0, 0],
        [5, 6, 0, 0],
        [0, 0, 1, 2],
        [0, 0, 3, 4],
        [0, 0, 5, 6],
      ].flat(),
    )
    const weight = await matrix(document, 'z', 'weight')
    // z[1, 2] = w[2, 0] · 3 + w[2, 1] · 4
    expect([...weight.data.slice(5 * 6)]).toEqual([0, 0, 0, 0, 3, 4])
  })

  it('of a sigmoid is diagonal, and of a softmax full along its axis', async () => {
    const sigmoid = (at: number) => 1 / (1 + Math.exp(-at))
    const one = await matrix(graph({ x: input([2, 2]), s: ['sigmoid'] }, [['x', 's.x']], x), 's', 'x')
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++)
        expect(one.data[i * 4 + j]).toBeCloseTo(i === j ? sigmoid(i + 1) * (1 - sigmoid(i + 1)) : 0, 15)
    const two = await matrix(graph({ x: input([2, 2]), s: ['softmax', { dim: -1 }] }, [['x', 's.x']], x), 's', 'x')
    const p = sigmoid(-1)
    const [a, b] = [p * (1 - p), -p * (1 - p)]
    const expected = [a, b, 0, 0, b, a, 0, 0, 0, 0, a, b, 0, 0, b, a]
    expected.forEach((entry, i) => expect(two.data[i]).toBeCloseTo(entry, 15))
  })

  it('is that of central differences for a node with two outputs', async () => {
    const cell = (shift: number) =>
      graph(
        { x: input([1, 2]), h: input([1, 1]), c: input([1, 1]), l: ['lstm_cell', { hidden_size: 1 }] },
        [
          ['x', 'l.x'],
          ['h', 'l.h'],
          ['c', 'l.c'],
        ],
        {
          'x.y': { shape: [1, 2], data: [0.3 + shift, -0.4] },
          'h.y': { shape: [1, 1], data: [0.2] },
          'c.y': { shape: [1, 1], data: [-0.5] },
        },
      )
    const { run, document } = await runOf(cell(0))
    const outputs = run
      .summary()
      .trace.filter(({ node }) => node === 'l')
      .map(({ port }) => port)
    expect(outputs.length).toBe(2)
    const eps = 1e-6
    const [up, down] = [await runOf(cell(eps)), await runOf(cell(-eps))]
    for (const output of outputs) {
      const { data } = await matrix(document, 'l', 'x', output)
      const at = (side: typeof up) => side.run.tensor('values', `l.${output}`)!.head[0]!
      expect(data[0]).toBeCloseTo((at(up) - at(down)) / (2 * eps), 8)
    }
  })

  it('says how large it is beyond 4,096 entries, and is given at 4,096', async () => {
    const relu = (n: number) =>
      graph({ x: input([n]), r: ['relu'] }, [['x', 'r.x']], {
        'x.y': { shape: [n], data: Array.from({ length: n }, (_, i) => i - 3) },
      })
    expect((await matrix(relu(64), 'r', 'x')).data.length).toBe(4096)
    const { client } = await runOf(relu(65))
    expect(await client.jacobian({ node: 'r', port: 'x' })).toEqual({
      state: 'large',
      outputShape: [65],
      inputShape: [65],
      limit: 4096,
    })
  })

  it('says why there is none', async () => {
    const document = graph(
      { x: input([2, 2]), t: input([2]), L: ['cross_entropy_loss'], r: ['relu'] },
      [
        ['x', 'L.input'],
        ['t', 'L.target'],
      ],
      { ...x, 't.y': { shape: [2], data: [0, 1] } },
    )
    document.nodes.t!.attrs = { shape: [2], dtype: 'int64' }
    ;(document.tensors['t.y'] as { dtype: string }).dtype = 'int64'
    const { client } = await runOf(document)
    const ask = (node: string, port: string) => client.jacobian({ node, port })
    expect(await ask('L', 'target')).toEqual({
      state: 'none',
      reason: 'cross_entropy_loss passes no gradient to target.',
    })
    expect(await ask('r', 'x')).toMatchObject({ state: 'none', reason: expect.stringContaining('has not run') })
    expect(await ask('x', 'y')).toMatchObject({ state: 'none', reason: expect.stringContaining('computes nothing') })
    expect(await ask('L', 'nothing')).toMatchObject({ state: 'none' })
    expect(await client.jacobian({ node: 'L', port: 'input' }, { id: 7, step: 0 })).toMatchObject({
      state: 'none',
      reason: expect.stringContaining('recording is gone'),
    })
  })

  it('is that of a recorded step, when one is asked for', async () => {
    const document = graph(
      { x: input([2, 2]), t: input([2, 1]), z: ['affine', { out_features: 1 }], L: ['mse_loss'] },
      [
        ['x', 'z.x'],
        ['z', 'L.input'],
        ['t', 'L.target'],
      ],
      { ...x, 't.y': { shape: [2, 1], data: [5, 6] }, 'z.weight': { shape: [1, 2], data: [1, -1] } },
    )
    const { client } = await runOf(document)
    const settings = { optimizer: { kind: 'sgd', lr: 0.01 }, steps: 3, batchSize: null, seed: 0, tolerance: null }
    const started = await client.startRecording(settings, 3, [])
    if (!started.ok) throw new Error(started.message)
    const { id } = started.state
    while (!(await client.goOnRecording(id))!.over);
    const answer = await client.jacobian({ node: 'z', port: 'x' }, { id, step: 2 })
    const weight = (await client.recordedTensor(id, 2, 'values', 'z.weight'))!.data
    expect(weight[0]).not.toBe(1)
    expect(answer).toMatchObject({ state: 'matrix', data: new Float64Array([...weight, 0, 0, 0, 0, ...weight]) })
  })

  it('is refused while an exercise keeps numbers back', async () => {
    const document: GraphDocument = {
      ...graph(
        { x: input([2, 2]), s: ['sigmoid'], L: ['sum'] },
        [
          ['x', 's.x'],
          ['s', 'L.x'],
        ],
        x,
      ),
      exercise: { ...DEFAULT_EXERCISE, hidden: [{ kind: 'value', key: 's.y' }] },
    }
    const { client, run } = await runOf(document)
    if (!run.hidesNumbers) throw new Error('the exercise hides nothing: this test is set up wrongly')
    await expect(client.jacobian({ node: 's', port: 'x' })).rejects.toThrow(IN_EXERCISE)
  })
})
