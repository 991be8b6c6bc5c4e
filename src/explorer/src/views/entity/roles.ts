// Which statements are about an actor or a place, and in which part; the selection in, rows of statements out.

import type { Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'

export interface ActorRoles {
  did: Row[]
  suffered: Row[]
  says: Row[]
  /** Rows of events in whose statements it acts or is acted upon. */
  events: Row[]
}

export function gatherActor(graph: Graph, actor: Row, rows: Row[]): ActorRoles {
  const { statements } = graph.tables
  const found: ActorRoles = { did: [], suffered: [], says: [], events: [] }
  const events = new Set<Row>()
  for (const row of rows) {
    const acts = statements.actors[row]!.includes(actor)
    const suffers = statements.recipients[row]!.includes(actor)
    if (acts) found.did.push(row)
    if (suffers) found.suffered.push(row)
    if (statements.claimants[row]!.includes(actor)) found.says.push(row)
    if ((acts || suffers) && statements.event[row] !== NONE) events.add(statements.event[row]!)
  }
  found.events = sortEvents(graph, events)
  return found
}

export interface PlaceRoles {
  /** Statements that name the place itself, or one inside it. */
  here: Row[]
  itself: number
  events: Row[]
  /** Places that lie in it directly, with how many of the statements are there or deeper; the fullest first. */
  inside: { place: Row; count: number }[]
}

export function gatherPlace(graph: Graph, place: Row, rows: Row[]): PlaceRoles {
  const { statements, places } = graph.tables
  const around = places.key.map((_, one) => graph.around(one))
  // The place right under this one on the way up from each place; NONE: it does not lie in this one.
  const child = around.map((way) => (way.indexOf(place) > 0 ? way[way.indexOf(place) - 1]! : NONE))
  const counts = new Map<Row, number>()
  child.forEach((one) => one !== NONE && counts.set(one, 0))
  const found: PlaceRoles = { here: [], itself: 0, events: [], inside: [] }
  const events = new Set<Row>()
  for (const row of rows) {
    const named = statements.places[row]!
    const isItself = named.includes(place)
    const children = new Set(named.filter((one) => one !== NONE).map((one) => child[one]!))
    children.delete(NONE)
    if (!isItself && children.size === 0) continue
    found.here.push(row)
    if (isItself) found.itself++
    for (const one of children) counts.set(one, counts.get(one)! + 1)
    if (statements.event[row] !== NONE) events.add(statements.event[row]!)
  }
  found.events = sortEvents(graph, events)
  found.inside = [...counts]
    .map(([inner, count]) => ({ place: inner, count }))
    .sort((a, b) => b.count - a.count || a.place - b.place)
  return found
}

/** The latest first; what has no date comes last. */
export function sortEvents(graph: Graph, events: Iterable<Row>): Row[] {
  const { earliest, latest } = graph.tables.events
  const when = (row: Row) => latest[row] ?? earliest[row] ?? -Infinity
  return [...events].sort((a, b) => (when(a) === when(b) ? a - b : when(a) < when(b) ? 1 : -1))
}

/** The same for statements. */
export function sortStatements(graph: Graph, rows: Row[]): Row[] {
  const { earliest, latest } = graph.tables.statements
  const when = (row: Row) => latest[row] ?? earliest[row] ?? -Infinity
  return [...rows].sort((a, b) => (when(a) === when(b) ? a - b : when(a) < when(b) ? 1 : -1))
}
