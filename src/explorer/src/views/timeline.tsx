// Statements over time: how many when, and in lanes which; days as dots, what is less sure as intervals.

import { useMemo, useRef, useState } from 'preact/hooks'
import type { Row } from '../data/documents'
import { readDay, type Selection, select, writeDay } from '../data/filter'
import { type Graph, NONE } from '../data/graph'
import { direction, formatNumber, language, t } from '../i18n'
import { labelCode, labelSide } from '../i18n/labels'
import { Choice } from '../parts/choice'
import { COLOURS, makeCategories } from '../parts/categories'
import { namePlace, nameActor } from '../parts/names'
import { StatementCard } from '../parts/statement-card'
import { useWidth } from '../parts/use-width'
import { ViewHeading } from '../parts/view-heading'
import { go, hits, route, setFilter, vocabulary } from '../state'
import { countDensity, type Density, findExtent, listBin, sumBin } from './timeline/density'
import { Lanes } from './timeline/lanes-view'
import { type Lane, LANES, type LanesBy, makeLanes } from './timeline/lanes'
import { moveSpan, Overview } from './timeline/overview'
import { type Bins, chooseUnit, countDays, makeBins, type Span } from './timeline/scale'
import { listLoose } from './timeline/stack'
import { Key, Legend } from './timeline/legend'
import { formatBin } from './timeline/words'
import type { ViewProps } from '.'

const MANY = [5, 10, 20, 40]
const BINS = 210
const NAMES_PIXELS = 184
const LEVELS_PIXELS = 52
const NARROW = 620

/** What the card lists: the undated, what a bin holds (of a lane, by its place, or of all), or what has no bound here. */
type Listed = { kind: 'undated' } | { kind: 'bin'; lane: number; bin: number } | { kind: 'loose' }

