// Actors, places, actions and dates as every view writes them; names link to their pages.

import type { Row } from '../data/documents'
import { type Graph, NONE } from '../data/graph'
import { t } from '../i18n'
import { formatSpan } from '../i18n/dates'
import { label, labelAction } from '../i18n/labels'
import { address } from '../state'

export function nameActor(graph: Graph, row: Row): string {
  return row === NONE ? t('shell.actor.unknown') : (graph.tables.actors.name[row] ?? t('shell.actor.unknown'))
}

export function namePlace(graph: Graph, row: Row): string {
  return row === NONE ? t('shell.place.unknown') : (graph.tables.places.name[row] ?? t('shell.place.unknown'))
}

export function nameAction(graph: Graph, type: number, mode: number): string {
  return labelAction(graph.code('type', type), graph.code('mode', mode))
}

/** Everybody in a slot, each once, as text. */
export function nameActors(graph: Graph, rows: Row[]): string {
  return [...new Set(rows)].map((row) => nameActor(graph, row)).join(', ')
}

export function ActorName({ graph, row }: { graph: Graph; row: Row }) {
  if (row === NONE) return <span class="unknown">{t('shell.actor.unknown')}</span>
  return (
    <a class="name" dir="auto" href={address({ view: 'entity', about: graph.tables.actors.key[row]! })}>
      {nameActor(graph, row)}
    </a>
  )
}

export function ActorNames({ graph, rows }: { graph: Graph; rows: Row[] }) {
  const each = [...new Set(rows)]
  return (
    <>
      {each.map((row, place) => (
        <>
          {place > 0 && ', '}
          <ActorName key={row} graph={graph} row={row} />
        </>
      ))}
    </>
  )
}

export function PlaceName({ graph, row }: { graph: Graph; row: Row }) {
  if (row === NONE) return <span class="unknown">{t('shell.place.unknown')}</span>
  return (
    <a class="name" dir="auto" href={address({ view: 'entity', about: graph.tables.places.key[row]! })}>
      {namePlace(graph, row)}
    </a>
  )
}

/** What a statement says was done, with what stands against taking it for a deed: not, planned, denied. */
export function describeDeed(graph: Graph, row: Row): string {
  const { statements } = graph.tables
  const action = nameAction(graph, statements.type[row]!, statements.mode[row]!)
  const modality = graph.code('modality', statements.modality[row]!)
  const not = statements.negative[row] ? `${t('shell.not')} ` : ''
  return modality === null || modality === 'actual' ? not + action : `${not}${action} (${label('modality', modality)})`
}

export function describeWhen(graph: Graph, row: Row): string {
  const { earliest, latest } = graph.tables.statements
  return formatSpan(earliest[row] ?? null, latest[row] ?? null)
}

/** Who says so, outermost first: the outlet, then whom it quotes. */
export function describeChain(graph: Graph, row: Row): string {
  const { statements } = graph.tables
  const outlet = graph.publisher(statements.article[row]!)
  const names = statements.claimants[row]!.map((one) => nameActor(graph, one))
  const chain = outlet === null ? names : [outlet, ...names]
  // An army and its spokesman may be one identity; it is named once.
  return chain.filter((name, at) => name !== chain[at - 1]).join(' › ') || t('shell.unknown')
}

export function StatusMark({ graph, row }: { graph: Graph; row: Row }) {
  const status = graph.code('status', graph.tables.statements.status[row]!) ?? 'asserted'
  return <span class={`status status-${status}`}>{label('status', status)}</span>
}
