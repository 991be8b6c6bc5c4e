import { describe, expect, it, vi } from 'vitest'
import { NO_FILTER, select } from '../src/data/filter'
import { gatherActor, gatherPlace } from '../src/views/entity/roles'
import { groupTellers, tellSlots } from '../src/views/entity/slots'
import { type Column, countActors, countPlaces, findNamed, sortItems } from '../src/views/entity/table'
import { makeGraph } from './entity-graphs'

// The pages read their address, which there is none of outside a browser.
vi.hoisted(() => Object.assign(globalThis, { location: { hash: '' } }))

const graph = makeGraph({
  actors: ['Army', 'Rebels', 'Ministry'],
  places: [['Country', -1], ['Province', 0], ['Town', 1], ['Elsewhere', -1]],
  statements: [
    { event: 0, actors: [0], recipients: [1, 1], places: [2], claimants: [2], side: 'A', earliest: 10, latest: 10 },
    { event: 0, actors: [1], recipients: [0], places: [1, 3], side: 'B', earliest: 12, latest: 12 },
    { event: 1, actors: [-1], places: [0], claimants: [0], latest: 30 },
    { actors: [], places: [-1, 3] },
  ],
  tolls: [
    { statement: 0, kind: 'killed', low: 4, high: 4, unit: 'person' },
    { statement: 1, kind: 'killed', low: 10, high: null, approximate: 1, unit: 'person' },
  ],
})
const all = select(graph, NO_FILTER)

it('tells what an actor does, suffers and says apart', () => {
  expect(gatherActor(graph, 0, all.statements)).toEqual({ did: [0], suffered: [1], says: [2], events: [0] })
  expect(gatherActor(graph, 0, [2])).toEqual({ did: [], suffered: [], says: [2], events: [] })
})

describe('gatherPlace', () => {
  it('counts what lies deeper under the place right below', () => {
    const found = gatherPlace(graph, 0, all.statements)
    expect(found.here).toEqual([0, 1, 2])
    expect(found.itself).toBe(1)
    expect(found.inside).toEqual([{ place: 1, count: 2 }])
    expect(found.events).toEqual([1, 0])
  })
  it('takes no place of the same country for one inside', () => {
    expect(gatherPlace(graph, 3, all.statements)).toMatchObject({ here: [1, 3], itself: 2, inside: [] })
  })
})

it('counts actors and places as lists show them', () => {
  const actors = countActors(graph, all)
  expect([actors.rows, [...actors.did], [...actors.suffered], [...actors.says], [...actors.all]]).toEqual([
    [0, 1, 2], [1, 1, 0], [1, 1, 0], [1, 0, 1], [3, 2, 1],
  ])
  const places = countPlaces(graph, all)
  expect([[...places.itself], [...places.within]]).toEqual([[1, 1, 1, 2], [3, 2, 1, 2]])
})

describe('lists', () => {
  const column = (values: (string | number | null)[]): Column => ({ name: 'n', title: 'N', sort: (row) => values[row]!, show: (row) => String(values[row]) })
  it.each([
    [['b', '', 'a'], false, [2, 0, 1]],
    [['b', '', 'a'], true, [0, 2, 1]],
    [[1, null, 10, 1], true, [2, 0, 3, 1]],
  ])('sort %j (down: %j) with the unknown last', (values, isDown, expected) => {
    expect(sortItems(values.map((_, row) => row), column(values), isDown)).toEqual(expected)
  })
  it('find by all words, in any case and without accents', () => {
    expect(findNamed([0, 1], column(['Forcés Armées', 'Armée']), 'armees FORCES')).toEqual([0])
  })
})

describe('tellSlots', () => {
  const slots = tellSlots(graph, [0, 1], new Set(['killed']))
  it('sets values side by side with who tells them', () => {
    const where = slots.find((slot) => slot.name === 'where')!
    expect(where.tellings).toEqual([{ value: 'Town', rows: [0] }, { value: 'Province, Elsewhere', rows: [1] }])
    expect(where.isAtOdds).toBe(false)
  })
  it('marks a slot that the graph holds to differ, and writes tolls as told', () => {
    const killed = slots.find((slot) => slot.name === 'toll:killed')!
    expect(killed.isAtOdds).toBe(true)
    expect(killed.tellings.map((telling) => telling.value)).toEqual(['4', 'about at least 10'])
  })
  it('leaves out what nobody tells', () => {
    expect(tellSlots(graph, [2], new Set()).map((slot) => slot.name)).toEqual(['what', 'where', 'when'])
  })
  it('names a teller once', () => {
    expect(groupTellers(graph, [1, 1, 0]).map((one) => [one.chain, one.rows])).toEqual([['Wire', [1, 1]], ['Wire › Ministry', [0]]])
  })
})
