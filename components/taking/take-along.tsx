import { useState } from 'react'
import { late, loadedAhead } from '../late'
import { LateDialog } from '../late-dialog'

const DIALOG = late(async () => (await import('./take-along-dialog')).TakeAlongDialog)

type Props = {
  /** Where the reading is heard as MP3, or a promise of it (AddressError); absent while there is none. */
  addressOf: (() => string | Promise<string>) | undefined
  /** Whether Amazon Polly speaks. */
  isPaid: boolean
}

/** A reading to take along: as a file, or as a link. Its address is asked for when it is opened. */
export function TakeAlong({ addressOf, isPaid }: Props) {
  const [address, setAddress] = useState<string | Promise<string>>()
  const close = () => setAddress(undefined)
  return (
    <>
      <button
        type="button"
        disabled={!addressOf}
        aria-haspopup="dialog"
        onClick={() => setAddress(addressOf?.())}
        {...loadedAhead(DIALOG)}
      >
        Save or share
      </button>
      {address !== undefined && (
        <LateDialog dialog={DIALOG} title="Save or share" onClose={close}>
          {Dialog => <Dialog address={address} isPaid={isPaid} onClose={close} />}
        </LateDialog>
      )}
    </>
  )
}
