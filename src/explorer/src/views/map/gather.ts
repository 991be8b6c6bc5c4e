// Statements that pass in, what the map shows of them out: a spot for each place, and those that no place can show.

import type { Selection } from '../../data/filter'
import type { Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import { toPlane } from './camera'

/** What is told of one place, in it and near it. */
export interface Spot {
  place: Row
  x: number
  y: number
  /** Statements, each once, ascending. */
  rows: Row[]
  /** How many of them tell of a spot near, along, from or toward it, and not of the place itself. */
  near: number
  /** Its point is the middle of a country or region, and no spot where anything happened. */
  isArea: boolean
  sources: number
}
export interface Gathered {
  spots: Spot[]
  /** Statements with a place on the map. */
  placed: number
  /** Statements whose words for a place may mean several, or none that is known. */
  unsure: Row[]
  /** Statements that tell no place. */
  nowhere: Row[]
}

const AREA_LEVELS = new Set(['country', 'admin1', 'admin2', 'area'])

export function gather(graph: Graph, { statements: chosen }: Selection): Gathered {
  const { statements, places, codes } = graph.tables
  const isArea = codes.level.map((level) => AREA_LEVELS.has(level))
  const [within, resolved] = [graph.findCode('relation', 'in'), graph.findCode('placeStatus', 'resolved')]
  const isShown = places.key.map(
    (_, place) => places.lat[place] != null && places.lon[place] != null && places.status[place] === resolved,
  )
  const rows = new Map<Row, { rows: Row[]; near: number }>()
  const found: Gathered = { spots: [], placed: 0, unsure: [], nowhere: [] }
  for (const row of chosen) {
    const told = statements.places[row]!
    let isPlaced = false
    for (let at = 0; at < told.length; at++) {
      const place = told[at]!
      if (place === NONE || !isShown[place]) continue
      isPlaced = true
      if (told.length > 1 && isWider(graph, told, at)) continue
      let spot = rows.get(place)
      if (!spot) rows.set(place, (spot = { rows: [], near: 0 }))
      if (spot.rows.at(-1) === row) continue
      spot.rows.push(row)
      if (statements.relations[row]![at] !== within) spot.near++
    }
    if (isPlaced) found.placed++
    else (told.length > 0 ? found.unsure : found.nowhere).push(row)
  }
  const sources = countSources(graph)
  for (const [place, { rows: told, near }] of rows) {
    const [x, y] = toPlane(places.lon[place]!, places.lat[place]!)
    found.spots.push({
      place, x, y, rows: told, near,
      isArea: isArea[places.level[place]!] ?? false,
      sources: sources(told),
    })
  }
  found.spots.sort((a, b) => b.rows.length - a.rows.length || a.place - b.place)
  return found
}

/** Whether a narrower place of the same statement lies in it: "in Bakhmut, Ukraine" is told of Bakhmut. */
function isWider(graph: Graph, told: Row[], at: number): boolean {
  const place = told[at]!
  return told.some((other) => other !== place && other !== NONE && graph.around(other).includes(place))
}

/** A counter of who reports: an agency whose report several outlets print counts once. */
export function countSources(graph: Graph): (rows: Iterable<Row>) => number {
  const { articles, statements } = graph.tables
  const numbers = new Map<string, number>()
  const source = articles.id.map((_, article) => {
    const name = articles.agency[article] ?? articles.publisher[article] ?? ''
    if (!numbers.has(name)) numbers.set(name, numbers.size)
    return numbers.get(name)!
  })
  const seen = new Uint32Array(numbers.size)
  let round = 0
  return (rows) => {
    round++
    let count = 0
    for (const row of rows) {
      const number = source[statements.article[row]!]!
      if (seen[number] === round) continue
      seen[number] = round
      count++
    }
    return count
  }
}

/** How many statements of each slot there are. */
export function countSlots(rows: Iterable<Row>, slots: Uint8Array, size: number): number[] {
  const counts = new Array<number>(size).fill(0)
  for (const row of rows) counts[slots[row]!]!++
  return counts
}
