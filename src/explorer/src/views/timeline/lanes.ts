// Statements in; lanes out, one for each of the commonest actions, actors, sides, places or regions, and one for the rest.

import type { Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'

export const LANES = ['type', 'actor', 'side', 'place', 'region'] as const
export type LanesBy = (typeof LANES)[number]

/** What a lane is for: a row or code by the table that `by` names; the folded rest; or statements that tell of none. */
export interface Lane {
  kind: 'value' | 'rest' | 'none'
  value: number
  rows: Row[]
  /** How many values are folded into the rest. */
  folded: number
}

/** A statement that tells of two actors is in both their lanes. */
export function makeLanes(graph: Graph, rows: Row[], by: LanesBy, most: number): Lane[] {
  const valuesOf = makeReader(graph, by)
  const byValue = new Map<number, Row[]>()
  const none: Row[] = []
  for (const row of rows) {
    const values = valuesOf(row)
    if (values.length === 0) none.push(row)
    for (const value of values) {
      const found = byValue.get(value)
      if (found) found.push(row)
      else byValue.set(value, [row])
    }
  }
  const ranked = [...byValue].sort((a, b) => b[1].length - a[1].length || a[0] - b[0])
  // A rest of one value takes as much room as the value itself.
  const shown = ranked.length === most + 1 ? ranked.length : most
  const lanes: Lane[] = ranked.slice(0, shown).map(([value, found]) => ({ kind: 'value', value, rows: found, folded: 0 }))
  const rest = ranked.slice(shown)
  if (rest.length > 0) {
    const found = [...new Set(rest.flatMap(([, each]) => each))].sort((a, b) => a - b)
    lanes.push({ kind: 'rest', value: NONE, rows: found, folded: rest.length })
  }
  if (none.length > 0) lanes.push({ kind: 'none', value: NONE, rows: none, folded: 0 })
  return lanes
}

function makeReader(graph: Graph, by: LanesBy): (row: Row) => number[] {
  const { statements, places } = graph.tables
  const known = (rows: Row[]) => (rows.length === 1 ? (rows[0] === NONE ? [] : rows) : [...new Set(rows)].filter((one) => one !== NONE))
  switch (by) {
    case 'type':
      return (row) => known([statements.type[row]!])
    case 'side':
      return (row) => known([statements.side[row]!])
    case 'actor':
      return (row) => known(statements.actors[row]!)
    case 'place':
      return (row) => known(statements.places[row]!)
    case 'region': {
      const regions = places.key.map((_, place) => findRegion(graph, place))
      return (row) => known(statements.places[row]!.map((place) => (place === NONE ? NONE : regions[place]!)))
    }
  }
}

/** The first-order division that a place lies in, else its country, else the place itself. */
export function findRegion(graph: Graph, place: Row): Row {
  const around = graph.around(place)
  const levels = around.map((one) => graph.code('level', graph.tables.places.level[one]!))
  const at = [levels.indexOf('admin1'), levels.indexOf('country')].find((one) => one >= 0)
  return at === undefined ? place : around[at]!
}
