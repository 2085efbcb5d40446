import styles from './piano-roll.module.css'
import { canZoomIn } from './roll-view'

type Props = {
  /** Of what is seen, in CSS pixels. */
  width: number
  beats: number
  /** 0 shows the whole song; each step doubles it. */
  zoom: number
  onZoom(zoom: number): void
}

export function ZoomButtons({ width, beats, zoom, onZoom }: Props) {
  const canLessen = zoom > 0
  const canAdd = canZoomIn(width, beats, zoom)
  return (
    <div className={styles.zoom} data-scripted>
      <button type="button" aria-disabled={!canLessen} onClick={() => canLessen && onZoom(0)}>
        Whole song
      </button>
      <button
        type="button"
        className={styles.step}
        title="Zoom out"
        aria-disabled={!canLessen}
        onClick={() => canLessen && onZoom(zoom - 1)}
      >
        <span aria-hidden="true">−</span>
        <span className="visually-hidden">Zoom out</span>
      </button>
      <button
        type="button"
        className={styles.step}
        title="Zoom in"
        aria-disabled={!canAdd}
        onClick={() => canAdd && onZoom(zoom + 1)}
      >
        <span aria-hidden="true">+</span>
        <span className="visually-hidden">Zoom in</span>
      </button>
    </div>
  )
}
