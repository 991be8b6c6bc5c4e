// How many statements tell of each stretch of the whole time, and the brush that picks a stretch of it.

import { useRef } from 'preact/hooks'
import type { Category } from '../../parts/categories'
import { formatNumber, t } from '../../i18n'
import { formatDay } from '../../i18n/dates'
import { SURENESS } from './paint'
import { type Density, findPeak } from './density'
import { countDays, dayAt, listLevels, listTicks, place, type Span, startOf, startOfNext } from './scale'
import { formatTick } from './words'

const HEIGHT = 104
const AXIS = 20
const TICK_APART = 84
/** Pixels that a label needs before the end of the axis. */
export const TICK_ROOM = 56
/** Pixels that a pointer has to move before a press becomes a brush. */
const SLIP = 4

interface Props {
  density: Density
  span: Span
  /** What the filter lets through; null: all of the time. */
  chosen: Span | null
  width: number
  left: number
  categories: Category[]
  /** `isFirst` begins a step of the history, what follows goes on with it. */
  onBrush: (span: Span | null, isFirst: boolean) => void
}

export function Overview({ density, span, chosen, width, left, categories, onBrush }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const levels = listLevels(findPeak(density))
  const most = levels[levels.length - 1]!
  const y = (count: number) => HEIGHT - (count / most) * (HEIGHT - 8)
  const at = (day: number) => place(span, width, day)
  const shown = chosen ?? span
  const days = { from: Math.max(span.from, shown.from), to: Math.min(span.to, shown.to) }
  const brush = useBrush(box, span, width, days, onBrush)
  return (
    <div class="overview" style={{ height: `${HEIGHT + AXIS}px` }}>
      <svg class="overview-levels" aria-hidden="true" style={{ left: `${left - 48}px`, width: `${width + 48}px`, height: `${HEIGHT}px` }}>
        {levels.map((level) => (
          <g key={level}>
            <line class="grid" x1="48" x2={width + 48} y1={y(level)} y2={y(level)} />
            <text class="axis" x="42" y={Math.max(9, y(level) + (level === 0 ? -2 : 4))} text-anchor="end" direction="ltr">
              {formatNumber(level)}
            </text>
          </g>
        ))}
      </svg>
      <div class="overview-plot" ref={box} style={{ left: `${left}px`, width: `${width}px` }} {...brush}>
        <svg role="img" aria-label={t('timeline.density', { unit: t(`timeline.unit.${density.bins.unit}`) })} width={width} height={HEIGHT + AXIS}>
          <Bars density={density} at={at} y={y} width={width} categories={categories} />
          {chosen && (
            <>
              <rect class="veil" x="0" y="0" width={Math.max(0, at(days.from))} height={HEIGHT} />
              <rect class="veil" x={at(days.to + 1)} y="0" width={Math.max(0, width - at(days.to + 1))} height={HEIGHT} />
              <rect class="window" x={at(days.from)} y="0.5" width={Math.max(1, at(days.to + 1) - at(days.from))} height={HEIGHT - 1} />
            </>
          )}
          <line class="base" x1="0" x2={width} y1={HEIGHT} y2={HEIGHT} />
          {listTicks(span, width, TICK_APART).map((tick) => (
            <g key={tick.day}>
              <line class="base" x1={at(tick.day)} x2={at(tick.day)} y1={HEIGHT} y2={HEIGHT + 4} />
              {at(tick.day) < width - TICK_ROOM && (
                <text class="axis" x={at(tick.day) + 3} y={HEIGHT + 15} direction="ltr">
                  {formatTick(tick)}
                </text>
              )}
            </g>
          ))}
        </svg>
        {(['from', 'to'] as const).map((end) => (
          <Handle key={end} end={end} days={days} span={span} unit={density.bins.unit} x={end === 'from' ? at(days.from) : at(days.to + 1)} onMove={onBrush} />
        ))}
      </div>
    </div>
  )
}

