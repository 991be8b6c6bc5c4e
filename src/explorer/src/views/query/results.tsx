// The answer of a query: as a table, on a map, as a network, as bars, and as files.

import { useMemo } from 'preact/hooks'
import type { NamedQuery, SparqlAnswer } from '../../data/documents'
import type { Selection } from '../../data/filter'
import type { Graph } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { Bars } from '../../parts/bars'
import { VirtualRows } from '../../parts/virtual-rows'
import { WholeSwitch } from '../../parts/whole-switch'
import { address, go, route } from '../../state'
import { type AnswerColumn, type Binding, findPair, findWhere, gatherEdges, gatherSpots, passes, readColumns, sortRows } from './answer'
import { Cell, nameTerm } from './cell'
import { type Format, save } from './download'
import { PairNetwork } from './pair-network'
import { PointMap } from './point-map'

const ROW_PIXELS = 32
const SHAPES = ['table', 'map', 'network', 'bars'] as const
type Shape = (typeof SHAPES)[number]

interface Props { graph: Graph; selection: Selection; answer: SparqlAnswer; query: NamedQuery | null; took: number | null }

export function Results({ graph, selection, answer, query, took }: Props) {
  const { own } = route.value
  const isWhole = own.whole === '1'
  const all = answer.results?.bindings ?? []
  const columns = useMemo(() => readColumns(graph, answer), [graph, answer])
  const rows = useMemo(() => (isWhole ? all : all.filter((row) => passes(graph, selection, row))), [graph, selection, answer, isWhole])
  if (answer.boolean !== undefined) {
    return (
      <p class="query-said" role="status">
        {t(answer.boolean ? 'query.yes' : 'query.no')}
      </p>
    )
  }
  const has: Record<Shape, boolean> = {
    table: true,
    map: findWhere(columns) !== null && rows.length > 0,
    network: findPair(columns) !== null && rows.length > 0,
    bars: columns.some((column) => column.kind === 'number') && columns.some((column) => column.kind !== 'number') && rows.length > 0,
  }
  const shape = SHAPES.find((one) => one === own.show && has[one]) ?? 'table'
  return (
    <section class="query-results" aria-label={t('query.results')}>
      <div class="query-bar">
        <span role="status">
          {rows.length === all.length ? t('query.rows', { n: all.length }) : t('query.rows.passing', { n: rows.length, all: all.length })}
          {answer.cut && ` · ${t('query.cut')}`}
          {took !== null && ` · ${t('query.took', { seconds: formatNumber(took / 1000, { maximumFractionDigits: 2 }) })}`}
        </span>
        <ul class="subtabs">
          {SHAPES.filter((one) => has[one]).map((one) => (
            <li key={one}>
              <a href={address({ own: { show: one } })} aria-current={one === shape ? 'true' : undefined}>
                {t(`query.show.${one}`)}
              </a>
            </li>
          ))}
        </ul>
        <span class="query-files">
          {(['csv', 'tsv', 'json'] as Format[]).map((format) => (
            <button
              key={format}
              type="button"
              title={t('query.save', { format: format.toUpperCase() })}
              onClick={() => save({ ...answer, results: { bindings: rows } }, format, query?.name ?? 'answer')}
            >
              {format.toUpperCase()}
            </button>
          ))}
        </span>
        <WholeSwitch isWhole={isWhole} />
      </div>
      {rows.length === 0 ? (
        <p class="soft">{t(all.length === 0 ? 'query.none' : 'query.none.passing')}</p>
      ) : shape === 'map' ? (
        <OnMap graph={graph} columns={columns} rows={rows} />
      ) : shape === 'network' ? (
        <AsNetwork graph={graph} columns={columns} rows={rows} />
      ) : shape === 'bars' ? (
        <AsBars graph={graph} columns={columns} rows={rows} query={query} />
      ) : (
        <Table graph={graph} columns={columns} rows={rows} query={query} />
      )}
    </section>
  )
}

interface ShapeProps { graph: Graph; columns: AnswerColumn[]; rows: Binding[] }

function Table({ graph, columns, rows, query }: ShapeProps & { query: NamedQuery | null }) {
  const asked = route.value.own.sort ?? ''
  const isDown = asked.startsWith('-')
  const order = columns.find((column) => column.name === asked.replace('-', ''))
  const sorted = useMemo(() => sortRows(rows, order, isDown, (term) => nameTerm(graph, term)), [graph, rows, order?.name, isDown])
  const told = new Map(query?.columns.map((column) => [column.name, column.description]))
  const widths = columns.map(measure)
  const style = { gridTemplateColumns: widths.map(({ rem, share }) => `minmax(${rem}rem, ${share}fr)`).join(' ') }
  // Of the header and the rows alike, so that columns stand under their names.
  const least = widths.reduce((sum, { rem }) => sum + rem + GAP_REM, GAP_REM)
  return (
    <div class="query-table" style={{ '--least': `${least}rem` }}>
      <VirtualRows
        count={sorted.length}
        height={ROW_PIXELS}
        columns={columns.length}
        label={query?.question ?? t('query.results')}
        header={
          <div class="query-row query-head" role="row" aria-rowindex={1} style={style}>
            {columns.map((column) => (
              <span
                key={column.name}
                role="columnheader"
                class={column.kind === 'number' ? 'number' : undefined}
                aria-sort={column === order ? (isDown ? 'descending' : 'ascending') : 'none'}
              >
                <button
                  type="button"
                  title={told.get(column.name) ?? t('events.sort', { name: column.name })}
                  onClick={() => go({ own: { sort: column === order && !isDown ? `-${column.name}` : column.name } })}
                >
                  {column.name}
                </button>
              </span>
            ))}
          </div>
        }
        render={(at) => (
          <div key={at} class="query-row" role="row" aria-rowindex={at + 2} style={style}>
            {columns.map((column) => (
              <span key={column.name} role="cell" class={column.kind === 'number' ? 'number' : undefined}>
                <Cell graph={graph} column={column} term={sorted[at]![column.name]} />
              </span>
            ))}
          </div>
        )}
      />
    </div>
  )
}

