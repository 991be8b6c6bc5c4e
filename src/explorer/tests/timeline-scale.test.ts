import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDay, writeDay } from '../src/data/filter'
import {
  chooseUnit, countDays, dayAt, findBin, listLevels, listTicks, makeBins, place, type Span, startOf, startOfNext, UNITS,
} from '../src/views/timeline/scale'

const day = (text: string) => readDay(text)!
const anyDay = fc.integer({ min: -300_000, max: 60_000 })
const anySpan = fc.tuple(anyDay, fc.integer({ min: 0, max: 40_000 })).map(([from, length]): Span => ({ from, to: from + length }))
const anyUnit = fc.constantFrom(...UNITS)

describe('units', () => {
  it.each([
    ['2025-04-09', 'day', '2025-04-09', '2025-04-10'],
    ['2025-04-09', 'week', '2025-04-07', '2025-04-14'],
    ['2025-04-07', 'week', '2025-04-07', '2025-04-14'],
    ['1969-12-31', 'week', '1969-12-29', '1970-01-05'],
    ['2024-02-29', 'month', '2024-02-01', '2024-03-01'],
    ['2024-12-31', 'month', '2024-12-01', '2025-01-01'],
    ['2024-12-31', 'year', '2024-01-01', '2025-01-01'],
    ['1999-06-01', 'decade', '1990-01-01', '2000-01-01'],
    ['0085-06-01', 'year', '0085-01-01', '0086-01-01'],
  ] as const)('%s is in the %s from %s to before %s', (at, unit, start, next) => {
    expect(writeDay(startOf(day(at), unit))).toBe(start)
    expect(writeDay(startOfNext(startOf(day(at), unit), unit))).toBe(next)
  })

  it('leave no day out and none in two', () => {
    fc.assert(
      fc.property(anyDay, anyUnit, (at, unit) => {
        const start = startOf(at, unit)
        const next = startOfNext(start, unit)
        expect(start).toBeLessThanOrEqual(at)
        expect(next).toBeGreaterThan(at)
        expect(startOf(next, unit)).toBe(next)
        expect(startOf(next - 1, unit)).toBe(start)
      }),
    )
  })

  it.each([
    [{ from: 0, to: 30 }, 'day'], [{ from: 0, to: 400 }, 'week'], [{ from: 0, to: 2000 }, 'month'],
    [{ from: 0, to: 30_000 }, 'year'], [{ from: 0, to: 90_000 }, 'decade'],
  ] as const)('of %o are %ss', (span, unit) => {
    expect(chooseUnit(span, 100)).toBe(unit)
  })
})

describe('bins', () => {
  it('cover the span, and every day is in the bin that is found for it', () => {
    fc.assert(
      fc.property(anySpan, fc.nat({ max: 40_000 }), (span, more) => {
        const bins = makeBins(span, chooseUnit(span, 100))
        expect(bins.edges[0]).toBeLessThanOrEqual(span.from)
        expect(bins.edges.at(-1)).toBeGreaterThan(span.to)
        expect(bins.edges.length).toBeLessThan(104)
        const at = span.from + (more % countDays(span))
        const bin = findBin(bins, at)
        expect(bins.edges[bin]).toBeLessThanOrEqual(at)
        expect(bins.edges[bin + 1]).toBeGreaterThan(at)
        expect(findBin(bins, bins.edges[0]! - 1)).toBe(-1)
        expect(findBin(bins, bins.edges.at(-1)!)).toBe(bins.edges.length - 1)
      }),
    )
  })
})

describe('the axis', () => {
  it('finds the day that a place stands for', () => {
    fc.assert(
      fc.property(anySpan, fc.nat({ max: 40_000 }), (span, more) => {
        const at = span.from + (more % countDays(span))
        expect(dayAt(span, 1000, place(span, 1000, at + 0.5))).toBe(at)
      }),
    )
  })

  it('has ticks inside the span, apart from one another', () => {
    fc.assert(
      fc.property(anySpan, fc.integer({ min: 200, max: 2000 }), (span, width) => {
        const ticks = listTicks(span, width, 80)
        const places = ticks.map((tick) => place(span, width, tick.day))
        places.forEach((at, number) => {
          expect(at).toBeGreaterThanOrEqual(0)
          expect(at).toBeLessThan(width)
          // Months and years differ in length, by less than a tenth.
          if (number > 0) expect(at - places[number - 1]!).toBeGreaterThan(80 * 0.9)
        })
      }),
    )
  })

  it.each([
    ['2025-03-28', '2025-04-08', 1200, ['2025-03-28 day-year', '2025-03-29 day']],
    ['2024-12-20', '2025-02-10', 700, ['2024-12-23 day-year', '2024-12-30 day', '2025-01-06 day-year']],
    ['2024-11-01', '2025-06-30', 800, ['2024-11-01 month-year', '2024-12-01 month', '2025-01-01 month-year', '2025-02-01 month']],
    ['2001-01-01', '2025-01-01', 800, ['2002-01-01 year', '2004-01-01 year'].slice(0, 1)],
  ])('from %s to %s has ticks at %o', (from, to, width, first) => {
    const ticks = listTicks({ from: day(from), to: day(to) }, width, 84)
    const told = ticks.map((tick) => `${writeDay(tick.day)} ${tick.parts}`)
    if (first.length > 1) expect(told.slice(0, first.length)).toEqual(first)
    else expect(new Set(ticks.map((tick) => tick.parts))).toEqual(new Set(['year']))
  })

  it.each([
    [0, [0, 1]], [1, [0, 1]], [3, [0, 1, 2, 3]], [7, [0, 5, 10]], [59, [0, 20, 40, 60]], [150, [0, 50, 100, 150]],
  ])('of counts up to %i is marked at %o', (most, levels) => {
    expect(listLevels(most)).toEqual(levels)
  })
})
