// A term of an answer as the page shows it: nodes of the graph by name and linked, dates and numbers by locale.

import type { SparqlTerm } from '../../data/documents'
import { readDay } from '../../data/filter'
import type { Graph } from '../../data/graph'
import { formatNumber } from '../../i18n'
import { formatDay } from '../../i18n/dates'
import { describeDeed, nameAction, nameActor, namePlace } from '../../parts/names'
import { address, openEvidence } from '../../state'
import { type AnswerColumn, findNode } from './answer'

/** A term as text: nodes by name, IRIs that the graph does not know by their last part. */
export function nameTerm(graph: Graph, term: SparqlTerm): string {
  if (term.type === 'bnode') return `_:${term.value}`
  if (term.type !== 'uri') return term.value
  const node = findNode(graph, term.value)
  if (!node) return shorten(graph, term.value)
  const { events, articles } = graph.tables
  switch (node.kind) {
    case 'statement':
      return describeDeed(graph, node.row)
    case 'event':
      return nameAction(graph, events.type[node.row]!, events.mode[node.row]!)
    case 'article':
      return articles.title[node.row] ?? articles.id[node.row]!
    case 'actor':
      return nameActor(graph, node.row)
    case 'place':
      return namePlace(graph, node.row)
  }
}

function shorten(graph: Graph, iri: string): string {
  const { base } = graph.tables
  if (iri.startsWith(base)) return iri.slice(base.length)
  return /[/#]([^/#]+)[/#]?$/.exec(iri)?.[1] ?? iri
}

export function Cell({ graph, column, term }: { graph: Graph; column: AnswerColumn; term: SparqlTerm | undefined }) {
  if (!term) return null
  if (term.type === 'uri') return <Iri graph={graph} term={term} />
  if (column.kind === 'number') return <>{formatNumber(Number(term.value), { maximumFractionDigits: 6, useGrouping: 'min2' })}</>
  const day = column.kind === 'date' ? readDay(term.value) : null
  if (day !== null) return <time dateTime={term.value}>{formatDay(day)}</time>
  return (
    <span dir="auto" lang={term['xml:lang']} title={term.value}>
      {nameTerm(graph, term)}
    </span>
  )
}

function Iri({ graph, term }: { graph: Graph; term: SparqlTerm }) {
  const node = findNode(graph, term.value)
  const name = nameTerm(graph, term)
  const { tables } = graph
  if (node?.kind === 'statement') {
    return (
      <button type="button" class="plain" dir="auto" title={term.value} data-statement={tables.statements.id[node.row]} onClick={() => openEvidence(node.row)}>
        {name}
      </button>
    )
  }
  if (node) {
    const href =
      node.kind === 'article'
        ? address({ view: 'article', about: tables.articles.id[node.row]! })
        : address({ view: 'entity', about: node.kind === 'event' ? tables.events.id[node.row]! : tables[node.kind === 'actor' ? 'actors' : 'places'].key[node.row]! })
    return (
      <a href={href} dir="auto" title={term.value}>
        {name}
      </a>
    )
  }
  // Addresses in the graph come from articles too; those of the web alone become links.
  if (/^https?:\/\//.test(term.value) && !term.value.startsWith(tables.base)) {
    return (
      <a href={term.value} dir="auto" title={term.value} rel="noreferrer noopener" target="_blank">
        {name}
      </a>
    )
  }
  return (
    <span dir="auto" title={term.value}>
      {name}
    </span>
  )
}
