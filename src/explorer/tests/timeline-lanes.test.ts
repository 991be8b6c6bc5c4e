import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LANES, makeLanes } from '../src/views/timeline/lanes'
import { moveSpan } from '../src/views/timeline/overview'
import { DOT, FADE, listLoose, stackMarks } from '../src/views/timeline/stack'
import { makeGraph } from './charts'
import { graphs } from './graphs'

describe('lanes', () => {
  it('are those of the commonest values, then the folded rest, then those without', () => {
    const graph = makeGraph([
      { actors: [0] }, { actors: [0] }, { actors: [0] }, { actors: [1] }, { actors: [1, 2] }, { actors: [2, 3] }, { actors: [-1] }, {},
    ])
    const lanes = makeLanes(graph, [0, 1, 2, 3, 4, 5, 6, 7], 'actor', 1)
    expect(lanes).toEqual([
      { kind: 'value', value: 0, rows: [0, 1, 2], folded: 0 },
      { kind: 'rest', value: -1, rows: [3, 4, 5], folded: 3 },
      { kind: 'none', value: -1, rows: [6, 7], folded: 0 },
    ])
  })

  it('fold no single value', () => {
    const graph = makeGraph([{ type: 0 }, { type: 1 }])
    expect(makeLanes(graph, [0, 1], 'type', 1).map((lane) => lane.kind)).toEqual(['value', 'value'])
  })

  it('leave no statement out', () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom(...LANES), fc.integer({ min: 1, max: 4 }), (graph, by, most) => {
        const rows = graph.tables.statements.id.map((_, row) => row)
        const lanes = makeLanes(graph, rows, by, most)
        expect(new Set(lanes.flatMap((lane) => lane.rows))).toEqual(new Set(rows))
        expect(lanes.filter((lane) => lane.kind === 'value').length).toBeLessThanOrEqual(most + 1)
      }),
    )
  })
})

describe('marks', () => {
  const span = { from: 100, to: 199 }
  const mark = (earliest: number | null, latest: number | null) =>
    stackMarks(makeGraph([{ days: [earliest, latest] }]), [0], span, 1000, 5)![0]

  it.each([
    ['a day', 150, 150, { start: 505 - DOT / 2, end: 505 + DOT / 2, isDay: true, first: 'known', last: 'known' }],
    ['ten days', 150, 159, { start: 500, end: 600, isDay: false, first: 'known', last: 'known' }],
    ['days from before on', 90, 109, { start: 0, end: 100, isDay: false, first: 'cut', last: 'known' }],
    ['days until after', 190, 250, { start: 900, end: 1000, isDay: false, first: 'known', last: 'cut' }],
    ['by a day', null, 149, { start: 500 - FADE, end: 500, isDay: false, first: 'open', last: 'known' }],
    ['since a day', 150, null, { start: 500, end: 500 + FADE, isDay: false, first: 'known', last: 'open' }],
  ])('%s', (_, earliest, latest, wanted) => {
    expect(mark(earliest, latest)).toEqual({ row: 0, level: 0, ...wanted })
  })

  it.each([['no day', null, null], ['all before', 10, 20], ['all after', 300, 310], ['by a day before', null, 20]])('%s: none', (_, earliest, latest) => {
    expect(mark(earliest, latest)).toBeUndefined()
  })

  it('tell by number what no bound places', () => {
    const graph = makeGraph([{ days: [null, 300] }, { days: [20, null] }, { days: [20, 300] }, { days: [null, 150] }, {}])
    expect(listLoose(graph, [0, 1, 2, 3, 4], span)).toEqual([0, 1])
  })

  it('of one level never touch, and all are there or none', () => {
    const days = fc.tuple(fc.integer({ min: 90, max: 210 }), fc.nat({ max: 30 })).map(([from, more]): [number, number] => [from, from + more])
    fc.assert(
      fc.property(fc.array(days, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (given, levels) => {
        const graph = makeGraph(given.map((each) => ({ days: each })))
        const rows = given.map((_, row) => row)
        const marks = stackMarks(graph, rows, span, 600, levels)
        const inside = given.filter(([from, to]) => from <= span.to && to >= span.from).length
        if (marks === null) expect(inside).toBeGreaterThan(levels)
        else {
          expect(marks.length).toBe(inside)
          for (const one of marks) {
            expect(one.level).toBeLessThan(levels)
            for (const other of marks) {
              if (one === other || one.level !== other.level) continue
              expect(one.end <= other.start || other.end <= one.start).toBe(true)
            }
          }
        }
      }),
    )
  })
})

it('a stretch that is moved keeps its length and stays inside', () => {
  fc.assert(
    fc.property(fc.nat({ max: 50 }), fc.nat({ max: 49 }), fc.integer({ min: -200, max: 200 }), (from, length, by) => {
      const moved = moveSpan({ from, to: from + length }, by, { from: 0, to: 99 })
      expect(moved.to - moved.from).toBe(length)
      expect(moved.from).toBeGreaterThanOrEqual(0)
      expect(moved.to).toBeLessThanOrEqual(99)
    }),
  )
})
