import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NO_FILTER, select } from '../src/data/filter'
import { Graph } from '../src/data/graph'
import { findColumn, groupClaims, listClaims, numberNotes } from '../src/views/claims/claims-of'
import { listQuestions } from '../src/views/claims/questions'
import { chartTolls, listTicks, placeToll } from '../src/views/claims/tolls'
import { emptyIndex, graphs } from './graphs'

/** Graphs with links between any of their statements, and counts of their events. */
const linked = graphs.chain((graph) => {
  const row = fc.nat(Math.max(0, graph.size - 1))
  return fc
    .array(fc.tuple(row, row, fc.nat(2), fc.integer({ min: -1, max: 2 })), { maxLength: graph.size ? 12 : 0 })
    .map((links) => {
      const tables = structuredClone(graph.tables)
      for (const [first, second, kind, slot] of links.filter(([first, second]) => first !== second)) {
        tables.links.first.push(first)
        tables.links.second.push(second)
        tables.links.kind.push(kind)
        tables.links.slot.push(slot)
        tables.links.reason.push('')
      }
      tables.events.sources = tables.events.supporting
      tables.articles.published = tables.articles.id.map((_, at) => (at === 0 ? null : `2025-04-0${9 - at}T10:00:00Z`))
      return new Graph(tables)
    })
})

test('a question is an event of which one selected statement contradicts another', () => {
  fc.assert(
    fc.property(linked, fc.constantFrom<string[]>([], ['claimed'], ['claimed', 'denied']), (graph, status) => {
      const { links, statements, events } = graph.tables
      const selection = select(graph, { ...NO_FILTER, status })
      const told = (event: number) =>
        links.kind
          .map((_, link) => link)
          .filter(
            (link) =>
              graph.code('link', links.kind[link]!) === 'contradicts' &&
              selection.statements.includes(links.first[link]!) &&
              selection.statements.includes(links.second[link]!) &&
              [statements.event[links.first[link]!], statements.event[links.second[link]!]].includes(event),
          )
      const questions = listQuestions(graph, selection)
      expect(questions.map((one) => one.event).sort()).toEqual(events.id.map((_, at) => at).filter((at) => told(at).length))
      for (const { event, pairs, slots, opposed } of questions) {
        expect(pairs).toBe(told(event).length)
        expect(new Set(slots)).toEqual(new Set(told(event).map((link) => links.slot[link]!).filter((slot) => slot >= 0)))
        const sides = told(event).map((link) => [statements.side[links.first[link]!]!, statements.side[links.second[link]!]!])
        expect(opposed).toBe(new Set(sides.filter(([a, b]) => a !== b).map((pair) => pair.sort().join())).size)
      }
      for (let at = 1; at < questions.length; at++) {
        expect(questions[at - 1]!.opposed).toBeGreaterThanOrEqual(questions[at]!.opposed)
      }
    }),
  )
})

test('the claims of an event are its statements and what is linked to them, by the day of print, each in one group', () => {
  fc.assert(
    fc.property(linked, fc.nat(3), (graph, event) => {
      const { links, statements, articles } = graph.tables
      const own = statements.event.flatMap((one, row) => (one === event ? [row] : []))
      const near = links.first.flatMap((first, link) => {
        const second = links.second[link]!
        return own.includes(first) ? [second] : own.includes(second) ? [first] : []
      })
      const claims = listClaims(graph, event)
      expect(new Set(claims)).toEqual(new Set([...own, ...near]))
      expect(claims).toHaveLength(new Set(claims).size)
      const days = claims.map((row) => articles.published[statements.article[row]!] ?? '9999')
      expect(days).toEqual([...days].sort())
      const groups = groupClaims(graph, claims)
      expect(groups.flatMap((group) => group.claims).sort()).toEqual([...claims].sort())
      expect(new Set(groups.map((group) => group.side)).size).toBe(groups.length)
      for (const { side, claims: rows } of groups) for (const row of rows) expect(statements.side[row]).toBe(side)
    }),
  )
})

