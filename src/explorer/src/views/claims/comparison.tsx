// One event and all that is claimed of it: how many say so, the claims side by side, the numbers, and what is at odds.

import { useMemo, useState } from 'preact/hooks'
import type { Row } from '../../data/documents'
import type { Selection } from '../../data/filter'
import { type Graph, NONE } from '../../data/graph'
import { t } from '../../i18n'
import { formatSpan } from '../../i18n/dates'
import { colourCodes } from '../../parts/colour'
import { ActorNames, nameAction, nameActor, PlaceName } from '../../parts/names'
import { address, go, route } from '../../state'
import { groupClaims, listClaims, numberNotes } from './claims-of'
import { ClaimTable } from './claim-table'
import { NoteList } from './note-list'
import { TollCharts } from './toll-charts'
import { chartTolls } from './tolls'

interface Props { graph: Graph; selection: Selection; event: Row }

export function Comparison({ graph, selection, event }: Props) {
  const isAll = route.value.own.all === '1'
  const claims = useMemo(() => listClaims(graph, event), [graph, event])
  const shown = useMemo(
    () => (isAll ? claims : claims.filter((row) => selection.hasStatement[row])),
    [claims, selection, isAll],
  )
  const groups = useMemo(() => groupClaims(graph, shown), [graph, shown])
  const notes = useMemo(() => numberNotes(graph, shown), [graph, shown])
  const charts = useMemo(() => chartTolls(graph, shown, notes), [graph, shown, notes])
  const colour = useMemo(() => colourCodes(graph, 'side'), [graph])
  // The note that is pointed at: its two claims are set off.
  const [pointed, point] = useState(0)
  const left = claims.length - claims.filter((row) => selection.hasStatement[row]).length
  return (
    <div class="claims">
      <a class="article-back" href={address({ view: 'claims', about: '', statement: '' })}>
        {t('claims.all')}
      </a>
      <Head graph={graph} event={event} />
      {left > 0 && (
        <p class="soft">
          {t(isAll ? 'claims.left.shown' : 'claims.left', { n: left })}{' '}
          <button type="button" class="plain" onClick={() => go({ own: { all: isAll ? '' : '1' } })}>
            {t(isAll ? 'claims.left.hide' : 'claims.left.show')}
          </button>
        </p>
      )}
      {shown.length === 0 ? (
        <p>{t('shell.nothing')}</p>
      ) : (
        <ClaimTable graph={graph} event={event} groups={groups} notes={notes} colour={colour} pointed={pointed} onPoint={point} />
      )}
      <TollCharts graph={graph} charts={charts} colour={colour} />
      <NoteList graph={graph} notes={notes} pointed={pointed} onPoint={point} />
    </div>
  )
}

function Head({ graph, event }: { graph: Graph; event: Row }) {
  const { events } = graph.tables
  const [articles, sources] = [events.articles[event]!, events.sources[event]!]
  const [actors, recipients] = [listNamed(graph, events.actors[event]!), listNamed(graph, events.recipients[event]!)]
  return (
    <header>
      <h1>{nameAction(graph, events.type[event]!, events.mode[event]!)}</h1>
      <p>
        <Named graph={graph} rows={actors.length ? actors : [NONE]} />
        {recipients.length > 0 && (
          <>
            <span class="arrow" aria-hidden="true">
              →
            </span>
            <Named graph={graph} rows={recipients} />
          </>
        )}
        {' · '}
        <PlaceName graph={graph} row={events.place[event]!} />
        {' · '}
        {formatSpan(events.earliest[event]!, events.latest[event]!)}
      </p>
      <p class="claims-count">
        <b>{t('claims.supporting', { n: events.supporting[event]! })}</b>
        {', '}
        <b class={events.denying[event] ? 'odds' : undefined}>{t('claims.denying', { n: events.denying[event]! })}</b>
        {'. '}
        {t('shell.articles', { n: articles })} {t('claims.by-publishers', { n: events.publishers[event]! })}
        {', '}
        {t('claims.independent', { n: sources })}
        {articles > sources && ` ${t('claims.copies', { n: articles - sources })}`}
      </p>
    </header>
  )
}

const NAMED = 5

/** One row for each name: what articles call alike may be identities of their own ("people"). */
function listNamed(graph: Graph, rows: readonly Row[]): Row[] {
  const found = new Map(rows.map((row) => [nameActor(graph, row).toLowerCase(), row]))
  return [...found.values()]
}

function Named({ graph, rows }: { graph: Graph; rows: Row[] }) {
  return (
    <>
      <ActorNames graph={graph} rows={rows.slice(0, NAMED)} />
      {rows.length > NAMED && <span class="soft"> {t('evidence.more', { n: rows.length - NAMED })}</span>}
    </>
  )
}
