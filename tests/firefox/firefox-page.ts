import { vi } from 'vitest'
import type { Bidi } from './bidi'

/** WebDriver, 17.4.2: keys without a character of their own. */
const KEYS = { Control: '\uE009', Meta: '\uE03D', Enter: '\uE007', Escape: '\uE00C', Tab: '\uE004' } as const

const WAIT = { timeout: 10_000, interval: 30 }

export type FirefoxPage = {
  /** What the console has of errors, and what was answered with a status of 400 or more. */
  readonly errors: readonly string[]
  open(url: string): Promise<void>
  /** Does work in the page that uses nothing around it; arguments and result pass through JSON. */
  evaluate<Given extends readonly unknown[], Result>(
    work: (...given: Given) => Result | Promise<Result>,
    ...given: Given
  ): Promise<Result>
  /** Until the page says so. */
  waitFor<Given extends readonly unknown[]>(
    work: (...given: Given) => boolean,
    ...given: Given
  ): Promise<void>
  /** Waits until there is exactly one such element, by its ARIA role and its whole name, and clicks it. */
  click(role: string, name: string): Promise<void>
  /** A place in the viewport, in CSS pixels. */
  clickAt(x: number, y: number): Promise<void>
  /** Presses these one after the other, and lets go of all. */
  press(...keys: string[]): Promise<void>
  close(): Promise<void>
}

/** A page that shares nothing with those before it; the first tab is left alone, as it has the focus on its address. */
export async function openPage(bidi: Bidi): Promise<FirefoxPage> {
  const { userContext } = await bidi.send('browser.createUserContext', {})
  const { context } = await bidi.send('browsingContext.create', { type: 'tab', userContext })
  await bidi.send('browsingContext.activate', { context })
  const errors: string[] = []
  const unlisten = bidi.listen(({ method, params }) => {
    if (method === 'log.entryAdded') {
      if (params.source.context === context && params.level === 'error') errors.push(params.text)
    } else if (
      params.context === context &&
      params.response.status >= 400 &&
      params.response.status !== 416
    ) {
      errors.push(`${params.response.status} ${params.response.url}`)
    }
  })
  await bidi.send('session.subscribe', { events: ['log.entryAdded', 'network.responseCompleted'] })

  const clickFrom = (
    x: number,
    y: number,
    origin: 'viewport' | { type: 'element'; element: { sharedId: string } },
  ) =>
    bidi.send('input.performActions', {
      context,
      actions: [
        {
          type: 'pointer',
          id: 'mouse',
          actions: [
            { type: 'pointerMove', x: Math.round(x), y: Math.round(y), origin },
            { type: 'pointerDown', button: 0 },
            { type: 'pointerUp', button: 0 },
          ],
        },
      ],
    })

  const page: FirefoxPage = {
    errors,
    async open(url) {
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })
    },
    async evaluate(work, ...given) {
      const answer = await bidi.send('script.callFunction', {
        functionDeclaration: `async () => JSON.stringify(await (${work})(...${JSON.stringify(given)}))`,
        awaitPromise: true,
        target: { context },
      })
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text)
      return JSON.parse(String(answer.result.value))
    },
    waitFor: (work, ...given) =>
      vi.waitFor(async () => {
        if (!(await page.evaluate(work, ...given))) throw new Error(`The page does not say so: ${work}`)
      }, WAIT),
    async click(role, name) {
      const locator = { type: 'accessibility', value: { role, name } } as const
      const element = await vi.waitFor(async () => {
        const { nodes } = await bidi.send('browsingContext.locateNodes', { context, locator })
        const [node] = nodes
        if (!node || nodes.length > 1) throw new Error(`There are ${nodes.length} of ${role} “${name}”`)
        return node
      }, WAIT)
      await clickFrom(0, 0, { type: 'element', element })
    },
    async clickAt(x, y) {
      await clickFrom(x, y, 'viewport')
    },
    async press(...keys) {
      const values = keys.map(key => (key in KEYS ? KEYS[key as keyof typeof KEYS] : key))
      const down = values.map(value => ({ type: 'keyDown', value }) as const)
      const up = values.toReversed().map(value => ({ type: 'keyUp', value }) as const)
      await bidi.send('input.performActions', {
        context,
        actions: [{ type: 'key', id: 'keyboard', actions: [...down, ...up] }],
      })
    },
    async close() {
      unlisten()
      // Takes its tab along.
      await bidi.send('browser.removeUserContext', { userContext })
    },
  }
  return page
}
