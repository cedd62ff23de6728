import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { launchOptions } from '../e2e/chromium.ts'
import type { Side } from './side.ts'
import { median } from './statistics.ts'
import type { WindowSide } from './window-side.ts'

/** What a person waits for: the window over the core, against the same window over the same answers given at once. */
const CLICKS = ['browser.search', 'browser.list', 'browser.scroll', 'browser.open', 'browser.save', 'browser.saveField'] as const
type Click = (typeof CLICKS)[number]

const ROUNDS = 4
const A_ROUND = 5
/** The share of the list that a jump leaves behind: of 100,000 rows it ends at the 60,000th. */
const FAR = 0.6
const LIMIT_MS = 20_000
/** Blocks on a sheet on which a field is saved, beside those that stand there anyway. */
const MANY_BLOCKS = 25
const linkOf = (row: number): string => `[role="row"][aria-rowindex="${row}"] a[href^="/contact/"]`
const FIRST_ROW = linkOf(2)
/** Longer than the pause after which the window asks for what was typed. */
const TYPED_MS = 400

declare global {
  interface Window {
    startedAt?: number
    longTasks: number[]
    /** Milliseconds since the start, once `isDone`. */
    since: (isDone: unknown) => number | false
  }
}

/** Runs in the page before its own scripts. */
const prepare = (): void => {
  window.since = isDone => (isDone && window.startedAt !== undefined ? performance.now() - window.startedAt : false)
  window.longTasks = []
  new PerformanceObserver(list => window.longTasks.push(...list.getEntries().map(entry => entry.duration))).observe({ type: 'longtask' })
}

/** Milliseconds from a person's input event to the frame in which `isDone` answers them. */
const waited = async <A>(page: Page, event: string, isDone: (arg: A) => number | false, arg: A, act: () => Promise<unknown>): Promise<number> => {
  await page.evaluate(name => {
    delete window.startedAt
    addEventListener(name, ({ timeStamp }) => (window.startedAt ??= timeStamp), { capture: true, once: true })
  }, event)
  await act()
  const done = await page.waitForFunction(isDone as never, arg, { polling: 'raf', timeout: LIMIT_MS })
  return Number(await done.jsonValue())
}

const firstRow = (): number | false =>
  window.since(location.pathname === '/contact' && document.querySelector('[role="grid"][aria-busy="false"] [aria-rowindex="2"] a[href^="/contact/"]')?.textContent)

const open = async (page: Page, path: string): Promise<void> => {
  await page.goto(new URL(path, page.url()).href)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
}

const openList = async (page: Page): Promise<void> => {
  await open(page, '/contact')
  await page.locator(FIRST_ROW).waitFor()
}

const measures: Record<Click, (page: Page, turn: number, texts: readonly string[]) => Promise<number>> = {
  'browser.search': async (page, turn, texts) => {
    await openList(page)
    const text = texts[turn % texts.length]!
    await page.keyboard.press('Control+k')
    await page.keyboard.type(text.slice(0, -1))
    await page.waitForTimeout(TYPED_MS)
    const isFound = (typed: string): number | false => {
      const fold = (given: string): string => given.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
      return window.since([...document.querySelectorAll('[role="option"] mark')].some(mark => fold(mark.textContent) === fold(typed)))
    }
    return waited(page, 'keydown', isFound, text.split(' ').at(-1)!, () => page.keyboard.press(text.at(-1)!))
  },
  'browser.list': async page => {
    await open(page, '/opportunity')
    await page.getByRole('button', { name: 'Annuaire' }).click()
    return waited(page, 'click', firstRow, undefined, () => page.getByRole('menuitem', { name: 'Contacts' }).click())
  },
  'browser.scroll': async page => {
    await openList(page)
    const far = await page.evaluate(share => Math.round(Number(document.querySelector('[role="grid"]')!.getAttribute('aria-rowcount')) * share), FAR)
    const isThere = (row: number): number | false => window.since(document.querySelector(`[aria-rowindex="${row}"] a[href^="/contact/"]`)?.textContent)
    return waited(page, 'scroll', isThere, far, () =>
      page.evaluate(share => {
        const grid = document.querySelector('[role="grid"]')!
        grid.scrollTop = grid.scrollHeight * share - grid.clientHeight / 2
      }, FAR),
    )
  },
  'browser.open': async (page, turn) => {
    await openList(page)
    const link = page.locator(linkOf(2 + (turn % 10)))
    const title = await link.evaluate(element => element.getAttribute('href')!)
    const isOpen = (path: string): number | false => window.since(location.pathname === path && document.querySelector('h1')?.textContent && document.querySelector('main ol li, main time'))
    return waited(page, 'click', isOpen, title, () => link.click())
  },
  'browser.save': async (page, turn) => {
    await openList(page)
    const path = await page.locator(FIRST_ROW).getAttribute('href')
    await open(page, `${path}/modifier`)
    await page.locator('#field-jobTitle').fill(`Poste ${turn} ${Math.random()}`)
    await page.waitForTimeout(TYPED_MS)
    const isSaved = (record: string): number | false => window.since(location.pathname === record && document.querySelector('[role="status"] button') && document.querySelector('main ol li, main time'))
    return waited(page, 'keydown', isSaved, path!, () => page.keyboard.press('Enter'))
  },
  'browser.saveField': async (page, turn) => {
    await openList(page)
    await open(page, (await page.locator(FIRST_ROW).getAttribute('href'))!)
    await page.getByRole('button', { name: 'Modifier : Fonction' }).press('Enter')
    await page.getByRole('textbox', { name: 'Fonction' }).fill(`Poste ${turn} ${Math.random()}`)
    await page.waitForTimeout(TYPED_MS)
    // The pencil comes back when the editor closes.
    const isSaved = (): number | false => window.since([...document.querySelectorAll('main button')].some(button => button.ariaLabel?.endsWith(' Fonction')) && document.querySelector('[role="status"] button'))
    return waited(page, 'keydown', isSaved, undefined, () => page.keyboard.press('Enter'))
  },
}

