/** Every op against PyTorch's values and gradients (the vectors' source is written in each file of tests/oracle/ops). */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ops } from '../../src/ops'
import { sameShape, typescriptKernels, type Tensor } from '../../src/tensor'
import { expectClose } from '../support/close'
import { attrsFor, runOp, tensorsOf, type TensorJson } from '../support/opRun'

interface OracleCase {
  readonly id: string
  readonly attrs: Record<string, unknown>
  readonly inputs: Record<string, TensorJson>
  readonly outputs: Record<string, TensorJson>
  readonly upstream: Record<string, TensorJson>
  readonly grads: Record<string, TensorJson>
  readonly state_after?: Record<string, TensorJson>
  readonly tags?: string[]
}

const folder = new URL('../oracle/ops/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))

/** Largest finite float32: what PyTorch's float64 gives beyond it is ∞ in float32, rightly. */
const FLOAT32_MAX = 3.4028234663852886e38

function compare(got: Tensor | undefined, want: TensorJson, dtype: 'float64' | 'float32', what: string) {
  expect(got?.shape, `${what} has the wrong shape`).toEqual(want.shape)
  expect(got!.dtype, what).toBe(dtype)
  const numbers = want.data.map(Number)
  if (dtype === 'float64') return expectClose(got!.data, numbers, what)
  const within = numbers.map((x) => (Math.abs(x) > FLOAT32_MAX ? Math.sign(x) * Infinity : x))
  return expectClose(got!.data, within, what, { absolute: 1e-5, relative: 1e-4 })
}

/** float32 has no 1e-300 and no 1 − 1e-16: a case that lives on such an input means something else there. */
const representable = ({ inputs }: OracleCase) =>
  Object.values(inputs).every(({ data }) =>
    data.map(Number).every((x) => {
      const single = Math.fround(x)
      return Number.isFinite(single) && [0, 1].every((special) => (single === special) === (x === special))
    }),
  )

for (const file of files) {
  const { op: name, cases } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
    op: string
    cases: OracleCase[]
  }
  const op = ops.get(name === 'linear' ? 'affine' : name)!
  describe.each(['float64', 'float32'] as const)(`${name}, %s`, (dtype) => {
    const k = typescriptKernels(dtype)
    const chosen = dtype === 'float64' ? cases : cases.filter(representable)
    it.each(chosen.map((c) => [c.id, c] as const))(
      '%s',
      (_, { attrs, inputs, outputs, upstream, grads, state_after = {}, tags }) => {
        const run = runOp(op, k, tensorsOf(inputs, dtype), attrsFor(op, attrs, inputs), tensorsOf(upstream, dtype))
        for (const [port, want] of Object.entries(outputs)) compare(run.outputs[port], want, dtype, port)
        for (const [port, want] of Object.entries(grads))
          compare(run.gradient(port), want, dtype, `gradient of ${port}`)
        // A pass that gives no state leaves it as it was.
        const after = { ...tensorsOf(inputs, dtype), ...run.state }
        for (const [port, want] of Object.entries(state_after)) compare(after[port], want, dtype, `${port} after`)
        if (!tags?.includes('stability')) return
        for (const tensor of [...Object.values(run.outputs), ...Object.keys(grads).map(run.gradient)])
          expect([...tensor.data].filter(Number.isNaN)).toEqual([])
      },
    )
  })
}

it('covers every op that computes', () => {
  const covered = new Set(files.map((file) => file.replace('.json', '').replace('linear', 'affine')))
  expect([...ops.values()].filter((op) => op.category !== 'source' && !covered.has(op.id)).map((op) => op.id)).toEqual(
    [],
  )
})

it('takes integers and masks as they are', () => {
  const k = typescriptKernels('float32')
  const y = k.add({ dtype: 'int64', shape: [2], data: Float64Array.of(1, 2) } as Tensor, k.full([], 0.5)) as Tensor
  expect(sameShape(y.shape, [2]) && [...y.data]).toEqual([1.5, 2.5])
})
