// How many statements tell of each day, month or year: solid where the days lie in it, hatched where they may.

import { useId, useMemo, useRef } from 'preact/hooks'
import type { Row } from '../../data/documents'
import type { Graph } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { formatDay, formatMonth, formatYear } from '../../i18n/dates'
import { useWidth } from '../../parts/use-width'
import { type Bin, countOverTime, type Histogram, roundStep, type Unit } from './counts'

const [WIDEST, HEIGHT, START, BELOW, ABOVE] = [700, 132, 30, 20, 8]

export function TimeChart({ graph, rows }: { graph: Graph; rows: Row[] }) {
  const found = useMemo(() => countOverTime(graph, rows), [graph, rows])
  return found.bins.length === 0 ? <p class="soft">{t('entity.time.none')}</p> : <Chart {...found} />
}

function Chart({ unit, bins, unplaced }: Histogram) {
  const hatch = useId()
  const box = useRef<HTMLElement>(null)
  const width = Math.min(useWidth(box) || WIDEST, WIDEST)
  const most = Math.max(...bins.map((bin) => bin.sure + bin.maybe))
  const step = roundStep(most, 3)
  const top = Math.ceil(most / step) * step
  const plot = HEIGHT - BELOW - ABOVE
  const y = (value: number) => ABOVE + plot - (value / top) * plot
  const pitch = (width - START) / bins.length
  const bar = Math.max(1, Math.min(pitch - 1, 28))
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, at) => at * step)
  const named = chooseNamed(bins.length, pitch)
  const title = t(`entity.time.${unit}`)
  return (
    <figure class="time-chart" ref={box}>
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} role="img" aria-label={describe(bins, unit, title)}>
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="hatch-line" width="2" height="5" />
          </pattern>
        </defs>
        {ticks.map((tick) => (
          <g key={tick}>
            <line class="grid" x1={START} x2={width} y1={y(tick)} y2={y(tick)} />
            <text class="tick" x={START - 4} y={y(tick) + 4} text-anchor="end">
              {formatNumber(tick)}
            </text>
          </g>
        ))}
        {bins.map((bin, at) => {
          const x = START + at * pitch + (pitch - bar) / 2
          return (
            <g key={bin.from}>
              <title>{`${name(bin, unit)}: ${tell(bin)}`}</title>
              <rect class="hit" x={START + at * pitch} y={ABOVE} width={pitch} height={plot} />
              <rect class="bar" x={x} y={y(bin.sure)} width={bar} height={y(0) - y(bin.sure)} />
              {bin.maybe > 0 && (
                <rect
                  class="bar-maybe"
                  fill={`url(#${hatch})`}
                  x={x}
                  y={y(bin.sure + bin.maybe)}
                  width={bar}
                  height={y(bin.sure) - y(bin.sure + bin.maybe)}
                />
              )}
              {named.has(at) && (
                <text
                  class="tick"
                  x={at === 0 && bins.length > 1 ? x : Math.min(x + bar / 2, width - 34)}
                  y={HEIGHT - 5}
                  text-anchor={at === 0 && bins.length > 1 ? 'start' : 'middle'}
                >
                  {name(bin, unit)}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      <p class="legend">
        <span>
          <svg viewBox="0 0 10 10" class="dot" aria-hidden="true">
            <rect class="bar" width="10" height="10" />
          </svg>{' '}
          {t('entity.time.sure')}
        </span>
        {bins.some((bin) => bin.maybe > 0) && (
          <span>
            <svg viewBox="0 0 10 10" class="dot" aria-hidden="true">
              <rect class="bar-maybe" fill={`url(#${hatch})`} width="10" height="10" />
            </svg>{' '}
            {t('entity.time.maybe')}
          </span>
        )}
        {unplaced > 0 && <span>{t('entity.time.unplaced', { n: unplaced })}</span>}
      </p>
    </figure>
  )
}

/** Which bins carry their name: some 90 pixels apart. */
function chooseNamed(count: number, pitch: number): ReadonlySet<number> {
  const every = Math.max(1, Math.ceil(90 / pitch))
  return new Set(Array.from({ length: Math.ceil(count / every) }, (_, at) => at * every))
}

function name(bin: Bin, unit: Unit): string {
  return unit === 'day' ? formatDay(bin.from) : unit === 'month' ? formatMonth(bin.from) : formatYear(bin.from)
}

function tell(bin: Bin): string {
  const sure = t('shell.statements', { n: bin.sure })
  return bin.maybe ? `${sure}; ${t('entity.time.more', { n: bin.maybe })}` : sure
}

function describe(bins: Bin[], unit: Unit, title: string): string {
  const told = bins.filter((bin) => bin.sure + bin.maybe > 0).map((bin) => `${name(bin, unit)}: ${tell(bin)}`)
  return `${title}. ${told.join('. ')}`
}
