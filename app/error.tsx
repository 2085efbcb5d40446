'use client'

import { Notice } from '../components/notice'

export default function PageError({ reset }: { reset: () => void }) {
  return (
    <Notice title="The page did not come together">
      <p>Something went wrong on this server. What you wrote is kept in this browser.</p>
      <p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </p>
    </Notice>
  )
}
