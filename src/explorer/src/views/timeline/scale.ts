// Spans of days in; bins of a calendar unit, ticks and positions along an axis out. Days count from 1970-01-01, in UTC.

const DAY_MS = 86_400_000

/** Days, both inclusive. */
export interface Span { from: number; to: number }

export const UNITS = ['day', 'week', 'month', 'year', 'decade'] as const
export type Unit = (typeof UNITS)[number]

export function countDays(span: Span): number {
  return span.to - span.from + 1
}

/** Whole bins that cover a span: where each starts, and at last where the next would start. */
export interface Bins { unit: Unit; edges: number[] }

/** The finest unit of which no more than `most` cover the span. */
export function chooseUnit(span: Span, most: number): Unit {
  const days = countDays(span)
  const lengths: Record<Unit, number> = { day: 1, week: 7, month: 30.4, year: 365.25, decade: 3652.5 }
  return UNITS.find((unit) => days / lengths[unit] <= most) ?? 'decade'
}

export function makeBins(span: Span, unit: Unit): Bins {
  const edges = [startOf(span.from, unit)]
  while (edges[edges.length - 1]! <= span.to) edges.push(startOfNext(edges[edges.length - 1]!, unit))
  return { unit, edges }
}

/** The bin that a day falls in; -1 before the first, the number of bins after the last. */
export function findBin({ edges }: Bins, day: number): number {
  let low = -1
  let high = edges.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (edges[middle]! <= day) low = middle
    else high = middle - 1
  }
  return low
}

/** The first day of the unit that a day is in; weeks start on Monday (ISO 8601). */
export function startOf(day: number, unit: Unit): number {
  if (unit === 'day') return day
  // 1970-01-01 was a Thursday, three days after a Monday.
  if (unit === 'week') return day - modulo(day + 3, 7)
  const date = new Date(day * DAY_MS)
  const year = date.getUTCFullYear()
  if (unit === 'month') return dayOf(year, date.getUTCMonth())
  return dayOf(unit === 'year' ? year : year - modulo(year, 10), 0)
}

export function startOfNext(start: number, unit: Unit): number {
  if (unit === 'day') return start + 1
  if (unit === 'week') return start + 7
  const date = new Date(start * DAY_MS)
  if (unit === 'month') return dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1)
  return dayOf(date.getUTCFullYear() + (unit === 'year' ? 1 : 10), 0)
}

/** Pixels from the start of the axis to the start of a day. */
export function place(span: Span, width: number, day: number): number {
  return ((day - span.from) / countDays(span)) * width
}

/** The day at so many pixels, inside the span. */
export function dayAt(span: Span, width: number, pixels: number): number {
  const day = span.from + Math.floor((pixels / Math.max(1, width)) * countDays(span))
  return Math.max(span.from, Math.min(span.to, day))
}

/** A tick at the start of a day, and which parts of the date its label needs. */
export interface Tick { day: number; parts: 'day' | 'day-year' | 'month' | 'month-year' | 'year' }

const DAY_STEPS = [1, 2, 7, 14]
const MONTH_STEPS = [1, 2, 3, 6]
const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]

/** Ticks at calendar steps, at least `apart` pixels from one another; the year is told at the first and where it turns. */
export function listTicks(span: Span, width: number, apart: number): Tick[] {
  const perDay = width / countDays(span)
  const days = DAY_STEPS.find((step) => step * perDay >= apart)
  if (days !== undefined) return tellYears(stepDays(span, days), 'day', 'day-year')
  const months = MONTH_STEPS.find((step) => step * 30.4 * perDay >= apart)
  if (months !== undefined) return tellYears(stepMonths(span, months), 'month', 'month-year')
  const years = YEAR_STEPS.find((step) => step * 365 * perDay >= apart) ?? 1000
  return stepMonths(span, years * 12).map((day) => ({ day, parts: 'year' }))
}

function stepDays(span: Span, step: number): number[] {
  // Counted from a Monday, so that weekly ticks are Mondays and stay where they are when the span moves.
  const first = span.from + modulo(4 - span.from, step)
  const found: number[] = []
  for (let day = first; day <= span.to; day += step) found.push(day)
  return found
}

function stepMonths(span: Span, step: number): number[] {
  const date = new Date(span.from * DAY_MS)
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth()
  const found: number[] = []
  for (let at = month - modulo(month, step); ; at += step) {
    const day = dayOf(Math.floor(at / 12), modulo(at, 12))
    if (day > span.to) return found
    if (day >= span.from) found.push(day)
  }
}

function tellYears(days: number[], plain: Tick['parts'], withYear: Tick['parts']): Tick[] {
  let told: number | null = null
  return days.map((day) => {
    const year = new Date(day * DAY_MS).getUTCFullYear()
    const parts = year === told ? plain : withYear
    told = year
    return { day, parts }
  })
}

/** Round steps for an axis of counts from nothing to `most`: the values to mark, the last at or above `most`. */
export function listLevels(most: number, wanted = 3): number[] {
  const rough = Math.max(1, most / wanted)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough)!
  const found: number[] = []
  for (let level = 0; found.length < 2 || found[found.length - 1]! < most; level += step) found.push(level)
  return found
}

function dayOf(year: number, month: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month, 1)
  return Math.round(date.getTime() / DAY_MS)
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}
