// What the statements about one event say of each slot: rows in, values with who tells them out, differing ones apart.

import type { Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { label } from '../../i18n/labels'
import { describeChain, describeDeed, describeWhen, nameActors, namePlace } from '../../parts/names'

export interface Telling { value: string; rows: Row[] }
export interface Slot { name: string; tellings: Telling[]; silent: number; isAtOdds: boolean }

/** Slots that at least one statement fills, each value with the statements that tell it, the most told first. */
export function tellSlots(graph: Graph, rows: Row[], odds: ReadonlySet<string>): Slot[] {
  const { statements, tolls } = graph.tables
  const readers: [string, (row: Row) => string | null, string[]][] = [
    ['what', (row) => describeDeed(graph, row), ['polarity']],
    ['who', (row) => names(graph, statements.actors[row]!), ['actor']],
    ['whom', (row) => names(graph, statements.recipients[row]!), ['recipient']],
    ['where', (row) => namePlaces(graph, row), ['place']],
    ['when', (row) => (isDated(graph, row) ? describeWhen(graph, row) : null), ['date']],
  ]
  const kinds = new Set(rows.flatMap((row) => graph.tollsOf[row]!.map((toll) => tolls.kind[toll]!)))
  for (const kind of [...kinds].sort((a, b) => a - b)) {
    const code = graph.code('toll', kind) ?? ''
    readers.push([`toll:${code}`, (row) => describeTolls(graph, row, kind), [code]])
  }
  return readers.flatMap(([name, read, slots]) => {
    const told = new Map<string, Row[]>()
    let silent = 0
    for (const row of rows) {
      const value = read(row)
      if (value === null) silent++
      else told.set(value, [...(told.get(value) ?? []), row])
    }
    if (told.size === 0) return []
    const tellings = [...told].map(([value, tellers]) => ({ value, rows: tellers })).sort((a, b) => b.rows.length - a.rows.length)
    return [{ name, tellings, silent, isAtOdds: slots.some((slot) => odds.has(slot)) }]
  })
}

function isDated(graph: Graph, row: Row): boolean {
  const { earliest, latest } = graph.tables.statements
  return earliest[row] !== null || latest[row] !== null
}

function names(graph: Graph, rows: Row[]): string | null {
  const somebody = rows.filter((row) => row !== NONE)
  return somebody.length ? nameActors(graph, somebody) : null
}

function namePlaces(graph: Graph, row: Row): string | null {
  const { places, relations } = graph.tables.statements
  const told = places[row]!.flatMap((place, at) => {
    if (place === NONE) return []
    const relation = graph.code('relation', relations[row]![at]!)
    const name = namePlace(graph, place)
    return [relation === null || relation === 'in' ? name : `${label('relation', relation)} ${name}`]
  })
  return told.length ? [...new Set(told)].join(', ') : null
}

/** "12", "10–15", "at least 10", "about 12"; with the unit, unless it counts people. */
export function describeToll(graph: Graph, toll: Row): string {
  const { low, high, approximate, unit } = graph.tables.tolls
  const [least, most] = [low[toll] ?? null, high[toll] ?? null]
  let text: string
  if (least === null && most === null) text = t('entity.toll.some')
  else if (least === null) text = t('entity.toll.most', { value: most! })
  else if (most === null) text = t('entity.toll.least', { value: least })
  else text = least === most ? formatNumber(least) : `${formatNumber(least)}–${formatNumber(most)}`
  if (approximate[toll]) text = t('entity.toll.about', { value: text })
  const measure = graph.code('unit', unit[toll]!)
  return measure === null || measure === 'person' ? text : `${text} ${measure}`
}

function describeTolls(graph: Graph, row: Row, kind: number): string | null {
  const told = graph.tollsOf[row]!.filter((toll) => graph.tables.tolls.kind[toll] === kind)
  return told.length ? told.map((toll) => describeToll(graph, toll)).join('; ') : null
}

export interface Teller { chain: string; side: number; rows: Row[] }

/** Statements by who says them, in the order in which these first speak. */
export function groupTellers(graph: Graph, rows: Row[]): Teller[] {
  const found = new Map<string, Teller>()
  for (const row of rows) {
    const [chain, side] = [describeChain(graph, row), graph.tables.statements.side[row]!]
    const teller = found.get(`${side} ${chain}`) ?? { chain, side, rows: [] }
    teller.rows.push(row)
    found.set(`${side} ${chain}`, teller)
  }
  return [...found.values()]
}

/** Of actors of one name, the first; what articles call "people" is many identities. */
export function pickNames(graph: Graph, rows: Row[]): Row[] {
  const seen = new Set<string>()
  return rows.filter((row) => {
    const name = graph.tables.actors.name[row] ?? ''
    return !seen.has(name) && seen.add(name)
  })
}
