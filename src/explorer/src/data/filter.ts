// What is asked of statements, and the statements and events that pass: the one filter that all views share.

import type { Day, Row } from './documents'
import { type Graph, NONE } from './graph'

/** All that is given holds together; of several values of one kind any will do. Days are ISO 8601, both inclusive. */
export interface Filter {
  from?: string
  to?: string
  /** Keys; what lies in a region counts. */
  place: string[]
  /** Keys, of who acts or is acted upon. */
  actor: string[]
  /** "ASSAULT" or "ASSAULT/heavy-weapons". */
  action: string[]
  /** Keys, anywhere in the chain of who says so. */
  claimant: string[]
  /** Whose word it is. */
  side: string[]
  /** Publishers or agencies, by name. */
  source: string[]
  status: string[]
  /** Independent sources that have to support the event, at least. */
  support: number
  text: string
}

export const LISTS = ['place', 'actor', 'action', 'claimant', 'side', 'source', 'status'] as const
export const NO_FILTER: Filter = {
  place: [], actor: [], action: [], claimant: [], side: [], source: [], status: [], support: 0, text: '',
}

export function isFree(filter: Filter): boolean {
  return !filter.from && !filter.to && !filter.support && !filter.text && LISTS.every((name) => !filter[name].length)
}

/** What passes: rows of statements and of events, both ascending, and whether each row is among them. */
export interface Selection {
  statements: Row[]
  events: Row[]
  hasStatement: Uint8Array
  hasEvent: Uint8Array
}

/**
 * @param hits statements that hold the words of `filter.text`; null: not known yet, which lets all pass
 */
export function select(graph: Graph, filter: Filter, hits: ReadonlySet<string> | null = null): Selection {
  const tests = makeTests(graph, filter, hits)
  const { events, statements } = graph.tables
  const hasStatement = new Uint8Array(graph.size)
  const hasEvent = new Uint8Array(events.id.length)
  const chosen: Row[] = []
  for (let row = 0; row < graph.size; row++) {
    if (!tests.every((test) => test(row))) continue
    hasStatement[row] = 1
    chosen.push(row)
    const event = statements.event[row]!
    if (event !== NONE) hasEvent[event] = 1
  }
  const found: Row[] = []
  hasEvent.forEach((has, event) => has && found.push(event))
  return { statements: chosen, events: found, hasStatement, hasEvent }
}

type Test = (row: Row) => boolean

function makeTests(graph: Graph, filter: Filter, hits: ReadonlySet<string> | null): Test[] {
  const { statements, articles, codes, events } = graph.tables
  const tests: Test[] = []
  const codeSet = (name: 'status' | 'side', values: string[]) => new Set(values.map((value) => codes[name].indexOf(value)))
  if (filter.status.length) {
    const wanted = codeSet('status', filter.status)
    tests.push((row) => wanted.has(statements.status[row]!))
  }
  if (filter.side.length) {
    const wanted = codeSet('side', filter.side)
    tests.push((row) => wanted.has(statements.side[row]!))
  }
  if (filter.action.length) tests.push(testAction(graph, filter.action))
  if (filter.from || filter.to) {
    const from = filter.from ? readDay(filter.from) : null
    const to = filter.to ? readDay(filter.to) : null
    tests.push((row) => overlaps(statements.earliest[row]!, statements.latest[row]!, from, to))
  }
  if (filter.support > 0) {
    tests.push((row) => {
      const event = statements.event[row]!
      return event !== NONE && events.supporting[event]! >= filter.support
    })
  }
  if (filter.actor.length) {
    const wanted = new Set(filter.actor.map((key) => graph.findActor(key)))
    tests.push((row) => holds(statements.actors[row]!, wanted) || holds(statements.recipients[row]!, wanted))
  }
  if (filter.claimant.length) {
    const wanted = new Set(filter.claimant.map((key) => graph.findActor(key)))
    tests.push((row) => holds(statements.claimants[row]!, wanted))
  }
  if (filter.source.length) {
    const wanted = new Set(filter.source)
    const passes = articles.id.map(
      (_, row) => wanted.has(articles.publisher[row] ?? '') || wanted.has(articles.agency[row] ?? ''),
    )
    tests.push((row) => passes[statements.article[row]!]!)
  }
  if (filter.place.length) {
    const wanted = new Set(filter.place.map((key) => graph.findPlace(key)))
    const within = graph.tables.places.key.map((_, place) => holds(graph.around(place), wanted))
    tests.push((row) => statements.places[row]!.some((place) => within[place]))
  }
  if (filter.text && hits) tests.push((row) => hits.has(statements.id[row]!))
  return tests
}

function testAction(graph: Graph, wanted: string[]): Test {
  const { statements, codes } = graph.tables
  const whole = new Set<number>()
  const modes = new Set<string>()
  for (const action of wanted) {
    const [type, mode] = action.split('/')
    if (mode === undefined) whole.add(codes.type.indexOf(type!))
    else modes.add(`${codes.type.indexOf(type!)}/${codes.mode.indexOf(mode)}`)
  }
  return (row) => {
    const type = statements.type[row]!
    return whole.has(type) || (modes.size > 0 && modes.has(`${type}/${statements.mode[row]!}`))
  }
}

function holds(rows: Row[], wanted: ReadonlySet<Row>): boolean {
  for (const row of rows) if (row !== NONE && wanted.has(row)) return true
  return false
}

/** Whether it may have happened between the days; what has no day at all never may. */
export function overlaps(earliest: Day, latest: Day, from: Day, to: Day): boolean {
  if (earliest === null && latest === null) return false
  return (from === null || latest === null || latest >= from) && (to === null || earliest === null || earliest <= to)
}

const DAY_MS = 86_400_000

/** "2025-04-08" as a day number. */
export function readDay(day: string): Day {
  const [, year, month, date] = /^(-?\d{4,6})-(\d\d)-(\d\d)$/.exec(day) ?? []
  if (!year) return null
  const moment = new Date(0)
  moment.setUTCFullYear(Number(year), Number(month) - 1, Number(date))
  return Math.round(moment.getTime() / DAY_MS)
}

/** A day number as "2025-04-08". */
export function writeDay(day: number): string {
  const moment = new Date(day * DAY_MS)
  const year = moment.getUTCFullYear()
  const shown = year < 0 ? `-${String(-year).padStart(6, '0')}` : String(year).padStart(4, '0')
  return `${shown}-${String(moment.getUTCMonth() + 1).padStart(2, '0')}-${String(moment.getUTCDate()).padStart(2, '0')}`
}
