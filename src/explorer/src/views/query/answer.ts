// An answer's rows in, what they are about out: which columns hold what, which rows pass the filter, in which order.

import type { Row, SparqlAnswer, SparqlTerm } from '../../data/documents'
import { type Selection } from '../../data/filter'
import { type Graph, NONE } from '../../data/graph'
import { answerVars, isNumeric } from './download'

export type Binding = Record<string, SparqlTerm>
export const NODES = ['statement', 'event', 'article', 'actor', 'place'] as const
export type NodeKind = (typeof NODES)[number]
export interface Node { kind: NodeKind; row: Row }
export type ColumnKind = NodeKind | 'number' | 'date' | 'iri' | 'text'
export interface AnswerColumn { name: string; kind: ColumnKind }

const DATE = /^-?\d{4,}-\d\d-\d\d$/

/** What an IRI of the graph's own stands for; null for others, and for nodes that no table has. */
export function findNode(graph: Graph, iri: string): Node | null {
  const { base } = graph.tables
  if (!iri.startsWith(base)) return null
  let key = iri.slice(base.length)
  const found = (kind: NodeKind, row: Row): Node | null => (row === NONE ? null : { kind, row })
  const look = (): Node | null => {
    const id = key.slice(key.indexOf('/') + 1)
    return (
      found('place', graph.findPlace(key)) ??
      found('actor', graph.findActor(key)) ??
      (key.startsWith('statement/') ? found('statement', graph.findStatement(id)) : null) ??
      (key.startsWith('event/') ? found('event', graph.findEvent(id)) : null) ??
      (key.startsWith('article/') ? found('article', graph.findArticle(id)) : null)
    )
  }
  const asWritten = look()
  if (asWritten || !key.includes('%')) return asWritten
  try {
    key = key.split('/').map(decodeURIComponent).join('/')
  } catch {
    return null
  }
  return look()
}

export function readColumns(graph: Graph, answer: SparqlAnswer): AnswerColumn[] {
  const bindings = answer.results?.bindings ?? []
  return answerVars(answer).map((name) => {
    const terms = bindings.map((row) => row[name]).filter((term) => term !== undefined)
    return { name, kind: readKind(graph, terms) }
  })
}

function readKind(graph: Graph, terms: SparqlTerm[]): ColumnKind {
  if (terms.length === 0) return 'text'
  if (terms.every(isNumeric)) return 'number'
  if (terms.every((term) => term.type === 'literal' && DATE.test(term.value))) return 'date'
  if (!terms.every((term) => term.type === 'uri')) return 'text'
  const counts = new Map<NodeKind, number>()
  for (const term of terms) {
    const kind = findNode(graph, term.value)?.kind
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  return most ? most[0] : 'iri'
}

/**
 * Whether a row passes: by the statements and events that it names, if it names any; else it can't be told apart and
 * passes.
 */
export function passes(graph: Graph, selection: Selection, row: Binding): boolean {
  let isNarrowed = false
  for (const term of Object.values(row)) {
    if (term.type !== 'uri') continue
    const node = findNode(graph, term.value)
    if (node?.kind === 'statement' && selection.hasStatement[node.row]) return true
    if (node?.kind === 'event' && selection.hasEvent[node.row]) return true
    isNarrowed ||= node?.kind === 'statement' || node?.kind === 'event'
  }
  return !isNarrowed
}

export function sortRows(rows: Binding[], column: AnswerColumn | undefined, isDown: boolean, nameTerm: (term: SparqlTerm) => string): Binding[] {
  if (!column) return rows
  const { name, kind } = column
  const collator = new Intl.Collator(undefined, { numeric: kind !== 'date' })
  const keys = new Map(rows.map((row) => [row, row[name] && (kind === 'number' ? Number(row[name].value) : kind === 'date' ? row[name].value : nameTerm(row[name]))]))
  // What is not told comes last, whichever way the table runs.
  return [...rows].sort((a, b) => {
    const [first, second] = [keys.get(a), keys.get(b)]
    if (first === undefined || second === undefined) return first === second ? 0 : first === undefined ? 1 : -1
    const found = typeof first === 'number' ? first - (second as number) : kind === 'date' ? compare(first, second as string) : collator.compare(first, second as string)
    return isDown ? -found : found
  })
}

function compare(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0
}

export interface Spot { lat: number; lon: number; /** Kilometres around the point that it may reach. */ radius: number; place: Row; rows: Binding[] }

/** The column that places a row: one of places, or one of latitudes with one of longitudes. */
export function findWhere(columns: AnswerColumn[]): { place: string } | { lat: string; lon: string } | null {
  const number = (names: string[]) => columns.find((column) => column.kind === 'number' && names.includes(column.name.toLowerCase()))?.name
  const [lat, lon] = [number(['lat', 'latitude']), number(['lon', 'long', 'lng', 'longitude'])]
  if (lat && lon) return { lat, lon }
  const place = columns.find((column) => column.kind === 'place')
  return place ? { place: place.name } : null
}

/** Rows by the point that they are at. */
export function gatherSpots(graph: Graph, columns: AnswerColumn[], rows: Binding[]): Spot[] {
  const where = findWhere(columns)
  if (!where) return []
  const { places } = graph.tables
  const placeColumn = columns.find((column) => column.kind === 'place')?.name
  const spots = new Map<string, Spot>()
  for (const row of rows) {
    const term = placeColumn === undefined ? undefined : row[placeColumn]
    const node = term ? findNode(graph, term.value) : null
    const place = node?.kind === 'place' ? node.row : NONE
    const read = (name: string) => (row[name] ? Number(row[name].value) : NaN)
    const [lat, lon] = 'lat' in where ? [read(where.lat), read(where.lon)] : [places.lat[place] ?? NaN, places.lon[place] ?? NaN]
    if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) continue
    const key = `${lat} ${lon}`
    const spot = spots.get(key) ?? { lat, lon, radius: place === NONE ? 0 : places.radius[place]!, place, rows: [] }
    spot.rows.push(row)
    spots.set(key, spot)
  }
  return [...spots.values()]
}

const PAIRS = [['attacker', 'target'], ['by', 'on'], ['name', 'other'], ['above', 'actor'], ['claimant', 'against'], ['node', 'other']]

/** Columns whose values may be nodes of a network, and the two to begin with; null where there are no two. */
export function findPair(columns: AnswerColumn[]): { from: string; to: string; all: string[] } | null {
  const all = columns.filter((column) => ['actor', 'place', 'text'].includes(column.kind)).map((column) => column.name)
  const named = columns.filter((column) => column.kind === 'actor' || column.kind === 'place').map((column) => column.name)
  const known = PAIRS.find((pair) => pair.every((name) => all.includes(name)))
  const [from, to] = known ?? (named.length > 1 ? named : all)
  return from && to ? { from, to, all } : null
}

export interface Edge { from: string; to: string; weight: number }

/** Pairs with how many rows, or how much of a numeric column, is between them; the heaviest first. */
export function gatherEdges(rows: Binding[], from: string, to: string, weight: string | null, nameTerm: (term: SparqlTerm) => string): Edge[] {
  const edges = new Map<string, Edge>()
  for (const row of rows) {
    const [first, second] = [row[from], row[to]]
    if (!first || !second) continue
    const names = [nameTerm(first), nameTerm(second)] as const
    const key = names.join('\0')
    const edge = edges.get(key) ?? { from: names[0], to: names[1], weight: 0 }
    edge.weight += weight === null ? 1 : Number(row[weight]?.value ?? 0)
    edges.set(key, edge)
  }
  return [...edges.values()].sort((a, b) => b.weight - a.weight)
}