const GAP_REM = 0.75

function measure({ name, kind }: AnswerColumn): { rem: number; share: number } {
  if (kind === 'number') return { rem: 5.5, share: 0.5 }
  if (kind === 'date') return { rem: 6.5, share: 0.5 }
  return /words|sentence|text|title|question|message/i.test(name) ? { rem: 18, share: 3 } : { rem: 8, share: 1 }
}

function OnMap({ graph, columns, rows }: ShapeProps) {
  const spots = useMemo(() => gatherSpots(graph, columns, rows), [graph, columns, rows])
  const where = findWhere(columns)!
  const numbers = columns.filter(({ name, kind }) => kind === 'number' && !Object.values(where).includes(name)).map((column) => column.name)
  const size = pickNumber(route.value.own.size, numbers)
  const without = rows.length - spots.reduce((sum, spot) => sum + spot.rows.length, 0)
  if (spots.length === 0) return <p class="soft">{t('query.map.none')}</p>
  return (
    <>
      <p class="query-choices">
        <Choice label={t('query.map.size')} value={size} names={[ROWS, ...numbers]} own="size" />
      </p>
      <PointMap graph={graph} spots={spots} without={without} size={size === ROWS ? null : size} />
    </>
  )
}

/** Among names of columns: how many rows there are. No column of an answer can be called so. */
const ROWS = '*'

/** What is asked for, else the first number that there is, else the rows themselves. */
function pickNumber(asked: string | undefined, numbers: string[]): string {
  return asked === ROWS || numbers.includes(asked ?? '') ? asked! : (numbers[0] ?? ROWS)
}

interface ChoiceProps { label: string; value: string; names: string[]; own: string }

function Choice({ label, value, names, own }: ChoiceProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => go({ own: { [own]: event.currentTarget.value } })}>
        {names.map((name) => (
          <option key={name} value={name}>
            {name === ROWS ? t('query.unit.rows') : name}
          </option>
        ))}
      </select>
    </label>
  )
}

function AsNetwork({ graph, columns, rows }: ShapeProps) {
  const { own } = route.value
  const pair = findPair(columns)!
  const pick = (asked: string | undefined, other: string) => (asked !== undefined && pair.all.includes(asked) ? asked : other)
  const [from, to] = [pick(own.from1, pair.from), pick(own.to1, pair.to)]
  const numbers = columns.filter((column) => column.kind === 'number').map((column) => column.name)
  const weight = pickNumber(own.weight, numbers)
  const edges = useMemo(
    () => gatherEdges(rows, from, to, weight === ROWS ? null : weight, (term) => nameTerm(graph, term)),
    [graph, rows, from, to, weight],
  )
  return (
    <>
      <p class="query-choices">
        <Choice label={t('query.network.from')} value={from} names={pair.all} own="from1" />
        <Choice label={t('query.network.to')} value={to} names={pair.all} own="to1" />
        <Choice label={t('query.network.weight')} value={weight} names={[ROWS, ...numbers]} own="weight" />
      </p>
      {edges.length === 0 ? <p class="soft">{t('query.none')}</p> : <PairNetwork edges={edges} unit={weight === ROWS ? t('query.unit.rows') : weight} />}
    </>
  )
}

const MOST_BARS = 40

function AsBars({ graph, columns, rows, query }: ShapeProps & { query: NamedQuery | null }) {
  const { own } = route.value
  const numbers = columns.filter((column) => column.kind === 'number').map((column) => column.name)
  const labels = columns.filter((column) => column.kind !== 'number').map((column) => column.name)
  const value = numbers.includes(own.value ?? '') ? own.value! : numbers[0]!
  const name = labels.includes(own.label ?? '') ? own.label! : labels[0]!
  const column = columns.find((one) => one.name === name)!
  const bars = rows
    .filter((row) => row[value] && row[name])
    .map((row, key) => ({ key, label: <Cell graph={graph} column={column} term={row[name]} />, value: Number(row[value]!.value) }))
    .sort((a, b) => b.value - a.value)
  return (
    <div class="query-bars">
      <p class="query-choices">
        <Choice label={t('query.bars.label')} value={name} names={labels} own="label" />
        <Choice label={t('query.bars.value')} value={value} names={numbers} own="value" />
      </p>
      <Bars unit={query?.columns.find((one) => one.name === value)?.description ?? value} title={value} items={bars} shown={MOST_BARS} />
    </div>
  )
}
