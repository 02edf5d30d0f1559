/**
 * @file The editor as a person uses it: what is on the canvas, and gestures by mouse and keyboard. Tests say what is
 * done and what is seen; where it is in the page is known here only.
 */
import { expect, test as base, type Locator, type Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'

/** What stands on an edge, as it is read aloud: "0.731", "not computed yet", "norm 1.12, shape [4, 2]". */
export interface EdgeNumbers {
  readonly value: string
  readonly gradient: string
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Between two places the pointer passes others: one jump is no drag, for the page as for a hand. */
const MOVE_STEPS = 10

export class EditorPage {
  /** What went wrong in the page: exceptions, console errors, refused requests. */
  readonly problems: string[] = []

  constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.problems.push(message.text())
    })
    page.on('requestfailed', (request) => this.problems.push(`${request.url()}: ${request.failure()?.errorText}`))
  }

  /** Opens the editor and waits until a graph, or the empty canvas of a new one, is there. */
  async goto(): Promise<void> {
    // The system's own file dialogs are out of a test's reach; without them the page uses a file input and downloads.
    await this.page.addInitScript(() => {
      for (const name of ['showOpenFilePicker', 'showSaveFilePicker']) {
        delete (window as unknown as Record<string, unknown>)[name]
        delete (Window.prototype as unknown as Record<string, unknown>)[name]
      }
    })
    await this.page.goto('/')
    await this.ready()
  }

  /** As after closing and opening the tab. */
  async reload(): Promise<void> {
    await this.page.reload()
    await this.ready()
  }

  private async ready(): Promise<void> {
    await expect(this.pane).toBeVisible()
    // On the top bar, or in reach of the thumb on a phone.
    await expect(this.button('Run all')).toBeVisible()
  }

  // ---- what is there ----

  get pane(): Locator {
    return this.page.locator('.react-flow__pane')
  }

  get nodes(): Locator {
    return this.page.locator('.react-flow__node')
  }

  get edges(): Locator {
    return this.page.locator('.react-flow__edge')
  }

  node(id: string): Locator {
    return this.page.locator(`.react-flow__node[data-id="${id}"]`)
  }

  /** By its id, or by the names that it joins. */
  edge(idOrFrom: string, to?: string): Locator {
    return to === undefined
      ? this.page.locator(`.react-flow__edge[data-id="${idOrFrom}"]`)
      : this.page.locator(`.react-flow__edge[aria-label^="edge from ${idOrFrom} to ${to},"]`)
  }

  port(node: string, port: string): Locator {
    return this.page.locator(`[data-nodeid="${node}"][data-handleid="${port}"]`)
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' }).first()
  }

  /** Ids of the nodes on screen; cards far outside of it are not in the page. */
  async nodeIds(): Promise<string[]> {
    return this.nodes.evaluateAll((cards) => cards.map((card) => card.getAttribute('data-id')!))
  }

  /** Value and gradient of an edge, from its accessible name. */
  async edgeNumbers(idOrFrom: string, to?: string): Promise<EdgeNumbers> {
    const name = (await this.edge(idOrFrom, to).getAttribute('aria-label')) ?? ''
    const match = /, value (?<value>.*), gradient (?<gradient>.*)$/.exec(name)
    if (!match?.groups) throw new Error(`The edge is called "${name}": no value and gradient in it.`)
    return { value: match.groups.value!, gradient: match.groups.gradient! }
  }

  /** How many edges on screen have their gradient. */
  async edgesWithGradient(): Promise<number> {
    const names = await this.edges.evaluateAll((edges) => edges.map((edge) => edge.getAttribute('aria-label') ?? ''))
    return names.filter((name) => !/gradient (not computed yet|none|blocked)/.test(name)).length
  }

  // ---- building ----

  /** A place on the canvas, as parts of its width and height. */
  async place(across: number, down: number): Promise<Point> {
    const box = await this.boxOf(this.pane)
    return { x: box.x + box.width * across, y: box.y + box.height * down }
  }

  /** Drags an op from the palette and drops it. Returns the new node's id. */
  async addByDrag(op: string, across: number, down: number): Promise<string> {
    const before = new Set(await this.nodeIds())
    const entry = this.page.locator(`button[data-op="${op}"]`).first()
    await entry.scrollIntoViewIfNeeded()
    await this.drag(await this.centreOf(entry), await this.place(across, down))
    return this.newNode(before)
  }

  /** Clicks an op in the palette. Returns the new node's id. */
  async addByClick(op: string): Promise<string> {
    const before = new Set(await this.nodeIds())
    await this.page.locator(`button[data-op="${op}"]`).first().click()
    return this.newNode(before)
  }

  private async newNode(before: ReadonlySet<string>): Promise<string> {
    let added: string[] = []
    await expect
      .poll(async () => (added = (await this.nodeIds()).filter((id) => !before.has(id))).length, {
        message: 'one new node',
      })
      .toBe(1)
    return added[0]!
  }

  /** Pulls a wire from an output to an input, and leaves it there: whether it holds is the test's question. */
  async wire(from: readonly [node: string, port: string], to: readonly [node: string, port: string]): Promise<void> {
    await this.drag(await this.centreOf(this.port(...from)), await this.centreOf(this.port(...to)))
  }

  async moveNode(id: string, by: Point): Promise<void> {
    const { x, y } = await this.boxOf(this.node(id))
    const start = { x: x + 20, y: y + 12 }
    await this.drag(start, { x: start.x + by.x, y: start.y + by.y })
  }

  /** Selects a node by its head, where there is nothing else to click. */
  async select(id: string): Promise<void> {
    await this.node(id).click({ position: { x: 20, y: 12 } })
  }

  async selectEdge(idOrFrom: string, to?: string): Promise<void> {
    // The middle of the box of a bent line is not on the line; the keyboard's way is exact.
    await this.edge(idOrFrom, to).focus()
    await this.page.keyboard.press('Enter')
  }

  // ---- running ----

  /** One event on; the button's words tell the phase. */
  async step(times = 1): Promise<void> {
    for (let i = 0; i < times; i++) await this.button(/^Step (forward|backward)$/).click()
  }

  async stepBack(times = 1): Promise<void> {
    for (let i = 0; i < times; i++) await this.button('Step back').click()
  }

  async press(name: string | RegExp): Promise<void> {
    await this.button(name).click()
  }

  /** Opens the training panel, with a run as long as that. */
  async planTraining(steps: number): Promise<void> {
    await this.page.getByRole('tab', { name: 'Training', exact: true }).click()
    await this.page.getByLabel('t_max').fill(String(steps))
    await this.page.getByLabel('t_max').press('Enter')
  }

  /** So many steps of training, to their end: the same numbers on a slow machine as on a fast one. */
  async train(steps: number): Promise<void> {
    await this.planTraining(steps)
    await this.button('Start training').click()
    const status = this.page.getByRole('region', { name: 'Training' }).getByRole('status')
    await expect(status).toContainText(`Stopped at t = ${steps.toLocaleString('en')}`, { timeout: 30_000 })
  }

  /** By the palette of commands, from anywhere. */
  async command(label: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k')
    await this.page.getByRole('textbox', { name: /^Search commands/ }).fill(label)
    await this.page.getByRole('dialog').getByRole('button', { name: label }).first().click()
  }

  // ---- files ----

  async openFile(file: string | { name: string; text: string }): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.button('Open').click()
    const payload =
      typeof file === 'string'
        ? file
        : { name: file.name, mimeType: 'application/json', buffer: Buffer.from(file.text) }
    await (await chooser).setFiles(payload)
  }

  /** Saves, and gives the text of the file. */
  async saveFile(): Promise<string> {
    const download = this.page.waitForEvent('download')
    await this.button('Save').click()
    return readFile(await (await download).path(), 'utf8')
  }

  async openExample(name: string | RegExp): Promise<void> {
    await this.button('Examples').click()
    await this.page.getByRole('dialog').getByText(name).first().click()
    await expect(this.page.getByRole('dialog')).toBeHidden()
  }

  // ---- the hand ----

  private async boxOf(target: Locator) {
    await expect(target).toBeVisible()
    const box = await target.boundingBox()
    if (!box) throw new Error(`${String(target)} is not on the screen.`)
    return box
  }

  async centreOf(target: Locator): Promise<Point> {
    const { x, y, width, height } = await this.boxOf(target)
    return { x: x + width / 2, y: y + height / 2 }
  }

  /** With the real mouse: down, over, up. */
  async drag(from: Point, to: Point): Promise<void> {
    const { mouse } = this.page
    await mouse.move(from.x, from.y)
    await mouse.down()
    await mouse.move(to.x, to.y, { steps: MOVE_STEPS })
    await mouse.up()
  }
}

/** `editor` is open at the start of each test, and at its end nothing may have gone wrong in the page. */
export const test = base.extend<{ editor: EditorPage }>({
  editor: async ({ page }, provide) => {
    const editor = new EditorPage(page)
    await editor.goto()
    await provide(editor)
    expect(editor.problems, 'errors and warnings of the page').toEqual([])
  },
})

export { expect }
