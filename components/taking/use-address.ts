import { useEffect, useState } from 'react'
import { AddressError } from '../reading-address'

type Known = { path?: string; trouble?: string }

/** An address, once it is known, or why it is not going to be; neither while it is waited for. */
export function useAddress(address: string | Promise<string>): Known {
  const [known, setKnown] = useState<Known>({})
  useEffect(() => {
    if (typeof address === 'string') return
    let isStale = false
    const tell = (news: Known) => isStale || setKnown(news)
    address.then(
      path => tell({ path }),
      (error: unknown) => {
        if (!(error instanceof AddressError)) throw error
        tell({ trouble: error.message })
      },
    )
    return () => {
      isStale = true
    }
  }, [address])
  return typeof address === 'string' ? { path: address } : known
}
