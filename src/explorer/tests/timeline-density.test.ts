import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Day } from '../src/data/documents'
import { countDensity, findExtent, listBin, sumBin } from '../src/views/timeline/density'
import { makeBins } from '../src/views/timeline/scale'
import { makeGraph } from './charts'

const count = (days: [Day, Day][], from: number, to: number) => {
  const graph = makeGraph(days.map((each) => ({ days: each })))
  const rows = days.map((_, row) => row)
  const bins = makeBins({ from, to }, 'day')
  return { graph, rows, bins, density: countDensity(graph, rows, bins, () => 0, 1) }
}

describe('density', () => {
  it('takes a day for sure, shares an interval out, and tells an open end apart', () => {
    const { density } = count([[11, 11], [10, 13], [null, 12], [13, null], [null, null]], 10, 13)
    expect(Array.from(density.sure)).toEqual([0, 1, 0, 0])
    expect(Array.from(density.shared)).toEqual([0.25, 0.25, 0.25, 0.25])
    expect(Array.from(density.open)).toEqual([0, 0, 1, 1])
    expect(Array.from(density.touching)).toEqual([1, 1, 1, 1])
  })

  it('leaves the part of an interval out that lies beyond the bins', () => {
    const { density } = count([[9, 12]], 10, 13)
    expect(Array.from(density.shared)).toEqual([0.25, 0.25, 0.25, 0])
  })

  it('counts every statement once where the bins hold it whole', () => {
    const span = fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 60 })).map(([from, more]): [Day, Day] => [from, from + more])
    const open = fc.nat({ max: 400 }).chain((at) => fc.constantFrom<[Day, Day]>([null, at], [at, null]))
    fc.assert(
      fc.property(fc.array(fc.oneof(span, open), { minLength: 1, maxLength: 30 }), fc.constantFrom('day', 'week', 'month'), (days, unit) => {
        const graph = makeGraph(days.map((each, at) => ({ days: each, side: (at % 3) - 1 })))
        const rows = days.map((_, row) => row)
        const bins = makeBins({ from: 0, to: 460 }, unit)
        const density = countDensity(graph, rows, bins, (row) => graph.tables.statements.side[row]! + 1, 3)
        let all = 0
        for (let bin = 0; bin < density.size; bin++) {
          const { sure, shared, open: ends } = sumBin(density, bin)
          all += sure + shared + ends
          const listed = listBin(graph, rows, bins, bin).length
          expect(listed).toBe(sure + density.touching[bin]! + ends)
        }
        expect(all).toBeCloseTo(days.length, 6)
      }),
    )
  })
})

describe('the extent', () => {
  const many = Array.from({ length: 200 }, (_, at): { days: [Day, Day] } => ({ days: [1000 + at, 1000 + at] }))
  const graph = makeGraph([...many, { days: [-8000, -8000] }, { days: [null, 9000] }, {}])
  const rows = graph.tables.statements.id.map((_, row) => row)

  it('leaves out the few that lie far off, and counts them', () => {
    const extent = findExtent(graph, rows, false)!
    expect(extent.from).toBeGreaterThanOrEqual(1000)
    expect(extent.to).toBeLessThanOrEqual(1199)
    const outside = rows.filter((row) => {
      const [start, end] = [graph.tables.statements.earliest[row]!, graph.tables.statements.latest[row]!]
      return (end ?? start) !== null && ((end ?? start)! < extent.from || (start ?? end)! > extent.to)
    })
    expect(extent.before + extent.after).toBe(outside.length)
  })

  it('holds all of them where it is asked to', () => {
    expect(findExtent(graph, rows, true)).toEqual({ from: -8000, to: 9000, before: 0, after: 0 })
  })

  it('is none where nothing has a day', () => {
    expect(findExtent(makeGraph([{}, {}]), [0, 1], false)).toBeNull()
  })
})
