// A day that the reader moves or lets run: ties come in with their dates and pale as time goes on.

import { useEffect, useRef } from 'preact/hooks'
import { t } from '../../i18n'
import { formatDay } from '../../i18n/dates'
import type { Span } from '../timeline/scale'

const PLAY_MS = 12_000
/** Pictures a second are enough for days; more cost battery. */
const FRAME_MS = 40

interface Props {
  span: Span
  /** Null: all of the time at once. */
  day: number | null
  isPlaying: boolean
  told: string
  onDay: (day: number | null, isRunning: boolean) => void
  onPlay: (isPlaying: boolean) => void
}

export function Playback({ span, day, isPlaying, told, onDay, onPlay }: Props) {
  const at = useRef(day)
  at.current = day
  useEffect(() => {
    if (!isPlaying) return undefined
    const from = at.current === null || at.current >= span.to ? span.from : at.current
    const begun = performance.now()
    const perMs = (span.to - span.from) / PLAY_MS
    let [frame, last] = [0, 0]
    const run = (now: number) => {
      frame = requestAnimationFrame(run)
      if (now - last < FRAME_MS) return
      last = now
      const next = Math.min(span.to, Math.floor(from + (now - begun) * perMs))
      if (next !== at.current) onDay(next, next < span.to)
      if (next >= span.to) onPlay(false)
    }
    frame = requestAnimationFrame(run)
    return () => cancelAnimationFrame(frame)
  }, [isPlaying, span.from, span.to])
  return (
    <div class="playback" role="group" aria-label={t('network.time')}>
      <button type="button" aria-label={t(isPlaying ? 'network.pause' : 'network.play')} title={t(isPlaying ? 'network.pause' : 'network.play')} onClick={() => onPlay(!isPlaying)}>
        <span aria-hidden="true">{isPlaying ? '❚❚' : '▶'}</span>
      </button>
      <input
        type="range"
        min={span.from}
        max={span.to}
        step={1}
        value={day ?? span.to}
        aria-label={t('network.time')}
        aria-valuetext={day === null ? t('network.time.all') : formatDay(day)}
        onInput={(event) => {
          onPlay(false)
          onDay(Number(event.currentTarget.value), true)
        }}
        onChange={(event) => onDay(Number(event.currentTarget.value), false)}
      />
      <output class="playback-day">{day === null ? t('network.time.all') : formatDay(day)}</output>
      <button type="button" disabled={day === null} onClick={() => onDay(null, false)}>
        {t('network.time.all')}
      </button>
      <span class="soft">{told}</span>
    </div>
  )
}
