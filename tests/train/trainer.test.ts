import { describe, expect, it } from 'vitest'
import { DEFAULT_TRAINING, type GraphDocument, type TrainingSettings } from '../../src/graph'
import { ops } from '../../src/ops'
import { Trainer, TrainingProblem, trainingChoices, optimizers } from '../../src/train'
import { layersDocument, lineDocument } from '../support/lineDocument'

const settingsOf = (changes: Partial<TrainingSettings>): TrainingSettings => ({ ...DEFAULT_TRAINING, ...changes })
const make = (document: GraphDocument, changes: Partial<TrainingSettings>) =>
  new Trainer({ document, ops, settings: settingsOf(changes) })

describe('a run that is stopped and taken up again', () => {
  it.each([...optimizers.keys()])('goes on with the same bits: %s', (kind) => {
    const document = layersDocument()
    const settings = settingsOf({
      optimizer: { kind, lr: 0.02, ...(kind === 'sgd' ? { momentum: 0.9, dampening: 0.1 } : {}) },
      schedule: { kind: 'one_cycle' },
      clip: { norm: 1 },
      batchSize: 4,
      steps: 30,
      seed: 7,
    })
    const whole = new Trainer({ document, ops, settings })
    const losses = Array.from({ length: 30 }, () => whole.advance().loss)
    const first = new Trainer({ document, ops, settings })
    for (let step = 0; step < 14; step++) first.advance()
    // As it comes out of a message between threads, while the first run goes on.
    const from = structuredClone(first.checkpoint())
    first.advance()
    const second = new Trainer({ document, ops, settings, from })
    expect(second.step).toBe(14)
    const rest = Array.from({ length: 16 }, () => second.advance())
    expect(rest.map(({ loss }) => loss)).toEqual(losses.slice(14))
    expect(rest.map(({ epochEnds, epoch }) => [epoch, epochEnds]).slice(0, 3)).toEqual([
      [4, true],
      [5, false],
      [5, false],
    ])
    expect(second.parameters()).toEqual(whole.parameters())
  })

  it('is refused for another graph', () => {
    const from = make(layersDocument({ width: 3 }), {}).checkpoint()
    const other = () => new Trainer({ document: layersDocument({ width: 4 }), ops, settings: DEFAULT_TRAINING, from })
    expect(other).toThrow(TrainingProblem)
    expect(other).toThrow('belongs to another graph or other settings')
  })
})

describe('a step that diverges says where it went wrong first', () => {
  const causeOf = (document: GraphDocument, changes: Partial<TrainingSettings>) => {
    const trainer = make(document, { steps: 1000, ...changes })
    for (;;) {
      const result = trainer.advance()
      if (result.stopped === 'diverged') return { ...result.cause!, loss: result.loss, at: result.step, trainer }
      if (result.stopped) throw new Error(`It did not diverge: ${result.stopped}.`)
    }
  }
  const through = (op: string, start: number, attrs = {}): GraphDocument => ({
    ...lineDocument,
    nodes: {
      p: { op: 'parameter', label: 'θ', attrs: { shape: [1] } },
      f: { op, label: 'f', attrs },
      s: { op: 'sum' },
    },
    edges: {
      e: { from: { node: 'p', port: 'y' }, to: { node: 'f', port: op === 'pow' ? 'a' : 'x' } },
      g: { from: { node: 'f', port: 'y' }, to: { node: 's', port: 'x' } },
    },
    tensors: { 'p.y': { dtype: 'float64', shape: [1], data: [start] } },
    objective: { node: 's', port: 'y' },
  })

  it('forward: a value', () => {
    const { message, hint, node, port, at, trainer } = causeOf(through('exp', 800), {})
    expect([node, port, at]).toEqual(['f', 'y', 1])
    expect(message).toBe(
      'The first number that was not finite came forward out of f (exp): its y became infinity from finite inputs; the largest number at its inputs was 800 (x, from θ).',
    )
    expect(hint).toBe('Use a smaller rate η, or clip the gradients.')
    expect(trainer.parameterTensors().get('p.y')!.data[0]).toBe(800)
  })

  it('forward: numbers for which the op is not defined', () => {
    const { message, hint } = causeOf(through('log', -1), {})
    expect(message).toMatch(/out of f \(log\): its y became NaN/)
    expect(hint).toMatch(/^Keep the inputs of f where log is defined/)
  })

  it('backward: the gradient on an edge', () => {
    const { message, node, port, edge, loss } = causeOf(through('pow', 0, { exponent: 0.5 }), {})
    expect(loss).toBe(0)
    expect([node, port, edge]).toEqual(['f', 'a', 'e'])
    expect(message).toMatch(/went back from f \(pow\) to θ, over its input a: the gradient became infinity/)
  })

  it('the update itself', () => {
    const document = through('neg', 1e300)
    const { message, node, port } = causeOf(document, { optimizer: { kind: 'sgd', lr: 1e308 }, clip: null })
    expect([node, port]).toEqual(['p', 'y'])
    expect(message).toBe(
      'The update of θ was the first to leave the finite numbers: its largest gradient was 1, at η = 1×10³⁰⁸.',
    )
  })

  it('the data', () => {
    const tensors = {
      ...lineDocument.tensors,
      't.y': { dtype: 'float64' as const, shape: [3, 1], data: [1, 'NaN' as const, 2] },
    }
    const { message, node } = causeOf({ ...lineDocument, tensors }, {})
    expect(node).toBe('t')
    expect(message).toBe('t holds NaN (its number 2 of 3) before anything is computed.')
  })

  it('after a rate that is too large, the node where numbers ran over', () => {
    const { at, message, hint, trainer } = causeOf(lineDocument, { optimizer: { kind: 'sgd', lr: 1e6 } })
    expect(at).toBeGreaterThan(2)
    expect(message).toMatch(/out of L \(mse_loss\): its loss became infinity from finite inputs; the largest number/)
    expect(hint).toMatch(/smaller rate/)
    for (const { data } of trainer.parameterTensors().values()) expect(data.every(Number.isFinite)).toBe(true)
  })
})

