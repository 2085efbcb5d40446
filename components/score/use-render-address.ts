import { useEffect, useRef } from 'react'
import { AddressError } from '../reading-address'
import { type Render, storeRender } from './render-address'

/** Changes are let settle for so long before the song is sent, in ms. */
const SETTLE_MS = 300

export type RenderAddress = {
  /** Where it is rendered, without the extension; a promise of it where the server has to keep it first (AddressError). */
  of(render: Render): string | Promise<string>
  /** For what the server does not keep any more. */
  forget(render: Render): void
}

/**
 * Where songs are heard. A song is sent ahead of the click on Play, when it was
 * let settle, so that the click itself can play it, as phones ask.
 *
 * @param render On the page; a changed song is another object.
 * @param first A song that the server keeps already, and its path.
 */
export function useRenderAddress(
  render: Render | undefined,
  first: { song: object; path: string },
): RenderAddress {
  const kept = useRef(new WeakMap<object, string | Promise<string>>([[first.song, first.path]]))

  const address = useRef<RenderAddress>({
    of(asked) {
      const known = kept.current.get(asked.song)
      if (known !== undefined) return known
      const path = storeRender(asked)
      kept.current.set(asked.song, path)
      path.then(
        stored => kept.current.set(asked.song, stored),
        // Whoever asked is told; the next one asks anew.
        () => kept.current.delete(asked.song),
      )
      return path
    },
    forget: ({ song }) => {
      kept.current.delete(song)
    },
  })

  useEffect(() => {
    if (!render) return
    const timer = setTimeout(async () => {
      try {
        await address.current.of(render)
      } catch (error) {
        if (!(error instanceof AddressError)) throw error
        console.warn('The song could not be sent ahead:', error.message)
      }
    }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [render])

  return address.current
}
