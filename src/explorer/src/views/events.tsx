// Events as a list: what, who, where, when, by how many independent sources and sides, and where these disagree.

import { useMemo } from 'preact/hooks'
import type { Row } from '../data/documents'
import { type Graph, NONE } from '../data/graph'
import { formatNumber, t } from '../i18n'
import { formatSpan } from '../i18n/dates'
import { label, labelSide } from '../i18n/labels'
import { colourCodes } from '../parts/colour'
import { ActorNames, nameAction, nameActors, namePlace, PlaceName } from '../parts/names'
import { SideMark } from '../parts/side-mark'
import { useMedia } from '../parts/media'
import { ViewHeading } from '../parts/view-heading'
import { VirtualRows } from '../parts/virtual-rows'
import { address, go, opened, openEvidence, route } from '../state'
import type { ViewProps } from '.'

// As in style/events.css.
const ROW_PIXELS = 36
const NARROW = '(max-width: 45rem)'
const NARROW_ROW_PIXELS = 56

const ORDERS = ['when', 'what', 'who', 'where', 'sources', 'sides', 'odds'] as const
type Order = (typeof ORDERS)[number]

export default function Events({ graph, selection }: ViewProps) {
  const asked = route.value.own.sort ?? '-when'
  const isDown = asked.startsWith('-')
  const order = ORDERS.find((one) => one === asked.replace('-', '')) ?? 'when'
  const rows = useMemo(() => sort(graph, selection.events, order, isDown), [graph, selection, order, isDown])
  const colour = useMemo(() => colourCodes(graph, 'side'), [graph])
  const isNarrow = useMedia(NARROW)
  const event = opened.value === NONE ? NONE : graph.tables.statements.event[opened.value]
  return (
    <>
      <ViewHeading view="events" />
      {rows.length === 0 ? (
        <p class="message">{t('shell.nothing')}</p>
      ) : (
        <VirtualRows
          count={rows.length}
          height={isNarrow ? NARROW_ROW_PIXELS : ROW_PIXELS}
          columns={ORDERS.length}
          label={t('events.caption')}
          header={<Header order={order} isDown={isDown} />}
          render={(place) => (
            <EventRow
              key={rows[place]}
              graph={graph}
              row={rows[place]!}
              place={place}
              colour={colour}
              isOpen={rows[place] === event}
              first={graph.ofEvent[rows[place]!]!.find((one) => selection.hasStatement[one]) ?? NONE}
            />
          )}
        />
      )}
    </>
  )
}

function Header({ order, isDown }: { order: Order; isDown: boolean }) {
  return (
    <div class="event-row event-head" role="row" aria-rowindex={1}>
      {ORDERS.map((one) => (
        <span
          key={one}
          role="columnheader"
          class={`cell-${one}`}
          aria-sort={one === order ? (isDown ? 'descending' : 'ascending') : 'none'}
        >
          <button
            type="button"
            title={t('events.sort', { name: t(`events.${one}`) })}
            onClick={() => go({ own: { sort: one === order && !isDown ? `-${one}` : one } })}
          >
            {t(`events.${one}`)}
          </button>
        </span>
      ))}
    </div>
  )
}

interface RowProps {
  graph: Graph
  row: Row
  place: number
  first: Row
  isOpen: boolean
  colour: (code: number) => string
}

