// Lists of actors and places with how many of the selected statements name each; found by name, sorted by a column.

import type { Row } from '../../data/documents'
import type { Selection } from '../../data/filter'
import { type Graph, NONE } from '../../data/graph'

export interface Column {
  name: string
  title: string
  /** What it is sorted by; null or '' where nothing is known. */
  sort: (row: Row) => number | string | null
  show: (row: Row) => string
  isNumber?: boolean
}

export interface ActorCounts { rows: Row[]; did: Uint32Array; suffered: Uint32Array; says: Uint32Array; all: Uint32Array }

export function countActors(graph: Graph, selection: Selection): ActorCounts {
  const { statements, actors } = graph.tables
  const size = actors.key.length
  const [did, suffered, says, all] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)]
  const named = new Set<Row>()
  for (const row of selection.statements) {
    named.clear()
    for (const [slot, counts] of [[statements.actors, did], [statements.recipients, suffered], [statements.claimants, says]] as const) {
      for (const one of new Set(slot[row]!)) {
        if (one === NONE) continue
        counts[one]!++
        named.add(one)
      }
    }
    for (const one of named) all[one]!++
  }
  return { rows: filled(all), did, suffered, says, all }
}

export interface PlaceCounts { rows: Row[]; itself: Uint32Array; within: Uint32Array }

export function countPlaces(graph: Graph, selection: Selection): PlaceCounts {
  const { statements, places } = graph.tables
  const around = places.key.map((_, place) => graph.around(place))
  const [itself, within] = [new Uint32Array(places.key.length), new Uint32Array(places.key.length)]
  const reached = new Set<Row>()
  for (const row of selection.statements) {
    reached.clear()
    for (const place of new Set(statements.places[row]!)) {
      if (place === NONE) continue
      itself[place]!++
      for (const one of around[place]!) reached.add(one)
    }
    for (const one of reached) within[one]!++
  }
  return { rows: filled(within), itself, within }
}

function filled(counts: Uint32Array): Row[] {
  const rows: Row[] = []
  counts.forEach((count, row) => count > 0 && rows.push(row))
  return rows
}

/** Those whose first column holds all the words, in any case and without regard to accents. */
export function findNamed(rows: Row[], column: Column, wanted: string): Row[] {
  const words = fold(wanted).split(/\s+/).filter(Boolean)
  return words.length === 0 ? rows : rows.filter((row) => words.every((word) => fold(column.show(row)).includes(word)))
}

/** Sorted by a column; what is not known comes last, whichever way the list runs. */
export function sortItems(rows: Row[], column: Column, isDown: boolean): Row[] {
  const keys = new Map(rows.map((row) => [row, column.sort(row)]))
  const collator = new Intl.Collator()
  const isBare = (value: unknown) => value === null || value === ''
  return [...rows].sort((a, b) => {
    const [first, second] = [keys.get(a)!, keys.get(b)!]
    if (isBare(first) || isBare(second)) return isBare(first) === isBare(second) ? a - b : isBare(first) ? 1 : -1
    const found = typeof first === 'number' ? first - (second as number) : collator.compare(first, second as string)
    return (isDown ? -found : found) || a - b
  })
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
