const PATHS = {
  play: 'M7 4.5v15l12.5-7.5z',
  pause: 'M7 5h3.5v14H7zM13.5 5H17v14h-3.5z',
  stop: 'M6.5 6.5h11v11h-11z',
  'previous-sentence': 'M6 5h2.5v14H6zM19 5v14l-9.5-7z',
  'next-sentence': 'M15.5 5H18v14h-2.5zM5 5l9.5 7L5 19z',
  speaker: 'M3.5 9v6h4l5 4.5v-15l-5 4.5z',
} as const

type Props = { name: keyof typeof PATHS }

/** A sign of 24 px in the colour of the text. It has no name: whatever it stands on has one. */
export function Icon({ name }: Props) {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}

/** An arrow that turns back or forward, around how many seconds it leaps. */
export function LeapIcon({ direction, seconds }: { direction: 'back' | 'forward'; seconds: number }) {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true">
      <g transform={direction === 'forward' ? 'matrix(-1 0 0 1 24 0)' : undefined}>
        <path d="M5.2 7.6a8.6 8.6 0 1 1-1.7 6.2" fill="none" stroke="currentColor" strokeWidth="1.8" />
        <path d="M3.6 3.2l.4 6.2 6-1.5z" />
      </g>
      <text x="12.2" y="16" textAnchor="middle" fontSize="8.6" fontWeight="700">
        {seconds}
      </text>
    </svg>
  )
}

/** A loudspeaker with as many waves as it is loud, or struck through. */
export function VolumeIcon({ volume }: { volume: number }) {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true">
      <path d={PATHS.speaker} />
      <g fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round">
        {volume === 0 && <path d="M16 9.5l5 5M21 9.5l-5 5" />}
        {volume > 0 && <path d="M15.5 9.2a4 4 0 0 1 0 5.6" />}
        {volume > 0.5 && <path d="M18 6.7a7.5 7.5 0 0 1 0 10.6" />}
      </g>
    </svg>
  )
}
