import { useEffect, useRef, useState } from 'react'
import { AddressError } from '../reading-address'
import { fetchFile } from './download'
import type { RenderForm } from './render-address'

export type DownloadState =
  | { phase: 'idle' }
  /** `path` is absent until it is known; `share` is 0 to 1, absent while the length is not known. */
  | { phase: 'running'; form: RenderForm; path?: string; share?: number | undefined; bytes: number }
  | { phase: 'failed'; form: RenderForm; message: string }
  | { phase: 'saved'; form: RenderForm }

export type Download = {
  state: DownloadState
  /** @param file How it is called, extension included. */
  start(form: RenderForm, file: string): void
  cancel(): void
}

/**
 * Fetches a render, and has the browser save it.
 *
 * @param pathOf Where it is, or a promise of it (AddressError).
 * @param onFailure What failed may have done so because the server keeps it no more: `pathOf` is to find out anew.
 */
export function useDownload(
  pathOf: (form: RenderForm) => string | Promise<string>,
  onFailure: () => void,
): Download {
  const [state, setState] = useState<DownloadState>({ phase: 'idle' })
  const flight = useRef<AbortController>(undefined)
  /** What was saved last; it can be let go of only when it is certainly saved. */
  const saved = useRef<string>(undefined)

  useEffect(
    () => () => {
      flight.current?.abort()
      if (saved.current) URL.revokeObjectURL(saved.current)
    },
    [],
  )

  async function run(form: RenderForm, file: string, signal: AbortSignal): Promise<void> {
    setState({ phase: 'running', form, bytes: 0 })
    const path = await pathOf(form)
    signal.throwIfAborted()
    const result = await fetchFile(path, signal, (share, bytes) =>
      setState({ phase: 'running', form, path, share, bytes }),
    )
    if (typeof result === 'string') {
      onFailure()
      return setState({ phase: 'failed', form, message: result })
    }
    if (saved.current) URL.revokeObjectURL(saved.current)
    saved.current = URL.createObjectURL(result)
    const link = document.createElement('a')
    link.href = saved.current
    link.download = file
    link.click()
    setState({ phase: 'saved', form })
  }

  return {
    state,
    start(form, file) {
      flight.current?.abort()
      const leaving = new AbortController()
      flight.current = leaving
      run(form, file, leaving.signal).catch((error: unknown) => {
        // Cancelled: whoever did so knows.
        if (leaving.signal.aborted) return
        if (!(error instanceof AddressError)) throw error
        setState({ phase: 'failed', form, message: error.message })
      })
    },
    cancel() {
      flight.current?.abort()
      setState({ phase: 'idle' })
    },
  }
}