const context = async (browser: Browser): Promise<BrowserContext> => {
  const made = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1440, height: 900 } })
  await made.addInitScript(prepare)
  return made
}

const enter = async (browser: Browser, door: string): Promise<Page> => {
  const page = await (await context(browser)).newPage()
  await page.goto(door)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

export interface Compared {
  readonly name: string
  readonly ours: number
  readonly floor: number
  readonly n: number
  readonly unit: string
}

/** Compares a click, in turns so that both sides meet the same machine. */
const compareClick = async (browser: Browser, side: Side<WindowSide>, door: string, name: Click, texts: readonly string[]): Promise<Compared> => {
  const times = { ours: [] as number[], floor: [] as number[] }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const mode of ['ours', 'floor'] as const) {
      await side.call('replay', mode === 'floor')
      const page = await enter(browser, door)
      for (let turn = 0; turn < A_ROUND; turn++) {
        const time = await measures[name](page, turn, texts)
        // The first round warms both sides up, and shows the floor its answers.
        if (round > 0) times[mode].push(time)
      }
      await page.context().close()
    }
  }
  const missed = await side.call('missed')
  if (missed.length > 0) process.stderr.write(`  ${name}: the floor had to ask for ${[...new Set(missed)].join(', ').slice(0, 400)}\n`)
  await side.call('replay', false)
  return { name, ours: median(times.ours), floor: median(times.floor), n: times.ours.length, unit: 'ms' }
}

const LONGEST_TASK_MS = 100
const FIRST_SCRIPT_KB = 200
const FEW = 5
const MANY = 50

/** The longest task of the page's own thread while the whole list passes by, against what may not be passed. */
const longestTask = async (browser: Browser, door: string): Promise<Compared> => {
  const page = await enter(browser, door)
  await openList(page)
  await page.evaluate(() => window.longTasks.splice(0))
  await page.mouse.move(700, 500)
  const steps = 60
  for (let i = 0; i < steps; i++) await page.mouse.wheel(0, i % 2 ? 3_000 : 40_000)
  for (let i = 1; i <= steps; i++) {
    await page.evaluate(share => {
      const grid = document.querySelector('[role="grid"]')!
      grid.scrollTop = grid.scrollHeight * share
      return new Promise(requestAnimationFrame)
    }, i / steps)
  }
  await page.waitForTimeout(TYPED_MS)
  const longest = Math.max(0, ...(await page.evaluate(() => window.longTasks)))
  await page.context().close()
  return { name: 'browser.longestTask', ours: longest, floor: LONGEST_TASK_MS, n: steps * 2, unit: 'ms' }
}

/** The compressed scripts that are read before the first rows stand there; what comes afterwards keeps nobody waiting. */
const firstScript = async (browser: Browser, door: string): Promise<Compared> => {
  const page = await (await context(browser)).newPage()
  await page.goto(door)
  const readBy = (row: string): number[] | false =>
    document.querySelector(row) !== null && (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(({ name }) => name.endsWith('.js')).map(({ encodedBodySize }) => encodedBodySize)
  const read = (await (await page.waitForFunction(readBy, FIRST_ROW, { polling: 'raf', timeout: LIMIT_MS })).jsonValue()) as number[]
  await page.context().close()
  return { name: 'browser.firstScript', ours: read.reduce((sum, bytes) => sum + bytes, 0) / 1_000, floor: FIRST_SCRIPT_KB, n: read.length, unit: 'kB' }
}

/** What the page holds after many records were opened, against a few. */
const heldMemory = async (browser: Browser, door: string): Promise<Compared> => {
  const page = await enter(browser, door)
  await openList(page)
  const session = await page.context().newCDPSession(page)
  const heldMb = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number }
    return usedSize / 1e6
  }
  let few = 0
  const links = page.locator('[role="row"] a[href^="/contact/"]')
  for (let i = 0; i < MANY; i++) {
    await links.nth(i % 15).click()
    await page.locator('main ol li, main time').first().waitFor()
    await page.goBack()
    await links.first().waitFor()
    // Other rows each time: the list goes on by a screen.
    if (i % 15 === 14) await page.locator('[role="grid"]').press('PageDown')
    if (i + 1 === FEW) few = await heldMb()
  }
  const many = await heldMb()
  await page.context().close()
  return { name: 'browser.memory', ours: many, floor: few, n: MANY, unit: 'MB' }
}

const bounds = { 'browser.longestTask': longestTask, 'browser.firstScript': firstScript, 'browser.memory': heldMemory } as const

export const BROWSER = [...CLICKS, ...(Object.keys(bounds) as (keyof typeof bounds)[])] as const

/** Measures the window in the system's Chromium; `texts` are searched for. */
export async function* compareInBrowser(side: Side<WindowSide>, names: readonly string[], texts: readonly string[]): AsyncGenerator<Compared> {
  const browser = await chromium.launch(launchOptions())
  try {
    const door = await side.call('door')
    for (const name of CLICKS) {
      if (!names.includes(name)) continue
      const added = name === 'browser.saveField' ? await side.call('addBlocks', MANY_BLOCKS) : undefined
      yield await compareClick(browser, side, door, name, texts)
      if (added !== undefined) await side.call('undo', added)
    }
    for (const [name, measure] of Object.entries(bounds)) if (names.includes(name)) yield await measure(browser, door)
  } finally {
    await browser.close()
  }
}