export default function Timeline({ graph, selection }: ViewProps) {
  const { own, filter } = route.value
  const by = LANES.find((one) => one === own.lanes) ?? 'type'
  const colourBy = COLOURS.find((one) => one === own.colour) ?? 'side'
  const most = MANY.find((one) => String(one) === own.most) ?? 10
  const isWhole = own.span === 'whole'
  const words = vocabulary.value
  const box = useRef<HTMLDivElement>(null)
  const boxWidth = useWidth(box)
  const [listed, setListed] = useState<Listed | null>(null)
  const everyTime = useMemo(() => selectEveryTime(graph, selection), [graph, selection])
  const categories = useMemo(() => makeCategories(graph, colourBy), [graph, colourBy, language.value, words])
  const extent = useMemo(() => findExtent(graph, everyTime.statements, isWhole), [graph, everyTime, isWhole])
  const undated = useMemo(() => listUndated(graph, everyTime.statements), [graph, everyTime])
  const chosen = useMemo(() => readChosen(extent), [extent, filter.from, filter.to])
  const overview = useMemo(
    () => extent && countDensity(graph, everyTime.statements, makeBins(extent, chooseUnit(extent, BINS)), categories.of, categories.list.length),
    [graph, everyTime, extent, categories],
  )
  const span = chosen ?? extent
  const bins = useMemo(() => span && makeBins(span, chooseUnit(span, BINS)), [span])
  const loose = useMemo(() => (span ? listLoose(graph, selection.statements, span) : []), [graph, selection, span])
  const placed = useMemo(() => listPlaced(graph, selection.statements, loose), [graph, selection, loose])
  const lanes = useMemo(() => makeLanes(graph, placed, by, most), [graph, placed, by, most])

  const isNarrow = boxWidth < NARROW
  const names = isNarrow ? LEVELS_PIXELS : NAMES_PIXELS
  const left = direction.value === 'rtl' ? (isNarrow ? LEVELS_PIXELS : 48) : names
  const width = Math.max(0, boxWidth - left - (direction.value === 'rtl' && !isNarrow ? names : 12))
  const brush = (to: Span | null, isFirst: boolean) => {
    const isAll = to === null || !extent || (to.from === extent.from && to.to === extent.to)
    const days = isAll ? { from: undefined, to: undefined } : { from: writeDay(to.from), to: writeDay(to.to) }
    setFilter(days, { quietly: !isFirst })
  }
  const move = (by: number) => extent && span && brush(moveSpan(span, Math.round(by * countDays(span)), extent), true)
  const card = listed && list(graph, listed, placed, lanes, bins, undated, loose)
  return (
    <div class="timeline">
      <ViewHeading view="timeline" />
      <div class="timeline-bar">
        <Choice view="timeline" name="lanes" value={by} options={LANES} first="type" />
        <Choice view="timeline" name="colour" value={colourBy} options={COLOURS} first="side" />
        <label class="field">
          <span>{t('timeline.most')}</span>
          <select value={most} onChange={(event) => go({ own: { most: event.currentTarget.value === '10' ? '' : event.currentTarget.value } })}>
            {MANY.map((one) => (
              <option key={one} value={one}>
                {formatNumber(one)}
              </option>
            ))}
          </select>
        </label>
        <span class="timeline-steps" role="group" aria-label={t('timeline.steps')}>
          <button type="button" disabled={!chosen} onClick={() => move(-0.5)}>
            {t('timeline.earlier')}
          </button>
          <button type="button" disabled={!chosen} onClick={() => move(0.5)}>
            {t('timeline.later')}
          </button>
          <button type="button" disabled={!chosen} onClick={() => brush(null, true)}>
            {t('timeline.all')}
          </button>
        </span>
        <button type="button" aria-pressed={own.show === 'table'} onClick={() => go({ own: { show: own.show === 'table' ? '' : 'table' } })}>
          {t('timeline.table')}
        </button>
        {loose.length > 0 && (
          <button type="button" title={t('timeline.loose.why')} onClick={() => setListed({ kind: 'loose' })}>
            {t('timeline.loose', { n: loose.length })}
          </button>
        )}
        {undated.length > 0 && (
          <button type="button" onClick={() => setListed({ kind: 'undated' })}>
            {t('timeline.undated', { n: undated.length })}
          </button>
        )}
      </div>
      <div class="timeline-legends">
        <Legend title={t(`timeline.colour.${colourBy}`)} categories={categories.list} />
        <Key />
      </div>
      <div class="timeline-picture" ref={box}>
        {extent === null || !overview || !span || !bins ? (
          <p class="message">{t(undated.length ? 'timeline.no-dates' : 'shell.nothing')}</p>
        ) : (
          <>
            <p class="timeline-unit soft">
              {t('timeline.density', { unit: t(`timeline.unit.${overview.bins.unit}`) })} · {t('timeline.brush')}
              {(extent.before > 0 || extent.after > 0) && (
                <>
                  {' · '}
                  <button type="button" class="plain" onClick={() => go({ own: { span: 'whole' } })}>
                    {t('timeline.outside', { n: extent.before + extent.after })}
                  </button>
                </>
              )}
              {isWhole && (
                <>
                  {' · '}
                  <button type="button" class="plain" onClick={() => go({ own: { span: '' } })}>
                    {t('timeline.inside')}
                  </button>
                </>
              )}
            </p>
            <Overview density={overview} span={extent} chosen={chosen} width={width} left={left} categories={categories.list} onBrush={brush} />
            {own.show === 'table' ? (
              <Table density={countDensity(graph, placed, bins, categories.of, categories.list.length)} onBin={(bin) => setListed({ kind: 'bin', lane: NONE, bin })} />
            ) : lanes.length === 0 ? (
              <p class="message">{t('shell.nothing')}</p>
            ) : (
              <Lanes
                graph={graph}
                lanes={lanes}
                span={span}
                bins={bins}
                width={width}
                left={left}
                isNarrow={isNarrow}
                categories={categories}
                nameLane={(lane) => nameLane(graph, by, lane)}
                onLane={(lane) => narrow(graph, by, lane)}
                onBin={(lane, bin) => setListed({ kind: 'bin', lane: lanes.indexOf(lane), bin })}
              />
            )}
          </>
        )}
      </div>
      {card && (
        <StatementCard graph={graph} rows={card.rows} title={card.title(by)} onClose={() => setListed(null)}>
          <p class="soft">{t('shell.statements', { n: card.rows.length })}</p>
        </StatementCard>
      )}
    </div>
  )
}