test('notes are numbered from one, contradictions first, and lie between claims that are shown', () => {
  fc.assert(
    fc.property(linked, fc.nat(3), (graph, event) => {
      const claims = listClaims(graph, event)
      const notes = numberNotes(graph, claims)
      expect(notes.map((one) => one.number)).toEqual(notes.map((_, at) => at + 1))
      const among = graph.tables.links.first.filter(
        (first, link) => claims.includes(first) && claims.includes(graph.tables.links.second[link]!),
      )
      expect(notes).toHaveLength(among.length)
      const kinds = notes.map((one) => ['contradicts', 'updates', 'corroborates'].indexOf(one.kind))
      expect(kinds).toEqual([...kinds].sort())
    }),
  )
})

test('no side and sides that are not known come after all others', () => {
  const index = emptyIndex()
  index.statements.side = [-1, 2, 2, 0, 1, 1]
  const graph = new Graph(index)
  expect(groupClaims(graph, [0, 1, 2, 3, 4, 5]).map((group) => group.side)).toEqual([1, 0, 2, -1])
})

test.each([
  ['actor', 'actor'], ['recipient', 'recipient'], ['place', 'place'], ['date', 'date'], ['polarity', 'deed'],
  ['control', 'deed'], [null, 'deed'], ['killed', 'quantity'], ['area', 'quantity'],
])('a link on %s stands beside the %s', (slot, column) => {
  expect(findColumn(slot)).toBe(column)
})

test.each([
  [8, [0, 2, 4, 6, 8]],
  [9, [0, 5, 10]],
  [30, [0, 10, 20, 30]],
  [0.3, [0, 0.1, 0.2, 0.3]],
  [20_000, [0, 5000, 10_000, 15_000, 20_000]],
  [0, [0, 1]],
])('an axis up to %d has the ticks %j', (most, ticks) => {
  expect(listTicks(most)).toEqual(ticks)
})

test('ticks rise evenly from nought and cover the number without waste', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (most) => {
      const ticks = listTicks(most)
      const step = ticks[1]!
      expect(ticks[0]).toBe(0)
      expect(ticks.length).toBeLessThanOrEqual(6)
      expect(ticks.at(-1)!).toBeGreaterThanOrEqual(most * (1 - 1e-9))
      expect(ticks.at(-1)! - step).toBeLessThan(most)
    }),
  )
})

test.each([
  [{ low: 5, high: 5 }, { from: 0.5, to: 0.5, isOpenLow: false, isOpenHigh: false }],
  [{ low: 2, high: 8 }, { from: 0.2, to: 0.8, isOpenLow: false, isOpenHigh: false }],
  [{ low: 4, high: null }, { from: 0.4, to: 1, isOpenLow: false, isOpenHigh: true }],
  [{ low: null, high: 6 }, { from: 0, to: 0.6, isOpenLow: true, isOpenHigh: false }],
])('on an axis up to 10 %j is drawn at %j', (toll, span) => {
  expect(placeToll(toll, 10)).toEqual(span)
})

test('a chart holds one kind and unit, leaves room beyond an open end, and knows what is updated', () => {
  const index = emptyIndex()
  index.statements.id = ['s0', 's1', 's2']
  index.tolls = {
    statement: [0, 1, 1, 2], kind: [0, 0, 2, 1], low: [4, 10, 3, null], high: [4, null, 3, null],
    approximate: [0, 1, 0, 0], unit: [0, 0, 1, 0],
  }
  const graph = new Graph(index)
  const note = { number: 1, link: 0, kind: 'updates', slot: 'killed', first: 1, second: 0 }
  const [killed, area, ...rest] = chartTolls(graph, [0, 1, 2], [note])
  expect(rest).toEqual([])
  expect([area!.kind, area!.unit, area!.tolls.length]).toEqual([2, 1, 1])
  expect(killed!.tolls).toEqual([
    { claim: 0, low: 4, high: 4, isApproximate: false, updates: [] },
    { claim: 1, low: 10, high: null, isApproximate: true, updates: [0] },
  ])
  expect(killed!.max).toBeGreaterThan(10)
})
