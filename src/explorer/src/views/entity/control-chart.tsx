// Control of a place over time as a chart: a lane for whose word it is, a bar for whom it says holds the place.

import { useId } from 'preact/hooks'
import type { Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { formatDay, formatSpan } from '../../i18n/dates'
import { labelAction, labelSide } from '../../i18n/labels'
import { rankColours } from '../../parts/colour'
import { nameActor } from '../../parts/names'
import { address, openEvidence } from '../../state'
import { type Bar, type Holdings, layHoldings } from './holdings'

const [WIDTH, START, TRACK, AXIS, FADE] = [760, 170, 24, 22, 14]

interface Props { graph: Graph; place: Row; passes: (row: Row) => boolean }

export function Control({ graph, place, passes }: Props) {
  const found = layHoldings(graph, place, passes)
  if (found.lanes.length === 0 && found.undated.length === 0) return <p class="soft">{t('entity.control.none')}</p>
  return (
    <>
      <p class="soft">{t('entity.control.how')}</p>
      {found.lanes.length > 0 && <Chart graph={graph} found={found} passes={passes} />}
      <Table graph={graph} found={found} passes={passes} />
    </>
  )
}

function Chart({ graph, found, passes }: { graph: Graph; found: Holdings; passes: Props['passes'] }) {
  const contest = useId()
  const { states } = graph.tables
  const bars = found.lanes.flatMap((lane) => lane.tracks.flat())
  const counts: number[] = []
  for (const bar of bars) {
    const holder = states.holder[bar.state]!
    if (holder !== NONE) counts[holder] = (counts[holder] ?? 0) + 1
  }
  const holders = Object.keys(counts).map(Number)
  const ranks = rankColours(holders.map((holder) => counts[holder]!))
  const colour = (holder: Row) => (holder === NONE ? 'var(--hue-none)' : ranks(holders.indexOf(holder)))
  // Half a tenth of the time, or a week, beyond the last word, for ends that are open.
  const beyond = Math.max(7, Math.round((found.last - found.first) / 12))
  const [low, high] = [found.first - Math.ceil(beyond / 3), found.last + beyond]
  const x = (day: number) => START + ((day - low) / (high - low)) * (WIDTH - START)
  const tracks = found.lanes.reduce((sum, lane) => sum + lane.tracks.length, 0)
  const height = tracks * TRACK + found.lanes.length * 6 + AXIS
  const ticks = [0.08, 0.36, 0.64, 0.92].map((at) => Math.round(low + (high - low) * at))
  let y = 0
  return (
    <figure class="control">
      <div class="scroll">
        <svg viewBox={`0 0 ${WIDTH} ${height}`} role="group" aria-label={t('entity.control.chart')}>
          <defs>
            <pattern id={contest} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect class="hatch-line" width="2.5" height="6" />
            </pattern>
          </defs>
          {[...new Set(ticks)].map((day) => (
            <g key={day}>
              <line class="grid" x1={x(day)} x2={x(day)} y1="0" y2={height - AXIS} />
              <text class="tick" x={x(day)} y={height - 6} text-anchor="middle">
                {formatDay(day)}
              </text>
            </g>
          ))}
          {found.lanes.map((lane) => {
            const top = y
            y += lane.tracks.length * TRACK + 6
            return (
              <g key={lane.side}>
                <text class="lane" x="0" y={top + TRACK - 8}>
                  <title>{labelSide(graph.code('side', lane.side))}</title>
                  {clip(labelSide(graph.code('side', lane.side)), 26)}
                </text>
                <line class="grid" x1="0" x2={WIDTH} y1={y - 3} y2={y - 3} />
                {lane.tracks.map((track, at) =>
                  track.map((bar) => (
                    <HoldingBar
                      key={bar.state}
                      graph={graph}
                      bar={bar}
                      passes={passes}
                      fill={bar.isContest ? `url(#${contest})` : colour(states.holder[bar.state]!)}
                      y={top + at * TRACK + 3}
                      x={x}
                      low={low}
                      high={high}
                    />
                  )),
                )}
              </g>
            )
          })}
        </svg>
      </div>
      <figcaption class="legend">
        {holders.map((holder) => (
          <span key={holder} dir="auto">
            <Swatch fill={colour(holder)} /> {nameActor(graph, holder)}
          </span>
        ))}
        {bars.some((bar) => bar.isContest) && (
          <span>
            <Swatch fill={`url(#${contest})`} isOutlined /> {t('entity.control.contest')}
          </span>
        )}
        {bars.some((bar) => bar.isNegative) && (
          <span>
            <Swatch fill="none" isOutlined /> {t('entity.control.not')}
          </span>
        )}
        <span>
          <svg class="swatch" viewBox="0 0 20 10" aria-hidden="true">
            <rect class="bar-begun" width="8" height="10" fill="var(--hue-other)" />
            <rect x="8" width="12" height="10" fill="var(--hue-other)" />
          </svg>{' '}
          {t('entity.control.begun')}
        </span>
        <span>
          <svg class="swatch" viewBox="0 0 20 10" aria-hidden="true">
            <path d="M0 0H13L20 5L13 10H0Z" fill="var(--hue-other)" />
          </svg>{' '}
          {t('entity.control.open')}
        </span>
      </figcaption>
    </figure>
  )
}

function Swatch({ fill, isOutlined }: { fill: string; isOutlined?: boolean }) {
  return (
    <svg class="swatch" viewBox="0 0 20 10" aria-hidden="true">
      <rect x="0.5" y="0.5" width="19" height="9" fill={fill} class={isOutlined ? 'outlined' : undefined} />
    </svg>
  )
}

interface BarProps {
  graph: Graph; bar: Bar; fill: string; y: number; x: (day: number) => number; low: number; high: number
  passes: (row: Row) => boolean
}

function HoldingBar({ graph, bar, fill, y, x, low, high, passes }: BarProps) {
  const height = TRACK - 6
  const begin = x(bar.from ?? low)
  const sure = x(bar.sure)
  const end = bar.to === null ? x(high) : Math.max(x(bar.to + 1), sure + 3)
  const open = bar.to === null ? FADE : 0
  const told = describe(graph, bar)
  const first = graph.tables.states.statements[bar.state]!.find(passes)!
  const outline = bar.isNegative || bar.isContest
  return (
    <a
      class={bar.isNegative ? 'holding holding-not' : 'holding'}
      href={address({ statement: graph.tables.statements.id[first]! })}
      aria-label={told}
    >
      <title>{told}</title>
      {sure > begin + 0.5 && <rect class="bar-begun" x={begin} y={y} width={sure - begin} height={height} fill={bar.isNegative ? 'none' : fill} />}
      <path
        class={outline ? 'outlined' : undefined}
        d={`M${sure} ${y}H${end - open}${open ? `L${end} ${y + height / 2}L${end - open} ${y + height}` : `V${y + height}`}H${sure}Z`}
        fill={bar.isNegative ? 'var(--ground)' : fill}
      />
      {end - sure > 60 && (
        <text class={outline ? 'bar-name bar-name-out' : 'bar-name'} x={sure + 5} y={y + height - 5}>
          {clip(shortName(graph, bar), Math.floor((end - sure - 14) / 6.5))}
        </text>
      )}
    </a>
  )
}

function shortName(graph: Graph, bar: Bar): string {
  const holder = graph.tables.states.holder[bar.state]!
  if (holder === NONE) return t(bar.isNegative ? 'entity.control.nobody' : 'entity.control.contest')
  return bar.isNegative ? t('entity.control.not.name', { name: nameActor(graph, holder) }) : nameActor(graph, holder)
}

function describe(graph: Graph, bar: Bar): string {
  const { states } = graph.tables
  const side = labelSide(graph.code('side', states.side[bar.state]!))
  const action = labelAction(graph.code('type', states.type[bar.state]!), graph.code('mode', states.mode[bar.state]!))
  const until = bar.to === null ? t('entity.control.until.open') : t('entity.control.until', { day: formatDay(bar.to) })
  return `${side}: ${shortName(graph, bar)} – ${action}; ${formatSpan(bar.from, bar.sure)} – ${until}`
}

function clip(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text
}

/** The same in words, for those who can't see the chart, and for what has no day at all. */
function Table({ graph, found, passes }: { graph: Graph; found: Holdings; passes: Props['passes'] }) {
  const { states } = graph.tables
  const rows = [...found.lanes.flatMap((lane) => lane.tracks.flat().sort((a, b) => a.sure - b.sure).map((bar) => bar.state)), ...found.undated]
  return (
    <details>
      <summary>{t('entity.control.table', { n: rows.length })}</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {['side', 'holder', 'action', 'begun', 'until', 'statements'].map((name) => (
                <th key={name} scope="col">
                  {t(`entity.control.column.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((state) => {
              const [holder, until] = [states.holder[state]!, states.until[state]!]
              const told = states.statements[state]!.filter(passes)
              const name = holder === NONE ? t('entity.control.nobody.named') : nameActor(graph, holder)
              return (
                <tr key={states.id[state]}>
                  <td>{labelSide(graph.code('side', states.side[state]!))}</td>
                  <td dir="auto">{states.negative[state] ? t('entity.control.not.name', { name }) : name}</td>
                  <td>{labelAction(graph.code('type', states.type[state]!), graph.code('mode', states.mode[state]!))}</td>
                  <td>{formatSpan(states.earliest[state]!, states.latest[state]!)}</td>
                  <td>{until === null ? t('entity.control.until.open') : formatDay(until - 1)}</td>
                  <td>
                    {told.map((row, at) => (
                      <button key={row} type="button" class="cite" onClick={() => openEvidence(row)}>
                        {formatNumber(at + 1)}
                        <span class="visually-hidden"> {t('entity.evidence')}</span>
                      </button>
                    ))}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </details>
  )
}
