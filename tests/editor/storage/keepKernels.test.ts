import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { keepKernels, openRunKeeper, pastUntil } from '../../../src/editor/storage'
import type { EngineClient, EngineEvents, KernelMoment, TrainingStatus } from '../../../src/runtime/protocol'

const moment = (step: number): KernelMoment => ({
  step,
  kernels: { 'c.weight': { shape: [1, 1, 1, 2], data: Float32Array.of(step, 2) } },
})

/** A page whose engine has the moments that were trained. */
async function visit(name: string) {
  const keeper = await openRunKeeper(name)
  const heard: Partial<EngineEvents> = {}
  let open = () => {}
  let time = 0
  let past: KernelMoment[] = []
  let asked = 0
  const client: Pick<EngineClient, 'on' | 'lookPast'> = {
    on(event, listener) {
      heard[event] = listener
      return () => {}
    },
    async lookPast() {
      asked++
      return [...past]
    },
  }
  keepKernels({
    client,
    keeper,
    documents: {
      onChange(listener) {
        open = () => listener({ kind: 'open', document: null as never })
        return () => {}
      },
    },
    now: () => time,
  })
  return {
    asked: () => asked,
    kept: async () => (await keeper.readKernels()).map(({ step }) => step),
    begin() {
      past = []
      heard.kernels!(null)
    },
    trained(step: number, status: TrainingStatus = 'running') {
      past.push(moment(step))
      heard.training!({ status } as never)
      heard.kernels!({ moment: moment(step), steps: past.map((one) => one.step) })
    },
    pass: (ms: number) => (time += ms),
    open: () => open(),
  }
}

test('what a page had seen of its kernels is there in the next one', async () => {
  const page = await visit('kernels a')
  page.begin()
  page.trained(0)
  page.trained(1)
  page.trained(2, 'paused')
  await expect.poll(page.kept).toEqual([0, 1, 2])
  const next = await openRunKeeper('kernels a')
  expect(await next.readKernels()).toEqual([moment(0), moment(1), moment(2)])
  expect(pastUntil(await next.readKernels(), 1)).toEqual([moment(0), moment(1)])
  expect(pastUntil(await next.readKernels())).toHaveLength(3)
})

test('while training goes on it is written every five seconds at most', async () => {
  const page = await visit('kernels b')
  page.begin()
  for (let step = 0; step < 10; step++) page.trained(step)
  expect(page.asked()).toBe(1)
  await expect.poll(page.kept).toEqual([0, 1])
  page.pass(5000)
  page.trained(10)
  expect(page.asked()).toBe(2)
  await expect.poll(async () => (await page.kept()).at(-1)).toBe(10)
})

test('another run and another document forget it, and what was on its way then', async () => {
  const page = await visit('kernels c')
  page.begin()
  page.trained(3, 'finished')
  await expect.poll(page.kept).toEqual([3])
  page.begin()
  expect(await page.kept()).toEqual([])
  page.trained(4, 'finished')
  page.open()
  expect(await page.kept()).toEqual([])
})
