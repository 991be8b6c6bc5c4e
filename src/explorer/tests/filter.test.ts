import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Filter, isFree, LISTS, NO_FILTER, overlaps, readDay, select, writeDay } from '../src/data/filter'
import type { Graph } from '../src/data/graph'
import { graphs } from './graphs'

const some = (values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 2 })
const day = fc.option(fc.integer({ min: 18_950, max: 20_050 }).map(writeDay), { nil: undefined })
const filters: fc.Arbitrary<Filter> = fc.record({
  from: day,
  to: day,
  place: some(['place/0', 'place/1', 'place/5', 'place/none']),
  actor: some(['actor/0', 'actor/1', 'actor/none']),
  action: some(['ASSAULT', 'CONTROL/hold', 'SAY/none', 'NONE']),
  claimant: some(['actor/1', 'actor/2', 'actor/none']),
  side: some(['RUS', 'unaligned', 'NONE']),
  source: some(['A', 'B', 'C', 'D']),
  status: some(['claimed', 'denied']),
  support: fc.nat(3),
  text: fc.constantFrom('', 'words'),
})

/** One statement at a time, by names and not by rows: slow, and as the words of the filter say. */
function passes(graph: Graph, row: number, filter: Filter, hits: ReadonlySet<string> | null): boolean {
  const { statements, articles, actors, places, events } = graph.tables
  const among = (wanted: string[], held: (string | null | undefined)[]) =>
    wanted.length === 0 || held.some((one) => typeof one === 'string' && wanted.includes(one))
  const type = graph.code('type', statements.type[row]!)
  const mode = graph.code('mode', statements.mode[row]!)
  const article = statements.article[row]!
  const where = new Set<number>()
  for (let place of statements.places[row]!) {
    for (const seen = new Set<number>(); place >= 0 && !seen.has(place); place = places.inside[place]!) {
      seen.add(place)
      where.add(place)
    }
  }
  const event = statements.event[row]!
  const [earliest, latest] = [statements.earliest[row]!, statements.latest[row]!]
  const isInTime =
    (!filter.from && !filter.to) ||
    ((earliest !== null || latest !== null) &&
      (!filter.from || (latest ?? Infinity) >= readDay(filter.from)!) &&
      (!filter.to || (earliest ?? -Infinity) <= readDay(filter.to)!))
  return (
    isInTime &&
    among(filter.status, [graph.code('status', statements.status[row]!)]) &&
    among(filter.side, [graph.code('side', statements.side[row]!)]) &&
    among(filter.action, [type, `${type}/${mode}`]) &&
    among(filter.actor, [...statements.actors[row]!, ...statements.recipients[row]!].map((one) => actors.key[one])) &&
    among(filter.claimant, statements.claimants[row]!.map((one) => actors.key[one])) &&
    among(filter.source, [articles.publisher[article], articles.agency[article]]) &&
    among(filter.place, [...where].map((one) => places.key[one])) &&
    (filter.support === 0 || (event >= 0 && events.supporting[event]! >= filter.support)) &&
    (!filter.text || hits === null || hits.has(statements.id[row]!))
  )
}

test('the selection is what passes one by one', () => {
  const found = fc.option(fc.uniqueArray(fc.nat(20)).map((all) => new Set(all.map((row) => `statement-${row}`))))
  fc.assert(
    fc.property(graphs, filters, found, (graph, filter, hits) => {
      const rows = graph.tables.statements.id.map((_, row) => row)
      const expected = rows.filter((row) => passes(graph, row, filter, hits))
      const selection = select(graph, filter, hits)
      expect(selection.statements).toEqual(expected)
      expect(rows.filter((row) => selection.hasStatement[row])).toEqual(expected)
      const events = new Set(expected.map((row) => graph.tables.statements.event[row]!).filter((event) => event >= 0))
      expect(selection.events).toEqual([...events].sort((a, b) => a - b))
      expect(graph.tables.events.id.flatMap((_, event) => (selection.hasEvent[event] ? [event] : []))).toEqual(selection.events)
    }),
  )
})

test('without a filter everything passes', () => {
  expect(isFree(NO_FILTER)).toBe(true)
  fc.assert(
    fc.property(graphs, (graph) => {
      expect(select(graph, NO_FILTER).statements).toHaveLength(graph.size)
    }),
  )
})

test.each(LISTS.map((name) => ({ [name]: ['x'] })))('a filter of %j is none that is free', (change) => {
  expect(isFree({ ...NO_FILTER, ...change })).toBe(false)
})

test('a day and its number lead to each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: -800_000, max: 1_000_000 }), (number) => {
      expect(readDay(writeDay(number))).toBe(number)
    }),
  )
})

test.each([
  ['1970-01-01', 0],
  ['1969-12-31', -1],
  ['2000-02-29', 11_016],
  ['2025-04', null],
  ['', null],
])('%j is day %j', (day, number) => {
  expect(readDay(day)).toBe(number)
})

test.each([
  [1, 3, 3, 5, true],
  [1, 3, 4, 5, false],
  [null, 3, 4, null, false],
  [null, 3, null, 1, true],
  [4, null, null, 3, false],
  [null, null, null, 3, false],
])('%j to %j overlaps %j to %j: %j', (earliest, latest, from, to, found) => {
  expect(overlaps(earliest, latest, from, to)).toBe(found)
})