describe('memory', () => {
  it('is counted before anything is made, with what the optimizer keeps, and names the node', () => {
    const document = layersDocument({ examples: 64, width: 50 })
    const budget = 200_000
    const problemOf = (changes: Partial<TrainingSettings>) => {
      try {
        new Trainer({ document, ops, settings: settingsOf(changes), memoryBudget: budget })
        return null
      } catch (problem) {
        return problem as TrainingProblem
      }
    }
    expect(problemOf({ batchSize: 1 })).toBeNull()
    const whole = problemOf({})
    expect(whole).toMatchObject({ code: 'memory', hint: 'Set a batch size, or use smaller layers.' })
    expect(whole!.message).toMatch(/^[a-zL]\d? \[64, 50\] would bring one step to \d+ KiB; the budget is 196 KiB\.$/)
    // Two more numbers for each parameter.
    expect(problemOf({ batchSize: 1, optimizer: { kind: 'adam', lr: 0.1 } })).toMatchObject({ code: 'memory' })
  })
})

describe('a step gives way', () => {
  const piecesOf = (trainer: Trainer) => {
    let pieces = 0
    for (const work = trainer.steps(); !work.next().done;) pieces++
    return pieces
  }

  it('after every node, forward and backward, without a recording', () => {
    const document = layersDocument({ layers: 5 })
    expect(piecesOf(new Trainer({ document, ops, settings: settingsOf({}), compiled: false }))).toBe(2 * (2 * 5 + 2))
  })

  it('after a million recorded multiplications, and never in small steps', () => {
    expect(piecesOf(make(layersDocument({ layers: 5 }), {}))).toBe(0)
    // 5 layers of 150·90·90 multiplications, three times but for the input's gradient: 17 million.
    const pieces = piecesOf(make(layersDocument({ layers: 5, width: 90, examples: 150 }), {}))
    expect(pieces).toBeGreaterThanOrEqual(10)
    expect(pieces).toBeLessThanOrEqual(17)
  })
})

describe('the choices for a form', () => {
  const { optimizers: methods, schedules } = trainingChoices()
  it('name every setting with a sentence, and few of them as common', () => {
    for (const { title, summary, fields } of [...methods, ...schedules]) {
      expect(summary, title).toMatch(/\.$/)
      for (const { name, description } of fields) expect(description, `${title} ${name}`).toMatch(/^.{10,}[^ ]$/)
      const common = fields.filter((field) => field.common).length
      expect(common, title).toBeGreaterThan(0)
      expect(common, title).toBeLessThanOrEqual(3)
    }
  })

  it('say what may be typed', () => {
    const adam = methods.find(({ kind }) => kind === 'adam')!
    expect(adam.fields.find(({ name }) => name === 'betas')).toMatchObject({
      kind: 'list',
      length: 2,
      min: 0,
      below: 1,
      fallback: [0.9, 0.999],
    })
    expect(adam.fields.find(({ name }) => name === 'amsgrad')).toMatchObject({ kind: 'switch', fallback: false })
    const step = schedules.find(({ kind }) => kind === 'step')!
    expect(step.fields[0]).toMatchObject({ name: 'step_size', kind: 'integer', min: 1, fallback: 100 })
    const steps = schedules.find(({ kind }) => kind === 'multistep')!
    expect(steps.fields[0]).toMatchObject({ name: 'milestones', kind: 'list', whole: true })
  })
})
