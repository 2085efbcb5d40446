import { type CSSProperties, useId } from 'react'
import { lookOf } from './track-look'

/** How the notes of a track look in the piano roll. */
export function Swatch({ track }: { track: number }) {
  const id = useId()
  const { light, dark, pattern } = lookOf(track)
  const style: CSSProperties = { color: `light-dark(${light}, ${dark})` }
  return (
    <svg viewBox="0 0 24 14" width="24" height="14" style={style} aria-hidden="true">
      {pattern === 'striped' && (
        <pattern id={id} width="4" height="14" patternUnits="userSpaceOnUse">
          <rect width="2" height="14" fill="currentColor" />
        </pattern>
      )}
      <rect
        x="1"
        y="1"
        width="22"
        height="12"
        fill={pattern === 'striped' ? `url(#${id})` : 'currentColor'}
        fillOpacity={pattern === 'hollow' ? 0.22 : 1}
        stroke="currentColor"
        strokeWidth="1.5"
      />
      {pattern === 'cored' && <rect x="3" y="5.5" width="18" height="3" fill="var(--surface)" />}
    </svg>
  )
}