/** One path for each colour and sureness, so that the page stays light however many bins there are. */
function Bars({ density, at, y, width, categories }: {
  density: Density; at: (day: number) => number; y: (count: number) => number; width: number; categories: Category[]
}) {
  const paths = new Map<string, { colour: string; sureness: number; d: string }>()
  for (let bin = 0; bin < density.size; bin++) {
    const start = Math.max(0, at(density.bins.edges[bin]!))
    const end = Math.min(width, at(density.bins.edges[bin + 1]!))
    const gap = end - start > 3 ? 1 : 0
    let sum = 0
    for (const how of ['sure', 'shared', 'open'] as const) {
      categories.forEach(({ colour }, category) => {
        const count = density[how][category * density.size + bin]!
        if (count === 0) return
        const key = `${how} ${category}`
        const path = paths.get(key) ?? { colour, sureness: SURENESS[how], d: '' }
        const [low, high] = [y(sum), y(sum + count)]
        path.d += `M${start.toFixed(1)} ${low.toFixed(1)}V${high.toFixed(1)}H${(end - gap).toFixed(1)}V${low.toFixed(1)}Z`
        sum += count
        paths.set(key, path)
      })
    }
  }
  return (
    <>
      {[...paths].map(([key, path]) => (
        <path key={key} d={path.d} style={{ fill: path.colour, fillOpacity: path.sureness }} />
      ))}
    </>
  )
}

interface HandleProps {
  end: 'from' | 'to'
  days: Span
  span: Span
  unit: Density['bins']['unit']
  x: number
  onMove: (span: Span, isFirst: boolean) => void
}

/** An end of the stretch for the keyboard: a day with the arrows, a bin with Page Up and Down, all with Home and End. */
function Handle({ end, days, span, unit, x, onMove }: HandleProps) {
  const day = days[end]
  const goTo = (wanted: number) => {
    const bounded = Math.max(end === 'from' ? span.from : days.from, Math.min(end === 'to' ? span.to : days.to, wanted))
    if (bounded !== day) onMove({ ...days, [end]: bounded }, true)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowLeft: day - 1, ArrowDown: day - 1, ArrowRight: day + 1, ArrowUp: day + 1,
      PageDown: end === 'from' ? startOf(day - 1, unit) : startOf(day, unit) - 1,
      PageUp: end === 'from' ? startOfNext(startOf(day, unit), unit) : startOfNext(startOf(day + 1, unit), unit) - 1,
      Home: span.from, End: span.to,
    }
    const wanted = steps[event.key]
    if (wanted === undefined) return
    event.preventDefault()
    goTo(wanted)
  }
  return (
    <div
      class={`handle handle-${end}`}
      role="slider"
      tabIndex={0}
      aria-label={t(`timeline.brush.${end}`)}
      aria-valuemin={span.from}
      aria-valuemax={span.to}
      aria-valuenow={day}
      aria-valuetext={formatDay(day)}
      data-end={end}
      style={{ left: `${x}px`, height: `${HEIGHT}px` }}
      onKeyDown={onKeyDown}
    />
  )
}

/** Drag over the plot to pick, inside what is picked to move it, at a handle to change an end; a click picks all again. */
function useBrush(box: { current: HTMLElement | null }, span: Span, width: number, days: Span, onBrush: Props['onBrush']) {
  const drag = useRef<{ x: number; day: number; days: Span; mode: 'pick' | 'move' | 'from' | 'to'; isMoved: boolean } | null>(null)
  const isWhole = days.from === span.from && days.to === span.to
  const pixels = (event: PointerEvent) => event.clientX - box.current!.getBoundingClientRect().left
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      const x = pixels(event)
      const day = dayAt(span, width, x)
      const end = (event.target as HTMLElement).dataset.end as 'from' | 'to' | undefined
      const mode = end ?? (!isWhole && day >= days.from && day <= days.to ? 'move' : 'pick')
      drag.current = { x, day, days, mode, isMoved: false }
      box.current!.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent) => {
      const from = drag.current
      if (!from) return
      const x = pixels(event)
      if (!from.isMoved && Math.abs(x - from.x) < SLIP) return
      const day = dayAt(span, width, x)
      const isFirst = !from.isMoved
      from.isMoved = true
      onBrush(shift(from, day, span), isFirst)
    },
    onPointerUp: () => {
      const from = drag.current
      drag.current = null
      if (from && !from.isMoved && from.mode === 'pick' && !isWhole) onBrush(null, true)
    },
    onPointerCancel: () => (drag.current = null),
  }
}

function shift(from: { day: number; days: Span; mode: 'pick' | 'move' | 'from' | 'to' }, day: number, span: Span): Span {
  const { days } = from
  if (from.mode === 'pick') return { from: Math.min(from.day, day), to: Math.max(from.day, day) }
  if (from.mode === 'from') return { from: Math.min(day, days.to), to: days.to }
  if (from.mode === 'to') return { from: days.from, to: Math.max(day, days.from) }
  return moveSpan(days, day - from.day, span)
}

/** The same length, so many days on, inside the whole. */
export function moveSpan(days: Span, by: number, span: Span): Span {
  const length = countDays(days)
  const from = Math.max(span.from, Math.min(span.to - length + 1, days.from + by))
  return { from, to: from + length - 1 }
}
