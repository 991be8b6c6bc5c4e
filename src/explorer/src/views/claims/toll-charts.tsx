// How many, by whose word and when: intervals on one axis for each kind of number, in the order in which they were printed.

import type { Row } from '../../data/documents'
import type { Graph } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { formatPublished } from '../../i18n/dates'
import { label } from '../../i18n/labels'
import { tellRange, tellUnit } from '../../parts/marks'
import { describeChain } from '../../parts/names'
import { SideMark } from '../../parts/side-mark'
import { openEvidence } from '../../state'
import { placeToll, type Toll, type TollChart } from './tolls'

interface Props { graph: Graph; charts: TollChart[]; colour: (code: number) => string }

export function TollCharts({ graph, charts, colour }: Props) {
  if (charts.length === 0) return null
  return (
    <section class="tolls">
      <h2>{t('claims.tolls')}</h2>
      {charts.map((chart) => (
        <Chart key={`${chart.kind} ${chart.unit}`} graph={graph} chart={chart} colour={colour} />
      ))}
      <Legend />
    </section>
  )
}

function Chart({ graph, chart, colour }: { graph: Graph; chart: TollChart; colour: (code: number) => string }) {
  const { statements, articles } = graph.tables
  const unit = graph.code('unit', chart.unit)
  const name = label('toll', graph.code('toll', chart.kind))
  const title = unit === null ? name : `${name} (${label('unit', unit)})`
  const former = new Map(chart.tolls.map((toll) => [toll.claim, toll]))
  return (
    <table class="toll-chart" role="table" aria-label={title}>
      <caption>{title}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            {t('claims.printed')}
          </th>
          <th role="columnheader" scope="col">
            {t('claims.who-says')}
          </th>
          <th role="columnheader" scope="col">
            {t('claims.number')}
          </th>
          <th role="columnheader" scope="col" class="toll-axis">
            <span class="visually-hidden">{t('claims.picture')}</span>
            <Axis ticks={chart.ticks} max={chart.max} />
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {chart.tolls.map((toll, at) => {
          const published = articles.published[statements.article[toll.claim]!]
          const side = statements.side[toll.claim]!
          return (
            <tr role="row" key={at}>
              <td role="cell" class="toll-day">
                {published ? formatPublished(published) : t('shell.date.none')}
              </td>
              <th role="rowheader" scope="row">
                <button type="button" class="plain" onClick={() => openEvidence(toll.claim)}>
                  <bdi>{describeChain(graph, toll.claim)}</bdi>
                </button>
                <span class="toll-side">
                  <SideMark side={graph.code('side', side)} colour={colour(side)} />
                </span>
              </th>
              <td role="cell" class="toll-value">
                {tellRange(toll.low, toll.high, toll.isApproximate)}
                {tellUnit(unit)}
                {isDenied(graph, toll.claim) && <span class="odds"> {t('claims.denied')}</span>}
                {toll.updates.length > 0 && (
                  <span class="soft">
                    {' '}
                    {t('claims.updates', { former: tellFormer(toll.updates, former) })}
                  </span>
                )}
              </td>
              <td role="cell" class="toll-bar" aria-hidden="true">
                <Bar toll={toll} chart={chart} colour={colour(side)} former={former} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function tellFormer(rows: Row[], former: ReadonlyMap<Row, Toll>): string {
  const told = rows.map((row) => former.get(row)).filter((one) => one !== undefined)
  return told.map((one) => tellRange(one.low, one.high, one.isApproximate)).join(', ') || '…'
}

function isDenied(graph: Graph, row: Row): boolean {
  const { statements } = graph.tables
  return statements.negative[row] === 1 || graph.code('status', statements.status[row]!) === 'denied'
}

const HEIGHT = 22
const MIDDLE = HEIGHT / 2
const percent = (share: number) => `${(share * 100).toFixed(3)}%`

function Axis({ ticks, max }: { ticks: number[]; max: number }) {
  return (
    <svg class="toll-svg" height={HEIGHT} aria-hidden="true">
      {ticks.map((tick, at) => (
        <text
          key={tick}
          x={percent(tick / max)}
          y={MIDDLE + 4}
          text-anchor={at === 0 ? 'start' : at === ticks.length - 1 ? 'end' : 'middle'}
        >
          {formatNumber(tick, { notation: tick >= 100_000 ? 'compact' : 'standard' })}
        </text>
      ))}
    </svg>
  )
}

interface BarProps { toll: Toll; chart: TollChart; colour: string; former: ReadonlyMap<Row, Toll> }

function Bar({ toll, chart: { max, ticks }, colour, former }: BarProps) {
  const { from, to, isOpenLow, isOpenHigh } = placeToll(toll, max)
  const dash = toll.isApproximate ? '3 2' : undefined
  const start = isOpenLow ? to : from
  return (
    <svg class="toll-svg" height={HEIGHT}>
      {ticks.map((tick) => (
        <line key={tick} class="toll-grid" x1={percent(tick / max)} x2={percent(tick / max)} y1="0" y2={HEIGHT} />
      ))}
      {toll.updates.map((row) => {
        const before = former.get(row)
        if (!before) return null
        const at = (before.low ?? before.high ?? 0) / max
        return (
          <g key={row} class="toll-update">
            <line x1={percent(at)} x2={percent(start)} y1={MIDDLE} y2={MIDDLE} />
            <svg x={percent(at)} y={MIDDLE} overflow="visible">
              <path d="M-4 0 0-4 4 0 0 4Z" />
            </svg>
          </g>
        )
      })}
      {from === to ? (
        <circle cx={percent(from)} cy={MIDDLE} r="5" fill={toll.isApproximate ? 'var(--ground)' : colour} stroke={colour} stroke-width="2" stroke-dasharray={dash} />
      ) : (
        <>
          <rect
            x={percent(from)}
            width={percent(to - from)}
            y={MIDDLE - 5}
            height="10"
            fill={colour}
            fill-opacity={isOpenLow || isOpenHigh ? 0.3 : 0.7}
            stroke={isOpenLow || isOpenHigh ? 'none' : colour}
            stroke-dasharray={dash}
          />
          {!isOpenLow && <End at={from} colour={colour} dash={dash} />}
          {!isOpenHigh && <End at={to} colour={colour} dash={dash} />}
          {isOpenHigh && (
            <svg x="100%" y={MIDDLE} overflow="visible">
              <path d="M-9-6-1 0-9 6" fill="none" stroke={colour} stroke-width="2" />
            </svg>
          )}
          {isOpenLow && (
            <svg x="0" y={MIDDLE} overflow="visible">
              <path d="M9-6 1 0 9 6" fill="none" stroke={colour} stroke-width="2" />
            </svg>
          )}
        </>
      )}
    </svg>
  )
}

function End({ at, colour, dash }: { at: number; colour: string; dash: string | undefined }) {
  return (
    <line x1={percent(at)} x2={percent(at)} y1={MIDDLE - 8} y2={MIDDLE + 8} stroke={colour} stroke-width="3" stroke-dasharray={dash} />
  )
}

/** What the signs of the charts mean, drawn as there. */
function Legend() {
  const chart = { kind: 0, unit: 0, max: 10, ticks: [], tolls: [] }
  const toll = { claim: 0, isApproximate: false, updates: [] }
  const signs: [string, Toll][] = [
    ['exact', { ...toll, low: 5, high: 5 }],
    ['about', { ...toll, low: 5, high: 5, isApproximate: true }],
    ['range', { ...toll, low: 2, high: 8 }],
    ['at-least', { ...toll, low: 3, high: null }],
    ['up-to', { ...toll, low: null, high: 7 }],
    ['update', { ...toll, low: 8, high: 8, updates: [1] }],
  ]
  const former = new Map([[1, { ...toll, low: 2, high: 2 }]])
  return (
    <ul class="toll-legend" aria-label={t('shell.legend')}>
      {signs.map(([name, sign]) => (
        <li key={name}>
          <span class="toll-sign" aria-hidden="true">
            <Bar toll={sign} chart={chart} colour="var(--ink-soft)" former={former} />
          </span>
          {t(`claims.legend.${name}`)}
        </li>
      ))}
    </ul>
  )
}
