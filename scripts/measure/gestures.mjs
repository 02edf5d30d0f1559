/** @file Gestures with real input events at the pace of a hand, while the page counts its frames. */
import { setTimeout as sleep } from 'node:timers/promises'

const SECONDS = 2
/** Events a second: a mouse moves at the pace of the screen, a held key repeats about half as often. */
const MOVES = 60
const STEPS = 30

/** Counts animation frames in the page until the function that comes back is called. */
export async function countFrames(page) {
  await page.evaluate(() => {
    const times = []
    const tick = (time) => {
      times.push(time)
      if (window.__frames === times) requestAnimationFrame(tick)
    }
    window.__frames = times
    requestAnimationFrame(tick)
  })
  return async () => {
    const times = await page.evaluate(() => {
      const counted = window.__frames
      window.__frames = null
      return counted
    })
    const gaps = times.slice(1).map((time, i) => time - times[i])
    const span = times.at(-1) - times[0]
    return {
      framesPerSecond: round((gaps.length / span) * 1000),
      longestFrame: round(Math.max(...gaps)),
      slowFrames: gaps.filter((gap) => gap > 25).length,
    }
  }
}

const round = (x) => Math.round(x * 10) / 10

/** Calls `send(i)` so many times a second for 2 s without waiting for answers, as a mouse does not wait either. */
async function pace(perSecond, send) {
  const started = performance.now()
  const sent = []
  for (let i = 0; i < SECONDS * perSecond; i++) {
    sent.push(send(i))
    const wait = started + ((i + 1) * 1000) / perSecond - performance.now()
    if (wait > 0) await sleep(wait)
  }
  await Promise.all(sent)
}

const viewport = () => document.querySelector('.react-flow__viewport').style.transform

/** @param look what must have changed in the page while the hand holds on: a gesture that moves nothing is fast, and means nothing. */
async function dragAround(page, cdp, start, look, argument) {
  const before = await page.evaluate(look, argument)
  const mouse = (type, x, y, buttons) =>
    cdp.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button: type === 'mouseMoved' ? 'none' : 'left',
      buttons,
      clickCount: 1,
    })
  await mouse('mouseMoved', start.x, start.y, 0)
  await mouse('mousePressed', start.x, start.y, 1)
  const stop = await countFrames(page)
  // Each move is about 9 pixels from the last: a brisk hand.
  await pace(MOVES, (i) => {
    const angle = (i / 60) * 2 * Math.PI
    return cdp.send('Input.dispatchMouseEvent', {
      type: 'mouseMoved',
      x: start.x + 90 * Math.sin(angle),
      y: start.y + 90 * (1 - Math.cos(angle)),
      button: 'left',
      buttons: 1,
    })
  })
  const frames = await stop()
  await mouse('mouseMoved', start.x + 60, start.y + 60, 1)
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  const during = await page.evaluate(look, argument)
  // Back to where it was, for the next round.
  await mouse('mouseMoved', start.x, start.y, 1)
  await mouse('mouseReleased', start.x, start.y, 0)
  if (during === before) throw new Error('Dragging moved nothing.')
  return frames
}

/** Drags the node whose card is nearest to the middle of the canvas. */
export async function dragNode(page, cdp) {
  const node = await middleNode(page)
  return dragAround(page, cdp, node, placeOf, node.id)
}

const placeOf = (id) => document.querySelector(`.react-flow__node[data-id="${id}"]`)?.style.transform

function middleNode(page) {
  return page.evaluate(() => {
    const pane = document.querySelector('.react-flow__pane').getBoundingClientRect()
    const x = pane.x + pane.width / 2
    const y = pane.y + pane.height / 2
    const cards = [...document.querySelectorAll('.react-flow__node')].map((card) => ({
      id: card.dataset.id,
      box: card.getBoundingClientRect(),
    }))
    const distance = ({ box }) => Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y)
    const { id, box } = cards.sort((a, b) => distance(a) - distance(b))[0]
    return { id, x: box.x + 20, y: box.y + 12 }
  })
}

/** Pans by dragging a free place of the canvas. */
export async function pan(page, cdp) {
  // While the last pan is being ended, a sheet lies over all.
  const place = await page.waitForFunction(() => {
    const box = document.querySelector('.react-flow__pane').getBoundingClientRect()
    for (let down = 0.3; down < 0.7; down += 0.02)
      for (let across = 0.3; across < 0.7; across += 0.02) {
        const x = box.x + box.width * across
        const y = box.y + box.height * down
        if (document.elementFromPoint(x, y)?.classList.contains('react-flow__pane')) return { x, y }
      }
    return null
  })
  const start = await place.jsonValue()
  return dragAround(page, cdp, start, viewport)
}

/** Events of the backward pass before it comes to the middle of the graph, which is on the screen. */
const EVENTS_BEFORE_MIDDLE = 260

const eventNumber = (page) =>
  page.evaluate(() => Number(/event (\d+) of/.exec(document.querySelector('[aria-label="Timeline"]').textContent)?.[1]))

/** Steps backward through what is on the screen, by clicking the button 30 times a second. */
export async function step(page, cdp) {
  await page.getByRole('button', { name: 'Forward', exact: true }).first().click()
  const button = page.getByRole('button', { name: 'Step backward', exact: true }).first()
  await button.evaluate((element, times) => {
    for (let i = 0; i < times; i++) element.click()
  }, EVENTS_BEFORE_MIDDLE)
  await sleep(500)
  const box = await button.boundingBox()
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await cdp.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y })
  const before = await eventNumber(page)
  const stop = await countFrames(page)
  await pace(STEPS, async () => {
    const click = { x, y, button: 'left', clickCount: 1 }
    await Promise.all([
      cdp.send('Input.dispatchMouseEvent', { ...click, type: 'mousePressed', buttons: 1 }),
      cdp.send('Input.dispatchMouseEvent', { ...click, type: 'mouseReleased', buttons: 0 }),
    ])
  })
  const frames = await stop()
  const steps = (await eventNumber(page)) - before
  if (!(steps > (SECONDS * STEPS) / 2)) throw new Error(`Only ${steps} steps were made in ${SECONDS} s.`)
  return frames
}

/** Records five steps. */
export async function record(page) {
  await page.getByRole('button', { name: 'Record steps' }).click()
  await page.waitForFunction(
    () => Number(document.querySelector('[aria-label="Step through the run"]')?.getAttribute('aria-valuemax')) > 2000,
    null,
    { timeout: 60_000 },
  )
  await sleep(1000)
}

/** Drags the cursor through all of the recorded events, there and back. */
export async function scrub(page, cdp) {
  const box = await page.getByRole('slider', { name: 'Step through the run' }).boundingBox()
  const y = box.y + box.height / 2
  const x = (share) => box.x + 4 + (box.width - 8) * share
  const mouse = (type, share, buttons) =>
    cdp.send('Input.dispatchMouseEvent', { type, x: x(share), y, button: 'left', buttons, clickCount: 1 })
  await mouse('mousePressed', 0, 1)
  const stop = await countFrames(page)
  await pace(MOVES, (i) => mouse('mouseMoved', 0.5 - 0.5 * Math.cos(((i + 1) / (SECONDS * MOVES)) * 2 * Math.PI), 1))
  const frames = await stop()
  await mouse('mouseReleased', 0, 0)
  return frames
}
