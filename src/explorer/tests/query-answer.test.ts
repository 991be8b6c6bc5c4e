import { describe, expect, it } from 'vitest'
import type { SparqlAnswer, SparqlTerm } from '../src/data/documents'
import { NO_FILTER, select } from '../src/data/filter'
import { findNode, findPair, gatherEdges, gatherSpots, passes, readColumns, sortRows } from '../src/views/query/answer'
import { makeGraph } from './entity-graphs'

const graph = makeGraph({
  actors: ['Army', 'Rebels'],
  places: [['Town', -1]],
  statements: [{ event: 0, side: 'A', status: 'claimed' }, { event: 1, side: 'B', status: 'denied' }],
})
graph.tables.places.lat[0] = 10
graph.tables.places.lon[0] = 20
const uri = (key: string): SparqlTerm => ({ type: 'uri', value: `https://example.org/${key}` })
const text = (value: string): SparqlTerm => ({ type: 'literal', value })
const number = (value: number): SparqlTerm => ({ type: 'literal', value: String(value), datatype: 'http://www.w3.org/2001/XMLSchema#decimal' })
const read = (bindings: Record<string, SparqlTerm>[]): SparqlAnswer => ({ head: { vars: Object.keys(bindings[0]!) }, results: { bindings } })

it.each([
  ['statement/s1', { kind: 'statement', row: 1 }], ['event/e0', { kind: 'event', row: 0 }], ['article/a0', { kind: 'article', row: 0 }],
  ['actor/1', { kind: 'actor', row: 1 }], ['place/0', { kind: 'place', row: 0 }], ['statement/none', null], ['statement/%zz', null],
])('finds %s', (key, node) => {
  expect(findNode(graph, uri(key).value)).toEqual(node)
  expect(findNode(graph, `https://elsewhere.org/${key}`)).toBeNull()
})

it('reads what columns hold', () => {
  const found = readColumns(graph, read([
    { who: uri('actor/0'), where: uri('place/0'), n: number(2), day: text('2025-01-02'), name: text('x'), web: { type: 'uri', value: 'https://elsewhere.org/a' } },
  ]))
  expect(found.map((column) => column.kind)).toEqual(['actor', 'place', 'number', 'date', 'text', 'iri'])
})

it('lets rows pass by the statements and events that they name', () => {
  const selection = select(graph, { ...NO_FILTER, status: ['claimed'] })
  const rows = [{ a: uri('statement/s0') }, { a: uri('statement/s1') }, { a: uri('event/e1'), b: uri('statement/s0') }, { a: text('a total') }]
  expect(rows.map((row) => passes(graph, selection, row as Record<string, SparqlTerm>))).toEqual([true, false, true, true])
})

describe('sortRows', () => {
  const rows = [{ v: number(10) }, {}, { v: number(9) }] as Record<string, SparqlTerm>[]
  it.each([[false, ['9', '10', undefined]], [true, ['10', '9', undefined]]])('sorts numbers as numbers (down: %j)', (isDown, expected) => {
    expect(sortRows(rows, { name: 'v', kind: 'number' }, isDown, (term) => term.value).map((row) => row.v?.value)).toEqual(expected)
  })
})

it('gathers rows by their point, from columns or from the graph', () => {
  const told = read([{ lat: number(1), lon: number(2) }, { lat: number(1), lon: number(2) }, { lat: number(99), lon: number(2) }])
  expect(gatherSpots(graph, readColumns(graph, told), told.results!.bindings).map((spot) => [spot.lat, spot.lon, spot.rows.length])).toEqual([[1, 2, 2]])
  const placed = read([{ spot: uri('place/0') }])
  expect(gatherSpots(graph, readColumns(graph, placed), placed.results!.bindings)).toMatchObject([{ lat: 10, lon: 20, place: 0 }])
})

it('makes pairs of what two columns name', () => {
  const told = read([
    { attacker: text('a'), target: text('b'), n: number(2) }, { attacker: text('a'), target: text('b'), n: number(3) }, { attacker: text('c'), target: text('b'), n: number(9) },
  ])
  const pair = findPair(readColumns(graph, told))!
  expect([pair.from, pair.to]).toEqual(['attacker', 'target'])
  const edges = (weight: string | null) => gatherEdges(told.results!.bindings, 'attacker', 'target', weight, (term) => term.value)
  expect(edges(null)).toEqual([{ from: 'a', to: 'b', weight: 2 }, { from: 'c', to: 'b', weight: 1 }])
  expect(edges('n')[0]).toEqual({ from: 'c', to: 'b', weight: 9 })
})