/** What passes the filter at whatever time, so that the overview shows what the brush could reach. */
function selectEveryTime(graph: Graph, selection: Selection): Selection {
  const { filter } = route.value
  if (!filter.from && !filter.to) return selection
  const found = hits.value?.text === filter.text ? hits.value.statements : null
  return select(graph, { ...filter, from: undefined, to: undefined }, found)
}

/** The days that the filter asks for; an end that it leaves open is that of all statements. */
function readChosen(extent: Span | null): Span | null {
  const { filter } = route.value
  const from = filter.from ? readDay(filter.from) : null
  const to = filter.to ? readDay(filter.to) : null
  if (!extent || (from === null && to === null)) return null
  const span = { from: from ?? Math.min(extent.from, to!), to: to ?? Math.max(extent.to, from!) }
  return span.from <= span.to ? span : { from: span.to, to: span.from }
}

function listUndated(graph: Graph, rows: Row[]): Row[] {
  const { earliest, latest } = graph.tables.statements
  return rows.filter((row) => earliest[row] === null && latest[row] === null)
}

/** Those that have a place in the time shown. */
function listPlaced(graph: Graph, rows: Row[], loose: Row[]): Row[] {
  const { earliest, latest } = graph.tables.statements
  const isLoose = new Set(loose)
  return rows.filter((row) => (earliest[row] !== null || latest[row] !== null) && !isLoose.has(row))
}

interface Found { rows: Row[]; title: (by: LanesBy) => string }

function list(
  graph: Graph, listed: Listed, placed: Row[], lanes: Lane[], bins: Bins | null, undated: Row[], loose: Row[],
): Found | null {
  if (listed.kind === 'undated') return { rows: undated, title: () => t('timeline.undated.title') }
  if (listed.kind === 'loose') return { rows: loose, title: () => t('timeline.loose.why') }
  const lane = lanes[listed.lane]
  if (!bins || listed.bin >= bins.edges.length - 1) return null
  const rows = listBin(graph, lane ? lane.rows : placed, bins, listed.bin)
  const when = formatBin(bins, listed.bin)
  return { rows, title: (by) => (lane ? `${nameLane(graph, by, lane)} · ${when}` : when) }
}

function nameLane(graph: Graph, by: LanesBy, lane: Lane): string {
  if (lane.kind === 'rest') return t('chart.others', { n: lane.folded })
  if (lane.kind === 'none') return t(`timeline.none.${by}`)
  if (by === 'type') return labelCode(graph, 'type', lane.value)
  if (by === 'side') return labelSide(graph.code('side', lane.value))
  return by === 'actor' ? nameActor(graph, lane.value) : namePlace(graph, lane.value)
}

/** Ask for the lane's value alone. */
function narrow(graph: Graph, by: LanesBy, lane: Lane): void {
  const { tables } = graph
  if (by === 'type') setFilter({ action: [tables.codes.type[lane.value]!] })
  else if (by === 'side') setFilter({ side: [tables.codes.side[lane.value]!] })
  else if (by === 'actor') setFilter({ actor: [tables.actors.key[lane.value]!] })
  else setFilter({ place: [tables.places.key[lane.value]!] })
}

function Table({ density, onBin }: { density: Density; onBin: (bin: number) => void }) {
  const rows = Array.from({ length: density.size }, (_, bin) => ({ bin, ...sumBin(density, bin), touching: density.touching[bin]! }))
  return (
    <div class="timeline-table" tabIndex={0} role="region" aria-label={t('timeline.table')}>
      <table>
        <caption class="visually-hidden">{t('timeline.density', { unit: t(`timeline.unit.${density.bins.unit}`) })}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`timeline.unit.${density.bins.unit}`)}</th>
            <th scope="col">{t('timeline.key.sure')}</th>
            <th scope="col">{t('timeline.key.touching')}</th>
            <th scope="col">{t('timeline.key.open')}</th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter((row) => row.sure + row.touching + row.open > 0)
            .map((row) => (
              <tr key={row.bin}>
                <th scope="row">
                  <button type="button" class="plain" onClick={() => onBin(row.bin)}>
                    {formatBin(density.bins, row.bin)}
                  </button>
                </th>
                <td>{formatNumber(row.sure)}</td>
                <td>{formatNumber(row.touching)}</td>
                <td>{formatNumber(row.open)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}