function EventRow({ graph, row, place, first, isOpen, colour }: RowProps) {
  const { events } = graph.tables
  const name = nameAction(graph, events.type[row]!, events.mode[row]!)
  return (
    <div class="event-row" role="row" aria-rowindex={place + 2} data-open={isOpen || undefined} onClick={() => openEvidence(first)}>
      <span role="cell" class="cell-when">
        {formatSpan(events.earliest[row]!, events.latest[row]!)}
      </span>
      <span role="cell" class="cell-what">
        <button
          type="button"
          class="plain"
          data-event={events.id[row]}
          onClick={(click) => {
            click.stopPropagation()
            openEvidence(first)
          }}
        >
          {name}
        </button>
        <Standing graph={graph} row={row} />
      </span>
      <span role="cell" class="cell-who" onClick={(click) => (click.target as Element).closest('a') && click.stopPropagation()}>
        <ActorNames graph={graph} rows={events.actors[row]!.length ? events.actors[row]! : [NONE]} />
        {events.recipients[row]!.length > 0 && (
          <>
            <span class="arrow" aria-hidden="true">
              →
            </span>
            <ActorNames graph={graph} rows={events.recipients[row]!} />
          </>
        )}
      </span>
      <span role="cell" class="cell-where" onClick={(click) => (click.target as Element).closest('a') && click.stopPropagation()}>
        <PlaceName graph={graph} row={events.place[row]!} />
      </span>
      <span role="cell" class="cell-sources" title={t('events.independent', { n: events.supporting[row]! })}>
        {formatNumber(events.sources[row]!)}
      </span>
      <span role="cell" class="cell-sides">
        <Sides graph={graph} row={row} colour={colour} />
      </span>
      <span role="cell" class="cell-odds">
        <Odds graph={graph} row={row} />
      </span>
    </div>
  )
}

/** What kind of action it is where its name is a mode's, and what stands against taking it for a deed. */
function Standing({ graph, row }: { graph: Graph; row: Row }) {
  const { events, statements } = graph.tables
  const notes: string[] = []
  if (events.mode[row] !== NONE) notes.push(label('type', graph.code('type', events.type[row]!)))
  if (events.supporting[row] === 0) {
    const modality = graph.code('modality', statements.modality[graph.ofEvent[row]![0]!]!)
    const isReal = modality === null || REAL.has(modality)
    notes.push(isReal ? t('events.unsupported') : label('modality', modality))
  }
  return notes.length ? <span class="soft"> {notes.join(', ')}</span> : null
}

const REAL: ReadonlySet<string> = new Set(['actual', 'ongoing', 'historical', 'habitual'])

function Sides({ graph, row, colour }: { graph: Graph; row: Row; colour: (code: number) => string }) {
  const codes = graph.tables.events.sides[row]!
  return (
    <span title={codes.map((code) => labelSide(graph.code('side', code))).join(', ')}>
      {codes.map((code) => (
        <SideMark key={code} side={graph.code('side', code)} colour={colour(code)} />
      ))}
    </span>
  )
}

function Odds({ graph, row }: { graph: Graph; row: Row }) {
  const { denying } = graph.tables.events
  const slots = [...new Set(graph.oddsOf[row]!.map((link) => graph.code('slot', graph.tables.links.slot[link]!)))]
  if (slots.length === 0 && !denying[row]) return null
  const told = slots.map((slot) => label('slot', slot)).join(', ')
  return (
    <a
      class="odds"
      href={address({ view: 'claims', about: graph.tables.events.id[row]! })}
      title={slots.length ? t('events.odds.slots', { slots: told }) : undefined}
      onClick={(click) => click.stopPropagation()}
    >
      <span aria-hidden="true">≠ </span>
      {told || t('events.denied', { n: denying[row]! })}
    </a>
  )
}

function sort(graph: Graph, rows: Row[], order: Order, isDown: boolean): Row[] {
  const { events } = graph.tables
  const keys = new Map<Row, number | string | null>()
  for (const row of rows) {
    if (order === 'when') keys.set(row, events.latest[row] ?? events.earliest[row] ?? null)
    else if (order === 'sources') keys.set(row, events.sources[row]!)
    else if (order === 'sides') keys.set(row, events.sides[row]!.length)
    else if (order === 'odds') keys.set(row, graph.oddsOf[row]!.length + events.denying[row]!)
    else if (order === 'what') keys.set(row, nameAction(graph, events.type[row]!, events.mode[row]!))
    else if (order === 'who') keys.set(row, events.actors[row]!.length ? nameActors(graph, events.actors[row]!) : null)
    else keys.set(row, events.place[row] === NONE ? null : namePlace(graph, events.place[row]!))
  }
  const collator = new Intl.Collator()
  // What is not known comes last, whichever way the list runs.
  return [...rows].sort((a, b) => {
    const [first, second] = [keys.get(a)!, keys.get(b)!]
    if (first === null || second === null) return first === second ? a - b : first === null ? 1 : -1
    const found = typeof first === 'number' ? first - (second as number) : collator.compare(first, second as string)
    return (isDown ? -found : found) || a - b
  })
}
