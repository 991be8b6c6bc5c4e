// An event in, its claims by whose word they are out, with what they say against, after and in favour of each other.

import type { Code, Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'

export interface Group { side: Code; claims: Row[] }

/** A link between two claims that are shown, by the number that stands beside both. */
export interface Note { number: number; link: Row; kind: string; slot: string | null; first: Row; second: Row }

/** What a slot is told in: the column of the comparison. */
export const COLUMNS = ['deed', 'actor', 'recipient', 'place', 'date', 'quantity'] as const
export type Column = (typeof COLUMNS)[number]

/**
 * Statements of the event, and those of other events that contradict, update or bear out one of them; ascending by the
 * day on which they were printed.
 */
export function listClaims(graph: Graph, event: Row): Row[] {
  const { links, statements, articles } = graph.tables
  const claims = new Set(graph.ofEvent[event])
  for (const row of graph.ofEvent[event] ?? []) {
    for (const link of graph.linksOf[row]!) claims.add(links.first[link]!).add(links.second[link]!)
  }
  const printed = (row: Row) => articles.published[statements.article[row]!]?.slice(0, 10) ?? '~'
  return [...claims].sort((a, b) => (printed(a) < printed(b) ? -1 : Number(printed(a) > printed(b))) || a - b)
}

/** The claims by side: the side with most of them first, no side and sides that are not known last. */
export function groupClaims(graph: Graph, claims: readonly Row[]): Group[] {
  const groups = new Map<Code, Row[]>()
  for (const row of claims) {
    const side = graph.tables.statements.side[row]!
    groups.set(side, [...(groups.get(side) ?? []), row])
  }
  const isVague = (side: Code) => side === NONE || ['unaligned', 'unknown'].includes(graph.code('side', side) ?? '')
  return [...groups]
    .map(([side, rows]) => ({ side, claims: rows }))
    .sort(
      (a, b) =>
        Number(isVague(a.side)) - Number(isVague(b.side)) || b.claims.length - a.claims.length || a.side - b.side,
    )
}

const ORDER = ['contradicts', 'updates', 'corroborates']

/** The links among the claims, contradictions first, numbered from one. */
export function numberNotes(graph: Graph, claims: readonly Row[]): Note[] {
  const { links } = graph.tables
  const shown = new Set(claims)
  const found = new Set<Row>()
  for (const row of claims) {
    for (const link of graph.linksOf[row]!) {
      if (shown.has(links.first[link]!) && shown.has(links.second[link]!)) found.add(link)
    }
  }
  return [...found]
    .map((link) => ({
      link, kind: graph.code('link', links.kind[link]!) ?? '', slot: graph.code('slot', links.slot[link]!),
      first: links.first[link]!, second: links.second[link]!,
    }))
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.link - b.link)
    .map((note, at) => ({ ...note, number: at + 1 }))
}

/** The column that tells what two claims are linked by; any number that is not one of the others is a quantity's kind. */
export function findColumn(slot: string | null): Column {
  switch (slot) {
    case 'actor':
    case 'recipient':
    case 'place':
    case 'date':
      return slot
    case 'polarity':
    case 'control':
    case null:
      return 'deed'
    default:
      return 'quantity'
  }
}
