import type { Page } from '@playwright/test'

declare global {
  interface Window {
    shifts: string[]
  }
}

/**
 * Has the page write down whatever moves without being asked to (Layout
 * Instability), also what recent input would excuse. To be called before it is opened.
 *
 * @returns What has moved since the last call, and from where to where.
 */
export async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const nameOf = (node: Node | null | undefined) =>
      node instanceof Element ? node.outerHTML.slice(0, 80) : (node?.textContent ?? 'gone')
    const placeOf = ({ x, y, width, height }: DOMRectReadOnly) =>
      [x, y, width, height].map(Math.round).join(' ')
    window.shifts = []
    const note = (entries: PerformanceEntryList) => {
      for (const entry of entries) {
        if (!('sources' in entry) || !Array.isArray(entry.sources)) continue
        for (const { node, previousRect, currentRect } of entry.sources) {
          window.shifts.push(`${nameOf(node)}: ${placeOf(previousRect)} → ${placeOf(currentRect)}`)
        }
      }
    }
    new PerformanceObserver(list => note(list.getEntries())).observe({ type: 'layout-shift', buffered: true })
  })
  return () =>
    page.evaluate(async () => {
      // Told of with the frame after the one in which it moved.
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
      return window.shifts.splice(0)
    })
}
