import type { Page } from '@playwright/test'

export type Place = { x: number; y: number; width: number; height: number }

/** The colour that most of a place on the page has, as `r g b`. */
export async function groundOf(page: Page, clip: Place): Promise<string> {
  const png = await page.screenshot({ clip, animations: 'disabled' })
  return page.evaluate(
    async bytes => {
      const image = await createImageBitmap(new Blob([Uint8Array.from(bytes)]))
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
      if (!context) throw new Error('There is no canvas')
      context.drawImage(image, 0, 0)
      const { data } = context.getImageData(0, 0, image.width, image.height)
      const counts = new Map<string, number>()
      for (let at = 0; at < data.length; at += 4) {
        const colour = data.slice(at, at + 3).join(' ')
        counts.set(colour, (counts.get(colour) ?? 0) + 1)
      }
      const [most] = [...counts].toSorted(([, a], [, b]) => b - a)
      return most?.[0] ?? ''
    },
    [...png],
  )
}
