import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDay, writeDay } from '../src/data/filter'
import { countOverTime, countValues, roundStep } from '../src/views/entity/counts'
import { makeGraph } from './entity-graphs'

const day = (text: string) => readDay(text)!
const dated = (...spans: [string | null, string | null][]) =>
  makeGraph({ statements: spans.map(([from, to]) => ({ earliest: from === null ? null : day(from), latest: to === null ? null : day(to) })) })
const rows = (graph: ReturnType<typeof makeGraph>) => Array.from({ length: graph.size }, (_, row) => row)

describe('countOverTime', () => {
  it.each([
    ['a few days', [['2025-01-01', '2025-01-01'], ['2025-01-04', '2025-01-04']], 'day', 4],
    ['two years', [['2024-01-15', '2024-01-15'], ['2025-12-31', '2025-12-31']], 'month', 24],
    ['a century', [['1925-06-01', '1925-06-01'], ['1975-06-01', '1975-06-01']], 'year', 51],
    ['before 1970 and before Christ', [['-000010-01-01', '-000010-01-01'], ['0020-01-01', '0020-01-01']], 'year', 31],
  ] as const)('bins %s by %s', (_, spans, unit, count) => {
    const graph = dated(...(spans as unknown as [string, string][]))
    const found = countOverTime(graph, rows(graph))
    expect(found.unit).toBe(unit)
    expect(found.bins).toHaveLength(count)
    expect(found.bins[0]!.sure).toBe(1)
    expect(found.bins.at(-1)!.sure).toBe(1)
  })

  it('draws a wide date as one that may lie in each bin, and none that is open', () => {
    const graph = dated(['2025-01-01', '2025-01-03'], ['2025-01-02', '2025-01-02'], [null, '2025-01-02'], [null, null])
    const found = countOverTime(graph, rows(graph))
    expect(found.bins.map(({ sure, maybe }) => [sure, maybe])).toEqual([[0, 1], [1, 1], [0, 1]])
    expect(found.unplaced).toBe(2)
  })

  it('has bins without gap or overlap that hold every row', () => {
    const span = fc.tuple(fc.integer({ min: -200_000, max: 60_000 }), fc.integer({ min: 0, max: 20_000 }))
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 20 }), (spans) => {
        const graph = makeGraph({ statements: spans.map(([from, more]) => ({ earliest: from, latest: from + more })) })
        const { bins } = countOverTime(graph, rows(graph))
        expect(bins.every((bin, at) => at === 0 || bin.from === bins[at - 1]!.to + 1)).toBe(true)
        const lost = spans.filter(([from, more]) => {
          const touched = bins.filter((bin) => bin.from <= from + more && bin.to >= from)
          return touched.length === 0 || !touched.every((bin) => (touched.length === 1 ? bin.sure : bin.maybe) > 0)
        })
        expect(lost.map(([from]) => writeDay(from))).toEqual([])
        expect(bins.reduce((sum, bin) => sum + bin.sure, 0)).toBeLessThanOrEqual(spans.length)
      }),
    )
  })
})

it('counts a value once a row, the commonest first', () => {
  const told = [['b', 'a', 'a'], ['b'], []]
  expect(countValues([0, 1, 2], (row) => told[row]!)).toEqual([{ value: 'b', count: 2 }, { value: 'a', count: 1 }])
})

it('steps axes roundly, at most as often as asked', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 2, max: 8 }), (most, ticks) => {
      const step = roundStep(most, ticks)
      expect(step).toBeGreaterThanOrEqual(1)
      expect(most / step).toBeLessThanOrEqual(ticks + 1e-6)
      expect([1, 2, 5]).toContain(Number(String(step)[0]))
    }),
  )
})
